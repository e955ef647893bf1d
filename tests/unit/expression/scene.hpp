// What the expression tests say about one expression in the scene of expression_input.hpp.
#pragma once

#include "bot/core/flow/text_template.hpp"
#include "tests/fuzz/expression_input.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace switchback::flow::test {

/// The answers of the scene, with some skipped.
[[nodiscard]] std::vector<value> without(std::initializer_list<slot> skipped);

/// Parsed and bound; fails the test with the diagnostics when it has faults.
[[nodiscard]] expression bound(std::string_view source);

/// What parsing, binding and demanding say, one `column code: message; suggestion` a line.
[[nodiscard]] std::string faults(std::string_view source, std::span<const slot> known_set = {});

/// Like `faults`, without demanding that the result has a value.
[[nodiscard]] std::string faults_of_types(std::string_view source);

/// The value as text, with its kind: `number 7`, `unset`.
[[nodiscard]] std::string worth(std::string_view source, std::span<const value> slots);
[[nodiscard]] std::string worth(std::string_view source);

} // namespace switchback::flow::test
