// The compiled rules as constant tables, and the words of a text as the tables number them.
// The tables are written at build time by compile/ from flows/safety/*.rules. Constants; any
// thread.
#pragma once

#include "bot/core/risk/screening.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace switchback::risk {

// A word as the automaton sees it. Words that no rule tells apart share a symbol.
using symbol = std::uint16_t;
inline constexpr symbol unknown_word = 0;
inline constexpr symbol text_begins = 1;
inline constexpr symbol text_ends = 2;
inline constexpr symbol sentence_ends = 3;

// What speaks against a hit; a rule may answer each in its own way.
enum class objection : std::uint8_t
{
    idiom,   // a figure of speech, or another meaning of the words
    denial,  // "I don't want to die"
    other,   // about someone else
    past,    // about a time that is over, or recovery
    fiction, // a book, a song, a game
    joke,
    study,  // information, prevention, news
    lightly // a phrase that is often said lightly
};
inline constexpr std::size_t objection_count = 8;

// What a block of the rules does.
enum class purpose : std::uint8_t
{
    rule,    // gives an outcome
    against, // an objection
    keep,    // takes away denials that share a word with it
    mark     // says how near the danger is
};

// How far an objection reaches.
enum class reach : std::uint8_t
{
    words,  // hits that share a word with it
    after,  // hits that start within some words after it, with no pause or barrier between
    clause, // hits in its sentence
    message // hits anywhere
};

// One rule, objection, keep or mark, as an author wrote it.
struct block
{
    std::string_view id; // "en.suicide.want_to_die"
    std::array<char, 2> language{};
    std::string_view version; // "1"
    std::string_view why;
    risk::purpose purpose = purpose::rule;
    risk::outcome outcome = outcome::none;    // rules
    risk::category category = category::none; // rules
    risk::level level = 0;                    // rules
    risk::urgency urgency = urgency::none;    // rules and marks
    objection kind = objection::idiom;        // objections
    risk::reach reach = reach::words;         // objections and marks
    std::uint8_t reach_words = 0;             // of reach::after
    std::array<risk::outcome, objection_count>
        answers{}; // rules: the outcome left by each objection
};

// One linear pattern: a run of bits in one lane of the automaton.
struct pattern
{
    std::uint16_t block = 0;
    std::uint16_t lane = 0;
    std::uint8_t first_bit = 0;
    std::uint8_t last_bit = 0;
};

// The automaton's constant masks for one lane of 64 pattern positions: one cache line.
struct alignas(64) lane_masks
{
    std::uint64_t first = 0;       // first positions of patterns
    std::uint64_t any = 0;         // positions that take any word
    std::uint64_t optional = 0;    // positions that may be left out
    std::uint64_t before = 0;      // the position before each optional stretch
    std::uint64_t stretch_end = 0; // the last position of each optional stretch
    std::uint64_t last = 0;        // last positions of patterns
    std::uint64_t edge = 0;        // positions that take an edge instead of a word
};

// What the word table knows about a written word.
struct word_entry
{
    std::uint32_t check = 0;   // upper half of the hash
    std::uint16_t reading = 0; // where its symbols start in `readings`
    std::uint8_t count = 0;    // how many symbols it is read as; 0 = empty place
    std::uint8_t flags = 0;
};
inline constexpr std::uint8_t joins_pieces = 1; // may be put together from two pieces ("sui cide")
inline constexpr std::uint8_t is_barrier = 2;   // stops the reach of a "not"
inline constexpr std::uint8_t joins_odd_pieces = 8; // the same, when a piece is no word ("ki ll")
inline constexpr std::uint8_t is_piece = 16;        // may be part of words written together
inline constexpr std::uint8_t is_ordinary = 32; // a word no rule holds, but no misspelling either
inline constexpr std::uint8_t is_watched = 4;   // a grave word, or one that goes with them

// A set of lanes.
inline constexpr std::size_t lane_set_words = 14;
inline constexpr std::size_t max_lanes = lane_set_words * 64;
using lane_set = std::array<std::uint64_t, lane_set_words>;

// Where a symbol stands: lanes in which it begins a pattern, and its positions in `fits`.
struct symbol_row
{
    lane_set starts{};
    std::uint32_t first = 0;
    std::uint32_t start_words = 0; // which words of `starts` are not 0
};

// Tells most words that are in no table apart at a glance: one bit for each hash, modulo its size.
inline constexpr std::size_t filter_words = 8192;
using word_filter = std::array<std::uint64_t, filter_words>;

struct screen_tables
{
    std::span<const word_entry> words; // open addressing; the size is a power of two
    const word_filter& filter;
    std::span<const symbol> readings;
    std::span<const symbol_row> rows; // by symbol
    // By symbol and lane: 0, or where among the symbol's `fits` the positions in that lane are that
    // take the symbol (beside those that take any word), counted from 1.
    std::span<const std::uint16_t> places;
    std::span<const std::uint64_t> fits;
    std::span<const lane_masks> lanes;
    std::size_t rule_lanes =
        0; // the first so many lanes hold rules, the others what speaks against
    std::span<const pattern> patterns; // ordered by lane, then bit
    std::span<const block> blocks;
    std::string_view version;
};
extern const screen_tables tables;

constexpr std::uint64_t filter_bit(std::uint64_t hash)
{
    return std::uint64_t{1} << (hash >> 16 & 63);
}
constexpr std::size_t filter_place(std::uint64_t hash)
{
    return hash >> 22 & (filter_words - 1);
}

// Finds a word by its hash, or null.
inline const word_entry* find_word(std::uint64_t hash)
{
    if ((tables.filter[filter_place(hash)] & filter_bit(hash)) == 0)
    {
        return nullptr;
    }
    const auto check = static_cast<std::uint32_t>(hash >> 32);
    const std::size_t mask = tables.words.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask)
    {
        const word_entry& entry = tables.words[at];
        if (entry.count == 0)
        {
            return nullptr;
        }
        if (entry.check == check)
        {
            return &entry;
        }
    }
}

} // namespace switchback::risk
