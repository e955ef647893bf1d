#include "bot/core/risk/spelling.hpp"

#include <algorithm>

namespace switchback::risk {
namespace {

constexpr std::size_t longest_piece = 12;
constexpr std::size_t shortest_glued = 5;

// Digits and signs read as the letters they stand for; `one` is the reading of "1".
word_buffer undisguised(const word_buffer& word, char32_t one)
{
    word_buffer result;
    for (std::size_t i = 0; i < word.size; ++i)
    {
        const char32_t behind = word.letters[i] == '1' ? one : letter_behind(word.letters[i]);
        result.add(behind != 0 ? behind : word.letters[i]);
    }
    return result;
}

const word_entry* find_shortened(const word_buffer& word)
{
    const auto* twice = find(shortened(word, 2));
    if (twice != nullptr && (twice->flags & is_piece) != 0)
    {
        return twice;
    }
    const auto* once = find(shortened(word, 1));
    return once != nullptr ? once : twice;
}

// Whether the word from `at` on is a row of known words. Each place is tried once, so the work
// is bounded by the longest word times the longest piece.
bool cut(const word_buffer& word, std::size_t at, glued_words& into)
{
    if (at == word.size)
    {
        return true;
    }
    if ((into.is_dead >> at & 1U) != 0)
    {
        return false;
    }
    into.is_dead |= std::uint32_t{1} << at;
    std::array<const word_entry*, longest_piece> ending{};
    const std::size_t most = std::min(word.size - at, longest_piece);
    std::uint64_t hash = word_hash_seed;
    for (std::size_t i = 0; i < most; ++i)
    {
        hash = word_hash(hash, word.letters[at + i]);
        const auto* entry = find_word(hash);
        const bool is_usable = entry != nullptr && (entry->flags & is_piece) != 0;
        ending[i] = is_usable ? entry : nullptr;
    }
    for (std::size_t length = most; length > 0; --length)
    {
        const bool is_lone_letter = length == 1 && word.letters[at] != U'i';
        const auto* entry = ending[length - 1];
        if (entry != nullptr && !is_lone_letter && cut(word, at + length, into))
        {
            into.pieces[into.count++] = entry;
            into.has_watched = into.has_watched || (entry->flags & is_watched) != 0;
            into.has_longer = into.has_longer || length > 3;
            return true;
        }
    }
    return false;
}

} // namespace

word_buffer shortened(const word_buffer& word, std::size_t run)
{
    word_buffer result;
    std::size_t length = 0;
    for (std::size_t i = 0; i < word.size; ++i)
    {
        length = i > 0 && word.letters[i] == word.letters[i - 1] ? length + 1 : 1;
        if (length <= run)
        {
            result.add(word.letters[i]);
        }
    }
    return result;
}

word_buffer without_apostrophes(const word_buffer& word)
{
    word_buffer result;
    for (std::size_t i = 0; i < word.size; ++i)
    {
        if (word.letters[i] != '\'')
        {
            result.add(word.letters[i]);
        }
    }
    return result;
}

const word_entry* find(const word_buffer& word)
{
    return find_word(word.hash);
}

const word_entry* find_repaired(const word_buffer& word)
{
    if (const auto* entry = find_shortened(word))
    {
        return entry;
    }
    if (const auto* entry = find_shortened(undisguised(word, U'i')))
    {
        return entry;
    }
    return find_shortened(undisguised(word, U'l'));
}

bool is_known(const word_entry* entry)
{
    return entry != nullptr && (entry->flags & (is_piece | is_ordinary)) != 0;
}

glued_words find_glued(const word_buffer& word)
{
    glued_words found;
    if (word.size < shortest_glued || !cut(word, 0, found) || found.count < 2 ||
        (!found.has_watched && (found.count < 3 || !found.has_longer)))
    {
        return {};
    }
    return found;
}

} // namespace switchback::risk
