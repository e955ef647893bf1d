// A human in the chat: the bot is silent, new words reach the human, silence calls others.
#include "tests/unit/escalation/scene.hpp"

using namespace escalation_tests;
using switchback::risk::outcome;

namespace {

scene with_ann(switchback::risk::outcome how = switchback::risk::outcome::crisis)
{
    scene on;
    on.words(how).claim("ann");
    on(contact_made{on.now.epoch, "ann", "", true});
    return on;
}

} // namespace

TEST_CASE(
    "with a human: contact in the chat silences the bot and says who is there",
    "[core][escalation]")
{
    auto on = with_ann();
    CHECK(on.now.dialogue == dialogue_part::with_human);
    CHECK(on.said() == std::vector<std::string>{"status.with_human"});
    CHECK(on.now.open_question == question::none);
    CHECK(find_timer(on.now, timer_kind::human_silence)->due_ms == on.time_ms + 5 * minute);
    CHECK(find_timer(on.now, timer_kind::contact) == nullptr);
}

TEST_CASE("with a human: each word of theirs gives them their time again", "[core][escalation]")
{
    auto on = with_ann();
    on.time_ms += 4 * minute;
    on(human_wrote{on.now.epoch, "ann", {}});
    CHECK(find_timer(on.now, timer_kind::human_silence)->due_ms == on.time_ms + 5 * minute);
    CHECK(on.said().empty());
}

TEST_CASE(
    "with a human: five minutes of silence at L3 call others, and say so", "[core][escalation]")
{
    auto on = with_ann();
    on.fire(timer_kind::human_silence);
    CHECK(on.paged() == std::vector<std::string>{"ann", "bo"});
    CHECK(on.has_said("status.human_silent"));
    CHECK(shown_status(on.now)->arguments[1].words == "5");
    on(human_wrote{on.now.epoch, "ann", {}});
    CHECK(on.now.page == page_part::acked);
    CHECK(on.said().empty()); // they speak for themselves
    CHECK(find_timer(on.now, timer_kind::ack) == nullptr);
}

TEST_CASE("with a human: at L2 the silence is fifteen minutes", "[core][escalation]")
{
    scene on;
    on.item(1).fire(timer_kind::silence).claim("ann");
    on(contact_made{on.now.epoch, "ann", "", true});
    CHECK(find_timer(on.now, timer_kind::human_silence)->due_ms == on.time_ms + 15 * minute);
}

TEST_CASE("with a human: another may claim, and the first is fenced off", "[core][escalation]")
{
    auto on = with_ann();
    const auto seen = on.now.epoch;
    on.fire(timer_kind::human_silence).claim("bo");
    CHECK(on.now.held.id == "bo");
    CHECK(on.now.dialogue == dialogue_part::none); // not here yet
    on(human_wrote{seen, "ann", {}});
    CHECK(on.last.refused == refusal::stale_epoch);
    on(human_wrote{on.now.epoch, "ann", {}});
    CHECK(on.last.refused == refusal::not_holder);
    on(contact_made{on.now.epoch, "bo", "", true});
    CHECK(on.status() == "status.with_human");
}

TEST_CASE("with a human: nobody left to call is said truly", "[core][escalation]")
{
    auto on = with_ann();
    on.fire(timer_kind::human_silence);
    for (int i = 0; i < 3; ++i)
        on.fire(timer_kind::ack);
    CHECK(on.now.page == page_part::unanswered);
    CHECK(on.has_said("status.unanswered.missed"));
    on(human_wrote{on.now.epoch, "ann", {}});
    CHECK(on.now.page == page_part::acked);
}

TEST_CASE("with a human: new words reach the human and not the bot", "[core][escalation]")
{
    auto on = with_ann();
    on.words(outcome::crisis);
    CHECK(on.said().empty());
    CHECK(on.all<notice>().at(0).kind == notice_kind::new_signal);
    CHECK(on.all<notice>().at(0).responder == "ann");
    on.words(outcome::crisis, category::suicide, urgency::now);
    CHECK(on.all<notice>().at(0).kind == notice_kind::raised);
    CHECK(on.said().empty());
}

TEST_CASE("with a human: handing back is said, and the case stays theirs", "[core][escalation]")
{
    auto on = with_ann();
    on(handed_back{on.now.epoch, "bo"});
    CHECK(on.last.refused == refusal::not_holder);
    on(handed_back{on.now.epoch, "ann"});
    CHECK(on.now.dialogue == dialogue_part::resumed);
    CHECK(on.said()[0] == "after.handed_back");
    CHECK(on.now.is_open);
    // The call that Ann promised to somebody in high danger is still owed.
    on.fire(timer_kind::contact);
    CHECK(on.now.is_contact_missed);
    CHECK(on.now.page == page_part::chain);
}

TEST_CASE("with a human: reached elsewhere too, the chat stays open", "[core][escalation]")
{
    auto on = with_ann();
    on.time_ms += 4 * minute;
    on(contact_made{on.now.epoch, "ann", "", false});
    CHECK(on.last.refused == refusal::none);
    CHECK(on.now.dialogue == dialogue_part::with_human);
    CHECK(on.said().empty());
    CHECK(find_timer(on.now, timer_kind::human_silence)->due_ms == on.time_ms + 5 * minute);
    CHECK(on.all<log_line>().at(0).kind == "contact");
    // Another who reached them takes the case; the one before has left the chat.
    on(contact_made{on.now.epoch, "bo", "Bo", false});
    CHECK(on.now.dialogue == dialogue_part::none);
    CHECK(on.status() == "status.contacted");
}

TEST_CASE("with a human: more is opened for a reason alone, and said", "[core][escalation]")
{
    auto on = with_ann();
    on(opened_more{"bo", "Bo", "  "});
    CHECK(on.last.refused == refusal::bad_value);
    on(opened_more{"bo", "Bo", "to hand over"});
    CHECK(on.said() == std::vector<std::string>{"after.opened_more"});
    CHECK(on.now.held.id == "ann");
    scene nobody;
    nobody(opened_more{"bo", "Bo", "to hand over"});
    CHECK(nobody.last.refused == refusal::no_case);
}

TEST_CASE("with a human: an L1 case that a human took is not closed by a no", "[core][escalation]")
{
    scene on;
    on.words(outcome::ask).claim("ann").answer_with(answer::no);
    CHECK(on.now.is_open);
    CHECK(on.now.page == page_part::acked);
}

TEST_CASE(
    "with a human: a wish that was passed on is taken back only by a human", "[core][escalation]")
{
    scene on;
    on.person().claim("ann").answer_with(answer::no);
    CHECK(on.now.is_open);
    CHECK(on.now.page == page_part::acked);
}

TEST_CASE("with a human: contact by another without a claim is a claim", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis);
    on(contact_made{on.now.epoch, "bo", "Bo", false});
    CHECK(on.now.held.name == "Bo");
    CHECK(on.now.is_contacted);
    CHECK(on.status() == "status.contacted");
    CHECK(find_timer(on.now, timer_kind::review) != nullptr);
    on(contact_made{on.now.epoch, "bo", "Bo", false});
    CHECK(on.last.refused == refusal::already);
}
