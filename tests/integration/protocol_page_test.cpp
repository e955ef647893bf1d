// The public page of the crisis protocol and the panel for pages without a connection: as the real
// server sends them, and for practices it is not configured as yet.
#include "bot/base/html_text.hpp"
#include "bot/core/escalation/protocol_wording.hpp"
#include "bot/core/risk/crisis_help.hpp"
#include "bot/web/protocol_page.hpp"
#include "tests/integration/server_process.hpp"

#include <catch2/catch.hpp>

using namespace switchback::testing;
using namespace switchback;

namespace {

constexpr std::string_view sections[]{"what",  "asks",     "questions", "pages",  "night", "nobody",
                                      "never", "exit",     "hours",     "opened", "kept",  "minors",
                                      "lines", "visitors", "software",  "counts"};

bool has(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

web::protocol_facts staffed()
{
    web::protocol_facts out;
    out.practice = "River House";
    out.has_responders = true;
    out.open = {{0, 9 * 60, 17 * 60}, {4, 9 * 60, 13 * 60 + 30}};
    out.zone = "Europe/Madrid";
    return out;
}

} // namespace

TEST_CASE("protocol page: every section is there in both languages", "[protocol]")
{
    const server_process server;
    for (const std::string language : {"en", "es"})
    {
        INFO(language);
        const auto [status, page] = server.get("/protocol?lang=" + language);
        CHECK(status == 200);
        CHECK(has(page, "<html lang=\"" + language + "\""));
        const auto& in = escalation::protocol_in(language);
        for (const auto key : sections)
        {
            INFO(key);
            const auto at = page.find("<section id=\"" + std::string(key) + "\"");
            REQUIRE(at != std::string::npos);
            const auto section = page.substr(at, page.find("</section>", at) - at);
            const auto title =
                escalation::protocol_wording(in, "section." + std::string(key) + ".title");
            REQUIRE_FALSE(title.empty());
            CHECK(has(section, ">" + escaped_html(title) + "</h2>"));
            CHECK((has(section, "<p>") || has(section, "<li>"))); // more than its title
            CHECK(has(page, "href=\"#" + std::string(key) + "\""));
        }
        CHECK_FALSE(has(page, "{"));
        CHECK_FALSE(has(page, "<script"));
        CHECK_FALSE(has(page, "style="));
    }
    CHECK(has(server.get("/protocol").second, "<html lang=\"en\""));
    CHECK(has(server.get("/protocol?lang=%3Cb%3E").second, "<html lang=\"en\""));
    CHECK(server.get("/protocol.css").first == 200);
}

TEST_CASE("protocol page: every line is there, and one nobody checked says so", "[protocol]")
{
    const auto page = web::protocol_page(staffed(), "en");
    std::size_t unchecked = 0;
    for (const auto& country : risk::countries("en"))
        for (const auto& line : risk::lines_for(country.code))
        {
            CHECK(has(page, ">" + escaped_html(line.number) + "</a>"));
            unchecked += line.verified_on.empty() ? 1 : 0;
        }
    std::size_t marks = 0;
    for (auto at = page.find("<span class=\"mark\">[verify]"); at != std::string::npos;
         at = page.find("<span class=\"mark\">[verify]", at + 1))
        ++marks;
    CHECK(unchecked > 0);
    CHECK(marks == unchecked);
}

TEST_CASE("protocol page: a hostile practice name is text", "[protocol]")
{
    const std::string name =
        "</p><script>alert(1)</script><img src=x onerror='a()'>\" onclick=\"b() & {zone} ";
    const server_process server({.practice_name = name});
    for (const auto* language : {"en", "es"})
    {
        const auto page = server.get(std::string("/protocol?lang=") + language).second;
        CHECK(
            has(page, "&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x "
                      "onerror=&#39;a()&#39;&gt;&quot; onclick=&quot;b() &amp; {zone} "));
        CHECK_FALSE(has(page, "<script"));
        CHECK_FALSE(has(page, "<img"));
    }
    auto about = staffed();
    about.zone = "<b>zone</b>";
    about.open.front().weekday = 99;
    const auto page = web::protocol_page(about, "en");
    CHECK_FALSE(has(page, "<b>zone"));
    CHECK(has(page, "&lt;b&gt;zone"));
}

TEST_CASE("protocol page: it says what is true of this practice", "[protocol]")
{
    auto about = staffed();
    about.windows.ack_l3_ms = 20 * limits::minute_ms;
    const auto page = web::protocol_page(about, "en");
    CHECK(has(page, "If no one takes it in 20 minutes"));
    CHECK(has(page, "<li>Monday: 09:00 to 17:00</li>"));
    CHECK(has(page, "<li>Friday: 09:00 to 13:30</li>"));
    CHECK(has(page, "Times are those of <bdi>Europe/Madrid</bdi>."));
    CHECK_FALSE(has(page, "has set up no one"));
    CHECK(has(page, "does not use the program with people under 18"));
    about.windows.has_minors_policy = true;
    CHECK(has(web::protocol_page(about, "en"), "written rules for people under 18"));
    about.has_responders = false;
    const auto alone = web::protocol_page(about, "es");
    CHECK(has(alone, "no tiene a nadie que responda"));
    CHECK_FALSE(has(alone, "siguientes personas"));
    CHECK_FALSE(has(alone, "al instante. Si nadie"));
}

TEST_CASE("protocol page: open at all hours is said so, and never as 00:00", "[protocol]")
{
    auto about = staffed();
    about.open = {{0, 0, 24 * 60}, {4, 9 * 60, 13 * 60}};
    CHECK(has(web::protocol_page(about, "en"), "<li>Monday: day and night</li>"));
    about.open.clear();
    for (int day = 0; day < 7; ++day)
        about.open.push_back({day, 0, 24 * 60});
    for (const auto* language : {"en", "es"})
        CHECK_FALSE(has(web::protocol_page(about, language), "00:00"));
    CHECK(has(web::protocol_page(about, "en"), "The clinic is open day and night."));
}

TEST_CASE(
    "protocol page: it is in the language the browser likes, unless one is named", "[protocol]")
{
    const server_process server;
    const auto page = [&](const std::string& path, const std::string& likes) {
        return server.get(path, likes).second;
    };
    CHECK(has(page("/protocol", "es-MX,es;q=0.9,en;q=0.8"), "<html lang=\"es\""));
    CHECK(has(page("/protocol", "fr,en;q=0.5,es;q=0.7"), "<html lang=\"es\""));
    CHECK(has(page("/protocol", "fr"), "<html lang=\"en\""));
    CHECK(has(page("/protocol?lang=en", "es"), "<html lang=\"en\""));
}

TEST_CASE("protocol page: a table says once that nobody checked its numbers", "[protocol]")
{
    const auto page = web::protocol_page(staffed(), "en");
    const std::string sentence = "We have not checked the numbers marked [verify] yet.";
    for (auto at = page.find("<details>"); at != std::string::npos;
         at = page.find("<details>", at + 1))
    {
        const auto table = page.substr(at, page.find("</details>", at) - at);
        CHECK(has(table, sentence) == has(table, "<span class=\"mark\">[verify]</span>"));
        const auto first = table.find(sentence);
        CHECK((first == std::string::npos || table.find(sentence, first + 1) == std::string::npos));
    }
}

TEST_CASE("panel: lines, help and grounding in both languages, and a tag", "[protocol]")
{
    const server_process server;
    const auto en = json::parse(server.get("/lines.json").second);
    const auto es = json::parse(server.get("/lines.json?x=1&lang=es").second);
    CHECK(en["language"] == "en");
    CHECK(es["language"] == "es");
    CHECK(es["countries"].size() == en["countries"].size());
    for (const auto* of : {&en, &es})
    {
        CHECK((*of)["grounding"]["steps"].size() >= 5);
        REQUIRE((*of)["help"].size() == 5);
        for (const auto& one : (*of)["help"])
        {
            INFO(one["for"]);
            CHECK_FALSE(one["title"].get<std::string>().empty());
            for (const auto* part : {"steps", "crisis", "ask"})
            {
                CHECK(one[part].size() >= 2);
                for (const auto& sentence : one[part])
                {
                    const auto text = sentence.get<std::string>();
                    CHECK_FALSE(text.empty());
                    CHECK_FALSE(has(text, "{"));
                    CHECK(text.back() != ':'); // it would introduce lines that are not there
                }
            }
            // Where home is not safe nobody is sent to somebody.
            if (one["for"] == "abuse" || one["for"] == "harm_to_others")
                CHECK_FALSE(has(one.dump(), "feel safe with"));
        }
    }
    CHECK(en != es);
}
