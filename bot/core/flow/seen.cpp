// Borrowed values, and the workspace that owns what an evaluation makes.
#include "bot/core/flow/seen.hpp"

namespace switchback::flow {
namespace {

// Equality in three values; `open` means that a part which decides it is unset.
enum class verdict : std::uint8_t
{
    same,
    different,
    open,
};

verdict compare(const seen& a, const seen& b) noexcept;

verdict compare_lists(const list& a, const list& b) noexcept
{
    if (a.size() != b.size())
        return verdict::different;
    auto all = verdict::same;
    for (std::size_t i = 0; i < a.size(); ++i)
    {
        const auto one = compare(seen::of(a[i]), seen::of(b[i]));
        if (one == verdict::different)
            return one;
        if (one == verdict::open)
            all = one;
    }
    return all;
}

verdict compare_records(const record& a, const record& b) noexcept
{
    if (a.size() != b.size())
        return verdict::different;
    auto all = verdict::same;
    for (const auto& mine : a)
    {
        const auto* theirs = find(b, mine.name);
        if (theirs == nullptr)
            return verdict::different;
        const auto one = compare(seen::of(mine.held), seen::of(*theirs));
        if (one == verdict::different)
            return one;
        if (one == verdict::open)
            all = one;
    }
    return all;
}

verdict compare(const seen& a, const seen& b) noexcept
{
    const auto judge = [](bool same) { return same ? verdict::same : verdict::different; };
    if (!a.is_set() || !b.is_set())
        return verdict::open;
    // The checker lets only like be compared with like; what an older flow stored may differ.
    if (a.is != b.is)
        return verdict::open;
    switch (a.is)
    {
    case seen::kind::yesno:
        return judge(a.yes == b.yes);
    case seen::kind::number:
        return judge(a.number == b.number);
    case seen::kind::text:
        return judge(a.text == b.text);
    case seen::kind::date:
    case seen::kind::time:
        return judge(a.count == b.count);
    case seen::kind::list:
        return compare_lists(*a.items, *b.items);
    case seen::kind::record:
        return compare_records(*a.fields, *b.fields);
    case seen::kind::unset:
        break;
    }
    return verdict::open;
}

// Roughly what a copy costs in memory: enough to bound an expression that copies lists of lists.
std::size_t weight(const seen& of) noexcept
{
    std::size_t sum = sizeof(value);
    if (of.is == seen::kind::text)
        sum += of.text.size();
    else if (of.is == seen::kind::list)
        for (const auto& item : *of.items)
            sum += weight(seen::of(item));
    else if (of.is == seen::kind::record)
        for (const auto& one : *of.fields)
            sum += one.name.size() + weight(seen::of(one.held));
    return sum;
}

} // namespace

seen equal(const seen& a, const seen& b) noexcept
{
    const auto found = compare(a, b);
    return found == verdict::open ? seen{} : seen::of(found == verdict::same);
}

seen holds_item(const list& in, const seen& item) noexcept
{
    bool open = false;
    for (const auto& one : in)
    {
        const auto found = compare(seen::of(one), item);
        if (found == verdict::same)
            return seen::of(true);
        open = open || found == verdict::open;
    }
    // Nothing is in an empty list, not even what was skipped: but a skipped answer proves nothing.
    return open || !item.is_set() ? seen{} : seen::of(false);
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes) noexcept
{
    if (text.size() <= bytes)
        return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80)
        --bytes;
    return text.substr(0, bytes);
}

seen workspace::keep(value made)
{
    made_.push_front(std::move(made));
    return seen::of(made_.front());
}

seen workspace::keep(std::string made)
{
    made.resize(cut_utf8(made, limits::expression_text_bytes).size());
    if (made.size() > left_)
        return {};
    left_ -= made.size();
    return keep(value{std::move(made)});
}

value workspace::copy(const value& from)
{
    return copy(seen::of(from));
}

value workspace::copy(const seen& from)
{
    const auto needed = weight(from);
    if (needed > left_)
        return {};
    left_ -= needed;
    switch (from.is)
    {
    case seen::kind::unset:
        break;
    case seen::kind::yesno:
        return {from.yes};
    case seen::kind::number:
        return {from.number};
    case seen::kind::text:
        return {std::string(from.text)};
    case seen::kind::date:
        return {date{from.count}};
    case seen::kind::time:
        return {time_of_day{from.count}};
    case seen::kind::list:
        return {*from.items};
    case seen::kind::record:
        return {*from.fields};
    }
    return {};
}

} // namespace switchback::flow
