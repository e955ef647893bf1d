#include "bot/base/limits.hpp"
#include "bot/web/endpoints.hpp"
#include "bot/web/qr_code.hpp"
#include "tests/unit/sign_in/scene.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace switchback;
using nlohmann::json;

namespace {

// The HTTP side of a practice with responders and no case; requests go straight to the table.
class practice_server
{
public:
    practice_server()
    {
        auto posted = std::make_shared<service::posted_clinic>();
        escalation::responder who;
        who.id = "meier";
        who.name = "Dr Meier";
        who.channels = 1;
        who.is_primary = true;
        who.hours = {{0, 0, 1440}};
        posted->clinic.people.people.push_back(who);
        board.post(std::move(posted));
    }

    net::http_response ask(net::http_request request)
    {
        web::endpoint_context context{
            talks,
            shelf,
            in.kept().store(),
            counts,
            [] { return std::size_t{0}; },
            board,
            {},
            false,
            "Rio Norte",
            "rio-norte",
            &in.door(),
            &desk,
            &in.time()};
        auto answer = in.run(wrapped(context, std::move(request)));
        return std::move(*answer);
    }

    net::http_response get(const std::string& path, const std::string& intent = "1")
    {
        net::http_request request;
        request.method = "GET";
        const auto question = path.find('?');
        request.path = path.substr(0, question);
        if (question != std::string::npos)
            request.query = path.substr(question + 1);
        request.intent = intent;
        request.cookie = cookie;
        return ask(std::move(request));
    }

    static net::http_request write(const std::string& path, const json& body)
    {
        net::http_request request;
        request.method = "POST";
        request.path = path;
        request.body = body.dump();
        request.content_type = "application/json";
        request.sec_fetch_site = "same-origin";
        request.intent = "1";
        return request;
    }

    net::http_response post(const std::string& path, const json& body)
    {
        auto request = write(path, body);
        request.cookie = cookie;
        return ask(std::move(request));
    }

    // Signs in as a browser does, and keeps the cookie.
    void sign_in()
    {
        const auto link = in.link_for("meier");
        const auto shown = json::parse(post("/api/v1/respond/sign-in", {{"link", link}}).body);
        const auto code = in.code_of(shown["enrol"]["secret"].get<std::string>());
        const auto entered = post(
            "/api/v1/respond/sign-in",
            {{"link", link}, {"code", code.substr(0, 3) + " " + code.substr(3)}});
        REQUIRE(entered.status == 200);
        cookie = set_cookie(entered);
        CHECK(cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"));
        cookie.resize(cookie.find(';'));
    }

    static std::string set_cookie(const net::http_response& from)
    {
        for (const auto& [name, value] : from.headers)
            if (name == "Set-Cookie")
                return value;
        return {};
    }

    testing::sign_in_scene in;
    std::string cookie;
    service::clinic_board board;

private:
    static port::task<net::http_response>
    wrapped(const web::endpoint_context& context, net::http_request request)
    {
        co_return co_await web::answer(context, std::move(request));
    }

    service::flow_shelf shelf{std::make_shared<const flow::library>()};
    metrics counts;
    seeded_random random{1};
    service::conversations talks{
        {in.kept().store(), shelf, in.key(), in.time(), random, counts, {}, board}};
    service::case_desk desk{talks, in.kept().store()};
};

std::string code_of(const net::http_response& from)
{
    return json::parse(from.body).value("code", "");
}

} // namespace

TEST_CASE("respond: without responders there is nothing to sign in to", "[web][respond]")
{
    practice_server server;
    server.board.post(nullptr);
    for (const auto* path : {"/api/v1/respond/me", "/api/v1/respond/cases"})
    {
        const auto answer = server.get(path);
        CHECK(answer.status == 404);
        CHECK(code_of(answer) == "no_responder");
    }
    CHECK(server.post("/api/v1/respond/link", {{"to", "meier"}}).status == 404);
}

TEST_CASE("respond: nobody reads or writes without a session", "[web][respond]")
{
    practice_server server;
    for (const std::string cookie :
         {"", "__Host-session=", "__Host-session=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    {
        server.cookie = cookie;
        CHECK(server.get("/api/v1/respond/me").status == 401);
        CHECK(server.get("/api/v1/respond/cases").status == 401);
        CHECK(server.get("/api/v1/respond/cases/k7m2p9qa").status == 401);
        CHECK(server.post("/api/v1/respond/cases/k7m2p9qa/act", {{"kind", "claim"}}).status == 401);
    }
}

TEST_CASE("respond: signed in, one reads and acts until one signs out", "[web][respond]")
{
    practice_server server;
    server.sign_in();
    const auto me = json::parse(server.get("/api/v1/respond/me").body);
    CHECK(me["responder"] == "meier");
    CHECK(me["name"] == "Dr Meier");
    CHECK(me["until_ms"] == server.in.time().now_ms() + limits::session_ms);

    const auto list = server.get("/api/v1/respond/cases?open=1");
    REQUIRE(list.status == 200);
    CHECK(json::parse(list.body)["cases"] == json::array());
    CHECK(server.get("/api/v1/respond/cases/k7m2p9qa").status == 404);
    CHECK(
        code_of(server.post(
            "/api/v1/respond/cases/k7m2p9qa/act",
            {{"kind", "claim"}, {"epoch", 1}, {"key", "k"}})) == "no_case");
    const auto fault = server.post(
        "/api/v1/respond/cases/k7m2p9qa/act", {{"kind", "say"}, {"epoch", 1}, {"key", "k"}});
    CHECK(fault.status == 400);
    CHECK(json::parse(fault.body)["field"] == "words");

    const auto out = server.post("/api/v1/respond/sign-out", json::object());
    CHECK(out.status == 200);
    CHECK(server.set_cookie(out).starts_with("__Host-session=; Max-Age=0"));
    CHECK(server.get("/api/v1/respond/me").status == 401);
}

TEST_CASE("respond: looking again by itself does not keep the page signed in", "[web][respond]")
{
    practice_server server;
    server.sign_in();
    server.in.time().advance_ms(limits::session_idle_ms - 1);
    CHECK(server.get("/api/v1/respond/cases", "look").status == 200);
    server.in.time().advance_ms(1);
    CHECK(server.get("/api/v1/respond/cases", "look").status == 401);
}

TEST_CASE("respond: somebody else's page gets nothing, whatever the cookie", "[web][respond]")
{
    practice_server server;
    server.sign_in();
    auto form = server.write("/api/v1/respond/sign-out", json::object());
    form.cookie = server.cookie;
    form.content_type = "text/plain";
    CHECK(server.ask(form).status == 403);
    auto crossed = server.write("/api/v1/respond/cases/k7m2p9qa/act", json::object());
    crossed.cookie = server.cookie;
    crossed.sec_fetch_site = "cross-site";
    CHECK(code_of(server.ask(crossed)) == "not_our_page");
    net::http_request read;
    read.method = "GET";
    read.path = "/api/v1/respond/cases";
    read.cookie = server.cookie;
    read.sec_fetch_site = "cross-site";
    CHECK(server.ask(read).status == 403);
    CHECK(server.get("/api/v1/respond/me").status == 200);
}

TEST_CASE("respond: links and codes are refused with a code and a field", "[web][respond]")
{
    practice_server server;
    const auto path = "/api/v1/respond/sign-in";
    CHECK(code_of(server.post(path, {{"link", "nothing"}})) == "link_over");
    CHECK(code_of(server.post(path, {{"link", 1}})) == "link_over");
    CHECK(code_of(server.post(path, json::array())) == "bad_body");
    const auto link = server.in.link_for("meier");
    REQUIRE(server.post(path, {{"link", link}}).status == 200);
    const auto wrong = server.post(path, {{"link", link}, {"code", "12345"}});
    CHECK(wrong.status == 422);
    CHECK(json::parse(wrong.body)["field"] == "code");
    CHECK(server.post("/api/v1/respond/link", {{"to", ""}}).status == 400);
    CHECK(server.post("/api/v1/respond/link", {{"to", "nobody"}}).status == 202);
    CHECK(server.post("/api/v1/respond/link", {{"to", "meier"}}).status == 202);
}

TEST_CASE("respond: a new app is shown its key, and the same as a QR code", "[web][respond]")
{
    practice_server server;
    const auto shown = json::parse(
        server.post("/api/v1/respond/sign-in", {{"link", server.in.link_for("meier")}}).body);
    const auto& code = shown["enrol"]["qr"];
    CHECK(code["size"].get<int>() >= 21 + 8);
    const auto path = code["path"].get<std::string>();
    CHECK(path.starts_with("M4 4h7v1h-7z")); // the first finder, within the quiet zone
    CHECK(path.find_first_not_of("Mhvz-0123456789 ") == std::string::npos);
    CHECK_FALSE(web::qr_of(std::string(4'000, 'x')));
}

TEST_CASE(
    "respond: one address asks for so many links, and another may still ask", "[web][respond]")
{
    practice_server server;
    auto ask = server.write("/api/v1/respond/link", {{"to", "somebody"}});
    ask.address = "203.0.113.9";
    for (std::size_t i = 0; i < limits::links_asked_address; ++i)
        CHECK(server.ask(ask).status == 202);
    const auto refused = server.ask(ask);
    CHECK(refused.status == 429);
    CHECK(code_of(refused) == "too_often");
    CHECK(std::ranges::any_of(refused.headers, [](const auto& one) {
        return one.first == "Retry-After" && one.second == "600";
    }));
    ask.address = "203.0.113.10";
    CHECK(server.ask(ask).status == 202);
    ask.address.clear(); // not known: only what everybody asks together counts
    CHECK(server.ask(ask).status == 202);
    server.in.time().advance_ms(limits::links_asked_window_ms);
    ask.address = "203.0.113.9";
    CHECK(server.ask(ask).status == 202);
}

TEST_CASE(
    "respond: the page and the notices' links are served, other methods are not", "[web][respond]")
{
    practice_server server;
    for (const auto* path : {"/respond", "/respond/k7m2p9qa"})
    {
        const auto page = server.get(path);
        CHECK(page.status == 200);
        CHECK(page.content_type == "text/html; charset=utf-8");
        CHECK(page.fixed_body.find("/respond/respond.js") != std::string_view::npos);
    }
    CHECK(server.get("/respond/respond.js").content_type == "text/javascript; charset=utf-8");
    CHECK(server.get("/respond/../master.key").status == 404);
    CHECK(server.get("/respond/nothing.js").status == 404);
    CHECK(server.post("/respond", json::object()).status == 405);
    CHECK(server.get("/api/v1/respond/link").status == 405);
}
