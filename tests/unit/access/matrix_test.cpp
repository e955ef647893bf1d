// Who may do what, walked whole: every action, role and relation against what was written here by
// hand, the other way round from the table.
#include "bot/core/access/access.hpp"
#include "bot/core/access/matrix.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>
#include <sstream>
#include <string>
#include <tuple>

using namespace switchback;
using namespace switchback::access;

namespace {

// "role, standing to it as: what they may". Everything that is not said here is denied.
constexpr std::string_view allowed = R"(
owner practice: see_people add_people change_people see_settings change_settings invite_clients
owner practice: list_clients see_case_figures read_flows publish_flows see_drop_off read_audit
owner unassigned: withdraw_invite change_care erase_client
owner assigned: withdraw_invite change_care erase_client
owner self: change_own_sign_in

therapist practice: see_people see_settings invite_clients list_clients see_cases see_case_figures
therapist practice: read_flows see_drop_off
therapist unassigned: break_glass
therapist assigned: break_glass confirm_invite withdraw_invite change_care read_opened
therapist assigned: read_shared answer_shared read_record read_measures read_plan
therapist assigned: assign_homework read_homework set_next_session see_next_session
therapist assigned: export_client read_case act_on_case
therapist broken_glass: read_conversation read_shared read_record read_measures read_plan
therapist broken_glass: read_homework see_next_session
therapist self: change_own_sign_in

responder practice: see_people see_settings list_clients see_cases see_case_figures read_flows
responder unassigned: break_glass read_case act_on_case
responder assigned: break_glass read_case act_on_case
responder broken_glass: read_conversation read_shared read_record read_measures read_plan
responder broken_glass: read_homework see_next_session
responder self: change_own_sign_in

author practice: see_people see_settings read_flows edit_flows see_drop_off
author self: change_own_sign_in

auditor practice: see_people see_settings see_case_figures read_flows read_audit
auditor unassigned: read_opened
auditor assigned: read_opened
auditor self: change_own_sign_in

client self: talk read_conversation read_shared read_record read_measures read_plan read_opened
client self: read_homework answer_homework see_next_session export_client erase_client
)";

using cell_name = std::tuple<std::string, std::string, std::string>; // role, relation, action

std::set<cell_name> read_expectation()
{
    std::set<cell_name> out;
    std::istringstream lines{std::string(allowed)};
    for (std::string line; std::getline(lines, line);)
    {
        std::istringstream words(line);
        std::string who;
        std::string how;
        if (!(words >> who >> how))
            continue;
        how.pop_back(); // the colon
        for (std::string what; words >> what;)
            REQUIRE(out.emplace(who, how, what).second);
    }
    return out;
}

id number(std::uint64_t n)
{
    return make_id(1'700'000'000'000, n, n);
}

const id here = number(1);
const id elsewhere = number(2);
const id anna = number(11);
const id ben = number(12);
const id her_client = number(21);
const id his_client = number(22);
const std::array hers{anna};
const std::array his{ben};

caller staff(role what, id who = anna, id where = here)
{
    return {where, {what}, who, {}};
}

} // namespace

TEST_CASE("matrix: every action, role and relation is as it was written apart", "[access]")
{
    const auto expected = read_expectation();
    std::size_t met = 0;
    for (std::size_t a = 0; a < action_count; ++a)
        for (std::size_t r = 0; r < role_count; ++r)
            for (std::size_t h = 0; h < relation_count; ++h)
            {
                const auto what = static_cast<action>(a);
                const auto who = static_cast<role>(r);
                const auto how = static_cast<relation>(h);
                const cell_name named{name_of(who), name_of(how), name_of(what)};
                INFO(name_of(who) << " " << name_of(how) << ": " << name_of(what));
                CHECK(may(who, what, how) == expected.contains(named));
                met += expected.contains(named) ? 1 : 0;
            }
    CHECK(met == expected.size()); // a name that is misspelt here stands for nothing
}

TEST_CASE("matrix: nothing reaches into another practice", "[access]")
{
    for (std::size_t a = 0; a < action_count; ++a)
        for (std::size_t r = 0; r < role_count; ++r)
            CHECK_FALSE(
                may(static_cast<role>(r), static_cast<action>(a), relation::other_practice));
}

TEST_CASE("matrix: an action without a row does not compile, and is denied if asked", "[access]")
{
    // What the static_assert of matrix.hpp asks of the table, on tables that lack something.
    static_assert(is_whole(matrix));
    static_assert(!is_whole(std::span(matrix).first(action_count - 1)));
    constexpr auto swapped = [] {
        auto out = matrix;
        std::swap(out[3], out[4]);
        return out;
    }();
    static_assert(!is_whole(swapped));
    constexpr auto unnamed = [] {
        auto out = matrix;
        out[action_count - 1] = {};
        return out;
    }();
    static_assert(!is_whole(unnamed));
    constexpr auto reaching = [] {
        auto out = matrix;
        out[0].allowed[0] = cells::of(relation::other_practice);
        return out;
    }();
    static_assert(!is_whole(reaching));
    for (std::size_t r = 0; r <= role_count; ++r)
        for (std::size_t h = 0; h <= relation_count; ++h)
        {
            const auto who = static_cast<role>(r);
            const auto how = static_cast<relation>(h);
            CHECK_FALSE(may(who, action::count_, how));
            CHECK_FALSE(may(who, static_cast<action>(250), how));
            if (r == role_count || h == relation_count)
                CHECK_FALSE(may(who, action::talk, how));
        }
}

TEST_CASE("matrix: every word names one thing, and no row makes somebody a client", "[access]")
{
    std::set<std::string_view> words;
    for (std::size_t a = 0; a < action_count; ++a)
        CHECK(words.insert(name_of(static_cast<action>(a))).second);
    CHECK_FALSE(words.contains(""));
    CHECK(staff_role("therapist") == role::therapist);
    CHECK(staff_role("auditor") == role::auditor);
    for (const auto* other : {"client", "", "Owner", "owner ", "admin"})
        CHECK_FALSE(staff_role(other));
    CHECK(
        role_set::of_staff(~0U) ==
        role_set{role::owner, role::therapist, role::responder, role::author, role::auditor});
}

TEST_CASE("may: a therapist reads what is shared by a client in their care alone", "[access]")
{
    const auto who = staff(role::therapist);
    CHECK(may(who, action::read_shared, {here, her_client, {}, hers}, 0));
    CHECK_FALSE(may(who, action::read_shared, {here, his_client, {}, his}, 0));
    CHECK_FALSE(may(who, action::read_shared, {here, his_client, {}, {}}, 0));
    CHECK_FALSE(may(who, action::read_shared, {elsewhere, her_client, {}, hers}, 0));
    CHECK_FALSE(may(who, action::read_conversation, {here, her_client, {}, hers}, 0));
}

TEST_CASE("may: broken glass opens one client to one person until it is over", "[access]")
{
    const std::array glass{broken_glass{anna, his_client, 1'000, 2'000}};
    const subject his_one{here, his_client, {}, his, glass};
    const auto who = staff(role::therapist);
    CHECK_FALSE(may(who, action::read_conversation, his_one, 999));
    CHECK(may(who, action::read_conversation, his_one, 1'000));
    CHECK(may(who, action::read_shared, his_one, 1'999));
    CHECK_FALSE(may(who, action::read_shared, his_one, 2'000));
    CHECK_FALSE(may(who, action::assign_homework, his_one, 1'500));
    CHECK_FALSE(may(staff(role::therapist, number(13)), action::read_shared, his_one, 1'500));
    CHECK_FALSE(may(who, action::read_shared, {here, her_client, {}, his, glass}, 1'500));
    CHECK_FALSE(may(who, action::read_shared, {elsewhere, his_client, {}, his, glass}, 1'500));
    // It adds to what one may anyway.
    const std::array own{broken_glass{anna, her_client, 1'000, 2'000}};
    const subject her_one{here, her_client, {}, hers, own};
    CHECK(may(who, action::read_conversation, her_one, 1'500));
    CHECK(may(who, action::assign_homework, her_one, 1'500));
    CHECK_FALSE(may(staff(role::owner), action::read_conversation, her_one, 1'500));
}

TEST_CASE("may: a client reaches their own matters and nobody else's", "[access]")
{
    const caller who{here, {role::client}, {}, her_client};
    CHECK(may(who, action::read_shared, {here, her_client, {}, hers}, 0));
    CHECK(may(who, action::erase_client, {here, her_client, {}, hers}, 0));
    CHECK_FALSE(may(who, action::read_shared, {here, his_client, {}, his}, 0));
    CHECK_FALSE(may(who, action::read_shared, {here, {}, {}, {}}, 0));
    CHECK_FALSE(may(who, action::see_people, {here, {}, {}, {}}, 0));
    CHECK_FALSE(may(who, action::change_own_sign_in, {here, {}, anna, {}}, 0));
    CHECK_FALSE(may(who, action::read_shared, {elsewhere, her_client, {}, hers}, 0));
}

TEST_CASE("may: one's own account is one's own", "[access]")
{
    const auto who = staff(role::auditor);
    CHECK(may(who, action::change_own_sign_in, {here, {}, anna, {}}, 0));
    CHECK_FALSE(may(who, action::change_own_sign_in, {here, {}, ben, {}}, 0));
    CHECK_FALSE(may(staff(role::owner), action::change_own_sign_in, {here, {}, ben, {}}, 0));
}

TEST_CASE(
    "may: several roles add up; none, and a mixture of staff and client, may nothing", "[access]")
{
    const caller solo{here, {role::owner, role::therapist}, anna, {}};
    CHECK(may(solo, action::change_settings, {here, {}, {}, {}}, 0));
    CHECK(may(solo, action::assign_homework, {here, her_client, {}, hers}, 0));
    CHECK_FALSE(may(solo, action::edit_flows, {here, {}, {}, {}}, 0));
    const std::array odd{
        caller{here, {}, anna, {}},
        caller{here, {role::owner}, {}, {}},
        caller{here, {role::client}, {}, {}},
        caller{here, {role::client}, anna, {}},
        caller{here, {role::owner}, {}, her_client},
        caller{here, {role::client, role::owner}, {}, her_client},
        caller{here, {role::client, role::owner}, anna, her_client},
    };
    for (const auto& who : odd)
        for (std::size_t a = 0; a < action_count; ++a)
        {
            const auto what = static_cast<action>(a);
            CHECK_FALSE(may(who, what, {here, {}, {}, {}}, 0));
            CHECK_FALSE(may(who, what, {here, her_client, {}, hers}, 0));
            CHECK_FALSE(may(who, what, {here, {}, anna, {}}, 0));
        }
}
