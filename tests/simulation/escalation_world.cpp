#include "tests/simulation/escalation_world.hpp"

#include "bot/core/escalation/status.hpp"

#include <algorithm>

namespace escalation_tests {

using namespace switchback::escalation;
namespace limits = switchback::limits;

namespace {

constexpr std::int64_t first_day = 20'530; // around the clock change of March 2026

constexpr const char* ids[]{"ann", "bo", "cy", "dee", "eve", "flo"};

} // namespace

world::world(std::uint64_t seed) : chance_(seed)
{
    has_summer_time_ = chance(50);
    make_rota();
    client_.is_invited = !chance(3);
    client_.age = chance(5) ? age_band::under_18 : age_band::adult;
    policy_.has_minors_policy = chance(50);
    time_ms_ = first_day * limits::day_ms + roll(20 * limits::day_ms);
    stored_ = save(state_);
}

std::int64_t world::roll(std::int64_t sides)
{
    return static_cast<std::int64_t>(chance_() % static_cast<std::uint64_t>(sides));
}

void world::make_rota()
{
    const auto people = roll(7); // none at all in one of seven worlds
    for (std::int64_t i = 0; i < people; ++i)
    {
        responder who;
        who.id = ids[i];
        who.name = std::string("Dr ") + ids[i];
        who.channels = static_cast<std::uint8_t>(roll(5));
        who.is_primary = chance(50);
        who.is_backup = chance(40);
        who.is_supervisor = chance(25);
        who.is_operator = !who.is_primary && !who.is_backup && !who.is_supervisor;
        for (int day = 0; day < 7; ++day)
        {
            const auto from = static_cast<int>(roll(1'200));
            if (chance(day < 5 ? 80 : 15))
                who.hours.push_back({day, from, from + 60 + static_cast<int>(roll(600))});
            if (chance(20))
                who.on_call.push_back({day, from, from + 1'440});
        }
        if (chance(20))
            who.away = {{first_day + roll(20), first_day + 10 + roll(60)}};
        rota_.people.push_back(std::move(who));
    }
    for (auto day = roll(4); day > 0; --day)
        rota_.holidays.push_back(first_day + roll(30));
}

int world::offset_min(std::int64_t time_ms) const
{
    constexpr auto change_ms = 20'541 * limits::day_ms + limits::hour_ms;
    return has_summer_time_ && time_ms >= change_ms ? 120 : 60;
}

cover world::cover_now() const
{
    return cover_at(
        rota_, policy_, [this](std::int64_t at_ms) { return offset_min(at_ms); },
        time_ms_ + clock_error_ms_);
}

template <class What>
void world::take(What what)
{
    if (broken_.empty())
        commit({time_ms_ + clock_error_ms_, client_, std::move(what)});
}

void world::commit(const event& happened)
{
    ++figures_.events;
    if (chance(5)) // the process dies before the commit, and the input comes again
    {
        ++figures_.crashes;
        (void)advance(state_, policy_, cover_now(), happened);
        state_ = load(stored_).value();
    }
    const auto before = state_;
    auto done = advance(before, policy_, cover_now(), happened);
    if (done.refused == refusal::none)
        keep_timers(done.effects, rows_);
    broken_ = broken_promise(before, happened, done, rows_);
    if (!broken_.empty())
        broken_ +=
            " (event " + std::to_string(happened.what.index()) + ", " +
            std::string(name_of(before.now_at)) + " to " + std::string(name_of(done.next.now_at)) +
            ", " + std::string(name_of(before.dialogue)) + " to " +
            std::string(name_of(done.next.dialogue)) + ", " + std::string(name_of(before.page)) +
            " to " + std::string(name_of(done.next.page)) + ")";
    state_ = std::move(done.next);
    stored_ = save(state_);
    if (chance(5)) // it dies after the commit
    {
        ++figures_.crashes;
        state_ = load(stored_).value();
    }
    for (const auto& one : done.effects)
        if (const auto* page = std::get_if<send_page>(&one))
        {
            deliver(*page);
            if (chance(10)) // and an effect may be done twice
                deliver(*page);
        }
    if (broken_.empty() && done.refused == refusal::none)
        check_truth(before);
    if (state_.is_open && state_.now_at >= level::l2 && risk_case_ != state_.case_number)
    {
        risk_case_ = state_.case_number;
        ++figures_.cases_at_risk;
    }
}

void world::deliver(const send_page& what)
{
    ++figures_.pages;
    for (unsigned i = 0; i < what.channels; ++i)
    {
        const auto channel = static_cast<std::uint8_t>(what.first_channel + i);
        const auto at_ms = time_ms_ + 1'000 + roll(90'000);
        const bool is_dead = (dead_channels_[what.responder] >> channel & 1U) != 0;
        if (is_dead && chance(50))
            continue; // not even an error comes back
        if (is_dead)
        {
            sendings_.push_back({at_ms, {what.number, what.responder, channel, receipt::failed}});
            continue;
        }
        const bool is_mail = channel % 2 != 0; // accepted, never delivered
        const auto taken = is_mail ? receipt::only_sent : receipt::accepted;
        sendings_.push_back({at_ms, {what.number, what.responder, channel, taken}});
        if (!is_mail && chance(80))
            sendings_.push_back(
                {at_ms + roll(60'000), {what.number, what.responder, channel, receipt::delivered}});
    }
}

// What is claimed of the clinic, held against the world itself.
void world::check_truth(const case_state& before)
{
    const auto at = cover_now();
    if (state_.page == page_part::unanswered && before.page != page_part::unanswered)
    {
        const auto is_paged = [this](const reachable& who) {
            return std::ranges::find(state_.paged, who.id, &paged_person::id) != state_.paged.end();
        };
        for (const auto which : {tier::primary, tier::backup, tier::on_call, tier::supervisor})
            if (!std::ranges::all_of(people_of(at, which), is_paged))
                broken_ = "unanswered, and somebody on duty was not tried";
        if (!state_.is_only_on_duty && !std::ranges::all_of(at.others, is_paged))
            broken_ = "everyone on the list, and somebody was not tried";
    }
    if (state_.page == page_part::no_cover && before.page != page_part::no_cover)
    {
        const bool is_urgent = state_.now_at >= level::l3;
        const bool is_somebody = !at.on_call.empty() || !at.supervisor.empty();
        if (at.is_open || (is_urgent && is_somebody))
            broken_ = "no cover, and somebody is there";
        if (state_.has_no_responders == at.has_responders)
            broken_ = "no responder, and there is one";
    }
    // Whatever the clock did, an urgent ack is never further away than its window.
    const auto* ack = find_timer(state_, timer_kind::ack);
    if (state_.now_at >= level::l3 && ack != nullptr &&
        ack->due_ms > time_ms_ + clock_error_ms_ + policy_.ack_l3_ms)
        broken_ = "an urgent ack is due too late";
}

void world::fire_due()
{
    // As the service does: the row is gone, and the event carries its generation.
    for (int fired = 0; fired < 50 && broken_.empty(); ++fired)
    {
        const auto now_ms = time_ms_ + clock_error_ms_;
        const auto due = std::ranges::find_if(
            rows_, [now_ms](const armed_timer& row) { return row.due_ms <= now_ms; });
        if (due == rows_.end())
            return;
        const auto row = *due;
        rows_.erase(due);
        take(timer_fired{row.kind, row.generation});
        if (chance(10)) // two nodes fired it
            take(timer_fired{row.kind, row.generation});
    }
    if (broken_.empty())
        broken_ = "timers fire without end";
}

void world::pass_time(std::int64_t until_ms)
{
    while (time_ms_ < until_ms && broken_.empty())
    {
        auto next_ms = until_ms;
        for (const auto& row : rows_)
            next_ms = std::min(next_ms, row.due_ms - clock_error_ms_);
        const auto sent = std::ranges::min_element(sendings_, {}, &sending::at_ms);
        if (sent != sendings_.end())
            next_ms = std::min(next_ms, sent->at_ms);
        time_ms_ = std::max(time_ms_, next_ms);
        if (sent != sendings_.end() && sent->at_ms <= time_ms_)
        {
            const auto what = sent->what;
            sendings_.erase(sent);
            take(what);
            if (chance(5))
                take(what);
        }
        fire_due();
    }
}

void world::act_client()
{
    signal what;
    switch (roll(10))
    {
    case 0:
    case 1:
    case 2:
        what.from = static_cast<source>(roll(6));
        what.about = static_cast<category>(1 + roll(8));
        what.outcome = static_cast<switchback::risk::outcome>(roll(3));
        what.how_soon = chance(20) ? urgency::now : urgency::unknown;
        what.at_least = chance(10) ? level::l2 : level::none;
        what.item = "phq9.9";
        what.value = static_cast<int>(roll(4));
        what.rule = "rule." + std::to_string(roll(6)) + "@1";
        what.reference = "m" + std::to_string(roll(40));
        what.is_drill = chance(2);
        what.help_was_shown = what.outcome == switchback::risk::outcome::crisis;
        return take(raised{what});
    case 3:
    case 4:
    case 5:
        return take(answered{
            state_.question_token - (chance(10) ? 1 : 0), static_cast<answer>(1 + roll(6))});
    case 6:
        return take(left_quickly{});
    case 7:
        return take(came_back{});
    case 8:
        return chance(50) ? take(asked_to_check_again{}) : take(retracted{});
    default:
        return chance(50) ? take(gave_safe_contact{chance(70)})
                          : take(category_changed{static_cast<category>(roll(9)), "client"});
    }
}

void world::act_responder()
{
    const std::string who = ids[roll(6)];
    const auto epoch = state_.epoch - (chance(15) ? 1U : 0U);
    const auto now_ms = time_ms_ + clock_error_ms_;
    switch (roll(9))
    {
    case 0:
    case 1: {
        const claimed what{
            epoch, who, "Dr " + who, static_cast<contact_means>(roll(5)),
            chance(30) ? 0 : now_ms + roll(3 * limits::hour_ms)};
        take(what);
        if (chance(30)) // a double click, or two people at once
            take(what);
        return;
    }
    case 2:
        return take(contact_made{epoch, who, "Dr " + who, chance(60)});
    case 3:
        return take(contact_made{epoch, state_.held.id, state_.held.name, chance(60)});
    case 4:
    case 5:
        return take(human_wrote{epoch, state_.held.id, {}});
    case 6:
        return take(handed_back{epoch, state_.held.id});
    case 7:
        return chance(40) ? take(closed{
                                epoch, who, static_cast<close_reason>(roll(10)),
                                static_cast<close_outcome>(roll(6)), 0})
                          : take(marked_false_alarm{who, chance(50)});
    default:
        return chance(50) ? take(reopened{chance(50) ? who : ""})
                          : take(known_item_reviewed{
                                "phq9.9", static_cast<int>(roll(4)),
                                now_ms + roll(40) * limits::day_ms, who});
    }
}

void world::fault()
{
    switch (roll(4))
    {
    case 0: // channels are killed in turn
        if (!rota_.people.empty())
            dead_channels_[ids[roll(6)]] |= 1U << roll(4);
        return;
    case 1:
        dead_channels_.clear();
        return;
    case 2: // the clock jumps, and may come back
        clock_error_ms_ = chance(50) ? 0 : roll(4 * limits::hour_ms) - 2 * limits::hour_ms;
        return;
    default: // the rota is changed under an open case
        if (!rota_.people.empty())
        {
            auto& who = rota_.people[static_cast<std::size_t>(
                roll(static_cast<std::int64_t>(rota_.people.size())))];
            who.channels = static_cast<std::uint8_t>(roll(5));
            take(cover_changed{});
        }
    }
}

std::string world::live()
{
    const auto acts = 10 + roll(60);
    const auto responders = roll(60); // from nobody who ever answers to a lively clinic
    for (std::int64_t i = 0; i < acts && broken_.empty(); ++i)
    {
        const auto pause_ms = chance(60) ? roll(5 * limits::minute_ms) : roll(9 * limits::hour_ms);
        pass_time(time_ms_ + pause_ms);
        if (chance(8))
            fault();
        if (chance(static_cast<int>(responders)))
            act_responder();
        else
            act_client();
        if (chance(5))
            take(tick{});
    }
    clock_error_ms_ = 0;
    // Everybody falls silent. Time alone must lead each case to where it says what is true.
    pass_time(time_ms_ + 9 * limits::day_ms);
    if (broken_.empty())
        check_end();
    return broken_;
}

void world::check_end()
{
    const bool is_at_risk = state_.is_open && state_.now_at >= level::l2;
    std::string end(state_.is_open ? name_of(state_.page) : "closed");
    if (is_at_risk)
        switch (state_.page)
        {
        case page_part::acked:
            // A contact that is not urgent is asked after when the clinic is open again.
            if (const auto* due = find_timer(state_, timer_kind::contact);
                !state_.is_contacted &&
                (state_.now_at >= level::l3 || due == nullptr || due->due_ms <= time_ms_))
                broken_ = "taken, and nobody asks whether contact was made";
            break;
        case page_part::none:
            end = "review";
            break;
        case page_part::unanswered:
        case page_part::no_cover:
        case page_part::closed:
            break;
        default:
            // Four working hours may be weeks away where a clinic opens an hour a week; nothing
            // urgent waits for them.
            if (state_.now_at >= level::l3 ||
                find_timer(state_, timer_kind::ack)->due_ms <= time_ms_)
                broken_ = "days later still " + end;
            end = "within its window";
        }
    if (is_at_risk)
        ++figures_.ends[end];
    if (is_at_risk && !state_.is_drill && state_.page != page_part::none && !shown_status(state_))
        broken_ = "nothing is said where something is true";
}

} // namespace escalation_tests
