#include "bot/core/access/access.hpp"

#include "bot/core/access/matrix.hpp"

#include <algorithm>

namespace switchback::access {
namespace {

constexpr std::array<std::string_view, role_count> role_names{"owner",  "therapist", "responder",
                                                              "author", "auditor",   "client"};

constexpr std::array<std::string_view, relation_count> relation_names{
    "other_practice", "practice", "unassigned", "assigned", "broken_glass", "self"};

constexpr std::array<std::string_view, action_count> action_names{
    "change_own_sign_in", "see_people",
    "add_people",         "change_people",
    "see_settings",       "change_settings",
    "invite_clients",     "confirm_invite",
    "withdraw_invite",    "list_clients",
    "change_care",        "break_glass",
    "read_opened",        "talk",
    "read_conversation",  "read_shared",
    "answer_shared",      "read_record",
    "read_measures",      "read_plan",
    "assign_homework",    "read_homework",
    "answer_homework",    "set_next_session",
    "see_next_session",   "export_client",
    "erase_client",       "see_cases",
    "read_case",          "act_on_case",
    "see_case_figures",   "read_flows",
    "edit_flows",         "publish_flows",
    "see_drop_off",       "read_audit"};

template <class value, std::size_t count>
std::string_view name_in(const std::array<std::string_view, count>& names, value which) noexcept
{
    const auto at = static_cast<std::size_t>(which);
    return at < count ? names[at] : std::string_view{};
}

} // namespace

std::string_view name_of(role value) noexcept
{
    return name_in(role_names, value);
}

std::string_view name_of(relation value) noexcept
{
    return name_in(relation_names, value);
}

std::string_view name_of(action value) noexcept
{
    return name_in(action_names, value);
}

std::optional<role> staff_role(std::string_view name) noexcept
{
    const auto found = std::ranges::find(role_names, name);
    const auto at = static_cast<std::size_t>(found - role_names.begin());
    if (at >= static_cast<std::size_t>(role::client))
        return std::nullopt;
    return static_cast<role>(at);
}

role_set role_set::of_staff(std::uint32_t bits) noexcept
{
    role_set out;
    for (auto at = 0U; at < static_cast<unsigned>(role::client); ++at)
        if ((bits & 1U << at) != 0)
            out.add(static_cast<role>(at));
    return out;
}

bool may(role who, action what, relation how) noexcept
{
    const auto row = static_cast<std::size_t>(what);
    const auto column = static_cast<std::size_t>(who);
    if (row >= action_count || column >= role_count || how >= relation::count_)
        return false;
    return (matrix[row].allowed[column] & cells::of(how)) != 0;
}

standing standing_of(const caller& who, const subject& whom, std::int64_t now_ms) noexcept
{
    if (who.practice != whom.practice)
        return {};
    if (who.person.is_nil())
    {
        const bool is_self = !who.client.is_nil() && who.client == whom.client;
        const bool is_somebody = !whom.client.is_nil() || !whom.person.is_nil();
        return {is_self ? relation::self : is_somebody ? relation::unassigned : relation::practice};
    }
    if (whom.client.is_nil())
        return {
            whom.person.is_nil()        ? relation::practice
            : whom.person == who.person ? relation::self
                                        : relation::unassigned};
    const bool is_mine =
        std::ranges::find(whom.cared_for_by, who.person) != whom.cared_for_by.end();
    const bool has_glass = std::ranges::any_of(whom.glass, [&](const broken_glass& one) {
        return one.person == who.person && one.client == whom.client && one.from_ms <= now_ms &&
               now_ms < one.until_ms;
    });
    return {is_mine ? relation::assigned : relation::unassigned, has_glass};
}

bool may(const caller& who, action what, const subject& whom, std::int64_t now_ms) noexcept
{
    // One is staff or a client, never both: a row that says both is nobody's.
    if (who.person.is_nil() == who.client.is_nil())
        return false;
    if (who.client.is_nil() ? who.roles.has(role::client) : who.roles != role_set{role::client})
        return false;
    const auto how = standing_of(who, whom, now_ms);
    for (std::size_t at = 0; at < role_count; ++at)
    {
        const auto one = static_cast<role>(at);
        if (who.roles.has(one) &&
            (may(one, what, how.first) ||
             (how.has_broken_glass && may(one, what, relation::broken_glass))))
            return true;
    }
    return false;
}

} // namespace switchback::access
