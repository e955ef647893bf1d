// One case for the record as text: a page to print, CSV, JSON. What `switchback cases export`
// writes. Functions of values (and of the operating system's zones); any thread.
#pragma once

#include "bot/base/error.hpp"
#include "bot/service/case_record.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace switchback::author {

/// What a walk over the whole log found.
struct log_verdict
{
    bool is_whole = false;
    std::int64_t entries = 0;
    std::int64_t head_number = 0;
    std::string head;  // 64 hex digits
    std::string fault; // a sentence; empty when it is whole
    bool operator==(const log_verdict&) const = default;
};

enum class export_format
{
    html,
    csv,
    json
};

/// The format of that name ("html", "csv", "json"), or nothing.
[[nodiscard]] std::optional<export_format> format_named(std::string_view name);

/// The export in a format; ends with a newline.
[[nodiscard]] std::string
export_of(const service::case_record& of, const log_verdict& log, export_format as);

/// One page by itself for reading and printing: no script, nothing loaded, everything escaped.
[[nodiscard]] std::string case_html(const service::case_record& of, const log_verdict& log);

/// A row a line of the log: `number,time_utc,time_clinic,event,actor,details`. First a row `case`,
/// last a row `log` with the head; messages, where there are any, before it as rows `message`.
[[nodiscard]] std::string case_csv(const service::case_record& of, const log_verdict& log);

/// The fields that deploy/README.md names ("Exporting a case").
[[nodiscard]] std::string case_json(const service::case_record& of, const log_verdict& log);

/// The record alone, to be handed from one program to another, and back; errc::corrupt when the
/// text is no record.
[[nodiscard]] std::string record_json(const service::case_record& of);
[[nodiscard]] std::expected<service::case_record, error> read_record_json(std::string_view text);

/// "2026-11-24T22:13:20Z", and the same by the clinic's clock: "2026-11-24T23:13:20+01:00".
[[nodiscard]] std::string utc_text(std::int64_t at_ms);
[[nodiscard]] std::string clinic_text(std::int64_t at_ms, std::string_view zone);

/// What an export says whose case opens more messages than one export holds.
inline constexpr std::string_view cut_words =
    "There are more messages than one export holds: those after the last one here are left out.";

/// Who a line of the log names as having acted; empty: the program, or the client.
[[nodiscard]] std::string actor_of(const service::record_line& line);

/// The other fields of a line as "name: value; name: value"; an instant is written as such.
[[nodiscard]] std::string details_of(const service::record_line& line);

} // namespace switchback::author
