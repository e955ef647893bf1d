// A questionnaire inside a run: what it remembers, what it compares with, and whom it tells.
#include "tests/unit/run/scene.hpp"

#include <catch2/catch.hpp>

using namespace scene;

namespace {

constexpr std::string_view record_text = R"(collections:
  measures: {measure: text, variant: text, words: text, items: list, answered: number,
    total: number, prorated: yesno, band: text, before: number, change: number, movement: text,
    closing: number, sharing: text}
)";

// An invented questionnaire with the shape of the PHQ-9: the last item is the one of risk.
constexpr std::string_view measure_text = R"(measure: winds
title: Winds
licence: {kind: own}
source: Ours
say: Four short ones.
stem: Over the last week, how often?
scoring: sum
items:
  - {id: north, say: Cold}
  - {id: east, say: Dry}
  - {id: west, say: Wet}
  - {id: south, say: Dark}
options:
  - {label: Not at all, score: 0}
  - {label: Some days, score: 1}
  - {label: Most days, score: 2}
  - {label: Each day, score: 3}
closing:
  id: hard
  say: "How hard was it?"
  options: [{label: Easy, score: 0}, {label: Hard, score: 1}]
missing: {most: 1, never: [south]}
bands: [{from: 0, label: mild, say: few}, {from: 6, label: severe, say: many}]
change: {least: 4, case: 6, source: Ours}
risk: [{item: south, id: winds.4, least: 1, about: suicide}]
)";

constexpr std::string_view flow_rest = R"(steps:
  - ask: questionnaire
    id: lately
    instrument: winds
    share: ask
  - say: "{default(lately.total, -1)} {default(lately.band, 'none')} {default(lately.trend, 'none')} {default(lately.change, 0)}"
  - ask: text
    id: after
    say: And now?
  - end: done
)";

std::shared_ptr<flow::library> winds()
{
    return library(
        {{"f/flow.yaml", flow_text("f", flow_rest)},
         {"record.yaml", std::string(record_text)},
         {"measures/winds.yaml", std::string(measure_text)}});
}

struct talk
{
    escalation::clinic at = clinic_of_dana();
    chat in{winds()};

    void choose(std::string key)
    {
        run::event event;
        event.kind = run::event_kind::choose;
        event.ref = "p" + std::to_string(in.token());
        event.sent = {std::move(key)};
        send(std::move(event));
    }
    void choose_all(std::initializer_list<const char*> keys)
    {
        for (const auto* key : keys)
            choose(key);
    }
    void send(run::event event)
    {
        event.clinic = &at;
        in.send(std::move(event));
    }
    void known(int value)
    {
        run::event event;
        event.kind = run::event_kind::safety;
        event.safety =
            escalation::known_item_reviewed{"winds.4", value, in.time_ms + limits::day_ms, "dana"};
        send(std::move(event));
    }
    bool has_case() const { return in.now.safety && in.now.safety->held.is_open; }
};

run::record_snapshot::item earlier(double total, std::string variant = "")
{
    flow::record fields{{"measure", {std::string("winds")}}, {"total", {total}}};
    if (!variant.empty())
        fields.push_back({"variant", {std::move(variant)}});
    static int number = 0;
    return {"measures", "k" + std::to_string(++number), 1'770'000'000'000, std::move(fields)};
}

// A field of the newest line of that kind in the case's log.
std::string logged(const chat& in, std::string_view kind, std::string_view field)
{
    std::string out;
    for (const auto& one : in.effects<run::case_effect>())
        if (const auto* line = std::get_if<escalation::log_line>(&one.what);
            line != nullptr && line->kind == kind)
            for (const auto& [name, held] : line->fields)
                if (name == field)
                    out = held;
    return out;
}

flow::value field_of(const run::put_record& put, std::string_view name)
{
    const auto* held = flow::find(put.fields, name);
    return held == nullptr ? flow::value{} : *held;
}

} // namespace

TEST_CASE(
    "questionnaire: raw answers and score are remembered, in staff's words there",
    "[run][measures]")
{
    chat in(winds());
    in.start();
    CHECK(in.said().find("Over the last week, how often? | Cold") != std::string::npos);
    in.tap({std::string("o3")});
    in.tap({std::string("o3")});
    in.tap({std::string("o4")});
    in.tap({std::string("o1")});
    CHECK(in.asked() == "How hard was it?");
    in.tap({std::string("o2")});
    CHECK(in.said() == "7 many none 0 | And now?");
    const auto put = in.effects<run::put_record>();
    REQUIRE(put.size() == 1);
    CHECK(put[0].collection == "measures");
    CHECK(field_of(put[0], "measure") == flow::value{std::string("winds")});
    CHECK(field_of(put[0], "items") == flow::value{flow::list{{2.0}, {2.0}, {3.0}, {0.0}}});
    CHECK(field_of(put[0], "total") == flow::value{7.0});
    CHECK(field_of(put[0], "band") == flow::value{std::string("severe")});
    CHECK(field_of(put[0], "closing") == flow::value{1.0});
    CHECK(field_of(put[0], "prorated") == flow::value{false});
    CHECK(field_of(put[0], "sharing") == flow::value{std::string("ask")});
    CHECK(field_of(put[0], "words").as<std::string>()->size() == 16);
    // Staff's word reached nobody.
    for (const auto& one : in.all_effects)
        CHECK_FALSE(std::holds_alternative<run::hand_off>(one));
    CHECK(in.said().find("severe") == std::string::npos);
}

TEST_CASE("questionnaire: nothing checked off leaves the closing question out", "[run][measures]")
{
    chat in(winds());
    in.start();
    for (int i = 0; i < 4; ++i)
        in.tap({std::string("o1")});
    CHECK(in.said() == "0 few none 0 | And now?");
}

TEST_CASE("questionnaire: a skipped item is made up, the item of risk is not", "[run][measures]")
{
    chat in(winds());
    in.start();
    in.tap({std::string("o3")});
    in.say("skip");
    in.tap({std::string("o3")});
    SECTION("one of the others")
    {
        in.tap({std::string("o1")});
        in.say("skip");
        CHECK(in.said() == "5 few none 0 | And now?"); // 4 * 4 / 3
        const auto put = in.effects<run::put_record>().at(0);
        CHECK(field_of(put, "prorated") == flow::value{true});
        CHECK(field_of(put, "answered") == flow::value{3.0});
        CHECK_FALSE(field_of(put, "items").as<flow::list>()->at(1).is_set());
        CHECK_FALSE(field_of(put, "closing").is_set());
    }
    SECTION("the item of risk: no total, no signal, and the rest is kept")
    {
        in.say("skip");
        in.say("skip");
        CHECK(in.said() == "-1 none none 0 | And now?");
        CHECK_FALSE(field_of(in.effects<run::put_record>().at(0), "total").is_set());
        CHECK_FALSE(in.now.safety.has_value());
    }
}

TEST_CASE("questionnaire: nothing answered leaves nothing in the record", "[run][measures]")
{
    chat in(winds());
    in.start();
    for (int i = 0; i < 4; ++i)
        in.say("skip");
    CHECK(in.asked() == "And now?");
    CHECK(in.effects<run::put_record>(true).empty());
}

TEST_CASE(
    "questionnaire: the item of risk raises the case at once, by its value", "[run][measures]")
{
    talk one;
    one.in.now.country = "US";
    one.in.start();
    one.choose_all({"o1", "o1", "o1"});
    CHECK_FALSE(one.has_case());
    SECTION("not at all: nothing")
    {
        one.choose("o1");
        CHECK_FALSE(one.has_case());
        CHECK(one.in.asked() == "And now?");
    }
    for (const auto* key : {"o2", "o3", "o4"})
        DYNAMIC_SECTION("more than nothing: " << key)
        {
            one.choose(key);
            REQUIRE(one.has_case());
            const auto& held = one.in.now.safety->held;
            CHECK(held.now_at == escalation::level::l2);
            CHECK(held.about == escalation::category::suicide);
            CHECK(held.has_item);
            REQUIRE(held.signals.size() == 1);
            CHECK(held.signals[0].from == escalation::source::item);
            CHECK(held.signals[0].rule == "item.winds.4@1");
            CHECK(one.in.said().find("One of your answers") != std::string::npos);
            CHECK(one.in.said().find("988") != std::string::npos);
            CHECK(one.in.asked().find("thoughts of ending your life") != std::string::npos);
            const auto value = std::string(1, static_cast<char>(key[1] - 1));
            CHECK(logged(one.in, "signal", "value") == value);
            CHECK(logged(one.in, "signal", "item") == "winds.4");
            // A "no" does not settle an item: the clinic is told.
            one.choose("no");
            CHECK(one.in.now.safety->held.is_open);
            CHECK(one.in.now.safety->held.page == escalation::page_part::sent);
        }
}

TEST_CASE(
    "questionnaire: a known value becomes a digest line, a higher one raises", "[run][measures]")
{
    talk one;
    one.known(2);
    one.in.start();
    one.choose_all({"o1", "o1", "o1"});
    SECTION("the same value")
    {
        one.choose("o3");
        CHECK_FALSE(one.has_case());
        CHECK(one.in.asked() == "How hard was it?");
    }
    SECTION("a lower one")
    {
        one.choose("o2");
        CHECK_FALSE(one.has_case());
    }
    SECTION("a higher one")
    {
        one.choose("o4");
        CHECK(one.has_case());
    }
}

TEST_CASE("questionnaire: changing the item of risk from nothing raises then", "[run][measures]")
{
    talk one;
    one.in.now.country = "US";
    one.in.start();
    one.choose_all({"o1", "o1", "o1", "o1"});
    REQUIRE(one.in.asked() == "And now?");
    REQUIRE_FALSE(one.has_case());
    run::event edit;
    edit.kind = run::event_kind::edit;
    edit.ref = "p" + std::to_string(one.in.token_of("south"));
    one.send(std::move(edit));
    REQUIRE(one.in.asked() == "Dark");
    one.choose("o2");
    CHECK(one.has_case());
    REQUIRE(one.in.now.safety.has_value());
    CHECK(one.in.now.safety->held.signals.size() == 1);
}

TEST_CASE(
    "questionnaire: typed figures could be points or places, so they are neither",
    "[run][measures]")
{
    chat in(winds());
    in.start();
    for (const auto* words : {"1", "2"})
    {
        in.say(words);
        CHECK(in.asked() == "Cold");
        CHECK_FALSE(in.answer("north").is_set());
    }
    in.say("most days");
    CHECK(in.answer("north") == flow::value{std::string("o3")});
}

TEST_CASE(
    "questionnaire: it is compared with the last of the same name and variant", "[run][measures]")
{
    chat in(winds());
    in.record = {earlier(2), earlier(12, "other"), earlier(8)};
    in.start();
    in.tap({std::string("o2")});
    for (int i = 0; i < 3; ++i)
        in.tap({std::string("o1")});
    in.say("skip");
    CHECK(in.said() == "1 few better -7 | And now?");
    const auto put = in.effects<run::put_record>().at(0);
    CHECK(field_of(put, "before") == flow::value{8.0});
    CHECK(field_of(put, "change") == flow::value{-7.0});
    CHECK(field_of(put, "movement") == flow::value{std::string("recovered")});
    // Its own entry is not what it is compared with when the client goes back.
    in.edit(in.token_of("north"));
    in.tap({std::string("o3")});
    REQUIRE(in.asked() == "How hard was it?"); // it depends on the items
    in.say("skip");
    CHECK(in.said() == "2 few better -6 | And now?");
    REQUIRE(in.effects<run::put_record>().size() == 1);
    CHECK(in.effects<run::put_record>()[0].key == put.key);
    CHECK(field_of(in.effects<run::put_record>()[0], "before") == flow::value{8.0});
}

TEST_CASE("questionnaire: a reliable worsening is told once, after it was kept", "[run][measures]")
{
    talk one;
    one.in.record = {earlier(1)};
    one.in.start();
    one.choose_all({"o3", "o3", "o2", "o1"}); // 5
    one.choose("o1");
    REQUIRE(one.has_case());
    CHECK(one.in.now.safety->held.now_at == escalation::level::l1);
    CHECK(one.in.now.safety->held.signals.at(0).from == escalation::source::worsening);
    CHECK(one.in.effects<run::put_record>().size() == 1);
    CHECK(one.in.said().find("harder than before") != std::string::npos);
    one.choose("no");
    CHECK_FALSE(one.has_case());
    CHECK(one.in.asked() == "And now?");
    // Going back to an answer and on again tells nobody a second time.
    run::event edit;
    edit.kind = run::event_kind::edit;
    edit.ref = "p" + std::to_string(one.in.token_of("north"));
    one.send(std::move(edit));
    one.choose("o4");
    one.choose("o1");
    CHECK_FALSE(one.has_case());
    CHECK(one.in.asked() == "And now?");
}

TEST_CASE(
    "questionnaire: a worsening joins the case its own item has opened, and asks no more",
    "[run][measures]")
{
    talk one;
    one.in.now.country = "US";
    one.in.record = {earlier(1)};
    one.in.start();
    one.choose_all({"o3", "o3", "o2", "o3"}); // 7
    REQUIRE(one.has_case());
    one.choose("no");
    REQUIRE(one.in.asked() == "How hard was it?");
    one.choose("o1");
    CHECK(one.in.now.safety->held.now_at == escalation::level::l2);
    CHECK(one.in.now.safety->held.signals.size() == 2);
    CHECK(one.in.said().find("thoughts of ending") == std::string::npos);
    CHECK(one.in.asked() == "And now?");
}

TEST_CASE("questionnaire: three points more are chance, and nobody is told", "[run][measures]")
{
    talk one;
    one.in.record = {earlier(1)};
    one.in.start();
    one.choose_all({"o3", "o3", "o1", "o1"}); // 4
    one.choose("o1");
    CHECK_FALSE(one.has_case());
    CHECK(one.in.said() == "4 few same 3 | And now?");
}
