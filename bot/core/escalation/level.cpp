#include "bot/core/escalation/level.hpp"

#include <algorithm>
#include <array>

namespace switchback::escalation {
namespace {

level level_of_text(const signal& what) noexcept
{
    if (what.outcome == risk::outcome::none)
        return level::none;
    const bool is_explicit = what.outcome == risk::outcome::crisis;
    switch (what.about)
    {
    case category::past_abuse:
        return level::none; // no level by itself; one question is asked
    case category::other_person:
        return is_explicit ? level::l2 : level::l1;
    case category::child_danger: // a clinician decides, so a clinician must hear of it
        return what.how_soon == urgency::now ? level::l4 : is_explicit ? level::l3 : level::l2;
    case category::medical:
        return is_explicit ? level::l4 : level::l1;
    default:
        if (!is_explicit)
            return level::l1;
        return what.how_soon == urgency::now ? level::l4 : level::l3;
    }
}

} // namespace

level level_of(const signal& what) noexcept
{
    auto found = level::none;
    switch (what.from)
    {
    case source::text:
        found = level_of_text(what);
        break;
    case source::item:
        found = what.value >= 1 ? level::l2 : level::none;
        break;
    case source::person:
        found = level::h;
        break;
    case source::silence:
        found = level::l2;
        break;
    case source::intensity:
    case source::worsening:
        found = level::l1;
        break;
    }
    return std::max(found, what.at_least);
}

category category_of(risk::category value) noexcept
{
    switch (value)
    {
    case risk::category::none:
        return category::none;
    case risk::category::suicide:
        return category::suicide;
    case risk::category::self_harm:
        return category::self_harm;
    case risk::category::harm_to_others:
        return category::threat;
    case risk::category::abuse:
        return category::present_abuse; // the careful one, until they say that it is over
    case risk::category::medical:
        return category::medical;
    default: // a category newer than this: the commonest script is the safest
        return category::suicide;
    }
}

risk::category help_category_of(category value) noexcept
{
    switch (value)
    {
    case category::none:
    case category::suicide:
    case category::other_person:
        return risk::category::suicide;
    case category::self_harm:
        return risk::category::self_harm;
    case category::past_abuse:
    case category::present_abuse:
    case category::child_danger:
        return risk::category::abuse;
    case category::threat:
        return risk::category::harm_to_others;
    case category::medical:
        return risk::category::medical;
    }
    return risk::category::suicide;
}

bool has_own_script(category value) noexcept
{
    return value == category::past_abuse || value == category::child_danger ||
           value == category::other_person;
}

bool is_unsafe_at_home(category value) noexcept
{
    return value == category::past_abuse || value == category::present_abuse ||
           value == category::child_danger;
}

category graver(category a, category b) noexcept
{
    constexpr std::array order{
        category::none,         category::other_person,  category::past_abuse,
        category::self_harm,    category::suicide,       category::threat,
        category::child_danger, category::present_abuse, category::medical};
    return std::ranges::find(order, a) < std::ranges::find(order, b) ? b : a;
}

std::string_view name_of(level value) noexcept
{
    constexpr std::string_view names[]{"none", "h", "l1", "l2", "l3", "l4"};
    return names[static_cast<std::size_t>(value)];
}

std::string_view name_of(category value) noexcept
{
    constexpr std::string_view names[]{"none",       "suicide",       "self_harm",
                                       "past_abuse", "present_abuse", "child_danger",
                                       "threat",     "medical",       "other_person"};
    return names[static_cast<std::size_t>(value)];
}

std::string_view name_of(source value) noexcept
{
    constexpr std::string_view names[]{"text",    "item",      "person",
                                       "silence", "intensity", "worsening"};
    return names[static_cast<std::size_t>(value)];
}

} // namespace switchback::escalation
