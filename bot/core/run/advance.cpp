// The router: which of the fixed places an event goes to (flow-language.md, promise 4).
#include "bot/core/run/advance.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/run/asides.hpp"
#include "bot/core/run/commands.hpp"
#include "bot/core/run/machine.hpp"
#include "bot/core/run/navigation.hpp"
#include "bot/core/run/obey.hpp"
#include "bot/core/run/safety.hpp"
#include "bot/core/run/safety_asides.hpp"
#include "bot/core/run/safety_words.hpp"
#include "bot/core/run/second_thoughts.hpp"
#include "bot/core/run/tell_case.hpp"
#include "bot/core/run/timers.hpp"
#include "bot/core/run/waiting.hpp"
#include "bot/core/run/wording.hpp"
#include "bot/core/steps/ask/ask.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace switchback::run {
namespace {

constexpr std::size_t messages_of_most_turns = 6;

// 0 for no reference, which means "whatever is open"; what is no token of ours is no prompt's.
std::uint32_t token_of(std::string_view ref) noexcept
{
    constexpr auto nobodys = std::numeric_limits<std::uint32_t>::max();
    if (ref.empty())
        return 0;
    std::uint32_t out = 0;
    const auto* end = ref.data() + ref.size();
    if (ref.front() != 'p')
        return nobodys;
    const auto [at, ec] = std::from_chars(ref.data() + 1, end, out);
    return ec == std::errc{} && at == end && out != 0 ? out : nobodys;
}

void tell_software(machine& in)
{
    if (in.happened().time_ms - in.now().told_software_ms < limits::software_told_ms)
        return;
    in.now().told_software_ms = in.happened().time_ms;
    say_of_case(in, "about.software");
}

// True when the words were a fragment of a longer answer, and now wait for the rest.
bool joins(machine& in)
{
    auto& open = *in.run().open;
    const auto* ask = dynamic_cast<const steps::ask_body*>(in.step_at(open.where).body.get());
    if (ask == nullptr || ask->join_ms == 0)
        return false;
    return join_fragment(in, open, ask->join_ms);
}

void answer_words(machine& in)
{
    const auto& words = in.happened().words.reveal();
    if (has_aside(in))
        return answer_aside(in, {reply::kind::words, words, nullptr});
    if (!in.has_run() || !in.run().open)
    {
        in.out().took = route::unclear;
        if (in.has_run())
            return in.reask();
        if (is_waiting(in))
            return take_while_waiting(in);
        in.say(wording::of(in).nothing_open());
        return;
    }
    in.out().took = route::answer;
    if (joins(in))
        return;
    if (!in.run().open->fragments.empty())
        return answer_joined(in, words);
    in.answer_open({reply::kind::words, words, nullptr});
}

// What the screen found in the message, weighed with those before it.
risk::screening weighed(machine& in)
{
    auto& now = in.now();
    const auto since_ms = now.heavy_ms == 0 ? 0 : in.happened().time_ms - now.heavy_ms;
    auto found = risk::gather(now.heavy, in.happened().risk, since_ms);
    now.heavy = found.next;
    now.heavy_ms = now.heavy.score == 0 ? 0 : in.happened().time_ms;
    return std::move(found.result);
}

bool is_screened(machine& in)
{
    const auto risk = weighed(in);
    if (risk.outcome == risk::outcome::none)
        return false;
    in.out().took = route::safety;
    in.because("the risk screen answered, by rule " + risk.rule);
    const auto asked = question_asked(in);
    const auto said = in.out().messages.size();
    raise_words(in, risk);
    if (is_with_human(in))
        return true;
    // What was asked is answered by words that carry a danger, too.
    if (asked != 0 && question_asked(in) == asked)
        return answer_safety_in_passing(in, risk.category), true;
    if (risk.outcome != risk::outcome::crisis && in.out().messages.size() == said)
    {
        // Helped before; asked, too, or waited with. The words go where they would have gone.
        if (was_asked_today(in) && !is_waiting(in))
            say_of_case(in, "chat.heard");
        in.out().took = route::none;
        return false;
    }
    // The words may be the run's own answer: they are offered back, not swallowed.
    if (risk.outcome != risk::outcome::crisis && asked == 0 && in.has_run() && in.run().open)
        in.run().open->suggested = {in.happened().words.reveal()};
    go_on_asking(in);
    return true;
}

// The bot is silent: what is written goes to the human as it is.
void relay(machine& in)
{
    in.out().took = route::person;
    in.because("a human is in the chat");
}

// In the client's own language; beside an open case in that of the case, too.
std::optional<command> command_said(machine& in, std::string_view words)
{
    const auto known = command_of(words, in.happened().language);
    const auto of_case = wording::language_of(in);
    return known || of_case == in.happened().language ? known : command_of(words, of_case);
}

void take_words(machine& in)
{
    const auto& words = in.happened().words.reveal();
    if (words.find_first_not_of(" \t\r\n") == std::string::npos)
    {
        in.out().refused = true;
        return;
    }
    in.echo(words);
    // Nothing stands before the help: the client saw it early in just this order.
    if (is_screened(in))
        return;
    if (is_with_human(in))
        return relay(in);
    if (keeps_number(in, words))
        return;
    tell_software(in);
    if (const auto known = command_said(in, words); known && has_meaning_now(in, *known))
        return obey(in, *known);
    answer_words(in);
}

// What was tapped, in the words the client saw on it; the key will do when the option is gone.
template <class label>
std::string words_sent(const flow::value& sent, label label_of)
{
    const auto* keys = sent.as<flow::list>();
    if (keys == nullptr)
        return label_of(sent);
    std::string out;
    for (const auto& key : *keys)
        out += (out.empty() ? "" : ", ") + label_of(key);
    return out;
}

std::string words_sent(const flow::value& sent, const std::vector<choice>& choices)
{
    return words_sent(sent, [&](const flow::value& key) {
        auto text = flow::to_text(key);
        const auto found = std::ranges::find(choices, text, &choice::key);
        return found == choices.end() ? text : found->label;
    });
}

std::string words_sent_to_open(machine& in, const flow::value& sent)
{
    if (sent.as<std::string>() == nullptr && sent.as<flow::list>() == nullptr)
        return words_sent(sent, std::vector<choice>{});
    const auto& step = in.step_at(in.run().open->where);
    if (const auto* ask = dynamic_cast<const steps::ask_body*>(step.body.get()))
        return words_sent(
            sent, [&](const flow::value& key) { return label_of(*ask, in.values(), key); });
    return words_sent(sent, in.form_now().choices);
}

// Tapping the question below an aside is going on with it.
void drop_asides_above(machine& in, std::uint32_t token)
{
    auto& asides = in.now().asides;
    const auto found = std::ranges::find(asides, token, &aside::token);
    if (found != asides.end())
        asides.erase(found + 1, asides.end());
}

void take_choice(machine& in)
{
    const auto token = token_of(in.happened().ref);
    const auto& sent = in.happened().sent;
    const reply given{reply::kind::sent, {}, &sent};
    if (token != 0)
        drop_asides_above(in, token);
    if (has_aside(in) && (token == 0 || in.now().asides.back().token == token))
    {
        in.echo(words_sent(sent, aside_form(in).choices));
        tell_software(in);
        return answer_aside(in, given);
    }
    const bool is_open = in.has_run() && in.run().open && !is_asked_for_safety(in);
    if (is_open && (token == 0 || in.run().open->token == token))
    {
        in.echo(words_sent_to_open(in, sent));
        tell_software(in);
        in.out().took = route::answer;
        // Tapping the question below an aside is going on with it.
        in.now().asides.clear();
        return in.answer_open(given);
    }
    in.out().took = route::stale;
    if (in.has_run() && find_token(in.run(), token) != no_entry)
        return open_change_old(in, token, sent);
    in.say(wording::of(in).old_button());
    return_to_run(in);
}

void edit(machine& in)
{
    in.out().took = route::navigate;
    change_by_token(in, token_of(in.happened().ref));
}

void route_event(machine& in)
{
    const auto& happened = in.happened();
    switch (happened.kind)
    {
    case event_kind::start:
        tell_software(in);
        return start_flow(in, happened.flow, happened.given);
    case event_kind::say:
        return take_words(in);
    case event_kind::choose:
        return take_choice(in);
    case event_kind::back:
        return obey(in, command::back);
    case event_kind::edit:
        return edit(in);
    case event_kind::skip:
        return obey(in, command::skip);
    case event_kind::pause:
        return obey(in, command::pause);
    case event_kind::stop:
        return obey(in, command::stop);
    case event_kind::resume:
        return resume_paused(in, happened.index);
    case event_kind::plan:
        return obey(in, command::plan);
    case event_kind::human:
        return obey(in, command::person);
    case event_kind::erase:
        // What cannot be deleted yet is not asked about first.
        if (!happened.confirmed && !must_be_kept(in))
            return obey(in, command::erase);
        return erase_all(in);
    case event_kind::timer:
        return fire_timer(in);
    case event_kind::returned:
        return tell_where(in);
    case event_kind::safety:
        return take_safety(in);
    }
}

// While a human is in the chat nothing moves but their talk; while a question of the ladder is open
// no flow begins.
bool is_held(machine& in)
{
    const auto kind = in.happened().kind;
    const bool moves = kind != event_kind::say && kind != event_kind::human &&
                       kind != event_kind::erase && kind != event_kind::timer &&
                       kind != event_kind::safety && kind != event_kind::plan;
    if (is_with_human(in) && moves)
    {
        if (kind == event_kind::choose)
            in.echo(words_sent(in.happened().sent, std::vector<choice>{}));
        static_cast<void>(tell_case(in, escalation::came_back{}));
        return true;
    }
    if (!is_asked_for_safety(in) || (kind != event_kind::start && kind != event_kind::resume &&
                                     kind != event_kind::back && kind != event_kind::edit))
        return false;
    return_to_run(in);
    return true;
}

// A run that ends, or an aside that closes, without a word would leave the client before a silence.
void end_in_words(machine& in)
{
    const auto& said = in.out().messages;
    const bool silent =
        std::ranges::all_of(said, [](const message& one) { return one.from == sender::client; });
    if (silent && !in.out().refused && !in.has_run() && !has_aside(in) && !is_with_human(in) &&
        in.happened().kind != event_kind::safety)
        in.say(wording::of(in).nothing_open());
}

} // namespace

turn advance(const flow::bundle_source& bundles, state now, const event& happened, bool trace)
{
    turn out;
    out.next = std::move(now);
    out.messages.reserve(messages_of_most_turns);
    // "plan" must work at any time without reading, so the safety net stays with the state.
    if (!happened.net.empty())
        out.next.net = happened.net;
    machine in(bundles, out, happened, trace);
    if (!in.adopt())
    {
        // The run is kept as it is; only its flow cannot be opened here and now.
        in.emit(alert{"bundle-missing", {}, {}});
        in.say(wording::of(in).cannot_open());
        out.next.asides.clear();
        in.pause_run();
    }
    welcome_back(in);
    if (!is_held(in))
        route_event(in);
    keep_question(in);
    end_in_words(in);
    return out;
}

std::optional<input_form>
open_form(const flow::bundle_source& bundles, const state& now, std::string_view language)
{
    turn out;
    out.next = now;
    event nothing;
    nothing.language = language;
    machine in(bundles, out, nothing, false);
    if (!in.adopt())
        return std::nullopt;
    if (has_aside(in))
        return aside_form(in);
    if (!in.has_run() || !in.run().open)
        return std::nullopt;
    return in.form_now();
}

} // namespace switchback::run
