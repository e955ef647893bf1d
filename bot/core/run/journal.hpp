// The journal of a run: what happened, in the order of the present way through the flow. Going back
// marks every entry as not passed and executes the flow again from its start; entries met again are
// kept silently unless something they depend on has changed. Pure; owned by the machine for one
// turn.
#pragma once

#include "bot/core/run/state.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace switchback::run {

inline constexpr std::size_t no_entry = static_cast<std::size_t>(-1);

/// The entry of that instance and kind, or no_entry.
[[nodiscard]] std::size_t
find_entry(const journey& of, const instance& where, entry_kind kind) noexcept;

/// The answer, skip or "another one?" given at an instance, or no_entry.
[[nodiscard]] std::size_t find_answer(const journey& of, const instance& where) noexcept;

/// The entry on the present way whose prompt had this token, or no_entry.
[[nodiscard]] std::size_t find_token(const journey& of, std::uint32_t token) noexcept;

/// True when entries from before a change still wait to be met again.
[[nodiscard]] bool has_waiting(const journey& of) noexcept;

/// Marks an entry as behind the run and moves it to the end, so that order stays the order of the
/// way.
void pass_entry(journey& of, std::size_t at);

/// The last question the client answered or skipped on the present way, or no_entry; `wall` tells
/// whether something that already left the building stands after it.
[[nodiscard]] std::size_t last_question(const journey& of, bool& wall) noexcept;

/// True when a wall (a share, a handoff) was passed after this entry.
[[nodiscard]] bool is_behind_wall(const journey& of, std::size_t at) noexcept;

/// True when a change, or a step now left out, reaches the step through what it depends on.
/// `at` is the step's own waiting entry.
[[nodiscard]] bool
is_affected(const journey& of, const flow::bundle& in, const flow::step& what, std::size_t at);

/// Notes whether a slot's value is what it was at this place on the way before.
void mark(journey& of, std::uint16_t frame, flow::slot at, bool changed);

/// Starts the run over: values cleared, nothing passed, the first frame at its first step.
void rewind(journey& of, const flow::bundle& in);

/// Puts the run's inputs into its first frame.
void place_inputs(journey& of, const flow::bundle& in);

/// The slots a step writes when it is done.
[[nodiscard]] std::vector<flow::slot> slots_written(const flow::step& what);

} // namespace switchback::run
