// Invites as a use case: who may hold one, when it is over, and what a race leaves behind.
#include "bot/base/limits.hpp"
#include "bot/core/flow/library.hpp"
#include "bot/service/invites.hpp"
#include "tests/unit/people/scene.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace switchback;
using namespace switchback::testing;
using access::role;

namespace {

template <class value>
errc code_of(const std::expected<value, error>& outcome)
{
    REQUIRE_FALSE(outcome);
    return outcome.error().code;
}

// A closed practice with one therapist.
class invites_scene : public people_scene
{
public:
    invites_scene() : people_scene("sqlite"), therapist(add("meier", {role::therapist}).who) {}

    service::made_invite make()
    {
        return run(invites.make(therapist.person, label, "test")).value();
    }

    service::staff therapist;
    private_text label{"Tuesday"};
    service::clinic_board board;
    service::flow_shelf shelf{std::make_shared<const flow::library>()};
    metrics counts;
    seeded_random random{1};
    service::conversations talks{
        {kept().store(),
         shelf,
         key(),
         time(),
         random,
         counts,
         {id{}, "Haus am See", false, 0, false},
         board}};
    service::invites invites{people(), &talks};
};

} // namespace

TEST_CASE("invites: are shown once and over after two weeks", "[people]")
{
    invites_scene at;
    const auto made = at.make();
    CHECK(made.link.starts_with("https://clinic.example/invite#c="));
    CHECK(at.run(at.invites.look(made.code))->practice == "Haus am See");
    CHECK(at.run(at.invites.look(made.code))->therapist == "Somebody");
    CHECK(code_of(at.run(at.invites.look("K7M2-P9QA"))) == errc::bad_request);
    const auto listed = at.run(at.invites.list());
    REQUIRE(listed->size() == 1);
    CHECK((*listed)[0].label.reveal() == "Tuesday");
    at.time().advance_ms(limits::invite_ms);
    CHECK(at.run(at.invites.look(made.code)));
    at.time().advance_ms(1);
    CHECK(code_of(at.run(at.invites.look(made.code))) == errc::not_found);
    CHECK(code_of(at.run(at.invites.accept(made.code, ""))) == errc::not_found);
}

TEST_CASE("invites: are of active therapists alone", "[people]")
{
    invites_scene at;
    const auto author = at.add("author", {role::author}).who;
    CHECK(code_of(at.run(at.invites.make(author.person, at.label, "test"))) == errc::not_allowed);
    CHECK(code_of(at.run(at.invites.make(id{}, at.label, "test"))) == errc::not_found);
    CHECK(
        code_of(at.run(at.invites.make(
            at.therapist.person, private_text(std::string(129, 'x')), "test"))) == errc::too_long);
    REQUIRE(at.run(at.people().disable("meier", "test")));
    CHECK(
        code_of(at.run(at.invites.make(at.therapist.person, at.label, "test"))) ==
        errc::not_allowed);
}

TEST_CASE("invites: of many who accept at once one is a client, and no other row stays", "[people]")
{
    invites_scene at;
    const auto made = at.make();
    std::vector<port::task<service::accepted_invite>> all;
    for (int i = 0; i < 8; ++i)
        all.push_back(at.invites.accept(made.code, ""));
    std::vector<std::string> tokens;
    for (auto& one : at.kept().run_all(std::move(all)))
        if (one)
            tokens.push_back(one->token);
        else
            CHECK(one.error().code == errc::not_found);
    REQUIRE(tokens.size() == 1);
    const auto opened = at.run(at.talks.open({tokens[0], 0, "UTC", "en"}));
    REQUIRE(opened);
    CHECK(opened->live->is_invited);
    CHECK_FALSE(opened->is_new);
}

TEST_CASE("invites: a closed practice lets in whoever took one, until it is taken back", "[people]")
{
    invites_scene at;
    CHECK(code_of(at.run(at.talks.open({"", 0, "UTC", "en"}))) == errc::not_allowed);
    const auto made = at.make();
    const auto taken = at.run(at.invites.accept(made.code, ""));
    REQUIRE(taken);
    auto opened = at.run(at.talks.open({taken->token, 0, "UTC", "en"}));
    REQUIRE(opened);
    CHECK(at.run(at.kept().store().people().therapists_of(taken->client))->empty());
    REQUIRE(at.run(at.invites.withdraw(made.invite.invite, "test")));
    CHECK(code_of(at.run(at.talks.open({opened->token, 0, "UTC", "en"}))) == errc::not_allowed);
    CHECK(
        code_of(at.run(at.invites.confirm(made.invite.invite, at.therapist.person))) ==
        errc::conflict);
    // Another invite, for the same client.
    const auto second = at.make();
    CHECK(code_of(at.run(at.invites.accept(second.code, "nobody's token"))) == errc::not_allowed);
    CHECK(at.run(at.invites.accept(second.code, opened->token))->token.empty());
    CHECK(at.run(at.talks.open({opened->token, 0, "UTC", "en"})));
    REQUIRE(at.run(at.invites.confirm(second.invite.invite, at.therapist.person)));
    CHECK(
        at.run(at.kept().store().people().therapists_of(taken->client))->front().person ==
        at.therapist.person);
    std::vector<std::string> said;
    for (const auto& line : at.log())
        if (line.front().starts_with("invite"))
            said.push_back(line.front());
    CHECK(
        said == std::vector<std::string>{
                    "invite_made", "invite_taken", "invite_withdrawn", "invite_made",
                    "invite_taken", "invite_confirmed"});
}
