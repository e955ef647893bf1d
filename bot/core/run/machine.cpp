#include "bot/core/run/machine.hpp"

#include "bot/base/id.hpp"
#include "bot/base/limits.hpp"
#include "bot/core/run/wording.hpp"
#include "bot/core/steps/each/each.hpp"
#include "bot/core/steps/remember/remember.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::run {

machine::machine(const flow::bundle_source& bundles, turn& out, const event& happened, bool trace)
    : out_(out), bundles_(bundles), happened_(happened), trace_(trace)
{}

void machine::say(std::string words, std::vector<span> spans)
{
    message one;
    one.seq = ++out_.next.seq;
    one.text = private_text(std::move(words));
    one.spans = std::move(spans);
    out_.messages.push_back(std::move(one));
}

void machine::echo(std::string words)
{
    say(std::move(words));
    out_.messages.back().from = sender::client;
}

message& machine::ask_with(std::string words, input_form form)
{
    say(std::move(words));
    out_.messages.back().input = std::move(form);
    return out_.messages.back();
}

void machine::because(std::string_view decision)
{
    if (trace_)
        out_.why.emplace_back(decision);
}

std::string machine::title_of(std::string_view flow_id) const
{
    const auto* known = bundles_.current(flow_id);
    return known == nullptr ? std::string(flow_id) : known->root().title;
}

instance machine::instance_of(const flow::step& what) noexcept
{
    instance out;
    out.frame = run().active;
    out.step = static_cast<flow::step_index>(&what - flow().steps.data());
    const auto& at = here().at;
    for (std::size_t i = 0; i < std::min(what.loop_depth, at.loops); ++i)
        out.turns[i] = at.turns[i];
    return out;
}

const flow::step& machine::step_at(const instance& where)
{
    return bundle_->flows[run().frames[where.frame].flow]->steps[where.step];
}

std::string machine::key_of(const instance& where)
{
    std::string path;
    for (instance at = where;;)
    {
        std::string one = step_at(at).path;
        for (std::size_t i = 0; i < step_at(at).loop_depth; ++i)
            one += fmt::format("#{}", at.turns[i]);
        path = path.empty() ? one : one + "/" + path;
        if (at.frame == 0)
            break;
        at = run().frames[at.frame].called_from;
    }
    return run().id + ":" + path;
}

std::vector<flow::value> machine::values_at(const instance& where)
{
    const auto& frame = run().frames[where.frame];
    const auto& steps = bundle_->flows[frame.flow]->steps;
    auto out = frame.slots;
    std::vector<const steps::each_body*> around; // innermost first
    for (auto at = steps[where.step].parent; at != flow::no_step; at = steps[at].parent)
        if (const auto* loop = dynamic_cast<const steps::each_body*>(steps[at].body.get()))
            around.push_back(loop);
    for (std::size_t depth = 0; depth < around.size(); ++depth)
    {
        const auto& loop = *around[around.size() - 1 - depth];
        const auto whole = loop.gathers ? out[loop.name] : loop.of.evaluate(out);
        const auto* items = whole.as<flow::list>();
        if (items == nullptr || where.turns[depth] >= items->size())
            continue; // a turn that is not finished stands in the slots as it is
        const auto& item = (*items)[where.turns[depth]];
        if (!loop.gathers)
            out[loop.name] = item;
        else if (const auto* fields = item.as<flow::record>())
            for (const auto& part : loop.parts)
            {
                const auto* held = flow::find(*fields, part.name);
                out[part.at] = held == nullptr ? flow::value{} : *held;
            }
    }
    return out;
}

std::size_t machine::waiting(const instance& where, entry_kind kind)
{
    return replays_ ? find_entry(run(), where, kind) : no_entry;
}

entry& machine::note(const instance& where, entry_kind kind, flow::value held)
{
    auto& journal = run().journal;
    journal.push_back({.where = where, .kind = kind, .held = std::move(held)});
    return journal.back();
}

void machine::settle(
    const instance& where, entry_kind kind, flow::value held, std::span<const flow::slot> written)
{
    const auto at = waiting(where, kind);
    const auto* before = at == no_entry ? nullptr : &run().journal[at].held;
    const auto* now = held.as<flow::list>();
    const auto* then = before == nullptr ? nullptr : before->as<flow::list>();
    // A list with one item for each name says which of the names has changed.
    const bool each = now != nullptr && then != nullptr && now->size() == written.size() &&
                      then->size() == written.size();
    const bool anew = at == no_entry ? replays_ : run().journal[at].missed == 2;
    for (std::size_t i = 0; i < written.size(); ++i)
    {
        const bool differs =
            anew || (each ? (*now)[i] != (*then)[i] : before != nullptr && held != *before);
        mark(run(), where.frame, written[i], differs);
    }
    if (at == no_entry)
    {
        note(where, kind, std::move(held));
        return;
    }
    run().journal[at].held = std::move(held);
    keep(at);
}

void machine::keep(std::size_t at)
{
    pass_entry(run(), at);
    replays_ = has_waiting(run());
}

bool machine::affected(const flow::step& what, std::size_t at)
{
    return is_affected(run(), *bundle_, what, at);
}

void machine::put(flow::slot at, flow::value held)
{
    here().slots[at] = std::move(held);
}

void machine::go_to(flow::step_index target)
{
    auto& at = here().at;
    const auto depth = target == flow::no_step ? std::uint8_t{0} : flow().steps[target].loop_depth;
    while (at.loops > depth)
        leave_loop(flow().steps[at.loop_steps[at.loops - 1]]);
    at.step = target;
}

void machine::go_after(const flow::step& done)
{
    if (done.next && take_jump(done))
        return;
    auto& at = here().at;
    const auto target = done.after;
    // Coming back to the loop from inside is its next turn, not a new start.
    const bool loops_back = target != flow::no_step && done.loop_depth > 0 &&
                            done.loop_depth <= at.loops &&
                            at.loop_steps[done.loop_depth - 1] == target;
    if (loops_back)
    {
        at.loops = done.loop_depth;
        at.step = target;
        return;
    }
    go_to(target);
}

void machine::enter_loop(const flow::step& loop, flow::step_index first, std::uint8_t turn)
{
    auto& at = here().at;
    at.loops = static_cast<std::uint8_t>(loop.loop_depth + 1);
    at.loop_steps[loop.loop_depth] = static_cast<flow::step_index>(&loop - flow().steps.data());
    at.turns[loop.loop_depth] = turn;
    const auto& body = dynamic_cast<const steps::each_body&>(*loop.body);
    for (const auto& part : body.parts)
        put(part.at, {});
    at.step = first;
}

void machine::leave_loop(const flow::step& loop)
{
    here().at.loops = loop.loop_depth;
    const auto& body = dynamic_cast<const steps::each_body&>(*loop.body);
    if (body.gathers)
        settle(instance_of(loop), entry_kind::assigned, values()[body.name], {&body.name, 1});
}

bool machine::is_inside(const flow::step& loop) noexcept
{
    const auto& at = here().at;
    return at.loops > loop.loop_depth &&
           at.loop_steps[loop.loop_depth] ==
               static_cast<flow::step_index>(&loop - flow().steps.data());
}

progress machine::call(
    const flow::step& from, int flow_index, std::vector<std::pair<flow::slot, flow::value>> inputs)
{
    const auto where = instance_of(from);
    auto& frames = run().frames;
    int depth = 0;
    for (std::uint16_t at = run().active; at != 0; at = frames[at].parent)
        ++depth;
    if (flow_index < 0 || depth >= limits::call_depth || frames.size() >= limits::frames_per_run)
    {
        fail_run("call-depth");
        return progress::waits;
    }
    auto known = std::ranges::find_if(frames, [&](const frame& one) {
        return &one != &frames.front() && one.called_from == where;
    });
    if (known == frames.end())
    {
        frames.emplace_back();
        known = frames.end() - 1;
        known->called_from = where;
        known->parent = where.frame;
        known->flow = static_cast<std::uint16_t>(flow_index);
    }
    const auto& called = *bundle_->flows[static_cast<std::size_t>(flow_index)];
    known->slots.assign(called.slots, {});
    for (auto& [slot, held] : inputs)
        known->slots[slot] = std::move(held);
    known->open = true;
    known->outcome.clear();
    known->at = {};
    known->at.step = called.top.empty() ? flow::no_step : called.top.front();
    run().active = static_cast<std::uint16_t>(known - frames.begin());
    if (trace_)
        because(fmt::format("called {}", called.id));
    return progress::moved;
}

progress machine::finish(std::string_view outcome)
{
    here().outcome = std::string(outcome);
    here().open = false;
    return progress::finished;
}

void machine::begin(const flow::bundle& with, const std::vector<flow::field>& given)
{
    journey made;
    made.id = to_string(
        make_id(happened_.time_ms, happened_.seed, happened_.seed * 0x9E3779B97F4A7C15ULL + 1));
    made.bundle = with.hash;
    made.started_ms = happened_.time_ms;
    made.given = given;
    frame first;
    first.slots.assign(with.root().slots, {});
    first.at.step = with.root().top.empty() ? flow::no_step : with.root().top.front();
    made.frames.push_back(std::move(first));
    made.recalled = happened_.record;
    bundle_ = &with;
    out_.next.current = std::move(made);
    place_inputs(run(), with);
    because("started " + with.root().id);
}

void machine::run_on()
{
    steps_ = 0;
    replayed_ = 0;
    replays_ = has_waiting(run());
    while (has_run() && !run().open)
    {
        if (over_budget())
        {
            fail_run("budget");
            return;
        }
        if (here().at.step == flow::no_step)
        {
            const auto outcome = here().outcome.empty() ? std::string("done") : here().outcome;
            here().outcome = outcome;
            here().open = false;
            if (run().active == 0)
            {
                end_run(outcome);
                return;
            }
            return_to_caller();
            continue;
        }
        const auto& step = flow().steps[here().at.step];
        if (trace_)
            out_.visited.push_back(flow().id + "/" + step.path);
        if (!settle_progress(step, step.kind->run(step, *this)))
            return;
    }
}

bool machine::settle_progress(const flow::step& step, progress did)
{
    switch (did)
    {
    case progress::next:
        go_after(step);
        return true;
    case progress::moved:
        return true;
    case progress::waits:
        return false;
    case progress::finished:
        here().at.step = flow::no_step;
        return true;
    }
    return false;
}

void machine::answer_open(const reply& given)
{
    // The instance outlives the prompt, which the step closes when it takes the answer.
    const auto where = run().open->where;
    replays_ = has_waiting(run());
    const auto& step = step_at(where);
    // Answered past an aside: the wait that it held counts on if the question stays open.
    if (run().open->wait_left_ms > 0)
        arm_wait();
    if (settle_progress(step, step.kind->reply(step, given, *this)))
        run_on();
}

void machine::return_to_caller()
{
    const auto done = run().active;
    const auto from = run().frames[done].called_from;
    run().active = run().frames[done].parent;
    const auto& step = step_at(from);
    take_outputs(step, run().frames[done]);
    go_after(step);
}

bool machine::over_budget()
{
    if (run().journal.size() >= limits::journal_entries)
        return true;
    return replays_ ? ++replayed_ > limits::replay_steps_per_turn
                    : ++steps_ > limits::steps_per_turn;
}

void machine::fail_run(std::string_view what)
{
    const auto at = here().at.step;
    emit(alert{
        std::string(what), flow().id,
        at < flow().steps.size() ? flow().steps[at].path : std::string()});
    say(wording::of(*this).went_wrong());
    run().open.reset();
    pause_run();
}

void machine::retract_waiting()
{
    for (const auto& one : run().journal)
    {
        if (one.passed)
            continue;
        if (one.kind == entry_kind::wrote)
        {
            const auto& body = dynamic_cast<const steps::remember_body&>(*step_at(one.where).body);
            emit(drop_record{body.collection, key_of(one.where)});
        }
        else if (one.kind == entry_kind::reminded)
            emit(drop_reminder{key_of(one.where)});
    }
    std::erase_if(run().journal, [](const entry& one) { return !one.passed; });
}

void machine::pause_run()
{
    suspend_wait();
    auto& paused = out_.next.paused;
    if (paused.size() >= limits::paused_runs)
    {
        const auto* oldest = bundles_.find(paused.front().bundle);
        emit(run_ended{paused.front().id, oldest == nullptr ? "" : oldest->root().id, "gave_up"});
        if (oldest != nullptr)
            say(wording::of(*this).oldest_let_go(oldest->root().title));
        paused.erase(paused.begin());
    }
    paused.push_back(std::move(run()));
    out_.next.current.reset();
    bundle_ = nullptr;
}

void machine::end_run(std::string_view outcome)
{
    close_prompt();
    retract_waiting();
    emit(run_ended{run().id, bundle_->root().id, std::string(outcome)});
    ++out_.next.finished_runs;
    out_.next.current.reset();
    bundle_ = nullptr;
    because(fmt::format("ended with {}", outcome));
}

aside& machine::push_aside(aside_kind kind)
{
    if (has_run())
        suspend_wait();
    // An aside of a kind that already stands is the same aside asked for again.
    std::erase_if(out_.next.asides, [&](const aside& one) { return one.kind == kind; });
    auto& made = out_.next.asides.emplace_back();
    made.kind = kind;
    made.token = ++out_.next.last_token;
    return made;
}

} // namespace switchback::run
