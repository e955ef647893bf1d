// `switchback screen`: answers, faults and figures.
#include "bot/author/screen.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace {

using namespace switchback::author;

// Written for this test: three labelled rows of each kind, and what stands beside them.
const std::string rows_of_our_own =
    R"({"id":"1","text":"I want to kill myself","lang":"en","label":"crisis","source":"own","category":"suicide"}
{"id":"2","text":"I wish I could vanish from this world","lang":"en","label":"crisis","source":"own","category":"suicide"}
{"id":"3","text":"the bus was late","lang":"en","label":"crisis","source":"own","category":"suicide"}
{"id":"4","text":"My husband hits me","lang":"en","label":"ask","alt":"c","source":"own","category":"abuse"}
{"id":"5","text":"the bus was late","lang":"en","label":"ask","alt":"","source":"own","category":"abuse"}
{"id":"6","text":"the bus was late","lang":"en","label":"ask","alt":"n","source":"own","category":"abuse"}
{"id":"7","text":"I had soup for lunch","lang":"en","label":"none","source":"own","category":"everyday"}
{"id":"8","text":"I want to kill myself","lang":"en","label":"none","source":"own","category":"everyday"}
{"id":"9","text":"My husband hits me","lang":"en","label":"none","source":"own","category":"everyday"}
{"id":"10","text":"My husband hits me","lang":"en","label":"none","alt":"a","source":"own","category":"everyday"}
)";

figure found_in(const screen_report& report, const std::string& name, const std::string& language)
{
    for (const auto& one : report.figures)
    {
        if (one.name == name && one.source == "*" && one.language == language)
        {
            return one;
        }
    }
    return {};
}

} // namespace

TEST_CASE("wilson: known intervals", "[author]")
{
    // Newcombe 1998, Statistics in Medicine 17, table I.
    const auto check = [](std::uint64_t hits, std::uint64_t all, double low, double high) {
        CHECK(wilson(hits, all).low == Approx(low).margin(0.00005));
        CHECK(wilson(hits, all).high == Approx(high).margin(0.00005));
    };
    check(81, 263, 0.2553, 0.3662);
    check(15, 148, 0.0624, 0.1605);
    check(0, 20, 0.0, 0.1611);
    check(1, 29, 0.0061, 0.1718);
    CHECK(wilson(0, 0).high == 0);
    CHECK(wilson(5, 5).high == 1);
}

TEST_CASE("screen: a file of labelled rows becomes figures", "[author]")
{
    std::istringstream rows{rows_of_our_own};
    std::ostringstream faults;
    const auto report = screen_rows(rows, nullptr, faults);
    CHECK(faults.str().empty());
    CHECK(report.rows == 10);
    for (const std::string language : {"*", "en"})
    {
        CHECK(
            found_in(report, "crisis-reach", language) ==
            figure{"*", language, "*", "crisis-reach", 2, 3});
        CHECK(
            found_in(report, "escalation", language) ==
            figure{"*", language, "*", "escalation", 1, 3});
        CHECK(
            found_in(report, "ask-reach", language) ==
            figure{"*", language, "*", "ask-reach", 1, 2});
        CHECK(
            found_in(report, "false-ask", language) ==
            figure{"*", language, "*", "false-ask", 1, 4});
        CHECK(
            found_in(report, "false-crisis", language) ==
            figure{"*", language, "*", "false-crisis", 1, 4});
    }
    CHECK(table_of(report).contains(
        "own                  en   abuse          ask-reach         1      2  0.5000"));
}

TEST_CASE("screen: each row gets one line of JSON", "[author]")
{
    std::istringstream rows{R"({"id":7,"text":"I want to k1ll mys3lf","lang":"en"})"};
    std::ostringstream answers;
    std::ostringstream faults;
    CHECK(screen_rows(rows, &answers, faults).rows == 1);
    const auto answer = nlohmann::json::parse(answers.str());
    CHECK(answer["id"] == "7");
    CHECK(answer["outcome"] == "crisis");
    CHECK(answer["category"] == "suicide");
    CHECK(answer["rule"].get<std::string>().contains('@'));
    CHECK(answer["words"] == nlohmann::json{"k1ll", "mys3lf"});
}

TEST_CASE("screen: a bad row is named by its line, and the run goes on", "[author]")
{
    std::istringstream rows{"{\"id\":\"1\",\"text\":\"hello\",\"lang\":\"en\"}\n"
                            "not json\n"
                            "\n"
                            "{\"id\":\"2\",\"lang\":\"en\"}\n"
                            "{\"id\":\"3\",\"text\":5.5,\"lang\":\"en\"}\n"
                            "{\"id\":\"4\",\"text\":\"x\",\"lang\":\"en\",\"label\":\"grave\"}\n"
                            "{\"id\":\"5\",\"text\":\"hello\",\"lang\":\"en\"}\n"};
    std::ostringstream answers;
    std::ostringstream faults;
    const auto report = screen_rows(rows, &answers, faults);
    CHECK(report.rows == 2);
    CHECK(report.bad_rows == 4);
    CHECK(
        faults.str() == "line 2: not a JSON object\n"
                        "line 4: 'text' is missing\n"
                        "line 5: 'text' is not text\n"
                        "line 6: 'label' is none of crisis, ask, none\n");
}

TEST_CASE("screen: what went wrong shows in the exit code", "[author]")
{
    const auto path = std::filesystem::temp_directory_path() / "switchback-screen-rows.jsonl";
    const auto code_for = [&](const std::string& rows, bool scores) {
        std::ofstream{path} << rows;
        std::ostringstream out;
        std::ostringstream faults;
        return screen(path.string(), scores, out, faults);
    };
    CHECK(code_for(rows_of_our_own, true) == 0);
    CHECK(code_for(rows_of_our_own, false) == 0);
    CHECK(code_for("not json\n", false) == 1);
    CHECK(code_for("", true) == 1);
    std::filesystem::remove(path);
    std::ostringstream out;
    std::ostringstream faults;
    CHECK(screen(path.string(), false, out, faults) == 2);
    CHECK(faults.str().contains("cannot be read"));
}
