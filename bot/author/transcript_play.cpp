#include "bot/author/practice.hpp"
#include "bot/author/rehearsal.hpp"
#include "bot/author/transcript.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace switchback::author {
namespace {

using flow::yaml_value;

// A value of the file as the type that is expected of it; text when nothing is known.
flow::value value_of(const yaml_value& from, flow::type_kind as)
{
    if (from.is_sequence())
    {
        flow::list out;
        for (const auto& one : from.items)
            out.push_back(value_of(one, flow::type_kind::any));
        return {std::move(out)};
    }
    if (from.is_mapping())
    {
        flow::record out;
        for (std::size_t i = 0; i < from.keys(); ++i)
            out.push_back({from.key(i).text, value_of(from.value(i), flow::type_kind::any)});
        return {std::move(out)};
    }
    const auto& text = from.text;
    const bool wants_text =
        from.quoted || as == flow::type_kind::text || as == flow::type_kind::one;
    if (!wants_text && (text == "true" || (text == "yes" && as == flow::type_kind::yesno)))
        return {true};
    if (!wants_text && (text == "false" || (text == "no" && as == flow::type_kind::yesno)))
        return {false};
    double number = 0;
    const auto* end = text.data() + text.size();
    const auto [at, ec] = std::from_chars(text.data(), end, number);
    if (!wants_text && ec == std::errc{} && at == end && !text.empty())
        return {number};
    flow::date day;
    if (!wants_text && parse_iso(text, day))
        return {day};
    return {text};
}

std::string folded(std::string_view text)
{
    std::string out(text);
    for (auto& letter : out)
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter - 'A' + 'a');
    return out;
}

class player
{
public:
    player(const transcript& what, const flow::bundle_source& flows)
        : what_(what), flows_(flows), chat_(flows)
    {}

    played run()
    {
        const auto* bundle = flows_.current(what_.flow_id);
        if (bundle == nullptr)
        {
            complain({what_.file, 1, 1}, fmt::format("no flow `{}`", what_.flow_id));
            return std::move(out_);
        }
        for (std::size_t i = 0; i < what_.record.keys(); ++i)
            for (const auto& item : what_.record.value(i).items)
            {
                auto fields = value_of(item, flow::type_kind::any);
                chat_.remember(what_.record.key(i).text, std::get<flow::record>(fields.held));
            }
        meet();
        hear(chat_.start(what_.flow_id, given(*bundle)));
        for (const auto& step : what_.steps)
        {
            take(step);
            if (!out_.faults.empty())
                return std::move(out_);
        }
        all_matched({what_.file, 1, 1});
        for (const auto& one : chat_.left().alerts)
            complain({what_.file, 1, 1}, "the engine raised an alert: " + one.what);
        out_.passed = out_.faults.empty();
        return std::move(out_);
    }

private:
    void meet()
    {
        using cover = transcript::cover;
        chat_.speak(what_.language);
        chat_.live_in(what_.country);
        chat_.be(what_.age);
        if (what_.clinic != cover::none)
            chat_.meet(&practice());
        // From Monday at ten.
        if (what_.clinic == cover::evening)
            chat_.begin_later(10 * limits::hour_ms);
        if (what_.clinic == cover::night)
            chat_.begin_later(16 * limits::hour_ms);
    }

    std::vector<flow::field> given(const flow::bundle& bundle)
    {
        std::vector<flow::field> out;
        for (std::size_t i = 0; i < what_.given.keys(); ++i)
        {
            const auto& name = what_.given.key(i).text;
            auto as = flow::type_kind::any;
            for (const auto& input : bundle.root().in)
                if (input.name == name)
                    as = input.of.kind;
            out.push_back({name, value_of(what_.given.value(i), as)});
        }
        return out;
    }

    void complain(const flow::position& at, std::string message)
    {
        out_.faults.push_back({flow::severity::error, "transcript", at, std::move(message), {}});
    }

    void hear(const run::turn& did)
    {
        said_.clear();
        next_ = 0;
        hear_more(did);
    }

    void hear_more(const run::turn& did)
    {
        took_ = did.took;
        for (const auto& one : did.messages)
        {
            if (one.from != run::sender::bot)
                continue;
            said_.push_back(one.text.reveal());
            if (one.input && one.input->token != last_token_)
            {
                last_token_ = one.input->token;
                ++out_.prompts;
            }
        }
        out_.visited.insert(did.visited.begin(), did.visited.end());
    }

    void all_matched(const flow::position& at)
    {
        if (what_.only && next_ < said_.size())
            complain(at, fmt::format("also said: {}", said_[next_]));
    }

    void take(const transcript::step& step)
    {
        switch (step.kind)
        {
        case transcript::act::me:
            all_matched(step.at);
            return hear(chat_.say(step.words.front()));
        case transcript::act::tap:
            all_matched(step.at);
            return tap(step);
        case transcript::act::after:
            all_matched(step.at);
            said_.clear();
            next_ = 0;
            for (const auto& turn : chat_.wait_ms(step.wait_ms))
                hear_more(turn);
            return;
        case transcript::act::bot:
            return match(step);
        case transcript::act::expect:
            return expect(step);
        case transcript::act::outside:
            all_matched(step.at);
            return happen(step);
        }
    }

    void happen(const transcript::step& step)
    {
        const auto did = play_outside(step.happens, chat_);
        if (!did)
            return complain(step.at, did.error());
        said_.clear();
        next_ = 0;
        for (const auto& turn : *did)
            hear_more(turn);
    }

    void tap(const transcript::step& step)
    {
        const auto open = chat_.form();
        if (!open)
            return complain(step.at, "nothing is asked, so there is nothing to tap");
        for (const auto& word : step.words)
            if (!open->choices.empty() && std::ranges::none_of(open->choices, [&](const auto& one) {
                    return one.key == word || one.label == word;
                }))
            {
                std::string known;
                for (const auto& one : open->choices)
                    known += " " + one.key;
                return complain(step.at, fmt::format("no button `{}`; there are:{}", word, known));
            }
        hear(step.words.size() == 1 ? chat_.tap(step.words.front()) : chat_.tap_all(step.words));
    }

    void match(const transcript::step& step)
    {
        const auto& wanted = step.words.front();
        for (std::size_t i = next_; i < said_.size(); ++i)
        {
            const bool fits = step.contains
                                  ? folded(said_[i]).find(folded(wanted)) != std::string::npos
                                  : said_[i] == wanted;
            if (fits)
            {
                if (what_.only && i > next_)
                    return complain(step.at, fmt::format("also said: {}", said_[next_]));
                next_ = i + 1;
                return;
            }
            if (what_.only)
                break;
        }
        std::string heard;
        for (std::size_t i = next_; i < said_.size(); ++i)
            heard += "\n    " + said_[i];
        complain(
            step.at,
            fmt::format(
                "`{}` was not said; what was:{}", wanted, heard.empty() ? " nothing more" : heard));
    }

    void expect(const transcript::step& step)
    {
        const auto& from = step.expected;
        for (std::size_t i = 0; i < from.keys(); ++i)
            expect_one(step.at, from.key(i).text, from.value(i));
    }

    void equal(
        const flow::position& at, std::string_view name, const flow::value& is,
        const yaml_value& wanted)
    {
        const auto as = is.as<bool>() != nullptr          ? flow::type_kind::yesno
                        : is.as<std::string>() != nullptr ? flow::type_kind::text
                                                          : flow::type_kind::any;
        const auto should = value_of(wanted, as);
        const bool none = wanted.text == "unset" && !is.is_set();
        if (!none && !(is == should) && flow::to_text(is) != flow::to_text(should))
            complain(
                at,
                fmt::format(
                    "{} is `{}`, expected `{}`", name, flow::to_text(is), flow::to_text(should)));
    }

    void expect_one(const flow::position& at, const std::string& name, const yaml_value& wanted)
    {
        const auto& left = chat_.left();
        if (name == "suggested")
        {
            const auto open = chat_.form();
            equal(at, name, {open ? open->suggested : std::string()}, wanted);
        }
        else if (name == "outcome")
            equal(at, name, {left.outcome}, wanted);
        else if (name == "ended")
            equal(at, name, {left.ended}, wanted);
        else if (name == "reminders")
            equal(at, name, {static_cast<double>(left.reminders.size())}, wanted);
        else if (name == "route")
            expect_route(at, wanted);
        else if (name == "answers")
            for (std::size_t i = 0; i < wanted.keys(); ++i)
                equal(at, wanted.key(i).text, chat_.answer(wanted.key(i).text), wanted.value(i));
        else if (name == "remembered")
            for (std::size_t i = 0; i < wanted.keys(); ++i)
                expect_remembered(at, wanted.key(i).text, wanted.value(i));
        else if (name == "shared")
            expect_shared(at, wanted);
        else if (name == "level" || name == "page" || name == "dialogue" || name == "about")
            equal(at, name, {of_case(name, chat_.now())}, wanted);
        else if (name == "paged")
            expect_paged(at, wanted);
        else
            complain(
                at, fmt::format(
                        "cannot expect `{}`; known: suggested outcome ended reminders "
                        "route answers remembered shared level page dialogue about paged",
                        name));
    }

    void expect_route(const flow::position& at, const yaml_value& wanted)
    {
        const std::string_view is = took_ == run::route::safety   ? "safety"
                                    : took_ == run::route::person ? "person"
                                    : took_ == run::route::pause  ? "pause"
                                                                  : "other";
        // A flow's own handoff reaches a person as well as the word does.
        const bool handed = wanted.text == "person" && left_person();
        if (is != wanted.text && !handed)
            complain(at, fmt::format("the route was {}, expected {}", is, wanted.text));
    }

    bool left_person() const { return chat_.left().asked_person; }

    // The newest item of the collection must have these fields.
    void expect_remembered(
        const flow::position& at, const std::string& collection, const yaml_value& wanted)
    {
        const auto& record = chat_.left().record;
        const auto newest = std::find_if(record.rbegin(), record.rend(), [&](const auto& one) {
            return one.collection == collection;
        });
        if (newest == record.rend())
            return complain(at, fmt::format("nothing is remembered in {}", collection));
        for (std::size_t i = 0; i < wanted.keys(); ++i)
        {
            const auto* is = flow::find(newest->fields, wanted.key(i).text);
            equal(
                at, collection + "." + wanted.key(i).text, is == nullptr ? flow::value{} : *is,
                wanted.value(i));
        }
    }

    // Every name listed must be among the shared items, and no other.
    void expect_shared(const flow::position& at, const yaml_value& wanted)
    {
        const auto& shared = chat_.left().shared;
        if (shared.size() != wanted.items.size())
            return complain(
                at, fmt::format(
                        "{} things are shared, expected {}", shared.size(), wanted.items.size()));
        for (const auto& name : wanted.items)
            if (std::ranges::none_of(shared, [&](const auto& one) {
                    return one.step == name.text || one.step.ends_with("/" + name.text);
                }))
                complain(at, fmt::format("`{}` is not shared", name.text));
    }

    // Everybody who was paged, in that order, and nobody else.
    void expect_paged(const flow::position& at, const yaml_value& wanted)
    {
        std::vector<std::string> names;
        for (const auto& one : wanted.items)
            names.push_back(one.text);
        const auto& paged = chat_.left().paged;
        if (paged != names)
            complain(
                at, fmt::format(
                        "paged were [{}], expected [{}]", fmt::join(paged, ", "),
                        fmt::join(names, ", ")));
    }

    const transcript& what_;
    const flow::bundle_source& flows_;
    rehearsal chat_;
    played out_;
    std::vector<std::string> said_; // since the client last did something
    std::size_t next_ = 0;          // not matched yet from here on
    std::uint32_t last_token_ = 0;
    run::route took_ = run::route::none;
};

} // namespace

played play(const transcript& what, const flow::bundle_source& flows)
{
    return player(what, flows).run();
}

} // namespace switchback::author
