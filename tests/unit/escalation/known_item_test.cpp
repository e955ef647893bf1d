// "Known: item 9 = N, until DATE": at most thirty days, never automatic, and never above.
#include "tests/unit/escalation/scene.hpp"

using namespace escalation_tests;
using switchback::risk::outcome;

namespace {

known_item_reviewed review(const scene& on, int value, std::int64_t days)
{
    return {"phq9.9", value, on.time_ms + days * limits::day_ms, "ann"};
}

} // namespace

TEST_CASE(
    "known item: the same or a lower value is a digest line and shows the plan",
    "[core][escalation]")
{
    scene on;
    on(review(on, 2, 30));
    for (const int value : {2, 1})
    {
        on.item(value);
        CHECK(on.all<digest_line>().at(0).kind == digest_kind::known_item);
        CHECK(on.all<offer>().at(0).what[0] == offering::plan);
        CHECK_FALSE(on.now.is_open);
        CHECK(on.all<log_line>().size() == 1);
    }
}

TEST_CASE("known item: the log says which, until when and by whom", "[core][escalation]")
{
    scene on;
    on(review(on, 2, 30));
    const std::vector<std::pair<std::string, std::string>> wanted{
        {"item", "phq9.9"},
        {"value", "2"},
        {"until_ms", std::to_string(on.time_ms + 30 * limits::day_ms)},
        {"by", "ann"}};
    CHECK(on.all<log_line>().at(0).fields == wanted);
}

TEST_CASE("known item: a rise raises as usual", "[core][escalation]")
{
    scene on;
    on(review(on, 1, 30)).item(2);
    CHECK(on.now.now_at == level::l2);
    CHECK(on.asks(question::thoughts));
}

TEST_CASE("known item: it expires", "[core][escalation]")
{
    scene on;
    on(review(on, 2, 30));
    on.time_ms += 30 * limits::day_ms;
    on.item(1);
    CHECK(on.now.is_open);
}

TEST_CASE("known item: new words raise as usual", "[core][escalation]")
{
    scene on;
    on(review(on, 3, 30)).words(outcome::crisis);
    CHECK(on.now.now_at == level::l3);
}

TEST_CASE("known item: thirty days is the most, and a name is needed", "[core][escalation]")
{
    scene on;
    on(review(on, 2, 31));
    CHECK(on.last.refused == refusal::bad_value);
    auto what = review(on, 2, 10);
    what.by.clear();
    on(what);
    CHECK(on.last.refused == refusal::bad_value);
    on(review(on, 0, 10));
    CHECK(on.last.refused == refusal::bad_value);
    CHECK(on.now.known.empty());
}

TEST_CASE("known item: a later review takes the place of the earlier", "[core][escalation]")
{
    scene on;
    on(review(on, 3, 30))(review(on, 1, 10));
    CHECK(on.now.known.size() == 1);
    on.item(2);
    CHECK(on.now.is_open);
}
