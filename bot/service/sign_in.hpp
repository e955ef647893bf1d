// How a responder signs in: a one-time link, then a code of their authenticator app, which the
// first link (an administrator's) sets up. Neither a link, a session nor a secret can be read back
// from the store. Owned by the composition root; every call comes on the service's executor.
#pragma once

#include "bot/base/private_text.hpp"
#include "bot/crypto/master_key.hpp"
#include "bot/service/sessions.hpp"

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace switchback::service {

/// A person of the rota.
struct known_responder
{
    std::string id;
    std::string name; // as the client will read it
};

/// The parts it works with; all outlive it.
struct sign_in_parts
{
    port::store& store;
    const crypto::master_key& master;
    const clock& time;
    std::string issuer;  // what the app shows above the code: the practice's name
    std::string address; // of this server as responders reach it, without a path

    /// Who that is on the rota as it stands, by id or whatever else they may type on the page.
    std::function<std::optional<known_responder>(std::string_view typed)> find;

    /// Sends a link by a channel of that responder; must only queue it. Empty: links come from
    /// administrators alone.
    std::function<void(const known_responder& to, private_text link)> send_link;

    /// Whether somebody can be sent one as things stand; empty: always.
    std::function<bool()> can_send = {};
};

/// What a responder's app needs once.
struct enrolment
{
    std::string secret; // base32
    std::string uri;    // otpauth://
};

struct link_state
{
    known_responder who;
    std::optional<enrolment> enrol; // absent: they have an app, a code is enough
};

struct signed_in
{
    known_responder who;
    std::string word; // of the session, for the browser
};

class sign_in
{
public:
    explicit sign_in(sign_in_parts with);

    /// Makes a link for a responder, good for limits::link_issued_ms: an administrator's act.
    /// errc::not_found when nobody on the rota has that id.
    [[nodiscard]] task<std::string> issue_link(std::string responder);

    /// Sends a link, good for limits::link_asked_ms, to whoever that is. The answer never tells
    /// whether somebody was found: unknown, never signed in and asked too often are the same.
    /// errc::rate_limited when everybody together, or one address (empty: not known), asks too
    /// often; errc::unavailable when links come from administrators alone.
    [[nodiscard]] task<void> ask_for_link(std::string typed, std::string address = {});

    /// Says what a link wants, without using it. Until a code was right, one link shows the same
    /// new secret. errc::not_allowed for a link that was used, is over or is nobody's any more.
    [[nodiscard]] task<link_state> look(std::string link);

    /// Uses a link with a code. errc::not_allowed as look; errc::bad_request for a wrong code;
    /// errc::closed when it was one too many and the link is gone; errc::rate_limited when this
    /// person had limits::wrong_codes_a_day: only an administrator's new link helps then.
    [[nodiscard]] task<signed_in> enter(std::string link, std::string code);

    /// Who has that session, and until when; errc::not_allowed. See sessions::find.
    [[nodiscard]] task<session> find_session(std::string word, bool is_active);

    /// The responder as the rota has them now, or nullopt.
    [[nodiscard]] std::optional<known_responder> find_responder(std::string_view id) const;

    [[nodiscard]] task<void> sign_out(std::string word);

    /// Forgets a responder's app, links and sessions; a new link then sets up a new app.
    /// errc::not_found when nobody of that id is on the rota or has an app.
    [[nodiscard]] task<void> forget(std::string responder);

private:
    /// What is known of a link besides its row.
    struct watched
    {
        std::string responder;
        std::string new_secret; // shown, not yet confirmed
        int wrong = 0;
        std::int64_t until_ms = 0;
    };
    struct asked
    {
        std::int64_t at_ms = 0;
        std::string typed;
        std::string address;
    };
    struct wrong_codes
    {
        int count = 0;
        std::int64_t since_ms = 0;
    };

    [[nodiscard]] task<std::string> make_link(std::string responder, std::int64_t good_for_ms);
    [[nodiscard]] task<known_responder> holder_of(std::string hash);
    [[nodiscard]] watched& watch(const std::string& hash, const known_responder& who);
    [[nodiscard]] bool is_locked(const std::string& responder);
    [[nodiscard]] error count_wrong(watched& link, const known_responder& who);
    [[nodiscard]] task<port::responder_row> row_of(std::string responder);

    sign_in_parts with_;
    sessions sessions_;
    std::unordered_map<std::string, watched> links_; // by hash
    std::unordered_map<std::string, wrong_codes> wrong_;
    std::deque<asked> asked_; // within the window, the oldest first
};

} // namespace switchback::service
