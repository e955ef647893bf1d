// Hashes and checks passwords on threads of its own, limits::passwords_at_once together, so that
// signing in neither stops the chat nor takes all memory. Owned by the composition root, which
// destroys it before the executor that results come on; calls come on that executor.
#pragma once

#include "bot/base/error.hpp"
#include "bot/base/private_text.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <expected>
#include <memory>
#include <string>

namespace switchback::service {

class password_work
{
public:
    template <class value>
    using task = boost::asio::awaitable<std::expected<value, error>>;

    explicit password_work(boost::asio::any_io_executor on);
    ~password_work(); // does what it has taken, then ends
    password_work(const password_work&) = delete;
    password_work& operator=(const password_work&) = delete;

    /// The hash to keep. errc::busy when limits::passwords_waiting others wait.
    [[nodiscard]] task<std::string> hash(private_text password);

    /// Whether the hash is of that password; an empty hash is of none, and finding that out takes
    /// as long. errc::busy as `hash`.
    [[nodiscard]] task<bool> check(std::string hash, private_text password);

    /// The most that were worked on at the same time so far.
    [[nodiscard]] std::size_t most_at_once() const noexcept;

private:
    struct state;

    template <class value, class function>
    [[nodiscard]] task<value> run(function what);

    boost::asio::any_io_executor on_;
    std::unique_ptr<state> state_;
};

} // namespace switchback::service
