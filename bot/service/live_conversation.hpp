// A conversation somebody is attached to or that was spoken in lately: its row, opened and packed
// small, because thousands of them wait idle. Owned by `conversations`; lives on its executor.
#pragma once

#include "bot/base/id.hpp"
#include "bot/core/run/state.hpp"
#include "bot/crypto/data_key.hpp"
#include "bot/service/inbound.hpp"
#include "bot/service/turn_queue.hpp"

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::service {

/// The highest input number of a device, and the seq it was answered with.
struct device_mark
{
    std::string device;
    std::uint64_t number = 0;
    std::uint64_t seq = 0;
};

/// What the sealed state of a conversation row holds, seen.
struct kept_state_view
{
    std::string_view zone;
    std::string_view language;
    std::string_view packed;
};

/// The same, owned.
struct kept_state
{
    std::string zone;
    std::string language = "en";
    std::string packed; // run::save

    [[nodiscard]] kept_state_view view() const noexcept { return {zone, language, packed}; }
};

[[nodiscard]] std::string pack(const kept_state_view& from);
[[nodiscard]] bool unpack(std::string_view bytes, kept_state& out);

[[nodiscard]] std::string pack(const std::vector<device_mark>& from);

/// The marks as they will be once `used` was noted, which then stands last.
[[nodiscard]] std::string pack(
    const std::vector<device_mark>& from, std::string_view used, std::uint64_t number,
    std::uint64_t seq);
[[nodiscard]] bool unpack(std::string_view bytes, std::vector<device_mark>& out);

/// What a conversation that is being spoken in keeps at hand between two turns.
struct busy_state
{
    run::state now;                             // `kept.packed`, unpacked
    std::optional<run::record_snapshot> record; // the client's record, once it was read
};

struct live_conversation
{
    id conversation;
    bool is_loaded = false;
    bool is_erased = false;
    bool is_invited = false;
    std::uint64_t version = 0;
    std::uint64_t head = 0;
    kept_state kept;
    std::unique_ptr<busy_state> busy; // null while it rests; says what the row says
    std::optional<std::list<live_conversation*>::iterator> busy_place; // in the order of use
    std::string country;              // as told in the chat, for help shown before anything is read
    std::vector<device_mark> devices; // the one used last stands last
    std::vector<listener*> listeners;
    turn_queue turns;
    std::int64_t used_ms = 0;
    std::int64_t rate_from_ms = 0; // start of the ten seconds being counted
    int rate_taken = 0;
};

} // namespace switchback::service
