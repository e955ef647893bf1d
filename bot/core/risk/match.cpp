#include "bot/core/risk/match.hpp"

#include <algorithm>
#include <bit>

namespace switchback::risk {
namespace {

constexpr std::uint64_t bit(std::size_t at)
{
    return std::uint64_t{1} << at;
}

// Moves one lane by one token: the positions reached by taking it.
std::uint64_t taken(std::uint64_t state, const lane_masks& lane, std::uint64_t row)
{
    return ((state << 1) | lane.first) & row;
}

// Adds the positions reached by leaving optional ones out. Subtracting the bit before a stretch
// borrows through it up to the first set bit, which marks exactly the positions to add (Navarro and
// Raffinot, "Flexible Pattern Matching in Strings", extended Shift-And).
std::uint64_t with_optional(std::uint64_t state, const lane_masks& lane)
{
    const std::uint64_t closed = state | lane.stretch_end;
    return state | (lane.optional & (~(closed - lane.before) ^ closed));
}

// The positions of a lane that take a token: those of its word, and those that take any word.
// Looked up once for a token, because every busy lane asks.
class token_fit
{
public:
    explicit token_fit(const token& token)
        : places_{tables.places.data() + token.word * tables.lanes.size()},
          fits_{tables.fits.data() + tables.rows[token.word].first},
          takes_any_{token.is_edge ? 0 : ~std::uint64_t{0}}
    {}

    std::uint64_t in(std::size_t number, const lane_masks& lane) const
    {
        const std::uint64_t any = lane.any & takes_any_;
        const auto place = places_[number];
        return place == 0 ? any : any | fits_[place - 1];
    }

private:
    const std::uint16_t* places_;
    const std::uint64_t* fits_;
    std::uint64_t takes_any_;
};

// The pattern whose last position is this bit of this lane.
const pattern& pattern_ending(std::size_t lane, std::size_t last_bit)
{
    return *std::ranges::lower_bound(
        tables.patterns, std::pair{lane, last_bit}, {},
        [](const pattern& p) { return std::pair{std::size_t{p.lane}, std::size_t{p.last_bit}}; });
}

// Walks one match backwards, calling visit(token, position) for each position that took a token.
// Its length is bounded by the pattern's, which is at most one lane.
template <class visitor>
void trace(const pattern& pattern, std::size_t last, const token_row& tokens, visitor visit)
{
    const lane_masks& lane = tables.lanes[pattern.lane];
    const std::size_t length = pattern.last_bit - pattern.first_bit + 1U;
    const std::size_t begin = last + 1 >= length ? last + 1 - length : 0;
    std::array<std::uint64_t, 64> reached{};
    std::uint64_t state = 0;
    for (std::size_t at = begin; at <= last; ++at)
    {
        reached[at - begin] = taken(state, lane, token_fit{tokens[at]}.in(pattern.lane, lane));
        state = with_optional(reached[at - begin], lane);
    }
    std::size_t position = pattern.last_bit;
    for (std::size_t at = last;; --at)
    {
        visit(at, position);
        if (position == pattern.first_bit || at == begin)
        {
            return;
        }
        // The nearest earlier position that took the token before, with only optional ones skipped.
        do
        {
            --position;
        } while ((reached[at - 1 - begin] & bit(position)) == 0 && position > pattern.first_bit);
    }
}

hit hit_of(const pattern& pattern, std::size_t last, const token_row& tokens, std::uint64_t& steps)
{
    const std::uint64_t gaps = tables.lanes[pattern.lane].any;
    hit found{&pattern, 0, 0, 0};
    bool has_last = false;
    trace(pattern, last, tokens, [&](std::size_t at, std::size_t position) {
        steps += 2;
        if (!tokens[at].is_edge) // the words count, not the edges around them
        {
            found.first = static_cast<std::uint16_t>(at);
            found.last = has_last ? found.last : found.first;
            found.jumped |= (gaps & bit(position)) != 0 ? bit(found.last - at) : 0;
            has_last = true;
        }
    });
    return found;
}

// The lanes from..to as a set.
lane_set lanes_between(std::size_t from, std::size_t to)
{
    lane_set set{};
    for (std::size_t lane = from; lane < to; ++lane)
    {
        set[lane / 64] |= bit(lane % 64);
    }
    return set;
}

// One pass over the tokens. Only lanes with a pattern under way, or one that this word begins, are
// moved; plain text keeps few of them busy. A lane's state counts only while the lane is busy.
template <class list>
std::uint64_t find_hits(const token_row& tokens, const lane_set& wanted, list& found)
{
    std::uint64_t steps = 0;
    std::array<std::uint64_t, max_lanes> states;
    lane_set busy{};
    std::uint32_t busy_words = 0; // which words of `busy` are not 0
    std::uint32_t wanted_words = 0;
    for (std::size_t word = 0; word < lane_set_words; ++word)
    {
        wanted_words |= wanted[word] != 0 ? std::uint32_t{1} << word : 0;
    }
    for (std::size_t at = 0; at < tokens.size() && !found.is_cut; ++at)
    {
        const symbol_row& row = tables.rows[tokens[at].word];
        const token_fit fit{tokens[at]};
        std::uint32_t next_words = 0;
        for (std::uint32_t words = busy_words | (row.start_words & wanted_words); words != 0;
             words &= words - 1)
        {
            const auto word = static_cast<std::size_t>(std::countr_zero(words));
            const std::uint64_t was_busy = busy[word];
            std::uint64_t is_busy = 0;
            for (std::uint64_t left = was_busy | (row.starts[word] & wanted[word]); left != 0;
                 left &= left - 1)
            {
                const std::uint64_t in_word = left & ~(left - 1);
                const auto number = word * 64 + static_cast<std::size_t>(std::countr_zero(left));
                const lane_masks& lane = tables.lanes[number];
                const std::uint64_t state = (was_busy & in_word) != 0 ? states[number] : 0;
                const std::uint64_t reached = taken(state, lane, fit.in(number, lane));
                auto ends = reached & lane.last;
                for (; ends != 0 && !found.is_cut; ends &= ends - 1)
                {
                    const auto last_bit = static_cast<std::size_t>(std::countr_zero(ends));
                    found.add(hit_of(pattern_ending(number, last_bit), at, tokens, steps));
                }
                states[number] = with_optional(reached, lane);
                is_busy |= reached != 0 ? in_word : 0;
                ++steps;
            }
            busy[word] = is_busy;
            next_words |= is_busy != 0 ? std::uint32_t{1} << word : 0;
        }
        busy_words = next_words;
    }
    return steps;
}

} // namespace

std::uint64_t find_rules(const token_row& tokens, rule_hits& found)
{
    return find_hits(tokens, lanes_between(0, tables.rule_lanes), found);
}

std::uint64_t find_objections(const token_row& tokens, objection_hits& found)
{
    return find_hits(tokens, lanes_between(tables.rule_lanes, tables.lanes.size()), found);
}

std::vector<text_span> words_of(const hit& hit, const token_row& tokens)
{
    std::vector<text_span> words;
    const lane_masks& lane = tables.lanes[hit.pattern->lane];
    std::size_t last = hit.last;
    // A pattern that ends at an edge was found on the edge's token, one past its last word.
    if ((lane.edge & bit(hit.pattern->last_bit)) != 0)
    {
        ++last;
    }
    trace(*hit.pattern, last, tokens, [&](std::size_t at, std::size_t position) {
        const text_span span{tokens[at].begin, tokens[at].end};
        const bool is_repeat = !words.empty() && words.back() == span; // one word read as two
        if (((lane.any | lane.edge) & bit(position)) == 0 && !is_repeat)
        {
            words.push_back(span);
        }
    });
    std::ranges::reverse(words);
    return words;
}

} // namespace switchback::risk
