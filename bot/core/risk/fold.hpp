// What one written character means to the risk screen: a plain letter, a pause, the end of a
// sentence... Shared by the screen and by the build-time compiler of the rules, so both read words
// alike. Pure functions; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace switchback::risk {

enum class char_kind : std::uint8_t
{
    letter,     // part of a word; also letters of scripts we do not fold
    mark,       // a sign that stands for a letter when it is inside a word: @ $ * and digits
    apostrophe, // kept inside a word ("i'll" is not "ill")
    space,      // separates words
    pause,      // separates words and ends the reach of a "not": comma, dash, line end, bracket
    stop,       // may end a sentence: . ! ?
    picture,    // an emoji: a word of its own
    ideograph,  // a Han character: by itself a word, for their writing has no spaces
    silent      // invisible or combining: as if it were not there
};

struct folded_char
{
    char_kind kind = char_kind::space;
    char32_t letter = 0; // the folded letter, mark or picture; 0 otherwise
};

struct decoded_char
{
    char32_t code_point = 0; // U+FFFD for a byte that is not UTF-8
    std::size_t next = 0;    // where the next character begins; always past the given place
};

// Reads the character at `at` (which must be inside the text); never fails, never reads past the
// end.
decoded_char decode_utf8(std::string_view text, std::size_t at);

// Folds case, accents, full-width and mathematical letters, Cyrillic and Greek look-alikes, the
// forms of one Arabic letter, and traditional Chinese characters.
folded_char fold(char32_t code_point);

// The letter a sign stands for in disguised spelling ("k1ll", "p@in"), or 0.
char32_t letter_behind(char32_t mark);

// One step of the hash (FNV-1a, by letter) under which words are found.
constexpr std::uint64_t word_hash_seed = 14'695'981'039'346'656'037ULL;
constexpr std::uint64_t word_hash(std::uint64_t hash, char32_t letter)
{
    return (hash ^ letter) * 1'099'511'628'211ULL;
}

} // namespace switchback::risk
