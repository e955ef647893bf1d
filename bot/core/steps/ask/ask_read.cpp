#include "bot/core/steps/ask/ask.hpp"

#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/near_miss.hpp"
#include "bot/core/flow/reading.hpp"
#include "bot/core/steps/ask/options_read.hpp"
#include "bot/core/steps/category_read.hpp"

#include <fmt/format.h>

namespace switchback::steps {
namespace {

namespace codes = flow::codes;

const answers::answer_kind* kind_of(flow::reading& from)
{
    const auto& said = from.subject();
    const auto name = flow::word(said, "`ask`", from.into());
    const auto* found = answers::find(name);
    if (found != nullptr || name.empty())
        return found;
    std::vector<std::string_view> names{"questionnaire"};
    for (const auto* kind : answers::all())
        names.push_back(kind->name);
    from.into().error(
        codes::bad_value, said, fmt::format("`{}` is no kind of question", name),
        flow::did_you_mean(name, names));
    return nullptr;
}

/// One of a few words, or a fault and the first of them.
std::size_t choice(
    const flow::yaml_value& from, std::string_view what,
    std::initializer_list<std::string_view> words, flow::faults& into)
{
    std::size_t place = 0;
    std::string listed;
    for (const auto one : words)
    {
        if (from.is_scalar() && from.text == one)
            return place;
        listed += (place == 0 ? "`" : ", `") + std::string(one) + "`";
        ++place;
    }
    into.error(
        codes::bad_value, from, fmt::format("{} is one of {}", what, listed),
        flow::did_you_mean(from.text, std::vector<std::string_view>(words)));
    return 0;
}

void read_tries(ask_body& body, const flow::yaml_value& tries, flow::reading& from)
{
    flow::fields keys(tries, "`tries`", from.into());
    if (const auto* max = keys.find("max"))
        body.max_tries =
            flow::whole(*max, "`max`", 1, limits::most_tries, from.into(), codes::unbounded);
    if (const auto* then = keys.find("then"))
    {
        const auto what = flow::word(*then, "`then`", from.into());
        if (what == "skip")
            body.after_tries.then = give_up::act::skip;
        else if (what == "pause")
            body.after_tries.then = give_up::act::pause;
        else if (!what.empty())
        {
            body.after_tries.then = give_up::act::go;
            from.go_to(*then, body.after_tries.target);
        }
    }
    keys.done();
}

void read_wait(ask_body& body, const flow::yaml_value& wait, flow::reading& from)
{
    flow::fields keys(wait, "`wait`", from.into());
    if (const auto* nudge = keys.find("nudge"))
        body.wait.nudge_ms = flow::duration(*nudge, "`nudge`", from.into());
    if (const auto* say = keys.find("say"))
        body.wait.say = from.sentence(*say);
    if (const auto* give_up_after = keys.find("give_up"))
        body.wait.give_up_ms = flow::duration(*give_up_after, "`give_up`", from.into());
    if (const auto* then = keys.find("then"))
    {
        constexpr give_up::act acts[] = {
            give_up::act::pause, give_up::act::skip, give_up::act::end};
        body.wait.then.then = acts[choice(*then, "`then`", {"pause", "skip", "end"}, from.into())];
    }
    keys.done();
    if (body.wait.give_up_ms != 0 && body.wait.nudge_ms >= body.wait.give_up_ms)
        from.into().error(codes::bad_value, wait, "`nudge` must come before `give_up`");
}

void read_checks(ask_body& body, const flow::yaml_value& checks, flow::reading& from)
{
    if (!checks.is_sequence())
        from.into().error(codes::bad_value, checks, "`check` needs a list of `if` with `say`");
    for (const auto& one : checks.items)
    {
        flow::fields keys(one, "a check", from.into());
        answer_check made;
        if (const auto* refuse = keys.need("if"))
            made.refuse_if = from.condition(*refuse);
        if (const auto* say = keys.need("say"))
            made.say = from.sentence(*say);
        keys.done();
        body.checks.push_back(std::move(made));
    }
}

/// What the options of a questionnaire's item count. Figures that are typed could mean these or
/// the places in the list, so they mean neither.
void read_scores(ask_body& body, const flow::yaml_value& scores, flow::reading& from)
{
    if (!scores.is_sequence() || from.subject().text != "one" ||
        scores.items.size() != body.spec.options.size())
        from.into().error(
            flow::codes::bad_value, scores, "`scores` gives each option of `ask: one` a number");
    for (const auto& one : scores.items)
        body.scores.push_back(flow::number(one, "a score", from.into()));
    body.spec.counts_places = false;
}

void read_danger(ask_body& body, const flow::yaml_value& risk, flow::reading& from)
{
    flow::fields keys(risk, "`risk`", from.into());
    danger made;
    if (const auto* item = keys.need("item"))
        made.item = flow::word(*item, "`item`", from.into());
    if (const auto* least = keys.need("least"))
        made.least = flow::number(*least, "`least`", from.into());
    if (const auto* about = keys.need("about"))
        made.about = read_category(*about, from.into());
    keys.done();
    if (body.scores.empty())
        from.into().error(flow::codes::bad_value, risk, "`risk` with an item needs `scores`");
    if (made.item.empty() || made.item.size() > limits::case_text_bytes / 2)
        from.into().error(flow::codes::bad_value, risk, "the item needs a short name");
    body.asks_for_human = std::move(made);
}

void read_flags(ask_body& body, flow::reading& from)
{
    auto& into = from.into();
    if (const auto* optional = from.find("optional"))
        body.optional = flow::yesno(*optional, "`optional`", into);
    if (!body.optional)
        body.after_tries.then = give_up::act::pause;
    if (const auto* sensitive = from.find("sensitive"))
        body.sensitive = flow::yesno(*sensitive, "`sensitive`", into);
    if (const auto* share = from.find("share"))
        body.share = static_cast<share_policy>(
            choice(*share, "`share`", {"never", "ask", "therapist"}, into));
    if (const auto* scores = from.find("scores"))
        read_scores(body, *scores, from);
    if (const auto* risk = from.find("risk"); risk != nullptr && risk->is_mapping())
        read_danger(body, *risk, from);
    else if (risk != nullptr)
    {
        (void)choice(*risk, "`risk`", {"intensity"}, into);
        // Whoever says "a hundred" must not be passed over by the question that follows a ten.
        body.intensity = body.spec.caps_high = true;
        if (from.subject().text != "scale" && from.subject().text != "number")
            into.error(codes::bad_value, *risk, "`risk: intensity` belongs to a scale or a number");
    }
    if (const auto* join = from.find("join"))
    {
        body.join_ms = flow::duration(*join, "`join`", into);
        if (from.subject().text != "text")
            into.error(codes::bad_value, *join, "`join` belongs to `ask: text`");
    }
}

void read_words(ask_body& body, flow::reading& from)
{
    if (const auto* say = from.need("say"))
    {
        body.say = from.sentences(*say);
        from.asks(body.say);
    }
    if (const auto* help = from.find("help"))
        body.help = from.sentence(*help);
    if (const auto* why = from.find("why"))
        body.why = from.sentence(*why);
    if (const auto* unclear = from.find("unclear"))
        body.unclear = from.sentences(*unclear);
    if (const auto* invalid = from.find("invalid"))
        body.invalid = from.sentence(*invalid);
}

} // namespace

std::unique_ptr<flow::step_body> read_ask(flow::reading& from)
{
    auto body = std::make_unique<ask_body>();
    body->spec.kind = kind_of(from);
    read_spec(body->spec, from);
    const auto& id = from.need_id();
    const auto of =
        body->spec.kind == nullptr ? flow::type{} : body->spec.kind->type_of(body->spec);
    // The texts and checks may use names from above; a check also the answer itself.
    read_words(*body, from);
    read_flags(*body, from);
    if (const auto* suggest = from.find("suggest"))
    {
        body->suggest = from.value(*suggest);
        from.expect(body->suggest, of, "`suggest`");
    }
    if (const auto* wait = from.find("wait"))
        read_wait(*body, *wait, from);
    if (const auto* tries = from.find("tries"))
        read_tries(*body, *tries, from);
    body->answer = from.declare(id, of, from.subject(), flow::reading::origin::asked);
    from.now_set(body->answer, true); // whoever refuses an answer has one before them
    if (const auto* checks = from.find("check"))
        read_checks(*body, *checks, from);
    const auto surely = !body->optional && body->after_tries.then == give_up::act::pause &&
                        (body->wait.give_up_ms == 0 || body->wait.then.then != give_up::act::skip);
    from.now_set(body->answer, surely);
    return body;
}

} // namespace switchback::steps
