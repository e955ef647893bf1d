// The rules of a questionnaire as its file writes them: items, answers, bands, change, risk.
#include "bot/base/limits.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/fields.hpp"
#include "bot/core/flow/measure.hpp"
#include "bot/core/flow/near_miss.hpp"
#include "bot/core/measures/published.hpp"
#include "bot/core/measures/score.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace switchback::flow {
namespace {

using measures::instrument;

// The dangers a case can be about, by the names the screen gives them.
constexpr std::array<std::string_view, 5> dangers{
    "suicide", "self_harm", "harm_to_others", "abuse", "medical"};

// Names the made flow gives itself.
constexpr std::array<std::string_view, 3> kept_names{"result", "scored", "most"};

// A part stands beside these in the result.
constexpr std::array<std::string_view, 8> result_fields{"items",  "total", "band",   "most",
                                                        "before", "since", "change", "trend"};

void take_code(const instrument& of, fields& keys, std::string* to, faults& into)
{
    const auto* code = keys.find("loinc");
    if (code == nullptr)
        return;
    if (to != nullptr)
        *to = word(*code, "`loinc`", into);
    if (measures::is_mistaken_code(of.id, code->text))
        into.error(
            codes::mistaken_code, *code,
            fmt::format("`{}` is another questionnaire than `{}`", code->text, of.id),
            "look the code up at loinc.org");
}

std::size_t item_named(const instrument& of, const yaml_value& name, faults& into)
{
    const auto found = std::ranges::find(of.items, name.text, &measures::item::id);
    if (found != of.items.end())
        return static_cast<std::size_t>(found - of.items.begin());
    std::vector<std::string_view> names;
    for (const auto& one : of.items)
        names.push_back(one.id);
    into.error(
        codes::unknown_name, name, fmt::format("there is no item `{}`", name.text),
        did_you_mean(name.text, names));
    return 0;
}

std::vector<std::size_t> items_named(const instrument& of, const yaml_value& list, faults& into)
{
    std::vector<std::size_t> out;
    if (!list.is_sequence())
        into.error(codes::bad_value, list, "needs a list of items");
    for (const auto& one : list.items)
        out.push_back(item_named(of, one, into));
    return out;
}

void read_items(instrument& to, const yaml_value& items, faults& into)
{
    if (!items.is_sequence() || items.items.empty() || items.items.size() > limits::measure_items)
        into.error(
            codes::bad_value, items,
            fmt::format("`items` needs a list of 1 to {} {{id, say}}", limits::measure_items));
    for (const auto& item : items.items)
    {
        fields keys(item, "an item", into);
        measures::item made;
        if (const auto* id = keys.need("id"))
        {
            made.id = id->text;
            if (!is_name(made.id) || std::ranges::find(kept_names, made.id) != kept_names.end())
                into.error(codes::bad_name, *id, fmt::format("`{}` is no name", id->text));
            if (std::ranges::find(to.items, made.id, &measures::item::id) != to.items.end())
                into.error(
                    codes::duplicate_id, *id,
                    fmt::format("the item `{}` is there twice", id->text));
        }
        if (const auto* say = keys.need("say"))
            made.text = word(*say, "`say`", into);
        take_code(to, keys, &made.loinc, into);
        keys.done();
        to.items.push_back(std::move(made));
    }
}

std::vector<measures::option>
read_options(const instrument& of, const yaml_value& list, faults& into)
{
    std::vector<measures::option> out;
    if (!list.is_sequence() || list.items.empty() || list.items.size() > limits::measure_options)
        into.error(
            codes::bad_value, list,
            fmt::format("`options` needs a list of 1 to {}", limits::measure_options));
    for (const auto& one : list.items)
    {
        fields keys(one, "one of `options`", into);
        measures::option made;
        if (const auto* score = keys.need("score"))
            made.score = number(*score, "`score`", into);
        if (const auto* label = keys.need("label"))
            made.label = word(*label, "`label`", into);
        take_code(of, keys, nullptr, into);
        keys.done();
        out.push_back(std::move(made));
    }
    return out;
}

/// A client reads what stands in `say`: no verdict and no illness.
void check_gentle(const yaml_value& say, std::string_view text, faults& into)
{
    constexpr std::array<std::string_view, 10> never{"sever",    "depress", "anxi",    "disorder",
                                                     "diagnos",  "illness", "symptom", "patholog",
                                                     "clinical", "abnormal"};
    std::string lower;
    for (const auto c : text)
        lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    for (const auto one : never)
        if (lower.find(one) != std::string::npos)
            into.error(
                codes::bad_value, say,
                fmt::format("a client reads this: it may not say `{}...`", one),
                "say how much there is, not what it would be called");
}

void read_bands(instrument& to, const yaml_value& list, bool is_own, faults& into)
{
    if (!list.is_sequence() || list.items.empty())
        into.error(codes::bad_value, list, "`bands` needs a list");
    for (const auto& one : list.items)
    {
        fields keys(one, "one of `bands`", into);
        measures::band made;
        if (const auto* from = keys.need("from"))
        {
            made.from = number(*from, "`from`", into);
            if (!to.bands.empty() && made.from <= to.bands.back().from)
                into.error(codes::bad_value, *from, "`bands` begin with the lowest and rise");
        }
        if (const auto* label = keys.need("label"))
            made.label = made.say = word(*label, "`label`", into);
        if (const auto* say = is_own ? keys.find("say") : keys.need("say"))
        {
            made.say = word(*say, "`say`", into);
            check_gentle(*say, made.say, into);
        }
        keys.done();
        to.bands.push_back(std::move(made));
    }
    if (!to.bands.empty() && to.bands.front().from > measures::totals_of(to).least)
        into.error(codes::bad_value, list, "the lowest total has no band");
}

void read_parts(instrument& to, const yaml_value& list, faults& into)
{
    for (const auto& one : list.items)
    {
        fields keys(one, "one of `parts`", into);
        measures::part made;
        if (const auto* id = keys.need("id"))
        {
            made.id = id->text;
            const bool is_taken =
                std::ranges::find(result_fields, made.id) != result_fields.end() ||
                std::ranges::find(to.parts, made.id, &measures::part::id) != to.parts.end();
            if (!is_name(made.id) || is_taken)
                into.error(codes::bad_name, *id, fmt::format("`{}` is no name", id->text));
        }
        if (const auto* items = keys.need("items"))
            made.items = items_named(to, *items, into);
        if (const auto* at = keys.find("at"))
            made.at = number(*at, "`at`", into);
        keys.done();
        to.parts.push_back(std::move(made));
    }
}

void read_missing(instrument& to, const yaml_value& from, faults& into)
{
    fields keys(from, "`missing`", into);
    if (const auto* most = keys.need("most"))
        to.missing.most = static_cast<std::size_t>(
            whole(*most, "`most`", 0, static_cast<int>(limits::measure_items), into));
    if (const auto* never = keys.find("never"))
        to.missing.never = items_named(to, *never, into);
    keys.done();
}

/// `{least, case, source}`, or the deviation and the reliability it follows from.
void read_change(instrument& to, const yaml_value& from, faults& into)
{
    fields keys(from, "`change`", into);
    measures::change_rule made;
    const auto* deviation = keys.find("deviation");
    const auto* reliability = deviation == nullptr ? nullptr : keys.need("reliability");
    if (reliability != nullptr)
    {
        const auto least = measures::least_reliable_change(
            number(*deviation, "`deviation`", into), number(*reliability, "`reliability`", into));
        if (!least)
            into.error(codes::bad_value, from, "no change follows from this deviation");
        made.least = least.value_or(0);
    }
    else if (const auto* least = deviation == nullptr ? keys.need("least") : nullptr)
        made.least = number(*least, "`least`", into);
    if (const auto* at = keys.find("case"))
        made.from = number(*at, "`case`", into);
    if (const auto* source = keys.need("source"))
        (void)word(*source, "`source`", into);
    keys.done();
    to.change = made;
}

void read_risks(instrument& to, const yaml_value& list, faults& into)
{
    if (list.is_scalar() && list.text == "none")
        return;
    if (!list.is_sequence() || list.items.empty())
        into.error(
            codes::bad_value, list, "`risk` is a list of {item, id, least, about}, or `none`");
    for (const auto& one : list.items)
    {
        fields keys(one, "one of `risk`", into);
        measures::risk_item made;
        if (const auto* item = keys.need("item"))
            made.item = item_named(to, *item, into);
        if (const auto* id = keys.need("id"))
            made.id = word(*id, "`id`", into);
        if (const auto* least = keys.need("least"))
            made.least = number(*least, "`least`", into);
        if (const auto* about = keys.need("about"))
        {
            made.about = word(*about, "`about`", into);
            if (std::ranges::find(dangers, made.about) == dangers.end())
                into.error(
                    codes::bad_value, *about,
                    "`about` is one of suicide self_harm harm_to_others abuse medical");
        }
        keys.done();
        to.risks.push_back(std::move(made));
    }
}

void read_closing(instrument& to, const yaml_value& from, faults& into)
{
    fields keys(from, "`closing`", into);
    measures::closing_question made;
    if (const auto* id = keys.need("id"))
    {
        made.id = id->text;
        const bool is_taken =
            std::ranges::find(to.items, made.id, &measures::item::id) != to.items.end() ||
            std::ranges::find(kept_names, made.id) != kept_names.end();
        if (!is_name(made.id) || is_taken)
            into.error(codes::bad_name, *id, fmt::format("`{}` is no name", id->text));
    }
    if (const auto* say = keys.need("say"))
        made.text = word(*say, "`say`", into);
    if (const auto* options = keys.need("options"))
        made.options = read_options(to, *options, into);
    take_code(to, keys, &made.loinc, into);
    keys.done();
    to.closing = std::move(made);
}

void read_codes(const instrument& of, const yaml_value& from, faults& into)
{
    fields keys(from, "`loinc`", into);
    for (const auto key : {"panel", "total"})
        if (const auto* code = keys.find(key);
            code != nullptr && measures::is_mistaken_code(of.id, code->text))
            into.error(
                codes::mistaken_code, *code,
                fmt::format("`{}` is another questionnaire than `{}`", code->text, of.id),
                "look the code up at loinc.org");
    keys.done();
}

} // namespace

measures::instrument read_instrument(fields& top, bool is_own, faults& into)
{
    measures::instrument out;
    if (const auto* id = top.need("measure"))
        out.id = word(*id, "`measure`", into);
    if (const auto* variant = top.find("variant"))
        out.variant = word(*variant, "`variant`", into);
    if (const auto* stem = top.find("stem"))
        out.stem = word(*stem, "`stem`", into);
    if (const auto* items = top.need("items"))
        read_items(out, *items, into);
    if (const auto* options = top.need("options"))
        out.options = read_options(out, *options, into);
    if (const auto* closing = top.find("closing"))
        read_closing(out, *closing, into);
    if (const auto* bands = top.need("bands"))
        read_bands(out, *bands, is_own, into);
    if (const auto* parts = top.find("parts"))
        read_parts(out, *parts, into);
    if (const auto* missing = top.find("missing"))
        read_missing(out, *missing, into);
    if (const auto* change = top.find("change"))
        read_change(out, *change, into);
    if (const auto* risk = top.need("risk"))
        read_risks(out, *risk, into);
    if (const auto* codes_given = top.find("loinc"))
        read_codes(out, *codes_given, into);
    if (const auto* worse = top.find("worse"))
    {
        out.is_worse_when_higher = worse->text != "lower";
        if (worse->text != "lower" && worse->text != "higher")
            into.error(codes::bad_value, *worse, "`worse` is `higher` or `lower`");
    }
    if (const auto* scoring = top.need("scoring"); scoring != nullptr && scoring->text != "sum")
        into.error(codes::bad_value, *scoring, "`scoring` is `sum`");
    return out;
}

measures::instrument read_instrument(const yaml_value& from, faults& into)
{
    fields top(from, "a measure", into);
    // A mapping that was read before: what a band may not say was told then.
    return read_instrument(top, true, into);
}

} // namespace switchback::flow
