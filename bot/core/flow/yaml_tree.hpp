// A YAML file as our own tree: every value with its place, every scalar as the text the author
// wrote. Hardened: no aliases, anchors, tags, merges, duplicate keys or second documents, and no
// more than the limits allow. Values; any thread.
#pragma once

#include "bot/core/flow/position.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::flow {

struct yaml_value
{
    enum class form : std::uint8_t
    {
        nothing, // a key without a value
        scalar,
        sequence,
        mapping,
    };

    form is = form::nothing;
    bool quoted = false;         // a scalar in quotes, or a block after `|` or `>`
    bool braces = false;         // a mapping or sequence written inside {} or []
    bool comment_after = false;  // an unquoted scalar that a ` #` comment follows
    std::int32_t line = 0;       // from 1
    std::int32_t column = 0;     // from 1, in bytes
    std::int32_t words_line = 0; // where a scalar's own words begin: behind the quote
    std::int32_t words_column = 0;
    std::string text;              // scalar
    std::vector<yaml_value> items; // sequence: its items; mapping: key, value, key, value ...

    [[nodiscard]] bool is_nothing() const noexcept { return is == form::nothing; }
    [[nodiscard]] bool is_scalar() const noexcept { return is == form::scalar; }
    [[nodiscard]] bool is_sequence() const noexcept { return is == form::sequence; }
    [[nodiscard]] bool is_mapping() const noexcept { return is == form::mapping; }

    /// How many keys a mapping has.
    [[nodiscard]] std::size_t keys() const noexcept { return is_mapping() ? items.size() / 2 : 0; }
    [[nodiscard]] const yaml_value& key(std::size_t i) const { return items[2 * i]; }
    [[nodiscard]] const yaml_value& value(std::size_t i) const { return items[2 * i + 1]; }

    /// The value under that key, or null.
    [[nodiscard]] const yaml_value* find(std::string_view name) const noexcept;
};

struct yaml_tree
{
    std::string file;
    yaml_value root;

    [[nodiscard]] position at(const yaml_value& what) const
    {
        return {file, what.line, what.column};
    }
    /// Where the words of a scalar begin, for faults inside them.
    [[nodiscard]] position at_words(const yaml_value& what) const
    {
        return {file, what.words_line, what.words_column};
    }
};

/// Parses one document. Faults (yaml-syntax, encoding, too-large, too-deep, alias, tag, merge-key,
/// duplicate-key, second-document) are added and give nullopt; the first one stops the reading.
/// Limits: flow_file_bytes, yaml_values, yaml_depth. Never throws.
[[nodiscard]] std::optional<yaml_tree>
read_yaml(std::string file, std::string_view text, diagnostics& found);

} // namespace switchback::flow
