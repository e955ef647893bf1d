// Where the people of a practice are kept, whose client is whose, invites and broken glass. A part
// of every store (`store::people`), with its promises: calls come from any thread and complete on
// the caller's executor; what was not committed did not happen; besides the errors named below each
// can give errc::io, errc::corrupt and errc::busy. Secrets come hashed or sealed. A writing call
// takes a note for the auditor, which joins the chained log in the same transaction; one that is
// refused writes neither. tests/contract decides what it is.
#pragma once

#include "bot/base/error.hpp"
#include "bot/base/id.hpp"

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace switchback::port {

enum class person_state : std::uint8_t
{
    invited, // has a link and never signed in
    active,
    disabled
};

/// A person of the staff.
struct person_row
{
    id person;
    id practice;
    std::string handle; // what they sign in as; unique in the practice
    std::string name;   // as clients read it
    std::uint32_t roles = 0;
    person_state state = person_state::invited;
    std::string password;        // its hash, sealed; empty before they set one
    std::string secret;          // of their app's codes, sealed
    std::uint64_t last_step = 0; // of the newest code taken: none is taken twice
    std::uint64_t version = 0;   // rises by one a change; the compare-and-set
    std::int64_t changed_ms = 0;
};

/// A client is in a person's care.
struct care_row
{
    id client;
    id person;               // key (client, person): writing replaces
    bool is_primary = false; // of one client's at most one
    std::int64_t since_ms = 0;
};

enum class invite_state : std::uint8_t
{
    open,
    taken,     // by a client; the therapist has not confirmed yet
    confirmed, // the care relation was made
    withdrawn
};

struct invite_row
{
    id invite;
    id practice;
    id person;             // the therapist it is of
    std::string code_hash; // keyed; unique
    std::string label;     // how the therapist knows whom they gave it to, sealed
    invite_state state = invite_state::open;
    id client; // nil while open
    std::int64_t made_ms = 0;
    std::int64_t until_ms = 0; // open ones are over once it is later than this
    std::int64_t taken_ms = 0;
};

/// Glass that a person broke to see a client's matters.
struct glass_row
{
    id glass;
    id practice;
    id person;
    id client;
    std::int64_t from_ms = 0;
    std::int64_t until_ms = 0;
    std::string reason; // sealed
};

/// A line of the chained log, under the id it is about; without a body there is none.
struct note_row
{
    id about;
    std::int64_t at_ms = 0;
    std::string body; // sealed
};

/// What a change of a person does besides.
struct person_change
{
    std::optional<std::vector<std::string>> recovery; // hashes, in place of those they had
    bool ends_tickets = false;                        // their links and sessions
};

class people_store
{
public:
    template <class value>
    using task = boost::asio::awaitable<std::expected<value, error>>;

    virtual ~people_store() = default;

    /// Adds a person at version 0; errc::conflict when the id, or the handle in that practice, is
    /// taken.
    [[nodiscard]] virtual task<void> add_person(person_row row, note_row note) = 0;

    /// The person, or errc::not_found.
    [[nodiscard]] virtual task<person_row> find_person(id person) = 0;
    [[nodiscard]] virtual task<person_row> find_handle(id practice, std::string handle) = 0;

    /// All of a practice, by handle, whatever their state.
    [[nodiscard]] virtual task<std::vector<person_row>> people(id practice) = 0;

    /// Writes the row where its version is `row.version`; it will be one higher. errc::conflict
    /// when it is not (any more), when nobody is there, or the handle is somebody else's.
    [[nodiscard]] virtual task<void>
    put_person(person_row row, person_change with, note_row note) = 0;

    /// Uses a recovery code up: of two at once, one has it. errc::not_found.
    [[nodiscard]] virtual task<void> take_recovery(id person, std::string hash) = 0;
    [[nodiscard]] virtual task<std::size_t> recovery_left(id person) = 0;

    /// Puts a client into a person's care; a primary one is the only primary from then on.
    [[nodiscard]] virtual task<void> put_care(care_row row, note_row note) = 0;
    /// Ends it; errc::not_found when there was none.
    [[nodiscard]] virtual task<void> drop_care(id client, id person, note_row note) = 0;
    /// Who cares for a client, the primary first, then the longest.
    [[nodiscard]] virtual task<std::vector<care_row>> therapists_of(id client) = 0;
    /// Whom a person cares for, the longest first, at most `limit`.
    [[nodiscard]] virtual task<std::vector<care_row>> clients_of(id person, std::size_t limit) = 0;

    /// Adds an open invite; errc::conflict when the id or the code is taken.
    [[nodiscard]] virtual task<void> add_invite(invite_row row, note_row note) = 0;
    /// The open invite of that code, or errc::not_found: never made, over, taken or withdrawn.
    [[nodiscard]] virtual task<invite_row> find_invite(std::string code_hash, std::int64_t now) = 0;
    [[nodiscard]] virtual task<invite_row> invite(id invite) = 0;
    /// Gives an open invite to a client: of two at once, one has it. errc::not_found as
    /// find_invite.
    [[nodiscard]] virtual task<invite_row>
    take_invite(std::string code_hash, id client, std::int64_t now, note_row note) = 0;
    /// Confirms one that was taken, and makes the care relation with it: the primary one where the
    /// client has none. errc::conflict when it is in another state, errc::not_found when there is
    /// none of that person.
    [[nodiscard]] virtual task<invite_row>
    confirm_invite(id invite, id person, std::int64_t now, note_row note) = 0;
    /// Withdraws one that was not confirmed; errc::conflict, errc::not_found.
    [[nodiscard]] virtual task<invite_row> withdraw_invite(id invite, note_row note) = 0;
    /// A practice's, the newest first, at most `limit`.
    [[nodiscard]] virtual task<std::vector<invite_row>> invites(id practice, std::size_t limit) = 0;

    /// True for a client in somebody's care, or who took an invite that was not withdrawn.
    [[nodiscard]] virtual task<bool> is_invited(id client) = 0;

    /// Keeps broken glass; errc::conflict when the id is taken.
    [[nodiscard]] virtual task<void> add_glass(glass_row row, note_row note) = 0;
    /// A client's, over or not, the newest first, at most `limit`.
    [[nodiscard]] virtual task<std::vector<glass_row>> glass_of(id client, std::size_t limit) = 0;

    /// Writes a line of the log by itself.
    [[nodiscard]] virtual task<void> note(note_row row) = 0;

    /// Takes away all tickets of a holder (`ticket_row::responder`). None is not an error.
    [[nodiscard]] virtual task<void> end_tickets(std::string holder) = 0;
};

} // namespace switchback::port
