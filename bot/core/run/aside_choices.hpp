// What an aside asks and offers, and which of its choices a reply means. One thread, one turn.
#pragma once

#include "bot/core/run/machine.hpp"

#include <string>
#include <vector>

namespace switchback::run {

/// True for what stands beside the case, so it is asked in the words and the language of the case.
[[nodiscard]] bool is_of_case(aside_kind kind) noexcept;

/// The question of an aside that is not of the case; empty for those of the case.
[[nodiscard]] std::string aside_question(machine& in, const aside& top);

/// What may be chosen in it; empty for one that is answered in words alone.
[[nodiscard]] std::vector<choice> aside_choices(machine& in, const aside& top);

/// The key of the choice that a reply means; empty when it means none.
[[nodiscard]] std::string key_meant(machine& in, const aside& top, const reply& given);

} // namespace switchback::run
