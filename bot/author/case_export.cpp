#include "bot/author/case_export.hpp"

#include "bot/author/csv_cell.hpp"
#include "bot/service/zone.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <fmt/format.h>
#include <iterator>

namespace switchback::author {
namespace {

using service::case_record;
using service::record_line;

constexpr std::int64_t last_ms = 253'402'300'799'999; // the end of the year 9999

std::string moment_text(std::int64_t at_ms)
{
    const std::chrono::sys_time<std::chrono::milliseconds> at{std::chrono::milliseconds(at_ms)};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
    return fmt::format(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        time.hours().count(), time.minutes().count(), time.seconds().count());
}

bool is_actor(std::string_view name)
{
    return name == "responder" || name == "by";
}

// "by_ms" and "due_ms" are instants; a person reads a time.
std::string value_text(const std::string& name, const std::string& value)
{
    std::int64_t at_ms = 0;
    const auto* end = value.data() + value.size();
    const auto [stop, code] = std::from_chars(value.data(), end, at_ms);
    const bool is_instant = name.ends_with("_ms") && code == std::errc{} && stop == end;
    if (!is_instant)
        return value;
    return at_ms == 0 ? "none" : utc_text(at_ms);
}

void csv_row(
    std::string& to, std::string_view number, std::int64_t at_ms, std::string_view zone,
    std::string_view event, std::string_view actor, std::string_view details)
{
    fmt::format_to(
        std::back_inserter(to), "{},{},{},{},{},{}\r\n", number, at_ms == 0 ? "" : utc_text(at_ms),
        at_ms == 0 ? "" : clinic_text(at_ms, zone), csv_cell(event), csv_cell(actor),
        csv_cell(details));
}

std::string case_words(const case_record& of)
{
    return fmt::format(
        "case: {}; practice: {}; zone: {}; open: {}; drill: {}; false_alarm: {}; level: {}; "
        "category: {}; reason: {}; outcome: {}",
        of.reference, of.practice, of.zone.empty() ? "UTC" : of.zone, of.is_open, of.is_drill,
        of.is_false_alarm, of.level, of.category, of.reason, of.outcome);
}

std::string log_words(const log_verdict& log)
{
    if (log.is_whole)
        return fmt::format("whole: true; entries: {}; head: {}", log.entries, log.head);
    return fmt::format("whole: false; fault: {}; head: {}", log.fault, log.head);
}

} // namespace

std::optional<export_format> format_named(std::string_view name)
{
    if (name == "html")
        return export_format::html;
    if (name == "csv")
        return export_format::csv;
    if (name == "json")
        return export_format::json;
    return std::nullopt;
}

std::string export_of(const case_record& of, const log_verdict& log, export_format as)
{
    switch (as)
    {
    case export_format::html:
        return case_html(of, log);
    case export_format::csv:
        return case_csv(of, log);
    case export_format::json:
        break;
    }
    return case_json(of, log);
}

std::string utc_text(std::int64_t at_ms)
{
    if (at_ms < 0 || at_ms > last_ms)
        return fmt::format("{} ms", at_ms);
    return moment_text(at_ms) + "Z";
}

std::string clinic_text(std::int64_t at_ms, std::string_view zone)
{
    if (at_ms < limits::day_ms || at_ms > last_ms - limits::day_ms)
        return utc_text(at_ms);
    const auto offset_min = service::utc_offset_min(zone, at_ms);
    return fmt::format(
        "{}{}{:02}:{:02}", moment_text(at_ms + offset_min * limits::minute_ms),
        offset_min < 0 ? '-' : '+', std::abs(offset_min) / 60, std::abs(offset_min) % 60);
}

std::string actor_of(const record_line& line)
{
    for (const auto& [name, value] : line.fields)
        if (is_actor(name))
            return value;
    return {};
}

std::string details_of(const record_line& line)
{
    std::string out;
    for (const auto& [name, value] : line.fields)
        if (!is_actor(name) && !value.empty())
            fmt::format_to(
                std::back_inserter(out), "{}{}: {}", out.empty() ? "" : "; ", name,
                value_text(name, value));
    return out;
}

std::string case_csv(const case_record& of, const log_verdict& log)
{
    std::string out = "number,time_utc,time_clinic,event,actor,details\r\n";
    csv_row(out, "", of.opened_ms, of.zone, "case", "", case_words(of));
    for (const auto& line : of.lines)
        csv_row(
            out, std::to_string(line.number), line.at_ms, of.zone, line.event, actor_of(line),
            details_of(line));
    for (const auto& one : of.messages)
        csv_row(
            out, "", one.at_ms, of.zone, "message", one.name.empty() ? one.from : one.name,
            fmt::format("m{}: {}", one.seq, one.text.reveal()));
    if (of.is_cut)
        csv_row(out, "", 0, of.zone, "cut", "", cut_words);
    csv_row(out, std::to_string(log.head_number), 0, of.zone, "log", "", log_words(log));
    return out;
}

} // namespace switchback::author
