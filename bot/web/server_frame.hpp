// What the server sends over the socket (protocol.md), appended as JSON text. Pure; any thread.
#pragma once

#include "bot/base/error.hpp"
#include "bot/core/run/message.hpp"
#include "bot/service/conversations.hpp"

#include <string>
#include <string_view>

namespace switchback::web {

/// `{"t":"msg",...}`. `cid` names the input it echoes (client messages only); `id` overrides the
/// message's own stable id (the crisis help shown early).
void append_message(
    std::string& to, const run::message& from, std::string_view cid = {}, std::string_view id = {});

/// `{"t":"ack",...}`.
void append_ack(std::string& to, std::string_view cid, std::uint64_t seq, bool duplicate);

/// `{"t":"state",...}`: the small whole state.
void append_state(std::string& to, const service::overview& from, const flow::bundle_source& flows);

/// `{"t":"mode",...}`: who leads the talk now.
void append_mode(std::string& to, const service::led_by& by);

/// The open question's form, as `input` in messages and states.
void append_form(std::string& to, const run::input_form& from);

/// `{"t":"err",...}`; `ref` is the cid it answers. Only the code goes out.
[[nodiscard]] std::string error_frame(errc what, std::string_view ref);

/// The code a client sees for an error of ours.
[[nodiscard]] std::string_view wire_code(errc code) noexcept;

} // namespace switchback::web
