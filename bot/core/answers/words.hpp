// Typed words made comparable: lower case, no accents, no emoji but thumbs, split into words,
// numbers and marks. Shared by every answer kind and by the commands. A `words` belongs to the
// function that made it and holds no heap memory; pure; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace switchback::answers {

enum class token_kind : std::uint8_t
{
    word,
    number, // decimal digits only, of any script, as ASCII
    mark,   // one punctuation character, or '\n'
};

struct token
{
    std::string_view text; // word, number: folded; inside plain()
    token_kind kind = token_kind::word;
    char mark = 0;
    bool glued = false; // nothing stood between it and the token before

    [[nodiscard]] bool is(std::string_view word) const noexcept
    {
        return kind != token_kind::mark && text == word;
    }
    [[nodiscard]] bool is_mark(char which) const noexcept
    {
        return kind == token_kind::mark && mark == which;
    }
};

class words
{
public:
    static constexpr std::size_t max_bytes = 512;
    static constexpr std::size_t max_tokens = 96;

    /// Folds and splits; never fails. Bytes that are not UTF-8 separate words. Past max_bytes or
    /// max_tokens it stops and `too_long()` says so: nothing that long names an option.
    explicit words(std::string_view raw) noexcept;
    words(const words&) = delete;
    words& operator=(const words&) = delete;

    [[nodiscard]] std::span<const token> tokens() const noexcept
    {
        return {tokens_.data(), count_};
    }

    /// Words and numbers with one blank between them, marks left out: "6 pm" for "6pm!".
    [[nodiscard]] std::string_view plain() const noexcept { return {bytes_.data(), size_}; }
    [[nodiscard]] bool too_long() const noexcept { return too_long_; }

private:
    void add(token_kind kind, const char* bytes, std::size_t size) noexcept;
    std::size_t add_run(std::string_view rest) noexcept;
    void add_mark(char mark) noexcept;
    void add_code_point(char32_t c) noexcept;
    void add_rare(char32_t c) noexcept;
    void pause() noexcept { spaced_ = true, inside_ = false; }

    std::array<char, max_bytes> bytes_;
    union
    {
        std::array<token, max_tokens>
            tokens_; // made one by one: clearing 3 KB costs more than folding
    };
    std::size_t size_ = 0;
    std::size_t count_ = 0;
    bool inside_ = false; // the last token may still grow
    bool spaced_ = true;  // a gap lies before the next token
    bool too_long_ = false;
};

/// The character at `at` (inside `text`) and where the next begins; U+FFFD for a stray byte.
struct code_point
{
    char32_t value = 0xFFFD;
    std::size_t next = 0;
};
[[nodiscard]] code_point decode(std::string_view text, std::size_t at) noexcept;

} // namespace switchback::answers
