// Cuts the text of an expression into words: private to expression_parse.cpp. Views into the
// author's text; one thread.
#pragma once

#include "bot/core/flow/position.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::flow {

struct token
{
    enum class kind : std::uint8_t
    {
        end,
        number,
        text, // a quoted text; `unquoted` holds what it says
        word, // a name or keyword
        sign, // an operator or bracket
    };

    kind is = kind::end;
    std::string_view spelled;
    std::size_t offset = 0;
    std::string unquoted;
};

/// Cuts the whole text; the last token is `end`. Gives false after adding a diagnostic
/// (`expression-syntax`) for a character no expression has, an unclosed quote or a wrong escape.
[[nodiscard]] bool
cut_tokens(std::string_view text, const position& at, std::vector<token>& out, diagnostics& found);

} // namespace switchback::flow
