#include "tests/unit/escalation/promises.hpp"

#include "bot/core/escalation/status.hpp"
#include "bot/core/escalation/wording.hpp"

#include <algorithm>

namespace escalation_tests {

using namespace switchback::escalation;

namespace {

bool is_pending(const case_state& of, timer_kind kind)
{
    return find_timer(of, kind) != nullptr;
}

bool has_its_clock(const case_state& of)
{
    switch (of.page)
    {
    case page_part::none:
    case page_part::closed:
        return true;
    case page_part::sent:
    case page_part::delivered:
    case page_part::chain:
        return is_pending(of, timer_kind::ack);
    case page_part::acked:
        return is_pending(of, timer_kind::contact) || is_pending(of, timer_kind::human_silence) ||
               is_pending(of, timer_kind::review);
    case page_part::unanswered:
        return is_pending(of, timer_kind::repage);
    case page_part::no_cover:
        return is_pending(of, timer_kind::opening);
    }
    return false;
}

bool has_next_thing(const case_state& of)
{
    if (!of.is_open || of.now_at < level::l2 || of.page != page_part::none)
        return true;
    const bool asks = of.dialogue == dialogue_part::asking && is_pending(of, timer_kind::silence);
    return asks || is_pending(of, timer_kind::review);
}

bool is_human_act(const event& happened)
{
    return std::holds_alternative<claimed>(happened.what) ||
           std::holds_alternative<contact_made>(happened.what) ||
           std::holds_alternative<human_wrote>(happened.what) ||
           std::holds_alternative<handed_back>(happened.what) ||
           std::holds_alternative<closed>(happened.what);
}

bool has_receipt(const case_state& of, receipt wanted)
{
    return std::ranges::any_of(of.paged, [wanted](const paged_person& who) {
        return std::ranges::find(who.receipts, wanted) != who.receipts.end();
    });
}

bool is_paged_as(const case_state& of, std::string_view which)
{
    return std::ranges::any_of(
        of.paged, [which](const paged_person& who) { return name_of(who.as) == which; });
}

// The truth table: what each sentence about the clinic needs of the stored case. Written apart from
// `shown_status`, so that the one holds the other.
bool is_true(std::string_view wording, const case_state& of)
{
    const auto begins = [wording](std::string_view with) { return wording.starts_with(with); };
    const auto last = wording.substr(wording.rfind('.') + 1);
    if (begins("status.sent."))
        return of.page == page_part::sent && !of.paged.empty() &&
               of.held.id.empty() == (last != "raised");
    if (begins("status.delivered"))
        return of.page == page_part::delivered && has_receipt(of, receipt::delivered);
    if (begins("status.acked.call") || begins("status.acked.text_message"))
        return of.page == page_part::acked && !of.held.id.empty() && of.may_be_called;
    if (begins("status.acked."))
        return of.page == page_part::acked && !of.held.id.empty() && !of.is_contacted &&
               (last == "by") == (of.held.by_ms != 0);
    if (begins("status.contacted"))
        return of.page == page_part::acked && of.is_contacted;
    if (begins("status.chain_missed."))
        return of.is_contact_missed && !of.held.id.empty() && is_paged_as(of, last);
    if (begins("status.chain."))
        return of.page == page_part::chain && is_paged_as(of, last);
    if (begins("status.unanswered.missed"))
        return of.page == page_part::unanswered && !of.held.id.empty();
    if (begins("status.unanswered."))
        return of.page == page_part::unanswered && !of.paged.empty();
    if (begins("status.no_cover."))
        return of.page == page_part::no_cover && (last == "until") == (of.opening_ms != 0);
    if (begins("status.no_responder"))
        return of.page == page_part::no_cover && of.has_no_responders;
    if (begins("status.with_human"))
        return of.dialogue == dialogue_part::with_human && !of.is_human_silent;
    if (begins("status.human_silent"))
        return of.dialogue == dialogue_part::with_human && of.is_human_silent;
    return begins("status.closed") && !of.is_open && of.reason != close_reason::answered;
}

std::string broken_words(const case_state& before, const decision& after)
{
    const bool is_careful = before.case_number == after.next.case_number &&
                            before.is_careful_at_home && after.next.is_careful_at_home;
    const auto exists = [](const std::string& path) {
        return !wording_of(path, "en").empty() && !wording_of(path, "es").empty();
    };
    for (const auto& one : after.effects)
    {
        if (const auto* said = std::get_if<show>(&one))
        {
            if (!exists(said->wording))
                return "no wording " + said->wording;
            if (said->wording.starts_with("status.") && shown_status(after.next) != *said)
                return "a status that is not durably true: " + said->wording;
            if (said->wording.starts_with("status.") && !is_true(said->wording, after.next))
                return "a status that is not true of the case: " + said->wording;
            if (is_careful && said->wording == "with_someone")
                return "be with someone, where home is not safe";
            if (after.next.is_away_quietly || after.next.is_drill)
                return "said to nobody: " + said->wording;
        }
        if (const auto* asked = std::get_if<ask>(&one))
        {
            if (!exists(asked->wording))
                return "no wording " + asked->wording;
            for (const auto& [button, wording] : asked->buttons)
                if (!exists(wording))
                    return "no wording " + wording;
            if (after.next.is_away_quietly || after.next.is_drill)
                return "asked nobody";
            if (asked->token != after.next.question_token)
                return "a question with an old token";
        }
        if (const auto* at_hand = std::get_if<offer>(&one))
            for (const auto what : at_hand->what)
                if (is_careful && (what == offering::draft || what == offering::plan))
                    return "a household contact may be named where home is not safe";
    }
    return {};
}

// A mail that was taken is not mailed again under its number: the deadline of the ack is what is
// next, not four more mails.
bool is_mailed_twice(const case_state& before, const send_page& what)
{
    const auto who = std::ranges::find(before.paged, what.responder, &paged_person::id);
    if (who == before.paged.end() || who->page != what.number)
        return false;
    for (unsigned i = 0; i < what.channels; ++i)
        if (who->receipts.at(what.first_channel + i) == receipt::only_sent)
            return true;
    return false;
}

// Whatever is left to be reviewed is told to a person, or to the operator that there is none.
bool is_left_in_silence(const decision& after)
{
    bool is_left = false;
    bool is_told = after.next.is_drill;
    for (const auto& one : after.effects)
    {
        is_left = is_left || std::holds_alternative<review_item>(one);
        is_told = is_told || std::holds_alternative<alert_operator>(one);
        if (const auto* told = std::get_if<notice>(&one))
            is_told = is_told || told->kind == notice_kind::review;
    }
    return is_left && !is_told;
}

} // namespace

void keep_timers(const std::vector<effect>& effects, timer_rows& rows)
{
    for (const auto& one : effects)
    {
        if (const auto* set = std::get_if<set_timer>(&one))
        {
            std::erase_if(rows, [&](const armed_timer& row) { return row.kind == set->kind; });
            rows.push_back({set->kind, set->due_ms, set->generation});
        }
        if (const auto* clear = std::get_if<clear_timer>(&one))
            std::erase_if(rows, [&](const armed_timer& row) { return row.kind == clear->kind; });
    }
}

std::string broken_promise(
    const case_state& before, const event& happened, const decision& after, const timer_rows& rows)
{
    const auto& next = after.next;
    if (after.refused != refusal::none)
    {
        auto same = next;
        same.counted = before.counted;
        return same == before && after.effects.empty() ? "" : "a refused event changed something";
    }
    const auto reread = load(save(next));
    if (!reread || *reread != next)
        return "a state that does not survive being stored";
    if (!next.is_open && !next.timers.empty())
        return "a timer without its case";
    if (next.is_open && !has_its_clock(next))
        return "a paged case without its timer: " + std::string(name_of(next.page));
    if (!has_next_thing(next))
        return "a case at risk without a next thing to do";
    if (next.timers.size() != rows.size() ||
        !std::ranges::all_of(next.timers, [&](const armed_timer& one) {
            return std::ranges::find(rows, one) != rows.end();
        }))
        return "the timer rows are not the case's timers";
    const bool is_same_case = before.case_number == next.case_number;
    if (is_same_case && next.now_at < before.now_at)
        return "a level went down";
    if (is_same_case && before.page == page_part::unanswered &&
        next.page != page_part::unanswered && !is_human_act(happened))
        return "left unanswered without a human";
    if ((next.dialogue == dialogue_part::asking) != (next.open_question != question::none))
        return "asking without a question";
    if (next.epoch < before.epoch)
        return "an epoch went down";
    for (const auto& one : after.effects)
        if (const auto* page = std::get_if<send_page>(&one);
            page != nullptr && is_mailed_twice(before, *page))
            return "a page that was taken by mail is mailed again";
    if (is_left_in_silence(after))
        return "a review that nobody is told of";
    return broken_words(before, after);
}

} // namespace escalation_tests
