// How a person of the practice signs in: a name, a password and a code of their app, or one of
// their recovery codes in its place. A one-time link sets all of it up. Unknown names, wrong
// passwords and wrong codes get one answer after one time. Neither a link, a session, a password
// nor a code can be read back from the store. Owned by the composition root; every call comes on
// the service's executor.
#pragma once

#include "bot/base/private_text.hpp"
#include "bot/service/password_work.hpp"
#include "bot/service/people.hpp"
#include "bot/service/sessions.hpp"
#include "bot/service/throttle.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace switchback::service {

/// What a link to set up shows before it is used.
struct set_up_state
{
    staff who;
    std::string secret; // of the app, base32
    std::string uri;    // otpauth://
};

/// What a person fills in.
struct set_up_form
{
    std::string link;
    std::string handle;
    std::string name;
    private_text password;
    std::string code; // of the app they have just set up
};

struct entered
{
    staff who;
    std::string word;                  // of the session, for the browser
    std::vector<std::string> recovery; // new codes, shown this once; set-up alone
    std::size_t recovery_left = 0;
};

/// Who asks, as `access::may` wants to know it.
struct person_session
{
    staff who;
    access::caller caller;
    std::int64_t idle_until_ms = 0;
    std::int64_t until_ms = 0;
};

struct credentials
{
    std::string handle;
    private_text password;
    std::string code;    // of the app, or a recovery code
    std::string address; // where they ask from; empty: not known
    std::string before;  // the word of the session the browser has, which ends
};

class people_door
{
public:
    /// All outlive it.
    people_door(people& staffed, password_work& work);

    /// Says what a link sets up, without using it; the same link shows the same new secret.
    /// errc::not_allowed for one that was used, is over or is nobody's any more.
    [[nodiscard]] task<set_up_state> look(std::string link);

    /// Uses a link: sets name, password and app, ends whatever they had before, and signs in. Gives
    /// limits::recovery_codes new codes. errc::not_allowed as look; errc::bad_request with the
    /// field and the fault ("password too_short", "code wrong", "handle taken", ...) and nothing
    /// changed; errc::closed when that code was one too many and the link is gone; errc::busy.
    [[nodiscard]] task<entered> set_up(set_up_form with);

    /// Signs in and ends the session the browser had. errc::not_allowed whatever is wrong;
    /// errc::rate_limited after too many that were, by that name or from that address, whoever it
    /// is; errc::busy.
    [[nodiscard]] task<entered> sign_in(credentials with);

    /// Password and code of somebody who is signed in, before something grave: the same errors, and
    /// counted with the wrong sign-ins. Begins no session.
    [[nodiscard]] task<void> prove(credentials with);

    /// Who has that session; errc::not_allowed. `is_active` as sessions::find. Who was switched
    /// off, or changed their roles, is what they are now.
    [[nodiscard]] task<person_session> find_session(std::string word, bool is_active);

    [[nodiscard]] task<void> sign_out(std::string word);

    /// Counts one try of something guessable from an address, and says whether that is too many.
    [[nodiscard]] bool is_guessing(const std::string& address);
    /// It was no guess: it is not counted.
    void was_right(const std::string& address);

private:
    [[nodiscard]] task<port::person_row> holder_of(const std::string& link);
    [[nodiscard]] std::string new_secret(const std::string& link) const;
    [[nodiscard]] std::expected<std::string, error> check_form(const set_up_form& with) const;
    [[nodiscard]] task<port::person_row> check(credentials with);
    [[nodiscard]] task<bool> is_right(const port::person_row& row, const credentials& with);
    [[nodiscard]] task<entered> begin(const port::person_row& row);

    people& people_;
    password_work& work_;
    sessions sessions_;
    throttle wrong_links_;
    throttle wrong_names_;
    throttle wrong_addresses_;
    throttle guesses_;
};

} // namespace switchback::service
