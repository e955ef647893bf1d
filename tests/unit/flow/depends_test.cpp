#include "tests/unit/flow/scene.hpp"

#include "bot/core/steps/ask/ask.hpp"
#include "bot/core/steps/call/call.hpp"
#include "bot/core/steps/each/each.hpp"
#include "bot/core/steps/recall/recall.hpp"
#include "bot/core/steps/review/review.hpp"
#include "bot/core/steps/set/set.hpp"

#include <catch2/catch.hpp>

using namespace scene;

namespace {

std::string depends(const flow::flow& of, std::size_t step)
{
    return names(of, of.steps[step].depends_on);
}

} // namespace

TEST_CASE("depends: on its texts, options, checks, and the conditions around it", "[core][depends]")
{
    const auto done = read(flow_text(R"(in: {start: text, limit: number}
steps:
  - ask: text
    id: idea
    say: What?
  - ask: number
    id: minutes
    say: "How long for {default(idea, 'it')}?"
    help: "As in {default(start, 'the plan')}."
    suggest: default(limit, 5)
    check:
      - if: minutes > default(limit, 60)
        say: Less.
  - if: minutes > 10
    then:
      - if: is_set(idea)
        then:
          - say: "Long."
        else:
          - say: "Hm."
  - say: "Bye."
  - end: done
)"));
    INFO((done.found.empty() ? "" : flow::to_line(done.found[0])));
    REQUIRE(done.found.empty());
    const auto& made = *done.made;
    CHECK(depends(made, 0).empty());
    CHECK(depends(made, 1) == "start limit idea"); // not `minutes` itself
    CHECK(depends(made, 2) == "minutes");
    CHECK(depends(made, 3) == "idea minutes");
    CHECK(depends(made, 4) == "idea minutes");
    CHECK(depends(made, 5) == "idea minutes");
    CHECK(depends(made, 6).empty());
}

TEST_CASE("depends: a step that a forward jump may leave out", "[core][depends]")
{
    const auto done = read(flow_text(R"(steps:
  - ask: yesno
    id: tired
    say: Tired?
  - if: tired
    then:
      - say: "Then we stop."
        next: close
  - ask: text
    id: idea
    say: What?
  - say: "Bye."
    id: close
  - end: done
)"));
    REQUIRE(done.found.empty());
    CHECK(depends(*done.made, 3) == "tired");
    CHECK(depends(*done.made, 4).empty());
}

TEST_CASE("depends: loops and what they walk over", "[core][depends]")
{
    const auto done = read(flow_text(R"(steps:
  - recall: {last: steps, where: status == "planned", limit: 3}
    id: planned
  - each: s
    of: planned
    max: 3
    steps:
      - say: "{default(s.what, 'one')}"
      - ask: text
        id: note
        say: Anything to add?
      - set:
          long: count(words(default(note, ""))) > 3
  - end: done
)"));
    INFO((done.found.empty() ? "" : flow::to_line(done.found[0])));
    REQUIRE(done.found.empty());
    const auto& made = *done.made;
    CHECK(depends(made, 0).empty()); // the hidden fields of `where` are nobody's business
    CHECK(depends(made, 1) == "planned");
    CHECK(depends(made, 2) == "planned");
    CHECK(depends(made, 3) == "planned");
    CHECK(depends(made, 4) == "planned note");
    const auto& loop = dynamic_cast<const steps::each_body&>(*made.steps[1].body);
    CHECK_FALSE(loop.gathers);
    REQUIRE(loop.parts.size() == 2);
    CHECK(loop.parts[0].name == "note");
    CHECK(loop.parts[1].name == "long");
}

TEST_CASE("read: names inside a loop have slots of their own and become fields", "[core][read]")
{
    const auto done = read(flow_text(R"(steps:
  - ask: text
    id: what
    say: What?
  - each: items
    max: 3
    more: Another one?
    steps:
      - ask: scale
        id: what
        say: How heavy?
        range: {min: 0, max: 10}
      - if: count(items) > 1
        then:
          - say: "More than one."
  - if: count(items) > 0
    then:
      - say: "{default(items[0].what, 0) + 1} and {default(what, 'nothing')}"
  - review: [what, items]
  - end: done
)"));
    INFO((done.found.empty() ? "" : flow::to_line(done.found[0])));
    REQUIRE(done.found.empty());
    const auto& loop = dynamic_cast<const steps::each_body&>(*done.made->steps[1].body);
    REQUIRE(loop.parts.size() == 1);
    CHECK(
        loop.parts[0].at != dynamic_cast<const steps::ask_body&>(*done.made->steps[0].body).answer);
    const auto& review = dynamic_cast<const steps::review_body&>(*done.made->steps[7].body);
    CHECK(review.items == std::vector<flow::step_index>{0, 2});
}

TEST_CASE("read: an ask with everything a clinician may write", "[core][read]")
{
    const auto done = read(flow_text(R"(steps:
  - ask: one
    id: size
    say: [Let us see., "How big is it?"]
    options: [{tiny: Two minutes}, {big: {label: An hour, aka: [long, huge]}}]
    optional: false
    sensitive: true
    share: therapist
    unclear: [Please tap one., Or skip.]
    invalid: Not that one.
    why: It fits better then.
    tries: {max: 2, then: close}
    wait: {nudge: 25h, say: Still here., give_up: 2w, then: end}
  - ask: text
    id: idea
    say: What?
    join: 4s
  - say: "Bye."
    id: close
  - end: done
)"));
    INFO((done.found.empty() ? "" : flow::to_line(done.found[0])));
    REQUIRE(done.found.empty());
    const auto& ask = dynamic_cast<const steps::ask_body&>(*done.made->steps[0].body);
    CHECK(ask.say.size() == 2);
    CHECK_FALSE(ask.optional);
    CHECK(ask.sensitive);
    CHECK(ask.share == steps::share_policy::therapist);
    CHECK(ask.unclear.size() == 2);
    CHECK(ask.max_tries == 2);
    CHECK(ask.after_tries.then == steps::give_up::act::go);
    CHECK(ask.after_tries.target == 2);
    CHECK(ask.wait.nudge_ms == 25LL * 3600 * 1000);
    CHECK(ask.wait.give_up_ms == 14LL * 24 * 3600 * 1000);
    CHECK(ask.wait.then.then == steps::give_up::act::end);
    REQUIRE(ask.spec.options.size() == 2);
    CHECK(ask.spec.options[1].also == std::vector<std::string>{"long", "huge"});
    CHECK(dynamic_cast<const steps::ask_body&>(*done.made->steps[1].body).join_ms == 4000);
}

TEST_CASE("read: what must be set is followed through branches", "[core][read]")
{
    const auto clean = [](std::string_view steps) {
        const auto done = read(flow_text(steps));
        return places(done.found);
    };
    using strings = std::vector<std::string>;
    // Both branches set it; a skipped answer does not; a branch that ends does not count.
    CHECK(
        clean("steps:\n  - ask: yesno\n    id: a\n    say: A?\n  - if: a\n    then:\n"
              "      - set: {n: 1}\n    else:\n      - set: {n: 2}\n  - say: \"{n}\"\n"
              "  - end: done\n") == strings{});
    CHECK(
        clean("steps:\n  - ask: yesno\n    id: a\n    say: A?\n  - if: a\n    then:\n"
              "      - set: {n: 1}\n  - say: \"{n}\"\n  - end: done\n") == strings{"11:12 unset"});
    CHECK(
        clean("steps:\n  - ask: text\n    id: a\n    say: A?\n  - if: not is_set(a)\n    then:\n"
              "      - end: nothing\n  - say: \"{a}\"\n  - end: done\n") == strings{});
    CHECK(
        clean("steps:\n  - ask: text\n    id: a\n    say: A?\n    optional: false\n"
              "  - say: \"{a}\"\n  - end: done\n") == strings{});
    CHECK(
        clean("steps:\n  - set: {n: 0}\n  - set: {n: n + 1}\n  - say: \"{n}\"\n  - end: done\n") ==
        strings{});
    CHECK(
        clean("steps:\n  - ask: number\n    id: n\n    say: N?\n  - set: {m: n + 1}\n"
              "  - end: done\n") == strings{"8:14 unset"});
}

TEST_CASE("read: an input is required when a use demands it", "[core][read]")
{
    const auto done = read(flow_text(R"(in: {a: text, b: text, c: number}
steps:
  - say: "{a} and {default(b, 'nothing')}"
  - if: c > 3
    then:
      - say: "Much."
  - end: done
)"));
    REQUIRE(done.found.empty());
    CHECK(done.made->in[0].required);
    CHECK_FALSE(done.made->in[1].required);
    CHECK_FALSE(done.made->in[2].required);
}

TEST_CASE("read: a questionnaire becomes a call of its measure", "[core][read]")
{
    auto files = flow::file_map{};
    files["f/flow.yaml"] = flow_text(R"(steps:
  - ask: questionnaire
    instrument: two
    id: weeks
    say: Two short questions now.
    share: ask
  - say: "Your total is {default(weeks.total, 0)}: {default(weeks.band, 'left open')}."
  - end: done
)");
    const auto loaded = load(files);
    INFO((loaded.found.empty() ? "" : flow::to_line(loaded.found[0])));
    REQUIRE(loaded.found.empty());
    const auto* made = loaded.made->current("f");
    REQUIRE(made != nullptr);
    REQUIRE(made->flows.size() == 2);
    CHECK(made->flows[1]->id == "measure-two-ask");
    CHECK(loaded.made->current("measure-two-ask") == nullptr);
    const auto& call = dynamic_cast<const steps::call_body&>(*made->root().steps[1].body);
    CHECK(call.flow_index == 1);
    CHECK(made->root().steps[1].id == "weeks");
    REQUIRE(call.out.size() == 1);
    CHECK(call.out[0].from == made->flows[1]->out[0].at);
}
