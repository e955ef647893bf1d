#include "bot/core/steps/review/review.hpp"

#include "bot/core/answers/answer_kind.hpp"
#include "bot/core/run/machine.hpp"
#include "bot/core/run/wording.hpp"
#include "bot/core/steps/ask/ask.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::steps {
namespace {

constexpr std::string_view go_on_key = "go_on";

// The answers shown: those asks of the list that were answered or skipped, with their journal
// entry.
std::vector<std::size_t> entries_shown(const review_body& body, run::machine& in)
{
    std::vector<std::size_t> out;
    const auto& journal = in.run().journal;
    for (const auto item : body.items)
        for (std::size_t i = 0; i < journal.size(); ++i)
            if (journal[i].where.frame == in.run().active && journal[i].where.step == item &&
                journal[i].passed &&
                (journal[i].kind == run::entry_kind::answered ||
                 journal[i].kind == run::entry_kind::skipped ||
                 journal[i].kind == run::entry_kind::gave_up))
                out.push_back(i);
    return out;
}

std::string line_of(const run::entry& one, run::machine& in)
{
    const auto& ask = static_cast<const ask_body&>(*in.step_at(one.where).body);
    const auto values = in.values_at(one.where);
    const auto answer = one.kind != run::entry_kind::answered
                            ? run::wording::of(in).skipped_answer()
                            : answer_text(ask, values, one.held);
    return fmt::format("{} {}", question_of(ask, values), answer);
}

// What the buttons (and their typed labels) stand for.
struct menu
{
    answers::ask_spec spec;
    std::vector<std::string> labels;
    std::vector<std::size_t> entries;
};

menu menu_of(const review_body& body, run::machine& in)
{
    menu out;
    out.spec.kind = answers::find("one");
    out.spec.options.resize(1);
    out.spec.options[0].key = std::string(go_on_key);
    out.spec.options[0].also = run::wording::in_all_languages(&run::wording::sentences::review_ok);
    out.labels.push_back(run::wording::of(in).review_ok());
    out.entries.push_back(run::no_entry);
    for (const auto at : entries_shown(body, in))
    {
        answers::option one;
        one.key = fmt::format("p{}", in.run().journal[at].token);
        out.spec.options.push_back(std::move(one));
        out.labels.push_back(line_of(in.run().journal[at], in));
        out.entries.push_back(at);
    }
    return out;
}

void show_review(const flow::step& what, run::machine& in)
{
    const auto& body = static_cast<const review_body&>(*what.body);
    const auto items = menu_of(body, in);
    run::input_form form;
    form.kind = "one";
    for (std::size_t i = 0; i < items.labels.size(); ++i)
        form.choices.push_back({items.spec.options[i].key, items.labels[i]});
    form.token = in.run().open->token;
    form.optional = true;
    in.ask_with(
        body.say.empty() ? run::wording::of(in).review() : body.say.render(in.values()),
        std::move(form));
}

// True when the answer, or a list gathered from it, is not what it was before a change.
bool has_moved(flow::step_index item, run::machine& in)
{
    const auto& steps = in.flow().steps;
    const auto& changed = in.run().changed;
    for (; item != flow::no_step; item = steps[item].parent)
        for (const auto slot : run::slots_written(steps[item]))
            if (std::ranges::find(changed, std::pair{in.run().active, slot}) != changed.end())
                return true;
    return false;
}

run::progress run_review(const flow::step& what, run::machine& in)
{
    const auto& body = static_cast<const review_body&>(*what.body);
    const auto where = in.instance_of(what);
    if (const auto at = in.waiting(where, run::entry_kind::reviewed); at != run::no_entry)
    {
        // A review stands only for the answers it showed; a changed one is shown again.
        const bool moved = std::ranges::any_of(
            body.items, [&](flow::step_index item) { return has_moved(item, in); });
        in.keep(at);
        if (!moved)
            return run::progress::next;
        std::erase_if(in.run().journal, [&](const run::entry& one) {
            return one.where == where && one.kind == run::entry_kind::reviewed;
        });
    }
    in.open_prompt(where);
    show_review(what, in);
    return run::progress::waits;
}

run::progress reply_review(const flow::step& what, const run::reply& given, run::machine& in)
{
    const auto& body = static_cast<const review_body&>(*what.body);
    const auto items = menu_of(body, in);
    answers::parsed parsed{answers::understanding::understood, {std::string(go_on_key)}};
    if (given.how == run::reply::kind::sent)
        parsed = items.spec.kind->from_input(items.spec, *given.sent);
    else if (given.how == run::reply::kind::words)
        parsed = items.spec.kind->from_words(
            items.spec, items.labels, given.words, {in.happened().language, {}, 0});

    // "Yes", "fine" and the like mean: go on.
    if (parsed.how != answers::understanding::understood && given.how == run::reply::kind::words)
    {
        answers::ask_spec yes;
        yes.kind = answers::find("yesno");
        const auto said =
            yes.kind->from_words(yes, {}, given.words, {in.happened().language, {}, 0});
        if (said.how == answers::understanding::understood && said.answer == flow::value{true})
            parsed = {answers::understanding::understood, {std::string(go_on_key)}};
    }
    auto& open = *in.run().open;
    if (parsed.how != answers::understanding::understood)
    {
        in.out().took = run::route::unclear;
        if (++open.tries < limits::default_tries)
        {
            in.say(run::wording::of(in).review_again());
            show_review(what, in);
            return run::progress::waits;
        }
        parsed.answer = {std::string(go_on_key)};
    }
    const auto* key = parsed.answer.as<std::string>();
    const auto where = open.where;
    if (key == nullptr || *key == go_on_key)
    {
        in.close_prompt();
        in.note(where, run::entry_kind::reviewed);
        return run::progress::next;
    }
    for (std::size_t i = 1; i < items.entries.size(); ++i)
    {
        if (items.spec.options[i].key != *key)
            continue;
        if (is_behind_wall(in.run(), items.entries[i]))
        {
            in.say(run::wording::of(in).wall());
            show_review(what, in);
            return run::progress::waits;
        }
        in.change_answer(items.entries[i]);
        return run::progress::waits;
    }
    return run::progress::waits;
}

} // namespace

const step_kind review_kind{"review",   read_review, check_review,
                            run_review, show_review, reply_review};

} // namespace switchback::steps
