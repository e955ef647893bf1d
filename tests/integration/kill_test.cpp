// Kills a process that commits under load, again and again, and sees to it that nothing it
// acknowledged is lost, nothing is there twice and nothing is missing in between.
//   kill_test [--kills N] [--seed N]
#include "bot/store/sqlite/sqlite_store.hpp"
#include "tests/integration/store_load.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <poll.h>
#include <span>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

using namespace switchback;
using namespace switchback::integration;

namespace {

/// What the child tells through the pipe: small enough to arrive whole or not at all.
struct notice
{
    std::uint64_t client = 0;
    std::uint64_t input = 0;
};

constexpr std::uint64_t fault_notice = UINT64_MAX;

store::sqlite_options options_for(const std::string& folder, std::uint64_t seed)
{
    // Few pages make it copy the log back all the time, many never: both must survive.
    static constexpr int pages[] = {64, 400, 16'000};
    store::sqlite_options out;
    out.folder = folder;
    out.checkpoint_pages = pages[seed % 3];
    return out;
}

/// The process that is killed. Its last words are the notices in the pipe.
int be_the_writer(const std::string& folder, std::uint64_t seed, int in, int out)
{
    acknowledged known(clients);
    const auto size = static_cast<ssize_t>(known.size() * sizeof known.front());
    if (::read(in, known.data(), static_cast<std::size_t>(size)) != size)
        return 1;
    boost::asio::io_context loop;
    auto store = store::open_sqlite_store(options_for(folder, seed), loop.get_executor());
    if (!store)
    {
        fmt::print(stderr, "{}\n", store.error().detail);
        return 1;
    }
    const auto tell = [out](notice what) {
        if (::write(out, &what, sizeof what) != sizeof what)
            std::_Exit(1);
    };
    for (std::uint64_t client = 0; client < clients; ++client)
        boost::asio::co_spawn(
            loop,
            send_inputs(
                **store, client, known[client],
                {seed, [&](std::uint64_t who, std::uint64_t input) { tell({who, input}); },
                 [&](const std::string& what) {
                     fmt::print(stderr, "{}\n", what);
                     tell({fault_notice, 0});
                 }}),
            boost::asio::detached);
    loop.run();
    return 1; // the load ends only when the store refuses, and it must not
}

struct child
{
    pid_t pid = 0;
    int notices = -1;
};

child start_writer(const std::string& folder, std::uint64_t seed, const acknowledged& known)
{
    int down[2];
    int up[2];
    if (::pipe(down) != 0 || ::pipe(up) != 0)
        std::abort();
    const auto pid = ::fork();
    if (pid == 0)
    {
        ::close(down[1]);
        ::close(up[0]);
        const auto seed_text = std::to_string(seed);
        const auto in = std::to_string(down[0]);
        const auto out = std::to_string(up[1]);
        ::execl(
            "/proc/self/exe", "kill_test", "--child", folder.c_str(), seed_text.c_str(), in.c_str(),
            out.c_str(), nullptr);
        std::_Exit(127);
    }
    ::close(down[0]);
    ::close(up[1]);
    const auto size = static_cast<ssize_t>(known.size() * sizeof known.front());
    if (::write(down[1], known.data(), static_cast<std::size_t>(size)) != size)
        std::abort();
    ::close(down[1]);
    return {pid, up[0]};
}

/// Reads notices until the time has come, kills, reads what is left. False when a promise broke.
bool run_and_kill(child writer, std::chrono::milliseconds life, acknowledged& known)
{
    using clock_type = std::chrono::steady_clock;
    std::optional<clock_type::time_point> end; // counted from the first notice
    bool is_good = true;
    bool is_killed = false;
    notice buffer[256];
    std::size_t have = 0; // bytes of an incomplete notice
    for (;;)
    {
        const auto now = clock_type::now();
        if (end && now >= *end && !is_killed)
        {
            ::kill(writer.pid, SIGKILL);
            is_killed = true;
        }
        pollfd ready{writer.notices, POLLIN, 0};
        ::poll(&ready, 1, end && !is_killed ? 1 : 1'000);
        if ((ready.revents & (POLLIN | POLLHUP)) == 0)
            continue;
        auto* bytes = reinterpret_cast<char*>(buffer);
        const auto got = ::read(writer.notices, bytes + have, sizeof buffer - have);
        if (got <= 0)
            break;
        if (!end)
            end = clock_type::now() + life;
        have += static_cast<std::size_t>(got);
        const auto whole = have / sizeof(notice);
        for (const auto& told : std::span(buffer, whole))
        {
            if (told.client == fault_notice)
                is_good = false;
            else
                known[told.client] = told.input;
        }
        have -= whole * sizeof(notice);
        std::memmove(bytes, bytes + whole * sizeof(notice), have);
    }
    ::close(writer.notices);
    int status = 0;
    ::waitpid(writer.pid, &status, 0);
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
    {
        fmt::print(stderr, "the writer ended by itself (status {})\n", status);
        is_good = false;
    }
    return is_good;
}

findings look_after(const std::string& folder, const acknowledged& known)
{
    boost::asio::io_context loop;
    auto store = store::open_sqlite_store(options_for(folder, 2), loop.get_executor());
    if (!store)
    {
        fmt::print(stderr, "{}\n", store.error().detail);
        return {.other = 1};
    }
    findings out;
    boost::asio::co_spawn(
        loop, compare(**store, known), [&](std::exception_ptr why, const findings& found) {
            out = found;
            out.other += why ? 1 : 0;
        });
    loop.run();
    if (const auto said = check_log(folder, {}); said != "ok")
    {
        fmt::print(stderr, "{}\n", said);
        ++out.other;
    }
    return out;
}

int run_test(int kills, std::uint64_t seed)
{
    auto folder = (std::filesystem::temp_directory_path() / "switchback-kill-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr)
        return 1;
    const auto data = folder + "/data";
    seeded_random random(seed);
    acknowledged known(clients);
    findings found;
    bool is_good = true;
    const auto start = std::chrono::steady_clock::now();
    for (int kill = 1; kill <= kills && is_good; ++kill)
    {
        const auto life = std::chrono::milliseconds(1 + random.next() % 250);
        is_good = run_and_kill(start_writer(data, seed + random.next() % 99, known), life, known);
        // Reading it all each time would take longer than the killing.
        if (kill % 10 != 0 && kill != kills && kill > 3)
            continue;
        found.add(look_after(data, known));
        const auto said = check_files(data, {});
        if (said != "ok")
            fmt::print(stderr, "{}\n", said);
        is_good = is_good && found.is_clean() && said == "ok";
    }
    std::uint64_t total = 0;
    for (const auto input : known)
        total += input;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    fmt::print(
        "{} kills (seed {}): {} acknowledged, {} lost, {} doubled, {} gaps, {} other; "
        "files {}; {:.1f} s\n",
        kills, seed, total, found.lost, found.doubled, found.gaps, found.other,
        is_good ? "ok" : "or process NOT ok", took.count());
    std::filesystem::remove_all(folder);
    // A load that got nothing through proves nothing.
    return is_good && total > static_cast<std::uint64_t>(kills) * clients ? 0 : 1;
}

} // namespace

int main(int count, char** words)
{
    const std::span arguments(words, static_cast<std::size_t>(count));
    if (count == 6 && std::string_view(arguments[1]) == "--child")
        return be_the_writer(
            arguments[2], std::strtoull(arguments[3], nullptr, 10), std::atoi(arguments[4]),
            std::atoi(arguments[5]));
    int kills = 50;
    std::uint64_t seed = static_cast<std::uint64_t>(::getpid());
    for (int i = 1; i + 1 < count; i += 2)
    {
        if (std::string_view(words[i]) == "--kills")
            kills = std::atoi(words[i + 1]);
        if (std::string_view(words[i]) == "--seed")
            seed = std::strtoull(words[i + 1], nullptr, 10);
    }
    return run_test(kills, seed);
}
