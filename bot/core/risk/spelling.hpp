// How a word as typed is read as a word of the tables: stretched letters, digits for letters, words
// written together. Values and pure functions; any thread.
#pragma once

#include "bot/core/risk/fold.hpp"
#include "bot/core/risk/tables.hpp"

namespace switchback::risk {

inline constexpr std::size_t longest_word = 32; // letters; what is longer is read as far

// Letters of one word, small enough to live on the stack.
struct word_buffer
{
    std::array<char32_t, longest_word> letters;
    std::size_t size = 0;
    std::uint64_t hash = word_hash_seed; // of the letters, kept up as they come

    void add(char32_t c)
    {
        if (size < letters.size())
        {
            letters[size++] = c;
            hash = word_hash(hash, c);
        }
    }
    void clear()
    {
        size = 0;
        hash = word_hash_seed;
    }
};

// The word with every run of one letter cut to at most `run` of them ("dieeee").
word_buffer shortened(const word_buffer& word, std::size_t run);

word_buffer without_apostrophes(const word_buffer& word);

// The word as the tables hold it, or null.
const word_entry* find(const word_buffer& word);

// The word behind stretched letters, digits and signs, or null.
const word_entry* find_repaired(const word_buffer& word);

// Whether it is a word as written, and not a misspelling that the tables hold as well.
bool is_known(const word_entry* entry);

// Known words written together, the last one first.
struct glued_words
{
    std::array<const word_entry*, longest_word> pieces{};
    std::size_t count = 0;
    std::uint32_t is_dead = 0; // places from which no row of known words reaches the end
    bool has_watched = false;
    bool has_longer = false;
};

// "killmyself": an unknown word that is known words written together, longer ones first; empty when
// it is none. Short pieces make up too many ordinary words ("together"), so it takes a watched
// word, or three words with a longer one among them.
glued_words find_glued(const word_buffer& word);

} // namespace switchback::risk
