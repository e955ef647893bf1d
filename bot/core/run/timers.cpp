#include "bot/core/run/timers.hpp"

#include "bot/core/run/asides.hpp"
#include "bot/core/run/navigation.hpp"
#include "bot/core/run/safety.hpp"
#include "bot/core/run/wording.hpp"
#include "bot/core/steps/ask/ask.hpp"

namespace switchback::run {
namespace {

constexpr std::size_t fragment_bytes = 40;
constexpr std::string_view remind = "remind:";

void give_up_waiting(machine& in, const steps::ask_body& ask)
{
    using act = steps::give_up::act;
    in.because("nobody answered in the time the flow gives");
    switch (ask.wait.then.then)
    {
    case act::skip:
    case act::go:
        if (!ask.optional)
            break;
        in.say(wording::of(in).waited_skipped());
        in.answer_open({reply::kind::skip, {}, nullptr});
        return;
    case act::end:
        in.say(wording::of(in).waited_ended());
        in.end_run("gave_up");
        return;
    case act::pause:
        break;
    }
    in.say(wording::of(in).waited_paused());
    in.pause_run();
}

void fire_wait(machine& in)
{
    auto& open = *in.run().open;
    const auto* ask = dynamic_cast<const steps::ask_body*>(in.step_at(open.where).body.get());
    open.wait_due_ms = 0;
    if (ask == nullptr)
        return;
    if (open.nudged || ask->wait.nudge_ms == 0)
        return give_up_waiting(in, *ask);
    open.nudged = true;
    in.say(
        ask->wait.say.empty() ? wording::of(in).still_here() : ask->wait.say.render(in.values()));
    in.reask();
}

// A question of the ladder, a human's talk and a device that was left in haste are not spoken into.
bool waits_for_the_case(machine& in)
{
    return is_with_human(in) || is_asked_for_safety(in) ||
           (in.now().safety && in.now().safety->held.is_away_quietly);
}

void fire_reminder(machine& in)
{
    const auto& due = in.happened();
    if (waits_for_the_case(in))
    {
        in.because("the client's case comes first, so the reminder comes later");
        in.emit(put_reminder{
            due.timer.substr(remind.size()), due.flow, due.words.reveal(),
            limits::reminder_postponed_ms, due.given});
        return;
    }
    if (!due.words.empty())
    {
        in.say(due.words.reveal());
        if (has_aside(in) || in.has_run())
            return_to_run(in);
        return;
    }
    if (in.bundles().current(due.flow) == nullptr)
    {
        in.out().refused = true;
        return;
    }
    open_offer(in, due.flow, due.given);
}

} // namespace

void answer_joined(machine& in, std::string_view last)
{
    auto& open = *in.run().open;
    auto whole = std::move(open.fragments);
    open.fragments.clear();
    if (!last.empty())
        whole.append(" ").append(last);
    in.emit(clear_timer{"join"});
    // Each fragment was screened alone; together they may say what none of them did.
    const auto risk = risk::screen(whole);
    if (risk.outcome == risk::outcome::crisis)
    {
        in.out().took = route::safety;
        return raise_words(in, risk);
    }
    in.out().took = route::answer;
    in.answer_open({reply::kind::words, whole, nullptr});
}

void fire_timer(machine& in)
{
    const auto& due = in.happened();
    if (due.timer.starts_with(remind))
        return fire_reminder(in);
    if (const auto kind = escalation::timer_named(due.timer))
        return fire_safety_timer(in, *kind);
    const bool alive =
        in.has_run() && in.run().open && in.run().open->token == due.token && !has_aside(in);
    if (alive && due.timer == "wait" && in.run().open->wait_due_ms != 0)
        return fire_wait(in);
    if (alive && due.timer == "join" && !in.run().open->fragments.empty())
        return answer_joined(in, {});
    in.out().took = route::stale;
    in.out().refused = true;
}

bool join_fragment(machine& in, prompt& open, std::int64_t join_ms)
{
    const auto& words = in.happened().words.reveal();
    constexpr std::string_view ends = ".!?…";
    const bool closed = ends.find(words.back()) != std::string_view::npos;
    if (in.happened().typing_ends || words.size() >= fragment_bytes || closed ||
        open.fragments.size() + words.size() > limits::answer_bytes)
        return false;
    open.fragments += open.fragments.empty() ? words : ' ' + words;
    in.emit(set_timer{"join", in.happened().time_ms + join_ms, open.token});
    return true;
}

} // namespace switchback::run
