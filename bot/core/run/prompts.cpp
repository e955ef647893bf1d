// Opening, closing and re-asking the one open prompt, and the wait that hangs on it.
#include "bot/core/run/machine.hpp"
#include "bot/core/steps/ask/ask.hpp"

#include <algorithm>

namespace switchback::run {
namespace {

const steps::wait_spec* wait_of(const flow::step& what)
{
    const auto* ask = dynamic_cast<const steps::ask_body*>(what.body.get());
    return ask == nullptr || (ask->wait.nudge_ms == 0 && ask->wait.give_up_ms == 0) ? nullptr
                                                                                    : &ask->wait;
}

} // namespace

prompt& machine::open_prompt(const instance& where, flow::value suggested)
{
    prompt made;
    made.token = ++out_.next.last_token;
    made.where = where;
    made.asked_ms = happened_.time_ms;
    made.suggested = std::move(suggested);
    run().open = std::move(made);
    arm_wait();
    return *run().open;
}

void machine::arm_wait()
{
    auto& open = *run().open;
    const auto* wait = wait_of(step_at(open.where));
    if (wait == nullptr)
        return;
    const auto whole = !open.nudged && wait->nudge_ms > 0  ? wait->nudge_ms
                       : open.nudged && wait->nudge_ms > 0 ? wait->give_up_ms - wait->nudge_ms
                                                           : wait->give_up_ms;
    if (whole <= 0)
        return;
    open.wait_due_ms = happened_.time_ms + (open.wait_left_ms > 0 ? open.wait_left_ms : whole);
    open.wait_left_ms = 0;
    emit(set_timer{"wait", open.wait_due_ms, open.token});
}

void machine::suspend_wait()
{
    if (!run().open)
        return;
    auto& open = *run().open;
    if (open.wait_due_ms != 0)
    {
        open.wait_left_ms = std::max<std::int64_t>(open.wait_due_ms - happened_.time_ms, 1);
        open.wait_due_ms = 0;
        emit(clear_timer{"wait"});
    }
    if (!open.fragments.empty())
        emit(clear_timer{"join"});
}

void machine::close_prompt()
{
    if (!run().open)
        return;
    if (run().open->wait_due_ms != 0)
        emit(clear_timer{"wait"});
    if (!run().open->fragments.empty())
        emit(clear_timer{"join"});
    run().open.reset();
}

void machine::reask()
{
    if (!has_run())
        return;
    if (!run().open)
    {
        // Nothing is asked: the run stopped at a step that hands over, or was kept after a fault.
        run_on();
        return;
    }
    auto& open = *run().open;
    if (open.wait_due_ms != 0)
        suspend_wait();
    open.token = ++out_.next.last_token;
    arm_wait();
    const auto& step = step_at(open.where);
    step.kind->show(step, *this);
}

input_form machine::form_now()
{
    // Shown into a turn of its own, so that nothing is said.
    const auto seq = out_.next.seq;
    const auto said = out_.messages.size();
    const auto& step = step_at(run().open->where);
    step.kind->show(step, *this);
    input_form out;
    if (out_.messages.size() > said && out_.messages.back().input)
        out = std::move(*out_.messages.back().input);
    out_.messages.resize(said);
    out_.next.seq = seq;
    return out;
}

} // namespace switchback::run
