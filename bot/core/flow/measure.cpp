#include "bot/core/flow/measure.hpp"

#include "bot/core/flow/agreement.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/fields.hpp"

#include <fmt/format.h>
#include <initializer_list>

namespace switchback::flow {
namespace {

/// Makes values that stand where `at` stands.
struct maker
{
    const yaml_value* at;

    [[nodiscard]] yaml_value word(std::string text) const
    {
        yaml_value out;
        out.is = yaml_value::form::scalar;
        out.quoted = true;
        out.line = at->line;
        out.column = at->column;
        out.words_line = at->words_line == 0 ? at->line : at->words_line;
        out.words_column = at->words_column == 0 ? at->column : at->words_column;
        out.text = std::move(text);
        return out;
    }
    [[nodiscard]] yaml_value list(std::vector<yaml_value> items) const
    {
        auto out = word({});
        out.is = yaml_value::form::sequence;
        out.items = std::move(items);
        return out;
    }
    [[nodiscard]] yaml_value
    map(std::initializer_list<std::pair<std::string, yaml_value>> pairs) const
    {
        auto out = word({});
        out.is = yaml_value::form::mapping;
        for (const auto& [key, value] : pairs)
        {
            out.items.push_back(word(key));
            out.items.push_back(value);
        }
        return out;
    }
};

void read_items(const yaml_value& items, faults& into)
{
    if (!items.is_sequence() || items.items.empty())
        into.error(codes::bad_value, items, "`items` needs a list of {id, say}");
    for (const auto& item : items.items)
    {
        fields keys(item, "an item", into);
        if (const auto* id = keys.need("id"); id != nullptr && !is_name(id->text))
            into.error(codes::bad_name, *id, fmt::format("`{}` is no name", id->text));
        if (const auto* say = keys.need("say"))
            (void)word(*say, "`say`", into);
        keys.done();
    }
}

void read_scored(
    const yaml_value& list, std::string_view what, std::string_view value, faults& into)
{
    if (!list.is_sequence() || list.items.empty())
        into.error(codes::bad_value, list, fmt::format("{} needs a list", what));
    for (const auto& one : list.items)
    {
        fields keys(one, fmt::format("one of {}", what), into);
        if (const auto* number_at = keys.need(value))
            (void)number(*number_at, fmt::format("`{}`", value), into);
        if (const auto* label = keys.need("label"))
            (void)word(*label, "`label`", into);
        keys.done();
    }
}

std::string escaped(std::string_view text)
{
    std::string out;
    for (const auto c : text)
        (c == '"' || c == '\\') ? (out += '\\', out += c) : out += c;
    return out;
}

/// `0 if calm == "o1" else 1 if calm == "o2" else 2`
std::string score_of(const std::string& id, const yaml_value& options)
{
    std::string out;
    for (std::size_t i = 0; i < options.items.size(); ++i)
    {
        const auto& score = options.items[i].find("score")->text;
        if (i + 1 == options.items.size())
            out += score;
        else
            out += fmt::format("{} if {} == \"o{}\" else ", score, id, i + 1);
    }
    return out;
}

/// The label of the last band whose `from` the total reaches.
std::string band_of(const yaml_value& bands)
{
    std::string out;
    for (auto i = bands.items.size(); i-- > 1;)
        out += fmt::format(
            "\"{}\" if total >= {} else ", escaped(bands.items[i].find("label")->text),
            bands.items[i].find("from")->text);
    return out + fmt::format("\"{}\"", escaped(bands.items[0].find("label")->text));
}

yaml_value make_ask(const yaml_value& item, const yaml_value& options, std::string_view share)
{
    const maker make{&item};
    std::vector<yaml_value> made;
    for (std::size_t i = 0; i < options.items.size(); ++i)
        made.push_back(make.map({{fmt::format("o{}", i + 1), *options.items[i].find("label")}}));
    return make.map(
        {{"ask", make.word("one")},
         {"id", *item.find("id")},
         {"say", *item.find("say")},
         {"share", make.word(std::string(share))},
         {"options", make.list(std::move(made))}});
}

/// Sets items, total and band, once every item was answered.
yaml_value make_scoring(const maker& make, const yaml_value& root)
{
    const auto& items = *root.find("items");
    std::string all_set;
    std::string scores;
    std::vector<yaml_value> steps;
    for (const auto& item : items.items)
    {
        const auto& id = item.find("id")->text;
        all_set += (all_set.empty() ? "is_set(" : " and is_set(") + id + ")";
        scores += (scores.empty() ? "[" : ", ") + id + "_score";
        steps.push_back(make.map(
            {{"set",
              make.map({{id + "_score", make.word(score_of(id, *root.find("options")))}})}}));
    }
    steps.push_back(make.map(
        {{"set", make.map(
                     {{"items", make.word(scores + "]")},
                      {"total", make.word("sum(items)")},
                      {"band", make.word(band_of(*root.find("bands")))}})}}));
    return make.map({{"if", make.word(all_set)}, {"then", make.list(std::move(steps))}});
}

} // namespace

std::optional<measure> read_measure(yaml_tree from, diagnostics& found)
{
    const auto before = found.size();
    faults into(from, found);
    fields top(from.root, "a measure", into);
    std::string id;
    if (const auto* given = top.need("measure"))
        id = word(*given, "`measure`", into);
    if (!id.empty() && !is_slug(id))
        into.error(codes::bad_name, from.root, fmt::format("`{}` is no measure id", id));
    for (const auto key : {"title", "note", "say"})
        if (const auto* text = top.need(key))
            (void)word(*text, fmt::format("`{}`", key), into);
    if (const auto* items = top.need("items"))
        read_items(*items, into);
    if (const auto* options = top.need("options"))
        read_scored(*options, "`options`", "score", into);
    if (const auto* bands = top.need("bands"))
        read_scored(*bands, "`bands`", "from", into);
    if (const auto* scoring = top.need("scoring"); scoring != nullptr && scoring->text != "sum")
        into.error(codes::bad_value, *scoring, "`scoring` is `sum`");
    if (const auto* sources = top.find("sources"))
        (void)words(*sources, "`sources`", into);
    top.done();
    if (found.size() != before)
        return std::nullopt;
    return measure{std::move(id), std::move(from)};
}

std::string measure_flow_id(std::string_view measure_id, std::string_view share)
{
    return fmt::format("measure-{}-{}", measure_id, share);
}

signature measure_signature(std::string_view measure_id, std::string_view share)
{
    const type number{type_kind::number, {}, {}, {}};
    const type text{type_kind::text, {}, {}, {}};
    return {
        measure_flow_id(measure_id, share),
        {},
        {{"result",
          record_of(
              {{"items", list_of(number), false}, {"total", number, false}, {"band", text, false}}),
          {}}}};
}

yaml_tree make_flow(const measure& from, std::string_view share)
{
    const auto& root = from.source.root;
    const maker make{&root};
    std::vector<yaml_value> inside;
    for (const auto& item : root.find("items")->items)
        inside.push_back(make_ask(item, *root.find("options"), share));
    inside.push_back(make_scoring(make, root));
    // One turn of a loop: its record holds the answers, the scores, the total and the band.
    auto steps = make.list(
        {make.map({{"say", make.list({*root.find("say"), *root.find("note")})}}),
         make.map(
             {{"each", make.word("filled_in")},
              {"max", make.word("1")},
              {"steps", make.list(std::move(inside))}}),
         make.map({{"set", make.map({{"result", make.word("first(filled_in)")}})}}),
         make.map({{"end", make.word("done")}})});
    return {
        from.source.file, make.map(
                              {{"flow", make.word(measure_flow_id(from.id, share))},
                               {"version", make.word("1")},
                               {"title", *root.find("title")},
                               {"out", make.map({{"result", make.word("record")}})},
                               {"steps", std::move(steps)}})};
}

} // namespace switchback::flow
