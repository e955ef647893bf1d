// When a client is reminded, and what homework adds up to.
#include "bot/core/homework/burden.hpp"
#include "bot/core/homework/reminders.hpp"
#include "tests/unit/homework/scene.hpp"

#include <catch2/catch.hpp>

using namespace homework_tests;

namespace {

reminder_settings wanted()
{
    reminder_settings out;
    out.is_wanted = true;
    out.zone = utc;
    return out;
}

draft numbered(std::uint8_t n, draft from)
{
    from.number = number(n);
    return from;
}

} // namespace

TEST_CASE("reminders: only with consent, and not while a human or a case comes first")
{
    const scene in(written());
    auto with = wanted();
    CHECK(
        next_reminder({&in.state, 1}, with, at(monday, 8)) == reminder{at(monday, 9), {number(1)}});
    with.is_held = true;
    CHECK_FALSE(next_reminder({&in.state, 1}, with, at(monday, 8)).has_value());
    with = {};
    with.zone = utc;
    CHECK_FALSE(next_reminder({&in.state, 1}, with, at(monday, 8)).has_value());
    CHECK(reminder_words("en") == "You have a note");
    CHECK(reminder_words("es-MX") == "Tienes una nota");
}

TEST_CASE("reminders: none in quiet hours, and none for what would be gone by then")
{
    auto from = written();
    from.when.opens_minute = 22 * 60;
    const scene in(from);
    const auto with = wanted();
    CHECK(next_reminder({&in.state, 1}, with, at(monday, 12))->at_ms == at(monday + 1, 8));
    from.when.due_after_days = 1;
    from.when.due_minute = 60;
    from.when.closes_after_days = 1;
    from.when.closes_minute = 7 * 60;
    const scene night(from);
    CHECK_FALSE(next_reminder({&night.state, 1}, with, at(monday, 12)).has_value());
}

TEST_CASE("reminders: one a day for everything, and late ones are said once")
{
    scene first(numbered(1, written()));
    auto later = written();
    later.when.opens_minute = 15 * 60;
    scene second(numbered(2, later));
    auto tomorrow = written();
    tomorrow.when.first_day = monday + 1;
    scene third(numbered(3, tomorrow));
    auto with = wanted();
    std::vector<assignment> all{first.state, second.state, third.state};
    CHECK(next_reminder(all, with, at(monday, 8)) == reminder{at(monday, 9), {number(1)}});
    // It left at nine: the second, of the same day, waits for the next morning and comes with the
    // third.
    first.happen(at(monday, 9), reminded{});
    all[0] = first.state;
    with.last_ms = at(monday, 9);
    CHECK(next_reminder(all, with, at(monday, 9))->at_ms == at(monday + 1, 8));
    CHECK(next_reminder(all, with, at(monday + 1, 9))->about == std::vector{number(2), number(3)});
    // Nothing was sent for two days: one, not three.
    with.last_ms = 0;
    CHECK(
        next_reminder(all, with, at(monday + 2, 10)) ==
        reminder{at(monday + 2, 10), {number(2), number(3)}});
}

TEST_CASE("reminders: the next day is not the next minute")
{
    scene in(weekly("FREQ=DAILY"));
    auto with = wanted();
    with.quiet = {};
    with.last_ms = at(monday, 23, 59);
    CHECK(next_reminder({&in.state, 1}, with, at(monday, 23, 59))->at_ms == at(monday + 1, 11, 59));
    // A last one far ahead is a clock that was wrong.
    with.last_ms = at(monday + 300, 9);
    CHECK(next_reminder({&in.state, 1}, with, at(monday, 10))->at_ms == at(monday + 1, 8));
    with.last_ms = at(monday + 1, 9);
    CHECK(next_reminder({&in.state, 1}, with, at(monday, 10))->at_ms == at(monday + 2, 8));
}

TEST_CASE("reminders: not for what is begun, done, paused, locked or taken back")
{
    const auto with = wanted();
    const auto next = [&with](const scene& in, std::int64_t now) {
        return next_reminder({&in.state, 1}, with, now);
    };
    scene begun(written());
    begun.happen(at(monday, 8), started{monday});
    CHECK_FALSE(next(begun, at(monday, 8)).has_value());
    scene paused_one(written());
    paused_one.happen(at(monday, 8), paused{1});
    CHECK_FALSE(next(paused_one, at(monday, 8)).has_value());
    scene taken(written());
    taken.happen(at(monday, 8), revoked{1});
    CHECK_FALSE(next(taken, at(monday, 8)).has_value());
    auto waits = written();
    waits.unlock = {unlocking::after_done, number(9), 0};
    CHECK_FALSE(next(scene(waits), at(monday, 8)).has_value());
    scene done_one(weekly());
    done_one.happen(at(monday, 9), completed{monday});
    CHECK(next(done_one, at(monday, 10))->at_ms == at(monday + 7, 9));
}

TEST_CASE("reminders: with two, the second is a day before it is due")
{
    auto from = written();
    from.reminders = 2;
    scene in(from);
    auto with = wanted();
    in.happen(at(monday, 9), reminded{});
    with.last_ms = at(monday, 9);
    CHECK(next_reminder({&in.state, 1}, with, at(monday, 9))->at_ms == at(monday + 1, 9));
    in.happen(at(monday, 10), started{monday});
    CHECK(next_reminder({&in.state, 1}, with, at(monday, 10))->at_ms == at(monday + 1, 9));
    in.happen(at(monday + 1, 9), reminded{});
    CHECK_FALSE(next_reminder({&in.state, 1}, with, at(monday + 1, 9)).has_value());
}

TEST_CASE("burden: the fullest week is shown, and above the limits it is said")
{
    const quiet_hours quiet{1'260, 480};
    std::vector<assignment> all{scene(numbered(1, weekly("FREQ=WEEKLY;BYDAY=MO"))).state};
    CHECK(burden_of(all, utc, quiet, at(monday, 8)) == burden{10, 1});
    CHECK_FALSE(is_heavy({15, 3}));
    CHECK(is_heavy({16, 0}));
    CHECK(is_heavy({0, 4}));
    // Two on one day are two times ten minutes and one reminder.
    all.push_back(scene(numbered(2, weekly("FREQ=WEEKLY;BYDAY=MO"))).state);
    CHECK(burden_of(all, utc, quiet, at(monday, 8)) == burden{20, 1});
    // Another that begins in the third week makes that the fullest one.
    auto daily = weekly("FREQ=DAILY;COUNT=5");
    daily.when.first_day = monday + 14;
    daily.what.minutes = 2;
    all.push_back(scene(numbered(3, daily)).state);
    CHECK(burden_of(all, utc, quiet, at(monday, 8)) == burden{30, 5});
    CHECK(
        in_words(burden{30, 5}, "en") ==
        "About 30 minutes and 5 reminders in the fullest week. That is more than 15 minutes or 3 "
        "reminders: take something away, or spread it.");
    CHECK(
        in_words(burden{1, 1}, "es") == "Alrededor de 1 minuto y 1 aviso en la semana más llena.");
    CHECK(in_words(burden{10, 1}, "en") == "About 10 minutes and 1 reminder in the fullest week.");
}

TEST_CASE("burden: what is open counts today, and what is over does not")
{
    scene in(written());
    in.happen(at(monday, 9), tick{});
    CHECK(burden_of({&in.state, 1}, utc, {}, at(monday + 3, 9)) == burden{10, 1});
    in.happen(at(monday + 3, 9), reminded{}); // what was said is not to come
    CHECK(burden_of({&in.state, 1}, utc, {}, at(monday + 3, 9)) == burden{10, 0});
    in.happen(at(monday + 3, 10), completed{monday});
    CHECK(burden_of({&in.state, 1}, utc, {}, at(monday + 3, 10)) == burden{0, 0});
}
