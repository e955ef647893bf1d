#include "tests/unit/answers/table.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/answers/language/language.hpp"
#include "bot/core/answers/words.hpp"

#include <ctime>

using namespace answers_test;

namespace {

std::vector<std::string> hostile_inputs()
{
    std::vector<std::string> out{
        std::string(8192, 'a'),
        std::string(8192, '1'),
        std::string(8192, ' '),
        std::string(8192, '\xFF'),
        std::string(8192, '\0'),
        std::string(8192, '/'),
        std::string("\0", 1),
        "\xC3",
        "\xF0\x9F\x91",
        "\xED\xA0\x80",
        "\u202E\u200F\u200E",
        "\u0301\u0301\u0301",
        "\uFDFA", // comes apart into eighteen letters
        "-",
        "--",
        "-1-1-1-1",
        "1/",
        "/1",
        "1/0",
        "1,,2,,3",
        "and and and",
        "minus minus minus",
        "half half half",
        "hundred thousand hundred thousand hundred thousand",
        "in in in",
        "next next next",
        "99999999999999999999/99999999999999999999/99999999999999999999",
        "999999999 years ago",
        "1e308",
        "0x10",
        "NaN",
        "inf",
    };
    std::string repeated;
    for (const auto* each : {"1,", "\u0663", "and ", "ten ", "\uFDFA", "a.", "\U0001F44D", "nine "})
    {
        repeated.clear();
        while (repeated.size() < 8192)
            repeated += each;
        out.push_back(repeated);
    }
    return out;
}

std::vector<question> questions()
{
    std::vector<question> out;
    for (const auto* kind : {"text", "yesno", "date", "time", "number"})
        out.emplace_back(kind);
    out.push_back(question("scale").range(0, 10));
    for (const auto* kind : {"one", "many"})
        out.push_back(question(kind)
                          .option("a", "Work and money")
                          .option("b", std::string(4000, 'x'))
                          .option("c", "\xFF\xFE")
                          .option("d", ""));
    return out;
}

} // namespace

TEST_CASE("answers: hostile words are refused calmly", "[answers][hostile]")
{
    for (const auto& ask : questions())
        for (const auto& words : hostile_inputs())
            for (const auto* language : {"en", "es", "ar", "", "x-y-z"})
            {
                INFO(ask.spec.kind->name << ' ' << words.substr(0, 60));
                const auto read = ask.typed(words, language);
                CHECK(read.size() <= switchback::limits::answer_bytes);
            }
}

TEST_CASE("answers: every kind is found by its name", "[answers]")
{
    CHECK(answers::all().size() == 8);
    for (const auto* kind : answers::all())
        CHECK(answers::find(kind->name) == kind);
    CHECK(answers::find("questionnaire") == nullptr);
    CHECK(answers::find("") == nullptr);
}

TEST_CASE("answers: no language gives a phrase two meanings", "[answers]")
{
    CHECK(answers::language_clashes() == 0);
    CHECK(answers::language_of("es-MX").tag == "es");
    CHECK(answers::language_of("en_GB").tag == "en");
    CHECK(answers::language_of("tlh").tag == "en");
}

TEST_CASE("words: folds case, accents and scripts' digits", "[answers][words]")
{
    CHECK(answers::words("  Don\u2019t \u00BFQU\u00C9? ").plain() == "dont que");
    CHECK(answers::words("6pm, 18:30").plain() == "6 pm 18 30");
    CHECK(answers::words("Stra\u00DFe \u0130").plain() == "strasse i");
    CHECK(answers::words("\u0663\u096D").plain() == "37");
    CHECK(answers::words("\uFB01ne").plain() == "fine");
    CHECK(answers::words("a\u200Bb").plain() == "ab");
    CHECK(answers::words(std::string(600, 'a')).too_long());
    CHECK(answers::words("1.1.1").tokens().size() == 5);
}

TEST_CASE("answers: what a typical answer costs", "[answers][.cost]")
{
    struct sample
    {
        question ask;
        std::string_view words;
    };
    auto list = question("one");
    for (const auto* label : {"Work", "Money", "My family", "Health or body", "Something else"})
        list.option(label, label);
    const sample samples[] = {
        {question("yesno"), "yeah"},
        {question("yesno"), "not really"},
        {question("scale").range(0, 10), "7"},
        {question("scale").range(0, 10), "about seven"},
        {list, "money"},
        {list, "2"},
        {list, "famly"},
        {question("time"), "half past six"},
        {question("date"), "next tuesday"},
        {question("text"), "I would call my sister"},
    };
    for (const auto& [ask, words] : samples)
    {
        constexpr int rounds = 300'000;
        answers::answer_context context;
        context.today = {20'779};
        std::size_t understood = 0;
        const auto start = std::clock();
        for (int i = 0; i < rounds; ++i)
        {
            const auto read = ask.spec.kind->from_words(ask.spec, ask.labels, words, context);
            understood += read.how == answers::understanding::understood ? 1 : 0;
        }
        const double took = 1e9 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        WARN(ask.spec.kind->name << " \"" << words << "\": " << took / rounds << " ns");
        CHECK(understood == rounds);
    }
}
