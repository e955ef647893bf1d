// A raw text as a row of words the rules can be matched on: spelling repaired, each word knowing
// the bytes it came from. Fixed size, no heap; one text at a time on its caller's stack; any
// thread.
#pragma once

#include "bot/base/limits.hpp"
#include "bot/core/risk/tables.hpp"

namespace switchback::risk {

struct token
{
    symbol word = unknown_word;
    std::uint16_t begin = 0; // bytes of the raw text
    std::uint16_t end = 0;
    std::uint16_t sentence = 0;
    bool after_pause = false;
    bool barrier = false; // a word that stops the reach of a "not"
    bool is_edge = false; // begin or end of the text, end of a sentence
};

// Holds the tokens of one text of at most limits::screened_window_bytes.
class token_row
{
public:
    // Reads the text; what is beyond the limit is not read.
    explicit token_row(std::string_view raw_text);
    token_row(const token_row&) = delete;
    token_row& operator=(const token_row&) = delete;

    std::size_t size() const { return size_; }
    const token& operator[](std::size_t at) const { return tokens_[at]; }

private:
    friend class token_reader;
    // A word is never read as more symbols than it has bytes, so one place a byte and the edges do.
    static constexpr std::size_t capacity = limits::screened_window_bytes + 8;
    std::size_t size_ = 0;
    union // left uninitialised: 80 KB would cost more to clear than to use
    {
        token tokens_[capacity];
    };
};

} // namespace switchback::risk
