// Reaching a human: to whom a page goes, who comes next, and what happens when nobody answers or
// nobody is there. Every state it leaves behind has a timer.
#include "bot/core/escalation/turn.hpp"

#include <algorithm>

namespace switchback::escalation {
namespace {

constexpr tier chain_order[]{tier::primary, tier::backup, tier::on_call, tier::supervisor};

std::int64_t ack_due_ms(const turn& in)
{
    switch (pages_as(in.state))
    {
    case level::l4:
        return in.now_ms + in.windows.ack_l4_ms;
    case level::l3:
        return in.now_ms + in.windows.ack_l3_ms;
    case level::l2:
        if (in.at.ack_l2_due_ms > in.now_ms)
            return in.at.ack_l2_due_ms;
        break;
    default:
        if (in.at.ack_h_due_ms > in.now_ms)
            return in.at.ack_h_due_ms;
        break;
    }
    return in.now_ms + in.windows.repage_later_ms; // the rota does not say: look again soon
}

bool is_paged(const turn& in, const std::string& id)
{
    return std::ranges::find(in.state.paged, id, &paged_person::id) != in.state.paged.end();
}

std::vector<reachable> not_paged_yet(const turn& in, std::vector<reachable> people)
{
    std::erase_if(people, [&](const reachable& who) { return is_paged(in, who.id); });
    return people;
}

// Pages the first tier that has somebody new: the next one, or somebody whose hours have begun
// since. False when everybody who can be reached was paged.
bool page_next(turn& in)
{
    for (const auto which : chain_order)
    {
        const auto people = not_paged_yet(in, people_of(in.at, which));
        if (!page_people(in, people, which, false))
            continue;
        in.state.reached = which;
        in.state.receipt_tries = 0;
        in.arm(timer_kind::ack, ack_due_ms(in));
        in.arm(timer_kind::receipt, in.now_ms + in.windows.receipt_ms);
        return true;
    }
    return false;
}

void tell_the_others(turn& in)
{
    auto& s = in.state;
    if (s.was_notice_sent || !in.is_urgent())
        return;
    s.was_notice_sent = true;
    for (const auto& who : in.at.others)
        in.emit(
            notice{who.id, notice_kind::no_cover, s.case_number, s.is_drill, page_urgency::now});
}

void wait_for_cover(turn& in)
{
    auto& s = in.state;
    const bool was_known = s.page == page_part::no_cover && s.has_no_responders;
    s.page = page_part::no_cover;
    s.has_no_responders = !in.at.has_responders;
    s.opening_ms = in.opening_ms();
    if (s.has_no_responders && !was_known)
        in.emit(alert_operator{alert_kind::no_responder, s.case_number});
    in.log("no_cover");
    in.arm(timer_kind::opening, in.waits_until_ms());
}

void give_up_waiting(turn& in)
{
    auto& s = in.state;
    s.page = page_part::unanswered;
    s.repages = 0;
    // "Everyone on the list" is said only when nobody on it was left out for the hour.
    s.is_only_on_duty = !not_paged_yet(in, in.at.others).empty();
    stop_paging(in);
    in.log("unanswered");
    in.emit(alert_operator{alert_kind::unanswered, s.case_number});
    in.arm(timer_kind::repage, in.now_ms + in.windows.repage_ms);
}

std::vector<reachable> covering(const turn& in)
{
    std::vector<reachable> out;
    for (const auto which : chain_order)
        for (auto& who : people_of(in.at, which))
            if (std::ranges::find(out, who.id, &reachable::id) == out.end())
                out.push_back(std::move(who));
    return out;
}

std::vector<reachable> paged_so_far(const turn& in)
{
    std::vector<reachable> out;
    for (const auto& who : in.state.paged)
        out.push_back({who.id, who.name, who.channels});
    return out;
}

} // namespace

void stop_paging(turn& in)
{
    for (const auto kind :
         {timer_kind::receipt, timer_kind::ack, timer_kind::repage, timer_kind::opening})
        in.disarm(kind);
}

void start_page(turn& in)
{
    auto& s = in.state;
    stop_paging(in);
    in.disarm(timer_kind::contact);
    in.disarm(timer_kind::review);
    s.paged.clear();
    s.reached = tier::none;
    s.is_contact_missed = false;
    s.works_until_ms = in.at.is_open ? in.at.ack_h_due_ms : 0;
    if (in.at.never_closes)
        s.works_until_ms = day_and_night;
    if (!in.at.has_responders || !in.may_page_now())
        return wait_for_cover(in);
    if (!in.at.is_open)
        tell_the_others(in);
    if (!page_next(in))
        return wait_for_cover(in);
    s.page = page_part::sent;
    s.has_no_responders = false;
    s.opening_ms = 0;
}

// Somebody has the case already. What is urgent now is paged again, to them first, because they
// have shown that they answer; what is not is theirs to see.
void page_with_holder(turn& in)
{
    auto& s = in.state;
    if (!in.is_urgent())
        return;
    stop_paging(in);
    in.disarm(timer_kind::contact);
    in.disarm(timer_kind::review);
    s.paged.clear();
    s.is_contacted = false;
    s.page = page_part::sent;
    page_people(in, {holder_of(in)}, tier::primary, true);
    if (page_next(in))
        return;
    in.arm(timer_kind::ack, ack_due_ms(in));
    in.arm(timer_kind::receipt, in.now_ms + in.windows.receipt_ms);
}

void page_higher(turn& in)
{
    auto& s = in.state;
    in.notify(notice_kind::raised);
    if (s.page == page_part::acked)
        return page_with_holder(in);
    if (s.page != page_part::unanswered)
        return start_page(in);
    // Only a human ack leaves `unanswered`; everybody hears at once that it is graver.
    s.repages = 0;
    auto people = paged_so_far(in);
    page_people(in, people, tier::primary, true);
    people = not_paged_yet(in, covering(in));
    page_people(in, people, tier::on_call, false);
    in.arm(timer_kind::repage, in.now_ms + in.windows.repage_ms);
}

void next_tier(turn& in)
{
    if (in.state.page == page_part::unanswered) // whose own timer goes on
        return take_cover(in);
    if (page_next(in))
        in.state.page = page_part::chain;
    else
        give_up_waiting(in);
}

void ack_fired(turn& in)
{
    const auto page = in.state.page;
    if (page != page_part::sent && page != page_part::delivered && page != page_part::chain)
        return;
    if (!in.may_page_now())
        return in.arm(timer_kind::ack, in.waits_until_ms());
    next_tier(in);
}

void opening_fired(turn& in)
{
    if (in.state.page == page_part::no_cover)
        start_page(in);
}

void repage_fired(turn& in)
{
    auto& s = in.state;
    if (s.page != page_part::unanswered)
        return;
    if (!in.may_page_now())
        return in.arm(timer_kind::repage, in.waits_until_ms());
    ++s.repages;
    const bool is_early = s.repages <= static_cast<std::uint32_t>(in.windows.repage_times);
    const auto again = is_early ? paged_so_far(in) : in.at.last_resort;
    const auto fresh = not_paged_yet(in, covering(in));
    const bool is_again = page_people(in, again, tier::operator_, true);
    const bool is_fresh = page_people(in, not_paged_yet(in, fresh), tier::on_call, false);
    if (!is_again && !is_fresh)
        in.emit(alert_operator{alert_kind::unanswered, s.case_number});
    const bool is_next_early = s.repages < static_cast<std::uint32_t>(in.windows.repage_times);
    in.arm(
        timer_kind::repage,
        in.now_ms + (is_next_early ? in.windows.repage_ms : in.windows.repage_later_ms));
}

void take_cover(turn& in)
{
    auto& s = in.state;
    if (s.page == page_part::no_cover)
        return start_page(in);
    if (s.page == page_part::unanswered && in.may_page_now())
        page_people(in, not_paged_yet(in, covering(in)), tier::on_call, false);
}

} // namespace switchback::escalation
