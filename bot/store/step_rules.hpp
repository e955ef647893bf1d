// What makes a step sound before it is written: the rules every store applies alike. A function of
// its arguments; any thread.
#pragma once

#include "bot/port/store.hpp"

#include <cstdint>

namespace switchback::store {

/// errc::bad_request when the step holds another conversation's rows, an empty event, or seqs that
/// do not rise above `stored_head`.
[[nodiscard]] std::expected<void, error>
check_step(const port::step_write& step, std::uint64_t stored_head);

/// The seq a repeat of this step's input is answered with.
[[nodiscard]] inline std::uint64_t answer_seq(const port::step_write& step) noexcept
{
    return step.event ? step.event->seq : step.head;
}

} // namespace switchback::store
