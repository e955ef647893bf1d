// What a client does with a homework: begins, goes on, comes to the end, declines, wishes for
// another time.
#include "bot/base/limits.hpp"
#include "bot/core/homework/draft.hpp"
#include "bot/core/homework/turn.hpp"

#include <algorithm>

namespace switchback::homework {
namespace {

void note_opened(turn& in, occurrence& one)
{
    if (one.opened_ms == 0)
        one.opened_ms = in.now_ms;
    if (one.sent_ms == 0)
        one.sent_ms = in.now_ms;
}

bool is_short(turn& in, const private_text& words)
{
    if (words.size() <= limits::homework_words_bytes)
        return true;
    in.refuse(problem::too_long, "why");
    return false;
}

// A client who is in the middle of it may come to its end, whatever has happened meanwhile.
occurrence* find_begun(turn& in, std::int64_t day)
{
    const auto found = std::ranges::find_if(in.state.kept, [day](const occurrence& one) {
        return one.when.day == day && one.opened_ms != 0;
    });
    return found == in.state.kept.end() ? nullptr : &*found;
}

} // namespace

void take_start(turn& in, const started& what)
{
    if (!may_go_on(in))
        return;
    if (in.state.is_paused)
        return in.refuse(problem::paused, "standing");
    auto* one = need_occurrence(in, what.day);
    if (one == nullptr)
        return;
    if (one->opened_ms != 0)
        return in.refuse(problem::already, "day");
    note_opened(in, *one);
    one->is = occurrence_state::opened;
}

void take_progress(turn& in, const progressed& what)
{
    if (!may_go_on(in))
        return;
    auto* one = find_begun(in, what.day);
    if (one == nullptr && in.state.is_paused)
        return in.refuse(problem::paused, "standing");
    if (one == nullptr)
        one = need_occurrence(in, what.day);
    if (one == nullptr)
        return;
    if (one->is == occurrence_state::partial)
        return in.refuse(problem::already, "day");
    if (one->is_over)
        return in.refuse(problem::closed, "day");
    note_opened(in, *one);
    one->is = occurrence_state::partial;
}

void take_completion(turn& in, const completed& what)
{
    auto& s = in.state;
    if (s.is == standing::revoked || s.is == standing::declined)
    {
        (void)may_go_on(in);
        return;
    }
    auto* one = find_begun(in, what.day);
    if (one == nullptr && s.is_paused)
        return in.refuse(problem::paused, "standing");
    if (one == nullptr)
        one = need_occurrence(in, what.day);
    if (one == nullptr)
        return;
    if (one->is == occurrence_state::done)
        return in.refuse(problem::already, "day");
    if (one->is == occurrence_state::declined || one->is == occurrence_state::skipped)
        return in.refuse(problem::closed, "day");
    note_opened(in, *one);
    end(in, *one, occurrence_state::done);
    in.emit(withdraw{what.day});
    in.emit(tell{news::done, what.day});
    if (!s.was_done)
        in.emit(tell_next{true});
    s.was_done = true;
}

void take_refusal(turn& in, const refused& what)
{
    auto& s = in.state;
    if (!may_go_on(in) || !is_short(in, what.why))
        return;
    if (what.day)
    {
        auto* one = need_occurrence(in, *what.day, early::fine);
        if (one == nullptr)
            return;
        end(in, *one, occurrence_state::declined);
        one->why = what.why;
        in.emit(withdraw{*what.day});
        in.emit(tell{news::declined, *what.day});
        return;
    }
    for (auto& one : s.kept)
        if (!one.is_over)
        {
            end(in, one, occurrence_state::declined);
            in.emit(withdraw{one.when.day});
        }
    s.is = standing::declined;
    s.why = what.why;
    s.asked.reset();
    in.emit(tell{news::declined, 0});
    if (!s.was_done)
        in.emit(tell_next{false});
}

void take_proposal(turn& in, const proposed& what)
{
    auto& s = in.state;
    if (!may_go_on(in) || !is_short(in, what.wish.why))
        return;
    if (what.wish.repeats && s.when.when != rhythm::repeating)
        return in.refuse(problem::out_of_range, "repeats");
    if (what.wish.first_day < escalation::local_day(in.zone, in.now_ms))
        return in.refuse(problem::in_the_past, "first_day");
    if (auto wrong =
            faults_of(with(s.when, what.wish), in.zone, in.now_ms, what.wish.first_day - 1);
        !wrong.empty())
    {
        in.wrong = std::move(wrong.front());
        return;
    }
    s.asked = what.wish;
    s.asked->asked_ms = in.now_ms;
    in.emit(tell{news::proposed, 0});
}

} // namespace switchback::homework
