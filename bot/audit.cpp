#include "bot/audit.hpp"

#include "bot/store/sqlite/audit_file.hpp"

#include <charconv>
#include <chrono>
#include <fmt/format.h>
#include <optional>
#include <ostream>
#include <string_view>

namespace switchback {
namespace {

std::string hex(std::string_view bytes)
{
    std::string out;
    for (const char c : bytes)
        out += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return out;
}

std::optional<std::string> bytes_of(std::string_view text)
{
    if (text.size() != 2 * store::audit_hash_bytes)
        return std::nullopt;
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += 2)
    {
        unsigned char value = 0;
        const auto* end = text.data() + at + 2;
        if (const auto [stop, code] = std::from_chars(text.data() + at, end, value, 16);
            code != std::errc{} || stop != end)
            return std::nullopt;
        out.push_back(static_cast<char>(value));
    }
    return out;
}

/// HASH[:NUMBER]; nullopt when it is anything else.
std::optional<store::noted_head> read_head(std::string_view text)
{
    const auto colon = text.find(':');
    auto hash = bytes_of(text.substr(0, colon));
    if (!hash)
        return std::nullopt;
    store::noted_head out{std::move(*hash), std::nullopt};
    if (colon == std::string_view::npos)
        return out;
    const auto digits = text.substr(colon + 1);
    std::int64_t number = 0;
    const auto* end = digits.data() + digits.size();
    if (const auto [stop, code] = std::from_chars(digits.data(), end, number);
        code != std::errc{} || stop != end || number < 0)
        return std::nullopt;
    out.number = number;
    return out;
}

/// A moment in UTC. What stands in a row may have been changed to a time no calendar has.
std::string moment(std::int64_t at_ms)
{
    constexpr std::int64_t last_ms = 253'402'300'799'999; // the end of the year 9999
    if (at_ms < 0 || at_ms > last_ms)
        return fmt::format("{} ms", at_ms);
    const std::chrono::sys_time<std::chrono::milliseconds> at{std::chrono::milliseconds(at_ms)};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
    return fmt::format(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string when(const store::audit_fault& fault)
{
    if (fault.at_ms)
        return "noted " + moment(*fault.at_ms);
    if (fault.after_ms)
        return "after " + moment(*fault.after_ms);
    return "time unknown";
}

} // namespace

int verify_audit_log(
    const std::filesystem::path& data, const std::string& expected, std::ostream& out,
    std::ostream& problems)
{
    std::optional<store::noted_head> noted;
    if (!expected.empty())
    {
        noted = read_head(expected);
        if (!noted)
        {
            problems
                << "switchback: --expect-head takes HASH[:NUMBER], the hash in 64 hex digits\n";
            return 2;
        }
    }
    const auto report = store::verify_audit(data, std::move(noted));
    if (!report)
    {
        problems << "switchback: " << report.error().detail << '\n';
        return 2;
    }
    if (const auto& fault = report->fault)
    {
        out << fmt::format(
            "entry {} ({}): {}: {}; {} before it fit\n", fault->number, when(*fault),
            name_of(fault->kind), fault->what, report->entries);
        return 1;
    }
    out << fmt::format(
        "{} entries, chain whole, head {}:{}\n", report->entries, hex(report->head.hash),
        report->head.number);
    return 0;
}

author::log_verdict
verdict_on_log(const std::filesystem::path& data, const service::case_record& of)
{
    author::log_verdict out;
    const auto report = store::verify_audit(data);
    if (!report)
    {
        out.fault = report.error().detail;
        return out;
    }
    out.entries = report->entries;
    out.head_number = report->head.number;
    out.head = hex(report->head.hash);
    if (const auto& fault = report->fault)
        out.fault = fmt::format(
            "entry {} ({}): {}: {}", fault->number, when(*fault), name_of(fault->kind),
            fault->what);
    else if (!of.lines.empty() && of.lines.back().number > report->head.number)
        out.fault = "the log ends before the last line of this case";
    out.is_whole = out.fault.empty();
    return out;
}

} // namespace switchback
