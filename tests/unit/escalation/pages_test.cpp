// Pages: by two channels, tried again without a receipt, and what an ack says.
#include "tests/unit/escalation/scene.hpp"

using namespace escalation_tests;
using switchback::risk::outcome;

TEST_CASE("pages: L3 words page at once by two channels, and say only that", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis);
    const auto pages = on.all<send_page>();
    REQUIRE(pages.size() == 1);
    CHECK(pages[0].channels == 2);
    CHECK(pages[0].urgency == page_urgency::now);
    CHECK(on.status() == "status.sent.now");
    CHECK(find_timer(on.now, timer_kind::ack)->due_ms == on.time_ms + 15 * minute);
    CHECK(find_timer(on.now, timer_kind::receipt)->due_ms == on.time_ms + minute);
}

TEST_CASE("pages: L4 shows its script before it pages", "[core][escalation]")
{
    scene on;
    on.shows_help_first = false;
    on.words(outcome::crisis, category::suicide, urgency::now);
    const auto place = [&on](auto is) {
        return std::ranges::find_if(on.last.effects, is) - on.last.effects.begin();
    };
    const auto help = place([](const effect& one) { return std::get_if<show_help>(&one); });
    const auto page = place([](const effect& one) { return std::get_if<send_page>(&one); });
    const auto said = place([](const effect& one) { return std::get_if<show>(&one); });
    CHECK(help < page);
    CHECK(page < said);
    CHECK(on.said() == std::vector<std::string>{"status.sent.now"});
    CHECK(find_timer(on.now, timer_kind::ack)->due_ms == on.time_ms + 5 * minute);
}

TEST_CASE("pages: an accepted e-mail is only sent", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis).result("ann", 0, receipt::accepted);
    CHECK(on.now.page == page_part::sent);
    CHECK(on.said().empty());
    on.result("ann", 1, receipt::delivered);
    CHECK(on.now.page == page_part::delivered);
    CHECK(on.has_said("status.delivered"));
    CHECK(find_timer(on.now, timer_kind::receipt) == nullptr);
}

TEST_CASE("pages: without a receipt the next channel is tried", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis).fire(timer_kind::receipt);
    REQUIRE(on.all<send_page>().size() == 1);
    CHECK(on.all<send_page>()[0].first_channel == 2);
    CHECK(on.all<send_page>()[0].is_repeat);
    for (int i = 0; i < limits::case_receipt_tries - 1; ++i)
        on.fire(timer_kind::receipt);
    CHECK(find_timer(on.now, timer_kind::receipt) == nullptr);
    CHECK(find_timer(on.now, timer_kind::ack) != nullptr);
}

TEST_CASE("pages: by mail alone nothing is sent again before the ack is due", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis);
    on.result("ann", 0, receipt::only_sent).result("ann", 1, receipt::only_sent);
    on.fire(timer_kind::receipt);
    REQUIRE(on.all<send_page>().size() == 1); // the third way was not tried yet
    CHECK(on.all<send_page>()[0].first_channel == 2);
    on.result("ann", 2, receipt::only_sent);
    on.fire(timer_kind::receipt);
    CHECK(on.all<send_page>().empty());
    CHECK(find_timer(on.now, timer_kind::receipt) == nullptr);
    CHECK(on.now.page == page_part::sent);
    on.fire(timer_kind::ack); // which the level's window decides
    CHECK(on.paged() == std::vector<std::string>{"bo"});
    CHECK(on.now.page == page_part::chain);
}

TEST_CASE("pages: a way that may still answer is tried again without the mails", "[core]")
{
    scene on;
    on.words(outcome::crisis);
    on.result("ann", 0, receipt::only_sent).result("ann", 1, receipt::accepted);
    on.fire(timer_kind::receipt); // the third way, which says nothing
    on.fire(timer_kind::receipt);
    REQUIRE(on.all<send_page>().size() == 1);
    CHECK(on.all<send_page>()[0].first_channel == 1);
    CHECK(on.all<send_page>()[0].channels == 2);
}

TEST_CASE("pages: when every channel fails the next people are paged at once", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis);
    on.result("ann", 0, receipt::failed); // the third channel is tried
    CHECK(on.paged() == std::vector<std::string>{"ann"});
    on.result("ann", 1, receipt::failed).result("ann", 2, receipt::failed);
    CHECK(on.paged() == std::vector<std::string>{"bo"});
    CHECK(on.now.page == page_part::chain);
}

TEST_CASE("pages: the same receipt twice is one receipt", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis).result("ann", 0, receipt::delivered);
    on.result("ann", 0, receipt::delivered);
    CHECK(on.last.refused == refusal::already);
    on.result("ann", 0, receipt::failed);
    CHECK(on.last.refused == refusal::already);
    on(send_result{99, "ann", 0, receipt::delivered});
    CHECK(on.last.refused == refusal::stale);
}

TEST_CASE(
    "pages: an ack says who, how and by when, and nothing before it does", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis)(gave_safe_contact{true}).claim("ann");
    CHECK(on.now.page == page_part::acked);
    const auto said = on.all<show>();
    REQUIRE(said.size() == 1);
    CHECK(said[0].wording == "status.acked.call.by");
    CHECK(said[0].arguments[0].words == "Dr ann");
    CHECK(said[0].arguments[1].time_ms == on.time_ms + 30 * minute);
    CHECK(find_timer(on.now, timer_kind::ack) == nullptr);
    CHECK(find_timer(on.now, timer_kind::contact)->due_ms == on.time_ms + 30 * minute);
}

TEST_CASE("pages: without a safe number they can only write", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis).claim("ann");
    CHECK(on.status() == "status.acked.write_only.by");
}

TEST_CASE("pages: a second claim with the same epoch is refused", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis);
    const auto seen = on.now.epoch;
    on.claim("ann", seen);
    on.claim("bo", seen);
    CHECK(on.last.refused == refusal::stale_epoch);
    CHECK(on.now.held.id == "ann");
    on.claim("ann", seen);
    CHECK(on.last.refused == refusal::already);
    on.claim("bo");
    CHECK(on.now.held.id == "bo");
    CHECK(on.all<notice>().at(0).responder == "ann");
    CHECK(on.all<notice>().at(0).kind == notice_kind::taken_over);
}

TEST_CASE("pages: a promise is not later than the window, nor in the past", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis);
    on(claimed{on.now.epoch, "ann", "Ann", contact_means::call, on.time_ms + 5 * hour});
    CHECK(find_timer(on.now, timer_kind::contact)->due_ms == on.time_ms + hour);
    on(claimed{on.now.epoch, "bo", "Bo", contact_means::call, on.time_ms - 1});
    CHECK(on.last.refused == refusal::bad_value);
    on(claimed{on.now.epoch, "bo", "", contact_means::call, 0});
    CHECK(on.last.refused == refusal::bad_value);
}

TEST_CASE("pages: a graver signal after an ack pages again, as now", "[core][escalation]")
{
    scene on;
    on.item(1).fire(timer_kind::silence).claim("ann");
    on.words(outcome::crisis);
    CHECK(on.now.page == page_part::sent);
    CHECK(on.all<send_page>().at(0).urgency == page_urgency::now);
    CHECK(on.all<notice>().at(0).kind == notice_kind::raised);
    CHECK(on.paged() == std::vector<std::string>{"ann", "bo"});
    CHECK(on.status() == "status.sent.raised");
}

TEST_CASE("pages: a graver signal at night pages the one who answered", "[core][escalation]")
{
    scene on;
    on.time_ms = monday_ms + 22 * hour;
    for (auto& who : on.people.people)
        who.on_call.clear();
    on.item(1).fire(timer_kind::silence).claim("ann");
    on.words(outcome::crisis);
    CHECK(on.paged() == std::vector<std::string>{"ann"});
    CHECK(on.now.page == page_part::sent);
}

TEST_CASE("pages: a clock that was set back does not delay an urgent ack", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis);
    on.time_ms -= 3 * hour;
    on(tick{});
    CHECK(find_timer(on.now, timer_kind::ack)->due_ms == on.time_ms + 15 * minute);
}

TEST_CASE("pages: a timer that fires twice or early does nothing twice", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis);
    const auto armed = *find_timer(on.now, timer_kind::ack);
    on(timer_fired{armed.kind, armed.generation}); // the clock went back
    CHECK(on.paged().empty());
    CHECK(*find_timer(on.now, timer_kind::ack) == armed);
    on.fire(timer_kind::ack);
    CHECK(on.paged() == std::vector<std::string>{"bo"});
    on(timer_fired{armed.kind, armed.generation});
    CHECK(on.last.refused == refusal::stale);
}

TEST_CASE("pages: a drill pages with its mark and tells no client", "[core][escalation]")
{
    scene on;
    signal what;
    what.outcome = outcome::ask;
    what.at_least = level::l2;
    what.is_drill = true;
    what.rule = "drill";
    on(raised{what});
    REQUIRE(on.all<send_page>().size() == 1);
    CHECK(on.all<send_page>()[0].is_drill);
    CHECK(on.said().empty());
    CHECK(on.all<ask>().empty());
    on.claim("ann");
    CHECK(on.said().empty());
    on.words(outcome::crisis); // a real signal ends the drill
    CHECK_FALSE(on.now.is_drill);
    CHECK(on.now.case_number == 2);
    CHECK_FALSE(on.all<send_page>().at(0).is_drill);
}
