#include "bot/core/steps/share/share.hpp"

#include "bot/core/answers/answer_kind.hpp"
#include "bot/core/run/machine.hpp"
#include "bot/core/run/wording.hpp"
#include "bot/core/steps/ask/ask.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::steps {
namespace {

struct offered
{
    std::string key; // the token of the prompt it answered: unique within the conversation
    run::share_items::item item;
};

bool is_listed(const share_body& body, const run::entry& one, run::machine& in)
{
    if (body.everything || one.where.frame != in.run().active)
        return true;
    return std::ranges::find(body.items, one.where.step) != body.items.end();
}

// Every answered question, in this flow and those it called, whose author lets it be shared.
std::vector<offered> offers(const share_body& body, run::machine& in)
{
    std::vector<offered> out;
    for (const auto& one : in.run().journal)
    {
        if (!one.passed || one.kind != run::entry_kind::answered)
            continue;
        const auto& step = in.step_at(one.where);
        const auto* ask = dynamic_cast<const ask_body*>(step.body.get());
        if (ask == nullptr || ask->share == share_policy::never || !is_listed(body, one, in))
            continue;
        const auto values = in.values_at(one.where);
        out.push_back(
            {fmt::format("p{}", one.token),
             {in.key_of(one.where).substr(in.run().id.size() + 1), question_of(*ask, values),
              answer_text(*ask, values, one.held)}});
    }
    return out;
}

void show_share(const flow::step& what, run::machine& in)
{
    const auto& body = static_cast<const share_body&>(*what.body);
    run::input_form form;
    form.kind = "many";
    for (const auto& one : offers(body, in))
        form.choices.push_back({one.key, fmt::format("{} {}", one.item.question, one.item.answer)});
    form.token = in.run().open->token;
    form.optional = true;
    form.has_range = true;
    form.max = static_cast<double>(form.choices.size());
    in.ask_with(
        body.say.empty() ? run::wording::of(in).share() : body.say.render(in.values()),
        std::move(form));
}

run::progress run_share(const flow::step& what, run::machine& in)
{
    const auto& body = static_cast<const share_body&>(*what.body);
    const auto where = in.instance_of(what);
    // A called flow adds its answers to the one share step of the flow the client came for.
    if (in.run().active != 0)
        return run::progress::next;
    if (const auto at = find_entry(in.run(), where, run::entry_kind::shared); at != run::no_entry)
    {
        if (!in.run().journal[at].passed)
            in.keep(at);
        return run::progress::next;
    }
    // Declined once is declined, also after going back past it.
    if (const auto at = in.waiting(where, run::entry_kind::reviewed); at != run::no_entry)
    {
        in.keep(at);
        return run::progress::next;
    }
    if (offers(body, in).empty())
    {
        if (const auto at = in.waiting(where, run::entry_kind::said); at != run::no_entry)
        {
            in.keep(at);
            return run::progress::next;
        }
        in.note(where, run::entry_kind::said);
        in.say(run::wording::of(in).share_none_to());
        return run::progress::next;
    }
    in.open_prompt(where);
    show_share(what, in);
    return run::progress::waits;
}

run::progress
finish_share(const flow::step& what, run::machine& in, const std::vector<std::string>& keys)
{
    const auto& body = static_cast<const share_body&>(*what.body);
    run::share_items out;
    out.flow = in.flow().id;
    for (auto& one : offers(body, in))
        if (std::ranges::find(keys, one.key) != keys.end())
            out.items.push_back(std::move(one.item));
    const auto where = in.run().open->where;
    in.close_prompt();
    if (out.items.empty())
    {
        in.note(where, run::entry_kind::reviewed);
        in.say(run::wording::of(in).shared_nothing());
        return run::progress::next;
    }
    in.note(where, run::entry_kind::shared);
    in.say(run::wording::of(in).shared());
    in.emit(std::move(out));
    return run::progress::next;
}

run::progress reply_share(const flow::step& what, const run::reply& given, run::machine& in)
{
    const auto& body = static_cast<const share_body&>(*what.body);
    if (given.how == run::reply::kind::skip)
        return finish_share(what, in, {});
    answers::ask_spec spec;
    spec.kind = answers::find("many");
    std::vector<std::string> labels;
    for (const auto& one : offers(body, in))
    {
        answers::option option;
        option.key = one.key;
        spec.options.push_back(std::move(option));
        labels.push_back(fmt::format("{} {}", one.item.question, one.item.answer));
    }
    spec.has_range = true; // from none of them to all
    spec.max = static_cast<double>(labels.size());
    const auto parsed =
        given.how == run::reply::kind::sent
            ? spec.kind->from_input(spec, *given.sent)
            : spec.kind->from_words(spec, labels, given.words, {in.happened().language, {}, 0});
    if (parsed.how == answers::understanding::understood)
    {
        std::vector<std::string> keys;
        if (const auto* chosen = parsed.answer.as<flow::list>())
            for (const auto& one : *chosen)
                if (const auto* key = one.as<std::string>())
                    keys.push_back(*key);
        return finish_share(what, in, keys);
    }
    // "No" and "nothing" share nothing; what is not understood is never taken for consent.
    answers::ask_spec yesno;
    yesno.kind = answers::find("yesno");
    if (given.how == run::reply::kind::words)
    {
        const auto said =
            yesno.kind->from_words(yesno, {}, given.words, {in.happened().language, {}, 0});
        if (said.how == answers::understanding::understood && said.answer == flow::value{false})
            return finish_share(what, in, {});
    }
    in.out().took = run::route::unclear;
    if (++in.run().open->tries >= limits::default_tries)
        return finish_share(what, in, {});
    in.say(run::wording::of(in).share_unclear());
    show_share(what, in);
    return run::progress::waits;
}

} // namespace

const step_kind share_kind{"share", read_share, check_share, run_share, show_share, reply_share};

} // namespace switchback::steps
