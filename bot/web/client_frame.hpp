// What a client sends over the socket (protocol.md), read strictly. Values; pure; any thread.
#pragma once

#include "bot/core/flow/value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace switchback::web {

enum class frame_kind
{
    hello,
    say,
    start,
    resume,
    back,
    skip,
    pause,
    stop,
    plan,
    edit,
    human,
    erase, // "delete"
    seen,
    typing,
    share,
    heartbeat,
    bye,
};

struct client_frame
{
    frame_kind kind = frame_kind::heartbeat;
    std::string cid; // `<device>-<n>`
    std::size_t device_bytes = 0;
    std::uint64_t number = 0;
    std::string ref;
    std::optional<std::string> text;
    flow::value sent; // `choice` or `value`
    std::string flow;
    std::uint32_t index = 0;
    bool confirm = false;
    bool wipe = false;        // bye: the page was left by its quick exit
    bool wants_state = false; // hello: `caps` holds "state"
    int version = 0;
    std::string token;
    std::string practice;
    std::string log_id;
    std::string language;
    std::string zone;
    std::uint64_t last = 0;

    [[nodiscard]] std::string device() const { return cid.substr(0, device_bytes); }
};

enum class frame_fault
{
    none,
    not_json,   // or not an object: the socket is closed with bad_frame
    unknown,    // no such frame: err bad_request
    incomplete, // a field is missing or of the wrong type: err bad_request
};

/// Reads one frame. `into.cid` is filled as far as it was read, so that an error can name it.
[[nodiscard]] frame_fault read_frame(std::string_view text, client_frame& into);

} // namespace switchback::web
