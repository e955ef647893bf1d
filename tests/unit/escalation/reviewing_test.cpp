// What is looked at without a page reaches somebody: notices of reviews and of the digest, when
// they leave, and what stands in the case when one of them reaches nobody.
#include "tests/unit/escalation/scene.hpp"

using namespace escalation_tests;
using switchback::risk::outcome;

namespace {

std::vector<std::string> told(const scene& on, notice_kind kind)
{
    std::vector<std::string> out;
    for (const auto& one : on.all<notice>())
        if (one.kind == kind)
            out.push_back(one.responder);
    return out;
}

bool has_logged(const scene& on, std::string_view kind)
{
    for (const auto& line : on.all<log_line>())
        if (line.kind == kind)
            return true;
    return false;
}

// L2 from words, answered with no: a review item, and nobody is paged.
scene& say_no_at_l2(scene& on)
{
    signal what;
    what.about = category::suicide;
    what.outcome = outcome::ask;
    what.at_least = level::l2;
    what.rule = "coded@1";
    what.reference = "m1";
    return on(raised{what}).answer_with(answer::no);
}

} // namespace

TEST_CASE("review: the primaries get a notice at once while the clinic is open", "[escalation]")
{
    scene on;
    say_no_at_l2(on);
    CHECK(on.paged().empty());
    REQUIRE(told(on, notice_kind::review) == std::vector<std::string>{"ann"});
    const auto sent = on.all<notice>().at(0);
    CHECK(sent.due_ms == 0);
    CHECK(sent.urgency == page_urgency::today);
    CHECK(sent.case_number == on.now.case_number);
}

TEST_CASE("review: at night the notice waits for the opening, and again every day", "[escalation]")
{
    scene on;
    on.time_ms = monday_ms + 22 * hour;
    say_no_at_l2(on);
    REQUIRE(on.all<notice>().size() == 1);
    CHECK(on.all<notice>()[0].due_ms == monday_ms + 33 * hour); // Tuesday at nine
    on.fire(timer_kind::review);
    CHECK(told(on, notice_kind::review) == std::vector<std::string>{"ann"});
}

TEST_CASE("review: who holds the case hears of it, and nobody else", "[escalation]")
{
    scene on;
    on.words(outcome::crisis).claim("bo");
    on(contact_made{on.now.epoch, "bo", "Bo", false}).fire(timer_kind::review);
    CHECK(told(on, notice_kind::review) == std::vector<std::string>{"bo"});
}

TEST_CASE("review: without anybody to tell the operator is told", "[escalation]")
{
    scene on;
    on.people = {};
    say_no_at_l2(on);
    CHECK(told(on, notice_kind::review).empty());
    REQUIRE(on.all<alert_operator>().size() == 1);
    CHECK(on.all<alert_operator>()[0].kind == alert_kind::no_responder);
}

TEST_CASE("digest: one notice, in the morning of the next day of work", "[escalation]")
{
    scene on;
    on.words(outcome::ask).answer_with(answer::no);
    REQUIRE(on.all<digest_line>().size() == 1);
    REQUIRE(told(on, notice_kind::digest) == std::vector<std::string>{"ann"});
    const auto due_ms = on.all<notice>().at(0).due_ms;
    CHECK(due_ms == monday_ms + 33 * hour);
    // What follows on the same day is due with it.
    on.time_ms += hour;
    signal number;
    number.from = source::intensity;
    number.about = category::suicide;
    number.outcome = outcome::ask;
    number.rule = "intensity";
    number.reference = "m9";
    on(raised{number});
    REQUIRE(on.all<digest_line>().size() == 1);
    CHECK(on.all<notice>().at(0).due_ms == due_ms);
}

TEST_CASE("digest: a drill is in nobody's digest", "[escalation]")
{
    scene on;
    signal what;
    what.outcome = outcome::crisis;
    what.about = category::suicide;
    what.is_drill = true;
    on(raised{what})(retracted{});
    CHECK(on.all<digest_line>().size() == 1);
    CHECK(told(on, notice_kind::digest).empty());
}

TEST_CASE("notices: of an urgent case say now, others say today", "[escalation]")
{
    scene on;
    on.words(outcome::crisis)(left_quickly{});
    REQUIRE(on.all<notice>().size() == 1);
    CHECK(on.all<notice>()[0].urgency == page_urgency::now);
    on(came_back{}).claim("bo");
    REQUIRE_FALSE(on.all<notice>().empty());
    CHECK(on.all<notice>()[0].kind == notice_kind::taken_over);
    CHECK(on.all<notice>()[0].urgency == page_urgency::today);
}

TEST_CASE("notices: one that reached nobody stands in the case until a human takes it", "[core]")
{
    scene on;
    say_no_at_l2(on);
    on(notice_result{"ann", notice_kind::review, 0, receipt::only_sent});
    CHECK(has_logged(on, "notice_sent"));
    CHECK(on.all<alert_operator>().empty());
    on(notice_result{"ann", notice_kind::review, 2, receipt::failed});
    CHECK(has_logged(on, "notice_lost"));
    REQUIRE(on.all<alert_operator>().size() == 1);
    CHECK(on.all<alert_operator>()[0].kind == alert_kind::undelivered);
    CHECK(on.now.notices_lost == 1);
    on.claim("ann");
    CHECK(on.now.notices_lost == 0);
}

TEST_CASE("rota: a clinic without primaries is reviewed by its backups", "[escalation]")
{
    auto people = clinic();
    for (auto& who : people.people)
        who.is_primary = false;
    const switchback::escalation::zone_offset utc = [](std::int64_t) { return 0; };
    std::erase_if(people.people, [](const responder& who) {
        return !who.is_backup && !who.is_supervisor && !who.is_operator;
    });
    const auto found = reviewers(people, utc, ten_ms);
    REQUIRE(found.size() == 2);
    CHECK(found[0]->id == "bo");
    CHECK(found[1]->id == "dee");
}

TEST_CASE("rota: who is away hears of a review where there is nobody else alone", "[escalation]")
{
    auto people = clinic();
    const switchback::escalation::zone_offset utc = [](std::int64_t) { return 0; };
    people.people[0].away = {{20'458, 20'460}};
    CHECK(reviewers(people, utc, ten_ms).size() == 1);
    people.people[1].is_primary = true;
    const auto found = reviewers(people, utc, ten_ms);
    REQUIRE(found.size() == 1);
    CHECK(found[0]->id == "bo");
    // The first opening of a day, not the end of a break.
    CHECK(next_morning(people, utc, ten_ms) == monday_ms + 33 * hour);
    CHECK(next_morning(people, utc, monday_ms) == monday_ms + 9 * hour);
}
