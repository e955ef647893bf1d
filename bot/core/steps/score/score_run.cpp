#include "bot/core/steps/score/score.hpp"

#include "bot/core/flow/measure.hpp"
#include "bot/core/measures/score.hpp"
#include "bot/core/run/machine.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace switchback::steps {
namespace {

using measures::movement;

// The options of a measure's items are named by their place: "o1", "o2".
std::optional<double>
score_of(const std::vector<measures::option>& options, const flow::value& answer)
{
    const auto* key = answer.as<std::string>();
    if (key == nullptr || key->size() < 2)
        return std::nullopt;
    std::size_t place = 0;
    const auto* end = key->data() + key->size();
    const auto [at, ec] = std::from_chars(key->data() + 1, end, place);
    if (ec != std::errc{} || at != end || place < 1 || place > options.size())
        return std::nullopt;
    return options[place - 1].score;
}

struct earlier_total
{
    std::int64_t at_ms = 0;
    double total = 0;
};

const std::string* text_in(const flow::record& fields, std::string_view name)
{
    const auto* held = flow::find(fields, name);
    return held == nullptr ? nullptr : held->as<std::string>();
}

// What earlier runs left of the same questionnaire in the same variant, oldest first.
std::vector<earlier_total> earlier_totals(const measures::instrument& of, run::machine& in)
{
    std::vector<earlier_total> out;
    for (const auto& one : in.run().recalled.unpack())
    {
        // This run's own entry is there after going back.
        if (one.collection != flow::measures_collection || one.key.starts_with(in.run().id))
            continue;
        const auto* measure = text_in(one.fields, "measure");
        const auto* variant = text_in(one.fields, "variant");
        const auto* total = flow::find(one.fields, "total");
        if (measure == nullptr || *measure != of.id ||
            (variant == nullptr ? std::string() : *variant) != of.variant || total == nullptr ||
            total->as<double>() == nullptr)
            continue;
        out.push_back({one.at_ms, *total->as<double>()});
    }
    return out;
}

flow::value maybe(const std::optional<double>& held)
{
    return held ? flow::value{*held} : flow::value{};
}

constexpr std::array<std::string_view, 5> movement_names{
    "unknown", "chance", "better", "recovered", "worse"};

flow::value movement_value(movement what)
{
    if (what == movement::unknown)
        return {};
    return {std::string(movement_names[static_cast<std::size_t>(what)])};
}

// A client's flow is told which way it went, not what staff would call it.
flow::value trend_of(movement what)
{
    switch (what)
    {
    case movement::unknown:
        return {};
    case movement::chance:
        return {std::string("same")};
    case movement::better:
    case movement::recovered:
        return {std::string("better")};
    case movement::worse:
        return {std::string("worse")};
    }
    return {};
}

void put_set(flow::record& to, std::string_view name, flow::value held)
{
    if (held.is_set())
        flow::put(to, name, std::move(held));
}

flow::record result_of(
    const measures::instrument& of, const measures::result& what,
    const std::vector<earlier_total>& earlier, movement moved, int utc_offset_min)
{
    flow::list items;
    for (const auto& one : what.items)
        items.push_back(maybe(one));
    flow::record out{{"items", {std::move(items)}}};
    put_set(out, "total", maybe(what.total));
    if (what.in != nullptr)
        flow::put(out, "band", {what.in->say});
    flow::put(out, "most", {measures::totals_of(of).most});
    if (!earlier.empty())
    {
        flow::put(out, "before", {earlier.back().total});
        flow::put(out, "since", {flow::date_at(earlier.back().at_ms, utc_offset_min)});
        if (what.total)
            flow::put(out, "change", {*what.total - earlier.back().total});
    }
    put_set(out, "trend", trend_of(moved));
    for (std::size_t i = 0; i < of.parts.size(); ++i)
        put_set(out, of.parts[i].id, maybe(what.parts[i]));
    return out;
}

run::progress run_score(const flow::step& what, run::machine& in)
{
    const auto& body = static_cast<const score_body&>(*what.body);
    const auto& of = body.what;
    std::vector<std::optional<double>> answers;
    answers.reserve(body.answers.size());
    for (const auto& one : body.answers)
        answers.push_back(score_of(of.options, one.evaluate(in.values())));
    const auto scored = measures::score(of, answers);

    const auto earlier = earlier_totals(of, in);
    std::vector<std::optional<double>> totals;
    totals.reserve(earlier.size());
    for (const auto& one : earlier)
        totals.emplace_back(one.total);
    const auto moved = totals.empty() ? movement::unknown
                                      : measures::move_between(of, totals.back(), scored.total);

    flow::record for_staff;
    flow::put(for_staff, "answered", {static_cast<double>(scored.answered)});
    flow::put(for_staff, "prorated", {scored.is_prorated});
    flow::put(for_staff, "worsened", {measures::has_newly_worsened(of, totals, scored.total)});
    if (scored.in != nullptr)
        flow::put(for_staff, "band", {scored.in->label});
    put_set(for_staff, "movement", movement_value(moved));
    if (of.closing && !body.closing.empty())
        put_set(
            for_staff, "closing",
            maybe(score_of(of.closing->options, body.closing.evaluate(in.values()))));

    in.put(body.result, {result_of(of, scored, earlier, moved, in.happened().utc_offset_min)});
    in.put(body.scored, {std::move(for_staff)});
    const std::array written{body.result, body.scored};
    in.settle(
        in.instance_of(what), run::entry_kind::assigned,
        {flow::list{in.values()[body.result], in.values()[body.scored]}}, written);
    in.because(
        fmt::format("scored {}: {} of {} answered", of.id, scored.answered, of.items.size()));
    return run::progress::next;
}

} // namespace

const step_kind score_kind{"score", read_score, check_score, run_score, nullptr, nullptr};

} // namespace switchback::steps
