#include "tests/unit/escalation/scene.hpp"

namespace escalation_tests {
namespace {

responder person_of(std::string id, std::string name)
{
    responder out;
    out.id = std::move(id);
    out.name = std::move(name);
    out.channels = 3;
    return out;
}

std::vector<day_hours> weekdays()
{
    std::vector<day_hours> out;
    for (int day = 0; day < 5; ++day)
        out.push_back({day, 9 * 60, 17 * 60});
    return out;
}

} // namespace

rota clinic()
{
    auto ann = person_of("ann", "Ann");
    ann.is_primary = true;
    ann.hours = weekdays();
    auto bo = person_of("bo", "Bo");
    bo.is_backup = true;
    bo.hours = weekdays();
    auto dee = person_of("dee", "Dee");
    dee.is_backup = true;
    for (int day = 0; day < 7; ++day)
        dee.on_call.push_back({day, 0, 24 * 60});
    auto cy = person_of("cy", "Cy");
    cy.is_supervisor = true;
    cy.hours = weekdays();
    auto op = person_of("op", "Op");
    op.is_operator = true;
    return {{ann, bo, dee, cy, op}, {}};
}

scene& scene::take(const event& happened)
{
    const auto before = now;
    const auto at = cover_at(people, windows, [](std::int64_t) { return 0; }, happened.time_ms);
    if (const auto* fired = std::get_if<timer_fired>(&happened.what))
        std::erase_if(rows, [&](const armed_timer& row) {
            return row.kind == fired->kind && row.generation == fired->generation;
        });
    last = advance(now, windows, at, happened);
    keep_timers(last.effects, rows);
    now = last.next;
    REQUIRE(broken_promise(before, happened, last, rows) == "");
    return *this;
}

scene& scene::words(switchback::risk::outcome outcome, category about, urgency how)
{
    signal what;
    what.about = about;
    what.outcome = outcome;
    what.how_soon = how;
    what.rule = "en.test." + std::to_string(++told_) + "@1";
    what.reference = "m" + std::to_string(told_);
    what.help_was_shown = shows_help_first && outcome == switchback::risk::outcome::crisis;
    return (*this)(raised{what});
}

scene& scene::item(int value)
{
    signal what;
    what.from = source::item;
    what.item = "phq9.9";
    what.rule = "item.phq9.9@1";
    what.reference = "a" + std::to_string(++told_);
    what.value = value;
    return (*this)(raised{what});
}

scene& scene::person()
{
    signal what;
    what.from = source::person;
    what.reference = "m" + std::to_string(++told_);
    return (*this)(raised{what});
}

scene& scene::answer_with(answer was)
{
    return (*this)(answered{now.question_token, was});
}

scene& scene::claim(const std::string& who, std::uint32_t epoch)
{
    return (*this)(claimed{epoch, who, "Dr " + who, contact_means::call, time_ms + 30 * minute});
}

scene& scene::fire(timer_kind kind)
{
    const auto* armed = find_timer(now, kind);
    REQUIRE(armed != nullptr);
    time_ms = std::max(time_ms, armed->due_ms);
    return (*this)(timer_fired{kind, armed->generation});
}

scene& scene::result(const std::string& who, std::uint8_t channel, receipt was)
{
    std::uint32_t page = 0;
    for (const auto& one : now.paged)
        if (one.id == who)
            page = one.page;
    return (*this)(send_result{page, who, channel, was});
}

std::vector<std::string> scene::said() const
{
    std::vector<std::string> out;
    for (const auto& one : all<show>())
        out.push_back(one.wording);
    return out;
}

bool scene::has_said(std::string_view wording) const
{
    for (const auto& one : all<show>())
        if (one.wording == wording)
            return true;
    return false;
}

std::vector<std::string> scene::paged() const
{
    std::vector<std::string> out;
    for (const auto& one : all<send_page>())
        out.push_back(one.responder);
    return out;
}

std::string scene::status() const
{
    const auto is = shown_status(now);
    return is ? is->wording : "";
}

bool scene::asks(question what) const
{
    const auto asked = all<ask>();
    return now.open_question == what && asked.size() == 1 && asked[0].what == what;
}

} // namespace escalation_tests
