// The log: one JSON object a line on standard error, made of an event code and allow-listed fields.
// There is no way to log a free string: a field is a number, a flag, an id, a compile-time word or
// a name from the operator's own settings, so private words cannot reach it (invariant I7). Any
// thread; a line is written with one system call.
#pragma once

#include "bot/base/error.hpp"
#include "bot/base/id.hpp"

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <variant>

namespace switchback {

enum class log_level
{
    debug,
    info,
    warning,
    error,
};

/// A word that exists in the program's text; never made from input.
class code_word
{
public:
    template <std::size_t size>
    consteval code_word(const char (&text)[size])
        : text_(text, size - 1) // NOLINT: implicit on purpose
    {}
    code_word(errc code) noexcept : text_(name_of(code)) {} // NOLINT: implicit on purpose
    [[nodiscard]] std::string_view view() const noexcept { return text_; }

private:
    std::string_view text_;
};

/// What an operator has named in the settings ("email", "webhook:duty"); never made from what a
/// client or a server said. Holds letters, digits and `-_.:` alone: at another character, and after
/// 64, it ends in `?`. Refers to the text: it is made where the line is written.
class setting_name
{
public:
    explicit setting_name(std::string_view text) noexcept;
    [[nodiscard]] std::string_view sound() const noexcept { return sound_; }
    [[nodiscard]] bool is_whole() const noexcept { return is_whole_; }

private:
    std::string_view sound_;
    bool is_whole_ = true;
};

struct log_field
{
    code_word name;
    std::variant<std::int64_t, double, bool, id, code_word, setting_name> value;
};

/// Writes one line when the level is at or above the threshold; never fails, never blocks for long.
void log(log_level level, code_word event, std::initializer_list<log_field> fields = {}) noexcept;

/// Sets the threshold for the whole process.
void set_log_level(log_level least) noexcept;

} // namespace switchback
