#include "tests/simulation/walk.hpp"

#include "bot/base/limits.hpp"

#include <array>
#include <exception>
#include <random>

namespace walk {
namespace {

constexpr std::array<std::string_view, 24> typed{
    "fine",
    "7",
    "yes",
    "no",
    "about seven",
    "next tuesday",
    "half past six",
    "1",
    "2 and 3",
    "both",
    "I'm a bad person",
    "nothing helps anymore",
    "I want to kill myself",
    "🙂🙂",
    "\xff\xfe\x80",
    "{a} %s \\n ' \"",
    "0",
    "-1",
    "1e999",
    "none of these",
    "ja",
    "مرحبا",
    "the first one",
    "Germany"};
constexpr std::array<std::string_view, 16> commands{
    "help",   "person",      "plan",  "why",         "repeat", "stop",    "delete",
    "skip",   "back",        "pause", "where was I", "go on",  "keep it", "delete everything",
    "end it", "Stop for now"};

class walker
{
public:
    walker(
        const std::shared_ptr<const flow::bundle_source>& flows,
        const std::vector<std::string>& ids)
        : in_(flows), ids_(ids)
    {
        in_.start(ids_.front());
    }

    void make(const move& one)
    {
        in_.later(1'000 + one.second * 60'000);
        act(one.first % 18, one.second);
        remember();
    }

    /// The promise the last turn broke, or empty.
    [[nodiscard]] std::string broken() const
    {
        const auto& now = in_.now;
        const bool open = now.current && now.current->open;
        const auto form = in_.form();
        if (now.current && !open && now.asides.empty())
            return "a run goes on, but nothing is asked";
        if (open || !now.asides.empty())
        {
            if (!form || form->token == 0 || form->kind.empty())
                return "an open question has no form";
            if ((form->kind == "one" || form->kind == "many") && form->choices.empty())
                return "a choice without choices";
        }
        else if (form)
            return "a form without a question";
        bool spoke = false;
        for (const auto& one : in_.last.messages)
            spoke = spoke || one.from == run::sender::bot;
        if (!spoke && !in_.last.refused && !open && now.asides.empty())
            return "nothing is open and nothing was said";
        if (in_.last.messages.size() > 2 * limits::steps_per_turn)
            return "too many messages";
        if (!in_.effects<run::alert>().empty())
            return "an alert: " + in_.effects<run::alert>()[0].what;
        if (run::save(now).size() > limits::state_bytes)
            return "the state is too large";
        return {};
    }

    [[nodiscard]] std::string replayed() const
    {
        std::vector<run::event> read;
        for (const auto& one : in_.log)
        {
            writer to;
            run::write_event(to, one);
            reader from(to.bytes());
            if (!run::read_event(from, read.emplace_back()) || !from.at_end())
                return "an event cannot be read back";
        }
        return run::save(scene::replay(*in_.flows, read)) == run::save(in_.now)
                   ? std::string()
                   : "the log replays to other bytes";
    }

private:
    void act(int what, std::uint8_t with)
    {
        const auto some_token = with % (in_.now.last_token + 3);
        switch (what)
        {
        case 8:
            return in_.say(typed[with % typed.size()]);
        case 9:
            return in_.say(commands[with % commands.size()]);
        case 10:
            return in_.command(run::event_kind::back);
        case 11:
            return in_.command(with % 2 == 0 ? run::event_kind::skip : run::event_kind::pause);
        case 12:
            return in_.resume(with % 4);
        case 13:
            return in_.edit(some_token);
        case 14:
            return in_.fire(
                with % 3 == 0   ? "join"
                : with % 3 == 1 ? "wait"
                                : "none",
                with % 5 == 0 ? some_token : in_.token());
        case 15:
            return in_.tap(some_token, {std::string(typed[with % typed.size()])});
        case 16:
            return in_.say(typed[with % typed.size()], false);
        case 17:
            return other(with);
        default:
            return answer(with);
        }
    }

    void other(std::uint8_t with)
    {
        constexpr std::array<run::event_kind, 6> kinds{
            run::event_kind::stop,  run::event_kind::plan,     run::event_kind::human,
            run::event_kind::erase, run::event_kind::returned, run::event_kind::skip};
        if (with % 8 >= kinds.size())
            return in_.start(ids_[with / 8 % ids_.size()]);
        in_.command(kinds[with % 8]);
    }

    // What a client would do: tap or type something that fits.
    void answer(std::uint8_t with)
    {
        const auto form = in_.form();
        if (!form)
            return in_.start(ids_[with % ids_.size()]);
        if (form->kind == "yesno")
            return in_.tap({with % 2 == 0});
        if (form->kind == "scale" || form->kind == "number")
            return in_.tap({form->min + with % 11});
        if (form->kind == "many")
        {
            flow::list keys;
            for (std::size_t i = 0; i < form->choices.size(); ++i)
                if ((with >> (i % 8) & 1) != 0)
                    keys.push_back({form->choices[i].key});
            return in_.tap({std::move(keys)});
        }
        if (!form->choices.empty())
            return in_.tap({form->choices[with % form->choices.size()].key});
        if (form->kind == "date")
            return in_.say("tomorrow");
        if (form->kind == "time")
            return in_.say("half past six");
        in_.say(with % 2 == 0 ? "some words of mine" : "other words, not the same");
    }

    void remember()
    {
        for (const auto& one : in_.effects<run::put_record>())
        {
            std::erase_if(in_.record, [&](const auto& item) {
                return item.collection == one.collection && item.key == one.key;
            });
            in_.record.push_back({one.collection, one.key, one.at_ms, one.fields});
        }
    }

    scene::chat in_;
    const std::vector<std::string>& ids_;
};

} // namespace

std::string
go(const std::shared_ptr<const flow::bundle_source>& flows,
   const std::vector<std::string>& flow_ids, const std::vector<move>& moves)
{
    std::size_t done = 0;
    try
    {
        walker walks(flows, flow_ids);
        auto broken = walks.broken();
        for (; broken.empty() && done < moves.size(); ++done)
        {
            walks.make(moves[done]);
            broken = walks.broken();
        }
        if (broken.empty())
            broken = walks.replayed();
        return broken.empty() ? broken : broken + ", after move " + std::to_string(done);
    }
    catch (const std::exception& thrown)
    {
        return std::string(thrown.what()) + ", at move " + std::to_string(done);
    }
}

std::vector<move> moves_of(std::uint64_t seed, std::size_t count)
{
    std::mt19937_64 chance(seed);
    std::vector<move> out(count);
    for (auto& one : out)
        one = {static_cast<std::uint8_t>(chance()), static_cast<std::uint8_t>(chance())};
    return out;
}

} // namespace walk
