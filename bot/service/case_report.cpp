#include "bot/service/case_report.hpp"

#include "bot/service/case_record.hpp"
#include "bot/service/case_rows.hpp"
#include "bot/service/drills.hpp"
#include "bot/service/zone.hpp"

#include <chrono>

namespace switchback::service {
namespace {

// A closed case still changes (a mark, an old receipt), so its row does not say when it was closed.
std::int64_t closed_at(const std::vector<record_line>& lines, std::int64_t otherwise)
{
    auto out = otherwise;
    for (const auto& line : lines)
        if (line.event == "closed")
            out = line.at_ms;
    return out;
}

} // namespace

escalation::month_number month_at(std::int64_t time_ms, std::string_view zone)
{
    using namespace std::chrono;
    const sys_time<milliseconds> there{
        milliseconds(time_ms + utc_offset_min(zone, time_ms) * limits::minute_ms)};
    const year_month_day date{floor<days>(there)};
    return escalation::month_of(
        static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())));
}

task<std::vector<escalation::closed_case>>
closed_cases(conversations& talks, port::store& store, std::string zone)
{
    const auto rows = co_await store.cases(false, limits::cases_reported + 1);
    if (!rows)
        co_return std::unexpected(rows.error());
    if (rows->size() > limits::cases_reported)
        co_return fail(errc::too_long, "there are too many cases for one report");
    std::vector<escalation::closed_case> out;
    for (const auto& row : *rows)
    {
        if (row.is_open || row.conversation == drills::drill_conversation())
            continue;
        const auto key = co_await talks.key_of(row.conversation);
        if (!key)
            continue; // erased meanwhile
        const auto held = open_case(*key, row);
        if (!held)
            co_return std::unexpected(held.error());
        if (held->is_drill)
            continue;
        const auto log = co_await store.audit(row.conversation, limits::record_lines);
        if (!log)
            co_return std::unexpected(log.error());
        const auto lines = lines_of_case(*key, row.conversation, *log, row.reference);
        if (!lines)
            co_return std::unexpected(lines.error());
        out.push_back(
            escalation::figures_of(*held, month_at(closed_at(*lines, row.changed_ms), zone)));
    }
    co_return out;
}

} // namespace switchback::service
