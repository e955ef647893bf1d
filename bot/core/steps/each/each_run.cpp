#include "bot/core/steps/each/each.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/answers/answer_kind.hpp"
#include "bot/core/run/machine.hpp"
#include "bot/core/run/wording.hpp"

#include <algorithm>

namespace switchback::steps {
namespace {

const answers::ask_spec& yes_or_no()
{
    static const answers::ask_spec spec = [] {
        answers::ask_spec made;
        made.kind = answers::find("yesno");
        return made;
    }();
    return spec;
}

run::progress leave(const flow::step& what, run::machine& in)
{
    in.leave_loop(what);
    return run::progress::next;
}

run::progress next_turn(const flow::step& what, run::machine& in, std::uint8_t turn)
{
    const auto& body = static_cast<const each_body&>(*what.body);
    if (turn >= std::min(body.max, limits::each_max) || body.inside.empty())
        return leave(what, in);
    in.enter_loop(what, body.inside.front(), turn);
    return run::progress::moved;
}

run::progress walk(const flow::step& what, run::machine& in)
{
    const auto& body = static_cast<const each_body&>(*what.body);
    const bool fresh = !in.is_inside(what);
    const auto turn =
        static_cast<std::uint8_t>(fresh ? 0 : in.here().at.turns[what.loop_depth] + 1);
    const auto held = body.of.evaluate(in.values());
    const auto* items = held.as<flow::list>();
    if (items == nullptr || turn >= items->size())
    {
        if (!fresh)
            in.leave_loop(what);
        return run::progress::next;
    }
    in.put(body.name, (*items)[turn]);
    return next_turn(what, in, turn);
}

// The instance of "Another one?" is the loop's own, with the turn it was asked after.
run::instance more_instance(const flow::step& what, run::machine& in)
{
    auto where = in.instance_of(what);
    where.turns[what.loop_depth] = in.here().at.turns[what.loop_depth];
    return where;
}

void gather(const each_body& body, run::machine& in)
{
    flow::record made;
    for (const auto& part : body.parts)
        if (in.values()[part.at].is_set())
            made.push_back({part.name, in.values()[part.at]});
    auto held = in.values()[body.name];
    if (held.as<flow::list>() == nullptr)
        held.held = flow::list{};
    std::get<flow::list>(held.held).push_back({std::move(made)});
    in.put(body.name, std::move(held));
}

void show_each(const flow::step& what, run::machine& in)
{
    const auto& body = static_cast<const each_body&>(*what.body);
    run::input_form form;
    form.kind = "yesno";
    const auto& ours = run::wording::of(in);
    form.choices = {{"yes", ours.yes()}, {"no", ours.no()}};
    form.token = in.run().open->token;
    form.optional = true;
    in.ask_with(body.more.render(in.values()), std::move(form));
}

run::progress run_each(const flow::step& what, run::machine& in)
{
    const auto& body = static_cast<const each_body&>(*what.body);
    if (!body.gathers)
        return walk(what, in);
    if (!in.is_inside(what))
    {
        in.put(body.name, {flow::list{}});
        return next_turn(what, in, 0);
    }
    gather(body, in);
    const auto turn = in.here().at.turns[what.loop_depth];
    const auto following = static_cast<std::uint8_t>(turn + 1);
    if (following >= std::min(body.max, limits::each_max))
        return leave(what, in);
    if (body.more.empty())
        return next_turn(what, in, following);

    const auto where = more_instance(what, in);
    if (const auto at = in.waiting(where, run::entry_kind::more); at != run::no_entry)
    {
        const auto known = in.run().journal[at];
        if (!known.ask_again && !in.affected(what, at))
        {
            in.keep(at);
            return known.held == flow::value{true} ? next_turn(what, in, following)
                                                   : leave(what, in);
        }
    }
    in.open_prompt(where);
    show_each(what, in);
    return run::progress::waits;
}

run::progress reply_each(const flow::step& what, const run::reply& given, run::machine& in)
{
    answers::parsed parsed;
    if (given.how == run::reply::kind::skip)
        parsed = {answers::understanding::understood, {false}};
    else if (given.how == run::reply::kind::sent)
        parsed = yes_or_no().kind->from_input(yes_or_no(), *given.sent);
    else
        parsed = yes_or_no().kind->from_words(
            yes_or_no(), {}, given.words, {in.happened().language, {}, 0});

    auto& open = *in.run().open;
    if (parsed.how != answers::understanding::understood)
    {
        in.out().took = run::route::unclear;
        if (++open.tries < limits::default_tries)
        {
            in.say(run::wording::of(in).unclear_first());
            show_each(what, in);
            return run::progress::waits;
        }
        in.say(run::wording::of(in).moving_on());
        parsed.answer = {false};
    }
    const auto where = open.where;
    const auto token = open.token;
    in.close_prompt();
    if (const auto at = in.waiting(where, run::entry_kind::more); at != run::no_entry)
    {
        in.run().journal[at].held = parsed.answer;
        in.run().journal[at].token = token;
        in.keep(at);
    }
    else
    {
        in.note(where, run::entry_kind::more, parsed.answer).token = token;
    }
    const auto following = static_cast<std::uint8_t>(in.here().at.turns[what.loop_depth] + 1);
    return parsed.answer == flow::value{true} ? next_turn(what, in, following) : leave(what, in);
}

} // namespace

const step_kind each_kind{"each", read_each, check_each, run_each, show_each, reply_each};

} // namespace switchback::steps
