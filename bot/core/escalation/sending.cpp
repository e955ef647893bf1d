// Pages as they leave: which channels, what came back, and what is tried next.
#include "bot/core/escalation/turn.hpp"

#include <algorithm>

namespace switchback::escalation {
namespace {

bool is_reached(const paged_person& who)
{
    return std::ranges::find(who.receipts, receipt::delivered) != who.receipts.end();
}

bool is_hopeless(const paged_person& who)
{
    return std::ranges::all_of(
        who.receipts, [](receipt one) { return one == receipt::none || one == receipt::failed; });
}

void send(turn& in, const paged_person& who, std::uint8_t first, std::uint8_t count, bool repeats)
{
    const auto urgency = in.is_urgent() ? page_urgency::now : page_urgency::today;
    in.emit(send_page{
        who.page, who.id, who.as, urgency, first, count, in.state.case_number, repeats,
        in.state.is_drill});
    in.log(
        "page", {{"responder", who.id},
                 {"name", who.name},
                 {"tier", std::string(name_of(who.as))},
                 {"urgency", std::string(name_of(urgency))},
                 {"page", std::to_string(who.page)},
                 {"repeat", repeats ? "true" : "false"},
                 {"first_channel", std::to_string(first)},
                 {"channels", std::to_string(count)}});
}

// Tries the first channel that was not tried yet; false when there is none.
bool send_by_next_channel(turn& in, paged_person& who)
{
    for (std::uint8_t i = 0; i < who.channels; ++i)
        if (who.receipts[i] == receipt::none)
        {
            who.receipts[i] = receipt::sending;
            ++in.state.counted.retries;
            send(in, who, i, 1, true);
            return true;
        }
    return false;
}

// Once more by the ways that may still answer, as the same page; false when there is none: a mail
// that was taken is not mailed again, and the deadline of the acknowledgement says what is next.
bool send_again(turn& in, const paged_person& who)
{
    bool is_any = false;
    for (std::uint8_t first = 0; first < who.channels; ++first)
    {
        std::uint8_t count = 0;
        while (first + count < who.channels && who.receipts[first + count] != receipt::only_sent)
            ++count;
        if (count == 0)
            continue;
        send(in, who, first, count, true);
        first = static_cast<std::uint8_t>(first + count);
        is_any = true;
    }
    if (is_any)
        ++in.state.counted.retries;
    return is_any;
}

paged_person* entry_for(turn& in, const reachable& person)
{
    auto& paged = in.state.paged;
    const auto found = std::ranges::find(paged, person.id, &paged_person::id);
    if (found != paged.end())
        return &*found;
    if (person.id.size() > limits::responder_bytes ||
        person.name.size() > limits::responder_name_bytes)
        return nullptr; // `check` of the rota refuses these
    if (paged.size() == limits::case_people)
    {
        in.emit(alert_operator{alert_kind::full, in.state.case_number});
        return nullptr;
    }
    paged.push_back({person.id, person.name, tier::none, person.channels, 0, 0, {}});
    return &paged.back();
}

bool waits_for_ack(page_part page)
{
    return page == page_part::sent || page == page_part::delivered || page == page_part::chain;
}

} // namespace

bool page_people(turn& in, const std::vector<reachable>& people, tier as, bool is_repeat)
{
    bool is_any = false;
    for (const auto& person : people)
    {
        auto* who = person.channels == 0 ? nullptr : entry_for(in, person);
        if (who == nullptr)
            continue;
        const auto count = std::min<std::size_t>(limits::channels_at_first, person.channels);
        if (who->as == tier::none)
            who->as = as;
        who->channels = std::min<std::uint8_t>(
            person.channels, static_cast<std::uint8_t>(limits::pager_channels));
        who->page = ++in.state.last_page;
        who->sent_ms = in.now_ms;
        who->receipts.fill(receipt::none);
        std::fill_n(who->receipts.begin(), count, receipt::sending);
        ++in.state.counted.pages;
        send(in, *who, 0, static_cast<std::uint8_t>(count), is_repeat);
        is_any = true;
    }
    return is_any;
}

void receipt_fired(turn& in)
{
    auto& s = in.state;
    if (!waits_for_ack(s.page))
        return;
    bool is_waiting = false;
    for (auto& who : s.paged)
        if (!is_reached(who))
        {
            const bool is_sent = send_by_next_channel(in, who) || send_again(in, who);
            is_waiting = is_waiting || is_sent;
        }
    if (is_waiting && ++s.receipt_tries < limits::case_receipt_tries)
        in.arm(timer_kind::receipt, in.now_ms + in.windows.receipt_ms);
}

void take_result(turn& in, const send_result& what)
{
    auto& s = in.state;
    const auto found = std::ranges::find_if(s.paged, [&](const paged_person& who) {
        return who.id == what.responder && who.page == what.page;
    });
    if (!s.is_open || found == s.paged.end() || what.channel >= found->channels)
        return in.refuse(refusal::stale);
    auto& was = found->receipts[what.channel];
    if (was == what.was || was == receipt::delivered)
        return in.refuse(refusal::already);
    if (what.was == receipt::none || what.was == receipt::sending)
        return in.refuse(refusal::bad_value);
    was = what.was;
    in.log(
        "receipt", {{"responder", what.responder},
                    {"page", std::to_string(what.page)},
                    {"channel", std::to_string(what.channel)},
                    {"was", std::string(name_of(what.was))}});
    if (what.was == receipt::delivered)
    {
        ++s.counted.receipts;
        if (s.page == page_part::sent)
            s.page = page_part::delivered;
        if (std::ranges::all_of(s.paged, is_reached))
            in.disarm(timer_kind::receipt);
    }
    if (what.was != receipt::failed)
        return;
    // The next channel at once; when nobody can be reached by any, the next people at once.
    const bool is_tried_on = send_by_next_channel(in, *found);
    if (!is_tried_on && waits_for_ack(s.page) && std::ranges::all_of(s.paged, is_hopeless))
        next_tier(in);
}

} // namespace switchback::escalation
