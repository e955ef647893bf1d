#include "bot/base/limits.hpp"
#include "bot/web/act_json.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace switchback;
using nlohmann::json;
using service::act_kind;

namespace {

constexpr std::int64_t now = 1'800'000'000'000;

json act_of(const std::string& kind, json more = json::object())
{
    json out{{"kind", kind}, {"epoch", 3}, {"key", "k1"}};
    out.update(more);
    return out;
}

std::string fault_of(const json& act)
{
    const auto read = web::read_act(act.dump(), now);
    return read ? "" : std::string(read.error().code) + " " + std::string(read.error().field);
}

} // namespace

TEST_CASE("act: each kind is read with its own members", "[web]")
{
    const auto claim =
        web::read_act(act_of("claim", {{"means", "call"}, {"by_ms", now + 60'000}}).dump(), now);
    REQUIRE(claim);
    CHECK(claim->kind == act_kind::claim);
    CHECK(claim->epoch == 3);
    CHECK(claim->key == "k1");
    CHECK(claim->means == escalation::contact_means::call);
    CHECK(claim->by_ms == now + 60'000);
    CHECK(web::read_act(act_of("claim").dump(), now)->means == escalation::contact_means::none);

    const auto close = web::read_act(
        act_of(
            "close", {{"reason", "plan_made"},
                      {"outcome", "goes_on"},
                      {"follow_up_ms", limits::follow_up_most_ms}})
            .dump(),
        now);
    REQUIRE(close);
    CHECK(close->reason == escalation::close_reason::plan_made);
    CHECK(close->outcome == escalation::close_outcome::goes_on);
    CHECK(close->follow_up_ms == limits::follow_up_most_ms);

    CHECK(
        web::read_act(act_of("say", {{"words", "I am here."}}).dump(), now)->words.reveal() ==
        "I am here.");
    CHECK_FALSE(web::read_act(act_of("false_alarm", {{"is_false", false}}).dump(), now)->is_false);
    CHECK(
        web::read_act(act_of("about", {{"about", "other_person"}}).dump(), now)->about ==
        escalation::category::other_person);
    for (const auto* kind : {"contacted", "hand_back", "reopen"})
        CHECK(web::read_act(act_of(kind).dump(), now));
}

TEST_CASE("act: a fault names its member", "[web]")
{
    CHECK(fault_of({{"epoch", 1}, {"key", "k"}}) == "missing kind");
    CHECK(fault_of(act_of("dance")) == "unknown kind");
    CHECK(fault_of({{"kind", "claim"}, {"key", "k"}}) == "missing epoch");
    CHECK(fault_of({{"kind", "claim"}, {"epoch", -1}, {"key", "k"}}) == "missing epoch");
    CHECK(fault_of({{"kind", "claim"}, {"epoch", 1}}) == "missing key");
    CHECK(fault_of(act_of("claim", {{"key", std::string(65, 'k')}})) == "too_long key");
    CHECK(fault_of(act_of("claim", {{"means", "shout"}})) == "unknown means");
    CHECK(fault_of(act_of("claim", {{"means", 2}})) == "unknown means");
    CHECK(fault_of(act_of("claim", {{"by_ms", now}})) == "past by_ms");
    CHECK(fault_of(act_of("claim", {{"by_ms", "soon"}})) == "unknown by_ms");
    CHECK(
        fault_of(act_of("claim", {{"by_ms", now + limits::promise_ahead_ms + 1}})) ==
        "too_far by_ms");
    CHECK(fault_of(act_of("say")) == "missing words");
    CHECK(fault_of(act_of("say", {{"words", " \n "}})) == "missing words");
    CHECK(
        fault_of(act_of("say", {{"words", std::string(limits::answer_bytes + 1, 'x')}})) ==
        "too_long words");
    CHECK(fault_of(act_of("close", {{"outcome", "goes_on"}})) == "missing reason");
    CHECK(fault_of(act_of("close", {{"reason", "other"}})) == "missing outcome");
    CHECK(
        fault_of(act_of("close", {{"reason", "answered"}, {"outcome", "goes_on"}})) ==
        "unknown reason");
    CHECK(
        fault_of(act_of(
            "close", {{"reason", "other"}, {"outcome", "goes_on"}, {"follow_up_ms", 60'000}})) ==
        "past follow_up_ms");
    CHECK(fault_of(act_of("reviewed", {{"item", "phq9.9"}, {"value", 1}})) == "missing until_ms");
    CHECK(fault_of(act_of("reviewed", {{"item", "phq9.9"}, {"value", 0}})) == "missing value");
    CHECK(fault_of(act_of("reviewed", {{"item", "phq9.9"}, {"value", 101}})) == "too_far value");
    CHECK(fault_of(act_of("break_glass", json::object())) == "missing why");
    CHECK(fault_of(act_of("break_glass", {{"why", " \n"}})) == "missing why");
    CHECK(
        fault_of(act_of("break_glass", {{"why", std::string(limits::reason_bytes + 1, 'x')}})) ==
        "too_long why");
}

TEST_CASE("act: what is no object is refused", "[web]")
{
    for (const auto* text : {"", "{", "[]", "1", "null", "\"claim\"", "{\"kind\":\xFF}"})
    {
        const auto read = web::read_act(text, now);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == "bad_body");
    }
}
