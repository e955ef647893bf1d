// What a case leaves in the log, and how the lines of one case are read back.
#include "bot/base/log.hpp"
#include "bot/service/case_record.hpp"
#include "bot/service/case_report.hpp"
#include "bot/service/case_rows.hpp"
#include "bot/service/sealed_rows.hpp"

#include <catch2/catch.hpp>

using namespace switchback;
using namespace switchback::service;

namespace {

constexpr std::int64_t now_ms = 1'764'000'000'000;

// The rows that effects of a case leave, opened again.
class case_at_work
{
public:
    case_at_work() { held.case_number = 3; }

    void leave(const escalation::effect& one)
    {
        write_case_effect(one, {key, whose, held, now_ms, counts}, to);
    }
    [[nodiscard]] std::vector<record_line> lines()
    {
        for (std::size_t i = 0; i < to.audit.size(); ++i)
            to.audit[i].number = static_cast<std::int64_t>(i) + 40;
        return lines_of_case(key, whose, to.audit, reference_of(whose, 3)).value();
    }

    id whose = make_id(0, 1, 2);
    crypto::data_key key = crypto::make_data_key();
    escalation::case_state held;
    port::step_write to;
    metrics counts;
};

std::string field(const record_line& of, const std::string& name)
{
    for (const auto& [known, value] : of.fields)
        if (known == name)
            return value;
    return "(none)";
}

} // namespace

TEST_CASE("case log: a line is read back with its number, time and fields", "[service]")
{
    case_at_work at;
    at.leave(escalation::log_line{"ack", {{"responder", "ann"}, {"name", "=Ann <b>"}}});
    at.leave(escalation::log_line{"false_alarm", {{"rule", "a@1"}, {"rule", "b@2"}}});
    const auto lines = at.lines();
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].number == 40);
    CHECK(lines[0].at_ms == now_ms);
    CHECK(lines[0].event == "ack");
    CHECK(field(lines[0], "name") == "=Ann <b>");
    CHECK(field(lines[0], "case") == "(none)");
    CHECK(field(lines[1], "rule") == "a@1 b@2");
}

TEST_CASE("case log: lines of other cases and of no case are left out", "[service]")
{
    case_at_work at;
    at.leave(escalation::log_line{"opened", {}});
    at.held.case_number = 4;
    at.leave(escalation::log_line{"opened", {}});
    at.to.audit.push_back(seal_audit(at.key, at.whose, now_ms, "run_ended", {}));
    CHECK(at.lines().size() == 1);
}

TEST_CASE("case log: a row that was moved in time or to another client does not open", "[service]")
{
    case_at_work at;
    at.leave(escalation::log_line{"opened", {}});
    auto row = at.to.audit.front();
    CHECK(open_audit(at.key, at.whose, row)->what == "case.opened");
    CHECK(open_audit(at.key, make_id(0, 1, 3), row).error().code == errc::corrupt);
    ++row.at_ms;
    CHECK(open_audit(at.key, at.whose, row).error().code == errc::corrupt);
    at.to.audit.front().at_ms += 1;
    const auto reference = reference_of(at.whose, 3);
    CHECK_FALSE(lines_of_case(at.key, at.whose, at.to.audit, reference));
}

TEST_CASE("case log: every line of a drill says so, once", "[service]")
{
    case_at_work at;
    at.held.is_drill = true;
    at.leave(escalation::log_line{"opened", {{"drill", "true"}}});
    at.leave(escalation::notice{"ann", escalation::notice_kind::closed, 3, true});
    at.leave(escalation::log_line{"closed", {{"drill", "true"}}});
    for (const auto& line : at.lines())
        CHECK(field(line, "drill") == "true");
    CHECK(at.counts.value(metric::cases_opened) == 0);
    CHECK(at.counts.value(metric::cases_closed) == 0);
}

TEST_CASE("case log: a page leaves its rows, and its line is the case's own", "[service]")
{
    case_at_work at;
    at.leave(escalation::send_page{
        7, "ann", escalation::tier::primary, escalation::page_urgency::now, 0, 2, 3, false, false});
    CHECK(at.to.outbox.size() == 2);
    CHECK(at.to.audit.empty());
    at.leave(escalation::log_line{"closed", {}});
    CHECK(at.counts.value(metric::cases_closed) == 1);
}

TEST_CASE("case report: a month is one of the clinic's own clock", "[service]")
{
    constexpr std::int64_t last_hour = 1'764'545'400'000; // 2025-11-30T23:30:00Z
    CHECK(month_at(last_hour, "") == escalation::month_of(2025, 11));
    CHECK(month_at(last_hour, "Europe/Madrid") == escalation::month_of(2025, 12));
}

TEST_CASE("case rows: a notice keeps its kind, and those of one morning are one", "[service]")
{
    case_at_work at;
    escalation::notice digest{"ann", escalation::notice_kind::digest, 3};
    digest.due_ms = now_ms + 1'000;
    at.leave(digest);
    at.leave(digest);
    at.leave(escalation::notice{
        "ann", escalation::notice_kind::quick_exit, 3, false, escalation::page_urgency::now, 0});
    REQUIRE(at.to.outbox.size() == 2);
    CHECK(at.to.outbox[0].due_ms == now_ms + 1'000);
    const auto first = open_outgoing(at.key, at.to.outbox[0]);
    REQUIRE(first);
    CHECK(first->is_notice());
    CHECK(first->notice == escalation::notice_kind::digest);
    const auto second = open_outgoing(at.key, at.to.outbox[1]);
    REQUIRE(second);
    CHECK(second->notice == escalation::notice_kind::quick_exit);
    CHECK(second->urgency == escalation::page_urgency::now);
}

TEST_CASE("case rows: an alert that a notice was lost is counted and noted", "[service]")
{
    set_log_level(log_level::error);
    case_at_work at;
    at.leave(escalation::alert_operator{escalation::alert_kind::undelivered, 3});
    CHECK(at.counts.value(metric::case_alerts) == 1);
    REQUIRE(at.lines().size() == 1);
    CHECK(field(at.lines()[0], "kind") == "undelivered");
}
