// Seeded random chats with a clinic: whatever the client, the humans and the clock do, the chat
// says only what the stored case bears out, and the case loses nothing. SWITCHBACK_SEEDS walks
// more.
#include "bot/author/flow_folder.hpp"
#include "bot/author/practice.hpp"
#include "bot/author/rehearsal.hpp"
#include "bot/core/escalation/status.hpp"
#include "bot/core/escalation/wording.hpp"
#include "bot/core/flow/library.hpp"
#include "bot/core/risk/screen.hpp"
#include "bot/core/steps/step_kind.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <random>
#include <string>

using namespace switchback;

namespace {

constexpr std::size_t moves_a_chat = 80;

std::uint64_t seeds()
{
    const auto* wanted = std::getenv("SWITCHBACK_SEEDS"); // NOLINT(concurrency-mt-unsafe)
    return wanted == nullptr ? 300 : std::strtoull(wanted, nullptr, 10);
}

constexpr std::array<const char*, 30> typed{
    "fine",
    "7",
    "10",
    "yes",
    "no",
    "sometimes",
    "not sure",
    "I'd rather not say",
    "blorgh blorgh",
    "everyone would be better off without me",
    "I want to kill myself",
    "I have the pills in my hand and I'm going to take them now",
    "my husband hits me",
    "my friend wants to kill herself",
    "I took a whole box of pills",
    "I want to hurt someone",
    "quiero suicidarme",
    "sí",
    "person",
    "plan",
    "skip",
    "back",
    "stop",
    "delete",
    "help",
    "pause",
    "go on",
    "are you a person",
    "don't tell my therapist",
    "Ireland"};
constexpr std::array<const char*, 4> people{"dana", "sam", "noor", "robin"};

// True when `text` is the sentence with something in its holes.
bool is_made_of(std::string_view text, std::string_view sentence)
{
    std::size_t at = 0;
    bool is_first = true;
    for (;;)
    {
        const auto hole = sentence.find('{');
        const auto piece = sentence.substr(0, hole);
        if (hole == std::string_view::npos)
            return text.size() >= at + piece.size() && text.ends_with(piece) &&
                   (!is_first || text == piece);
        const auto found = text.find(piece, at);
        if (found == std::string_view::npos || (is_first && found != 0))
            return false;
        at = found + piece.size();
        is_first = false;
        sentence.remove_prefix(sentence.find('}', hole) + 1);
    }
}

// The status that a message says; empty when it says none.
std::string_view status_in(std::string_view text)
{
    for (const auto* language : {"en", "es"})
        for (const auto path : escalation::all_wordings(language))
            if (path.starts_with("status.") &&
                is_made_of(text, escalation::wording_of(path, language)))
                return path;
    return {};
}

class chat
{
public:
    chat(const flow::library& flows, std::uint64_t seed) : in_(flows), flows_(flows), chance_(seed)
    {
        if (pick(4) != 0)
            in_.meet(&author::practice());
        if (pick(3) == 0)
            in_.speak("es");
        if (pick(2) == 0)
            in_.live_in("IE");
        in_.begin_later(static_cast<std::int64_t>(pick(168)) * limits::hour_ms);
        begin();
    }

    [[nodiscard]] bool is_over() const { return in_.left().erased || !broken_.empty(); }
    [[nodiscard]] const std::string& broken() const { return broken_; }
    [[nodiscard]] const std::string& doing() const { return doing_; }

    void move()
    {
        before_ = in_.now();
        switch (pick(13))
        {
        case 0:
        case 1:
        case 2:
            return say(typed[pick(typed.size())]);
        case 3:
        case 4:
        case 5:
        case 6:
            return answer();
        case 7:
            return command();
        case 8:
        case 9:
            return wait();
        case 10:
            return pages();
        default:
            return human();
        }
    }

private:
    std::size_t pick(std::size_t of) { return chance_() % of; }

    void begin()
    {
        const auto published = flows_.published();
        const auto& flow_id = published[pick(published.size())]->root().id;
        doing_ = "start " + flow_id;
        look(in_.start(flow_id));
    }

    void say(std::string words)
    {
        doing_ = "say " + words;
        look(in_.say(std::move(words)));
    }

    void answer()
    {
        const auto form = in_.form();
        if (!form)
            return begin();
        if (form->choices.empty())
            return say(typed[pick(8)]);
        const auto key = form->choices[pick(form->choices.size())].key;
        doing_ = "tap " + key;
        look(in_.tap(key));
    }

    void command()
    {
        using run::event_kind;
        constexpr std::array kinds{event_kind::back,     event_kind::skip,   event_kind::pause,
                                   event_kind::stop,     event_kind::plan,   event_kind::human,
                                   event_kind::returned, event_kind::resume, event_kind::erase,
                                   event_kind::edit};
        run::event event;
        event.kind = kinds[pick(kinds.size())];
        event.confirmed = pick(2) == 0;
        event.ref = event.kind == event_kind::edit ? "p" + std::to_string(pick(12)) : "";
        doing_ = event.kind == event_kind::plan ? "plan"
                 : event.kind == event_kind::erase
                     ? "erase"
                     : "command " + std::to_string(static_cast<int>(event.kind));
        look(in_.send(std::move(event)));
    }

    void wait()
    {
        constexpr std::array<std::int64_t, 6> times{
            10'000,
            limits::minute_ms,
            4 * limits::minute_ms,
            20 * limits::minute_ms,
            3 * limits::hour_ms,
            26 * limits::hour_ms};
        const auto by = times[pick(times.size())];
        doing_ = "wait " + std::to_string(by);
        // Turn by turn, so that each is looked at with the state it left.
        const auto until = in_.time_ms() + by;
        while (in_.time_ms() < until && !is_over())
        {
            before_ = in_.now();
            const auto step = std::min<std::int64_t>(until - in_.time_ms(), 10'000);
            const auto turns = in_.wait_ms(step);
            for (std::size_t i = 0; i < turns.size(); ++i)
                look(turns[i], i + 1 == turns.size());
            if (turns.empty() && by > limits::hour_ms)
                skip_ahead(until);
        }
    }

    // To just before what comes due next, where that is far.
    void skip_ahead(std::int64_t until)
    {
        auto next = until;
        for (const auto& [name, timer] : in_.timers())
            next = std::min(next, timer.due_ms);
        const auto by = next - in_.time_ms() - 1;
        if (by > 0)
            for (const auto& turn : in_.wait_ms(by)) // a reminder may be due
                look(turn, false);
    }

    void pages()
    {
        const auto newest = in_.newest_pages();
        if (newest.empty())
            return happen(escalation::cover_changed{}, "cover changed");
        constexpr std::array was{
            escalation::receipt::accepted, escalation::receipt::delivered,
            escalation::receipt::failed};
        const auto& page = newest[pick(newest.size())];
        happen(
            escalation::send_result{
                page.number, page.responder, static_cast<std::uint8_t>(pick(3)),
                was[pick(was.size())]},
            "receipt");
    }

    void human()
    {
        using namespace escalation;
        const auto held = in_.now().safety ? in_.now().safety->held : case_state{};
        const auto epoch = held.epoch - (pick(8) == 0 ? 1U : 0U);
        const auto by = held.held.id.empty() || pick(3) == 0
                            ? std::string(people[pick(people.size())])
                            : held.held.id;
        const std::string name(author::name_in_practice(by));
        switch (pick(12))
        {
        case 0:
        case 1:
            return happen(
                claimed{
                    epoch, by, name, static_cast<contact_means>(pick(5)),
                    pick(2) == 0 ? 0 : in_.time_ms() + 20 * limits::minute_ms},
                "claim by " + by);
        case 2:
        case 3:
        case 4:
            return happen(human_wrote{epoch, by, name}, by + " writes", "I am here.");
        case 5:
            return happen(contact_made{epoch, by, name, pick(2) == 0}, "contact by " + by);
        case 6:
            return happen(handed_back{epoch, by}, "handed back by " + by);
        case 7:
            return happen(
                closed{epoch, by, close_reason::contacted, close_outcome::goes_on, 0}, "close");
        case 8:
            return happen(left_quickly{}, "quick exit");
        case 9:
        case 10:
            return happen(came_back{}, "comes back");
        default:
            return rare(by);
        }
    }

    void rare(const std::string& by)
    {
        using namespace escalation;
        switch (pick(5))
        {
        case 0:
            return happen(reopened{by}, "reopen");
        case 1:
            return happen(marked_false_alarm{by, true}, "false alarm");
        case 2:
            return happen(retracted{}, "retracted");
        case 3:
            return happen(tick{}, "tick");
        default:
            return happen(category_changed{static_cast<category>(pick(9)), by}, "category changed");
        }
    }

    void happen(escalation::occurrence what, std::string doing, std::string words = {})
    {
        doing_ = std::move(doing);
        look(in_.happen(std::move(what), std::move(words)));
    }

    // `is_last`: the state that this turn left is the one that is there now.
    void look(const run::turn& did, bool is_last = true)
    {
        if (!broken_.empty())
            return;
        if (is_last)
            broken_ = stored();
        if (broken_.empty() && is_last)
            broken_ = asked();
        if (broken_.empty())
            broken_ = untrue(did);
        if (broken_.empty())
            broken_ = silent(did);
        if (broken_.empty() && is_last)
            broken_ = timed();
        for (const auto& one : did.effects)
            if (const auto* alert = std::get_if<run::alert>(&one))
                broken_ = "an alert: " + alert->what;
        before_ = did.next;
    }

    std::string stored() const
    {
        const auto bytes = run::save(in_.now());
        const auto again = run::load(bytes);
        return again && run::save(*again) == bytes ? "" : "the state does not reload as it was";
    }

    std::string asked() const
    {
        const auto& now = in_.now();
        if (!now.safety || now.safety->held.dialogue != escalation::dialogue_part::asking)
            return std::ranges::find(now.asides, run::aside_kind::safety, &run::aside::kind) ==
                           now.asides.end()
                       ? ""
                       : "a question stands that the case does not ask";
        const auto at = std::ranges::find(now.asides, run::aside_kind::safety, &run::aside::kind);
        if (at == now.asides.end() || at->about != now.safety->held.question_token)
            return "the case asks, and the question does not stand";
        const auto form = in_.form();
        return form && form->token == now.asides.back().token
                   ? ""
                   : "the open form is below the question";
    }

    std::string untrue(const run::turn& did) const
    {
        std::string_view said;
        for (const auto& one : did.messages)
            if (one.from == run::sender::bot)
                if (const auto status = status_in(one.text.reveal()); !status.empty())
                    said = status;
        if (said.empty())
            return {};
        const auto is = did.next.safety ? escalation::shown_status(did.next.safety->held)
                                        : std::optional<escalation::show>();
        return is && is->wording == said
                   ? ""
                   : "said " + std::string(said) + ", and it is " + (is ? is->wording : "none");
    }

    std::string silent(const run::turn& did) const
    {
        using escalation::dialogue_part;
        const bool with_human = before_.safety && did.next.safety &&
                                before_.safety->held.dialogue == dialogue_part::with_human &&
                                did.next.safety->held.dialogue == dialogue_part::with_human;
        // The static help for words of danger goes out whoever is there.
        if (!with_human || did.took == run::route::safety)
            return {};
        // The buttons for the plan and for deleting are answered, and nothing is asked with it.
        const bool may_answer = doing_ == "plan" || doing_ == "erase";
        for (const auto& one : did.messages)
            if (one.from == run::sender::bot && (one.input || !may_answer) &&
                status_in(one.text.reveal()).empty())
                return "the bot spoke while a human is there: " + one.text.reveal();
        return {};
    }

    std::string timed() const
    {
        const std::vector<escalation::armed_timer> none;
        const auto& armed = in_.now().safety ? in_.now().safety->held.timers : none;
        std::size_t rows = 0;
        for (const auto& [name, row] : in_.timers())
            rows += escalation::timer_named(name) ? 1 : 0;
        if (rows != armed.size())
            return "timers of the case and their rows differ";
        for (const auto& one : armed)
        {
            const auto found = in_.timers().find(std::string(name_of(one.kind)));
            if (found == in_.timers().end() || found->second.due_ms != one.due_ms ||
                found->second.token != one.generation)
                return "a timer of the case is lost: " + std::string(name_of(one.kind));
        }
        return {};
    }

    author::rehearsal in_;
    const flow::library& flows_;
    std::mt19937_64 chance_;
    run::state before_;
    std::string broken_;
    std::string doing_;
};

} // namespace

TEST_CASE("case walks: the chat says only what the stored case bears out", "[simulation]")
{
    const auto files = author::read_flow_folder(FLOWS_FOLDER);
    REQUIRE(files);
    const auto flows = flow::read_library(*files, steps::all()).made;
    for (std::uint64_t seed = 1; seed <= seeds(); ++seed)
    {
        chat one(*flows, seed);
        std::string did;
        for (std::size_t i = 0; i < moves_a_chat && !one.is_over(); ++i)
        {
            one.move();
            did += one.doing() + "; ";
        }
        INFO("seed " << seed << ": " << did);
        REQUIRE(one.broken() == "");
    }
}
