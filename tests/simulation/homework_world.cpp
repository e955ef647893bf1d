#include "tests/simulation/homework_world.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/homework/adherence.hpp"
#include "bot/core/homework/calendar.hpp"
#include "bot/core/homework/draft.hpp"
#include "bot/service/zone.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace homework_tests {

using namespace switchback::homework;
namespace limits = switchback::limits;
using switchback::private_text;

namespace {

constexpr const char* zones[]{"Europe/Madrid",     "America/New_York", "Australia/Lord_Howe",
                              "Africa/Casablanca", "America/Santiago", "Asia/Beirut",
                              "Asia/Kathmandu",    "Pacific/Chatham",  "Antarctica/Troll",
                              "America/Havana"};

constexpr const char* rules[]{
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3;COUNT=9",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;BYDAY=MO,TH",
    "FREQ=WEEKLY;INTERVAL=2;COUNT=4",
    "FREQ=MONTHLY;BYMONTHDAY=-1,15",
    "FREQ=MONTHLY;BYDAY=1MO,-1FR"};

constexpr std::size_t most_assignments = 5;

} // namespace

world_figures& world_figures::operator+=(const world_figures& other)
{
    events += other.events;
    refused += other.refused;
    delivered += other.delivered;
    done += other.done;
    reminders += other.reminders;
    merged += other.merged;
    jumps += other.jumps;
    moves += other.moves;
    lost += other.lost;
    return *this;
}

world::world(std::uint64_t seed) : random_(seed)
{
    now_ms_ = day_of(2026, 2, 1).value() * limits::day_ms + pick(0, limits::day_ms);
    move_clock();
    zone_name_ = zones[pick(0, std::size(zones) - 1)];
    zone_ = [name = zone_name_](std::int64_t at) {
        return switchback::service::utc_offset_min(name, at);
    };
    quiet_ = {limits::quiet_from_hour * 60, limits::quiet_until_hour * 60};
    if (chance(30))
        quiet_ = {
            static_cast<std::int32_t>(pick(0, 47) * 30),
            static_cast<std::int32_t>(pick(0, 47) * 30)};
}

std::int64_t world::pick(std::int64_t least, std::int64_t most)
{
    return least +
           static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(most - least + 1));
}

void world::fail(std::string why)
{
    if (broken_.empty())
        broken_ = fmt::format("{} at {} in {}", why, now_ms_, zone_name_);
}

std::string world::stored() const
{
    std::string out;
    for (const auto& one : all_)
        out += save(one.state);
    return out;
}

void world::assign_something()
{
    draft from;
    from.number.bytes.back() = static_cast<std::uint8_t>(all_.size() + 1);
    from.client.bytes.back() = 1;
    from.what = {"small-step", 1, "hash", 5, "", 0, 0};
    auto& when = from.when;
    when.first_day = switchback::escalation::local_day(zone_, now_ms_) + pick(0, 5);
    when.opens_minute = static_cast<std::int32_t>(pick(0, 47) * 30);
    when.due_after_days = static_cast<std::int32_t>(pick(1, 4));
    when.due_minute = static_cast<std::int32_t>(pick(0, 1'440));
    when.closes_after_days = when.due_after_days + static_cast<std::int32_t>(pick(0, 3));
    when.closes_minute = 1'440;
    if (chance(60))
        from.repeats = rules[pick(0, std::size(rules) - 1)];
    else if (chance(30))
    {
        when.when = rhythm::before_session;
        when.lead_days = static_cast<std::int32_t>(pick(0, 2));
        for (int i = 0; i < 6; ++i)
            when.sessions.push_back(now_ms_ + (3 + 7 * i) * limits::day_ms);
    }
    if (!all_.empty() && chance(30))
        from.unlock = {
            chance(50) ? unlocking::after_done : unlocking::after_over, all_.back().state.number,
            static_cast<std::int32_t>(pick(0, 3))};
    from.may_start_early = chance(50);
    from.reminders = static_cast<std::int32_t>(pick(0, 2));
    auto made = assign(from, zone_, {.now_ms = now_ms_});
    if (!made)
        return fail("a good draft was refused");
    all_.push_back({std::move(*made), {}, {}});
    happen(all_.size() - 1, tick{});
}

void world::happen(std::size_t place, happening what)
{
    auto& one = all_[place];
    const auto bytes = save(one.state);
    const auto loaded = load(bytes);
    if (!loaded || *loaded != one.state)
        return fail("a value did not come back from its bytes");
    const bool was_done = one.state.was_done;
    auto made = advance(*loaded, zone_, {now_ms_, std::move(what)});
    ++figures_.events;
    if (made.refused.why != problem::none)
    {
        ++figures_.refused;
        if (save(made.next) != bytes || !made.effects.empty() || made.refused.field.empty())
            fail("a refused event changed something, or names no field");
        return;
    }
    one.state = std::move(made.next);
    figures_.done += one.state.was_done && !was_done ? 1 : 0;
    do_effects(place, made.effects);
    check(place);
}

void world::do_effects(std::size_t place, const std::vector<effect>& all)
{
    std::vector<std::int64_t> fresh;
    std::vector<tell_next> told;
    auto& one = all_[place];
    for (const auto& what : all)
        if (const auto* opened = std::get_if<deliver>(&what))
            fresh.push_back(opened->day);
        else if (const auto* timer = std::get_if<set_timer>(&what))
        {
            one.rows = {{timer->generation, timer->due_ms}};
            if (timer->due_ms <= now_ms_)
                fail("a timer was set into the past");
            if (chance(4))
            {
                one.rows.clear();
                ++figures_.lost;
            }
        }
        else if (std::holds_alternative<clear_timer>(what))
            one.rows.clear();
        else if (const auto* next = std::get_if<tell_next>(&what))
            told.push_back(*next);
    if (fresh.size() > 1)
        fail("two were delivered at once");
    for (const auto day : fresh)
    {
        const auto* open = find_occurrence(one.state, day);
        if (open != nullptr && (open->when.opens_ms > now_ms_ || open->when.closes_ms <= now_ms_))
            fail("delivered outside its window");
        // Planned away before it was begun, a day may come again.
        const bool is_again = !one.delivered.insert(day).second;
        if (is_again && one.state.version == 1)
            fail("delivered twice");
        ++figures_.delivered;
        if (chance(95))
            happen(place, delivered{day});
    }
    for (const auto& next : told)
        for (std::size_t i = 0; i < all_.size(); ++i)
            if (all_[i].state.unlock.previous == all_[place].state.number)
                happen(i, previous_ended{all_[place].state.number, next.was_done});
}

void world::check(std::size_t place)
{
    const auto& s = all_[place].state;
    if (s.kept.size() > limits::occurrences_kept)
        fail("more is kept than the limit");
    const bool waits = s.is == standing::active && !s.is_paused;
    if (!waits && s.timer_ms != 0)
        fail("a timer of something that waits for nothing");
    if (waits && s.timer_ms == 0 && s.when.when != rhythm::before_session)
        fail("active, and nothing will ever happen");
    std::set<std::int64_t> days;
    std::size_t open = 0;
    for (const auto& one : s.kept)
    {
        if (!days.insert(one.when.day).second)
            fail("one day twice");
        if (one.is_over && one.ended_ms == 0)
            fail("over, and never ended");
        if (!one.is_over && waits && one.when.closes_ms <= now_ms_)
            fail("closed, and still open");
        open += !one.is_over && one.opened_ms == 0 && one.when.opens_ms <= now_ms_ ? 1 : 0;
    }
    if (open > 1)
        fail("two wait to be begun");
    if (has_ended(s) && s.is != standing::finished && open != 0)
        fail("ended, and something is open");
    const auto how = adherence_of(s);
    const auto all = std::accumulate(std::begin(how.how.each), std::end(how.how.each), 0U);
    if (how.done > how.due || how.due + how.open > all)
        fail("the figures do not add up");
    if (shown_state(s).empty())
        fail("no state is shown");
}

void world::act(std::size_t place)
{
    const auto& s = all_[place].state;
    std::vector<std::int64_t> days{s.through_day, s.through_day + 1};
    for (const auto& one : s.kept)
        days.push_back(one.when.day);
    for (const auto& next : next_windows(s.when, zone_, s.through_day, 1))
        days.push_back(next.day);
    const auto day =
        days[static_cast<std::size_t>(pick(0, static_cast<std::int64_t>(days.size()) - 1))];
    switch (pick(0, 9))
    {
    case 0:
    case 1:
        return happen(place, started{day});
    case 2:
    case 3:
        return happen(place, progressed{day});
    case 4:
    case 5:
    case 6:
        return happen(place, completed{day});
    case 7:
        if (chance(10))
            return happen(place, refused{{}, private_text("no")});
        return happen(place, refused{day, {}});
    case 8: {
        proposal wish;
        wish.first_day = switchback::escalation::local_day(zone_, now_ms_) + pick(-1, 5);
        wish.opens_minute = static_cast<std::int32_t>(pick(0, 1'439));
        if (chance(50))
            wish.repeats = read_recurrence(rules[pick(0, std::size(rules) - 1)]).value();
        return happen(place, proposed{wish});
    }
    default:
        return act_of_therapist(place);
    }
}

void world::act_of_therapist(std::size_t place)
{
    const auto& s = all_[place].state;
    const auto version = chance(90) ? s.version : s.version + 1;
    switch (pick(0, 9))
    {
    case 0:
        return happen(place, paused{version});
    case 1:
    case 2:
    case 3:
        return happen(place, resumed{version});
    case 4:
        return chance(20) ? happen(place, revoked{version})
                          : happen(place, proposal_answered{version, true});
    case 5:
        return happen(place, proposal_answered{version, chance(70)});
    case 6: {
        std::vector<std::int64_t> sessions;
        for (int i = 0; i < 4; ++i)
            sessions.push_back(now_ms_ + pick(-3, 20) * limits::day_ms);
        return happen(place, sessions_set{sessions});
    }
    default: {
        edited change{
            version, private_text("note"), s.when, chance(50),
            static_cast<std::int32_t>(pick(0, 2))};
        change.when.first_day += pick(0, 3);
        change.when.opens_minute = static_cast<std::int32_t>(pick(0, 1'439));
        change.when.due_after_days = static_cast<std::int32_t>(pick(0, 5));
        if (chance(30))
        {
            change.when.when = rhythm::repeating;
            change.when.repeats = read_recurrence(rules[pick(0, std::size(rules) - 1)]).value();
        }
        return happen(place, change);
    }
    }
}

reminder_settings world::settings() const
{
    reminder_settings out;
    out.is_wanted = true;
    out.zone = zone_;
    out.quiet = quiet_;
    out.last_ms = last_reminder_ms_;
    return out;
}

void world::remind()
{
    std::vector<assignment> states;
    for (const auto& one : all_)
        states.push_back(one.state);
    const auto next = next_reminder(states, settings(), now_ms_);
    if (!next)
        return;
    if (next->at_ms < now_ms_ || next->about.empty())
        return fail("a reminder in the past, or about nothing");
    if (next->at_ms > now_ms_)
        return;
    if (is_quiet(zone_, quiet_, now_ms_))
        return fail("a reminder in quiet hours");
    using switchback::escalation::local_day;
    if (last_reminder_ms_ != 0 && local_day(zone_, last_reminder_ms_) == local_day(zone_, now_ms_))
        return fail("two reminders in one day");
    if (last_reminder_ms_ != 0 && std::abs(now_ms_ - last_reminder_ms_) < limits::reminder_apart_ms)
        return fail("two reminders within half a day");
    last_reminder_ms_ = now_ms_;
    ++figures_.reminders;
    figures_.merged += next->about.size() > 1 ? 1 : 0;
    for (std::size_t i = 0; i < all_.size(); ++i)
        if (std::ranges::find(next->about, all_[i].state.number) != next->about.end())
            happen(i, reminded{});
    // Everything that was said is said: nothing of it may ask again today.
    for (std::size_t i = 0; i < all_.size(); ++i)
        states[i] = all_[i].state;
    if (const auto again = next_reminder(states, settings(), now_ms_);
        again && again->at_ms <= now_ms_)
        fail("a second reminder at once");
}

void world::fire()
{
    for (std::size_t i = 0; i < all_.size(); ++i)
    {
        const auto rows = all_[i].rows;
        for (const auto& [generation, due] : rows)
            if (due <= now_ms_)
            {
                all_[i].rows.erase(generation);
                happen(i, tick{generation});
            }
        if (chance(10))
            happen(i, tick{}); // the look for lost rows
    }
}

void world::move_clock()
{
    if (zone_name_.empty())
        return;
    if (chance(2))
    {
        // Both ways, and never so far that a last reminder is no longer believed.
        now_ms_ += pick(-36, 36) * limits::hour_ms;
        ++figures_.jumps;
    }
    if (chance(1))
    {
        zone_name_ = zones[pick(0, std::size(zones) - 1)];
        zone_ = [name = zone_name_](std::int64_t at) {
            return switchback::service::utc_offset_min(name, at);
        };
        ++figures_.moves;
        for (std::size_t i = 0; i < all_.size(); ++i)
            happen(i, tick{});
    }
}

void world::pass_time()
{
    now_ms_ += chance(3) ? pick(1, 20) * limits::day_ms : pick(1, 16) * 30 * limits::minute_ms;
    move_clock();
}

std::string world::live()
{
    for (int i = 0; i < 400 && broken_.empty(); ++i)
    {
        if (all_.size() < most_assignments && chance(all_.empty() ? 100 : 4))
            assign_something();
        pass_time();
        fire();
        remind();
        if (chance(50))
            act(static_cast<std::size_t>(pick(0, static_cast<std::int64_t>(all_.size()) - 1)));
    }
    return broken_;
}

} // namespace homework_tests
