// What `number` and `scale` share: judging, receiving and showing a figure. Pure; any thread.
#pragma once

#include "bot/core/answers/answer_kind.hpp"

#include <optional>

namespace switchback::answers {

/// Understood when inside the range and on a step from its lower end (from 0 without a range),
/// else invalid.
[[nodiscard]] parsed judge_figure(const ask_spec& spec, double value);

/// The figure a button or native input sent: a number, or its plain decimal text ("7", "-2.5").
[[nodiscard]] std::optional<double> sent_figure(const flow::value& sent) noexcept;

[[nodiscard]] std::string
show_figure(const ask_spec& spec, std::span<const std::string> labels, const flow::value& answer);

} // namespace switchback::answers
