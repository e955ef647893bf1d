#include "bot/base/limits.hpp"
#include "tests/unit/sign_in/scene.hpp"

#include <catch2/catch.hpp>

using namespace switchback;
using testing::sign_in_scene;

namespace {

std::string session_of(sign_in_scene& in, const std::string& responder)
{
    const auto secret = in.enrol(responder);
    return in.enter(in.link_for(responder), in.code_of(secret)).value().word;
}

} // namespace

TEST_CASE("sessions: one ends a quarter of an hour after the last act", "[sign_in]")
{
    sign_in_scene in;
    const auto word = session_of(in, "meier");
    in.time().advance_ms(limits::session_idle_ms - 1);
    CHECK(in.is_in(word));
    in.time().advance_ms(limits::session_idle_ms - 1);
    CHECK(in.is_in(word));
    in.time().advance_ms(limits::session_idle_ms);
    CHECK_FALSE(in.is_in(word));
    CHECK_FALSE(in.is_in(word));
}

TEST_CASE("sessions: a page that only looks keeps nobody signed in", "[sign_in]")
{
    sign_in_scene in;
    const auto word = session_of(in, "meier");
    for (int i = 0; i < 14; ++i)
    {
        in.time().advance_ms(limits::minute_ms);
        CHECK(in.is_in(word, false));
    }
    in.time().advance_ms(limits::minute_ms);
    CHECK_FALSE(in.is_in(word, false));
}

TEST_CASE("sessions: none is longer than half a day", "[sign_in]")
{
    const auto store = GENERATE(std::string("memory"), std::string("sqlite"));
    sign_in_scene in(store);
    const auto word = session_of(in, "meier");
    std::int64_t passed = 0;
    for (; passed + limits::minute_ms < limits::session_ms; passed += limits::minute_ms)
    {
        in.time().advance_ms(limits::minute_ms);
        REQUIRE(in.is_in(word));
    }
    in.time().advance_ms(limits::minute_ms);
    CHECK_FALSE(in.is_in(word));
    in.restart();
    CHECK_FALSE(in.is_in(word));
}

TEST_CASE("sessions: one goes on after a restart, and its idle time with it", "[sign_in]")
{
    sign_in_scene in("sqlite");
    const auto word = session_of(in, "meier");
    in.restart();
    in.time().advance_ms(limits::session_idle_ms - 1);
    CHECK(in.is_in(word, false));
    in.time().advance_ms(1);
    CHECK_FALSE(in.is_in(word, false));
}

TEST_CASE("sessions: signing out ends it, here and in the store", "[sign_in]")
{
    sign_in_scene in("sqlite");
    const auto word = session_of(in, "meier");
    const auto other = session_of(in, "okafor");
    REQUIRE(in.run(in.door().sign_out(word)));
    CHECK(in.run(in.door().sign_out(word)));
    CHECK_FALSE(in.is_in(word));
    in.restart();
    CHECK_FALSE(in.is_in(word));
    CHECK(in.is_in(other));
}

TEST_CASE("sessions: who leaves the rota is signed out", "[sign_in]")
{
    sign_in_scene in;
    const auto word = session_of(in, "meier");
    const auto other = session_of(in, "okafor");
    in.leaves("meier");
    CHECK_FALSE(in.is_in(word));
    CHECK(in.is_in(other));
}

TEST_CASE("sessions: a link is no session, and noise is none", "[sign_in]")
{
    sign_in_scene in;
    static_cast<void>(session_of(in, "meier"));
    CHECK_FALSE(in.is_in(in.link_for("meier")));
    CHECK_FALSE(in.is_in(""));
    CHECK_FALSE(in.is_in(std::string(43, 'a')));
}
