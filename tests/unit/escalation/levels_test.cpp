// From outcome to level, by source and danger.
#include "tests/unit/escalation/scene.hpp"

using namespace escalation_tests;
using switchback::risk::outcome;

namespace {

level level_of_words(
    switchback::risk::outcome found, category about, urgency how = urgency::unknown,
    level at_least = level::none)
{
    signal what;
    what.outcome = found;
    what.about = about;
    what.how_soon = how;
    what.at_least = at_least;
    return level_of(what);
}

} // namespace

TEST_CASE("levels: ask is L1, or L2 where the rule says so", "[core][escalation]")
{
    using enum switchback::risk::outcome;
    CHECK(level_of_words(ask, category::suicide) == level::l1);
    CHECK(level_of_words(ask, category::suicide, urgency::unknown, level::l2) == level::l2);
    CHECK(level_of_words(none, category::suicide) == level::none);
}

TEST_CASE("levels: crisis is L3, and L4 when it is now", "[core][escalation]")
{
    using enum switchback::risk::outcome;
    for (const auto about :
         {category::suicide, category::self_harm, category::threat, category::present_abuse,
          category::child_danger})
    {
        CHECK(level_of_words(crisis, about) == level::l3);
        CHECK(level_of_words(crisis, about, urgency::now) == level::l4);
    }
    CHECK(level_of_words(crisis, category::medical) == level::l4);
}

TEST_CASE("levels: past abuse has no level by itself", "[core][escalation]")
{
    using enum switchback::risk::outcome;
    CHECK(level_of_words(ask, category::past_abuse) == level::none);
    CHECK(level_of_words(crisis, category::past_abuse) == level::none);
}

TEST_CASE("levels: worry about someone else is never the client's own crisis", "[core][escalation]")
{
    using enum switchback::risk::outcome;
    CHECK(level_of_words(ask, category::other_person) == level::l1);
    CHECK(level_of_words(crisis, category::other_person) == level::l2);
}

TEST_CASE("levels: every other source has its own", "[core][escalation]")
{
    signal what;
    what.from = source::item;
    CHECK(level_of(what) == level::none); // zero triggers nothing, and clears nothing
    what.value = 1;
    CHECK(level_of(what) == level::l2);
    what.from = source::person;
    CHECK(level_of(what) == level::h);
    what.from = source::silence;
    CHECK(level_of(what) == level::l2);
    what.from = source::intensity;
    CHECK(level_of(what) == level::l1);
    what.from = source::worsening;
    CHECK(level_of(what) == level::l1);
}

TEST_CASE("levels: a case only rises, and keeps every signal", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis);
    CHECK(on.now.now_at == level::l3);
    on.words(outcome::ask);
    CHECK(on.now.now_at == level::l3);
    CHECK(on.now.signals.size() == 2);
    CHECK(on.now.case_number == 1);
    on.words(outcome::crisis, category::suicide, urgency::now);
    CHECK(on.now.now_at == level::l4);
}

TEST_CASE("levels: the same signal again is joined and does nothing", "[core][escalation]")
{
    scene on;
    signal what;
    what.outcome = outcome::crisis;
    what.about = category::suicide;
    what.rule = "r@1";
    what.reference = "m1";
    on(raised{what});
    CHECK(on.paged() == std::vector<std::string>{"ann"});
    on(raised{what});
    CHECK(on.paged().empty());
    CHECK(on.said().empty());
    CHECK(on.now.counted.joined == 1);
}

TEST_CASE("levels: a retraction adds a note and lowers nothing", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis)(retracted{});
    CHECK(on.now.now_at == level::l3);
    CHECK(on.now.counted.retractions == 1);
    CHECK(on.now.page == page_part::sent);
    CHECK(on.all<digest_line>().size() == 1);
}
