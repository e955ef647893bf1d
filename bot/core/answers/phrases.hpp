// A set of whole phrases and what each means, written with alternatives: "(go|take me) back" is
// two phrases. Built once at first use, then read-only; any thread.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::answers {

/// One line of a language's table. `pattern` is in folded form: lower case, no accents or marks,
/// single blanks; `(a|b|)` lists alternatives and does not nest.
struct phrase_row
{
    std::string_view pattern;
    int meaning = 0;
};

class phrases
{
public:
    explicit phrases(std::span<const phrase_row> rows)
    {
        for (const auto& row : rows)
            expand(row.pattern, {}, row.meaning);
        slots_.assign(std::bit_ceil(entries_.size() * 2 + 1), 0);
        for (std::size_t i = 0; i < entries_.size(); ++i)
        {
            auto slot = hash_of(entries_[i].text) & (slots_.size() - 1);
            while (slots_[slot] != 0 && entries_[slots_[slot] - 1].text != entries_[i].text)
                slot = (slot + 1) & (slots_.size() - 1);
            if (slots_[slot] == 0)
                slots_[slot] = static_cast<std::uint32_t>(i + 1);
            else if (entries_[slots_[slot] - 1].meaning != entries_[i].meaning)
                clashes_.push_back(entries_[i].text);
        }
    }

    /// The meaning of exactly this folded text, or null. No allocation.
    [[nodiscard]] const int* find(std::string_view folded) const noexcept
    {
        return find(folded, hash_of(folded));
    }

    /// The same with the hash at hand, when one text is sought in several tables.
    [[nodiscard]] const int* find(std::string_view folded, std::uint64_t hash) const noexcept
    {
        if (folded.empty() || folded.size() > longest_)
            return nullptr;
        for (auto slot = hash & (slots_.size() - 1); slots_[slot] != 0;
             slot = (slot + 1) & (slots_.size() - 1))
            if (entries_[slots_[slot] - 1].text == folded)
                return &entries_[slots_[slot] - 1].meaning;
        return nullptr;
    }

    /// Eight bytes at a step: every message is hashed, so bytes one by one would show.
    [[nodiscard]] static std::uint64_t hash_of(std::string_view text) noexcept
    {
        constexpr std::uint64_t odd = 0x9E37'79B9'7F4A'7C15ULL;
        std::uint64_t hash = text.size() * odd;
        while (!text.empty())
        {
            std::uint64_t part = 0;
            const auto size = std::min<std::size_t>(text.size(), sizeof part);
            std::memcpy(&part, text.data(), size);
            hash = (hash ^ part) * odd;
            hash ^= hash >> 32;
            text.remove_prefix(size);
        }
        return hash;
    }

    /// Phrases that a table gave two meanings: a fault of the table, found by its test.
    [[nodiscard]] std::span<const std::string> clashes() const noexcept { return clashes_; }
    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

private:
    struct entry
    {
        std::string text;
        int meaning = 0;
    };

    void expand(std::string_view rest, std::string made, int meaning)
    {
        const auto open = rest.find('(');
        if (open == std::string_view::npos)
            return keep(made.append(rest), meaning);
        made.append(rest.substr(0, open));
        const auto close = rest.find(')', open);
        auto choices = rest.substr(open + 1, close - open - 1);
        for (;;)
        {
            const auto bar = choices.find('|');
            expand(rest.substr(close + 1), made + std::string(choices.substr(0, bar)), meaning);
            if (bar == std::string_view::npos)
                return;
            choices.remove_prefix(bar + 1);
        }
    }

    // An empty alternative leaves a blank too many.
    void keep(const std::string& made, int meaning)
    {
        std::string text;
        for (const char c : made)
            if (c != ' ' || (!text.empty() && text.back() != ' '))
                text.push_back(c);
        if (!text.empty() && text.back() == ' ')
            text.pop_back();
        longest_ = std::max(longest_, text.size());
        entries_.push_back({std::move(text), meaning});
    }

    std::vector<entry> entries_;
    std::vector<std::uint32_t> slots_{0};
    std::vector<std::string> clashes_;
    std::size_t longest_ = 0;
};

} // namespace switchback::answers
