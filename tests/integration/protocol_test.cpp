// The client protocol against the real server process: what protocol.md promises, over a real
// socket.
#include "tests/integration/server_process.hpp"

#include <catch2/catch.hpp>

using namespace switchback::testing;

namespace {

json start(const std::string& flow)
{
    return {{"t", "start"}, {"flow", flow}};
}

std::string prompt_of(const std::vector<json>& frames)
{
    std::string out;
    for (const auto& one : messages_of(frames))
        if (one.contains("input"))
            out = one["input"]["token"];
    return out;
}

} // namespace

TEST_CASE("a run starts, and its messages come with the ack in order without gaps", "[protocol]")
{
    const server_process server;
    chat_client client(server);
    const auto welcome = client.hello();
    REQUIRE(welcome["t"] == "welcome");
    CHECK(welcome["flows"].size() >= 5);
    CHECK(welcome["practice"]["demo"] == true);

    const auto frames = client.input(start("setback-check-in"));
    const auto ack = frame_of(frames, "ack");
    REQUIRE(ack.is_object());
    CHECK(ack["dup"] == false);
    std::uint64_t seq = 0;
    for (const auto& one : messages_of(frames))
        CHECK(one["seq"] == ++seq);
    CHECK(ack["seq"] == 1);
    CHECK_FALSE(prompt_of(frames).empty());
}

TEST_CASE("the same input again is answered as before and changes nothing", "[protocol]")
{
    const server_process server;
    chat_client client(server);
    client.hello();
    client.input(start("setback-check-in"));
    const auto first = client.input({{"t", "say"}, {"cid", "test-7"}, {"text", "feeling stuck"}});
    const auto again = client.input({{"t", "say"}, {"cid", "test-7"}, {"text", "feeling stuck"}});
    CHECK(frame_of(again, "ack")["dup"] == true);
    CHECK(frame_of(again, "ack")["seq"] == frame_of(first, "ack")["seq"]);
    CHECK(messages_of(again).empty());
}

TEST_CASE("a client that comes back gets what it missed and the open question", "[protocol]")
{
    const server_process server;
    std::string token;
    std::uint64_t seen = 0;
    std::size_t missed = 0;
    {
        chat_client client(server);
        client.hello();
        client.input(start("setback-check-in"));
        token = client.token();
        seen = client.last();
        missed = messages_of(client.say("feeling stuck")).size();
        client.drop();
    }
    chat_client back(server);
    REQUIRE(back.hello(token, seen)["recovered"] == true);
    CHECK(back.token() != token);
    for (std::size_t i = 0; i < missed; ++i)
        CHECK(back.read()["seq"] == seen + 1 + i);
    const auto state = back.read();
    REQUIRE(state["t"] == "state");
    CHECK(state["flow"]["id"] == "setback-check-in");
    CHECK(state["prompt"]["input"].is_object());

    chat_client overlap(server);
    CHECK(overlap.hello(token, 0)["t"] == "welcome"); // the old token is good for a minute
}

TEST_CASE("what is no frame of the protocol closes with its code", "[protocol]")
{
    const server_process server;
    SECTION("a token nobody has")
    {
        chat_client client(server);
        client.hello("nonsense");
        CHECK(client.closed() == 4500);
    }
    SECTION("no hello first")
    {
        chat_client client(server);
        client.send({{"t", "say"}, {"cid", "a-1"}, {"text", "hi"}});
        CHECK(client.closed() == 4502);
    }
    SECTION("another version")
    {
        chat_client client(server);
        client.send({{"t", "hello"}, {"v", 9}});
        CHECK(client.closed() == 4504);
    }
    SECTION("not JSON")
    {
        chat_client client(server);
        client.hello();
        client.send_raw("{\"t\":");
        CHECK(client.closed() == 4501);
    }
    SECTION("binary")
    {
        chat_client client(server);
        client.hello();
        client.send_raw("abc", true);
        CHECK(client.closed() == 4501);
    }
    SECTION("invalid UTF-8")
    {
        chat_client client(server);
        client.hello();
        client.send_raw("\"\xff\xfe\"");
        CHECK(client.closed() == 1007);
    }
    SECTION("frames about as large as a socket reads end no other connection")
    {
        chat_client bystander(server);
        bystander.hello();
        for (const std::size_t size :
             {65'024U, 65'025U, 65'026U, 65'530U, 65'535U, 65'536U, 65'537U})
        {
            chat_client client(server);
            client.send_raw(std::string(size, 'a'));
            static_cast<void>(client.closed());
        }
        CHECK(frame_of(bystander.input(start("setback-check-in")), "ack").is_object());
    }
    SECTION("a frame far too large")
    {
        chat_client client(server);
        client.hello();
        client.send_raw(std::string(70'000, 'a'));
        // The close frame may be lost with what the server did not read; the socket is gone either
        // way.
        const auto code = client.closed();
        CHECK((code == 1009 || code == -1));
    }
}

TEST_CASE("a bad input is refused with a code and the conversation stays as it was", "[protocol]")
{
    const server_process server;
    chat_client client(server);
    client.hello();
    const auto prompt = prompt_of(client.input(start("setback-check-in")));

    CHECK(frame_of(client.input({{"t", "dance"}}), "err")["code"] == "bad_request");
    CHECK(frame_of(client.input({{"t", "say"}}), "err")["code"] == "bad_request");
    const auto long_text = std::string(8'500, 'a');
    CHECK(frame_of(client.say(long_text), "err")["code"] == "too_long");
    // A button of a question that never was: told so, and asked again.
    const auto stale = client.input({{"t", "say"}, {"ref", "p999"}, {"choice", "stuck"}});
    CHECK(frame_of(stale, "ack").is_object());
    CHECK_FALSE(prompt_of(stale).empty());
    CHECK(prompt_of(client.say("feeling stuck")) != prompt);
}

TEST_CASE(
    "too many messages are refused for a while, but a person in danger is answered", "[protocol]")
{
    const server_process server({.say_per_10s = 20});
    chat_client client(server);
    client.hello();
    client.input(start("setback-check-in"));
    json refused;
    for (int i = 0; i < 25 && refused.is_null(); ++i)
        refused = frame_of(client.say("hm"), "err");
    REQUIRE(refused.is_object());
    CHECK(refused["code"] == "rate_limited");
    CHECK(refused["after"] > 0);
    const auto crisis = client.say("I want to kill myself");
    CHECK_FALSE(messages_of(crisis).empty());
    CHECK(frame_of(crisis, "err")["code"] == "rate_limited");
}

TEST_CASE("the crisis help comes at once, then again durable under the same ids", "[protocol]")
{
    const server_process server;
    chat_client client(server);
    client.hello();
    client.input(start("setback-check-in"));
    const auto frames = messages_of(client.say("I want to kill myself"));
    std::vector<std::string> early;
    std::vector<std::string> durable;
    for (const auto& one : frames)
        if (one["id"].get<std::string>().starts_with("h-"))
            (one.contains("seq") ? durable : early).push_back(one["id"]);
    CHECK_FALSE(early.empty());
    CHECK(early == durable);
    CHECK_FALSE(frames.front().contains("seq"));
}

TEST_CASE("every tab of a conversation shows the same", "[protocol]")
{
    const server_process server;
    chat_client one(server, "one");
    one.hello();
    chat_client two(server, "two");
    two.hello(one.token(), 0);
    two.read(); // state
    const auto here = messages_of(one.input(start("setback-check-in")));
    for (const auto& message : here)
    {
        const auto there = two.read();
        CHECK(there["seq"] == message["seq"]);
        CHECK(there["text"] == message["text"]);
    }
}

TEST_CASE("deleting erases the conversation and closes it for good", "[protocol]")
{
    const server_process server;
    chat_client client(server);
    client.hello();
    client.input(start("setback-check-in"));
    const auto token = client.token();
    client.send({{"t", "delete"}, {"cid", client.next_cid()}, {"confirm", true}});
    CHECK(client.closed() == 4505);
    chat_client back(server);
    back.hello(token);
    const auto code = back.closed();
    CHECK((code == 4500 || code == 4505));
}

TEST_CASE("a practice that is not open takes no visitors", "[protocol]")
{
    const server_process server({.open = false});
    chat_client client(server);
    client.hello();
    CHECK(client.closed() == 4500);
}
