// One case for the record: what the log says about it, in order, and where somebody asked for them
// the client's words that it opens. Read from the store with the client's key. Values, and one
// reading on the service's executor.
#pragma once

#include "bot/service/conversations.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace switchback::service {

/// A line of the hash-chained log.
struct record_line
{
    std::int64_t number = 0; // in the whole log
    std::int64_t at_ms = 0;
    std::string event;                                       // "opened", "page", "receipt" ...
    std::vector<std::pair<std::string, std::string>> fields; // names are unique
    bool operator==(const record_line&) const = default;
};

/// A message that the case opens.
struct record_message
{
    std::uint64_t seq = 0;
    std::int64_t at_ms = 0;
    std::string from; // "client", "bot", "human"
    std::string name; // of the human
    private_text text;
    bool operator==(const record_message&) const = default;
};

struct case_record
{
    std::string reference;
    std::string practice;
    std::string zone; // the clinic's own, by name; empty: UTC
    bool is_open = false;
    bool is_drill = false;
    bool is_false_alarm = false;
    std::string level;
    std::string category;
    std::string reason; // of closing
    std::string outcome;
    std::int64_t opened_ms = 0;
    std::vector<record_line> lines;
    std::string words_by; // who asked for the client's words; empty: they are not here
    std::vector<record_message> messages;
    bool is_cut = false; // there are more than limits::record_messages, _words_bytes or _rows
    bool operator==(const case_record&) const = default;
};

/// Reads the record of a case. Where `words_by` names somebody, what the case opens is read too:
/// the messages around what raised it, those of the client's wait and of the talk with a human, and
/// a line of the log says so first; without, the record holds no word of the client.
/// errc::not_found for a reference nobody has (or whose client was erased), errc::bad_request for a
/// name over limits::responder_name_bytes or with control characters, errc::too_long over
/// limits::record_lines.
[[nodiscard]] task<case_record>
read_record(conversations& talks, port::store& store, std::string reference, std::string words_by);

/// The lines of one case among those of a client's log; errc::corrupt when one does not open.
[[nodiscard]] std::expected<std::vector<record_line>, error> lines_of_case(
    const crypto::data_key& key, const id& conversation, std::span<const port::audit_row> rows,
    std::string_view reference);

} // namespace switchback::service
