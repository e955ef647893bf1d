// An act of a responder, read from the page's JSON. A function of its arguments; any thread.
#pragma once

#include "bot/service/case_desk.hpp"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace switchback::web {

/// The first fault of an act: what is wrong, and the member it stands in.
struct act_fault
{
    std::string_view code; // missing, unknown, too_long, past, too_far, bad_body
    std::string_view field;
};

/// Reads {kind, epoch, key, ...}; see human_act for what each kind needs. Times are checked against
/// `now_ms`. Never throws, whatever the text.
[[nodiscard]] std::expected<service::human_act, act_fault>
read_act(std::string_view text, std::int64_t now_ms);

} // namespace switchback::web
