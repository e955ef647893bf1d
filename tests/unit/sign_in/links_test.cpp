#include "bot/base/limits.hpp"
#include "bot/crypto/token.hpp"
#include "bot/crypto/totp.hpp"
#include "tests/unit/sign_in/scene.hpp"

#include <catch2/catch.hpp>

using namespace switchback;
using testing::sign_in_scene;
using testing::word_of;

namespace {

std::string wrong_of(const std::string& code)
{
    return code == "000000" ? "000001" : "000000";
}

} // namespace

TEST_CASE("sign-in: the first link sets up an app, the next one asks for its code", "[sign_in]")
{
    const auto store = GENERATE(std::string("memory"), std::string("sqlite"));
    sign_in_scene in(store);
    const auto link = in.run(in.door().issue_link("meier"));
    REQUIRE(link);
    CHECK(link->starts_with("https://clinic.example/respond#t="));
    const auto word = word_of(*link);

    const auto first = in.run(in.door().look(word));
    REQUIRE(first);
    REQUIRE(first->enrol);
    CHECK(first->who.name == "Dr Meier");
    CHECK(first->enrol->uri.starts_with("otpauth://totp/Haus%20am%20See:Dr%20Meier?secret="));
    const auto again = in.run(in.door().look(word));
    CHECK(again->enrol->secret == first->enrol->secret);

    const auto entered = in.enter(word, in.code_of(first->enrol->secret));
    REQUIRE(entered);
    CHECK(entered->who.id == "meier");
    CHECK(in.is_in(entered->word));

    in.time().advance_ms(crypto::totp_step_ms);
    const auto next = in.link_for("meier");
    const auto second = in.run(in.door().look(next));
    REQUIRE(second);
    CHECK_FALSE(second->enrol);
    CHECK(in.enter(next, in.code_of(first->enrol->secret)));
}

TEST_CASE("sign-in: a link is used once, also by two at once", "[sign_in]")
{
    sign_in_scene in;
    const auto secret = in.enrol("meier");
    const auto link = in.link_for("meier");
    const auto code = in.code_of(secret);
    std::vector<port::task<service::signed_in>> both;
    both.push_back(in.door().enter(link, code));
    both.push_back(in.door().enter(link, code));
    const auto came = in.kept().run_all(std::move(both));
    CHECK(came[0].has_value() != came[1].has_value());

    in.time().advance_ms(crypto::totp_step_ms);
    CHECK(in.enter(link, in.code_of(secret)).error().code == errc::not_allowed);
    CHECK(in.run(in.door().look(link)).error().code == errc::not_allowed);
}

TEST_CASE("sign-in: a code is taken once, whatever the link", "[sign_in]")
{
    sign_in_scene in;
    const auto secret = in.enrol("meier");
    const auto code = in.code_of(secret);
    REQUIRE(in.enter(in.link_for("meier"), code));
    CHECK(in.enter(in.link_for("meier"), code).error().code == errc::bad_request);
}

TEST_CASE("sign-in: a restart forgets no step and no link", "[sign_in]")
{
    sign_in_scene in("sqlite");
    const auto secret = in.enrol("meier");
    const auto code = in.code_of(secret);
    const auto entered = in.enter(in.link_for("meier"), code);
    REQUIRE(entered);
    const auto link = in.link_for("meier");
    in.restart();
    CHECK(in.is_in(entered->word));
    CHECK(in.enter(link, code).error().code == errc::bad_request);
    in.time().advance_ms(crypto::totp_step_ms);
    CHECK(in.enter(link, in.code_of(secret)));
}

TEST_CASE("sign-in: five wrong codes close a link", "[sign_in]")
{
    sign_in_scene in;
    const auto secret = in.enrol("meier");
    const auto link = in.link_for("meier");
    const auto right = in.code_of(secret);
    for (int i = 1; i < limits::wrong_codes_a_link; ++i)
        CHECK(in.enter(link, wrong_of(right)).error().code == errc::bad_request);
    CHECK(in.enter(link, wrong_of(right)).error().code == errc::closed);
    CHECK(in.enter(link, right).error().code == errc::not_allowed);
    CHECK(in.enter(in.link_for("meier"), right));
}

TEST_CASE("sign-in: codes sent side by side are counted too", "[sign_in]")
{
    sign_in_scene in("sqlite");
    const auto secret = in.enrol("meier");
    const auto link = in.link_for("meier");
    std::vector<port::task<service::signed_in>> all;
    for (int i = 0; i < 40; ++i)
        all.push_back(in.door().enter(link, wrong_of(in.code_of(secret))));
    int tried = 0;
    for (const auto& one : in.kept().run_all(std::move(all)))
        tried += one.error().code == errc::bad_request ? 1 : 0;
    CHECK(tried == limits::wrong_codes_a_link - 1);
    CHECK_FALSE(in.enter(link, in.code_of(secret)));
}

TEST_CASE("sign-in: a day's wrong codes lock a person until an administrator's link", "[sign_in]")
{
    sign_in_scene in;
    const auto secret = in.enrol("meier");
    std::vector<std::string> links;
    for (int i = 0; i <= limits::wrong_codes_a_day / limits::wrong_codes_a_link; ++i)
        links.push_back(in.link_for("meier"));
    for (int i = 0; i < limits::wrong_codes_a_day; ++i)
        CHECK_FALSE(in.enter(
            links[static_cast<std::size_t>(i / limits::wrong_codes_a_link)],
            wrong_of(in.code_of(secret))));
    CHECK(in.enter(links.back(), in.code_of(secret)).error().code == errc::rate_limited);
    CHECK(in.enter(in.link_for("meier"), in.code_of(secret)));
}

TEST_CASE("sign-in: links end by themselves", "[sign_in]")
{
    sign_in_scene in;
    const auto secret = in.enrol("meier");
    const auto issued = in.link_for("meier");
    REQUIRE(in.run(in.door().ask_for_link("meier")));
    const auto asked = word_of(in.sent.at(0).second);
    in.time().advance_ms(limits::link_asked_ms + 1);
    CHECK(in.run(in.door().look(asked)).error().code == errc::not_allowed);
    in.time().advance_ms(limits::link_issued_ms - limits::link_asked_ms - 1);
    CHECK(in.run(in.door().look(issued)));
    in.time().advance_ms(1);
    CHECK(in.enter(issued, in.code_of(secret)).error().code == errc::not_allowed);
}

TEST_CASE("sign-in: asking for a link tells nobody who is on the rota", "[sign_in]")
{
    sign_in_scene in;
    const auto secret = in.enrol("meier");
    CHECK(in.run(in.door().ask_for_link("nobody at all")));
    CHECK(in.run(in.door().ask_for_link("okafor"))); // has never signed in
    CHECK(in.sent.empty());
    CHECK(in.run(in.door().ask_for_link("Dr Meier")));
    REQUIRE(in.sent.size() == 1);
    CHECK(in.sent[0].first == "meier");
    CHECK(in.enter(word_of(in.sent[0].second), in.code_of(secret)));
}

TEST_CASE("sign-in: links asked for are limited, for one and for all", "[sign_in]")
{
    sign_in_scene in;
    static_cast<void>(in.enrol("meier"));
    for (std::size_t i = 0; i < limits::links_asked; ++i)
        CHECK(in.run(in.door().ask_for_link(i % 2 == 0 ? "meier" : "Dr Meier")));
    CHECK(in.sent.size() == limits::links_asked_each);
    CHECK(in.run(in.door().ask_for_link("other")).error().code == errc::rate_limited);
    in.time().advance_ms(limits::links_asked_window_ms);
    CHECK(in.run(in.door().ask_for_link("meier")));
    CHECK(in.sent.size() == limits::links_asked_each + 1);
}

TEST_CASE("sign-in: who is not on the rota gets no link and cannot use one", "[sign_in]")
{
    sign_in_scene in;
    CHECK(in.run(in.door().issue_link("nobody")).error().code == errc::not_found);
    const auto secret = in.enrol("meier");
    const auto link = in.link_for("meier");
    in.leaves("meier");
    CHECK(in.run(in.door().look(link)).error().code == errc::not_allowed);
    CHECK(in.enter(link, in.code_of(secret)).error().code == errc::not_allowed);
}

TEST_CASE("sign-in: a forgotten responder sets up a new app", "[sign_in]")
{
    const auto store = GENERATE(std::string("memory"), std::string("sqlite"));
    sign_in_scene in(store);
    const auto secret = in.enrol("meier");
    const auto entered = in.enter(in.link_for("meier"), in.code_of(secret));
    REQUIRE(entered);
    const auto link = in.link_for("meier");
    REQUIRE(in.run(in.door().forget("meier")));
    CHECK_FALSE(in.is_in(entered->word));
    CHECK_FALSE(in.run(in.door().look(link)));
    in.time().advance_ms(crypto::totp_step_ms);
    CHECK(in.enrol("meier") != secret);
}

TEST_CASE("sign-in: of somebody nobody knows nothing is forgotten", "[sign_in]")
{
    sign_in_scene in("memory");
    const auto done = in.run(in.door().forget("nobody"));
    REQUIRE_FALSE(done);
    CHECK(done.error().code == errc::not_found);
    CHECK(done.error().detail == "no one has that id");
}

TEST_CASE("sign-in: nothing that signs anybody in lies on the disk", "[sign_in]")
{
    sign_in_scene in("sqlite");
    const auto secret = in.enrol("meier");
    const auto entered = in.enter(in.link_for("meier"), in.code_of(secret));
    const auto link = in.link_for("meier");
    in.kept().close();
    const auto bytes = in.kept().folder().bytes();
    CHECK(bytes.find(link) == std::string::npos);
    CHECK(bytes.find(entered->word) == std::string::npos);
    CHECK(bytes.find(secret) == std::string::npos);
    CHECK(bytes.find(crypto::hash_token(link)) != std::string::npos);
}
