// The crisis reply when what the server stands on is gone: it comes at once, claims nothing about
// the clinic, and says so when the case could not be kept (invariants I2, I3).
#include "tests/integration/server_process.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <sqlite3.h>
#include <unistd.h>

using namespace switchback::testing;

namespace {

namespace fs = std::filesystem;
using clock_type = std::chrono::steady_clock;

constexpr auto at_once = std::chrono::milliseconds(100);

json words(chat_client& of, const std::string& text)
{
    return {{"t", "say"}, {"cid", of.next_cid()}, {"text", text}};
}

// The first thing that is said, and how long it took.
std::pair<json, clock_type::duration> first_answer(chat_client& to, const json& frame)
{
    const auto began = clock_type::now();
    to.send(frame);
    auto first = to.read();
    while (first.is_object() && first["t"] != "msg")
        first = to.read();
    return {std::move(first), clock_type::now() - began};
}

bool says_clinic_knows(const std::string& text)
{
    for (const auto* claim : {"paging", "has seen", "letting", "delivered"})
        if (text.find(claim) != std::string::npos)
            return true;
    return false;
}

// Holds the database so that nobody else can write, as a stopped one would.
class stopped_database
{
public:
    explicit stopped_database(const fs::path& file)
    {
        REQUIRE(sqlite3_open(file.c_str(), &held_) == SQLITE_OK);
        REQUIRE(sqlite3_exec(held_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
    }
    ~stopped_database() { sqlite3_close(held_); }
    stopped_database(const stopped_database&) = delete;
    stopped_database& operator=(const stopped_database&) = delete;

private:
    sqlite3* held_ = nullptr;
};

} // namespace

TEST_CASE("with the database stopped the crisis reply comes at once", "[crisis]")
{
    const server_process server;
    chat_client client(server);
    client.hello();
    client.input({{"t", "start"}, {"flow", "setback-check-in"}});
    const auto frame = words(client, "I want to kill myself tonight");
    {
        const stopped_database hold(server.data() / "switchback.db");
        const auto [first, took] = first_answer(client, frame);
        CHECK(took <= at_once);
        CHECK(first["from"] == "bot");
        // The rest of the help, and, when the case was not kept in time, that nobody knows of it.
        bool is_told = false;
        const auto began = clock_type::now();
        while (!is_told && clock_type::now() - began < std::chrono::seconds(9))
        {
            const auto next = client.read();
            REQUIRE(next.is_object());
            CHECK(next["t"] != "ack");
            if (next["t"] != "msg")
                continue;
            CHECK_FALSE(says_clinic_knows(next["text"]));
            is_told =
                next["text"].get<std::string>().find("no one there knows") != std::string::npos;
        }
        CHECK(is_told);
    }
    // The database is back: the same input again is kept, under the ids the help had.
    client.send(frame);
    bool is_kept = false;
    for (int i = 0; i < 60 && !is_kept; ++i)
        is_kept = client.read()["t"] == "ack";
    CHECK(is_kept);
}

TEST_CASE("with the flow folder gone the crisis reply comes at once", "[crisis]")
{
    const auto folder =
        fs::temp_directory_path() / ("switchback-gone-" + std::to_string(::getpid()));
    fs::remove_all(folder);
    fs::copy(SWITCHBACK_FLOWS, folder, fs::copy_options::recursive);
    const server_process server({.flows = folder});
    chat_client client(server);
    client.hello();
    fs::remove_all(folder);
    const auto [first, took] = first_answer(client, words(client, "I am going to end my life"));
    CHECK(took <= at_once);
    CHECK(first["from"] == "bot");
    CHECK(server.get("/readyz").first == 200); // what was read goes on serving
}

TEST_CASE("with the disk full the crisis reply comes at once", "[crisis]")
{
    const server_process server({.largest_file = 400'000});
    chat_client client(server);
    client.hello();
    client.input({{"t", "start"}, {"flow", "setback-check-in"}});
    json refused;
    for (int i = 0; i < 3'000 && refused.is_null(); ++i)
        refused = frame_of(client.say("hm"), "err");
    REQUIRE(refused.is_object());
    const auto [first, took] = first_answer(client, words(client, "I want to kill myself"));
    CHECK(took <= at_once);
    CHECK(first["from"] == "bot");
    bool is_told = false;
    for (int i = 0; i < 20 && !is_told; ++i)
    {
        const auto next = client.read();
        if (next["t"] == "err")
            break;
        CHECK_FALSE(says_clinic_knows(next["text"]));
        is_told = next["text"].get<std::string>().find("no one there knows") != std::string::npos;
    }
    CHECK(is_told);
}
