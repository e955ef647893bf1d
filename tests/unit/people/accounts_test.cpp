// Accounts: the first owner, adding, setting up, switching off.
#include "bot/base/limits.hpp"
#include "bot/crypto/totp.hpp"
#include "tests/unit/people/scene.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

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

} // namespace

TEST_CASE("people: the first owner sets up name, password and app by one link", "[people]")
{
    for (const auto* store : {"memory", "sqlite"})
    {
        people_scene at(store);
        const auto link = at.run(at.people().owner_link(false));
        REQUIRE(link);
        CHECK(link->starts_with("https://clinic.example/people#t="));
        const auto word = word_of_link(*link);
        const auto shown = at.run(at.door().look(word));
        REQUIRE(shown);
        CHECK(shown->who.roles == access::role_set{role::owner});
        CHECK(shown->uri.starts_with("otpauth://totp/"));
        CHECK(at.run(at.door().look(word))->secret == shown->secret); // shown again, the same
        at.restart();
        CHECK(at.run(at.door().look(word))->secret == shown->secret);
        const auto in = at.run(at.door().set_up(at.form_for(word, "Ada.Okafor")));
        REQUIRE(in);
        CHECK(in->who.handle == "ada.okafor");
        CHECK(in->who.state == port::person_state::active);
        CHECK(in->recovery.size() == limits::recovery_codes);
        CHECK(std::set(in->recovery.begin(), in->recovery.end()).size() == 10);
        CHECK(at.is_in(in->word));
        CHECK(code_of(at.run(at.door().look(word))) == errc::not_allowed); // once
        const auto me = at.run(at.door().find_session(in->word, true));
        CHECK(access::may(me->caller, access::action::add_people, {id{}, {}, {}, {}}, 0));
    }
}

TEST_CASE("people: a second owner's link is refused, but again, which the log tells", "[people]")
{
    people_scene at;
    const auto first = word_of_link(at.run(at.people().owner_link(false)).value());
    CHECK(code_of(at.run(at.people().owner_link(false))) == errc::conflict); // not used yet
    const auto second = word_of_link(at.run(at.people().owner_link(true)).value());
    CHECK(code_of(at.run(at.door().look(first))) == errc::not_allowed); // ended by the second
    const auto in = at.run(at.door().set_up(at.form_for(second, "owner")));
    REQUIRE(in);
    CHECK(code_of(at.run(at.people().owner_link(false))) == errc::conflict);
    const auto third = word_of_link(at.run(at.people().owner_link(true)).value());
    CHECK_FALSE(at.is_in(in->word)); // whoever has the phone is out at once
    at.time().advance_ms(60'000);
    REQUIRE(at.run(at.door().set_up(at.form_for(third, "owner"))));
    std::vector<std::string> said;
    for (const auto& line : at.log())
        said.push_back(line.front());
    CHECK(
        said ==
        std::vector<std::string>{"person_added", "link_again", "set_up", "link_again", "set_up"});
    CHECK(at.run(at.people().list())->size() == 1);
}

TEST_CASE("people: a link is over after a day", "[people]")
{
    people_scene at;
    const auto word = word_of_link(at.run(at.people().owner_link(false)).value());
    at.time().advance_ms(limits::set_up_link_ms);
    CHECK(at.run(at.door().look(word)));
    auto form = at.form_for(word, "owner");
    at.time().advance_ms(1);
    CHECK(code_of(at.run(at.door().look(word))) == errc::not_allowed);
    CHECK(code_of(at.run(at.door().set_up(std::move(form)))) == errc::not_allowed);
}

TEST_CASE("people: what is wrong in the form is said by its field, and changes nothing", "[people]")
{
    people_scene at;
    at.add("taken", {role::therapist});
    const auto word =
        word_of_link(at.run(at.people().add({"ben", "Ben", {role::author}}, "test")).value());
    const auto fault = [&](auto change) {
        auto form = at.form_for(word, "ben");
        change(form);
        const auto done = at.run(at.door().set_up(std::move(form)));
        REQUIRE_FALSE(done);
        CHECK(done.error().code == errc::bad_request);
        return done.error().detail;
    };
    CHECK(fault([](auto& form) { form.handle = "Ben Ben"; }) == "handle not_a_handle");
    CHECK(fault([](auto& form) { form.handle = "TAKEN"; }) == "handle taken");
    CHECK(fault([](auto& form) { form.name = "  "; }) == "name missing");
    CHECK(fault([](auto& form) { form.password = private_text("short"); }) == "password too_short");
    CHECK(fault([](auto& form) {
              form.password = private_text("passwordpassword");
          }) == "password too_common");
    CHECK(fault([](auto& form) {
              form.password = private_text("haus am see haus am see");
          }) == "password too_common");
    CHECK(fault([](auto& form) { form.code = "000"; }) == "code wrong");
    CHECK(at.run(at.people().find_handle("ben"))->state == port::person_state::invited);
    CHECK(at.run(at.door().set_up(at.form_for(word, "ben"))));
}

TEST_CASE("people: a link is closed by too many wrong codes", "[people]")
{
    people_scene at;
    const auto word = word_of_link(at.run(at.people().owner_link(false)).value());
    for (int i = 1; i <= limits::wrong_codes_a_link; ++i)
    {
        auto form = at.form_for(word, "owner");
        form.code = "12345x";
        CHECK(
            code_of(at.run(at.door().set_up(std::move(form)))) ==
            (i < limits::wrong_codes_a_link ? errc::bad_request : errc::closed));
    }
    CHECK(code_of(at.run(at.door().look(word))) == errc::not_allowed);
}

TEST_CASE("people: one link used twice at once sets up one", "[people]")
{
    people_scene at("sqlite");
    const auto word = word_of_link(at.run(at.people().owner_link(false)).value());
    std::vector<port::task<service::entered>> all;
    for (int i = 0; i < 4; ++i)
        all.push_back(at.door().set_up(at.form_for(word, "owner" + std::to_string(i))));
    int won = 0;
    for (const auto& one : at.kept().run_all(std::move(all)))
        won += one ? 1 : 0;
    CHECK(won == 1);
}

TEST_CASE("people: adding says which field is wrong", "[people]")
{
    people_scene at;
    const auto fault = [&](service::new_person who) {
        return at.run(at.people().add(std::move(who), "test")).error();
    };
    CHECK(fault({"Ben", "Ben", {role::author}}).detail == "handle");
    CHECK(fault({"", "Ben", {role::author}}).detail == "handle");
    CHECK(fault({"ben", "", {role::author}}).detail == "name");
    CHECK(fault({"ben", "Ben", {}}).detail == "roles");
    CHECK(fault({"ben", "Ben", {role::author, role::client}}).detail == "roles");
    REQUIRE(at.run(at.people().add({"ben", "Ben", {role::author, role::auditor}}, "test")));
    CHECK(fault({"ben", "Other", {role::author}}).code == errc::conflict);
    const auto all = at.run(at.people().list());
    REQUIRE(all->size() == 1);
    CHECK((*all)[0].roles == access::role_set{role::author, role::auditor});
}

TEST_CASE("people: who is switched off is out at once and cannot come back", "[people]")
{
    people_scene at;
    at.add("owner", {role::owner});
    std::string app;
    const auto in = at.add("ben", {role::therapist}, &app);
    REQUIRE(at.is_in(in.word));
    REQUIRE(at.run(at.people().disable("ben", "test")));
    CHECK_FALSE(at.is_in(in.word));
    CHECK(
        code_of(at.sign_in("ben", std::string(long_password), at.code_of(app))) ==
        errc::not_allowed);
    CHECK(code_of(at.run(at.people().link_again("ben", "test"))) == errc::closed);
    CHECK(at.run(at.people().disable("ben", "test")));
    CHECK(code_of(at.run(at.people().disable("nobody", "test"))) == errc::not_found);
    CHECK(code_of(at.run(at.people().disable("owner", "test"))) == errc::not_allowed);
    at.add("second", {role::owner, role::therapist});
    CHECK(at.run(at.people().disable("owner", "test")));
}

TEST_CASE("people: no secret stands in the database's bytes", "[people]")
{
    people_scene at("sqlite");
    std::string app;
    const auto in = at.add("owner", {role::owner}, &app);
    const auto link = at.run(at.people().add({"ben", "Ben", {role::author}}, "test")).value();
    at.kept().close();
    const auto bytes = at.kept().folder().bytes();
    REQUIRE(bytes.find("owner") != std::string::npos); // it is this database
    CHECK(bytes.find(long_password) == std::string::npos);
    CHECK(bytes.find("argon2id") == std::string::npos); // the hash is sealed too
    CHECK(bytes.find(in.word) == std::string::npos);
    CHECK(bytes.find(word_of_link(link)) == std::string::npos);
    CHECK(bytes.find(app) == std::string::npos);
    for (auto code : in.recovery)
    {
        CHECK(bytes.find(code) == std::string::npos);
        std::erase(code, '-');
        CHECK(bytes.find(code) == std::string::npos);
    }
}
