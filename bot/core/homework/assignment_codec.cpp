// How an assignment is stored: a format first, then the fields in order. A later format appends,
// and reads the earlier ones.
#include "bot/base/field_codec.hpp"
#include "bot/base/limits.hpp"
#include "bot/core/homework/assignment.hpp"

#include <algorithm>

namespace switchback::homework {
namespace {

constexpr std::uint8_t format = 1;
constexpr std::int64_t days_around = limits::furthest_day + 2 * limits::recurrence_days;

void field(field_saver& each, const id& value)
{
    each.to.raw(value.bytes.data(), value.bytes.size());
}

void field(field_loader& each, id& value)
{
    const auto read = each.from.raw(value.bytes.size());
    if (read.size() == value.bytes.size())
        std::ranges::copy(read, value.bytes.begin());
}

void field(field_saver& each, const private_text& value)
{
    each.to.text(value.reveal());
}

void field(field_loader& each, private_text& value)
{
    std::string read;
    each.text(read, limits::homework_words_bytes);
    value = private_text(std::move(read));
}

template <class Each, class Rule>
void rule_fields(Each& each, Rule& of)
{
    each.choice(of.every, frequency::monthly);
    each.number(of.interval, 1, limits::rule_interval_days);
    each.list(of.days, 7 * 11, [&each](auto& day) {
        each.number(day.nth, -5, 5);
        each.number(day.weekday, 0, 6);
    });
    each.list(of.month_days, 62, [&each](auto& day) { each.number(day, -31, 31); });
    each.number(of.count, 0, limits::rule_count);
}

// The part of a rule that may be missing; a saver is given a constant, a loader is not.
template <class Optional, class Take>
void maybe(field_saver& each, const Optional& value, Take take)
{
    each(value.has_value());
    if (value)
        take(*value);
}

template <class Optional, class Take>
void maybe(field_loader& each, Optional& value, Take take)
{
    bool has_value = false;
    each(has_value);
    if (has_value)
        take(value.emplace());
}

template <class Each, class Rule>
void whole_rule(Each& each, Rule& of)
{
    rule_fields(each, of);
    maybe(each, of.until_day, [&each](auto& day) { each.number(day, 0, limits::furthest_day); });
}

template <class Each, class Plan>
void plan_fields(Each& each, Plan& of)
{
    each.choice(of.when, rhythm::before_session);
    each.number(of.first_day, 0, limits::furthest_day);
    each.number(of.opens_minute, 0, 1'439);
    each.number(of.due_after_days, 0, 2 * limits::homework_window_days);
    each.number(of.due_minute, 0, 1'440);
    each.number(of.closes_after_days, 0, 2 * limits::homework_window_days);
    each.number(of.closes_minute, 0, 1'440);
    whole_rule(each, of.repeats);
    each.number(of.lead_days, 0, limits::session_lead_days);
    each.list(of.sessions, limits::sessions_known, [&each](auto& at) { each(at); });
}

template <class Each, class Occurrence>
void occurrence_fields(Each& each, Occurrence& of)
{
    each.number(of.when.day, -days_around, days_around);
    each(of.when.opens_ms);
    each(of.when.due_ms);
    each(of.when.closes_ms);
    each.choice(of.is, occurrence_state::skipped);
    each(of.is_over);
    each(of.sent_ms);
    each(of.opened_ms);
    each(of.ended_ms);
    each(of.reminded_ms);
    field(each, of.why);
}

template <class Each, class Assignment>
void all_fields(Each& each, Assignment& of)
{
    field(each, of.number);
    field(each, of.client);
    field(each, of.by);
    each.text(of.what.flow, limits::name_bytes);
    each(of.what.flow_version);
    each.text(of.what.bundle, limits::homework_name_bytes);
    each(of.what.minutes);
    each.text(of.what.pack, limits::name_bytes);
    each(of.what.pack_version);
    each(of.what.place);
    field(each, of.note);
    plan_fields(each, of.when);
    each.choice(of.unlock.when, unlocking::after_over);
    field(each, of.unlock.previous);
    each.number(of.unlock.delay_days, 0, limits::homework_window_days);
    each(of.may_start_early);
    each.number(of.reminders, 0, limits::nudges_each);
    each.choice(of.is, standing::finished);
    each(of.is_paused);
    each(of.was_done);
    each(of.version);
    field(each, of.why);
    maybe(each, of.asked, [&each](auto& wish) {
        each.number(wish.first_day, 0, limits::furthest_day);
        each.number(wish.opens_minute, 0, 1'439);
        maybe(each, wish.repeats, [&each](auto& rule) { whole_rule(each, rule); });
        field(each, wish.why);
        each(wish.asked_ms);
    });
    each.list(
        of.kept, limits::occurrences_kept, [&each](auto& one) { occurrence_fields(each, one); });
    for (auto& one : of.older.each)
        each(one);
    each(of.older.unsent);
    each(of.older.late);
    each.number(of.through_day, -days_around, days_around);
    each(of.timer_ms);
    each(of.generation);
}

// What no event can lead to, and what the engine could not go on from.
bool is_coherent(const assignment& of)
{
    const bool has_zero_day = std::ranges::count(of.when.repeats.month_days, 0) != 0;
    const bool has_bad_window = std::ranges::any_of(of.kept, [](const occurrence& one) {
        return one.when.closes_ms <= one.when.opens_ms || (one.is_over && one.ended_ms == 0);
    });
    const bool waits = of.is == standing::locked;
    return !has_zero_day && !has_bad_window && std::ranges::is_sorted(of.when.sessions) &&
           (!waits || of.unlock.when != unlocking::at_once) &&
           (of.timer_ms == 0 || of.generation != 0);
}

} // namespace

std::string save(const assignment& from)
{
    field_saver each;
    each.to.u8(format);
    all_fields(each, from);
    return std::move(each.to).take();
}

std::expected<assignment, error> load(std::string_view bytes)
{
    field_loader each(bytes);
    assignment out;
    if (each.from.u8() != format)
        return fail(errc::corrupt, "format");
    all_fields(each, out);
    if (!each.ends_well() || !is_coherent(out))
        return fail(errc::corrupt, "assignment");
    return out;
}

} // namespace switchback::homework
