// Every half hour of every day of two years in forty zones, as a service would come to it, against
// two libraries that go from the wall clock to UTC in their own way; and the days of rules against
// the calendar of one of them.
#include "bot/base/limits.hpp"
#include "bot/core/homework/calendar.hpp"
#include "bot/core/homework/quiet_hours.hpp"
#include "bot/core/homework/recurrence.hpp"
#include "bot/service/zone.hpp"

#include <catch2/catch.hpp>
#include <date/tz.h>
#include <unicode/calendar.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <random>
#include <set>

namespace {

using namespace switchback::homework;
namespace limits = switchback::limits;
namespace service = switchback::service;

// Gaps at 00:00, 02:00, 24:00; steps of 30 minutes and of two hours; a winter that is the change;
// none at all; both hemispheres; both ends of the date line.
constexpr const char* zones[]{
    "UTC",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "Africa/Johannesburg",
    "America/Adak",
    "America/Anchorage",
    "America/Argentina/Buenos_Aires",
    "America/Asuncion",
    "America/Chicago",
    "America/Denver",
    "America/Godthab",
    "America/Halifax",
    "America/Havana",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/Miquelon",
    "America/New_York",
    "America/Phoenix",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Jerusalem",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Atlantic/Azores",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Europe/Chisinau",
    "Europe/Dublin",
    "Europe/London",
    "Europe/Madrid",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Easter",
};
static_assert(std::size(zones) == 40);

constexpr int minutes_apart = 30;

std::int64_t first_day()
{
    return day_of(2026, 1, 1).value();
}

std::int64_t last_day()
{
    return day_of(2027, 12, 31).value();
}

struct tally
{
    std::int64_t instants = 0;
    std::int64_t early = 0;
    std::int64_t late = 0;
    std::int64_t twice = 0;
    std::int64_t missing = 0;
    std::int64_t mislabelled = 0;
    std::int64_t moved = 0;
    std::int64_t ambiguous = 0;
};

std::ostream& operator<<(std::ostream& to, const tally& of)
{
    return to << of.instants << " instants in " << std::size(zones) << " zones: " << of.early
              << " early, " << of.late << " late, " << of.twice << " double, " << of.missing
              << " missing, " << of.mislabelled << " mislabelled; " << of.moved
              << " moved out of a gap, " << of.ambiguous << " that happen twice";
}

struct answer
{
    std::int64_t at_ms = 0;
    bool is_moved = false;
    bool is_ambiguous = false;
};

// Lives through a daily rule as a service does, from one date to the next.
template <class Oracle>
void live(const zone_offset& zone, int minute, const Oracle& oracle, tally& into)
{
    const schedule daily{{}, first_day(), minute};
    std::int64_t from_ms = (first_day() - 2) * limits::day_ms;
    for (auto day = first_day(); day <= last_day(); ++day)
    {
        const answer wanted = oracle(day, minute);
        const auto found = next_dates(daily, zone, from_ms, 1);
        ++into.instants;
        into.ambiguous += wanted.is_ambiguous ? 1 : 0;
        into.moved += wanted.is_moved ? 1 : 0;
        if (found.empty() || found[0].day > day)
            ++into.missing;
        else if (found[0].day < day)
            ++into.twice;
        else if (found[0].at_ms != wanted.at_ms)
            ++(found[0].at_ms < wanted.at_ms ? into.early : into.late);
        else if (found[0].is_moved != wanted.is_moved)
            ++into.mislabelled;
        from_ms = found.empty() ? from_ms : found[0].at_ms + 1;
    }
}

void check(const tally& all)
{
    CHECK(all.early == 0);
    CHECK(all.late == 0);
    CHECK(all.twice == 0);
    CHECK(all.missing == 0);
    CHECK(all.mislabelled == 0);
    // Years without a change would prove nothing.
    CHECK(all.moved > 100);
    CHECK(all.ambiguous > 100);
}

// date's own way: the zone's entries are searched by local time.
answer by_date(const date::time_zone& in, std::int64_t day, int minute)
{
    const date::local_seconds wall{
        date::days(static_cast<int>(day)) + std::chrono::minutes(minute)};
    const auto info = in.get_info(wall);
    using std::chrono::seconds;
    if (info.result == date::local_info::nonexistent)
        return {info.second.begin.time_since_epoch().count() * 1'000, true, false};
    const auto at = wall.time_since_epoch() - info.first.offset;
    return {at.count() * 1'000, false, info.result == date::local_info::ambiguous};
}

// ICU's own way: its calendar resolves the fields, with its own copy of the zones' data.
class icu_clock
{
public:
    explicit icu_clock(const char* name)
    {
        UErrorCode ec = U_ZERO_ERROR;
        calendar_.reset(icu::Calendar::createInstance(icu::TimeZone::createTimeZone(name), ec));
        REQUIRE(U_SUCCESS(ec));
        calendar_->setSkippedWallTimeOption(UCAL_WALLTIME_NEXT_VALID);
        calendar_->setRepeatedWallTimeOption(UCAL_WALLTIME_FIRST);
    }

    [[nodiscard]] int offset_min(std::int64_t time_ms) const
    {
        UErrorCode ec = U_ZERO_ERROR;
        int32_t raw = 0;
        int32_t summer = 0;
        calendar_->getTimeZone().getOffset(static_cast<UDate>(time_ms), false, raw, summer, ec);
        return (raw + summer) / 60'000;
    }

    [[nodiscard]] answer at(std::int64_t day, int minute) const
    {
        const auto civil = civil_of(day);
        UErrorCode ec = U_ZERO_ERROR;
        calendar_->clear();
        calendar_->set(civil.year, civil.month - 1, civil.day, minute / 60, minute % 60, 0);
        const auto at = static_cast<std::int64_t>(calendar_->getTime(ec));
        REQUIRE(U_SUCCESS(ec));
        const auto shown =
            calendar_->get(UCAL_HOUR_OF_DAY, ec) * 60 + calendar_->get(UCAL_MINUTE, ec);
        // Asked for the second time instead, the calendar has another answer where there are two.
        calendar_->setRepeatedWallTimeOption(UCAL_WALLTIME_LAST);
        calendar_->clear();
        calendar_->set(civil.year, civil.month - 1, civil.day, minute / 60, minute % 60, 0);
        const bool is_again = static_cast<std::int64_t>(calendar_->getTime(ec)) != at;
        calendar_->setRepeatedWallTimeOption(UCAL_WALLTIME_FIRST);
        return {at, shown != minute, is_again};
    }

private:
    std::unique_ptr<icu::Calendar> calendar_;
};

} // namespace

TEST_CASE("homework clock: every day of two years in forty zones, against date's local times")
{
    tally all;
    for (const auto* name : zones)
    {
        INFO(name);
        const auto* in = date::locate_zone(name);
        const zone_offset zone = [name](std::int64_t at) {
            return service::utc_offset_min(name, at);
        };
        for (int minute = 0; minute < 1'440; minute += minutes_apart)
            live(
                zone, minute, [in](std::int64_t day, int at) { return by_date(*in, day, at); },
                all);
    }
    std::cout << "date: " << all << '\n';
    check(all);
}

TEST_CASE("homework clock: every day of two years in forty zones, against ICU's calendar")
{
    tally all;
    for (const auto* name : zones)
    {
        INFO(name);
        const icu_clock clock(name);
        const zone_offset zone = [&clock](std::int64_t at) { return clock.offset_min(at); };
        for (int minute = 0; minute < 1'440; minute += minutes_apart)
            live(
                zone, minute, [&clock](std::int64_t day, int at) { return clock.at(day, at); },
                all);
    }
    std::cout << "ICU: " << all << '\n';
    check(all);
}

TEST_CASE("homework clock: the end of quiet hours is the service's, every half hour of two years")
{
    const quiet_hours usual{limits::quiet_from_hour * 60, limits::quiet_until_hour * 60};
    std::int64_t compared = 0;
    for (const auto* name : zones)
    {
        INFO(name);
        const zone_offset zone = [name](std::int64_t at) {
            return service::utc_offset_min(name, at);
        };
        std::int64_t wrong = 0;
        for (auto at = first_day() * limits::day_ms; at < (last_day() + 1) * limits::day_ms;
             at += minutes_apart * limits::minute_ms, ++compared)
            wrong += outside_quiet_hours(zone, usual, at) != service::outside_quiet_hours(name, at)
                         ? 1
                         : 0;
        CHECK(wrong == 0);
    }
    std::cout << "quiet hours: " << compared << " instants as the service says\n";
}

TEST_CASE("homework clock: odd quiet hours never hold what leaves them, and never move it back")
{
    // Ends that fall into gaps and into hours that happen twice. A gap may swallow all that is not
    // quiet, so a day can pass whole.
    const quiet_hours odd[]{{60, 150}, {1'410, 30}, {0, 90}, {130, 125}, {120, 180}};
    std::int64_t compared = 0;
    for (const auto* name : zones)
    {
        INFO(name);
        const zone_offset zone = [name](std::int64_t at) {
            return service::utc_offset_min(name, at);
        };
        std::int64_t wrong = 0;
        for (const auto& hours : odd)
            for (auto at = first_day() * limits::day_ms; at < (last_day() + 1) * limits::day_ms;
                 at += minutes_apart * limits::minute_ms, ++compared)
            {
                const auto out = outside_quiet_hours(zone, hours, at);
                const bool was_quiet = is_quiet(zone, hours, at);
                wrong += out < at || is_quiet(zone, hours, out) || (out != at) != was_quiet ||
                                 out > at + 50 * limits::hour_ms
                             ? 1
                             : 0;
            }
        CHECK(wrong == 0);
    }
    std::cout << "odd quiet hours: " << compared << " instants\n";
}

namespace {

// The days of a rule made month by month, where the product asks a question of each day.
std::set<std::int64_t> made_by_date(const recurrence& rule, std::int64_t first, std::int64_t last)
{
    using namespace date;
    const auto number = [](sys_days at) { return std::int64_t{at.time_since_epoch().count()}; };
    const sys_days begin{days(static_cast<int>(first))};
    const year_month_day start{begin};
    std::set<std::int64_t> out;
    if (rule.every == frequency::daily)
        for (auto day = first; day <= last; day += rule.interval)
            out.insert(day);
    if (rule.every == frequency::weekly)
        for (auto monday = begin - (weekday(begin) - Monday); number(monday) <= last;
             monday += weeks(rule.interval))
            for (const auto& one : rule.days)
                out.insert(number(monday + days(one.weekday)));
    if (rule.every == frequency::monthly)
        for (auto month = start.year() / start.month(); number(month / 1) <= last;
             month += months(rule.interval))
        {
            std::set<std::int64_t> by_number;
            for (const int one : rule.month_days)
            {
                const auto at = one > 0 ? sys_days(month / day(static_cast<unsigned>(one)))
                                        : sys_days(month / date::last) + days(one + 1);
                if (year_month_day(at).month() == month.month() &&
                    year_month_day(at).year() == month.year())
                    by_number.insert(number(at));
            }
            std::set<std::int64_t> by_weekday;
            for (const auto& one : rule.days)
            {
                const auto wanted = Monday + days(one.weekday);
                for (unsigned nth = 1; nth <= 5; ++nth)
                {
                    const auto forward = month / wanted[nth];
                    const auto back = sys_days(month / wanted[date::last]) - weeks(nth - 1);
                    if ((one.nth == 0 || one.nth == static_cast<int>(nth)) && forward.ok())
                        by_weekday.insert(number(sys_days(forward)));
                    if (one.nth == -static_cast<int>(nth) &&
                        year_month_day(back).month() == month.month())
                        by_weekday.insert(number(back));
                }
            }
            if (rule.month_days.empty())
                out.merge(by_weekday);
            else if (rule.days.empty())
                out.merge(by_number);
            else
                std::ranges::set_intersection(by_number, by_weekday, std::inserter(out, out.end()));
        }
    std::erase_if(out, [&](std::int64_t day) {
        return day < first || day > last || (rule.until_day && day > *rule.until_day);
    });
    while (rule.count != 0 && out.size() > static_cast<std::size_t>(rule.count))
        out.erase(std::prev(out.end()));
    return out;
}

std::string any_rule(std::mt19937_64& chance)
{
    const auto pick = [&chance](int least, int most) {
        return std::uniform_int_distribution<int>(least, most)(chance);
    };
    constexpr const char* names[]{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    std::string out = "FREQ=";
    const auto kind = pick(0, 2);
    out += kind == 0 ? "DAILY" : kind == 1 ? "WEEKLY" : "MONTHLY";
    out += ";INTERVAL=" + std::to_string(kind == 0 ? pick(1, 30) : pick(1, 5));
    const auto shape = kind == 0 ? 0 : kind == 1 ? 1 : pick(1, 3);
    if ((shape & 1) != 0)
        for (int i = pick(1, 3), first = 1; i > 0; --i, first = 0)
        {
            const auto nth = kind == 2 ? pick(-5, 5) : 0;
            out += (first != 0 ? ";BYDAY=" : ",") + (nth == 0 ? "" : std::to_string(nth)) +
                   names[pick(0, 6)];
        }
    if ((shape & 2) != 0)
        for (int i = pick(1, 4), first = 1; i > 0; --i, first = 0)
            out += (first != 0 ? ";BYMONTHDAY=" : ",") +
                   std::to_string(pick(0, 2) == 0 ? -pick(1, 31) : pick(1, 31));
    if (const auto end = pick(0, 2); end == 1)
        out += ";COUNT=" + std::to_string(pick(1, 40));
    else if (end == 2)
        out += ";UNTIL=2027" + std::string(pick(0, 1) == 0 ? "0215" : "1031");
    return out;
}

} // namespace

TEST_CASE("homework clock: the days of three thousand rules are those that date makes")
{
    std::mt19937_64 chance(11);
    std::int64_t compared = 0;
    int empty = 0;
    for (int i = 0; i < 3'000; ++i)
    {
        const auto text = any_rule(chance);
        const auto first = first_day() + static_cast<std::int64_t>(chance() % 60);
        INFO(text << " from " << first);
        const auto rule = read_recurrence(text);
        REQUIRE(rule.has_value());
        REQUIRE(read_recurrence(to_text(*rule)) == rule);
        const auto wanted = made_by_date(*rule, first, last_day());
        auto found = next_days({*rule, first, 0}, first - 1, 1'000);
        std::erase_if(found, [](std::int64_t day) { return day > last_day(); });
        REQUIRE(found == std::vector<std::int64_t>(wanted.begin(), wanted.end()));
        compared += static_cast<std::int64_t>(found.size());
        empty += found.empty() ? 1 : 0;
        // Asked from the middle, the rest is the same.
        if (found.size() > 2)
        {
            const auto middle = found[found.size() / 2];
            const auto rest = next_days({*rule, first, 0}, middle, 1);
            REQUIRE((rest.empty() ? last_day() + 1 : rest[0]) >= middle + 1);
            if (found.size() / 2 + 1 < found.size())
                REQUIRE(rest[0] == found[found.size() / 2 + 1]);
        }
    }
    std::cout << "rules: 3000, " << compared << " days compared, " << empty
              << " rules without any\n";
    CHECK(empty < 600);
}
