// Every sentence a client reads about a case: there in both languages, short, plain, and true.
#include "bot/core/escalation/wording.hpp"

#include "bot/core/escalation/ladder.hpp"
#include "bot/core/flow/wording.hpp"
#include "tests/unit/escalation/scene.hpp"

#include <algorithm>
#include <cctype>
#include <set>

using namespace escalation_tests;

namespace {

constexpr std::string_view languages[]{"en", "es"};
constexpr std::string_view placeholders[]{
    "country", "line",   "emergency", "directory", "who",    "name",   "minutes", "time", "service",
    "word",    "option", "service",   "word",      "option", "number", "clock",   "day"};

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

std::string plain(std::string_view path, std::vector<argument> arguments, reading_place at)
{
    std::string out;
    for (const auto& span : render(path, arguments, at).spans)
        out += span.text;
    return out;
}

std::size_t code_points(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

} // namespace

TEST_CASE(
    "wording: both languages hold the same sentences with the same placeholders",
    "[core][escalation]")
{
    const auto en = all_wordings("en");
    REQUIRE(en.size() > 130);
    CHECK(en == all_wordings("es"));
    for (const auto path : en)
    {
        INFO(path);
        CHECK_FALSE(wording_of(path, "es").empty());
        CHECK(placeholders_of(wording_of(path, "en")) == placeholders_of(wording_of(path, "es")));
        for (const auto& name : placeholders_of(wording_of(path, "en")))
            CHECK(std::ranges::find(placeholders, name) != std::end(placeholders));
    }
}

TEST_CASE("wording: every sentence is short and plain", "[core][escalation]")
{
    for (const auto path : all_wordings("en"))
    {
        INFO(path);
        CHECK(
            switchback::flow::reading_grade(wording_of(path, "en")) <=
            limits::highest_reading_grade);
        for (const auto language : languages)
            CHECK(code_points(wording_of(path, language)) <= limits::case_wording_chars);
    }
}

TEST_CASE("wording: what must never be said is not said", "[core][escalation]")
{
    constexpr std::string_view never[]{
        "promise",
        "glad",
        "low risk",
        "don't worry",
        "diagnos",
        "disorder",
        "you must",
        "you should",
        "you're not",
        "aren't you",
        "secret",
        "confidential",
        "police",
        "pill",
        "rope",
        "knife",
        " gun",
        "bridge",
        "overdose",
        "calm down",
        "attention",
        "selfish",
        "suicide",
        "good job",
        "well done",
        "be strong",
        "cheer up",
        "everything will",
        "prometo",
        "me alegro",
        "bajo riesgo",
        "no te preocupes",
        "trastorno",
        "deberías",
        "tienes que calmarte",
        "secreto",
        "policía",
        "pastilla",
        "cuchillo",
        "puente",
        "egoísta",
        "todo irá bien"};
    for (const auto language : languages)
        for (const auto path : all_wordings(language))
        {
            INFO(path << " " << language);
            const auto text = lower(wording_of(path, language));
            for (const auto words : never)
            {
                INFO(words);
                CHECK(text.find(words) == text.npos);
            }
        }
}

TEST_CASE("wording: only a status says what the clinic has done", "[core][escalation]")
{
    constexpr std::string_view claims[]{
        "has seen",       "will call",     "paging",          "delivered",
        "i am letting",   "is talking",    "you are talking", "has answered",
        "ha visto",       "te llamará",    "avisando",        "entregado",
        "estás hablando", "ha respondido", "reads this",      "lee esto"};
    for (const auto language : languages)
        for (const auto path : all_wordings(language))
        {
            if (path.starts_with("status."))
                continue;
            INFO(path << " " << language);
            const auto text = lower(wording_of(path, language));
            for (const auto words : claims)
            {
                INFO(words);
                CHECK(text.find(words) == text.npos);
            }
        }
}

TEST_CASE(
    "wording: where home is not safe no sentence sends them to somebody", "[core][escalation]")
{
    for (const auto* list :
         {"script.past_abuse", "script.present_abuse", "script.child_danger", "script.threat",
          "script.medical"})
        for (const auto path : wordings_under(list))
        {
            INFO(path);
            CHECK(lower(wording_of(path, "en")).find("feel safe with") == std::string::npos);
            CHECK(lower(wording_of(path, "es")).find("a salvo") == std::string::npos);
        }
}

TEST_CASE(
    "wording: every question, button, offer and script there can be has its sentence",
    "[core][escalation]")
{
    for (const auto language : languages)
    {
        for (int i = 1; i <= static_cast<int>(question::other_now); ++i)
        {
            const auto what = static_cast<question>(i);
            CHECK_FALSE(wording_of("ask." + std::string(name_of(what)), language).empty());
            for (const auto button : buttons_of(what))
                CHECK_FALSE(wording_of("button." + std::string(name_of(button)), language).empty());
        }
        for (int i = 1; i <= static_cast<int>(category::other_person); ++i)
            CHECK_FALSE(
                wording_of(
                    "script." + std::string(name_of(static_cast<category>(i))) + ".0", language)
                    .empty());
        for (int i = 0; i <= static_cast<int>(source::worsening); ++i)
            CHECK_FALSE(
                wording_of("raised." + std::string(name_of(static_cast<source>(i))), language)
                    .empty());
    }
}

TEST_CASE(
    "wording: every status of every state, level and danger has its sentence", "[core][escalation]")
{
    int shown = 0;
    for (int page = 1; page <= static_cast<int>(page_part::closed); ++page)
        for (int at = 1; at <= static_cast<int>(level::l4); ++at)
            for (int about = 0; about <= static_cast<int>(category::other_person); ++about)
                for (int flags = 0; flags < 64; ++flags)
                    for (int means = 0; means <= static_cast<int>(contact_means::meet); ++means)
                    {
                        case_state of;
                        of.case_number = 1;
                        of.is_open = page != static_cast<int>(page_part::closed);
                        of.page = static_cast<page_part>(page);
                        of.now_at = static_cast<level>(at);
                        of.about = static_cast<category>(about);
                        of.held = {"ann", "Ann", static_cast<contact_means>(means), 0, 0};
                        of.held.by_ms = (flags & 1) != 0 ? ten_ms : 0;
                        of.may_be_called = (flags & 2) != 0;
                        of.is_contact_missed = (flags & 4) != 0;
                        of.is_only_on_duty = of.has_no_responders = (flags & 8) != 0;
                        of.opening_ms = of.works_until_ms = (flags & 16) != 0 ? ten_ms : 0;
                        if ((flags & 32) != 0)
                            of.dialogue = dialogue_part::with_human;
                        of.is_human_silent = (flags & 1) != 0;
                        of.reached = static_cast<tier>(1 + means % 4);
                        of.reason = close_reason::contacted;
                        const auto is = shown_status(of);
                        if (!is)
                            continue;
                        ++shown;
                        if (wording_of(is->wording, "en").empty())
                            FAIL(is->wording);
                        std::multiset<std::string> given;
                        for (const auto& one : is->arguments)
                            given.insert(one.name);
                        for (const auto& name : placeholders_of(wording_of(is->wording, "en")))
                            if (name != "line" && !given.contains(name))
                                FAIL(is->wording + " lacks " + name);
                    }
    CHECK(shown > 1000);
}

TEST_CASE("wording: the id names path, version and language", "[core][escalation]")
{
    CHECK(wording_id("after.told", "en") == "case.after.told@1/en");
    CHECK(wording_id("after.told", "es-MX") == "case.after.told@1/es");
    CHECK(wording_id("after.told", "fi") == "case.after.told@1/en");
    CHECK(wording_id("no.such", "en") == "case.no.such@0/en");
}

TEST_CASE("wording: a number nobody checked says so, and links", "[core][escalation]")
{
    const reading_place us{"en", "US", ten_ms, 0};
    const auto sentence = render("status.no_cover.unknown", {}, us);
    const auto text = plain("status.no_cover.unknown", {}, us);
    const auto lines = switchback::risk::lines_for("US");
    CHECK(text.find(lines[0].number) != text.npos);
    CHECK(
        (text.find("no one has checked this number lately") != text.npos) ==
        lines[0].verified_on.empty());
    CHECK(std::ranges::any_of(
        sentence.spans, [](const auto& span) { return span.href == "tel:988"; }));
    CHECK(
        plain("status.no_cover.unknown", {}, {"en", "", ten_ms, 0}).find("findahelpline.com") !=
        std::string::npos);
}

TEST_CASE(
    "wording: a time is the client's own clock, with the day where it is not today",
    "[core][escalation]")
{
    const reading_place en{"en", "US", ten_ms, 60};
    CHECK(clock_words(ten_ms + 4 * hour + 30 * minute, en) == "15:30");
    CHECK(clock_words(ten_ms + 22 * hour, en) == "09:00 tomorrow");
    CHECK(clock_words(ten_ms + 3 * limits::day_ms, en) == "11:00 on Thursday");
    CHECK(clock_words(ten_ms + 40 * limits::day_ms, en) == "11:00 on 14 February");
    CHECK(clock_words(ten_ms + 22 * hour, {"es", "ES", ten_ms, 60}) == "09:00 de mañana");
    CHECK(
        plain("status.acked.call.by", {{"name", "Ann", 0}, {"time", "", ten_ms + hour}}, en) ==
        "Ann has seen this and will call by 12:00.");
}

TEST_CASE(
    "wording: the lines alone name every line, link it, and say that nobody checked it",
    "[core][escalation]")
{
    for (const auto language : languages)
        for (const auto country : {"US", "GB", "IE", "PT", "AU"})
        {
            INFO(language << " " << country);
            const reading_place at{language, country, ten_ms, 0};
            std::string text;
            std::size_t links = 0;
            for (const auto& sentence : help_block({category::none, help_form::lines, false}, at))
            {
                for (const auto& span : sentence.spans)
                {
                    text += span.text;
                    links += span.href.empty() ? 0 : 1;
                }
                text += "\n";
            }
            bool is_unchecked = false;
            for (const auto& line : switchback::risk::lines_for(country))
            {
                CHECK(text.find(line.number) != std::string::npos);
                is_unchecked = is_unchecked || line.verified_on.empty();
            }
            CHECK(links >= switchback::risk::lines_for(country).size() - 1);
            CHECK((text.find("findahelpline.com") != std::string::npos) == is_unchecked);
        }
    const auto nowhere = help_block({}, {"en", "", ten_ms, 0});
    CHECK(nowhere.size() == 3);
}

TEST_CASE("wording: words are answered by the screen's own help", "[core][escalation]")
{
    const reading_place at{"en", "US", ten_ms, 0};
    const auto urgent = help_block({category::threat, help_form::urgently, false}, at);
    CHECK(urgent.front().wording.starts_with("crisis.harm_to_others.0@2/en"));
    const auto soft = help_block({category::child_danger, help_form::softly, false}, at);
    CHECK(soft.front().wording.starts_with("ask.abuse.0@2/en"));
}
