// The engine alone: turns a second through a shipped flow on one core, the time to read and check
// the whole flow folder.
// Usage: bench-engine --flows DIR [--flow NAME] [--rounds N] [--ms LENGTH]
#include "bot/core/flow/library.hpp"
#include "bot/core/run/advance.hpp"
#include "bot/core/steps/step_kind.hpp"
#include "tests/bench/rounds.hpp"

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>

namespace switchback::bench {
namespace {

/// CPU time of this process: one thread that never waits, so this is what a core of its own would
/// take, and a busy machine does not count.
double cpu_now()
{
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

flow::file_map read_folder(const std::filesystem::path& folder)
{
    flow::file_map files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    {
        const std::string name = entry.path().lexically_relative(folder).generic_string();
        if (!entry.is_regular_file() || !flow::is_library_file(name))
            continue;
        std::ifstream file(entry.path(), std::ios::binary);
        files[name] = std::string(std::istreambuf_iterator<char>(file), {});
    }
    return files;
}

/// The client's next input: a tap where there are options, the words or the number otherwise.
run::event answer_to(const run::turn& last, const std::string& flow)
{
    run::event next;
    const run::input_form* form = nullptr;
    for (const run::message& one : last.messages)
        form = one.input ? &*one.input : form;
    if (form == nullptr)
    {
        next.kind = run::event_kind::start;
        next.flow = flow;
        return next;
    }
    next.kind = run::event_kind::choose;
    next.ref = "p" + std::to_string(form->token);
    if (form->kind == "scale" || form->kind == "number")
    {
        next.sent.held = 7.0;
    }
    else if (form->kind == "many" && !form->choices.empty())
    {
        next.sent.held = flow::list{{form->choices.front().key}};
    }
    else if (form->kind != "text" && !form->choices.empty())
    {
        next.sent.held = form->choices.front().key;
    }
    else
    {
        next.kind = run::event_kind::say;
        next.words = private_text("I missed two runs this week and it felt heavy.");
    }
    return next;
}

struct engine_rates
{
    double turns = 0;        ///< a second, the engine alone
    double stored_turns = 0; ///< a second, with the state packed and unpacked around each turn
    double packed_bytes = 0; ///< of the state, on average
    double turns_a_run = 0;
};

/// Walks the flow again and again, each client starting afresh after ten runs.
double walk(
    const flow::library& flows, const std::string& flow, bool stored,
    std::chrono::milliseconds length, engine_rates& rates)
{
    constexpr int runs_a_client = 10;
    std::uint64_t turns = 0;
    std::uint64_t runs = 0;
    std::uint64_t bytes = 0;
    std::int64_t time_ms = 1'790'000'000'000;
    const double start = cpu_now();
    const double until = start + std::chrono::duration<double>(length).count();
    while (cpu_now() < until)
    {
        run::turn last;
        std::string packed = run::save(last.next);
        for (int left = runs_a_client; left >= 0;)
        {
            run::event next = answer_to(last, flow);
            next.time_ms = time_ms += 1000;
            next.seed = turns;
            left -= next.kind == run::event_kind::start ? 1 : 0;
            runs += next.kind == run::event_kind::start ? 1 : 0;
            if (stored)
            {
                auto now = run::load(packed);
                if (!now)
                    throw std::runtime_error("a packed state could not be read");
                last = run::advance(flows, std::move(*now), next);
                packed = run::save(last.next);
                bytes += packed.size();
            }
            else
            {
                last = run::advance(flows, std::move(last.next), next);
            }
            if (last.refused || last.took == run::route::safety)
                throw std::runtime_error("the walk through " + flow + " went astray");
            ++turns;
        }
    }
    const double rate = static_cast<double>(turns) / (cpu_now() - start);
    rates.turns_a_run = static_cast<double>(turns) / static_cast<double>(runs);
    if (stored)
        rates.packed_bytes = static_cast<double>(bytes) / static_cast<double>(turns);
    return rate;
}

double read_ms(const flow::file_map& files, const flow::library_options& how)
{
    const double start = cpu_now();
    const auto loaded = flow::read_library(files, steps::all(), how);
    if (loaded.made->published().empty())
        throw std::runtime_error("no flow could be read");
    return (cpu_now() - start) * 1000;
}

void run_all(
    const std::string& folder, const std::string& flow, std::size_t wanted,
    std::chrono::milliseconds length)
{
    pin_to_core(0);
    const flow::file_map files = read_folder(folder);
    const auto loaded = flow::read_library(files, steps::all(), {.trust_lock = true});

    std::vector<engine_rates> rates;
    // There is no floor to take turns with here; rounds are still watched for neighbours.
    const rounds got(
        "engine", wanted, [] { return std::vector<double>{1}; },
        [&] {
            engine_rates one;
            const double bare = walk(*loaded.made, flow, false, length, one);
            const double stored = walk(*loaded.made, flow, true, length, one);
            return std::vector<double>{
                bare,
                stored,
                one.packed_bytes,
                one.turns_a_run,
                read_ms(files, {}),
                read_ms(files, {.trust_lock = true}),
            };
        });
    print_figure(
        "engine_steps_per_s", got.ours(0), "turns a CPU second through " + flow + ", engine alone");
    print_figure(
        "engine_stored_steps_per_s", got.ours(1), "with the state unpacked and packed each turn");
    print_figure("engine_state_bytes", got.ours(2), "packed state, average");
    print_figure("engine_turns_a_run", got.ours(3), "turns from start to end");
    print_figure("yaml_ms", got.ours(4), "reading and checking every flow, all proofs");
    print_figure(
        "yaml_trusted_ms", got.ours(5), "the same, proofs skipped where flows.lock vouches");
    print_figure("flows_read", {static_cast<double>(loaded.made->published().size())}, "");
    got.print_calm();
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
    if (given["--flows"].empty())
    {
        std::fprintf(stderr, "bench-engine: needs --flows\n");
        return 2;
    }
    try
    {
        switchback::bench::run_all(
            given["--flows"], given.contains("--flow") ? given["--flow"] : "setback-check-in",
            static_cast<std::size_t>(number("--rounds", 5)),
            std::chrono::milliseconds(number("--ms", 1000)));
        return 0;
    }
    catch (const std::exception& failed)
    {
        std::fprintf(stderr, "bench-engine: %s\n", failed.what());
        return 1;
    }
}
