// The sentences of the public protocol and of the panel without a connection: there in both
// languages, short, plain, and without what must never be said.
#include "bot/core/escalation/protocol_wording.hpp"
#include "bot/core/flow/wording.hpp"
#include "tests/unit/escalation/scene.hpp"

#include <algorithm>
#include <cctype>
#include <set>

using namespace escalation_tests;

namespace {

std::string lower(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(
        out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

std::multiset<std::string> placeholders_of(std::string_view text)
{
    std::multiset<std::string> out;
    for (auto open = text.find('{'); open != text.npos; open = text.find('{', open + 1))
        out.emplace(text.substr(open + 1, text.find('}', open) - open - 1));
    return out;
}

const wording_language& en = protocol_in("en");
const wording_language& es = protocol_in("es-MX");

} // namespace

TEST_CASE("protocol: both languages say the same things", "[core][escalation]")
{
    REQUIRE(en.wordings.size() > 100);
    REQUIRE(es.language == "es");
    REQUIRE(es.wordings.size() == en.wordings.size());
    CHECK(protocol_in("fi").language == "en");
    for (std::size_t i = 0; i < en.wordings.size(); ++i)
    {
        INFO(en.wordings[i].path);
        CHECK(en.wordings[i].path == es.wordings[i].path);
        CHECK_FALSE(es.wordings[i].text.empty());
        CHECK(placeholders_of(en.wordings[i].text) == placeholders_of(es.wordings[i].text));
    }
}

TEST_CASE("protocol: every sentence is short and plain", "[core][escalation]")
{
    for (const auto& one : en.wordings)
    {
        INFO(one.path << ": " << one.text);
        CHECK(switchback::flow::reading_grade(one.text) <= limits::highest_reading_grade);
        CHECK(one.text.size() <= limits::case_wording_chars);
    }
}

TEST_CASE("protocol: what must never be said is not said", "[core][escalation]")
{
    constexpr std::string_view never[]{
        "promise",   "guarantee",   "glad",       "low risk",     "don't worry",     "diagnos",
        "disorder",  "you must",    "you should", "confidential", "selfish",         "attention",
        "pill",      "rope",        "knife",      " gun",         "bridge",          "overdose",
        "calm down", "prometo",     "garantiz",   "bajo riesgo",  "no te preocupes", "trastorno",
        "deberías",  "secreto",     "pastilla",   "cuchillo",     "puente",          "egoísta",
        "paciente",  "intelligence"};
    for (const auto* in : {&en, &es})
        for (const auto& one : in->wordings)
            for (const auto words : never)
            {
                INFO(one.path << " " << words);
                CHECK(lower(one.text).find(words) == std::string::npos);
            }
}

TEST_CASE("protocol: a window is said in whole units, in words", "[core][escalation]")
{
    CHECK(duration_words(en, 3 * minute) == "3 minutes");
    CHECK(duration_words(en, minute) == "1 minute");
    CHECK(duration_words(en, 1) == "1 minute");
    CHECK(duration_words(en, 90 * minute) == "90 minutes");
    CHECK(duration_words(en, hour) == "1 hour");
    CHECK(duration_words(en, 24 * hour) == "24 hours");
    CHECK(duration_words(en, 48 * hour) == "2 days");
    CHECK(duration_words(es, 4 * hour) == "4 horas");
    policy windows;
    windows.ack_l3_ms = 20 * minute;
    CHECK(window_words(en, windows, "ack_high") == "20 minutes");
    CHECK(window_words(en, windows, "no_such").empty());
}

TEST_CASE("protocol: every placeholder is known", "[core][escalation]")
{
    constexpr std::string_view of_the_page[]{"practice", "directory", "version", "lines",  "day",
                                             "from",     "until",     "zone",    "number", "option",
                                             "word",     "hours",     "date",    "n"};
    for (const auto& one : en.wordings)
        for (const auto& name : placeholders_of(one.text))
        {
            INFO(one.path << " " << name);
            CHECK(
                (std::ranges::find(of_the_page, name) != std::end(of_the_page) ||
                 !window_words(en, {}, name).empty()));
        }
}
