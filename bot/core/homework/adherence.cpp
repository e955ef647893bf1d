#include "bot/core/homework/adherence.hpp"

#include "bot/core/homework/turn.hpp"

#include <algorithm>

namespace switchback::homework {
namespace {

std::uint32_t of_state(const tally& how, occurrence_state state)
{
    return how.each[static_cast<std::size_t>(state)];
}

} // namespace

std::string_view name_of(occurrence_state value) noexcept
{
    constexpr std::string_view names[]{"assigned", "sent",    "opened",   "partial",
                                       "done",     "expired", "declined", "skipped"};
    static_assert(std::size(names) == occurrence_states);
    return names[static_cast<std::size_t>(value)];
}

std::string_view name_of(standing value) noexcept
{
    constexpr std::string_view names[]{"locked", "active", "revoked", "declined", "finished"};
    return names[static_cast<std::size_t>(value)];
}

bool has_ended(const assignment& of) noexcept
{
    return of.is != standing::locked && of.is != standing::active;
}

const occurrence* find_occurrence(const assignment& of, std::int64_t day) noexcept
{
    const auto found =
        std::ranges::find(of.kept, day, [](const occurrence& one) { return one.when.day; });
    return found == of.kept.end() ? nullptr : &*found;
}

adherence adherence_of(const assignment& of)
{
    adherence out;
    out.how = of.older;
    tally over = of.older; // what is no longer kept is over
    for (const auto& one : of.kept)
    {
        count(out.how, one);
        if (one.is_over)
            count(over, one);
        else
            ++out.open;
        if (one.is == occurrence_state::done)
            out.last_done_ms = std::max(out.last_done_ms, one.ended_ms);
    }
    out.done = of_state(over, occurrence_state::done);
    out.due = out.done + of_state(over, occurrence_state::partial) +
              of_state(over, occurrence_state::declined) +
              of_state(over, occurrence_state::expired) - over.unsent;
    return out;
}

adherence adherence_of(std::span<const assignment> all)
{
    adherence out;
    for (const auto& one : all)
    {
        const auto more = adherence_of(one);
        for (std::size_t i = 0; i < occurrence_states; ++i)
            out.how.each[i] += more.how.each[i];
        out.how.unsent += more.how.unsent;
        out.how.late += more.how.late;
        out.due += more.due;
        out.done += more.done;
        out.open += more.open;
        out.last_done_ms = std::max(out.last_done_ms, more.last_done_ms);
    }
    return out;
}

std::string_view shown_state(const assignment& of) noexcept
{
    if (of.is == standing::revoked || of.is == standing::declined)
        return name_of(of.is);
    if (of.asked)
        return "proposed";
    if (of.is_paused)
        return "paused";
    if (of.is == standing::locked)
        return name_of(of.is);
    if (!of.kept.empty())
        return name_of(of.kept.back().is);
    return of.is == standing::finished ? name_of(of.is) : name_of(occurrence_state::assigned);
}

} // namespace switchback::homework
