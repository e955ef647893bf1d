// `switchback cases` against a real server and on the folder it leaves: a case made by words over
// the socket, exported in every form, and the figures of a closed one.
#include "tests/integration/server_process.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <cstdio>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>

using namespace switchback::testing;
using Catch::Matchers::Contains;

namespace {

const std::string words = "I want to kill myself";
const std::string practice = "=cmd|'/c calc'!A1 <script>alert(\"1\")</script> & Co";

// One person who is always there, and a mail server that is not.
const std::string clinic = R"(neutral_name: Rio Norte
link_base: https://chat.clinic.example
zone: Europe/Madrid
languages: [en]
mail:
  server: smtp://127.0.0.1:1
  from: page@clinic.example
people:
  - id: ana
    name: "<b>Ana</b>"
    roles: [primary]
    hours: [Mon-Sun 00:00-24:00]
    channels: [{email: ana@clinic.example}]
)";

struct outcome
{
    int exit_code = -1;
    std::string said;
};

outcome run(const server_process& on, const std::string& rest)
{
    const auto command =
        fmt::format("{} cases {} --config {} 2>&1", SWITCHBACK_BINARY, rest, on.config_file());
    auto* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    outcome out;
    char buffer[512];
    while (std::fgets(buffer, sizeof buffer, pipe) != nullptr)
        out.said += buffer;
    const int status = ::pclose(pipe);
    out.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return out;
}

std::string ask_database(const server_process& on, const std::string& sql)
{
    sqlite3* opened = nullptr;
    const auto file = (on.data() / "switchback.db").string();
    REQUIRE(sqlite3_open(file.c_str(), &opened) == SQLITE_OK);
    sqlite3_busy_timeout(opened, 5'000);
    std::string out;
    const auto keep = [](void* to, int, char** columns, char**) {
        *static_cast<std::string*>(to) = columns[0] == nullptr ? "" : columns[0];
        return 0;
    };
    CHECK(sqlite3_exec(opened, sql.c_str(), keep, &out, nullptr) == SQLITE_OK);
    sqlite3_close(opened);
    return out;
}

std::string reference_in(const server_process& on)
{
    return ask_database(on, "SELECT reference FROM safety_case");
}

// A client says it; the case is there when the input is acknowledged.
void raise_case(const server_process& on)
{
    chat_client client(on);
    client.hello();
    client.input({{"t", "start"}, {"flow", "setback-check-in"}});
    REQUIRE(frame_of(client.say(words), "ack").is_object());
}

std::vector<json> lines_of(const json& record, const std::string& event)
{
    std::vector<json> out;
    for (const auto& line : record["lines"])
        if (line["event"] == event)
            out.push_back(line);
    return out;
}

} // namespace

TEST_CASE("cases export: the log of a case in three forms, and no word of the client", "[cases]")
{
    const server_process server({.practice_name = practice, .clinic = clinic});
    raise_case(server);
    const auto reference = reference_in(server);
    REQUIRE(reference.size() == 8);

    const auto page = run(server, "export " + reference);
    CHECK(page.exit_code == 0);
    CHECK_THAT(page.said, Contains("<!doctype html>"));
    CHECK_THAT(page.said, !Contains("<script"));
    CHECK_THAT(page.said, !Contains("<b>"));
    CHECK_THAT(page.said, Contains("&lt;b&gt;Ana&lt;/b&gt;"));
    CHECK_THAT(page.said, Contains("&lt;script&gt;alert(&quot;1&quot;)"));
    const auto table = run(server, "export " + reference + " --format csv");
    CHECK(table.exit_code == 0);
    CHECK_THAT(table.said, !Contains(",="));
    CHECK_THAT(table.said, !Contains(",\"="));
    const auto text = run(server, "export " + reference + " --format json");
    CHECK(text.exit_code == 0);
    for (const auto* one : {&page.said, &table.said, &text.said})
    {
        CHECK_THAT(*one, Contains(reference));
        CHECK_THAT(*one, !Contains("kill myself"));
        CHECK_THAT(*one, !Contains("The words"));
    }

    const auto record = json::parse(text.said);
    CHECK(record["practice"] == practice);
    CHECK(record["zone"] == "Europe/Madrid");
    CHECK(record["log"]["is_whole"] == true);
    CHECK(record["log"]["head"].get<std::string>().size() == 64);
    const auto head = record["log"]["head_number"].get<std::int64_t>();
    CHECK(head >= record["lines"].back()["number"].get<std::int64_t>());
    std::int64_t before = 0;
    for (const auto& line : record["lines"])
    {
        CHECK(line["number"].get<std::int64_t>() > before);
        before = line["number"].get<std::int64_t>();
    }
    const auto signal = lines_of(record, "signal").at(0)["fields"];
    CHECK_THAT(signal["rule"].get<std::string>(), Contains("@"));
    CHECK_THAT(signal["reference"].get<std::string>(), Catch::Matchers::StartsWith("m"));
    CHECK_FALSE(lines_of(record, "level").empty());
    const auto help = lines_of(record, "help_shown").at(0)["fields"];
    CHECK_THAT(help["wording"].get<std::string>(), Contains("crisis.suicide.0@"));
    CHECK_THAT(help["wording"].get<std::string>(), Contains("/en"));
    CHECK_FALSE(help["lines"].get<std::string>().empty());
    CHECK(help["country"] == "none");
    CHECK(lines_of(record, "page").at(0)["fields"]["responder"] == "ana");
    CHECK_THAT(
        lines_of(record, "asked").at(0)["fields"]["wording"].get<std::string>(), Contains("ask."));
    CHECK(lines_of(record, "exported").empty());
}

TEST_CASE(
    "cases export: the client's words are there for who asked, and the log says who", "[cases]")
{
    server_process server({.clinic = clinic});
    raise_case(server);
    const auto reference = reference_in(server);
    CHECK(run(server, "export " + reference + " --with-words").exit_code == 2);
    CHECK(run(server, "export " + reference + " --with-words --by ' '").exit_code == 2);
    CHECK(run(server, "export " + reference + " --by ann").exit_code == 2);
    const auto wish = "export " + reference + " --with-words --by '<i>Dr =Meier</i>' --format ";

    const auto record = json::parse(run(server, wish + "json").said);
    bool has_words = false;
    for (const auto& one : record["messages"])
        has_words = has_words || one["text"] == words;
    CHECK(has_words);
    CHECK(record["words_by"] == "<i>Dr =Meier</i>");
    CHECK(lines_of(record, "exported").at(0)["fields"]["by"] == "<i>Dr =Meier</i>");
    CHECK_THAT(run(server, wish + "html").said, Contains(words) && !Contains("<i>"));
    CHECK_THAT(run(server, wish + "csv").said, Contains(words));

    // And without a server, on the folder itself, the same and once more.
    server.signal(SIGTERM);
    CHECK(server.wait() == 0);
    const auto alone = json::parse(run(server, wish + "json").said);
    CHECK(lines_of(alone, "exported").size() == 4);
    CHECK(alone["zone"] == "Europe/Madrid");
    CHECK(alone["messages"] == record["messages"]);
    server.start();
    raise_case(server);
    CHECK_THAT(server.output(), !Contains("kill myself"));
}

TEST_CASE("cases export: a file is its owner's, and none is written over", "[cases]")
{
    const server_process server({.clinic = clinic});
    raise_case(server);
    const auto file = server.data() / "case.html";
    const auto wish = fmt::format("export {} --out {}", reference_in(server), file.string());
    CHECK(run(server, wish).said.empty());
    struct stat status = {};
    REQUIRE(::stat(file.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    const auto again = run(server, wish);
    CHECK(again.exit_code == 1);
    CHECK_THAT(again.said, Contains("is there already"));
    const auto unknown = run(server, "export 22222222");
    CHECK(unknown.exit_code == 1);
    CHECK_THAT(unknown.said, Contains("there is no case with that reference"));
}

TEST_CASE("cases export: a log that was meddled with is exported, and said so", "[cases]")
{
    server_process server({.clinic = clinic});
    raise_case(server);
    const auto reference = reference_in(server);
    server.signal(SIGTERM);
    server.wait();
    ask_database(
        server, "DROP TRIGGER IF EXISTS audit_row_stays; "
                "DROP TRIGGER IF EXISTS audit_row_is_as_written; "
                "DROP TRIGGER IF EXISTS audit_row_is_not_replaced; "
                "DELETE FROM audit WHERE number = 3");
    const auto was = run(server, "export " + reference);
    CHECK(was.exit_code == 1);
    CHECK_THAT(was.said, Contains("The log does not verify."));
    CHECK_THAT(was.said, Contains("entry 3"));
}

TEST_CASE("cases report: a closed case is counted in its month, an open one is not", "[cases]")
{
    const server_process server({.clinic = clinic});
    raise_case(server);
    CHECK_THAT(run(server, "report").said, Contains("No case was closed."));
    {
        chat_client client(server, "other");
        client.hello();
        client.input({{"t", "start"}, {"flow", "setback-check-in"}});
        client.say("person");
        client.say("no"); // no country
        client.say("no"); // do not tell the clinic
    }
    REQUIRE(ask_database(server, "SELECT count(*) FROM safety_case WHERE is_open = 0") == "1");
    const auto table = run(server, "report --csv");
    CHECK(table.exit_code == 0);
    CHECK_THAT(table.said, Contains("month,rule,cases,by_client,judged,false_alarms,precision"));
    CHECK_THAT(table.said, Contains(",*,1,1,0,0,\r\n") && Contains(",person,1,1,0,0,\r\n"));
    CHECK_THAT(table.said, Contains("cases,all,<5\r\n"));
    CHECK_THAT(run(server, "report --year 2001").said, Contains("No case was closed."));
    CHECK_THAT(run(server, "report --month 2001-01").said, !Contains("fewer than"));
    CHECK_THAT(
        run(server, "report").said, Contains("cases         all              fewer than 5\n"));
    CHECK(run(server, "report --month 2026-13").exit_code == 1);
    CHECK(run(server, "report --year now").exit_code == 1);
    CHECK(run(server, "report --year 2026 --month 2026-11").exit_code == 2);
    CHECK_THAT(server.get("/metrics").second, Contains("switchback_cases_closed_total 1\n"));
}
