// Who is signed in: a session is a random word in a responder's browser, of which only the hash is
// kept. It ends after limits::session_idle_ms without an act of its human, after
// limits::session_ms in any case, and by signing out. Owned by sign_in; on the service's executor.
#pragma once

#include "bot/base/clock.hpp"
#include "bot/port/store.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace switchback::service {

template <class value>
using task = boost::asio::awaitable<std::expected<value, error>>;

struct session
{
    std::string responder;
    std::int64_t idle_until_ms = 0; // moved on by each act of the human
    std::int64_t until_ms = 0;
};

class sessions
{
public:
    /// `kind` tells the sessions of one door from those of another.
    sessions(port::store& store, const clock& time, std::string_view kind = "session") noexcept
        : store_(store), time_(time), kind_(kind), started_ms_(time.now_ms())
    {}

    /// Begins one; gives the word for the browser. The longest unused ends when there are
    /// limits::sessions.
    [[nodiscard]] task<std::string> begin(std::string responder);

    /// The session that word stands for, or errc::not_allowed. `is_active`: a human did something;
    /// a page that only looks keeps nobody signed in.
    [[nodiscard]] task<session> find(std::string word, bool is_active);

    /// Ends it. One that is not there is not an error.
    [[nodiscard]] task<void> end(std::string word);

    /// Ends all of a responder's that are at hand; the store drops its own with the responder.
    void forget(std::string_view responder);

private:
    void make_room();

    port::store& store_;
    const clock& time_;
    std::string_view kind_;
    std::int64_t started_ms_;
    // When each was last used is not stored: that would be a write for every act. A restart counts
    // as a use, so it prolongs a session by one idle time at most.
    std::unordered_map<std::string, session> open_; // by hash
    std::uint64_t forgotten_ = 0; // rises with each forget, so that a slow find brings none back
};

} // namespace switchback::service
