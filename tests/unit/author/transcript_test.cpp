// Transcripts: what may be written, and what is said about a fault.
#include "bot/author/transcript.hpp"

#include "bot/author/flow_folder.hpp"
#include "bot/author/practice.hpp"
#include "bot/core/escalation/rota.hpp"
#include "bot/core/flow/library.hpp"
#include "bot/core/steps/step_kind.hpp"

#include <catch2/catch.hpp>

using namespace switchback;

namespace {

constexpr std::string_view head = "talk: t\nflow: f\n";

std::optional<author::transcript> read(const std::string& rest, flow::diagnostics& found)
{
    return author::read_transcript("t.talk.yaml", std::string(head) + rest, found);
}

/// The one fault of a transcript whose head is right.
std::string fault_of(const std::string& rest)
{
    flow::diagnostics found;
    const auto made = read(rest, found);
    CHECK_FALSE(made);
    REQUIRE(found.size() == 1);
    CHECK(found.front().code == "transcript");
    return found.front().message;
}

std::string one_step(std::string_view one)
{
    return "steps:\n  - " + std::string(one) + "\n";
}

} // namespace

TEST_CASE("transcript: every act outside the chat is read", "[author][transcript]")
{
    using kind = author::outside_act::kind;
    struct row
    {
        const char* text;
        kind what;
    };
    constexpr row rows[]{
        {"human: {claim: call, in: 20 min}", kind::claim},
        {"human: {claim: none, by: sam}", kind::claim},
        {"human: I am here", kind::writes},
        {"human: \"hand_back\"", kind::writes},
        {"human: hand_back", kind::hand_back},
        {"human: contact", kind::contact},
        {"human: false_alarm", kind::false_alarm},
        {"human: reopen", kind::reopen},
        {"human: {does: hand_back, by: sam}", kind::hand_back},
        {"human: {writes: hello, by: robin}", kind::writes},
        {"human: {close: contacted, outcome: goes_on}", kind::close},
        {"page: delivered", kind::page},
        {"quick_exit: yes", kind::quick_exit},
        {"comes_back: yes", kind::comes_back}};
    for (const auto& one : rows)
    {
        INFO(one.text);
        flow::diagnostics found;
        const auto made = read("clinic: night\nlanguage: es\n" + one_step(one.text), found);
        REQUIRE(made);
        CHECK(made->clinic == author::transcript::cover::night);
        CHECK(made->language == "es");
        REQUIRE(made->steps.size() == 1);
        CHECK(made->steps.front().kind == author::transcript::act::outside);
        CHECK(made->steps.front().happens.what == one.what);
    }
    flow::diagnostics found;
    const auto made = read(one_step("human: {claim: call, in: 20 min, by: sam}"), found);
    REQUIRE(made);
    const auto& act = made->steps.front().happens;
    CHECK(act.means == escalation::contact_means::call);
    CHECK(act.in_ms == 20 * limits::minute_ms);
    CHECK(act.by == "sam");
}

TEST_CASE("transcript: a fault says where and what is known", "[author][transcript]")
{
    CHECK(fault_of(one_step("humans: hello")).find("known: me tap bot") != std::string::npos);
    CHECK(fault_of("clinic: shut\n" + one_step("me: a")).find("none open") != std::string::npos);
    CHECK(fault_of("age: 12\n" + one_step("me: a")).find("under_18") != std::string::npos);
    CHECK(fault_of(one_step("human: {claim: shout}")).find("call") != std::string::npos);
    CHECK(fault_of(one_step("human: {claim: call, in: soon}")).find("20m") != std::string::npos);
    CHECK(fault_of(one_step("human: {claim: call, by: zoe}")).find("zoe") != std::string::npos);
    CHECK(fault_of(one_step("human: {close: answered}")).find("contacted") != std::string::npos);
    CHECK(fault_of(one_step("human: {by: sam}")).find("one thing") != std::string::npos);
    CHECK(
        fault_of(one_step("human: {claim: call, close: contacted}")).find("one thing") !=
        std::string::npos);
    CHECK(fault_of(one_step("human: {does: dance}")).find("hand_back") != std::string::npos);
    CHECK(fault_of(one_step("human: {when: now}")).find("known: claim") != std::string::npos);
    CHECK_FALSE(fault_of(one_step("human: \"\"")).empty());
    CHECK_FALSE(fault_of(one_step("human: [a]")).empty());
    CHECK(fault_of(one_step("page: read")).find("delivered") != std::string::npos);
    CHECK_FALSE(fault_of(one_step("page: none")).empty());
    CHECK(fault_of(one_step("quick_exit: no")).find("quick_exit: yes") != std::string::npos);
    CHECK(fault_of(one_step("after: soon")).find("25h") != std::string::npos);
}

TEST_CASE("transcript: a time has one unit", "[author][transcript]")
{
    CHECK(author::duration_ms("20m") == 20 * limits::minute_ms);
    CHECK(author::duration_ms("20 min") == 20 * limits::minute_ms);
    CHECK(author::duration_ms("2w") == 14 * limits::day_ms);
    for (const auto* wrong : {"", "m", "20", "20 m", "20mm", "-1h", "1234567890h", "1h30m", "1.5h"})
    {
        INFO(wrong);
        CHECK_FALSE(author::duration_ms(wrong));
    }
}

TEST_CASE("transcript: what is not so fails where it stands", "[author][transcript]")
{
    const auto files = author::read_flow_folder(FLOWS_FOLDER);
    REQUIRE(files);
    const auto flows = flow::read_library(*files, steps::all()).made;
    const auto fails = [&](const char* rest) {
        flow::diagnostics found;
        const auto made = author::read_transcript(
            "t.talk.yaml", std::string("talk: t\nflow: setback-check-in\ncountry: US\n") + rest,
            found);
        REQUIRE(made);
        const auto did = author::play(*made, *flows);
        CHECK_FALSE(did.passed);
        REQUIRE(did.faults.size() == 1);
        return did.faults.front().message;
    };
    const std::string crisis = "  - me: I want to kill myself\n";
    const auto open = "clinic: open\nsteps:\n" + crisis;
    CHECK(fails((open + "  - expect: {level: l4}\n").c_str()) == "level is `l3`, expected `l4`");
    CHECK(
        fails((open + "  - expect: {page: acked}\n").c_str()) ==
        "page is `sent`, expected `acked`");
    CHECK(
        fails((open + "  - expect: {paged: [Sam Okoro]}\n").c_str()) ==
        "paged were [Dana Reyes], expected [Sam Okoro]");
    CHECK(
        fails((open + "  - human: hand_back\n").c_str()).find("the case refused it: not_holder") !=
        std::string::npos);
    CHECK(
        fails((open + "  - human: hello\n  - bot: ~ Are you having\n").c_str())
            .find("was not said") != std::string::npos);
    CHECK(
        fails(("clinic: night\nsteps:\n" + crisis + "  - page: delivered\n").c_str()) ==
        "nobody was paged");
    CHECK(fails("steps:\n  - quick_exit: yes\n") == "the case refused it: no_case");
}

TEST_CASE("transcript: the invented practice is one that could be set up", "[author][transcript]")
{
    CHECK(escalation::check(author::practice().people));
    CHECK(escalation::check(author::practice().windows));
    CHECK(escalation::has_responders(author::practice().people));
}
