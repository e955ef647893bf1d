// The small dialogue that asks which country's numbers to show, and a country that is named without
// being asked for. One thread, one turn.
#pragma once

#include "bot/core/run/machine.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace switchback::run {

/// Every country with lines, by its name in the client's language.
[[nodiscard]] std::vector<choice> country_choices(machine& in);

/// What people call that country besides its name in the table.
[[nodiscard]] std::vector<std::string> other_names(std::string_view country);

/// The country that these words are: its name, alone or behind "I am in". Empty for any other
/// words, so that "no" is not Norway.
[[nodiscard]] std::string country_named(machine& in, std::string_view words);

/// Keeps it as the client's and shows its numbers.
void keep_country(machine& in, std::string country);

/// "No" where a country is asked.
[[nodiscard]] bool is_kept_back(machine& in, std::string_view words);

/// "Go on", which answers what stands below: nobody must name a country to get past it.
[[nodiscard]] bool is_go_on(machine& in, std::string_view words);

} // namespace switchback::run
