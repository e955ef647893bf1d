#include "bot/core/steps/ask/ask.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/run/machine.hpp"
#include "bot/core/run/safety.hpp"
#include "bot/core/run/wording.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace switchback::steps {
namespace {

std::vector<std::string> labels_of(const ask_body& body, std::span<const flow::value> values)
{
    std::vector<std::string> out;
    out.reserve(body.spec.options.size());
    for (const auto& one : body.spec.options)
        out.push_back(one.label.render(values));
    return out;
}

std::string
show_answer(const ask_body& body, std::span<const flow::value> values, const flow::value& answer)
{
    return answer.is_set() ? body.spec.kind->show(body.spec, labels_of(body, values), answer)
                           : std::string();
}

run::input_form form_of(const ask_body& body, run::machine& in)
{
    run::input_form form;
    form.kind = std::string(body.spec.kind->name);
    form.choices.reserve(body.spec.options.size());
    for (const auto& one : body.spec.options)
        form.choices.push_back({one.key, one.label.render(in.values())});
    form.has_range = body.spec.has_range;
    form.min = body.spec.min;
    form.max = body.spec.max;
    form.step = body.spec.step;
    form.low = body.spec.low.render(in.values());
    form.high = body.spec.high.render(in.values());
    form.optional = body.optional;
    form.sensitive = body.sensitive;
    const auto& open = *in.run().open;
    form.token = open.token;
    form.suggested = show_answer(body, in.values(), open.suggested);
    form.why = body.why.render(in.values());
    form.help = body.help.render(in.values());
    return form;
}

void show_ask(const flow::step& what, run::machine& in)
{
    const auto& body = static_cast<const ask_body&>(*what.body);
    auto question = body.say.empty() ? std::string() : body.say.back().render(in.values());
    in.ask_with(std::move(question), form_of(body, in));
}

run::progress run_ask(const flow::step& what, run::machine& in)
{
    const auto& body = static_cast<const ask_body&>(*what.body);
    const auto where = in.instance_of(what);
    flow::value suggested;
    if (in.replays())
    {
        if (const auto at = find_answer(in.run(), where); at != run::no_entry)
        {
            const auto& known = in.run().journal[at];
            if (!known.ask_again && !in.affected(what, at))
            {
                const bool gave_up = known.kind == run::entry_kind::gave_up;
                in.put(body.answer, known.held);
                mark(in.run(), where.frame, body.answer, known.missed == 2);
                in.keep(at);
                if (!gave_up || body.after_tries.then != give_up::act::go)
                    return run::progress::next;
                in.go_to(body.after_tries.target);
                return run::progress::moved;
            }
            suggested = known.held;
        }
    }
    if (!suggested.is_set() && !body.suggest.empty())
        suggested = body.suggest.evaluate(in.values());
    in.open_prompt(where, std::move(suggested));
    for (std::size_t i = 0; i + 1 < body.say.size(); ++i)
        in.say(body.say[i].render(in.values()));
    show_ask(what, in);
    return run::progress::waits;
}

// Takes the answer (or the skip) into the frame and the journal, and closes the prompt.
run::progress accept(const ask_body& body, run::machine& in, run::entry_kind kind, flow::value held)
{
    const auto open = *in.run().open;
    in.close_prompt();
    if (in.replays())
    {
        auto& journal = in.run().journal;
        const auto at = find_answer(in.run(), open.where);
        mark(
            in.run(), open.where.frame, body.answer,
            at == run::no_entry || journal[at].missed == 2 || journal[at].held != held);
        if (at != run::no_entry)
        {
            journal[at].kind = kind;
            journal[at].token = open.token;
            journal[at].held = held;
            in.keep(at);
            in.put(body.answer, std::move(held));
            return run::progress::next;
        }
    }
    in.note(open.where, kind, held).token = open.token;
    in.put(body.answer, std::move(held));
    return run::progress::next;
}

bool is_strong(const ask_body& body, const flow::value& answer)
{
    const auto* number = answer.as<double>();
    return body.intensity && number != nullptr && *number >= limits::strong_feeling;
}

// What the chosen option counts, when that asks for a human.
std::optional<double> counts_as_danger(const ask_body& body, const flow::value& answer)
{
    const auto* key = answer.as<std::string>();
    if (!body.asks_for_human || key == nullptr)
        return std::nullopt;
    const auto found = std::ranges::find(body.spec.options, *key, &answers::option::key);
    const auto place = static_cast<std::size_t>(found - body.spec.options.begin());
    if (place >= body.scores.size() || body.scores[place] < body.asks_for_human->least)
        return std::nullopt;
    return body.scores[place];
}

// What an answer tells the case; nothing for most. An item's is told as it was given, each time it
// changes: a strong feeling that is only asked again after going back is not.
std::optional<escalation::signal>
signal_of(const ask_body& body, const flow::value& answer, run::machine& in)
{
    escalation::signal out;
    if (const auto value = counts_as_danger(body, answer))
    {
        const auto at = in.replays() ? find_answer(in.run(), in.run().open->where) : run::no_entry;
        if (at != run::no_entry && in.run().journal[at].held == answer)
            return std::nullopt;
        const auto& item = *body.asks_for_human;
        out.from = escalation::source::item;
        out.about = escalation::category_of(item.about);
        out.rule = "item." + item.item + "@1";
        out.item = item.item;
        out.value = static_cast<int>(std::clamp(std::round(*value), 1.0, limits::item_value_most));
        return out;
    }
    if (in.replays() || !is_strong(body, answer))
        return std::nullopt;
    out.from = escalation::source::intensity;
    out.rule = "intensity";
    return out;
}

// The flow stands behind the question already: it goes on when the case lets it.
run::progress check_on_them(const flow::step& what, run::machine& in, escalation::signal signal)
{
    in.go_after(what);
    run::raise(in, std::move(signal));
    return run::progress::waits;
}

run::progress give_up_on(const flow::step& what, const ask_body& body, run::machine& in)
{
    in.because(fmt::format("{} was not answered after {} tries", what.path, body.max_tries));
    const auto act = body.optional || body.after_tries.then != give_up::act::skip
                         ? body.after_tries.then
                         : give_up::act::pause;
    switch (act)
    {
    case give_up::act::pause:
        in.say(run::wording::of(in).pausing_here());
        in.pause_run();
        return run::progress::waits;
    case give_up::act::go:
        in.say(run::wording::of(in).moving_on());
        static_cast<void>(accept(body, in, run::entry_kind::gave_up, {}));
        in.go_to(body.after_tries.target);
        return run::progress::moved;
    case give_up::act::end:
    case give_up::act::skip:
        break;
    }
    in.say(run::wording::of(in).moving_on());
    return accept(body, in, run::entry_kind::skipped, {});
}

// Says what was wrong and asks again, or gives up when the tries are used up.
run::progress
try_again(const flow::step& what, const ask_body& body, run::machine& in, std::string because)
{
    auto& open = *in.run().open;
    in.out().took = run::route::unclear;
    if (++open.tries >= body.max_tries)
        return give_up_on(what, body, in);
    in.say(std::move(because));
    show_ask(what, in);
    return run::progress::waits;
}

std::string unclear_words(const ask_body& body, run::machine& in)
{
    const std::size_t tries = in.run().open->tries;
    if (!body.unclear.empty())
        return body.unclear[std::min(tries, body.unclear.size() - 1)].render(in.values());
    const auto& ours = run::wording::of(in);
    return tries == 0 ? ours.unclear_first() : ours.unclear_again();
}

std::string invalid_words(const ask_body& body, run::machine& in)
{
    return body.invalid.empty() ? run::wording::of(in).invalid() : body.invalid.render(in.values());
}

run::progress reply_ask(const flow::step& what, const run::reply& given, run::machine& in)
{
    const auto& body = static_cast<const ask_body&>(*what.body);
    if (given.how == run::reply::kind::skip)
    {
        if (body.optional)
            return accept(body, in, run::entry_kind::skipped, {});
        in.say(run::wording::of(in).needs_answer());
        show_ask(what, in);
        return run::progress::waits;
    }
    answers::parsed parsed;
    if (given.how == run::reply::kind::sent)
    {
        parsed = body.spec.kind->from_input(body.spec, *given.sent);
    }
    else
    {
        const auto& event = in.happened();
        const std::int64_t local_ms = event.time_ms + std::int64_t{event.utc_offset_min} * 60'000;
        const auto minutes = static_cast<int>(((local_ms / 60'000) % 1'440 + 1'440) % 1'440);
        parsed = body.spec.kind->from_words(
            body.spec, labels_of(body, in.values()), given.words,
            {event.language, flow::date_at(event.time_ms, event.utc_offset_min), minutes});
    }
    if (parsed.how == answers::understanding::unclear)
        return try_again(what, body, in, unclear_words(body, in));
    if (parsed.how == answers::understanding::invalid)
        return try_again(what, body, in, invalid_words(body, in));

    for (const auto& check : body.checks)
    {
        // The check sees the answer in its place; the place is emptied again when it is refused.
        in.put(body.answer, parsed.answer);
        if (!check.refuse_if.holds(in.values()))
            continue;
        auto because = check.say.render(in.values());
        in.put(body.answer, {});
        return try_again(what, body, in, std::move(because));
    }
    auto signal = signal_of(body, parsed.answer, in);
    const auto did = accept(body, in, run::entry_kind::answered, std::move(parsed.answer));
    return signal ? check_on_them(what, in, std::move(*signal)) : did;
}

} // namespace

std::string question_of(const ask_body& body, std::span<const flow::value> values)
{
    return body.say.empty() ? std::string() : body.say.back().render(values);
}

std::string
answer_text(const ask_body& body, std::span<const flow::value> values, const flow::value& answer)
{
    return show_answer(body, values, answer);
}

std::string
label_of(const ask_body& body, std::span<const flow::value> values, const flow::value& key)
{
    auto text = flow::to_text(key);
    const auto found = std::ranges::find(body.spec.options, text, &answers::option::key);
    return found == body.spec.options.end() ? text : found->label.render(values);
}

const step_kind ask_kind{"ask", read_ask, check_ask, run_ask, show_ask, reply_ask};

} // namespace switchback::steps
