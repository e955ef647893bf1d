#include "bot/core/homework/advance.hpp"

#include "bot/core/homework/turn.hpp"

#include <algorithm>

namespace switchback::homework {
namespace {

struct router
{
    turn& in;

    void operator()(const tick& what) const
    {
        if (what.generation == 0)
            return;
        if (what.generation != in.state.generation)
            return in.refuse(problem::already, "timer");
        in.state.timer_ms = 0; // its row is gone: what still waits is armed anew
    }
    void operator()(const delivered& what) const
    {
        auto& kept = in.state.kept;
        const auto one =
            std::ranges::find(kept, what.day, [](const occurrence& of) { return of.when.day; });
        if (one == kept.end())
            return in.refuse(problem::no_such_day, "day");
        if (one->sent_ms != 0)
            return in.refuse(problem::already, "day");
        one->sent_ms = in.now_ms;
        if (one->is == occurrence_state::assigned)
            one->is = occurrence_state::sent;
    }
    void operator()(const reminded&) const
    {
        for (auto& one : in.state.kept)
            if (!one.is_over)
                one.reminded_ms = in.now_ms;
    }
    void operator()(const started& what) const { take_start(in, what); }
    void operator()(const progressed& what) const { take_progress(in, what); }
    void operator()(const completed& what) const { take_completion(in, what); }
    void operator()(const refused& what) const { take_refusal(in, what); }
    void operator()(const proposed& what) const { take_proposal(in, what); }
    void operator()(const proposal_answered& what) const { take_answer(in, what); }
    void operator()(const paused& what) const { take_pause(in, what); }
    void operator()(const resumed& what) const { take_resumption(in, what); }
    void operator()(const revoked& what) const { take_revocation(in, what); }
    void operator()(const edited& what) const { take_edit(in, what); }
    void operator()(const previous_ended& what) const { take_previous(in, what); }
    void operator()(const sessions_set& what) const { take_sessions(in, what); }
};

// In the order of `happening`; empty: not an act of anybody.
constexpr std::string_view acts[]{
    "",
    "",
    "homework.started",
    "homework.progressed",
    "homework.completed",
    "",
    "homework.declined",
    "homework.proposed",
    "homework.proposal_answered",
    "homework.paused",
    "homework.resumed",
    "homework.revoked",
    "homework.edited",
    "homework.unlocked",
    "homework.sessions_set"};
static_assert(std::size(acts) == std::variant_size_v<happening>);

} // namespace

std::string_view name_of(news value) noexcept
{
    constexpr std::string_view names[]{"done",        "declined",          "proposed",
                                       "cannot_open", "proposal_accepted", "proposal_declined",
                                       "changed",     "taken_back"};
    return names[static_cast<std::size_t>(value)];
}

decision advance(assignment now, const zone_offset& zone, const event& happened)
{
    turn in(now, zone, happened.time_ms);
    settle(in);
    std::visit(router{in}, happened.what);
    if (in.is_refused())
        return {std::move(now), {}, std::move(in.wrong)};
    settle(in);
    arm(in);
    if (const auto act = acts[happened.what.index()]; !act.empty())
        in.emit(log_line{act});
    return {std::move(in.state), std::move(in.effects), {}};
}

} // namespace switchback::homework
