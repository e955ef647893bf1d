// JSON by hand for the two hot directions: a strict reader of one flat object, and appending
// writers. nlohmann costs 4.3 µs a message in and out, half a Beast echo; everything colder uses
// it. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace switchback::web {

/// Appends a JSON string with its quotes. The text must be UTF-8.
void append_string(std::string& to, std::string_view text);
void append_number(std::string& to, std::uint64_t number);
void append_number(std::string& to, double number);

/// Walks a JSON text from front to back. After the first fault ok() is false and every read is
/// empty.
class json_reader
{
public:
    explicit json_reader(std::string_view text) noexcept : rest_(text) {}

    /// Enters an object or an array.
    [[nodiscard]] bool open(char bracket) noexcept;
    /// At the next member or item: false at the closing bracket, which is then consumed.
    [[nodiscard]] bool next(char closing) noexcept;
    /// A member's name and its colon.
    [[nodiscard]] std::string name();

    /// What stands next: one of `"`, `{`, `[`, `t`, `f`, `n`, `0` (any number), or 0 at a fault.
    [[nodiscard]] char peek() noexcept;
    /// A string with its escapes resolved; lone surrogates are a fault.
    [[nodiscard]] std::string string();
    [[nodiscard]] double number() noexcept;
    [[nodiscard]] bool boolean() noexcept;
    /// Passes over any value; deeper than limits::json_depth is a fault.
    void skip(int depth = 0);

    /// True when everything was read and nothing follows.
    [[nodiscard]] bool at_end() noexcept;
    [[nodiscard]] bool ok() const noexcept { return ok_; }

private:
    void space() noexcept;
    [[nodiscard]] bool take(std::string_view word) noexcept;
    [[nodiscard]] std::optional<std::uint32_t> hex() noexcept;
    void escape(std::string& to);
    void spoil() noexcept;

    std::string_view rest_;
    bool ok_ = true;
    bool first_ = true;
};

} // namespace switchback::web
