#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"
#include "bot/service/link_post.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace switchback;

namespace {

using answer = std::expected<port::receipt, port::page_failure>;

// A mail server that takes its time: a link is with it until the test lets it go.
class slow_mail final : public port::pager
{
public:
    [[nodiscard]] bool gives_receipts() const noexcept override { return false; }

    boost::asio::awaitable<answer> send(port::page, port::recipient, std::int64_t) override
    {
        co_return port::receipt::accepted;
    }

    boost::asio::awaitable<answer>
    send_link(port::link_notice what, port::recipient whom, std::int64_t within_ms) override
    {
        CHECK(within_ms <= limits::page_ms);
        CHECK(what.clinic.text() == "Rio Norte");
        sent.emplace_back(whom.address, what.link.text());
        ++under_way;
        most = std::max(most, under_way);
        boost::asio::steady_timer pause(
            co_await boost::asio::this_coro::executor, std::chrono::milliseconds(1));
        co_await pause.async_wait(boost::asio::use_awaitable);
        --under_way;
        co_return port::receipt::accepted;
    }

    boost::asio::awaitable<std::expected<void, port::page_failure>> probe(std::int64_t) override
    {
        co_return std::expected<void, port::page_failure>{};
    }

    std::vector<std::pair<std::string, std::string>> sent;
    std::size_t under_way = 0;
    std::size_t most = 0;
};

struct practice_post
{
    practice_post()
    {
        set_log_level(log_level::error);
        auto clinic = std::make_shared<service::posted_clinic>();
        clinic->name = port::neutral_name::from("Rio Norte");
        const service::way hook{mail.get(), {"duty-phone"}, "webhook:duty-phone", false};
        const auto box = [&](const std::string& address) {
            return service::way{mail.get(), {address}, "email", true};
        };
        clinic->ways["ana"] = {hook, box("Ana@clinic.example"), box("second@clinic.example")};
        clinic->ways["luis"] = {box("team@clinic.example")};
        clinic->ways["marta"] = {box("team@clinic.example")};
        clinic->ways["duty"] = {hook};
        for (const auto& [id, ways] : clinic->ways)
        {
            auto& one = clinic->clinic.people.people.emplace_back();
            one.id = id;
            one.name = "Name of " + id;
        }
        clinic->pagers = {mail};
        board.post(std::move(clinic));
    }

    void send(const std::string& whom, char letter = 'k')
    {
        post.send(
            {whom, whom},
            private_text("https://clinic.example/respond#t=" + std::string(43, letter)));
    }

    [[nodiscard]] std::string id_of(std::string_view typed) const
    {
        return post.find(typed).value_or(service::known_responder{}).id;
    }

    std::shared_ptr<slow_mail> mail = std::make_shared<slow_mail>();
    boost::asio::io_context on;
    virtual_clock time{1'800'000'000'000};
    seeded_random random{1};
    service::clinic_board board;
    service::link_post post{board, time, random, on.get_executor()};
};

} // namespace

TEST_CASE("link post: a person is found by id, by name, or by a mailbox of their own", "[sign_in]")
{
    const practice_post in;
    CHECK(in.id_of("ana") == "ana");
    CHECK(in.id_of(" Name of ana ") == "ana");
    CHECK(in.id_of("ANA@Clinic.example") == "ana");
    CHECK(in.id_of("second@clinic.example") == "ana");
    // Two read it, so it says neither.
    CHECK(in.id_of("team@clinic.example").empty());
    CHECK(in.id_of("duty-phone").empty());
    CHECK(in.id_of("").empty());
    CHECK(in.id_of("  ").empty());
}

TEST_CASE("link post: a link goes to the first mailbox, never to a webhook", "[sign_in]")
{
    practice_post in;
    in.send("ana");
    in.send("duty");
    in.on.run();
    REQUIRE(in.mail->sent.size() == 1);
    CHECK(in.mail->sent[0].first == "Ana@clinic.example");
    CHECK(in.mail->sent[0].second == "https://clinic.example/respond#t=" + std::string(43, 'k'));
}

TEST_CASE("link post: what waits has a limit, and pages keep their share of the way", "[sign_in]")
{
    practice_post in;
    for (int i = 0; i < 100; ++i)
        in.send("ana");
    in.on.run();
    CHECK(in.mail->sent.size() == limits::links_waiting + limits::links_at_once);
    CHECK(in.mail->most == limits::links_at_once);
    // Nothing is left behind that would hold up the next.
    in.on.restart();
    in.send("ana", 'z');
    in.on.run();
    CHECK(in.mail->sent.back().second.ends_with("zzz"));
}

TEST_CASE("link post: a link that waited its minutes out does not leave", "[sign_in]")
{
    practice_post in;
    for (std::size_t i = 0; i < limits::links_at_once + 3; ++i)
        in.send("ana");
    in.time.advance_ms(limits::link_asked_ms);
    in.on.run();
    CHECK(in.mail->sent.size() == limits::links_at_once);
}

TEST_CASE("link post: what is no link of ours, or has nobody, does not leave", "[sign_in]")
{
    practice_post in;
    in.post.send({"ana", "Ana"}, private_text("https://clinic.example/respond#t=short"));
    in.post.send(
        {"nobody", "Nobody"},
        private_text("https://clinic.example/respond#t=" + std::string(43, 'k')));
    CHECK(in.post.can_send());
    in.board.post(nullptr);
    CHECK_FALSE(in.post.can_send());
    CHECK(in.id_of("ana").empty());
    in.send("ana");
    in.on.run();
    CHECK(in.mail->sent.empty());
}
