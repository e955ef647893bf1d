// Clients that talk to a store as clients do: each sends numbered inputs one after the other, sends
// the last one again when it was never acknowledged, and old ones now and then. Shared by the tests
// that kill the process or cut the power. Everything on one loop.
#pragma once

#include "bot/base/random.hpp"
#include "bot/port/store.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace switchback::integration {

inline constexpr std::uint64_t clients = 64;

/// Per client the highest input that was acknowledged.
using acknowledged = std::vector<std::uint64_t>;

struct load_options
{
    std::uint64_t seed = 0;
    std::function<void(std::uint64_t client, std::uint64_t input)> on_acknowledged;
    std::function<void(std::string what)> on_fault; // a promise was broken while the load ran
};

/// Sends inputs from `known` + 1 on until the store refuses.
boost::asio::awaitable<void>
send_inputs(port::store& to, std::uint64_t client, std::uint64_t known, load_options options);

struct findings
{
    std::uint64_t lost = 0;    // acknowledged, not there
    std::uint64_t doubled = 0; // there more than once
    std::uint64_t gaps = 0;    // a seq or an input missing in between
    std::uint64_t other = 0;   // anything else that is not as written

    [[nodiscard]] bool is_clean() const { return lost + doubled + gaps + other == 0; }
    void add(const findings& more);
};

/// Compares everything stored with what was acknowledged.
boost::asio::awaitable<findings> compare(port::store& with, const acknowledged& known);

/// "ok" when SQLite finds both files of the folder sound, else what it says.
[[nodiscard]] std::string check_files(const std::string& folder, const std::string& vfs);

/// "ok" when the audit log of a folder that a store has opened is whole, else what does not fit.
[[nodiscard]] std::string check_log(const std::string& folder, const std::string& vfs);

} // namespace switchback::integration
