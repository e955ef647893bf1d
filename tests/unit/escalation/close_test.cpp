// Closing, by a human with a reason and an outcome; reopening; false alarms.
#include "tests/unit/escalation/scene.hpp"

using namespace escalation_tests;
using switchback::risk::outcome;

namespace {

closed by_ann(const scene& on)
{
    return {on.now.epoch, "ann", close_reason::plan_made, close_outcome::goes_on, 48 * hour};
}

} // namespace

TEST_CASE(
    "close: a human closes with reason and outcome, and a follow-up is set", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis).claim("ann");
    on(by_ann(on));
    CHECK_FALSE(on.now.is_open);
    CHECK(on.rows.empty());
    CHECK(on.has_said("status.closed"));
    REQUIRE(on.all<follow_up_task>().size() == 1);
    CHECK(on.all<follow_up_task>()[0].due_ms == on.time_ms + 48 * hour);
    on(by_ann(on));
    CHECK(on.last.refused == refusal::already);
}

TEST_CASE(
    "close: without a reason, an outcome or the present epoch nothing closes", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis);
    auto what = by_ann(on);
    what.reason = close_reason::none;
    on(what);
    CHECK(on.last.refused == refusal::bad_value);
    what.reason = close_reason::answered; // the machine's own, never a human's
    on(what);
    CHECK(on.last.refused == refusal::bad_value);
    what = by_ann(on);
    what.outcome = close_outcome::none;
    on(what);
    CHECK(on.last.refused == refusal::bad_value);
    what = by_ann(on);
    what.follow_up_ms = hour;
    on(what);
    CHECK(on.last.refused == refusal::bad_value);
    what = by_ann(on);
    on.claim("bo");
    on(what);
    CHECK(on.last.refused == refusal::stale_epoch);
    CHECK(on.now.is_open);
}

TEST_CASE("close: anyone can reopen, and a human is paged again", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis).claim("ann");
    on(by_ann(on))(reopened{});
    CHECK(on.now.is_open);
    CHECK(on.now.now_at == level::l3);
    CHECK(on.paged() == std::vector<std::string>{"ann"});
    CHECK(on.status() == "status.sent.now");
    on(reopened{});
    CHECK(on.last.refused == refusal::already);
}

TEST_CASE("close: a new signal after closing is a new case", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis).claim("ann");
    on(by_ann(on)).words(outcome::ask);
    CHECK(on.now.case_number == 2);
    CHECK(on.now.now_at == level::l1);
    CHECK(on.now.signals.size() == 1);
}

TEST_CASE("close: a false alarm feeds the figures and deletes nothing", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis)(marked_false_alarm{"ann", true});
    CHECK(on.now.is_false_alarm);
    CHECK(on.now.is_open);
    CHECK(on.now.page == page_part::sent);
    CHECK(on.now.signals.size() == 1);
    on(marked_false_alarm{"ann", true});
    CHECK(on.last.refused == refusal::already);
}

TEST_CASE("close: nothing can be done to a case that is not there", "[core][escalation]")
{
    scene on;
    on.claim("ann");
    CHECK(on.last.refused == refusal::no_case);
    on(by_ann(on));
    CHECK(on.last.refused == refusal::no_case);
    on(reopened{})(retracted{})(left_quickly{});
    CHECK(on.last.refused == refusal::no_case);
}
