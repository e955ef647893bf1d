#include "bot/core/run/navigation.hpp"

#include "bot/core/run/asides.hpp"
#include "bot/core/run/wording.hpp"
#include "bot/core/steps/ask/ask.hpp"

#include <fmt/format.h>

namespace switchback::run {
namespace {

// A record field's name as words: `first_moves` reads "First moves".
std::string as_words(std::string_view name)
{
    std::string out(name);
    for (auto& letter : out)
        if (letter == '_')
            letter = ' ';
    if (!out.empty() && out.front() >= 'a' && out.front() <= 'z')
        out.front() = static_cast<char>(out.front() - 'a' + 'A');
    return out;
}

} // namespace

void start_flow(machine& in, const std::string& flow_id, const std::vector<flow::field>& given)
{
    const auto* bundle = in.bundles().current(flow_id);
    if (bundle == nullptr)
    {
        in.out().refused = true;
        in.say(wording::of(in).cannot_open());
        return return_to_run(in);
    }
    in.now().asides.clear();
    if (in.has_run())
    {
        in.say(wording::of(in).paused_other(in.bundle().root().title));
        in.pause_run();
    }
    in.begin(*bundle, given);
    in.run_on();
}

void pause_here(machine& in)
{
    in.now().asides.clear();
    in.say(in.has_run() ? wording::of(in).paused() : wording::of(in).nothing_open());
    if (in.has_run())
        in.pause_run();
}

void resume_paused(machine& in, std::uint32_t index)
{
    auto& paused = in.now().paused;
    if (index >= paused.size())
    {
        in.say(wording::of(in).nothing_paused());
        return return_to_run(in);
    }
    const auto at = paused.end() - 1 - static_cast<std::ptrdiff_t>(index);
    journey taken = std::move(*at);
    paused.erase(at);
    in.now().asides.clear();
    if (in.has_run())
    {
        in.say(wording::of(in).paused_other(in.bundle().root().title));
        in.pause_run();
    }
    in.now().current = std::move(taken);
    if (!in.adopt())
    {
        in.emit(alert{"bundle-missing", {}, {}});
        in.say(wording::of(in).cannot_open());
        in.now().paused.push_back(std::move(in.run()));
        in.now().current.reset();
        return;
    }
    in.say(wording::of(in).picking_up(in.bundle().root().title));
    if (in.run().open)
        return in.reask();
    // Kept after a fault: the way is walked again from its start, silently up to where it stopped.
    in.walk_again();
}

void go_back(machine& in)
{
    if (!in.has_run())
    {
        in.say(wording::of(in).nothing_open());
        return;
    }
    bool wall = false;
    const auto at = last_question(in.run(), wall);
    if (wall || at == no_entry)
    {
        in.say(wall ? wording::of(in).wall() : wording::of(in).first_question());
        return return_to_run(in);
    }
    in.now().asides.clear();
    in.change_answer(at);
}

void change_by_token(machine& in, std::uint32_t token)
{
    const auto at = in.has_run() ? find_token(in.run(), token) : no_entry;
    if (at == no_entry)
    {
        in.out().took = route::stale;
        in.say(wording::of(in).old_button());
        return return_to_run(in);
    }
    if (is_behind_wall(in.run(), at))
    {
        in.say(wording::of(in).wall());
        return return_to_run(in);
    }
    in.now().asides.clear();
    in.change_answer(at);
}

void skip_open(machine& in)
{
    if (has_aside(in))
        return answer_aside(in, {reply::kind::skip, {}, nullptr});
    if (!in.has_run() || !in.run().open)
    {
        in.say(wording::of(in).nothing_open());
        return;
    }
    in.answer_open({reply::kind::skip, {}, nullptr});
}

void show_plan(machine& in)
{
    auto lines = net_lines(in.now().net);
    if (lines.empty())
    {
        in.say(wording::of(in).net_empty());
        return;
    }
    in.say(wording::of(in).net_intro());
    for (auto& line : lines)
        in.say(std::move(line));
}

std::vector<std::string> net_lines(const packed_items& net)
{
    std::vector<std::string> out;
    if (net.empty())
        return out;
    const auto nets = net.unpack();
    if (nets.empty())
        return out;
    // The newest net is the one that holds; older ones stay in the record.
    for (const auto& one : nets.back().fields)
    {
        const auto words = flow::to_text(one.held);
        if (!words.empty())
            out.push_back(fmt::format("{}: {}", as_words(one.name), words));
    }
    return out;
}

void tell_why(machine& in)
{
    auto why = wording::of(in).why_default();
    if (in.has_run() && in.run().open)
    {
        const auto& step = in.step_at(in.run().open->where);
        const auto* ask = dynamic_cast<const steps::ask_body*>(step.body.get());
        if (ask != nullptr && !ask->why.empty())
            why = ask->why.render(in.values());
    }
    in.say(std::move(why));
    return_to_run(in);
}

void tell_where(machine& in)
{
    const auto standing = where_is(in.bundles(), in.now());
    if (!standing.flow.empty())
        in.say(wording::of(in).where_open(standing.title));
    std::string paused;
    for (const auto& one : standing.paused)
        paused += (paused.empty() ? "" : ", ") + in.title_of(one);
    if (!paused.empty())
        in.say(wording::of(in).where_paused(paused));
    if (standing.flow.empty() && paused.empty())
        in.say(wording::of(in).nothing_open());
    if (standing.flow.empty() && !paused.empty() && !has_aside(in))
        return resume_paused(in, 0);
    return_to_run(in);
}

} // namespace switchback::run
