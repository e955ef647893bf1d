// The load generator by itself, for looking closer at one server (perf, valgrind):
//   bench-load PORT [--client FLOW] [--practice NAME] [--connections N] [--seconds S] [--rate R]
// Prints one JSON object; the server's own time is added with --pid.
#include "tests/bench/load.hpp"
#include "tests/bench/machine.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>
#include <memory>
#include <string>

namespace switchback::bench {
namespace {

int run(std::uint16_t port, std::map<std::string, std::string> given)
{
    const auto number = [&](const char* name, double otherwise) {
        return given.contains(name) ? std::atof(given[name].c_str()) : otherwise;
    };
    pin_to_core(1);
    std::unique_ptr<script> talk;
    if (given.contains("--client"))
        talk = std::make_unique<client_script>(
            given.contains("--practice") ? given["--practice"] : "demo", given["--client"]);
    else
        talk = std::make_unique<echo_script>(typical_client_frames());
    load clients(port, *talk);
    clients.connect(static_cast<std::size_t>(number("--connections", 100)));
    clients.closed(std::chrono::milliseconds(300));
    const std::chrono::milliseconds length(static_cast<int>(number("--seconds", 2) * 1000));
    const int pid = static_cast<int>(number("--pid", 0));
    const double cpu = pid > 0 ? cpu_seconds_of(pid) : 0;
    const double own = cpu_seconds_of(0);
    const load_result r = given.contains("--rate") ? clients.open(length, number("--rate", 20'000))
                                                   : clients.closed(length);
    const double used = pid > 0 ? cpu_seconds_of(pid) - cpu : 0;
    const auto messages = static_cast<double>(r.messages);
    std::printf(
        "{\"msgs_per_s\": %.0f, \"us_per_msg\": %.2f, \"p50_us\": %.0f, \"p99_us\": %.0f, "
        "\"bytes_out\": %.0f, \"bytes_in\": %.0f, \"refused\": %llu, \"load_cpu\": %.2f}\n",
        r.per_second(), used / messages * 1e6, r.times.percentile_us(0.5),
        r.times.percentile_us(0.99), static_cast<double>(r.bytes_out) / messages,
        static_cast<double>(r.bytes_in) / messages, static_cast<unsigned long long>(r.refused),
        (cpu_seconds_of(0) - own) / r.seconds);
    if (r.refused > 0)
        std::fprintf(stderr, "first refusal: %s\n", clients.first_refusal().c_str());
    return 0;
}

} // namespace
} // namespace switchback::bench

int main(int argc, char** argv)
{
    std::map<std::string, std::string> given;
    for (int i = 2; i + 1 < argc; i += 2)
        given[argv[i]] = argv[i + 1];
    if (argc < 2 || argc % 2 != 0)
    {
        std::fprintf(stderr, "usage: bench-load PORT [--option VALUE]...\n");
        return 2;
    }
    try
    {
        return switchback::bench::run(static_cast<std::uint16_t>(std::atoi(argv[1])), given);
    }
    catch (const std::exception& failed)
    {
        std::fprintf(stderr, "bench-load: %s\n", failed.what());
        return 1;
    }
}
