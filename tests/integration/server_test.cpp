// The real server process in trouble: signals, kills, full disks, broken flows, slow readers,
// canaries.
#include "tests/integration/server_process.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sys/wait.h>
#include <thread>

using namespace switchback::testing;

namespace {

namespace fs = std::filesystem;

json start(const std::string& flow)
{
    return {{"t", "start"}, {"flow", flow}};
}

std::string bytes_of(const fs::path& file)
{
    std::ifstream from(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(from), {}};
}

bool eventually(auto holds)
{
    for (int i = 0; i < 200; ++i)
    {
        if (holds())
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
}

// Somebody who is always there, by a mail server that is not; a second person nobody can reach.
const std::string clinic = R"(neutral_name: Rio Norte
link_base: https://chat.clinic.example
zone: Europe/Madrid
mail: {server: "smtp://127.0.0.1:1", from: page@clinic.example}
people:
  - {id: ana, name: Ana, roles: [primary], hours: [Mon-Sun 00:00-24:00], channels: [{email: a@b.example}]}
  - {id: bo, name: Bo, roles: [backup], hours: [Mon-Fri 09:00-17:00]}
)";

struct outcome
{
    int exit_code = -1;
    std::string said;
};

outcome run(const std::string& rest)
{
    auto* pipe = ::popen((std::string(SWITCHBACK_BINARY) + " " + rest + " 2>&1").c_str(), "r");
    REQUIRE(pipe != nullptr);
    outcome out;
    char buffer[512];
    while (std::fgets(buffer, sizeof buffer, pipe) != nullptr)
        out.said += buffer;
    const int status = ::pclose(pipe);
    out.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return out;
}

} // namespace

TEST_CASE("a channel that fails is named on the probes and in the log", "[server]")
{
    const server_process server({.clinic = clinic});
    CHECK(eventually([&] {
        const auto metrics = server.get("/metrics").second;
        return metrics.find("switchback_channel_well{channel=\"email\"} 0\n") !=
                   std::string::npos &&
               metrics.find("switchback_channel_checked_seconds{channel=\"email\"} ") !=
                   std::string::npos;
    }));
    const auto [status, body] = server.get("/readyz");
    CHECK(status == 200); // the crisis lines are shown all the same
    CHECK(json::parse(body)["channels"]["email"] == "failed: the mail server cannot be reached");
    CHECK(
        server.output().find("\"event\":\"channel_failed\",\"channel\":\"email\"") !=
        std::string::npos);
}

TEST_CASE("a clinic that can hardly be meant is told at the start", "[server]")
{
    const server_process server({.clinic = clinic});
    CHECK(server.output().find("clinic.yaml:7:5: nobody can reach `bo`") != std::string::npos);
}

TEST_CASE("a server that is stopping takes no more commands", "[server]")
{
    server_process server;
    chat_client holds(server); // and never reads the close, so that draining takes its time
    holds.hello();
    const auto socket = server.data() / "control.sock";
    REQUIRE(fs::exists(socket));
    server.signal(SIGTERM);
    for (int i = 0; i < 60 && fs::exists(socket); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    CHECK_FALSE(fs::exists(socket)); // long before limits::drain_ms
    CHECK(run("responder link ana --config " + server.config_file()).exit_code == 1);
    CHECK(server.wait() == 0);
}

TEST_CASE("an id that nobody has is not said to be forgotten", "[server]")
{
    server_process server({.clinic = clinic});
    const auto forget = [&](const std::string& id) {
        return run("responder forget " + id + " --config " + server.config_file());
    };
    for (const bool is_running : {true, false})
    {
        const auto nobody = forget("meier");
        CHECK(nobody.exit_code == 1);
        CHECK(nobody.said == "switchback: no one has that id\n");
        CHECK(forget("ana").exit_code == 0);
        if (!is_running)
            break;
        server.signal(SIGTERM);
        CHECK(server.wait() == 0);
    }
    const auto log = run("audit verify --config " + server.config_file());
    CHECK(log.exit_code == 0);
    CHECK(log.said.find("chain whole") != std::string::npos);
    CHECK(run("audit verify --config none.yaml").exit_code == 2);
}

TEST_CASE("a server told to stop closes every socket properly and ends well", "[server]")
{
    server_process server;
    std::vector<std::unique_ptr<chat_client>> clients;
    for (int i = 0; i < 200; ++i)
    {
        clients.push_back(std::make_unique<chat_client>(server));
        clients.back()->hello();
        clients.back()->input(start("setback-check-in"));
    }
    server.signal(SIGTERM);
    for (auto& client : clients)
        CHECK(client->closed() == 4001);
    CHECK(server.wait() == 0);
}

TEST_CASE("a killed server loses nothing it acknowledged and doubles nothing", "[server]")
{
    server_process server;
    std::string token;
    std::uint64_t seen = 0;
    std::vector<std::pair<std::string, std::uint64_t>> acknowledged;
    {
        chat_client client(server);
        client.hello();
        token = client.token();
        client.input(start("setback-check-in"));
        for (int i = 0; i < 40; ++i)
        {
            const auto cid = client.next_cid();
            const auto ack =
                frame_of(client.input({{"t", "say"}, {"cid", cid}, {"text", "hm"}}), "ack");
            acknowledged.emplace_back(cid, ack["seq"]);
        }
        seen = client.last();
        server.signal(SIGKILL);
        CHECK(server.wait() == -SIGKILL);
    }
    server.start();
    chat_client back(server);
    REQUIRE(back.hello(token, 0)["head"] == seen);
    std::vector<std::uint64_t> seqs;
    for (auto one = back.read(); one["t"] == "msg"; one = back.read())
        seqs.push_back(one["seq"]);
    REQUIRE(seqs.size() == seen);
    for (std::size_t i = 0; i < seqs.size(); ++i)
        CHECK(seqs[i] == i + 1);
    const auto& [cid, seq] = acknowledged.back();
    const auto again = frame_of(back.input({{"t", "say"}, {"cid", cid}, {"text", "hm"}}), "ack");
    CHECK(again["dup"] == true);
    CHECK(again["seq"] == seq);
}

TEST_CASE("a second process on the same data folder refuses to start and says why", "[server]")
{
    const server_process server;
    const auto said = server.data().parent_path() / "second";
    const auto command = std::string(SWITCHBACK_BINARY) + " serve --config " +
                         server.config_file() + " >" + said.string() + " 2>&1";
    CHECK(std::system(command.c_str()) != 0);
    const auto words = bytes_of(said);
    CHECK(words.find(server.data().string()) != std::string::npos);
    CHECK(std::count(words.begin(), words.end(), '\n') == 1);
}

TEST_CASE("with a full disk nothing is acknowledged and crisis help is still served", "[server]")
{
    const server_process server({.largest_file = 400'000});
    chat_client client(server);
    client.hello();
    client.input(start("setback-check-in"));
    json refused;
    std::uint64_t last_acknowledged = 0;
    for (int i = 0; i < 3'000 && refused.is_null(); ++i)
    {
        const auto frames = client.say("hm");
        refused = frame_of(frames, "err");
        if (refused.is_null())
            last_acknowledged = frame_of(frames, "ack")["seq"];
    }
    REQUIRE(refused.is_object());
    CHECK(last_acknowledged > 0);
    CHECK(refused["code"] == "busy");
    CHECK(server.get("/readyz").first == 503);
    CHECK(server.get("/healthz").first == 200);
    const auto began = std::chrono::steady_clock::now();
    const auto crisis = client.say("I want to kill myself");
    const auto took = std::chrono::steady_clock::now() - began;
    CHECK_FALSE(messages_of(crisis).empty());
    CHECK(frame_of(crisis, "ack").is_null());
    CHECK(took < std::chrono::seconds(2));
}

TEST_CASE("a broken flow file leaves the last good flow serving and says where", "[server]")
{
    const auto folder =
        fs::temp_directory_path() / ("switchback-flows-" + std::to_string(::getpid()));
    fs::remove_all(folder);
    fs::copy(SWITCHBACK_FLOWS, folder, fs::copy_options::recursive);
    const server_process server({.flows = folder});
    {
        std::ofstream broken(folder / "small-step" / "flow.yaml", std::ios::app);
        broken << "  - sey: hello\n";
    }
    server.signal(SIGHUP);
    CHECK(eventually(
        [&] { return server.output().find("small-step/flow.yaml:") != std::string::npos; }));
    chat_client client(server);
    client.hello();
    CHECK_FALSE(messages_of(client.input(start("small-step"))).empty());
    fs::remove_all(folder);
}

TEST_CASE("a reader that does not read is closed and its conversation goes on", "[server]")
{
    const server_process server;
    chat_client writer(server, "writer");
    writer.hello();
    chat_client slow(server, "slow");
    slow.shrink_receive_buffer();
    slow.hello(writer.token(), 0);
    const auto counted = [&] {
        return server.get("/metrics").second.find("slow_readers_total 1") != std::string::npos;
    };
    // Far more than any socket buffer holds; the server must not keep it for a reader that is not
    // there.
    for (int i = 0; i < 8'000; ++i)
        writer.say("person");
    CHECK(eventually(counted));
    CHECK_FALSE(messages_of(writer.say("person")).empty());
}

TEST_CASE("private words reach no log, no metric and no file in the clear", "[server][privacy]")
{
    const std::string canary = "zqxcanaryzqx";
    server_process server;
    chat_client client(server);
    client.hello();
    client.input(start("name-stressors"));
    for (int i = 0; i < 12; ++i)
        client.say(canary + " something heavy " + std::to_string(i));
    client.input({{"t", "start"}, {"flow", canary}});
    client.input({{"t", "say"}, {"ref", canary}, {"choice", canary}});
    client.input({{"t", "edit"}, {"ref", canary}});
    const auto token = client.token();
    CHECK(server.get("/metrics").second.find(canary) == std::string::npos);
    client.drop();
    server.signal(SIGTERM);
    CHECK(server.wait() == 0);
    CHECK(server.output().find(canary) == std::string::npos);
    for (const auto& file : fs::recursive_directory_iterator(server.data()))
        if (file.is_regular_file())
        {
            INFO(file.path().string());
            CHECK(bytes_of(file).find(canary) == std::string::npos);
            CHECK(bytes_of(file).find(token) == std::string::npos);
        }
}

TEST_CASE("the page, its policy and the probes are served", "[server]")
{
    const server_process server;
    CHECK(server.get("/").first == 200);
    CHECK(server.get("/../../etc/passwd").first == 404);
    CHECK(server.get("/readyz").first == 200);
    const auto lines = json::parse(server.get("/lines.json").second);
    CHECK(lines["countries"].size() >= 30);
}
