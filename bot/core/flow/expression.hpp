// Expressions: a small total typed language (flow-language.md). Parsed once, bound to the slots of
// a flow, then evaluated on every turn; no clock, no I/O, no recursion, no failure at run time.
// Immutable after binding and shared freely; any thread.
#pragma once

#include "bot/core/flow/type.hpp"
#include "bot/core/flow/value.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::flow {

struct syntax; // the tree, private to expression*.cpp

/// What is known at the place of an expression: names, and slots an enclosing `is_set(x)` proves
/// set.
struct binding
{
    const scope* names = nullptr;
    std::span<const slot> known_set;
};

class expression
{
public:
    expression() = default;

    /// True when there is nothing to evaluate (an absent option in a flow file).
    [[nodiscard]] bool empty() const noexcept { return root_ == nullptr; }

    /// The text as the author wrote it.
    [[nodiscard]] const std::string& source() const noexcept { return source_; }
    [[nodiscard]] const position& where() const noexcept { return where_; }

    /// The type found by `bind`.
    [[nodiscard]] const type& result() const noexcept { return result_; }

    /// The slots it reads, sorted, each once.
    [[nodiscard]] std::span<const slot> reads() const noexcept { return reads_; }

    /// Evaluates over a frame's values; total: an operation on unset gives unset, a comparison with
    /// unset is false, and so is `not` over it; sizes are capped by limits.hpp.
    [[nodiscard]] value evaluate(std::span<const value> slots) const;

    /// Evaluates as a condition: true only when the result is the value `true`.
    [[nodiscard]] bool holds(std::span<const value> slots) const;

    /// Says in words why the condition came out as it did: `size == "big"`, `size was skipped`.
    [[nodiscard]] std::string explain(std::span<const value> slots) const;

    /// The expression in its plain spelling: parsing it gives the same tree again.
    [[nodiscard]] std::string plain() const;

    /// Slots that must be set when the condition is true: what `is_set(x) and ...` proves to a
    /// branch.
    [[nodiscard]] std::vector<slot> proves_set() const;

    /// Slots that must be set when the condition is not true: what `not is_set(x)` proves to an
    /// `else`.
    [[nodiscard]] std::vector<slot> proves_set_otherwise() const;

private:
    friend class text_template;
    friend void demand_set(const expression&, const binding&, diagnostics&);
    // Writes the result as it reads in a sentence, without copying a text first.
    void append_to(std::string& out, std::span<const value> slots) const;

    friend std::optional<expression>
    parse_expression(std::string_view, const position&, diagnostics&);
    friend bool bind(expression&, const binding&, diagnostics&);

    std::shared_ptr<const syntax> root_;
    std::string source_;
    position where_;
    type result_;
    std::vector<slot> reads_;
};

/// Parses one expression; on a fault adds a diagnostic at its place and gives nullopt.
/// `at` is where the text starts in its file. Limits: expression_bytes, expression_depth.
[[nodiscard]] std::optional<expression>
parse_expression(std::string_view text, const position& at, diagnostics& found);

/// Resolves names to slots and checks types; adds a diagnostic per fault and gives false on any.
[[nodiscard]] bool bind(expression& what, const binding& where, diagnostics& found);

/// Adds `unset` faults for every read that needs a value and may not have one (a hole, arithmetic,
/// a required input): demands `default(x, ...)` or an enclosing `is_set(x)`.
void demand_set(const expression& what, const binding& where, diagnostics& found);

} // namespace switchback::flow
