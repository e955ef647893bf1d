#include "tests/unit/answers/table.hpp"

#include "bot/base/limits.hpp"

using namespace answers_test;

namespace {

constexpr row rows[] = {
    {"hello", "hello"},
    {"  hello  ", "hello"},
    {"\n\thello\n", "hello"},
    {"two  blanks", "two  blanks"},
    {"a\r\nb", "a\nb"},
    {"a\rb", "a\nb"},
    {"a\n\nb", "a\n\nb"},
    {"a\r\n\r\nb\r\n", "a\n\nb"},
    {"tab\tstays", "tab\tstays"},
    {"yes", "yes"},
    {"7", "7"},
    {".", "."},
    {"Stop it", "Stop it"},
    {"caf\u00E9", "caf\u00E9"},
    {"e\u0301", "e\u0301"},
    {"\U0001F622", "\U0001F622"},
    {"\u0645\u0631\u062D\u0628\u0627", "\u0645\u0631\u062D\u0628\u0627"},
    {"a\u200Db", "a\u200Db"},
    {"\u00A0hello\u00A0", "hello"},
    {"\u3000hello\u3000", "hello"},
    {"\uFEFFhello", "hello"},
    {"\u200Fhello\u200F", "hello"},
    {"bell\x07gone", "bellgone"},
    {"\x1B[31mred", "[31mred"},
    {"del\x7F", "del"},
    {"bad\xFF"
     "byte",
     "bad\uFFFD"
     "byte"},
    {"cut\xE2\x82", "cut\uFFFD\uFFFD"},
    {"over\xC0\xAF"
     "long",
     "over\uFFFD\uFFFD"
     "long"},
    {"half\xED\xA0\x80", "half\uFFFD\uFFFD\uFFFD"},
    {"\xF4\x90\x80\x80x", "\uFFFD\uFFFD\uFFFD\uFFFDx"},
    {"{name}", "{name}"},
    {"<b>bold</b>", "<b>bold</b>"},
    {"a, b; c", "a, b; c"},
    {"\"quoted\"", "\"quoted\""},
    {"it's", "it's"},
    {"", unclear},
    {" ", unclear},
    {"\r\n", unclear},
    {"\t \n", unclear},
    {"\u00A0\u2003", unclear},
    {"\u200B\u200B", unclear},
    {"\u202E\u2066", unclear},
    {"\x01\x02", unclear},
};

} // namespace

TEST_CASE("text: kept as written, tidy at the ends, without control signs", "[answers][text]")
{
    static_assert(std::size(rows) >= 40);
    question("text").check(rows);
    question("text").check(rows, "es");
    CHECK(question("text").typed(std::string_view("nul\0gone", 8)) == "nulgone");
}

TEST_CASE("text: cut between characters at the limit", "[answers][text]")
{
    const question ask("text");
    constexpr auto most = switchback::limits::answer_bytes;
    CHECK(ask.typed(std::string(most, 'a')) == std::string(most, 'a'));
    CHECK(ask.typed(std::string(most + 1, 'a')) == std::string(most, 'a'));
    CHECK(ask.typed(std::string(most - 1, 'a') + "\u00E9") == std::string(most - 1, 'a'));
    CHECK(ask.typed(std::string(4 * most, ' ') + "x") == "x");
}

TEST_CASE("text: a range counts letters", "[answers][text]")
{
    const auto ask = question("text").range(2, 5);
    CHECK(ask.typed("a") == invalid);
    CHECK(ask.typed(" ab ") == "ab");
    CHECK(ask.typed("\u00E9\u00E9\u00E9\u00E9\u00E9") == "\u00E9\u00E9\u00E9\u00E9\u00E9");
    CHECK(ask.typed("abcdef") == invalid);
}

TEST_CASE("text: a form sends text", "[answers][text]")
{
    const question ask("text");
    CHECK(ask.sent({std::string(" hello ")}) == "hello");
    CHECK(ask.sent({std::string(" ")}) == unclear);
    CHECK(ask.sent({7.0}) == unclear);
    CHECK(ask.sent({}) == unclear);
}
