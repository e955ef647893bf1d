// What may be wrong with an assignment, each fault at its field, with a sentence.
#include "tests/unit/homework/scene.hpp"

#include <catch2/catch.hpp>

using namespace homework_tests;

namespace {

std::string faults(const draft& from, circumstances in = {})
{
    in.now_ms = at(monday, 8);
    const auto made = assign(from, utc, in);
    std::string out;
    if (!made)
        for (const auto& one : made.error())
        {
            out += (out.empty() ? "" : " ") + std::string(one.field) + ":";
            out += name_of(one.why);
            CHECK_FALSE(sentence_of(one, "en").empty());
            CHECK(sentence_of(one, "en") != sentence_of(one, "es"));
        }
    return out;
}

} // namespace

TEST_CASE("draft: a good one becomes an assignment as it was written")
{
    CHECK(faults(written()).empty());
    const auto made = assign(weekly(), utc, {.now_ms = at(monday, 8)}).value();
    CHECK(made.note.reveal() == "For the hard evenings.");
    CHECK(made.when.when == rhythm::repeating);
    CHECK(made.version == 1);
    CHECK(made.is == standing::active);
}

TEST_CASE("draft: to nobody, to somebody unknown, to a client whose access was withdrawn")
{
    auto nobody = written();
    nobody.client = {};
    CHECK(faults(nobody) == "client:nobody");
    CHECK(faults(written(), {.is_client_known = false}) == "client:nobody");
    CHECK(faults(written(), {.is_client_revoked = true}) == "client:client_revoked");
    CHECK(faults(written(), {.has_responders = false}) == "practice:no_responder");
}

TEST_CASE("draft: in the past, out of order, out of range")
{
    auto past = written();
    past.when.first_day = monday - 10;
    CHECK(faults(past) == "first_day:in_the_past due:in_the_past");
    auto due = written();
    due.when.opens_minute = 0;
    due.when.due_after_days = 0;
    due.when.due_minute = 7 * 60;
    CHECK(faults(due) == "due:in_the_past");
    auto order = written();
    order.when.due_after_days = 0;
    order.when.due_minute = 9 * 60;
    order.when.closes_after_days = 0;
    order.when.closes_minute = 8 * 60;
    CHECK(faults(order) == "due:out_of_order closes:out_of_order");
    auto range = written();
    range.when.opens_minute = -1;
    range.when.closes_after_days = 367;
    range.reminders = 3;
    CHECK(faults(range) == "reminders:out_of_range opens:out_of_range closes:out_of_range");
    auto far = written();
    far.when.first_day = limits::furthest_day + 1;
    CHECK(faults(far) == "first_day:out_of_range");
}

TEST_CASE("draft: a rule that cannot be read says where, one that never occurs says so")
{
    const auto made = assign(weekly("FREQ=WEEKLY;BYDAY=MO,XX"), utc, {.now_ms = at(monday, 8)});
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error()[0].field == "repeats");
    CHECK(
        sentence_of(made.error()[0], "en") == "This rule cannot be read. At letter 22: `XX` is no "
                                              "weekday; write MO TU WE TH FR SA or SU.");
    CHECK(faults(weekly("FREQ=DAILY;UNTIL=20260104")) == "repeats:never_occurs");
    CHECK(faults(weekly("FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=20")) == "repeats:never_occurs");
}

TEST_CASE("draft: nothing to do, too many words, waiting for itself")
{
    auto from = written();
    from.what.bundle.clear();
    from.note = private_text(std::string(limits::homework_words_bytes + 1, 'x'));
    from.unlock = {unlocking::after_done, from.number, 0};
    CHECK(faults(from) == "flow:nothing note:too_long unlock:unlocks_by_itself");
}
