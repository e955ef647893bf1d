#include "bot/cases_command.hpp"

#include "bot/audit.hpp"
#include "bot/author/cases_report.hpp"
#include "bot/base/random.hpp"
#include "bot/clinic_file.hpp"
#include "bot/folder_alone.hpp"
#include "bot/service/case_report.hpp"
#include "bot/service/conversations.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <ostream>
#include <unistd.h>

namespace switchback {
namespace {

namespace asio = boost::asio;
using escalation::month_number;

// A whole number of so many digits; nothing for anything else.
std::optional<int> digits_of(std::string_view text, std::size_t count)
{
    int out = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data(), end, out);
    if (text.size() != count || text.front() == '-' || code != std::errc{} || stop != end)
        return std::nullopt;
    return out;
}

std::optional<month_number> month_named(std::string_view text)
{
    if (text.size() != 7 || text[4] != '-')
        return std::nullopt;
    const auto year = digits_of(text.substr(0, 4), 4);
    const auto month = digits_of(text.substr(5), 2);
    if (!year || !month || *month < 1 || *month > 12)
        return std::nullopt;
    return escalation::month_of(*year, *month);
}

struct span_of_months
{
    month_number first = 0;
    month_number last = 0;
    bool is_year = true;
};

std::expected<span_of_months, error>
months_of(const std::string& year, const std::string& month, month_number now)
{
    if (!month.empty())
    {
        const auto one = month_named(month);
        if (!one)
            return fail(errc::bad_request, "a month is written 2026-11");
        return span_of_months{*one, *one, false};
    }
    const auto wanted = year.empty() ? now / 12 : digits_of(year, 4).value_or(-1);
    if (wanted < 0)
        return fail(errc::bad_request, "a year is written 2026");
    return span_of_months{escalation::month_of(wanted, 1), escalation::month_of(wanted, 12), true};
}

asio::awaitable<control_answer> report_words(case_shelves from, control_words with)
{
    const auto zone = from.zone();
    const auto now = service::month_at(from.time.now_ms(), zone);
    const auto span = months_of(with["year"], with["month"], now);
    if (!span)
        co_return std::unexpected(span.error());
    auto cases = co_await service::closed_cases(from.talks, from.store, zone);
    if (!cases)
        co_return std::unexpected(cases.error());
    std::erase_if(*cases, [&](const escalation::closed_case& one) {
        return one.closed_in < span->first || one.closed_in > span->last;
    });
    const bool as_csv = with["csv"] == "true";
    const auto rows = escalation::precision_by_month(*cases);
    auto text = as_csv ? author::precision_csv(rows) : author::precision_table(rows);
    if (span->is_year)
    {
        const auto counts = escalation::counts_of_year(*cases, span->first / 12);
        text += as_csv ? "\r\n" + author::counts_csv(counts) : "\n" + author::counts_table(counts);
    }
    co_return control_words{{"text", std::move(text)}};
}

asio::awaitable<control_answer> export_words(case_shelves from, control_words with)
{
    auto record =
        co_await service::read_record(from.talks, from.store, with["reference"], with["by"]);
    if (!record && record.error().code == errc::not_found)
        co_return fail(errc::not_found, "there is no case with that reference");
    if (!record)
        co_return std::unexpected(record.error());
    record->practice = from.practice;
    record->zone = from.zone();
    co_return control_words{{"record", author::record_json(*record)}};
}

// No server runs, so the folder is ours as long as this lasts.
control_answer do_alone(const config& with, const control_request& what)
{
    asio::io_context on(1);
    const auto folder = open_alone(with, on);
    if (!folder)
        return std::unexpected(folder.error());
    std::string zone;
    if (!with.clinic_file.empty())
    {
        const auto clinic = read_clinic(with.clinic_file);
        if (!clinic)
            return std::unexpected(clinic.error());
        zone = clinic->zone;
    }
    system_clock time;
    secure_random random;
    metrics counts;
    service::clinic_board nobody;
    service::flow_shelf no_flows(std::make_shared<const flow::library>());
    service::conversations talks(
        {*folder->store,
         no_flows,
         folder->key,
         time,
         random,
         counts,
         {id{}, with.practice_name, false, 0},
         nobody});
    const auto knows =
        case_controls({talks, *folder->store, time, with.practice_name, [&zone] { return zone; }});
    return run_alone(on, knows, what);
}

// Nobody else may read it, and nothing that is there is written over.
std::expected<void, error> write_file(const std::string& name, std::string_view text)
{
    const int fd = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail(
            errc::io, errno == EEXIST ? name + " is there already; name another file"
                                      : name + ": " + std::strerror(errno));
    while (!text.empty())
    {
        const auto written = ::write(fd, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            break;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    const bool is_kept = text.empty() && ::fsync(fd) == 0;
    const std::string why = std::strerror(errno);
    ::close(fd);
    if (is_kept)
        return {};
    ::unlink(name.c_str());
    return fail(errc::io, name + ": " + why);
}

} // namespace

control_table case_controls(const case_shelves& from)
{
    return {
        {"cases.report",
         [from](control_words with) { return report_words(from, std::move(with)); }},
        {"cases.export",
         [from](control_words with) { return export_words(from, std::move(with)); }},
    };
}

int report_cases(const config& with, const report_wish& what, std::ostream& out, std::ostream& err)
{
    const auto done = ask_or_do(
        with,
        {"cases.report",
         {{"year", what.year}, {"month", what.month}, {"csv", what.as_csv ? "true" : "false"}}},
        do_alone);
    if (!done)
        return refuse(err, done.error());
    out << done->at("text");
    return 0;
}

int export_case(const config& with, const export_wish& what, std::ostream& out, std::ostream& err)
{
    const auto done = ask_or_do(
        with, {"cases.export", {{"reference", what.reference}, {"by", what.by}}}, do_alone);
    if (!done)
        return refuse(err, done.error());
    const auto record = author::read_record_json(done->at("record"));
    if (!record)
        return refuse(err, record.error());
    // Walked here, after the reading, so that a long log keeps no client waiting.
    const auto log = verdict_on_log(with.data, *record);
    const auto text = author::export_of(*record, log, what.as);
    if (what.out.empty())
        out << text;
    else if (const auto kept = write_file(what.out, text); !kept)
        return refuse(err, kept.error());
    if (log.is_whole)
        return 0;
    err << "switchback: the log does not verify: " << log.fault << '\n';
    return 1;
}

} // namespace switchback
