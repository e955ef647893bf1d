// The flow that asks a measure.
#include "bot/core/flow/measure.hpp"

#include "bot/core/flow/agreement.hpp"

#include <algorithm>
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

std::string key_of(std::size_t option)
{
    return fmt::format("o{}", option + 1);
}

yaml_value make_options(const maker& make, const yaml_value& options)
{
    std::vector<yaml_value> made;
    for (std::size_t i = 0; i < options.items.size(); ++i)
        made.push_back(make.map({{key_of(i), *options.items[i].find("label")}}));
    return make.list(std::move(made));
}

yaml_value make_scores(const maker& make, const yaml_value& options)
{
    std::vector<yaml_value> made;
    for (const auto& one : options.items)
        made.push_back(make.word(one.find("score")->text));
    return make.list(std::move(made));
}

void put(yaml_value& into, const maker& make, std::string key, yaml_value held)
{
    into.items.push_back(make.word(std::move(key)));
    into.items.push_back(std::move(held));
}

// The stem is said with the first item and is the help of all, so that a fragment makes sense.
yaml_value make_ask(
    const measures::instrument& of, const yaml_value& root, std::size_t at, std::string_view share)
{
    const auto& item = root.find("items")->items[at];
    const auto& options = *root.find("options");
    const auto* stem = root.find("stem");
    const maker make{&item};
    auto out = make.map({{"ask", make.word("one")}, {"id", *item.find("id")}});
    put(out, make, "say",
        stem != nullptr && at == 0 ? make.list({*stem, *item.find("say")}) : *item.find("say"));
    if (stem != nullptr)
        put(out, make, "help", *stem);
    put(out, make, "share", make.word(std::string(share)));
    put(out, make, "options", make_options(make, options));
    put(out, make, "scores", make_scores(make, options));
    for (const auto& one : of.risks)
        if (one.item == at)
            put(out, make, "risk",
                make.map(
                    {{"item", make.word(one.id)},
                     {"least", make.word(fmt::format("{}", one.least))},
                     {"about", make.word(one.about)}}));
    return out;
}

// Asked when something was more than nothing, as its words say ("if you checked off any").
yaml_value
make_closing(const measures::instrument& of, const yaml_value& root, std::string_view share)
{
    const auto& closing = *root.find("closing");
    const maker make{&closing};
    const auto least = std::ranges::min(of.options, {}, &measures::option::score).score;
    std::string any;
    for (const auto& one : of.items)
        for (std::size_t i = 0; i < of.options.size(); ++i)
            if (of.options[i].score == least)
                any += fmt::format("{}{} != \"{}\"", any.empty() ? "" : ", ", one.id, key_of(i));
    const auto& options = *closing.find("options");
    auto ask = make.map(
        {{"ask", make.word("one")},
         {"id", *closing.find("id")},
         {"say", *closing.find("say")},
         {"share", make.word(std::string(share))},
         {"options", make_options(make, options)},
         {"scores", make_scores(make, options)}});
    return make.map(
        {{"if", make.word("any([" + any + "])")}, {"then", make.list({std::move(ask)})}});
}

yaml_value make_score(const measures::instrument& of, const maker& make, const yaml_value& root)
{
    std::vector<yaml_value> names;
    for (const auto& one : of.items)
        names.push_back(make.word(one.id));
    if (of.closing)
        names.push_back(make.word(of.closing->id));
    return make.map(
        {{"score", root}, {"id", make.word("result")}, {"of", make.list(std::move(names))}});
}

// What the therapist's views read: the raw answers, and what they came to under which words.
yaml_value make_remember(const measure& from, const maker& make, std::string_view share)
{
    const auto said = [&](std::string_view text) { return make.word(fmt::format("\"{}\"", text)); };
    auto as = make.map(
        {{"measure", said(from.id)},
         {"variant", said(from.what.variant)},
         {"words", said(std::string_view(from.text_hash).substr(0, 16))},
         {"sharing", said(share)}});
    for (const auto field : {"items", "total", "before", "change"})
        put(as, make, field, make.word(fmt::format("result.{}", field)));
    for (const auto field : {"answered", "prorated", "band", "movement"})
        put(as, make, field, make.word(fmt::format("scored.{}", field)));
    if (from.what.closing)
        put(as, make, "closing", make.word("scored.closing"));
    return make.map(
        {{"remember", make.word(std::string(measures_collection))}, {"as", std::move(as)}});
}

} // namespace

std::string measure_flow_id(std::string_view measure_id, std::string_view share)
{
    return fmt::format("measure-{}-{}", measure_id, share);
}

type measure_result(const measures::instrument& of)
{
    const type number{type_kind::number, {}, {}, {}};
    const type text{type_kind::text, {}, {}, {}};
    std::vector<field_type> fields{
        {"items", list_of(number), false},
        {"total", number, false},
        {"band", text, false},
        {"most", number, false},
        {"before", number, false},
        {"since", {type_kind::date, {}, {}, {}}, false},
        {"change", number, false},
        {"trend", text, false}};
    for (const auto& one : of.parts)
        fields.push_back({one.id, number, false});
    return record_of(std::move(fields));
}

signature measure_signature(const measure& of, std::string_view share)
{
    return {measure_flow_id(of.id, share), {}, {{"result", measure_result(of.what), {}}}};
}

yaml_tree make_flow(const measure& from, std::string_view share, bool remembers)
{
    const auto& root = from.source.root;
    const maker make{&root};
    std::vector<yaml_value> said{*root.find("say")};
    if (const auto* note = root.find("note"))
        said.push_back(*note);
    std::vector<yaml_value> steps{make.map({{"say", make.list(std::move(said))}})};
    for (std::size_t i = 0; i < from.what.items.size(); ++i)
        steps.push_back(make_ask(from.what, root, i, share));
    if (from.what.closing)
        steps.push_back(make_closing(from.what, root, share));
    steps.push_back(make_score(from.what, make, root));
    // Kept before anybody is told, so that leaving at the question that follows loses nothing.
    if (remembers)
        steps.push_back(make.map(
            {{"if", make.word("scored.answered > 0")},
             {"then", make.list({make_remember(from, make, share)})}}));
    steps.push_back(make.map(
        {{"if", make.word("scored.worsened")},
         {"then", make.list({make.map({{"notice", make.word("worsening")}})})}}));
    steps.push_back(make.map({{"end", make.word("done")}}));
    return {
        from.source.file, make.map(
                              {{"flow", make.word(measure_flow_id(from.id, share))},
                               {"version", make.word("1")},
                               {"title", *root.find("title")},
                               {"out", make.map({{"result", make.word("record")}})},
                               {"steps", make.list(std::move(steps))}})};
}

} // namespace switchback::flow
