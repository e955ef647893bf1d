#include "bot/core/escalation/case_figures.hpp"

#include "bot/base/limits.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace switchback::escalation {
namespace {

bool is_by_client(const closed_case& one)
{
    return one.reason == close_reason::answered || one.reason == close_reason::withdrawn;
}

bool is_false(const closed_case& one)
{
    return one.is_false_alarm || one.reason == close_reason::false_alarm;
}

void add(rule_month& to, const closed_case& one)
{
    ++to.cases;
    // A mark is a human's judgement, however the case was closed.
    if (is_false(one))
        ++to.false_alarms;
    else if (is_by_client(one))
        ++to.by_client;
}

count_cell cell_of(std::string name, std::size_t value)
{
    if (value < smallest_count_shown)
        return {std::move(name), 0, hiding::few};
    return {std::move(name), value, hiding::shown};
}

// Hides the small ones of a group, and one more where the total would give them away: when a single
// one is hidden, or when all hidden ones must have the largest value a hidden one can have.
std::vector<count_cell> cells_of(const std::vector<std::pair<std::string, std::size_t>>& counted)
{
    std::vector<count_cell> out;
    std::size_t hidden = 0;
    std::size_t hidden_sum = 0;
    for (const auto& [name, value] : counted)
    {
        out.push_back(cell_of(name, value));
        hidden += out.back().how == hiding::few ? 1 : 0;
        hidden_sum += out.back().how == hiding::few ? value : 0;
    }
    const bool is_given_away =
        hidden_sum > 0 && (hidden == 1 || hidden_sum == hidden * (smallest_count_shown - 1));
    if (!is_given_away)
        return out;
    auto smallest = out.end();
    for (auto at = out.begin(); at != out.end(); ++at)
        if (at->how == hiding::shown && (smallest == out.end() || at->value < smallest->value))
            smallest = at;
    if (smallest != out.end())
        *smallest = {smallest->name, 0, hiding::withheld};
    return out;
}

wait_band band_of(const std::optional<std::int64_t>& after_ms)
{
    constexpr std::pair<std::int64_t, wait_band> bands[]{
        {5 * limits::minute_ms, wait_band::within_5_min},
        {15 * limits::minute_ms, wait_band::within_15_min},
        {limits::hour_ms, wait_band::within_1_h},
        {4 * limits::hour_ms, wait_band::within_4_h},
        {limits::day_ms, wait_band::within_24_h}};
    if (!after_ms)
        return wait_band::never;
    for (const auto& [until_ms, band] : bands)
        if (*after_ms <= until_ms)
            return band;
    return wait_band::later;
}

// The band of the case at which `share` of all have been taken; the untaken come last.
wait_row row_of(level at, std::vector<wait_band> bands)
{
    if (bands.size() < smallest_count_shown)
        return {at, wait_band::hidden, wait_band::hidden};
    std::ranges::sort(bands);
    const auto rank = [&](std::size_t percent) {
        return bands[(bands.size() * percent + 99) / 100 - 1];
    };
    return {at, rank(50), rank(90)};
}

constexpr level levels[]{level::h, level::l1, level::l2, level::l3, level::l4};

} // namespace

closed_case figures_of(const case_state& closed, month_number closed_in)
{
    closed_case out;
    if (!closed.signals.empty())
    {
        const auto& first = closed.signals.front();
        out.rule = first.rule.empty() ? std::string(name_of(first.from)) : first.rule;
    }
    out.at = closed.now_at;
    out.about = closed.about;
    out.is_false_alarm = closed.is_false_alarm;
    out.reason = closed.reason;
    out.outcome = closed.outcome;
    out.closed_in = closed_in;
    if (closed.held.taken_ms != 0)
        out.acknowledged_after_ms =
            std::max<std::int64_t>(closed.held.taken_ms - closed.opened_ms, 0);
    return out;
}

std::optional<double> rule_month::precision() const noexcept
{
    if (judged() == 0)
        return std::nullopt;
    return static_cast<double>(judged() - false_alarms) / static_cast<double>(judged());
}

std::vector<rule_month> precision_by_month(std::span<const closed_case> cases)
{
    // The empty name sorts first.
    std::map<std::pair<month_number, std::string>, rule_month> found;
    for (const auto& one : cases)
    {
        add(found[{one.closed_in, {}}], one);
        if (!one.rule.empty())
            add(found[{one.closed_in, one.rule}], one);
    }
    std::vector<rule_month> out;
    for (auto& [key, row] : found)
    {
        row.month = key.first;
        row.rule = key.second;
        out.push_back(std::move(row));
    }
    return out;
}

year_counts counts_of_year(std::span<const closed_case> cases, int year)
{
    std::vector<const closed_case*> these;
    for (const auto& one : cases)
        if (one.closed_in >= month_of(year, 1) && one.closed_in <= month_of(year, 12))
            these.push_back(&one);
    const auto counted = [&](auto is_in) {
        return static_cast<std::size_t>(
            std::ranges::count_if(these, [&](const closed_case* one) { return is_in(*one); }));
    };
    year_counts out;
    out.year = year;
    out.all = cell_of("all", these.size());
    std::vector<std::pair<std::string, std::size_t>> group;
    for (const auto at : levels)
        group.emplace_back(name_of(at), counted([&](const auto& one) { return one.at == at; }));
    out.by_level = cells_of(group);
    group.clear();
    for (int i = 0; i <= static_cast<int>(category::other_person); ++i)
        group.emplace_back(name_of(static_cast<category>(i)), counted([&](const auto& one) {
                               return one.about == static_cast<category>(i);
                           }));
    out.by_category = cells_of(group);
    group.clear();
    for (int i = 1; i <= static_cast<int>(close_reason::other); ++i)
        group.emplace_back(name_of(static_cast<close_reason>(i)), counted([&](const auto& one) {
                               return one.reason == static_cast<close_reason>(i);
                           }));
    out.by_outcome = cells_of(group);

    std::map<level, std::vector<wait_band>> waits;
    for (const auto* one : these)
    {
        if (is_by_client(*one))
            continue; // nobody had to take it
        waits[level::none].push_back(band_of(one->acknowledged_after_ms));
        waits[one->at].push_back(band_of(one->acknowledged_after_ms));
    }
    out.waits.push_back(row_of(level::none, waits[level::none]));
    for (const auto at : levels)
        out.waits.push_back(row_of(at, waits[at]));
    return out;
}

std::string_view name_of(wait_band value) noexcept
{
    constexpr std::string_view names[]{"hidden",     "within_5_min", "within_15_min", "within_1_h",
                                       "within_4_h", "within_24_h",  "later",         "never"};
    return names[static_cast<std::size_t>(value)];
}

} // namespace switchback::escalation
