// One event being taken: the state as it becomes, and the parts of `advance`. Private to this
// folder; lives on the stack of `advance`.
#pragma once

#include "bot/core/homework/advance.hpp"

#include <utility>

namespace switchback::homework {

class turn
{
public:
    turn(const assignment& from, const zone_offset& in, std::int64_t time_ms)
        : state(from), zone(in), now_ms(time_ms)
    {}

    void emit(effect what) { effects.push_back(std::move(what)); }
    void refuse(problem why, std::string_view field, std::string detail = {})
    {
        wrong = {why, field, std::move(detail)};
    }
    [[nodiscard]] bool is_refused() const noexcept { return wrong.why != problem::none; }

    assignment state;
    const zone_offset& zone;
    std::int64_t now_ms;
    std::vector<effect> effects;
    fault wrong;
};

/// Opens and closes what the time has, and ends what has no date left. `skips`: what closed is
/// nobody's fault, so it is skipped and not expired.
void settle(turn& in, bool skips = false);

/// Sets, moves or clears the timer, by what the state waits for.
void arm(turn& in);

enum class early : std::uint8_t
{
    as_allowed,
    fine // declining needs no permission
};

/// The open occurrence of a day, or the next one before it opens; refuses and gives null otherwise.
occurrence* need_occurrence(turn& in, std::int64_t day, early may = early::as_allowed);

/// Ends an occurrence.
void end(turn& in, occurrence& what, occurrence_state as);

/// Counts an occurrence by how it went.
void count(tally& into, const occurrence& one) noexcept;

/// False, and refused, when nothing may be done any more.
bool may_go_on(turn& in);

/// The plan with the wish in it.
[[nodiscard]] plan with(plan from, const proposal& wish);

/// Takes a new plan: what has begun stays, what has not is planned anew.
void replan(turn& in, plan fresh);

// The client's and the therapist's events.
void take_start(turn& in, const started& what);
void take_progress(turn& in, const progressed& what);
void take_completion(turn& in, const completed& what);
void take_refusal(turn& in, const refused& what);
void take_proposal(turn& in, const proposed& what);
void take_answer(turn& in, const proposal_answered& what);
void take_pause(turn& in, const paused& what);
void take_resumption(turn& in, const resumed& what);
void take_revocation(turn& in, const revoked& what);
void take_edit(turn& in, const edited& what);
void take_previous(turn& in, const previous_ended& what);
void take_sessions(turn& in, const sessions_set& what);

} // namespace switchback::homework
