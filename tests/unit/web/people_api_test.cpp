// Every address of people and invites by every role, its own and another's: what the table does not
// allow is refused. Requests go straight to the endpoint table.
#include "bot/net/asking_address.hpp"
#include "bot/web/endpoints.hpp"
#include "tests/unit/people/scene.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <map>
#include <set>

using namespace switchback;
using namespace switchback::testing;
using access::role;
using nlohmann::json;

namespace {

class practice_server : public people_scene
{
public:
    net::http_response ask(net::http_request request)
    {
        web::endpoint_context context{
            talks,   shelf,    kept().store(), counts,        [] { return std::size_t{0}; },
            board,   {},       false,          "Haus am See", "haus",
            nullptr, nullptr,  &time(),        nullptr,       &people(),
            &door(), &invites, &caring};
        return std::move(*run(wrapped(context, std::move(request))));
    }

    static net::http_request
    request(const std::string& method, const std::string& path, const std::string& cookie)
    {
        net::http_request out;
        out.method = method;
        out.path = path;
        out.cookie = cookie;
        out.intent = "1";
        out.sec_fetch_site = "same-origin";
        if (method == "POST")
        {
            out.content_type = "application/json";
            out.body = "{}";
        }
        return out;
    }

    std::string cookie_of(const std::string& handle, access::role_set roles)
    {
        return "__Host-person=" + add(handle, roles).word;
    }

    // A client who came by an invite, confirmed by both.
    id client_of(const id& therapist)
    {
        const auto made = run(invites.make(therapist, private_text("Tuesday"), "test")).value();
        const auto taken = run(invites.accept(made.code, "")).value();
        token = taken.token;
        REQUIRE(run(invites.confirm(made.invite.invite, therapist)));
        return taken.client;
    }

    std::string token; // of the last such client

    service::clinic_board board;
    service::flow_shelf shelf{std::make_shared<const flow::library>()};
    metrics counts;
    seeded_random random{1};
    service::conversations talks{
        {kept().store(),
         shelf,
         key(),
         time(),
         random,
         counts,
         {id{}, "Haus am See", false, 0, false},
         board}};
    service::invites invites{people(), &talks};
    service::care caring{people(), talks};

private:
    static port::task<net::http_response>
    wrapped(const web::endpoint_context& context, net::http_request request)
    {
        co_return co_await web::answer(context, std::move(request));
    }
};

// Which roles an address lets in; nobody else, and nobody who is signed out. `own`: the therapist
// of the invite alone besides.
const std::map<std::string, std::set<std::string>> lets_in{
    {"GET /api/v1/people/me", {"owner", "therapist", "responder", "author", "auditor"}},
    {"GET /api/v1/people", {"owner", "therapist", "responder", "author", "auditor"}},
    {"POST /api/v1/people", {"owner"}},
    {"POST /api/v1/people/{handle}/disable", {"owner"}},
    {"POST /api/v1/people/{handle}/link", {"owner"}},
    {"GET /api/v1/invites", {"owner", "therapist"}},
    {"POST /api/v1/invites", {"owner", "therapist"}},
    {"POST /api/v1/invites/{id}/confirm", {"own"}},
    {"POST /api/v1/invites/{id}/withdraw", {"owner", "own"}},
    {"GET /api/v1/clients", {"owner", "therapist", "responder"}},
    {"POST /api/v1/clients/{id}/break-glass", {"therapist", "responder"}},
    {"GET /api/v1/clients/{id}/opened", {"auditor", "own"}},
    {"POST /api/v1/clients/{id}/care", {"owner", "own"}},
};

// For whoever has no session: by a link, a password, or a code.
const std::set<std::string> without_session{
    "POST /api/v1/people/set-up", "POST /api/v1/people/sign-in", "POST /api/v1/people/sign-out",
    "POST /api/v1/invite/look",   "POST /api/v1/invite/accept",  "GET /api/v1/opened"};

bool is_refused(int status, bool is_one_invite)
{
    return status == 401 || status == 403 || (is_one_invite && status == 404);
}

} // namespace

TEST_CASE("people api: every address by every role, denied by default", "[web]")
{
    practice_server at;
    const auto meier = at.add("meier", {role::therapist});
    const auto made = at.run(at.invites.make(meier.who.person, private_text("x"), "test")).value();
    const auto client = at.client_of(meier.who.person);
    std::map<std::string, std::string> cookies{{"nobody", ""}};
    for (const auto one :
         {role::owner, role::therapist, role::responder, role::author, role::auditor})
        cookies[std::string(access::name_of(one))] =
            at.cookie_of(std::string(access::name_of(one)), {one});
    cookies["own"] = "__Host-person=" + meier.word;
    for (auto& [who, cookie] : cookies) // setting up took time on the clock; all are still in
        if (!cookie.empty())
            REQUIRE(at.ask(at.request("GET", "/api/v1/people/me", cookie)).status == 200);

    std::size_t met = 0;
    for (const auto& row : web::endpoints())
    {
        const auto name = std::string(row.method) + " " + std::string(row.path);
        if (!row.path.starts_with("/api/v1/") || row.path.starts_with("/api/v1/respond") ||
            row.path == "/api/v1/history") // of responders, by their links, and of clients
            continue;
        ++met;
        if (without_session.contains(name))
            continue;
        const auto rule = lets_in.find(name);
        INFO(name);
        REQUIRE(rule != lets_in.end()); // a new address needs its line here
        std::string path(row.path);
        const bool is_one_invite = path.contains("{id}");
        if (const auto open = path.find('{'); open != std::string::npos)
            path.replace(
                open, path.find('}') - open + 1,
                is_one_invite ? to_string(path.contains("clients") ? client : made.invite.invite)
                              : "nobody.here");
        for (const auto& [who, cookie] : cookies)
        {
            // A therapist of somebody else's invite is not its own; its own has their role too.
            const bool may =
                rule->second.contains(who) || (who == "own" && rule->second.contains("therapist"));
            // Own goes last where it would change what others meet: an open invite is a conflict.
            if (may && name.ends_with("/withdraw"))
                continue;
            INFO(who);
            const auto status = at.ask(at.request(std::string(row.method), path, cookie)).status;
            CHECK(is_refused(status, is_one_invite) != may);
        }
    }
    CHECK(met == lets_in.size() + without_session.size());
    const auto withdraw = "/api/v1/invites/" + to_string(made.invite.invite) + "/withdraw";
    CHECK(at.ask(at.request("POST", withdraw, cookies["owner"])).status == 200);
    CHECK(at.ask(at.request("POST", withdraw, cookies["own"])).status == 409);
}

TEST_CASE("people api: another practice's people and invites are nobody's here", "[web]")
{
    practice_server at;
    const auto cookie = at.cookie_of("owner", {role::owner, role::therapist});
    auto& kept = at.kept().store().people();
    const auto other = make_id(1, 2, 3);
    port::person_row row;
    row.person = make_id(4, 5, 6);
    row.practice = other;
    row.handle = "stranger";
    row.name = "Stranger";
    row.roles = 3;
    row.state = port::person_state::active;
    REQUIRE(at.run(kept.add_person(row, {})));
    port::invite_row theirs;
    theirs.invite = make_id(7, 8, 9);
    theirs.practice = other;
    theirs.person = row.person;
    theirs.code_hash = "hash";
    theirs.until_ms = at.time().now_ms() + 1'000;
    REQUIRE(at.run(kept.add_invite(theirs, {})));

    const auto people = json::parse(at.ask(at.request("GET", "/api/v1/people", cookie)).body);
    CHECK(people["people"].size() == 1);
    const auto all = json::parse(at.ask(at.request("GET", "/api/v1/invites", cookie)).body);
    CHECK(all["invites"].empty());
    for (const auto* act : {"confirm", "withdraw"})
        CHECK(
            at.ask(at.request(
                       "POST", "/api/v1/invites/" + to_string(theirs.invite) + "/" + act, cookie))
                .status == 404);
    CHECK(at.ask(at.request("POST", "/api/v1/people/stranger/disable", cookie)).status == 404);
    auto make = at.request("POST", "/api/v1/invites", cookie);
    make.body = json{{"therapist", "stranger"}}.dump();
    CHECK(at.ask(std::move(make)).status == 422);
    // A session of another practice's person opens nothing of ours.
    service::sessions theirs_too(at.kept().store(), at.time(), "person");
    const auto word = at.run(theirs_too.begin(to_string(row.person))).value();
    CHECK(at.ask(at.request("GET", "/api/v1/people", "__Host-person=" + word)).status == 401);
}

TEST_CASE("clients api: glass is broken with a reason and a proof, and the client sees it", "[web]")
{
    practice_server at;
    std::string app;
    const auto meier = at.add("meier", {role::therapist});
    const auto other = at.add("okafor", {role::therapist}, &app);
    const auto client = at.client_of(meier.who.person);
    const auto path = "/api/v1/clients/" + to_string(client);
    const auto ask = [&](const std::string& method, const std::string& where, const json& body) {
        auto request = at.request(method, path + where, "__Host-person=" + other.word);
        if (method == "POST")
            request.body = body.dump();
        return at.ask(std::move(request));
    };
    CHECK(ask("GET", "/opened", {}).status == 404);
    const std::string password(long_password);
    const auto code = at.code_of(app);
    json body{{"password", password}, {"code", code}};
    CHECK(json::parse(ask("POST", "/break-glass", body).body)["field"] == "reason");
    body["reason"] = "She is not answering and Dr Meier is away";
    body["code"] = "000000";
    CHECK(ask("POST", "/break-glass", body).status == 403);
    CHECK(at.run(at.caring.opened(client))->empty());
    body["code"] = code;
    const auto done = ask("POST", "/break-glass", body);
    REQUIRE(done.status == 201);
    CHECK(json::parse(done.body)["until_ms"] == at.time().now_ms() + limits::glass_ms);

    const access::caller who{id{}, {role::therapist}, other.who.person, {}};
    CHECK(at.run(at.caring.may(who, access::action::read_conversation, client)) == true);
    CHECK(at.run(at.caring.may(who, access::action::assign_homework, client)) == false);
    at.time().advance_ms(limits::glass_ms);
    CHECK(at.run(at.caring.may(who, access::action::read_conversation, client)) == false);

    auto look = at.request("GET", "/api/v1/opened", "");
    CHECK(at.ask(look).status == 401);
    look.authorization = "Bearer " + at.token;
    const auto seen = json::parse(at.ask(look).body);
    REQUIRE(seen["opened"].size() == 1);
    CHECK(seen["opened"][0]["by"] == "Somebody");
    CHECK(seen["opened"][0]["reason"] == "She is not answering and Dr Meier is away");
    CHECK(at.run(at.kept().store().audit(client, 10))->size() == 1); // in the client's own log
}

TEST_CASE("clients api: care is given and ended, and decides at once", "[web]")
{
    practice_server at;
    const auto meier = at.add("meier", {role::therapist});
    const auto other = at.add("okafor", {role::therapist});
    at.add("author", {role::author});
    const auto owner = at.cookie_of("owner", {role::owner});
    const auto client = at.client_of(meier.who.person);
    const auto change = [&](const std::string& cookie, const json& body) {
        auto request = at.request("POST", "/api/v1/clients/" + to_string(client) + "/care", cookie);
        request.body = body.dump();
        return at.ask(std::move(request)).status;
    };
    const auto clients_of = [&](const std::string& word) {
        const auto cookie = "__Host-person=" + word;
        return json::parse(at.ask(at.request("GET", "/api/v1/clients", cookie)).body)["clients"];
    };
    REQUIRE(at.is_in(meier.word));
    CHECK(clients_of(meier.word)[0]["label"] == "Tuesday");
    CHECK(clients_of(other.word).empty());
    CHECK(change("__Host-person=" + other.word, {{"therapist", "okafor"}}) == 404);
    CHECK(change(owner, {{"therapist", "nobody"}}) == 422);
    CHECK(change(owner, {{"therapist", "author"}}) == 422);
    CHECK(change(owner, {{"therapist", "okafor"}, {"primary", true}}) == 200);
    CHECK(clients_of(other.word)[0]["primary"] == true);
    CHECK(clients_of(other.word)[0]["label"] == ""); // the label is its writer's
    CHECK(clients_of(meier.word)[0]["primary"] == false);
    CHECK(change("__Host-person=" + other.word, {{"therapist", "meier"}, {"end", true}}) == 200);
    CHECK(change("__Host-person=" + other.word, {{"therapist", "meier"}, {"end", true}}) == 422);
    CHECK(clients_of(meier.word).empty());
    const access::caller before{id{}, {role::therapist}, meier.who.person, {}};
    CHECK(at.run(at.caring.may(before, access::action::read_shared, client)) == false);
    CHECK(at.run(at.caring.may(before, access::action::read_shared, id{})) == false);
}

TEST_CASE("people api: takes nothing from another site's page", "[web]")
{
    practice_server at;
    const auto cookie = at.cookie_of("owner", {role::owner});
    const auto refused = [&](auto change, const std::string& method = "POST") {
        for (const auto* path :
             {"/api/v1/people", "/api/v1/people/sign-in", "/api/v1/people/set-up",
              "/api/v1/people/sign-out", "/api/v1/invites", "/api/v1/invite/accept"})
        {
            auto request = at.request(method, path, cookie);
            change(request);
            const auto answer = at.ask(std::move(request));
            if (answer.status != 403 || answer.body.find("not_our_page") == std::string::npos)
                return false;
        }
        return true;
    };
    CHECK(refused([](auto& from) { from.sec_fetch_site = "cross-site"; }));
    CHECK(refused([](auto& from) { from.sec_fetch_site = "same-site"; }));
    CHECK(refused([](auto& from) { from.intent.clear(); }));
    CHECK(refused([](auto& from) { from.content_type = "text/plain"; }));
    CHECK(refused([](auto& from) {
        from.sec_fetch_site.clear();
        from.origin = "https://evil.example";
        from.host = "clinic.example";
    }));
    auto look = at.request("GET", "/api/v1/people", cookie);
    look.sec_fetch_site = "cross-site";
    CHECK(at.ask(std::move(look)).status == 403);
    CHECK(at.ask(at.request("GET", "/api/v1/people", cookie)).status == 200);
}

TEST_CASE("people api: bad bodies are said by their field and change nothing", "[web]")
{
    practice_server at;
    const auto cookie = at.cookie_of("owner", {role::owner, role::therapist});
    const auto fault = [&](const std::string& path, const std::string& body) {
        auto request = at.request("POST", path, cookie);
        request.body = body;
        const auto answer = at.ask(std::move(request));
        const auto read = json::parse(answer.body);
        return std::to_string(answer.status) + " " + read.value("code", "") + " " +
               read.value("field", "");
    };
    CHECK(fault("/api/v1/people", "[]") == "400 bad_body ");
    CHECK(fault("/api/v1/people", "{") == "400 bad_body ");
    CHECK(fault("/api/v1/people", "{}") == "422 invalid handle");
    CHECK(fault("/api/v1/people", R"({"handle":7,"name":"X"})") == "422 invalid handle");
    CHECK(
        fault("/api/v1/people", R"({"handle":"x","name":"X","roles":["client"]})") ==
        "422 unknown roles");
    CHECK(
        fault("/api/v1/people", R"({"handle":"x","name":"X","roles":"owner"})") ==
        "422 invalid roles");
    CHECK(
        fault("/api/v1/people", R"({"handle":"owner","name":"X","roles":["author"]})") ==
        "409 conflict handle");
    CHECK(fault("/api/v1/people/owner/disable", "{}") == "409 last_owner ");
    CHECK(
        fault("/api/v1/invites", R"({"label":")" + std::string(200, 'x') + R"("})") ==
        "422 too_long label");
    CHECK(fault("/api/v1/invites/none/confirm", "{}") == "404 no_invite ");
    CHECK(fault("/api/v1/people/set-up", R"({"link":"x"})") == "403 link_over ");
    CHECK(fault("/api/v1/people/sign-in", "{}") == "403 wrong ");
    CHECK(
        json::parse(at.ask(at.request("GET", "/api/v1/people", cookie)).body)["people"].size() ==
        1);
}

TEST_CASE("invite api: guessing codes is stopped, and right ones are not counted", "[web]")
{
    practice_server at;
    const auto meier = at.add("meier", {role::therapist});
    const auto look = [&](const std::string& code, const std::string& from) {
        auto request = at.request("POST", "/api/v1/invite/look", "");
        request.body = json{{"code", code}}.dump();
        request.address = from;
        return at.ask(std::move(request)).status;
    };
    const auto made = at.run(at.invites.make(meier.who.person, private_text("x"), "test")).value();
    for (int i = 0; i < limits::wrong_codes_address + 5; ++i)
        CHECK(look(made.code, "192.0.2.1") == 200);
    for (int i = 0; i < limits::wrong_codes_address; ++i)
        CHECK(look("2222-2222-2222", "192.0.2.1") == 404);
    CHECK(look(made.code, "192.0.2.1") == 429);
    CHECK(look(made.code, "192.0.2.2") == 200);
    at.time().advance_ms(limits::sign_in_window_ms);
    CHECK(look(made.code, "192.0.2.1") == 200);
}

TEST_CASE("asking address: only our proxies are believed, and only their last word", "[web]")
{
    const std::vector<std::string> ours{"127.0.0.1", "10.0.0.5"};
    using net::asking_address;
    CHECK(asking_address("192.0.2.1", "203.0.113.9", ours) == "192.0.2.1");
    CHECK(asking_address("127.0.0.1", "203.0.113.9", ours) == "203.0.113.9");
    CHECK(asking_address("127.0.0.1", "1.1.1.1, 203.0.113.9", ours) == "203.0.113.9");
    CHECK(asking_address("127.0.0.1", "203.0.113.9 , 10.0.0.5", ours) == "203.0.113.9");
    CHECK(asking_address("127.0.0.1", "", ours) == "127.0.0.1");
    CHECK(asking_address("127.0.0.1", "10.0.0.5", ours) == "10.0.0.5");
    CHECK(asking_address("127.0.0.1", "203.0.113.9, unknown", ours) == "127.0.0.1");
    CHECK(asking_address("127.0.0.1", "2001:db8::1", ours) == "2001:db8::1");
    CHECK(asking_address("127.0.0.1", "203.0.113.9", {}) == "127.0.0.1");
}
