// One mapping of a flow file, read key by key: what was not asked for is an unknown key. And the
// plain values: words, numbers, durations. Lives on the stack of whoever reads; one thread.
#pragma once

#include "bot/core/flow/yaml_tree.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::flow {

/// Where faults of one file go.
class faults
{
public:
    faults(const yaml_tree& tree, diagnostics& found) noexcept : tree_(tree), found_(found) {}

    /// Adds an error (or warning) at a value.
    void error(
        std::string_view code, const yaml_value& at, std::string message,
        std::string suggestion = {});
    void warn(
        std::string_view code, const yaml_value& at, std::string message,
        std::string suggestion = {});

    [[nodiscard]] const yaml_tree& tree() const noexcept { return tree_; }
    [[nodiscard]] diagnostics& found() noexcept { return found_; }

private:
    const yaml_tree& tree_;
    diagnostics& found_;
};

class fields
{
public:
    /// `what` names the mapping in messages: "`range`". A value that is no mapping is a fault and
    /// reads as an empty one.
    fields(const yaml_value& from, std::string what, faults& into);

    /// The value of an optional key, or null. A key without a value is a fault and reads as null.
    [[nodiscard]] const yaml_value* find(std::string_view key);
    /// The same for a key that must be there (missing-key).
    [[nodiscard]] const yaml_value* need(std::string_view key);
    /// Marks a key as known without reading it.
    void expect(std::string_view key) { asked_.push_back(key); }
    /// Adds unknown-key for every key nobody asked for; call it last.
    void done();

    [[nodiscard]] const yaml_value& mapping() const noexcept { return from_; }

private:
    const yaml_value& from_;
    std::string what_;
    faults& into_;
    std::vector<std::string_view> asked_;
};

/// A scalar's text; faults (bad-value, quote-this hints) give an empty string.
[[nodiscard]] std::string word(const yaml_value& from, std::string_view what, faults& into);
/// A scalar or a list of scalars.
[[nodiscard]] std::vector<std::string>
words(const yaml_value& from, std::string_view what, faults& into);
/// `true` or `false`.
[[nodiscard]] bool yesno(const yaml_value& from, std::string_view what, faults& into);
/// A decimal number.
[[nodiscard]] double number(const yaml_value& from, std::string_view what, faults& into);
/// A whole number from `least` to `most`; `code` is used when it is outside.
[[nodiscard]] int whole(
    const yaml_value& from, std::string_view what, int least, int most, faults& into,
    std::string_view code = "bad-value");
/// `4s 10m 25h 3d 2w` in milliseconds, more than 0 and at most limits::longest_wait_days.
[[nodiscard]] std::int64_t duration(const yaml_value& from, std::string_view what, faults& into);

/// True for `[a-z][a-z0-9_]*` up to limits::name_bytes: answers, fields, inputs.
[[nodiscard]] bool is_name(std::string_view text) noexcept;
/// True for `[a-z][a-z0-9-]*`: flows, measures, outcomes.
[[nodiscard]] bool is_slug(std::string_view text) noexcept;

} // namespace switchback::flow
