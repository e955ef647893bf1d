// Finds every place in a row of tokens where a pattern ends: all patterns at once, one pass.
// The automaton is bit-parallel: each pattern position is one bit, and a token moves all bits with
// a handful of word operations per lane, so the work per token is a constant. Pure; any thread.
#pragma once

#include "bot/core/risk/tokens.hpp"

#include <vector>

namespace switchback::risk {

// A pattern found: tokens first..last, both included and both matched by the pattern.
struct hit
{
    const risk::pattern* pattern;
    std::uint16_t first;
    std::uint16_t last;
    std::uint64_t jumped; // bit n: token last - n lies between, but was jumped over by a gap
};

// What was found in one text: so many matches at most, so that hostile text costs no more.
template <std::size_t limit>
struct hit_list
{
    std::array<hit, limit> hits; // not cleared: most texts have none
    std::size_t size = 0;
    bool is_cut = false; // there were more

    std::span<const hit> all() const { return {hits.data(), size}; }
    bool add(const hit& found)
    {
        is_cut = is_cut || size == limit;
        if (!is_cut)
        {
            hits[size++] = found;
        }
        return !is_cut;
    }
};
using rule_hits = hit_list<limits::screen_hits>;
using objection_hits = hit_list<limits::screen_objections>;

// Fill `found` with the matches in the order in which they end, and return how many lane operations
// that took: the measure of the work, bounded by a constant per token and per match.
std::uint64_t find_rules(const token_row& tokens, rule_hits& found);
std::uint64_t find_objections(const token_row& tokens, objection_hits& found);

// The bytes of the raw text that a hit stands on, without the words its gaps jumped over.
std::vector<text_span> words_of(const hit& hit, const token_row& tokens);

} // namespace switchback::risk
