// What is wrong with an assignment or with an act on it, as a value that names the field it belongs
// to, so that a page can say it there. Holds no word of a client. Values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::homework {

enum class problem : std::uint8_t
{
    none,
    // what was written
    nobody,            // client: none named, or none that is known
    client_revoked,    // client: their access was withdrawn
    no_responder,      // practice: nobody is set up to answer a case
    nothing,           // flow: none named, or not pinned
    in_the_past,       // first_day or due
    out_of_order,      // due before it opens, closing before due, too short
    out_of_range,      // a number over its limit
    bad_rule,          // repeats: `detail` says what, where and what to write
    never_occurs,      // repeats or sessions: there is no date
    too_long,          // note or why
    unlocks_by_itself, // unlock: waits for itself, or for nothing
    // the act
    stale_version, // version: somebody changed it since
    revoked,
    declined,
    finished,
    paused,
    locked,       // waits for another assignment
    not_open_yet, // and may not be begun early
    closed,       // that occurrence is over
    no_such_day,
    already,      // done before: a second click
    nothing_asked // no proposal to answer
};
inline constexpr std::size_t problems = 23;

[[nodiscard]] std::string_view name_of(problem value) noexcept;

struct fault
{
    problem why = problem::none;
    std::string_view field; // a name of the form, a constant
    std::string detail;     // more than the sentence says, in English; of a rule
    bool operator==(const fault&) const = default;
};

/// A sentence for whoever reads the form, in English or Spanish (`es`): what is wrong and what to
/// do. The detail follows after it.
[[nodiscard]] std::string sentence_of(const fault& what, std::string_view language);

} // namespace switchback::homework
