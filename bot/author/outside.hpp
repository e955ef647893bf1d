// What a transcript says happened to the client's case outside the chat: a human's act, what became
// of the pages, the quick exit. Read from the file and played as the service would send it. Pure;
// one thread.
#pragma once

#include "bot/author/rehearsal.hpp"
#include "bot/core/flow/yaml_tree.hpp"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::author {

struct outside_act
{
    enum class kind
    {
        claim,   // takes the case, and chooses how and when
        contact, // has been in touch, elsewhere
        writes,  // `words` in the chat
        hand_back,
        close,
        false_alarm,
        reopen,
        page, // what became of the newest pages
        quick_exit,
        comes_back
    };
    kind what = kind::writes;
    std::string by; // a responder's id; empty: who holds the case, else who was paged first
    std::string words;
    escalation::contact_means means = escalation::contact_means::none;
    std::int64_t in_ms = 0; // claim: the promise, from now; 0: no time is given
    escalation::close_reason reason = escalation::close_reason::none;
    escalation::close_outcome outcome = escalation::close_outcome::goes_on;
    escalation::receipt was = escalation::receipt::accepted;
};

/// True for the first key of such a step: human, page, quick_exit, comes_back.
[[nodiscard]] bool is_outside(std::string_view key) noexcept;

/// Reads one; the error is a sentence for the author.
[[nodiscard]] std::expected<outside_act, std::string>
read_outside(std::string_view key, const flow::yaml_value& from);

/// "20m", "20 min", "25h", "3d", "2w"; nothing else, and no number of over nine digits.
[[nodiscard]] std::optional<std::int64_t> duration_ms(std::string_view text);

/// Plays one; the error says that the case refused it, and why.
[[nodiscard]] std::expected<std::vector<run::turn>, std::string>
play_outside(const outside_act& what, rehearsal& chat);

/// What a transcript may expect of the case: level, page, dialogue or about, by its name; "none"
/// without a case.
[[nodiscard]] std::string of_case(std::string_view name, const run::state& now);

} // namespace switchback::author
