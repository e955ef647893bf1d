// How a case_state is stored: fields in order, a version first. A later version appends, and reads
// the earlier ones.
#include "bot/base/field_codec.hpp"
#include "bot/core/escalation/case_state.hpp"

#include <algorithm>

namespace switchback::escalation {
namespace {

constexpr std::uint8_t version = 2;
constexpr std::uint8_t version_before_notices = 1;

template <class Each, class State>
void client_fields(Each& each, State& of)
{
    each(of.case_number);
    each(of.epoch);
    each(of.last_generation);
    each(of.last_page);
    each(of.asked_l1_ms);
    each.text(of.asked_rule, limits::case_text_bytes);
    each(of.helped_ms);
    each.choice(of.helped_about, category::other_person);
    each(of.was_helped_urgently);
    each(of.knows_safe_contact);
    each(of.may_be_called);
    each(of.is_away_quietly);
    each.list(of.known, limits::known_items, [&each](auto& item) {
        each.text(item.item, limits::case_text_bytes);
        each(item.value);
        each(item.until_ms);
        each.text(item.by, limits::responder_bytes);
    });
}

template <class Each, class State>
void case_fields(Each& each, State& of)
{
    each(of.is_open);
    each.choice(of.now_at, level::l4);
    each.choice(of.about, category::other_person);
    each(of.wants_person);
    each(of.is_drill);
    each(of.is_false_alarm);
    each(of.is_careful_at_home);
    each(of.has_item);
    each.choice(of.dialogue, dialogue_part::resumed);
    each.choice(of.page, page_part::closed);
    each(of.opened_ms);
    each.list(of.signals, limits::case_signals, [&each](auto& note) {
        each.choice(note.from, source::worsening);
        each.choice(note.about, category::other_person);
        each.choice(note.as, level::l4);
        each(note.at_ms);
        each.text(note.rule, limits::case_text_bytes);
        each.text(note.reference, limits::case_text_bytes);
    });
    each.choice(of.open_question, question::other_now);
    each(of.question_token);
    each.list(of.answers, limits::case_answers, [&each](auto& given) {
        each.choice(given.to, question::other_now);
        each.choice(given.was, answer::unclear);
    });
    each(of.unclear);
    each(of.asks_on_return);
    each.choice(of.asks_then, question::other_now);
    each(of.was_asked_again);
    each(of.asked_safe_contact);
}

template <class Each, class State>
void page_fields(Each& each, State& of)
{
    each.list(of.paged, limits::case_people, [&each](auto& person) {
        each.text(person.id, limits::responder_bytes);
        each.text(person.name, limits::responder_name_bytes);
        each.choice(person.as, tier::operator_);
        each(person.channels);
        each(person.page);
        each(person.sent_ms);
        for (auto& one : person.receipts)
            each.choice(one, receipt::only_sent);
    });
    each.choice(of.reached, tier::operator_);
    each(of.is_only_on_duty);
    each(of.receipt_tries);
    each(of.repages);
    each(of.works_until_ms);
    each(of.opening_ms);
    each(of.has_no_responders);
    each(of.was_notice_sent);
    each.text(of.held.id, limits::responder_bytes);
    each.text(of.held.name, limits::responder_name_bytes);
    each.choice(of.held.means, contact_means::meet);
    each(of.held.by_ms);
    each(of.held.taken_ms);
    each(of.is_contacted);
    each(of.is_contact_missed);
    each(of.is_human_silent);
    each(of.silent_min);
    each.choice(of.reason, close_reason::other);
    each.choice(of.outcome, close_outcome::unknown);
    each.list(of.timers, limits::case_timers, [&each](auto& timer) {
        each.choice(timer.kind, timer_kind::review);
        each(timer.due_ms);
        each(timer.generation);
    });
}

template <class Each, class Counters>
void counter_fields(Each& each, Counters& of)
{
    each(of.events);
    each(of.joined);
    each(of.pages);
    each(of.retries);
    each(of.receipts);
    each(of.takeovers);
    each(of.retractions);
    each(of.refused);
}

// What no event can lead to, and what the engine could not go on from.
bool is_coherent(const case_state& of)
{
    const bool asks = of.dialogue == dialogue_part::asking;
    if (asks != (of.open_question != question::none) && of.is_open)
        return false;
    if (!of.is_open && !of.timers.empty())
        return false;
    const bool is_taken = of.page == page_part::acked || of.dialogue == dialogue_part::with_human;
    if (is_taken && of.held.name.empty())
        return false;
    for (const auto& timer : of.timers)
        if (std::ranges::count(of.timers, timer.kind, &armed_timer::kind) != 1)
            return false;
    return std::ranges::all_of(
        of.paged, [](const paged_person& who) { return who.channels <= limits::pager_channels; });
}

} // namespace

std::string save(const case_state& from)
{
    field_saver each;
    each.to.u8(version);
    client_fields(each, from);
    counter_fields(each, from.counted);
    const bool has_case = from.case_number != 0;
    each(has_case);
    if (has_case)
    {
        case_fields(each, from);
        page_fields(each, from);
        each(from.notices_lost);
    }
    return std::move(each.to).take();
}

std::expected<case_state, error> load(std::string_view bytes)
{
    field_loader each(bytes);
    case_state out;
    const auto written_by = each.from.u8();
    if (written_by != version && written_by != version_before_notices)
        return fail(errc::corrupt, "version");
    client_fields(each, out);
    counter_fields(each, out.counted);
    if (each.from.boolean())
    {
        case_fields(each, out);
        page_fields(each, out);
        if (written_by != version_before_notices)
            each(out.notices_lost);
    }
    if (!each.is_sound || !each.from.at_end() || !is_coherent(out))
        return fail(errc::corrupt, "case");
    return out;
}

} // namespace switchback::escalation
