#include "tests/unit/flow/scene.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace scene;
using strings = std::vector<std::string>;

namespace {

std::string shown(flow::step_index at)
{
    return at == flow::no_step ? "-" : fmt::format("{}", at);
}

/// `index path after parent end loops` of every step.
strings table(const flow::flow& of)
{
    strings out;
    for (std::size_t i = 0; i < of.steps.size(); ++i)
    {
        const auto& one = of.steps[i];
        out.push_back(fmt::format(
            "{} {} after {} parent {} end {} loops {}", i, one.path, shown(one.after),
            shown(one.parent), one.subtree_end, one.loop_depth));
    }
    return out;
}

constexpr std::string_view nested = R"(steps:
  - ask: yesno
    id: a
    say: A?
  - if: a
    then:
      - each: items
        max: 3
        more: Another one?
        steps:
          - ask: text
            id: what
            say: What?
          - if: is_set(what)
            then:
              - say: "Thanks."
            else:
              - say: "Fine."
                next: close
    else:
      - say: "No."
  - say: "On we go."
    id: close
  - end: done
)";

} // namespace

TEST_CASE("layout: steps stand in reading order and know what follows them", "[core][layout]")
{
    const auto done = read(flow_text(nested));
    REQUIRE(done.found.empty());
    CHECK(
        table(*done.made) ==
        strings{
            "0 steps[0] after 1 parent - end 1 loops 0",
            "1 steps[1] after 8 parent - end 8 loops 0",
            "2 steps[1].then[0] after 8 parent 1 end 7 loops 0",
            "3 steps[1].then[0].steps[0] after 4 parent 2 end 4 loops 1",
            "4 steps[1].then[0].steps[1] after 2 parent 2 end 7 loops 1",
            "5 steps[1].then[0].steps[1].then[0] after 2 parent 4 end 6 loops 1",
            "6 steps[1].then[0].steps[1].else[0] after 2 parent 4 end 7 loops 1",
            "7 steps[1].else[0] after 8 parent 1 end 8 loops 0",
            "8 steps[2] after 9 parent - end 9 loops 0",
            "9 steps[3] after - parent - end 10 loops 0",
        });
    CHECK(done.made->top == flow::block{0, 1, 8, 9});
    CHECK(done.made->find_step("items") == &done.made->steps[2]);
    CHECK(done.made->find_step("nothing") == nullptr);
    REQUIRE(done.made->steps[6].next.has_value());
    CHECK(done.made->steps[6].next->target == 8);
    CHECK_FALSE(done.made->steps[6].next->backward);
    CHECK(done.made->steps[6].next->at_most == 0);
}

TEST_CASE("layout: a jump back has a limit and knows what it was decided by", "[core][layout]")
{
    const auto done = read(flow_text(R"(steps:
  - ask: text
    id: idea
    say: What?
  - ask: scale
    id: sure
    say: How sure?
    range: {min: 0, max: 10}
  - if: sure < 7
    then:
      - say: "Smaller, then."
        next: idea
  - if: sure < 3
    then:
      - say: "Once more."
        next: sure
        at_most: 5
  - end: done
)"));
    REQUIRE(done.found.empty());
    const auto& two = *done.made->steps[3].next;
    CHECK(two.backward);
    CHECK(two.target == 0);
    CHECK(two.at_most == 2);
    CHECK(names(*done.made, two.because) == "sure");
    CHECK(done.made->steps[5].next->at_most == 5);
    CHECK(done.made->steps[5].next->target == 1);
}

TEST_CASE(
    "layout: an id shared by two branches is found from where the jump stands", "[core][layout]")
{
    const auto done = read(flow_text(R"(steps:
  - ask: yesno
    id: a
    say: A?
  - if: a
    then:
      - ask: text
        id: idea
        say: What?
      - say: "Again."
        next: idea
    else:
      - ask: text
        id: idea
        say: Which?
      - say: "Again."
        next: idea
  - say: "{default(idea, 'nothing')}"
  - end: done
)"));
    REQUIRE(done.found.empty());
    CHECK(done.made->steps[3].next->target == 2);
    CHECK(done.made->steps[5].next->target == 4);
    CHECK(done.made->slots == 2); // one slot for both
}
