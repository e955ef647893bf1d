// A sentence with {holes}: what a client reads. Parsed and bound with its flow, rendered every
// turn. Immutable after binding; any thread.
#pragma once

#include "bot/core/flow/expression.hpp"

#include <optional>
#include <string>
#include <vector>

namespace switchback::flow {

class text_template
{
public:
    struct piece
    {
        std::string literal; // said first
        expression hole;     // said after the literal, when there is one
    };

    [[nodiscard]] bool empty() const noexcept { return pieces_.empty(); }
    [[nodiscard]] const std::string& source() const noexcept { return source_; }
    [[nodiscard]] const position& where() const noexcept { return where_; }
    [[nodiscard]] const std::vector<piece>& pieces() const noexcept { return pieces_; }
    [[nodiscard]] std::span<const slot> reads() const noexcept { return reads_; }

    /// Fills the holes; cut at limits::template_chars code points with an ellipsis.
    [[nodiscard]] std::string render(std::span<const value> slots) const;

private:
    friend std::optional<text_template>
    parse_template(std::string_view, const position&, diagnostics&);
    friend bool bind(text_template&, const binding&, diagnostics&);

    std::string source_;
    position where_;
    std::vector<piece> pieces_;
    std::vector<slot> reads_;
};

/// Parses text with `{expression}` holes; `{{` and `}}` stand for the braces themselves.
[[nodiscard]] std::optional<text_template>
parse_template(std::string_view text, const position& at, diagnostics& found);

/// Binds every hole and demands that each has a value (code `unset`).
[[nodiscard]] bool bind(text_template& what, const binding& where, diagnostics& found);

} // namespace switchback::flow
