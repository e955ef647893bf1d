// The one error of the product: a code, where it was made, and a detail that never holds private
// words. A value; copied freely; any thread.
#pragma once

#include <expected>
#include <source_location>
#include <string>
#include <string_view>

namespace switchback {

enum class errc
{
    bad_request,  // the caller sent something malformed
    too_long,     // over a named limit
    rate_limited, // too often; `after` tells when to come back
    stale_input,  // answers a prompt that is no longer open
    not_allowed,  // known caller, refused act
    not_found,    // no such thing
    closed,       // the conversation has ended
    conflict,     // somebody else changed it first (compare-and-set failed)
    busy,         // not now: storage full, read-only, draining or overloaded
    corrupt,      // stored bytes do not open or do not parse
    io,           // the operating system or the database said no
    timed_out,    // a deadline passed
    cancelled,    // the task's parent asked it to stop
    unavailable,  // a part this needs is not there
    defect,       // a promise of our own was broken
};

struct error
{
    errc code = errc::defect;
    std::string detail;
    std::source_location where = std::source_location::current();
};

/// Names the code as it goes into logs and metrics.
[[nodiscard]] std::string_view name_of(errc code) noexcept;

/// Makes the failure half of an expected, remembering the place of the call.
[[nodiscard]] inline std::unexpected<error> fail(
    errc code, std::string detail = {},
    std::source_location where = std::source_location::current())
{
    return std::unexpected(error{code, std::move(detail), where});
}

} // namespace switchback
