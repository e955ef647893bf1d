#include "tests/unit/run/scene.hpp"

#include "bot/core/risk/screen.hpp"
#include "bot/core/run/recallable.hpp"
#include "bot/core/steps/step_kind.hpp"

#include <stdexcept>

namespace scene {
namespace {

constexpr std::string_view record_text = R"(collections:
  steps: {what: text, status: text}
  wins: {what: text}
)";

std::shared_ptr<const flow::bundle_source> one_flow(std::string_view rest)
{
    return library({{"f/flow.yaml", flow_text("f", rest)}});
}

} // namespace

std::string flow_text(std::string_view id, std::string_view rest)
{
    const std::string name(id);
    return "flow: " + name + "\nversion: 1\ntitle: The " + name + "\n" + std::string(rest);
}

std::shared_ptr<flow::library> library(const flow::file_map& files)
{
    auto all = files;
    all.emplace("record.yaml", std::string(record_text));
    auto loaded = flow::read_library(all, steps::all());
    for (const auto& one : loaded.found)
        if (one.level == flow::severity::error)
            throw std::logic_error(
                one.at.file + ":" + std::to_string(one.at.line) + " " + one.code + " " +
                one.message);
    return loaded.made;
}

chat::chat(std::shared_ptr<const flow::bundle_source> from) : flows(std::move(from)) {}

chat::chat(std::string_view rest) : chat(one_flow(rest))
{
    start();
}

void chat::start(std::string_view flow_id, std::vector<flow::field> given)
{
    run::event event;
    event.kind = run::event_kind::start;
    event.flow = flow_id;
    event.given = std::move(given);
    run::carry_record(*flows, now, record, event);
    send(std::move(event));
}

void chat::say(std::string_view words, bool typing_ends)
{
    run::event event;
    event.words = private_text(std::string(words));
    event.risk = risk::screen(words);
    event.typing_ends = typing_ends;
    send(std::move(event));
}

void chat::tap(flow::value sent)
{
    tap(token(), std::move(sent));
}

void chat::tap(std::uint32_t at, flow::value sent)
{
    run::event event;
    event.kind = run::event_kind::choose;
    event.ref = "p" + std::to_string(at);
    event.sent = std::move(sent);
    send(std::move(event));
}

void chat::edit(std::uint32_t at)
{
    run::event event;
    event.kind = run::event_kind::edit;
    event.ref = "p" + std::to_string(at);
    send(std::move(event));
}

void chat::fire(std::string_view timer, std::uint32_t at)
{
    run::event event;
    event.kind = run::event_kind::timer;
    event.timer = timer;
    event.token = at;
    send(std::move(event));
}

void chat::confirm_erase()
{
    run::event event;
    event.kind = run::event_kind::erase;
    event.confirmed = true;
    send(std::move(event));
}

void chat::resume(std::uint32_t index)
{
    run::event event;
    event.kind = run::event_kind::resume;
    event.index = index;
    send(std::move(event));
}

void chat::command(run::event_kind what)
{
    run::event event;
    event.kind = what;
    send(std::move(event));
}

void chat::send(run::event event)
{
    event.time_ms = time_ms;
    event.language = language;
    event.seed = log.size() + 1;
    log.push_back(event);
    const auto before = now.seq;
    last = run::advance(*flows, std::move(now), event, true);
    for (std::size_t i = 0; i < last.messages.size(); ++i)
        if (last.messages[i].seq != before + i + 1)
            throw std::logic_error("a gap in the numbers of messages");
    if (last.next.seq != before + last.messages.size())
        throw std::logic_error("a number without a message");
    const auto bytes = run::save(last.next);
    auto stored = run::load(bytes);
    if (!stored || run::save(*stored) != bytes)
        throw std::logic_error("a state is not what it was after storing");
    now = std::move(*stored);
    all_effects.insert(all_effects.end(), last.effects.begin(), last.effects.end());
}

std::string chat::said() const
{
    std::string out;
    for (const auto& one : last.messages)
        if (one.from == run::sender::bot)
            out += (out.empty() ? "" : " | ") + one.text.reveal();
    return out;
}

std::string chat::asked() const
{
    for (auto at = last.messages.rbegin(); at != last.messages.rend(); ++at)
        if (at->input)
            return at->text.reveal();
    return {};
}

std::optional<run::input_form> chat::form() const
{
    return run::open_form(*flows, now, language);
}

std::uint32_t chat::token() const
{
    const auto open = form();
    return open ? open->token : 0;
}

std::string chat::suggested() const
{
    const auto open = form();
    return open ? open->suggested : std::string();
}

std::uint32_t chat::token_of(std::string_view answer) const
{
    const auto& run = now.current.value();
    const auto* bundle = flows->find(run.bundle);
    for (const auto& one : run.journal)
        if (one.passed && one.token != 0 &&
            bundle->flows[run.frames[one.where.frame].flow]->steps[one.where.step].id == answer)
            return one.token;
    return 0;
}

flow::value chat::answer(std::string_view name) const
{
    if (!now.current)
        return {};
    const auto* bundle = flows->find(now.current->bundle);
    for (const auto& frame : now.current->frames)
    {
        const auto& names = bundle->flows[frame.flow]->slot_names;
        for (std::size_t i = 0; i < names.size(); ++i)
            if (names[i] == name && frame.slots[i].is_set())
                return frame.slots[i];
    }
    return {};
}

std::string chat::why() const
{
    std::string out;
    for (const auto& one : last.why)
        out += (out.empty() ? "" : " | ") + one;
    return out;
}

escalation::clinic clinic_of_dana()
{
    escalation::responder dana;
    dana.id = "dana";
    dana.name = "Dana";
    dana.channels = 1;
    dana.is_primary = true;
    for (int day = 0; day < 7; ++day)
        dana.hours.push_back({day, 0, 24 * 60});
    escalation::clinic out;
    out.people.people = {dana};
    out.zone = [](std::int64_t) { return 0; };
    return out;
}

run::state replay(const flow::bundle_source& flows, const std::vector<run::event>& log)
{
    run::state out;
    for (const auto& one : log)
        out = run::advance(flows, std::move(out), one).next;
    return out;
}

} // namespace scene
