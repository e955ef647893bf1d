// The sentences of the public protocol, and of the panel that stands when a page has lost its
// connection: compiled in from flows/safety/protocol.<lang>.yaml. Constants and pure functions; any
// thread.
#pragma once

#include "bot/core/escalation/policy.hpp"
#include "bot/core/escalation/wording_table.hpp"

#include <span>
#include <string>
#include <string_view>

namespace switchback::escalation {

/// "es-MX" is read as "es"; a language without texts as the first one, English.
[[nodiscard]] const wording_language& protocol_in(std::string_view language);

/// The sentence with its {placeholders}; empty when there is none.
[[nodiscard]] std::string_view protocol_wording(const wording_language& in, std::string_view path);

/// "3 minutes", "1 hour", "2 days": whole units, the largest that loses nothing; under a minute is
/// a minute.
[[nodiscard]] std::string duration_words(const wording_language& in, std::int64_t duration_ms);

/// What a {placeholder} of a window stands for ("ack_now", "silence" ...); empty for another name.
[[nodiscard]] std::string
window_words(const wording_language& in, const policy& windows, std::string_view name);

} // namespace switchback::escalation
