// The store against bare SQLite: the same two rows a step, the same sizes, the same tables, the
// same number of steps in a transaction, on the same disk and core, in turns.
// Usage: bench-store --work DIR [--rounds N] [--ms LENGTH]
#include "bot/base/clock.hpp"
#include "bot/base/random.hpp"
#include "bot/store/sqlite/sqlite_store.hpp"
#include "tests/bench/rounds.hpp"
#include "tests/bench/sqlite_floor.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>

namespace switchback::bench {
namespace {

namespace asio = boost::asio;
using steady = std::chrono::steady_clock;

// What one step of setback-check-in seals, on average (bench README).
constexpr std::size_t state_bytes = 360;
constexpr std::size_t body_bytes = 420;
constexpr std::size_t device_bytes = 20;
constexpr std::size_t conversations = 1000;

/// Our side: `at_once` callers, each with one step in the store and the next one after it, so that
/// every batch holds exactly that many.
class our_side
{
public:
    explicit our_side(const std::string& folder)
    {
        store::sqlite_options options;
        options.folder = folder;
        auto opened = store::open_sqlite_store(options, io_.get_executor());
        if (!opened)
            throw std::runtime_error("store: " + opened.error().detail);
        store_ = std::move(*opened);
        seeded_random random(7);
        for (std::size_t i = 0; i < conversations; ++i)
        {
            const auto a = random.next();
            places_.push_back({make_id(1'790'000'000'000, a, random.next()), 0, 0});
        }
    }

    void add_clients()
    {
        for (std::size_t i = 0; i < places_.size(); ++i)
            asio::co_spawn(io_, add(i), asio::detached);
        run_io();
    }

    double steps_per_second(std::size_t at_once, std::chrono::milliseconds length)
    {
        steps_ = 0;
        const auto start = steady::now();
        until_ = start + length;
        for (std::size_t first = 0; first < at_once; ++first)
            asio::co_spawn(io_, commit_in_turn(first, at_once), asio::detached);
        run_io();
        return static_cast<double>(steps_) /
               std::chrono::duration<double>(steady::now() - start).count();
    }

    /// Ends the store, so that its files may be copied.
    void close() { store_.reset(); }

private:
    struct place
    {
        id conversation;
        std::uint64_t version = 0;
        std::uint64_t head = 0;
    };

    void run_io()
    {
        io_.restart();
        io_.run();
        if (failed_)
            throw std::runtime_error("store: a step failed");
    }

    asio::awaitable<void> add(std::size_t index)
    {
        port::new_client added;
        added.conversation = places_[index].conversation;
        added.wrapped_key = std::string(73, 'k');
        added.token_hash = to_string(places_[index].conversation);
        added.state = std::string(state_bytes, 's');
        const auto done = co_await store_->add_client(std::move(added));
        failed_ = failed_ || !done;
    }

    asio::awaitable<void> commit_in_turn(std::size_t first, std::size_t stride)
    {
        for (std::size_t at = first; steady::now() < until_ && !failed_;)
        {
            place& here = places_[at];
            port::step_write step;
            step.conversation = here.conversation;
            step.expect_version = here.version;
            step.head = here.head + 2;
            step.state = std::string(state_bytes, 's');
            step.devices = std::string(device_bytes, 'd');
            step.at_ms = 1'790'000'000'000;
            step.event =
                port::event_row{here.head + 1, 2, step.at_ms, std::string(body_bytes, 'b')};
            const auto done = co_await store_->commit(std::move(step));
            failed_ = failed_ || !done;
            ++here.version;
            here.head += 2;
            ++steps_;
            at = at + stride < places_.size() ? at + stride : first;
        }
    }

    asio::io_context io_{1};
    std::unique_ptr<port::store> store_;
    std::vector<place> places_;
    std::uint64_t steps_ = 0;
    steady::time_point until_{};
    bool failed_ = false;
};

double
floor_steps_per_second(sqlite_floor& floor, std::size_t at_once, std::chrono::milliseconds length)
{
    const std::string state(state_bytes, 's');
    const std::string devices(device_bytes, 'd');
    const std::string body(body_bytes, 'b');
    std::vector<floor_step> batch(at_once, {0, state, devices, body, 1'790'000'000'000});
    std::uint64_t steps = 0;
    std::size_t next = 0;
    const auto start = steady::now();
    const auto until = start + length;
    while (steady::now() < until)
    {
        for (floor_step& step : batch)
            step.conversation = next++ % floor.count();
        floor.commit(batch);
        steps += batch.size();
    }
    return static_cast<double>(steps) /
           std::chrono::duration<double>(steady::now() - start).count();
}

/// Steps a second and CPU us a step.
template <class side>
std::vector<double> with_cpu(side run, std::chrono::milliseconds length)
{
    const double before = cpu_seconds_of(0);
    const auto start = steady::now();
    const double rate = run(length);
    const double seconds = std::chrono::duration<double>(steady::now() - start).count();
    return {rate, (cpu_seconds_of(0) - before) / (rate * seconds) * 1e6};
}

void run(const std::string& work, std::size_t wanted, std::chrono::milliseconds length)
{
    pin_to_core(0);
    const std::filesystem::path ours_at = work + "/store-ours";
    const std::filesystem::path floor_at = work + "/store-floor";
    auto making = std::make_unique<our_side>(ours_at);
    making->add_clients();
    making->close();
    std::filesystem::copy(ours_at, floor_at);
    auto ours = std::make_unique<our_side>(ours_at);
    sqlite_floor floor(floor_at / "switchback.db");
    if (floor.count() != conversations)
        throw std::runtime_error("the floor's copy is not whole");

    // The last one is the batch a loaded server fills: the hardest for the store, as the fsync it
    // shares with the floor is spread over most steps.
    for (const std::size_t batch :
         {std::size_t{1}, std::size_t{16}, std::size_t{64}, std::size_t{250}})
    {
        const std::string suffix = batch == 250 ? "" : "_" + std::to_string(batch);
        const rounds got(
            "durable_ratio" + suffix, batch == 250 ? wanted : std::min<std::size_t>(wanted, 3),
            [&] {
                return with_cpu(
                    [&](auto t) { return floor_steps_per_second(floor, batch, t); }, length);
            },
            [&] {
                return with_cpu([&](auto t) { return ours->steps_per_second(batch, t); }, length);
            });
        const std::string at = std::to_string(batch) + " steps a commit";
        print_figure("durable_ratio" + suffix, got.ratio(0), "store over bare SQLite, " + at);
        print_figure("durable_cpu_ratio" + suffix, got.inverse(1), "the same in CPU time");
        print_figure("durable_steps_per_s" + suffix, got.ours(0), "store, " + at);
        print_figure("sqlite_steps_per_s" + suffix, got.floor(0), "bare SQLite, " + at);
        print_figure("durable_us" + suffix, got.ours(1), "store's CPU us a step");
        print_figure("sqlite_us" + suffix, got.floor(1), "bare SQLite's CPU us a step");
        got.print_calm();
    }
}

} // namespace
} // namespace switchback::bench

int main(int argc, char** argv)
{
    std::map<std::string, std::string> given;
    for (int i = 1; i + 1 < argc; i += 2)
        given[argv[i]] = argv[i + 1];
    const auto number = [&](const char* name, int otherwise) {
        return given.contains(name) ? std::atoi(given[name].c_str()) : otherwise;
    };
    if (given["--work"].empty())
    {
        std::fprintf(stderr, "bench-store: needs --work\n");
        return 2;
    }
    try
    {
        switchback::bench::run(
            given["--work"], static_cast<std::size_t>(number("--rounds", 5)),
            std::chrono::milliseconds(number("--ms", 2000)));
        return 0;
    }
    catch (const std::exception& failed)
    {
        std::fprintf(stderr, "bench-store: %s\n", failed.what());
        return 1;
    }
}
