// People and invites against the real server: the owner's first link, sign-in and its limits, and a
// client's way from an invite to their therapist, by API and shell.
#include "bot/base/clock.hpp"
#include "bot/base/limits.hpp"
#include "bot/crypto/totp.hpp"
#include "tests/integration/server_process.hpp"
#include "tests/unit/people/scene.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sqlite3.h>
#include <sys/stat.h>

using namespace switchback::testing;
using namespace switchback;
using Catch::Matchers::Contains;

namespace {

const std::string clinic = R"(neutral_name: Rio Norte
link_base: https://chat.clinic.example
zone: Europe/Madrid
languages: [en]
mail:
  server: smtp://127.0.0.1:1
  from: page@clinic.example
people:
  - id: ana
    name: Ana
    roles: [primary]
    hours: [Mon-Sun 00:00-24:00]
    channels: [{email: ana@clinic.example}]
)";

const std::string crisis_words = "I want to kill myself";
constexpr std::string_view api = "/api/v1/people/";

std::int64_t now_ms()
{
    return system_clock{}.now_ms();
}

struct signed_up
{
    std::string cookie;
    std::string app;
    std::string password;
    std::vector<std::string> recovery;
};

// Uses a link as the page does.
signed_up set_up(const server_process& on, const std::string& link, const std::string& handle)
{
    const auto word = word_of_link(link);
    const auto path = std::string(api) + "set-up";
    const auto shown = on.ask({path, {{"link", word}}});
    REQUIRE(shown.status == 200);
    signed_up out;
    out.app = shown.body["enrol"]["secret"];
    out.password = "seven slow trains to " + handle;
    const auto done = on.ask(
        {path,
         {{"link", word},
          {"handle", handle},
          {"name", "Dr " + handle},
          {"password", out.password},
          {"code", app_code(out.app, now_ms())}}});
    REQUIRE(done.status == 200);
    CHECK(done.set_cookie.starts_with("__Host-person="));
    CHECK(done.set_cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"));
    out.cookie = done.set_cookie.substr(0, done.set_cookie.find(';'));
    for (const auto& code : done.body["recovery"])
        out.recovery.push_back(code);
    return out;
}

signed_up owner_of(const server_process& on)
{
    const auto [code, link] = on.command("admin init");
    REQUIRE(code == 0);
    return set_up(on, link, "ada");
}

signed_up add(const server_process& on, const std::string& handle, const std::string& roles)
{
    const auto [code, link] =
        on.command("people add " + handle + " --name 'Dr " + handle + "' --roles " + roles);
    INFO(link);
    REQUIRE(code == 0);
    return set_up(on, link, handle);
}

std::int64_t count_in(const server_process& on, const std::string& sql)
{
    sqlite3* opened = nullptr;
    REQUIRE(sqlite3_open((on.data() / "switchback.db").c_str(), &opened) == SQLITE_OK);
    sqlite3_busy_timeout(opened, 5'000);
    std::int64_t out = -1;
    const auto keep = [](void* to, int, char** columns, char**) {
        *static_cast<std::int64_t*>(to) = std::stoll(columns[0]);
        return 0;
    };
    CHECK(sqlite3_exec(opened, sql.c_str(), keep, &out, nullptr) == SQLITE_OK);
    sqlite3_close(opened);
    return out;
}

std::string all_bytes(const std::filesystem::path& folder)
{
    std::string out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
        {
            std::ifstream from(entry.path(), std::ios::binary);
            out.append(std::istreambuf_iterator<char>(from), {});
        }
    return out;
}

} // namespace

TEST_CASE("people: the owner's first link is made before there is a server, and once", "[people]")
{
    server_process server;
    server.signal(SIGTERM);
    REQUIRE(server.wait() == 0);
    std::filesystem::remove_all(server.data());
    const auto [code, link] = server.command("admin init");
    REQUIRE(code == 0);
    CHECK_THAT(link, Contains("/people#t="));
    struct stat status = {};
    REQUIRE(::stat((server.data() / "master.key").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0400);
    REQUIRE(::stat((server.data() / "switchback.db").c_str(), &status) == 0);
    CHECK((status.st_mode & 0077) == 0);
    const auto again = server.command("admin init");
    CHECK(again.first == 1);
    CHECK_THAT(again.second, Contains("--again"));
    const auto second = server.command("admin init --again");
    REQUIRE(second.first == 0);

    server.start();
    const auto word = word_of_link(link);
    CHECK(server.ask({std::string(api) + "set-up", {{"link", word}}}).status == 403);
    const auto ada = set_up(server, second.second, "ada");
    const auto me = server.ask({std::string(api) + "me", {}, ada.cookie});
    CHECK(me.body["handle"] == "ada");
    CHECK(me.body["roles"] == json{"owner"});
    CHECK(server.command("admin init").first == 1);
    CHECK(server.command("audit verify --data " + server.data().string() + " #").first == 0);
}

TEST_CASE("people: sign in with password and code, and out", "[people]")
{
    const server_process server;
    const auto ada = owner_of(server);
    const auto path = std::string(api) + "sign-in";
    const auto with = [&](const std::string& handle, const std::string& password,
                          const std::string& code, const std::string& from = "",
                          const std::string& cookie = "") {
        return server.ask(
            {path, {{"handle", handle}, {"password", password}, {"code", code}}, cookie, "", from});
    };
    // The code that set the account up, or the one before it: neither works any more.
    const auto stale =
        with("ada", ada.password, app_code(ada.app, now_ms() - crypto::totp_step_ms));
    const auto nobody = with("nobody", ada.password, "123456");
    CHECK(stale.status == 403);
    CHECK(nobody.text == stale.text);
    CHECK(with("ada", "wrong password here", ada.recovery[0]).text == stale.text);

    const auto in = with("ADA", ada.password, ada.recovery[0], "", ada.cookie);
    REQUIRE(in.status == 200);
    CHECK(in.body["recovery_left"] == 9);
    const auto cookie = in.set_cookie.substr(0, in.set_cookie.find(';'));
    CHECK(cookie != ada.cookie);
    const auto me = std::string(api) + "me";
    CHECK(server.ask({me, {}, ada.cookie}).status == 401); // rotated
    CHECK(server.ask({me, {}, cookie}).status == 200);
    CHECK(server.ask({me}).status == 401);

    // From another site's page, or without our header, nothing is taken.
    const auto list = server.get("/api/v1/people");
    CHECK(list.first == 401);

    const auto out = server.ask({std::string(api) + "sign-out", json::object(), cookie});
    CHECK(out.status == 200);
    CHECK_THAT(out.set_cookie, Contains("Max-Age=0"));
    CHECK(server.ask({me, {}, cookie}).status == 401);

    // The next code of the app, a step ahead of its clock.
    const auto next = app_code(ada.app, now_ms() + crypto::totp_step_ms);
    CHECK(with("ada", ada.password, next).status == 200);
}

TEST_CASE("people: too many wrong by name or address are stopped, also through a proxy", "[people]")
{
    const server_process server;
    const auto ada = owner_of(server);
    const auto path = std::string(api) + "sign-in";
    const auto wrong = [&](const std::string& handle, const std::string& from) {
        return server
            .ask({path, {{"handle", handle}, {"password", "x"}, {"code", "1"}}, "", "", from})
            .status;
    };
    for (int i = 0; i < limits::wrong_sign_ins_account; ++i)
        REQUIRE(wrong("ada", "192.0.2." + std::to_string(i)) == 403);
    CHECK(wrong("ada", "192.0.2.99") == 429);
    CHECK(wrong("nobody", "192.0.2.99") == 403);
    // What the client wrote itself stands before what the proxy says.
    for (int i = 0; i < limits::wrong_sign_ins_address; ++i)
        REQUIRE(
            wrong("n" + std::to_string(i), "203.0.113." + std::to_string(i) + ", 198.51.100.7") ==
            403);
    CHECK(wrong("other", "203.0.113.200, 198.51.100.7") == 429);
    CHECK(wrong("other", "198.51.100.8") == 403);
}

TEST_CASE("invites: from a code to a therapist's client, confirmed by both", "[people]")
{
    const server_process server(
        {.open = false,
         .visitors_are_clients = false,
         .practice_name = "Rio Norte",
         .clinic = clinic});
    chat_client stranger(server);
    stranger.hello();
    CHECK(stranger.closed() == 4500);

    owner_of(server);
    const auto meier = add(server, "meier", "therapist");
    const auto okafor = add(server, "okafor", "therapist,responder");
    const auto made = server.ask({"/api/v1/invites", {{"label", "Tuesday at ten"}}, meier.cookie});
    REQUIRE(made.status == 201);
    const std::string code = made.body["code"];
    const std::string which = made.body["invite"];
    CHECK(code.size() == 14);
    CHECK_THAT(made.body["link"].get<std::string>(), Contains("/invite#c="));

    // The client reads who it is, and says yes to that name.
    const auto shown = server.ask({"/api/v1/invite/look", {{"code", code}}});
    REQUIRE(shown.status == 200);
    CHECK(shown.body["practice"] == "Rio Norte");
    CHECK(shown.body["therapist"] == "Dr meier");
    auto mistyped = code;
    std::swap(mistyped[0], mistyped[1]);
    if (mistyped != code)
        CHECK(server.ask({"/api/v1/invite/look", {{"code", mistyped}}}).body["code"] == "mistyped");
    const auto accept = [&](const std::string& by, const std::string& practice,
                            const std::string& token = "") {
        return server.ask(
            {"/api/v1/invite/accept", {{"code", by}, {"practice", practice}}, "", token});
    };
    CHECK(accept(code, "").body["code"] == "not_confirmed");
    CHECK(accept(code, "Another clinic").status == 422);
    const auto taken = accept(code, "Rio Norte");
    REQUIRE(taken.status == 200);
    const std::string token = taken.body["token"];
    CHECK(accept(code, "Rio Norte").status == 404); // once
    CHECK(server.ask({"/api/v1/invite/look", {{"code", code}}}).status == 404);

    // Until the therapist confirms, the client talks and is nobody's.
    const auto listed = server.ask({"/api/v1/invites", {}, meier.cookie});
    REQUIRE(listed.body["invites"].size() == 1);
    CHECK(listed.body["invites"][0]["state"] == "taken");
    CHECK(listed.body["invites"][0]["label"] == "Tuesday at ten");
    CHECK_FALSE(listed.body["invites"][0].contains("code"));
    CHECK(count_in(server, "SELECT count(*) FROM care") == 0);
    CHECK(server.ask({"/api/v1/invites", {}, okafor.cookie}).body["invites"].empty());
    const auto confirm = "/api/v1/invites/" + which + "/confirm";
    CHECK(server.ask({confirm, json::object(), okafor.cookie}).status == 404);
    CHECK(server.ask({confirm, json::object()}).status == 401);
    CHECK(server.ask({confirm, json::object(), meier.cookie}).status == 200);
    CHECK(server.ask({confirm, json::object(), meier.cookie}).status == 409);
    CHECK(count_in(server, "SELECT count(*) FROM care WHERE is_primary = 1") == 1);

    chat_client client(server);
    CHECK(client.hello(token)["t"] == "welcome");
    client.input({{"t", "start"}, {"flow", "setback-check-in"}});
    client.say(crisis_words);
    CHECK(count_in(server, "SELECT count(*) FROM safety_case") == 1);
}

TEST_CASE("invites: by the shell, and taken back", "[people]")
{
    server_process server(
        {.open = false, .visitors_are_clients = false, .practice_name = "Rio Norte"});
    owner_of(server);
    CHECK(server.command("invite").first == 1); // nobody is a therapist yet
    const auto meier = add(server, "meier", "therapist");
    const auto [exit_code, said] = server.command("invite --label Tuesday --qr");
    REQUIRE(exit_code == 0);
    CHECK_THAT(said, Contains("Dr meier") && Contains("\u2588"));
    const auto code = said.substr(said.find("Code: ") + 6, 14);
    const auto taken =
        server.ask({"/api/v1/invite/accept", {{"code", code}, {"practice", "Rio Norte"}}});
    REQUIRE(taken.status == 200);
    const std::string token = taken.body["token"];
    {
        chat_client client(server);
        REQUIRE(client.hello(token)["t"] == "welcome");
        const auto which = server.ask({"/api/v1/invites", {}, meier.cookie})
                               .body["invites"][0]["invite"]
                               .get<std::string>();
        REQUIRE(
            server.ask({"/api/v1/invites/" + which + "/withdraw", json::object(), meier.cookie})
                .status == 200);
        CHECK(client.closed() == 4503); // shown out at once
        chat_client again(server);
        again.hello(client.token());
        CHECK(again.closed() == 4503);
    }
    const auto people = server.command("people");
    CHECK(people.first == 0);
    CHECK_THAT(people.second, Contains("ada") && Contains("owner") && Contains("meier"));
    CHECK(server.command("people disable meier").first == 0);
    CHECK(server.ask({std::string(api) + "me", {}, meier.cookie}).status == 401);
    CHECK(server.command("people disable ada").first == 1);
    // The same commands on the folder of a server that does not run.
    server.signal(SIGTERM);
    REQUIRE(server.wait() == 0);
    const auto alone = server.command("people list");
    CHECK_THAT(alone.second, Contains("meier") && Contains("disabled"));
    CHECK(server.command("people add meier --name X --roles author").first == 1);
    CHECK(server.command("people add x --name X --roles client").first == 1);
}

TEST_CASE("visitors: without an invite are helped, told so, and have no case", "[people]")
{
    const server_process server({.visitors_are_clients = false, .clinic = clinic});
    chat_client visitor(server);
    visitor.hello();
    visitor.input({{"t", "start"}, {"flow", "setback-check-in"}});
    const auto told = messages_of(visitor.say(crisis_words));
    CHECK(count_in(server, "SELECT count(*) FROM safety_case") == 0);
    std::string all;
    for (const auto& one : told)
        all += one.value("text", "") + "\n";
    INFO(all);
    CHECK_THAT(all, Contains("invit"));

    // The same conversation, once it has an invite, is a client's.
    owner_of(server);
    add(server, "meier", "therapist");
    const auto said = server.command("invite").second;
    const auto code = said.substr(said.find("Code: ") + 6, 14);
    const auto taken = server.ask(
        {"/api/v1/invite/accept", {{"code", code}, {"practice", "Test"}}, "", visitor.token()});
    REQUIRE(taken.status == 200);
    CHECK_FALSE(taken.body.contains("token"));
    visitor.say("I am going to kill myself tonight");
    CHECK(count_in(server, "SELECT count(*) FROM safety_case") == 1);
}

TEST_CASE("people: no secret stands in the log, the metrics or the database", "[people]")
{
    server_process server({.open = false, .visitors_are_clients = false});
    const auto ada = owner_of(server);
    const auto meier = add(server, "meier", "therapist");
    const auto made =
        server.ask({"/api/v1/invites", {{"label", "PRIVATE-LABEL-OF-ONE"}}, meier.cookie});
    const std::string code = made.body["code"];
    const auto taken =
        server.ask({"/api/v1/invite/accept", {{"code", code}, {"practice", "Test"}}});
    const auto link = server.command("people link meier").second;
    static_cast<void>(server.ask(
        {std::string(api) + "sign-in",
         {{"handle", "ada"}, {"password", ada.password}, {"code", ada.recovery[1]}}}));
    auto bare = code;
    std::erase(bare, '-');
    auto recovery = ada.recovery[0];
    std::erase(recovery, '-');
    const std::vector<std::string> secrets{
        ada.password,
        ada.app,
        ada.recovery[0],
        recovery,
        ada.recovery[1],
        ada.cookie.substr(ada.cookie.find('=') + 1),
        code,
        bare,
        taken.body["token"],
        "PRIVATE-LABEL-OF-ONE",
        word_of_link(link)};
    const auto metrics = server.get("/metrics").second;
    server.signal(SIGTERM);
    REQUIRE(server.wait() == 0);
    const auto log = server.output();
    const auto bytes = all_bytes(server.data());
    CHECK_THAT(log, Contains("person_set_up"));
    CHECK(bytes.find("meier") != std::string::npos);
    for (const auto& one : secrets)
    {
        REQUIRE(one.size() >= 12);
        INFO(one);
        CHECK(log.find(one) == std::string::npos);
        CHECK(metrics.find(one) == std::string::npos);
        CHECK(bytes.find(one) == std::string::npos);
    }
}

TEST_CASE("invites: taking one back leaves a case that is with the clinic there", "[people]")
{
    const server_process server({.open = false, .visitors_are_clients = false, .clinic = clinic});
    owner_of(server);
    CHECK_THAT(server.output(), Contains("switchback admin init")); // said when it started
    const auto meier = add(server, "meier", "therapist");
    const auto made = server.ask({"/api/v1/invites", json::object(), meier.cookie});
    const auto taken =
        server.ask({"/api/v1/invite/accept", {{"code", made.body["code"]}, {"practice", "Test"}}});
    chat_client client(server);
    REQUIRE(client.hello(taken.body["token"])["t"] == "welcome");
    client.input({{"t", "start"}, {"flow", "setback-check-in"}});
    client.say(crisis_words);
    REQUIRE(count_in(server, "SELECT count(*) FROM safety_case WHERE is_open = 1") == 1);
    const std::string which = made.body["invite"];
    REQUIRE(
        server.ask({"/api/v1/invites/" + which + "/withdraw", json::object(), meier.cookie})
            .status == 200);
    const auto told = messages_of(client.say("I have the pills here and I will do it now"));
    CHECK_FALSE(told.empty());
    for (const auto& one : told)
        CHECK_THAT(one.value("text", ""), !Contains("invit"));
    chat_client again(server, "other");
    CHECK(again.hello(client.token())["t"] == "welcome");
    CHECK(count_in(server, "SELECT count(*) FROM safety_case") == 1);
}
