// What may do what: the one table that decides it. A cell lists how a role may stand to what it
// asks for; an empty cell, and whatever is not here, is denied. `tests/unit/access` walks all of it
// against an expectation written apart from this.
#pragma once

#include "bot/core/access/access.hpp"

#include <algorithm>

namespace switchback::access {

/// Relations, as bits.
using cell = std::uint8_t;

struct row
{
    action what;
    std::array<cell, role_count> allowed;
};

namespace cells {
constexpr cell of(relation one)
{
    return static_cast<cell>(1U << static_cast<unsigned>(one));
}
inline constexpr cell no = 0;
inline constexpr cell practice = of(relation::practice);
inline constexpr cell mine = of(relation::assigned);
inline constexpr cell any = of(relation::assigned) | of(relation::unassigned);
inline constexpr cell glass = of(relation::broken_glass);
inline constexpr cell mine_glass = mine | glass;
inline constexpr cell self = of(relation::self);
} // namespace cells

// clang-format off
inline constexpr std::array<row, action_count> matrix = [] {
    using namespace cells;
    return std::array<row, action_count>{{
    //                             owner     therapist   responder author    auditor   client
    {action::change_own_sign_in,  {self,     self,       self,     self,     self,     no}},
    {action::see_people,          {practice, practice,   practice, practice, practice, no}},
    {action::add_people,          {practice, no,         no,       no,       no,       no}},
    {action::change_people,       {practice, no,         no,       no,       no,       no}},
    {action::see_settings,        {practice, practice,   practice, practice, practice, no}},
    {action::change_settings,     {practice, no,         no,       no,       no,       no}},
    {action::invite_clients,      {practice, practice,   no,       no,       no,       no}},
    {action::confirm_invite,      {no,       mine,       no,       no,       no,       no}},
    {action::withdraw_invite,     {any,      mine,       no,       no,       no,       no}},
    {action::list_clients,        {practice, practice,   practice, no,       no,       no}},
    {action::change_care,         {any,      mine,       no,       no,       no,       no}},
    {action::break_glass,         {no,       any,        any,      no,       no,       no}},
    {action::read_opened,         {no,       mine,       no,       no,       any,      self}},
    {action::talk,                {no,       no,         no,       no,       no,       self}},
    {action::read_conversation,   {no,       glass,      glass,    no,       no,       self}},
    {action::read_shared,         {no,       mine_glass, glass,    no,       no,       self}},
    {action::answer_shared,       {no,       mine,       no,       no,       no,       no}},
    {action::read_record,         {no,       mine_glass, glass,    no,       no,       self}},
    {action::read_measures,       {no,       mine_glass, glass,    no,       no,       self}},
    {action::read_plan,           {no,       mine_glass, glass,    no,       no,       self}},
    {action::assign_homework,     {no,       mine,       no,       no,       no,       no}},
    {action::read_homework,       {no,       mine_glass, glass,    no,       no,       self}},
    {action::answer_homework,     {no,       no,         no,       no,       no,       self}},
    {action::set_next_session,    {no,       mine,       no,       no,       no,       no}},
    {action::see_next_session,    {no,       mine_glass, glass,    no,       no,       self}},
    {action::export_client,       {no,       mine,       no,       no,       no,       self}},
    {action::erase_client,        {any,      no,         no,       no,       no,       self}},
    {action::see_cases,           {no,       practice,   practice, no,       no,       no}},
    {action::read_case,           {no,       mine,       any,      no,       no,       no}},
    {action::act_on_case,         {no,       mine,       any,      no,       no,       no}},
    {action::see_case_figures,    {practice, practice,   practice, no,       practice, no}},
    {action::read_flows,          {practice, practice,   practice, practice, practice, no}},
    {action::edit_flows,          {no,       no,         no,       practice, no,       no}},
    {action::publish_flows,       {practice, no,         no,       no,       no,       no}},
    {action::see_drop_off,        {practice, practice,   no,       practice, no,       no}},
    {action::read_audit,          {practice, no,         no,       no,       practice, no}},
    }};
}();
// clang-format on

/// True when every action has its row, in its place, and none reaches into another practice.
[[nodiscard]] constexpr bool is_whole(std::span<const row> rows) noexcept
{
    if (rows.size() != action_count)
        return false;
    for (std::size_t at = 0; at < rows.size(); ++at)
        if (rows[at].what != static_cast<action>(at) ||
            std::ranges::any_of(rows[at].allowed, [](cell one) {
                return (one & cells::of(relation::other_practice)) != 0;
            }))
            return false;
    return true;
}

// An action that was added without its row stands here as another's, or as none.
static_assert(is_whole(matrix), "every action needs its row of the matrix, in the enum's order");

} // namespace switchback::access
