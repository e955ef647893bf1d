// Figures that need the running product: message rate and latency against the bare echo, memory
// of idle connections, time from exec to ready.
// Usage: bench-socket --switchback BINARY --echo BINARY --flows DIR --work DIR [--only NAME]
//                     [--rounds N] [--ms LENGTH]
// Writes figures to standard output (figures.hpp) and progress to standard error.
#include "tests/bench/load.hpp"
#include "tests/bench/product.hpp"
#include "tests/bench/rounds.hpp"

#include <cstdlib>
#include <exception>
#include <map>
#include <stdexcept>
#include <thread>

namespace switchback::bench {
namespace {

struct settings
{
    product shipped;
    std::string echo;
    std::string only;
    std::size_t rounds = 5;
    std::chrono::milliseconds length{2000};

    [[nodiscard]] bool wants(const std::string& name) const { return only.empty() || only == name; }
};

/// The echo and the product, both running on core 0, with the same number of connections to each.
class both_sides
{
public:
    both_sides(const settings& how, const std::string& name, std::size_t connections)
        : our_port_(free_port()), ours_(serve_product(how.shipped, name, our_port_)),
          client_(how.shipped.practice, how.shipped.flow), our_load_(our_port_, client_),
          echo_port_(free_port()),
          echo_({how.echo, std::to_string(echo_port_)}, 0, how.shipped.work + "/echo.log")
    {
        our_load_.connect(connections);
        our_load_.closed(std::chrono::milliseconds(700));
        // The echo is given the very frames a client sent, so that both sides carry the same.
        echoed_ = std::make_unique<echo_script>(our_load_.recorded());
        echo_load_ = std::make_unique<load>(echo_port_, *echoed_);
        wait_until_open(echo_port_, echo_);
        echo_load_->connect(connections);
        echo_load_->closed(std::chrono::milliseconds(300));
    }

    /// Runs one side; gives messages/s, CPU us/message, p50 us, p99 us, bytes in a message.
    template <class pace>
    std::vector<double> measure(bool ours, pace run)
    {
        const child& server = ours ? *ours_ : echo_;
        load& clients = ours ? our_load_ : *echo_load_;
        // New clients each round: nobody does two hundred check-ins in a row, and a record that
        // long would be measured instead of the product. Joining is not part of the figure.
        const std::size_t connections = clients.size();
        clients.disconnect();
        clients.connect(connections);
        clients.closed(std::chrono::milliseconds(200));
        const double before = server.cpu_seconds();
        const load_result r = run(clients);
        if (r.refused > r.messages / 1000)
            throw std::runtime_error("the server refused: " + clients.first_refusal());
        const double used = server.cpu_seconds() - before;
        const auto messages = static_cast<double>(r.messages);
        return {
            r.per_second(),
            used / messages * 1e6,
            r.times.percentile_us(0.5),
            r.times.percentile_us(0.99),
            static_cast<double>(r.bytes_in) / messages,
            static_cast<double>(r.bytes_out) / messages};
    }

private:
    std::uint16_t our_port_;
    std::unique_ptr<child> ours_;
    client_script client_;
    load our_load_;
    std::uint16_t echo_port_;
    child echo_;
    std::unique_ptr<echo_script> echoed_;
    std::unique_ptr<load> echo_load_;
};

void measure_closed(const settings& how, std::size_t connections, const std::string& suffix)
{
    both_sides sides(how, "closed" + std::to_string(connections), connections);
    const auto run = [&how](load& clients) { return clients.closed(how.length); };
    const rounds got(
        "echo_ratio" + suffix, how.rounds, [&] { return sides.measure(false, run); },
        [&] { return sides.measure(true, run); });
    const std::string at = std::to_string(connections) + " connections, depth 1";
    print_figure("echo_ratio" + suffix, got.ratio(0), "message rate over the bare echo's, " + at);
    print_figure("msgs_per_s" + suffix, got.ours(0), "durable messages a second, " + at);
    print_figure("echo_msgs_per_s" + suffix, got.floor(0), "bare echo, " + at);
    print_figure("cpu_ratio" + suffix, got.inverse(1), "echo's CPU a message over ours");
    print_figure("us_per_msg" + suffix, got.ours(1), "server CPU us a message");
    print_figure("echo_us_per_msg" + suffix, got.floor(1), "bare echo CPU us a message");
    print_figure("p50_us" + suffix, got.ours(2), "answer complete, median");
    print_figure("p99_us" + suffix, got.ours(3), "answer complete, 99 %");
    print_figure("echo_p99_us" + suffix, got.floor(3), "bare echo, 99 %");
    print_figure("bytes_in" + suffix, got.ours(5), "client's bytes a message (both sides)");
    print_figure("bytes_out" + suffix, got.ours(4), "server's bytes a message");
    got.print_calm();
}

void measure_open(const settings& how)
{
    constexpr double rate = 20'000;
    both_sides sides(how, "open", 1000);
    const auto run = [&how](load& clients) { return clients.open(how.length, rate); };
    const rounds got(
        "echo_p99_ratio", how.rounds, [&] { return sides.measure(false, run); },
        [&] { return sides.measure(true, run); });
    print_figure("echo_p99_ratio", got.ratio(3), "p99 over the echo's at 20,000 msg/s");
    print_figure("open_p50_us", got.ours(2), "median at 20,000 msg/s, from the intended time");
    print_figure("open_p99_us", got.ours(3), "99 % at 20,000 msg/s");
    print_figure("open_echo_p50_us", got.floor(2), "bare echo, median");
    print_figure("open_echo_p99_us", got.floor(3), "bare echo, 99 %");
    print_figure("open_msgs_per_s", got.ours(0), "rate kept");
    print_figure("open_us_per_msg", got.ours(1), "server CPU us a message at that rate");
    got.print_calm();
}

/// Resident bytes each further connection costs once it has exchanged three messages.
double idle_bytes(const child& server, load& clients, std::size_t count)
{
    constexpr std::size_t warm = 100;
    clients.connect(warm);
    clients.exchange(3);
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    const double before = server.resident_bytes();
    clients.connect(count);
    clients.exchange(3);
    std::this_thread::sleep_for(std::chrono::milliseconds(1000));
    return (server.resident_bytes() - before) / static_cast<double>(count);
}

void measure_idle(const settings& how, std::size_t count)
{
    std::vector<double> ours;
    std::vector<double> floor;
    std::vector<double> ratio;
    for (int round = 0; round < 3; ++round)
    {
        const std::uint16_t port = free_port();
        const std::string name = "idle" + std::to_string(round);
        {
            child echo({how.echo, std::to_string(port)}, 0, how.shipped.work + "/echo.log");
            wait_until_open(port, echo);
            const echo_script frames(typical_client_frames());
            load clients(port, frames);
            floor.push_back(idle_bytes(echo, clients, count));
        }
        const auto server = serve_product(how.shipped, name, port);
        const client_script talk(how.shipped.practice, how.shipped.flow);
        load clients(port, talk);
        ours.push_back(idle_bytes(*server, clients, count));
        ratio.push_back(ours.back() / floor.back());
    }
    print_figure("idle_ratio", ratio, "resident bytes of an idle connection over the echo's");
    print_figure("idle_bytes", ours, "resident bytes of an idle connection, 3 messages exchanged");
    print_figure("echo_idle_bytes", floor, "bare echo");
}

void measure_ready(const settings& how)
{
    std::vector<double> first;
    std::vector<double> again;
    for (int round = 0; round < 7; ++round)
    {
        const std::string name = "ready" + std::to_string(round);
        for (std::vector<double>* into : {&first, &again})
        {
            const std::uint16_t port = free_port();
            const auto start = steady::now();
            const auto server = start_product(how.shipped, name, port);
            wait_until_ok(
                port, "/readyz", *server, std::chrono::seconds(20), std::chrono::microseconds(500));
            into->push_back(
                std::chrono::duration<double, std::milli>(steady::now() - start).count());
        }
    }
    print_figure("ready_ms", again, "exec to /readyz 200, data folder in use before");
    print_figure("ready_first_ms", first, "the same with an empty data folder (keys are made)");
}

void run(const settings& how)
{
    pin_to_core(1);
    if (how.wants("ready"))
        measure_ready(how);
    if (how.wants("echo"))
        measure_closed(how, 1000, "");
    if (how.wants("echo_100"))
        measure_closed(how, 100, "_100");
    if (how.wants("echo_p99"))
        measure_open(how);
    if (how.wants("idle"))
        measure_idle(how, 2000);
}

} // namespace
} // namespace switchback::bench

int main(int argc, char** argv)
{
    std::map<std::string, std::string> given;
    for (int i = 1; i + 1 < argc; i += 2)
        given[argv[i]] = argv[i + 1];
    switchback::bench::settings how;
    how.shipped.binary = given["--switchback"];
    how.shipped.flows = given["--flows"];
    how.shipped.work = given["--work"];
    how.echo = given["--echo"];
    how.only = given["--only"];
    if (how.shipped.binary.empty() || how.shipped.work.empty() || how.echo.empty())
    {
        std::fprintf(stderr, "bench-socket: needs --switchback, --echo, --flows and --work\n");
        return 2;
    }
    if (given.contains("--rounds"))
        how.rounds = static_cast<std::size_t>(std::atoi(given["--rounds"].c_str()));
    if (given.contains("--ms"))
        how.length = std::chrono::milliseconds(std::atoi(given["--ms"].c_str()));
    try
    {
        switchback::bench::run(how);
        return 0;
    }
    catch (const std::exception& failed)
    {
        std::fprintf(stderr, "bench-socket: %s\n", failed.what());
        return 1;
    }
}
