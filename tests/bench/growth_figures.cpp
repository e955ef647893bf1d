// What a message costs as stored conversations grow: three servers over 1,000, 100,000 and
// 1,000,000 stored conversations take turns; each round attaches 1,000 clients to conversations
// drawn evenly over all that are stored.
// Usage: bench-growth --switchback BINARY --flows DIR --work DIR [--stored "1000 100000 1000000"]
//                     [--rounds N] [--ms LENGTH]
#include "tests/bench/load.hpp"
#include "tests/bench/product.hpp"
#include "tests/bench/rounds.hpp"
#include "tests/bench/seed.hpp"

#include <cstdlib>
#include <exception>
#include <map>
#include <sstream>
#include <stdexcept>

namespace switchback::bench {
namespace {

constexpr std::size_t attached = 1000;

/// One server with its stored conversations.
class stored_side
{
public:
    stored_side(const product& what, std::size_t stored)
        : port_(free_port()), talk_(what.practice, what.flow), clients_(port_, talk_)
    {
        const std::string name = "stored" + std::to_string(stored);
        {
            // One real client, three messages into the flow: what all stored ones look like.
            const auto first = serve_product(what, name, port_);
            clients_.connect(1);
            clients_.exchange(3);
            const std::string token = clients_.states().front().token;
            clients_.disconnect();
            first->stop();
            tokens_ = seed_conversations(what.work + "/" + name, token, stored);
        }
        server_ = serve_product(what, name, port_);
    }

    /// Wall and CPU microseconds a message over 1,000 conversations drawn evenly, other ones each
    /// round as long as there are any.
    std::vector<double> measure(std::chrono::milliseconds length)
    {
        std::vector<std::size_t> drawn;
        std::vector<std::string> tokens;
        const std::size_t stride = tokens_.size() / attached;
        const std::size_t shift = round_++ * 7919 % stride;
        for (std::size_t i = 0; i < attached; ++i)
        {
            drawn.push_back(i * stride + shift);
            tokens.push_back(tokens_.at(drawn.back()));
        }
        clients_.connect(attached, tokens);
        const double before = server_->cpu_seconds();
        const load_result r = clients_.closed(length);
        const double used = server_->cpu_seconds() - before;
        if (r.refused > r.messages / 1000)
            throw std::runtime_error("the server refused: " + clients_.first_refusal());
        for (std::size_t i = 0; i < attached; ++i)
            tokens_[drawn[i]] = clients_.states()[i].token;
        clients_.disconnect();
        const auto messages = static_cast<double>(r.messages);
        return {r.seconds / messages * 1e6, used / messages * 1e6};
    }

private:
    std::uint16_t port_;
    client_script talk_;
    load clients_;
    std::vector<std::string> tokens_;
    std::unique_ptr<child> server_;
    std::size_t round_ = 0;
};

std::string short_count(std::size_t n)
{
    return n >= 1'000'000 ? std::to_string(n / 1'000'000) + "m" : std::to_string(n / 1000) + "k";
}

void run(
    const product& what, const std::vector<std::size_t>& stored, std::size_t wanted,
    std::chrono::milliseconds length)
{
    pin_to_core(1);
    std::vector<std::unique_ptr<stored_side>> sides;
    for (const std::size_t n : stored)
    {
        std::fprintf(stderr, "  storing %zu conversations\n", n);
        sides.push_back(std::make_unique<stored_side>(what, n));
    }
    const auto all = [&](bool floor) {
        std::vector<double> values;
        for (std::size_t i = floor ? 0 : 1; i < (floor ? 1 : sides.size()); ++i)
            for (const double value : sides[i]->measure(length))
                values.push_back(value);
        return values;
    };
    const rounds got("growth", wanted, [&] { return all(true); }, [&] { return all(false); });
    const auto over_first = [&](std::size_t which, std::size_t kind) {
        std::vector<double> ratios = got.ours(which);
        const std::vector<double> first = got.floor(kind);
        for (std::size_t i = 0; i < ratios.size(); ++i)
            ratios[i] /= first[i];
        return ratios;
    };
    const std::size_t last = (sides.size() - 2) * 2;
    const std::string span = short_count(stored.back()) + " over " + short_count(stored.front());
    // With fewer stored than a million the key says so, so that nobody takes one for the other.
    const bool full = stored.back() >= 1'000'000;
    print_figure(
        full ? "growth_ratio" : "growth_ratio_quick", over_first(last, 0),
        "wall us a message, " + span + " stored conversations");
    print_figure("growth_cpu_ratio", over_first(last + 1, 1), "the same in CPU us");
    print_figure("us_stored_" + short_count(stored[0]), got.floor(0), "wall us a message");
    for (std::size_t i = 1; i < stored.size(); ++i)
        print_figure(
            "us_stored_" + short_count(stored[i]), got.ours((i - 1) * 2), "wall us a message");
    got.print_calm();
}

} // namespace
} // namespace switchback::bench

int main(int argc, char** argv)
{
    std::map<std::string, std::string> given;
    for (int i = 1; i + 1 < argc; i += 2)
        given[argv[i]] = argv[i + 1];
    switchback::bench::product what;
    what.binary = given["--switchback"];
    what.flows = given["--flows"];
    what.work = given["--work"];
    std::vector<std::size_t> stored;
    std::istringstream counts(
        given.contains("--stored") ? given["--stored"] : "1000 100000 1000000");
    for (std::size_t n = 0; counts >> n;)
        stored.push_back(n);
    if (what.binary.empty() || what.work.empty() || stored.size() < 2 || stored.front() < 1000)
    {
        std::fprintf(stderr, "bench-growth: needs --switchback, --flows and --work\n");
        return 2;
    }
    const auto number = [&](const char* name, int otherwise) {
        return given.contains(name) ? std::atoi(given[name].c_str()) : otherwise;
    };
    try
    {
        switchback::bench::run(
            what, stored, static_cast<std::size_t>(number("--rounds", 5)),
            std::chrono::milliseconds(number("--ms", 2000)));
        return 0;
    }
    catch (const std::exception& failed)
    {
        std::fprintf(stderr, "bench-growth: %s\n", failed.what());
        return 1;
    }
}
