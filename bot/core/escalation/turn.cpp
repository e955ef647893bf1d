#include "bot/core/escalation/turn.hpp"

#include "bot/core/escalation/wording.hpp"

#include <algorithm>

namespace switchback::escalation {

void turn::say(std::string wording, std::vector<argument> arguments)
{
    if (!is_heard())
        return;
    log_fields fields{{"wording", wording_id(wording, client.language)}};
    const auto words = wording_of(wording, client.language);
    if (words.find("{line}") != std::string_view::npos ||
        words.find("{emergency}") != std::string_view::npos)
        fields.emplace_back("lines", risk::lines_version());
    log("shown", std::move(fields));
    emit(show{std::move(wording), std::move(arguments)});
}

void turn::log(std::string kind, log_fields fields)
{
    if (state.is_drill)
        fields.emplace_back("drill", "true");
    emit(log_line{std::move(kind), std::move(fields)});
}

void turn::refuse(refusal why)
{
    refused = why;
}

void turn::arm(timer_kind kind, std::int64_t due_ms)
{
    const armed_timer armed{kind, due_ms, ++state.last_generation};
    const auto found = std::ranges::find(state.timers, kind, &armed_timer::kind);
    if (found != state.timers.end())
        *found = armed;
    else
        state.timers.push_back(armed);
    emit(set_timer{kind, due_ms, armed.generation});
}

void turn::disarm(timer_kind kind)
{
    if (std::erase_if(state.timers, [kind](const armed_timer& one) { return one.kind == kind; }) >
        0)
        emit(clear_timer{kind});
}

void turn::disarm_all()
{
    while (!state.timers.empty())
        disarm(state.timers.back().kind);
}

bool turn::may_page_now() const noexcept
{
    return is_urgent() || at.is_open || at.next_opening_ms == 0;
}

std::int64_t turn::opening_ms() const noexcept
{
    const auto known_ms = is_urgent() ? at.next_reachable_ms : at.next_opening_ms;
    return known_ms > now_ms ? known_ms : 0;
}

std::int64_t turn::waits_until_ms() const noexcept
{
    const auto known_ms = opening_ms();
    return known_ms != 0 ? known_ms : now_ms + windows.repage_later_ms;
}

void turn::raise_to(level wanted, std::string_view why)
{
    if (wanted <= state.now_at)
        return;
    log("level", {{"from", std::string(name_of(state.now_at))},
                  {"to", std::string(name_of(wanted))},
                  {"why", std::string(why)}});
    state.now_at = wanted;
}

void turn::set_about(category about)
{
    state.about = about;
    state.is_careful_at_home = state.is_careful_at_home || is_unsafe_at_home(about);
}

void turn::notify(notice_kind kind)
{
    const bool is_news = kind == notice_kind::quick_exit || kind == notice_kind::new_signal ||
                         kind == notice_kind::raised;
    const auto urgency = is_news && is_urgent() ? page_urgency::now : page_urgency::today;
    if (!state.held.id.empty())
    {
        emit(notice{state.held.id, kind, state.case_number, state.is_drill, urgency, 0});
        return;
    }
    for (const auto& who : state.paged)
        if (who.as != tier::operator_)
            emit(notice{who.id, kind, state.case_number, state.is_drill, urgency, 0});
}

} // namespace switchback::escalation
