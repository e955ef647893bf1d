// What leaves the run: the record, reminders and shares, as upserts that going back replaces.
#include "tests/unit/run/scene.hpp"

#include <catch2/catch.hpp>

using namespace scene;

namespace {

constexpr std::string_view remembering = R"(steps:
  - ask: yesno
    id: keep
    say: Keep?
  - ask: text
    id: what
    say: What?
  - if: keep
    then:
      - remember: wins
        as: {what: what}
      - remind:
        say: 'Look at {default(what, "it")}.'
        after: 2d
  - ask: text
    id: last
    say: Last?
  - end: done
)";

chat remembered()
{
    chat in(remembering);
    in.say("yes");
    in.say("a walk");
    REQUIRE(in.effects<run::put_record>().size() == 1);
    REQUIRE(in.effects<run::put_reminder>().size() == 1);
    return in;
}

} // namespace

TEST_CASE(
    "promise 3: after going back what is remembered and reminded replaces, by the same key",
    "[record]")
{
    auto in = remembered();
    const auto item = in.effects<run::put_record>()[0];
    const auto reminder = in.effects<run::put_reminder>()[0];
    in.say("back");
    in.say("a run");
    REQUIRE(in.effects<run::put_record>().size() == 1);
    CHECK(in.effects<run::put_record>()[0].key == item.key);
    CHECK(
        *flow::find(in.effects<run::put_record>()[0].fields, "what") ==
        flow::value{std::string("a run")});
    CHECK(in.effects<run::put_reminder>().at(0).key == reminder.key);
    CHECK(in.effects<run::put_reminder>()[0].words == "Look at a run.");
    in.say("back");
    in.say("a run");
    CHECK(in.effects<run::put_record>().empty()); // the same again is not written again
}

TEST_CASE("promise 3: what stands on a branch no longer taken is taken back", "[record]")
{
    auto in = remembered();
    const auto key = in.effects<run::put_record>()[0].key;
    in.edit(in.now.current->journal.front().token);
    in.say("no");
    CHECK(in.asked() == "Last?");
    in.say("the end");
    REQUIRE(in.effects<run::drop_record>().size() == 1);
    CHECK(in.effects<run::drop_record>()[0].key == key);
    CHECK(in.effects<run::drop_reminder>().size() == 1);
}

TEST_CASE("promise 1: what was recalled stays what was read, also after going back", "[record]")
{
    chat in(library({{"f/flow.yaml", flow_text("f", R"(steps:
  - recall: {last: wins, limit: 1}
    id: old
  - ask: text
    id: a
    say: 'Last time: {default(first(old).what, "nothing")}?'
  - ask: text
    id: last
    say: Last?
)")}}));
    in.record.push_back({"wins", "k", 1, {{"what", {std::string("tea")}}}});
    in.start();
    CHECK(in.asked() == "Last time: tea?");
    in.record[0].fields[0].held = {std::string("coffee")};
    in.say("yes it was");
    in.say("back");
    CHECK(in.asked() == "Last time: tea?");
}

namespace {

flow::file_map sharing()
{
    return {
        {"f/flow.yaml", flow_text("f", R"(steps:
  - ask: text
    id: mine
    share: ask
    say: Mine?
  - ask: text
    id: secret
    say: Secret?
  - call: sub
  - share:
  - ask: text
    id: last
    say: Last?
)")},
        {"sub/flow.yaml", flow_text("sub", R"(steps:
  - ask: text
    id: theirs
    share: ask
    say: Theirs?
  - share:
)")}};
}

chat at_share()
{
    chat in(library(sharing()));
    in.start();
    in.say("my words");
    in.say("hidden words");
    in.say("their words");
    REQUIRE(in.form()->kind == "many");
    return in;
}

} // namespace

TEST_CASE(
    "promise 3: a called flow adds to the one share, and what is never shared is not offered",
    "[share]")
{
    auto in = at_share();
    REQUIRE(in.form()->choices.size() == 2);
    CHECK(in.form()->choices[0].label == "Mine? my words");
    CHECK(in.form()->choices[1].label == "Theirs? their words");
    in.tap({flow::list{{in.form()->choices[1].key}}});
    REQUIRE(in.effects<run::share_items>().size() == 1);
    const auto shared = in.effects<run::share_items>()[0].items;
    REQUIRE(shared.size() == 1);
    CHECK(shared[0].question == "Theirs?");
    CHECK(shared[0].answer == "their words");
    CHECK(in.asked() == "Last?");
}

TEST_CASE("promise 3: nothing is shared without a clear yes", "[share]")
{
    for (const auto* word : {"skip", "no", "none", "nothing"})
    {
        auto in = at_share();
        in.say(word);
        INFO(word);
        CHECK(in.effects<run::share_items>(true).empty());
        CHECK(in.asked() == "Last?");
    }
    auto in = at_share();
    for (int i = 0; i < 3; ++i)
        in.say("what a day that was");
    CHECK(in.effects<run::share_items>(true).empty());
    CHECK(in.asked() == "Last?");
}

TEST_CASE("promise 3: a share declined stays declined after going back", "[share]")
{
    auto in = at_share();
    in.say("skip");
    in.say("back");
    CHECK(in.asked() == "Theirs?"); // it is no wall: nothing left the building
    in.say("other words");
    CHECK(in.asked() == "Last?");
    CHECK(in.effects<run::share_items>(true).empty());
}

TEST_CASE("promise 3: a share with nothing to offer says so once", "[share]")
{
    chat in(R"(steps:
  - ask: text
    id: a
    share: ask
    say: A?
  - share: [a]
  - ask: text
    id: last
    say: Last?
)");
    in.say("skip");
    CHECK(in.said().starts_with("There is nothing here to share."));
    in.say("back");
    in.say("skip");
    CHECK(in.said() == "Last?");
}

TEST_CASE("promise 6: a flow started with an input left unset runs", "[inputs]")
{
    chat in(library({{"f/flow.yaml", flow_text("f", R"(in: {what: text, brief: yesno}
steps:
  - if: default(brief, false)
    then:
      - say: Short.
    else:
      - say: 'About {default(what, "it")}.'
  - ask: text
    id: last
    say: Last?
)")}}));
    in.start("f", {{"what", {}}, {"brief", {}}, {"unknown", {1.0}}});
    CHECK(in.said().find("About it.") != std::string::npos);
    CHECK(in.asked() == "Last?");
}
