#include "bot/base/limits.hpp"
#include "bot/pager/pagers.hpp"
#include "bot/pager/smtp.hpp"
#include "tests/integration/page_servers.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

namespace switchback {
namespace {

namespace asio = boost::asio;
using port::page_fault;
using testing::page_servers;
using outcome = std::expected<port::receipt, port::page_failure>;

constexpr std::int64_t enough_ms = 10'000;
constexpr auto secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

// One for the file: the certificates take half a second.
page_servers& servers()
{
    static page_servers all;
    return all;
}

port::page sample(bool is_drill = false)
{
    return {
        *port::neutral_name::from("Rio Norte"),
        escalation::page_urgency::now,
        *port::case_reference::from("7K2M9QXA"),
        *port::page_link::from("https://clinic.example/c/7K2M9QXA"),
        is_drill,
        make_id(1'700'000'000'000, 2, 3)};
}

// Runs one call to its end on a loop of its own.
template <class value>
value wait_for(asio::awaitable<value> what)
{
    asio::io_context on;
    std::optional<value> out;
    asio::co_spawn(on, std::move(what), [&](std::exception_ptr failed, value got) {
        if (failed)
            std::rethrow_exception(failed);
        out.emplace(std::move(got));
    });
    on.run();
    return std::move(*out);
}

asio::awaitable<int> pause_ms(int how_long)
{
    asio::steady_timer timer(
        co_await asio::this_coro::executor, std::chrono::milliseconds(how_long));
    co_await timer.async_wait(asio::use_awaitable);
    co_return how_long;
}

net::mail_server mail_server(const std::string& name, bool needs_starttls = false)
{
    return {
        servers().url(name == "smtps" ? "smtps" : "smtp", name),
        *net::mail_address::from("page@clinic.example"),
        "",
        "",
        servers().ca_file(),
        needs_starttls};
}

outcome mail_to(
    net::mail_server server, std::int64_t within_ms = enough_ms,
    const std::string& to = "ana@clinic.example")
{
    net::transfers over;
    pager::smtp by(over, std::move(server));
    return wait_for(by.send(sample(), {to}, within_ms));
}

std::expected<void, port::page_failure> probe_of(net::mail_server server)
{
    net::transfers over;
    pager::smtp by(over, std::move(server));
    return wait_for(by.probe(enough_ms));
}

outcome post_to(
    const std::string& url, std::int64_t within_ms = enough_ms, const std::string& with = secret,
    const std::string& ca_file = "")
{
    net::transfers over;
    pager::webhook by(over, {"duty", url, *pager::key_of_secret(with), ca_file});
    return wait_for(by.send(sample(), {"duty"}, within_ms));
}

void check_fault(const outcome& got, page_fault kind, int reply)
{
    REQUIRE_FALSE(got);
    INFO(got.error().why << " " << got.error().reply);
    CHECK(port::name_of(got.error().kind) == port::name_of(kind));
    CHECK(got.error().reply == reply);
}

// What the plain server heard since then, up to the leave of the call: the call itself is over
// before that, and so the leave of the one before may stand in front.
std::string said_since(std::size_t before)
{
    std::string said;
    for (int i = 0; i < 200; ++i)
    {
        said = servers().bytes("plain").substr(before);
        if (said.starts_with("QUIT\r\n"))
            said.erase(0, 6);
        if (said.ends_with("QUIT\r\n"))
            break;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return said;
}

} // namespace

TEST_CASE("mail: a plain server on this machine takes a page")
{
    CHECK(mail_to(mail_server("plain")) == port::receipt::accepted);
    const auto mail = servers().lines("plain.mails").back();
    CHECK(mail["from"] == "page@clinic.example");
    CHECK(mail["to"] == nlohmann::json{"ana@clinic.example"});
    CHECK(mail["helo"] == "clinic.example");
    CHECK_FALSE(mail["tls"].get<bool>());
}

TEST_CASE("mail: a probe greets, says NOOP and sends nothing")
{
    const auto before = servers().bytes("plain").size();
    CHECK(probe_of(mail_server("plain")));
    CHECK(said_since(before) == "EHLO clinic.example\r\nNOOP\r\nQUIT\r\n");
    auto nobody = mail_server("plain");
    nobody.url = "smtp://127.0.0.1:1";
    CHECK(probe_of(nobody).error().kind == page_fault::not_sent);
}

TEST_CASE("mail: a sign-in link goes to its person's own mailbox and no webhook takes it")
{
    net::transfers over;
    const std::string link = "https://clinic.example/respond#t=" + std::string(43, 'k');
    const port::link_notice what{
        *port::neutral_name::from("Rio Norte"), *port::sign_in_link::from(link), make_id(1, 2, 3)};
    pager::smtp by(over, mail_server("plain"));
    CHECK(
        wait_for(by.send_link(what, {"ana@clinic.example"}, enough_ms)) == port::receipt::accepted);
    const auto mail = servers().lines("plain.mails").back();
    CHECK(mail["to"] == nlohmann::json{"ana@clinic.example"});
    CHECK(mail["content"].get<std::string>().ends_with(
        "\r\n\r\nRio Norte\r\nSign in: " + link +
        "\r\nIt works once, for ten minutes. If you did not ask for it, leave it.\r\n"));
    check_fault(wait_for(by.send_link(what, {"ana"}, enough_ms)), page_fault::refused, 0);

    const auto before = servers().bytes("http").size();
    pager::webhook hook(
        over,
        {"duty", servers().url("http", "http") + "/delivered", *pager::key_of_secret(secret), ""});
    check_fault(wait_for(hook.send_link(what, {"duty"}, enough_ms)), page_fault::refused, 0);
    CHECK(servers().bytes("http").size() == before);
}

TEST_CASE("mail: every byte of a page is known")
{
    const auto before = servers().bytes("plain").size();
    REQUIRE(mail_to(mail_server("plain")));
    auto sent = said_since(before);
    const auto date = sent.find("Date: ");
    REQUIRE(date != std::string::npos);
    const auto date_end = sent.find("\r\n", date);
    CHECK(date_end - date == std::string("Date: Thu, 01 Jan 1970 00:00:00 +0000").size());
    sent.erase(date, date_end + 2 - date);
    CHECK(
        sent == "EHLO clinic.example\r\n"
                "MAIL FROM:<page@clinic.example>\r\n"
                "RCPT TO:<ana@clinic.example>\r\n"
                "DATA\r\n"
                "From: <page@clinic.example>\r\n"
                "To: <ana@clinic.example>\r\n"
                "Message-ID: <" +
                    to_string(sample().key) +
                    "@clinic.example>\r\n"
                    "Subject: Rio Norte: now, Case 7K2M9QXA\r\n"
                    "MIME-Version: 1.0\r\n"
                    "Content-Type: text/plain; charset=utf-8\r\n"
                    "Content-Transfer-Encoding: 7bit\r\n"
                    "Auto-Submitted: auto-generated\r\n"
                    "\r\n"
                    "Rio Norte\r\n"
                    "Urgency: now\r\n"
                    "Case: 7K2M9QXA\r\n"
                    "Open: https://clinic.example/c/7K2M9QXA\r\n"
                    ".\r\n"
                    "QUIT\r\n");
}

TEST_CASE("mail: a server with STARTTLS and a login takes a page, and only with both")
{
    auto server = mail_server("secure", true);
    server.login = "page@clinic.example";
    server.password = "correct horse";
    CHECK(mail_to(server) == port::receipt::accepted);
    const auto mail = servers().lines("secure.mails").back();
    CHECK(mail["tls"].get<bool>());
    CHECK(mail["login"].get<bool>());
    CHECK(probe_of(server));

    auto wrong = server;
    wrong.password = "correct cow";
    check_fault(mail_to(wrong), page_fault::refused, 535);
    CHECK(probe_of(wrong).error().reply == 535);

    auto stranger = server;
    stranger.ca_file.clear(); // the system does not know this authority
    const auto got = mail_to(stranger);
    REQUIRE_FALSE(got);
    CHECK(got.error().kind == page_fault::refused);
    CHECK(got.error().why == "the mail server's certificate is not valid");
    CHECK_FALSE(probe_of(stranger));

    auto nobody = server;
    nobody.login.clear();
    check_fault(mail_to(nobody), page_fault::refused, 530);
}

TEST_CASE("mail: nothing goes out before TLS where TLS is asked for")
{
    const auto before = servers().bytes("plain").size();
    const auto got = mail_to(mail_server("plain", true)); // has no STARTTLS
    REQUIRE_FALSE(got);
    CHECK(got.error().kind == page_fault::refused);
    CHECK(got.error().why == "the mail server does not offer STARTTLS");
    const auto sent = servers().bytes("plain").substr(before);
    CHECK(sent.starts_with("EHLO clinic.example\r\n"));
    CHECK_FALSE(sent.contains("MAIL"));
    CHECK_FALSE(sent.contains("Rio"));
}

TEST_CASE("mail: a server that speaks TLS from the first byte takes a page")
{
    CHECK(mail_to(mail_server("smtps")) == port::receipt::accepted);
    CHECK(probe_of(mail_server("smtps")));
}

TEST_CASE("mail: each way a server says no has its meaning")
{
    check_fault(mail_to(mail_server("refuse")), page_fault::refused, 550);
    check_fault(mail_to(mail_server("later")), page_fault::not_sent, 451);
    check_fault(mail_to(mail_server("refuse_data")), page_fault::refused, 554);
    check_fault(mail_to(mail_server("later_data")), page_fault::not_sent, 452);
}

TEST_CASE("mail: a connection that ends before the message is not sent, after it unknown")
{
    check_fault(mail_to(mail_server("close_early")), page_fault::not_sent, 250);
    check_fault(mail_to(mail_server("close_data")), page_fault::unknown, 354);
}

TEST_CASE("mail: a server that hangs costs no more than the deadline")
{
    const auto begin = std::chrono::steady_clock::now();
    const auto silent = mail_to(mail_server("silent"), 400);
    REQUIRE_FALSE(silent);
    CHECK(silent.error().kind == page_fault::not_sent);
    const auto hung = mail_to(mail_server("hang_data"), 400);
    REQUIRE_FALSE(hung);
    CHECK(hung.error().kind == page_fault::unknown);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(4));
}

TEST_CASE("mail: a server that does not answer QUIT has taken the page all the same")
{
    const auto begin = std::chrono::steady_clock::now();
    CHECK(mail_to(mail_server("hang_quit")) == port::receipt::accepted);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(3));
    CHECK(servers().lines("hang_quit.mails").size() == 1);
}

TEST_CASE("mail: a server that hangs holds up no other page")
{
    net::transfers over;
    asio::io_context on;
    pager::smtp hung(over, mail_server("hang_data"));
    pager::webhook other(
        over,
        {"duty", servers().url("http", "http") + "/delivered", *pager::key_of_secret(secret), ""});
    std::optional<outcome> first, second;
    asio::co_spawn(
        on, hung.send(sample(), {"ana@clinic.example"}, 300), [&](std::exception_ptr, outcome got) {
            first = std::move(got);
            // libcurl now lets go of a connection whose server says nothing.
            asio::co_spawn(
                on, other.send(sample(), {"duty"}, enough_ms),
                [&](std::exception_ptr, outcome after) { second = std::move(after); });
        });
    const auto begin = std::chrono::steady_clock::now();
    on.run();
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(3));
    check_fault(*first, page_fault::unknown, 0);
    CHECK(*second == port::receipt::delivered);
}

TEST_CASE("mail: what is no address reaches no server")
{
    const auto before = servers().bytes("plain").size();
    for (const auto* to :
         {"", "ana", "a@b\r\nRCPT TO:<c@d.example>", "a@b.example>", "a b@c.example"})
        check_fault(mail_to(mail_server("plain"), enough_ms, to), page_fault::refused, 0);
    auto far = mail_server("plain");
    far.url = "smtp://mail.invalid"; // without STARTTLS, and not this machine
    check_fault(mail_to(far), page_fault::refused, 0);
    CHECK(servers().bytes("plain").size() == before);
}

TEST_CASE("mail: nobody there is not sent")
{
    auto server = mail_server("plain");
    server.url = "smtp://127.0.0.1:1";
    check_fault(mail_to(server), page_fault::not_sent, 0);
    server.url = "smtps://mail.invalid";
    check_fault(mail_to(server), page_fault::not_sent, 0);
}

TEST_CASE("webhook: a receiver that checks the signature takes a page")
{
    const auto before = servers().bytes("http").size();
    CHECK(post_to(servers().url("http", "http") + "/status/204") == port::receipt::accepted);
    const auto post = servers().lines("http.posts").back();
    CHECK(post["headers"]["webhook-id"] == to_string(sample().key));
    CHECK(
        nlohmann::json::parse(post["body"].get<std::string>()) ==
        nlohmann::json{
            {"type", "page"},
            {"clinic", "Rio Norte"},
            {"urgency", "now"},
            {"case", "7K2M9QXA"},
            {"link", "https://clinic.example/c/7K2M9QXA"},
            {"drill", false}});
    // Nothing else in any byte.
    auto names = nlohmann::json::array();
    for (const auto& [name, value] : post["headers"].items())
        names.push_back(name);
    CHECK(
        names == nlohmann::json{
                     "accept", "content-length", "content-type", "host", "webhook-id",
                     "webhook-signature", "webhook-timestamp"});
    const auto sent = servers().bytes("http").substr(before);
    CHECK(sent.starts_with("POST /status/204 HTTP/1.1\r\n"));
    CHECK(sent.ends_with("\r\n\r\n" + post["body"].get<std::string>()));
}

TEST_CASE("webhook: another secret is refused by the receiver")
{
    const auto url = servers().url("http", "http") + "/status/204";
    check_fault(
        post_to(url, enough_ms, "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"), page_fault::refused,
        401);
}

TEST_CASE("webhook: only {\"delivered\": true} is a true receipt")
{
    const auto url = servers().url("http", "http");
    CHECK(post_to(url + "/delivered") == port::receipt::delivered);
    CHECK(post_to(url + "/almost") == port::receipt::accepted);
    CHECK(post_to(url + "/huge") == port::receipt::accepted); // over the limit: not read
}

TEST_CASE("webhook: each answer has its meaning, and no redirect is followed")
{
    const auto url = servers().url("http", "http");
    check_fault(post_to(url + "/status/410"), page_fault::refused, 410);
    check_fault(post_to(url + "/status/400"), page_fault::refused, 400);
    check_fault(post_to(url + "/status/429"), page_fault::not_sent, 429);
    check_fault(post_to(url + "/status/503"), page_fault::not_sent, 503);
    check_fault(post_to(url + "/moved"), page_fault::refused, 302);
    CHECK(servers().lines("http.posts").back()["path"] == "/moved");
    check_fault(post_to(url + "/hang", 400), page_fault::unknown, 0);
    check_fault(post_to(url + "/close"), page_fault::unknown, 0);
    check_fault(post_to("http://127.0.0.1:1/"), page_fault::not_sent, 0);
    check_fault(post_to(servers().url("https", "silent") + "/", 400), page_fault::not_sent, 0);
}

TEST_CASE("webhook: https is checked against the authority, and asked for off this machine")
{
    const auto url = servers().url("https", "https") + "/delivered";
    CHECK(post_to(url, enough_ms, secret, servers().ca_file()) == port::receipt::delivered);
    const auto before = servers().bytes("https").size();
    check_fault(post_to(url), page_fault::refused, 0);
    check_fault(post_to("http://pages.invalid/x"), page_fault::refused, 0);
    check_fault(post_to("file:///etc/passwd"), page_fault::refused, 0);
    CHECK(servers().bytes("https").size() == before);
}

TEST_CASE("webhook: a probe says that it is one, each with an id of its own")
{
    net::transfers over;
    const auto url = servers().url("http", "http");
    pager::webhook by(over, {"duty", url + "/status/200", *pager::key_of_secret(secret), ""});
    CHECK(wait_for(by.probe(enough_ms)));
    const auto first = servers().lines("http.posts").back();
    CHECK(first["body"] == R"({"type":"probe"})");
    CHECK(wait_for(by.probe(enough_ms)));
    CHECK(
        servers().lines("http.posts").back()["headers"]["webhook-id"] !=
        first["headers"]["webhook-id"]);
    pager::webhook gone(over, {"duty", url + "/status/410", *pager::key_of_secret(secret), ""});
    CHECK(wait_for(gone.probe(enough_ms)).error().kind == page_fault::refused);
    check_fault(wait_for(by.send(sample(), {"night"}, enough_ms)), page_fault::refused, 0);
}

TEST_CASE("pagers: a channel finds its pager")
{
    net::transfers over;
    const auto url = servers().url("http", "http") + "/delivered";
    const auto made = pager::make_pagers(
        {mail_server("plain"), {{"duty", url, *pager::key_of_secret(secret), ""}}}, over);
    CHECK(made.size() == 2);
    auto* mail = pager::find_pager(made, {pager::channel_kind::email, "ana@clinic.example"});
    auto* duty = pager::find_pager(made, {pager::channel_kind::webhook, "duty"});
    REQUIRE(mail);
    REQUIRE(duty);
    CHECK(pager::find_pager(made, {pager::channel_kind::webhook, "night"}) == nullptr);
    CHECK(
        wait_for(mail->send(sample(), {"ana@clinic.example"}, enough_ms)) ==
        port::receipt::accepted);
    CHECK(wait_for(duty->send(sample(), {"duty"}, enough_ms)) == port::receipt::delivered);
    CHECK(pager::find_pager({}, {pager::channel_kind::email, "a@b.example"}) == nullptr);
}

TEST_CASE("transfers: what is under way at the end is cancelled, and every caller is answered")
{
    asio::io_context on;
    auto over = std::make_unique<net::transfers>();
    int cancelled = 0;
    const auto url = servers().url("http", "silent");
    for (int i = 0; i < 5; ++i)
        asio::co_spawn(
            on, over->post({url, {}, "x", ""}, enough_ms),
            [&](std::exception_ptr, const net::transfer_result& got) {
                cancelled += got.end == net::transfer_end::cancelled ? 1 : 0;
            });
    asio::steady_timer end(on, std::chrono::milliseconds(100));
    end.async_wait([&](boost::system::error_code) { over.reset(); });
    const auto begin = std::chrono::steady_clock::now();
    on.run();
    CHECK(cancelled == 5);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(3));
}

TEST_CASE("transfers: a caller that is cancelled is answered at once, on its own executor")
{
    asio::io_context on;
    net::transfers over;
    asio::cancellation_signal stop;
    bool is_ended = false;
    const auto home = std::this_thread::get_id();
    asio::co_spawn(
        on, over.post({servers().url("http", "silent"), {}, "x", ""}, enough_ms),
        asio::bind_cancellation_slot(
            stop.slot(), [&](std::exception_ptr, const net::transfer_result&) {
                is_ended = std::this_thread::get_id() == home;
            }));
    asio::steady_timer end(on, std::chrono::milliseconds(100));
    end.async_wait(
        [&](boost::system::error_code) { stop.emit(asio::cancellation_type::terminal); });
    const auto begin = std::chrono::steady_clock::now();
    on.run();
    CHECK(is_ended);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(2));
}

TEST_CASE("transfers: over the limit is busy, and room comes back")
{
    asio::io_context on;
    net::transfers over;
    const auto url = servers().url("http", "silent");
    int busy = 0, timed_out = 0;
    const auto count = [&](std::exception_ptr, const net::transfer_result& got) {
        busy += got.end == net::transfer_end::busy ? 1 : 0;
        timed_out += got.end == net::transfer_end::timed_out ? 1 : 0;
    };
    for (std::size_t i = 0; i < limits::transfers + 3; ++i)
        asio::co_spawn(on, over.post({url, {}, "x", ""}, 500), count);
    on.run();
    CHECK(busy == 3);
    CHECK(timed_out == static_cast<int>(limits::transfers));
    // A transfer is let go soon after its caller was answered.
    net::transfer_result got{net::transfer_end::busy, 0, false, {}};
    for (int i = 0; i < 100 && got.end == net::transfer_end::busy; ++i)
    {
        wait_for(pause_ms(20));
        got = wait_for(over.post({url, {}, "x", ""}, 100));
    }
    CHECK(got.end == net::transfer_end::timed_out);
}

} // namespace switchback
