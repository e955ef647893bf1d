#include "bot/base/limits.hpp"
#include "bot/service/case_desk.hpp"
#include "bot/service/case_record.hpp"
#include "tests/unit/sign_in/scene.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

using namespace switchback;

namespace {

const std::string at_risk = "I want to kill myself tonight, I have the pills here";
const service::actor meier{"meier", "Dr Meier"};

using lines = std::vector<std::string>;

// A client of a practice where one person answers at any hour, and what that person can see and do.
class practice
{
public:
    practice()
    {
        auto posted = std::make_shared<service::posted_clinic>();
        escalation::responder who;
        who.id = meier.responder;
        who.name = meier.name;
        who.channels = 1;
        who.is_primary = true;
        for (int day = 0; day < 7; ++day)
            who.hours.push_back({day, 0, 1'440});
        posted->clinic.people.people.push_back(std::move(who));
        board_.post(std::move(posted));
        auto opened = in_.run(talks_.open({}));
        REQUIRE(opened);
        client_ = opened->live;
    }

    void client_says(const std::string& words)
    {
        in_.time().advance_ms(1'000);
        service::inbound input;
        input.device = "d";
        input.number = ++number_;
        input.event.kind = run::event_kind::say;
        input.event.words = private_text(words);
        REQUIRE(in_.run(talks_.take(client_, input, nullptr, "c")));
    }

    void human(service::act_kind kind, const std::string& words = {})
    {
        service::human_act act;
        act.kind = kind;
        act.key = "k" + std::to_string(++number_);
        act.epoch = read(1).summary.epoch;
        act.means = escalation::contact_means::write_here;
        act.words = private_text(words);
        REQUIRE(in_.run(desk_.act(meier, reference(), std::move(act))));
    }

    [[nodiscard]] std::string reference()
    {
        const auto cases = in_.run(desk_.list(true));
        REQUIRE(cases);
        REQUIRE(cases->size() == 1);
        return cases->front().reference;
    }

    [[nodiscard]] service::case_detail read(std::uint64_t after)
    {
        auto out = in_.run(desk_.read(meier, reference(), after));
        REQUIRE(out);
        return std::move(*out);
    }

    /// The messages after `after` that are not the program's.
    [[nodiscard]] std::vector<std::string> talk(std::uint64_t after)
    {
        std::vector<std::string> out;
        for (const auto& one : read(after).messages)
            if (one.from != run::sender::bot)
                out.push_back(one.text.reveal());
        return out;
    }

    /// What break-glass opens, for a reason.
    [[nodiscard]] std::expected<service::case_rest, error>
    rest(const std::string& why, const std::string& key)
    {
        service::human_act act;
        act.kind = service::act_kind::break_glass;
        act.key = key;
        act.why = why;
        return in_.run(desk_.open_rest(meier, reference(), std::move(act)));
    }

    /// The lines of the case's log with that event.
    [[nodiscard]] std::vector<service::record_line> log(const std::string& event)
    {
        const auto name = reference();
        const auto record =
            in_.run(service::read_record(talks_, in_.kept().store(), name, std::string()));
        REQUIRE(record);
        auto out = record->lines;
        std::erase_if(out, [&](const auto& line) { return line.event != event; });
        return out;
    }

    /// The words of the record that are not the program's.
    [[nodiscard]] lines exported()
    {
        const auto record =
            in_.run(service::read_record(talks_, in_.kept().store(), reference(), "Dr Meier"));
        REQUIRE(record);
        CHECK_FALSE(record->is_cut);
        lines out;
        for (const auto& one : record->messages)
            if (one.from == "client")
                out.push_back(one.text.reveal());
        return out;
    }

    void close()
    {
        service::human_act act;
        act.kind = service::act_kind::close;
        act.key = "close";
        act.epoch = read(1).summary.epoch;
        act.reason = escalation::close_reason::contacted;
        act.outcome = escalation::close_outcome::goes_on;
        REQUIRE(in_.run(desk_.act(meier, reference(), std::move(act))));
    }

    void client_deletes()
    {
        service::inbound input;
        input.device = "d";
        input.number = ++number_;
        input.event.kind = run::event_kind::erase;
        input.event.confirmed = true;
        REQUIRE(in_.run(talks_.take(client_, input, nullptr, "c")));
    }

    [[nodiscard]] std::expected<service::case_summary, error> reopen(const std::string& name)
    {
        service::human_act act;
        act.kind = service::act_kind::reopen;
        act.key = "again";
        return in_.run(desk_.act(meier, name, std::move(act)));
    }

    [[nodiscard]] std::uint64_t last() { return read(0).messages.back().seq; }

    /// What a human's word to the client comes to.
    [[nodiscard]] std::expected<service::case_summary, error> try_to_say(const std::string& words)
    {
        service::human_act act;
        act.kind = service::act_kind::say;
        act.key = "k" + std::to_string(++number_);
        act.epoch = read(1).summary.epoch;
        act.words = private_text(words);
        return in_.run(desk_.act(meier, reference(), std::move(act)));
    }

    /// What the client's words come to, sent from that page.
    [[nodiscard]] std::expected<service::taken, error>
    client_tries(const std::string& words, service::listener& from)
    {
        service::inbound input;
        input.device = "d";
        input.number = ++number_;
        input.event.kind = run::event_kind::say;
        input.event.words = private_text(words);
        return in_.run(talks_.take(client_, input, &from, "c"));
    }

    /// What opening the case comes to, once nothing can be stored.
    [[nodiscard]] std::expected<service::case_detail, error>
    read_unnoted(const std::string& name, std::uint64_t after)
    {
        in_.kept().store().stop_writes();
        return in_.run(desk_.read(meier, name, after));
    }

    void shows(service::listener& page) { REQUIRE(talks_.attach(client_, page)); }
    void shows_no_more(service::listener& page) { talks_.detach(client_, page); }
    [[nodiscard]] std::uint64_t faults() const { return counts_.value(metric::loop_faults); }

private:
    testing::sign_in_scene in_;
    service::clinic_board board_;
    service::flow_shelf shelf_{std::make_shared<const flow::library>()};
    metrics counts_;
    seeded_random random_{1};
    service::conversations talks_{
        {in_.kept().store(),
         shelf_,
         in_.key(),
         in_.time(),
         random_,
         counts_,
         {id{}, "A practice", true, 0},
         board_}};
    service::case_desk desk_{talks_, in_.kept().store()};
    service::live_ptr client_;
    std::uint64_t number_ = 0;
};

// A page of the client's at which a step cannot be shown.
class broken_page final : public service::listener
{
public:
    void deliver(const service::delivery&) override { throw std::runtime_error("no page"); }
    void show_help(std::string_view, std::span<const risk::help_sentence> help) override
    {
        helped += help.size();
    }
    void show_not_kept(std::string_view, std::span<const risk::help_sentence> said) override
    {
        not_kept += said.size();
    }

    std::size_t helped = 0;
    std::size_t not_kept = 0;
};

bool has(const lines& all, const std::string& wanted)
{
    return std::ranges::find(all, wanted) != all.end();
}

} // namespace

TEST_CASE("case file: what was said between two looks is all there", "[service][case]")
{
    practice in;
    in.client_says(at_risk);
    in.human(service::act_kind::claim);
    in.human(service::act_kind::say, "I am here");
    const auto seen = in.last();
    // Far enough from what raised it that only the talk opens them.
    lines wanted;
    for (int i = 0; i < 12; ++i)
        in.client_says(wanted.emplace_back("still here " + std::to_string(i)));
    CHECK(in.talk(seen) == wanted);
    in.human(service::act_kind::say, wanted.emplace_back("tell me more"));
    CHECK(in.talk(seen) == wanted);
    in.client_says(wanted.emplace_back("and then"));
    // Handed back, what was said in the talk still opens, and what follows it does not.
    in.human(service::act_kind::say, wanted.emplace_back("I hand you back now"));
    in.human(service::act_kind::hand_back);
    for (int i = 0; i < 12; ++i)
        in.client_says("for the program alone");
    CHECK(in.talk(seen) == wanted);
}

TEST_CASE("case file: before a human's first word only what raised it opens", "[service][case]")
{
    practice in;
    for (int i = 0; i < 12; ++i)
        in.client_says("a quiet day " + std::to_string(i));
    in.client_says(at_risk);
    const auto opened = in.read(0);
    CHECK(std::ranges::none_of(
        opened.messages, [](const auto& one) { return one.text.reveal() == "a quiet day 0"; }));
    CHECK(std::ranges::any_of(
        opened.messages, [](const auto& one) { return one.text.reveal() == at_risk; }));
}

TEST_CASE(
    "case file: five of the client's messages open either side, whatever was said between",
    "[service][case]")
{
    practice in;
    for (int i = 0; i < 12; ++i)
        in.client_says("a quiet day " + std::to_string(i));
    in.client_says(at_risk);
    in.human(service::act_kind::claim);
    in.human(service::act_kind::say, "I am here");
    in.human(service::act_kind::hand_back);
    for (int i = 0; i < 12; ++i)
        in.client_says("afterwards " + std::to_string(i));
    in.client_says("I want to die");
    for (int i = 0; i < 12; ++i)
        in.client_says("later " + std::to_string(i));
    const auto opened = in.talk(0);
    CHECK_FALSE(has(opened, "a quiet day 6"));
    CHECK(has(opened, "a quiet day 7"));
    CHECK(has(opened, "a quiet day 11"));
    CHECK(has(opened, "afterwards 4")); // five after the first
    CHECK_FALSE(has(opened, "afterwards 5"));
    CHECK_FALSE(has(opened, "afterwards 6"));
    CHECK(has(opened, "afterwards 7")); // five before the second
    CHECK(has(opened, "later 4"));
    CHECK_FALSE(has(opened, "later 5"));
    CHECK(in.exported() == [&] {
        auto out = opened;
        std::erase(out, "I am here");
        return out;
    }());
}

TEST_CASE("case file: what was written while nobody had come is all there", "[service][case]")
{
    practice in;
    in.client_says(at_risk);
    lines wanted{at_risk};
    for (int i = 0; i < 12; ++i)
        in.client_says(wanted.emplace_back("is anybody there " + std::to_string(i)));
    CHECK(in.talk(0) == wanted);
    in.human(service::act_kind::claim);
    in.client_says(wanted.emplace_back("hello?"));
    CHECK(in.talk(0) == wanted);
    CHECK(in.exported() == wanted);
    // Reached elsewhere, the wait is over; what was said in it stays open.
    in.human(service::act_kind::contacted);
    for (int i = 0; i < 12; ++i)
        in.client_says("for the program alone");
    CHECK(in.talk(0) == wanted);
    CHECK(in.exported() == wanted);
}

TEST_CASE("case file: a long talk is exported whole", "[service][case]")
{
    practice in;
    lines wanted;
    in.client_says(wanted.emplace_back(at_risk));
    for (int i = 0; i < 450; ++i)
        in.client_says(wanted.emplace_back("still here " + std::to_string(i)));
    CHECK(in.exported() == wanted);
}

TEST_CASE("case file: the rest opens with a reason, and the client is told who", "[service][case]")
{
    practice in;
    for (int i = 0; i < 12; ++i)
        in.client_says("a quiet day " + std::to_string(i));
    in.client_says(at_risk);
    CHECK_FALSE(has(in.talk(0), "a quiet day 0"));
    CHECK(in.rest(" ", "one").error().code == errc::bad_request);
    CHECK(in.log("opened_more").empty());
    const auto rest = in.rest("to see how it began", "two");
    REQUIRE(rest);
    CHECK_FALSE(rest->is_cut);
    CHECK(rest->messages.front().seq == 1);
    const auto is_told = [](const service::case_message& one) {
        return one.from == run::sender::bot &&
               one.text.reveal().starts_with("Dr Meier from the clinic has opened more");
    };
    CHECK(std::ranges::count_if(rest->messages, is_told) == 1);
    CHECK(std::ranges::any_of(
        rest->messages, [](const auto& one) { return one.text.reveal() == "a quiet day 0"; }));
    // The same press again, its answer lost: nobody is told twice.
    const auto again = in.rest("to see how it began", "two");
    REQUIRE(again);
    CHECK(std::ranges::count_if(again->messages, is_told) == 1);
    const auto noted = in.log("opened_more");
    REQUIRE(noted.size() == 1);
    using field = std::pair<std::string, std::string>;
    CHECK(std::ranges::count(noted[0].fields, field("responder", "meier")) == 1);
    CHECK(std::ranges::count(noted[0].fields, field("reason", "to see how it began")) == 1);
    CHECK_FALSE(has(in.talk(0), "a quiet day 0")); // the case itself opens what it did
}

TEST_CASE("case file: a case whose client deleted everything is refused, not revived", "[case]")
{
    practice in;
    in.client_says(at_risk);
    in.human(service::act_kind::claim);
    const auto name = in.reference();
    in.close();
    in.client_deletes();
    CHECK(in.reopen(name).error().code == errc::not_found);
}

TEST_CASE("case file: every look shows the words of every signal", "[service][case]")
{
    practice in;
    in.client_says(at_risk);
    in.human(service::act_kind::claim);
    in.human(service::act_kind::say, "I am here");
    in.client_says("I am going to take them now, I want to die");
    for (const auto after : {std::uint64_t{0}, in.last(), in.last() + 100})
    {
        const auto signals = in.read(after).signals;
        REQUIRE(signals.size() >= 2);
        CHECK(signals.front().words.reveal() == at_risk);
        CHECK(signals.back().words.reveal() == "I am going to take them now, I want to die");
    }
}

TEST_CASE("turn: a fault leaves nobody in danger without the next thing to do", "[service][case]")
{
    practice in;
    broken_page page;
    in.shows(page);
    const auto done = in.client_tries(at_risk, page);
    REQUIRE_FALSE(done);
    CHECK(done.error().code == errc::defect);
    CHECK(page.helped > 0);
    CHECK(page.not_kept > 0);
    CHECK(in.faults() == 1);
    in.shows_no_more(page);
    in.client_says("I am still here");
    CHECK(has(in.talk(0), "I am still here"));
}

TEST_CASE(
    "case: a fault in a human's act is their error, and the next act goes on", "[service][case]")
{
    practice in;
    in.client_says(at_risk);
    in.human(service::act_kind::claim);
    broken_page page;
    in.shows(page);
    const auto said = in.try_to_say("I am here");
    REQUIRE_FALSE(said);
    CHECK(said.error().code == errc::defect);
    in.shows_no_more(page);
    CHECK(in.try_to_say("Are you there?"));
    CHECK(has(in.talk(0), "Are you there?"));
}

TEST_CASE("case file: what could not be noted as opened does not open", "[service][case]")
{
    practice in;
    in.client_says(at_risk);
    const auto name = in.reference();
    CHECK_FALSE(in.read_unnoted(name, 0));
    CHECK_FALSE(in.read_unnoted(name, 1)); // nor as a look at what came since
}
