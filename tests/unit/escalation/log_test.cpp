// What stands in the log of a case: who, what was shown in which words, which table of lines.
#include "bot/core/escalation/wording.hpp"
#include "tests/unit/escalation/scene.hpp"

using namespace escalation_tests;
using switchback::risk::outcome;

namespace {

std::string field(const log_line& of, const std::string& name)
{
    for (const auto& [known, value] : of.fields)
        if (known == name)
            return value;
    return {};
}

std::vector<log_line> lines_of(const scene& on, const std::string& kind)
{
    auto out = on.all<log_line>();
    std::erase_if(out, [&](const log_line& one) { return one.kind != kind; });
    return out;
}

} // namespace

TEST_CASE("log: a page is one line with whom, how urgent and by which channels", "[core]")
{
    scene on;
    on.words(outcome::crisis);
    const auto pages = lines_of(on, "page");
    REQUIRE(pages.size() == on.all<send_page>().size());
    CHECK(field(pages[0], "responder") == "ann");
    CHECK(field(pages[0], "name") == "Ann");
    CHECK(field(pages[0], "tier") == "primary");
    CHECK(field(pages[0], "urgency") == "now");
    CHECK(field(pages[0], "channels") == "2");
    CHECK(field(pages[0], "repeat") == "false");
    on.result("ann", 0, receipt::failed);
    CHECK(field(lines_of(on, "receipt").at(0), "was") == "failed");
    CHECK(field(lines_of(on, "page").at(0), "repeat") == "true");
}

TEST_CASE("log: help that the screen gave before the case is on its record", "[core]")
{
    scene on;
    on.words(outcome::crisis);
    const auto help = lines_of(on, "help");
    REQUIRE(help.size() == 1);
    CHECK(field(help[0], "form") == "urgently");
    CHECK(field(help[0], "at_once") == "true");
}

TEST_CASE("log: a question names its words, its buttons and their language", "[core]")
{
    scene on;
    on.client.language = "es";
    on.words(outcome::crisis);
    const auto asked = lines_of(on, "asked");
    REQUIRE(asked.size() == 1);
    CHECK(field(asked[0], "wording") == wording_id("ask.thoughts", "es"));
    CHECK(field(asked[0], "wording").ends_with("/es"));
    CHECK(field(asked[0], "buttons").find(wording_id("button.no", "es")) != std::string::npos);
}

TEST_CASE("log: who takes a case and makes contact is named as the client reads it", "[core]")
{
    scene on;
    on.words(outcome::crisis).claim("ann");
    CHECK(field(lines_of(on, "ack").at(0), "responder") == "ann");
    CHECK_FALSE(field(lines_of(on, "ack").at(0), "name").empty());
    on(contact_made{on.now.epoch, "ann", "Ann", false});
    CHECK(field(lines_of(on, "contact").at(0), "name") == on.now.held.name);
}

TEST_CASE("log: a sentence with a number says which table of lines it is from", "[core]")
{
    scene on;
    on.people = {};
    on.words(outcome::crisis);
    bool has_number = false;
    for (const auto& one : lines_of(on, "shown"))
    {
        auto path = field(one, "wording");
        path = path.substr(std::string("case.").size(), path.find('@') - 5);
        const auto words = wording_of(path, "en");
        REQUIRE_FALSE(words.empty());
        const bool names_one = words.find("{line}") != std::string_view::npos ||
                               words.find("{emergency}") != std::string_view::npos;
        CHECK(field(one, "lines") == (names_one ? switchback::risk::lines_version() : ""));
        has_number = has_number || names_one;
    }
    CHECK(has_number);
}
