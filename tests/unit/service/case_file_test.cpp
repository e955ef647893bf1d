#include "bot/base/limits.hpp"
#include "bot/service/case_desk.hpp"
#include "tests/unit/sign_in/scene.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace switchback;

namespace {

const std::string at_risk = "I want to kill myself tonight, I have the pills here";
const service::actor meier{"meier", "Dr Meier"};

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

    [[nodiscard]] std::uint64_t last() { return read(0).messages.back().seq; }

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

using lines = std::vector<std::string>;

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
