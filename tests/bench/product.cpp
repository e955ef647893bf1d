#include "tests/bench/product.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>

namespace switchback::bench {

std::unique_ptr<child>
start_product(const product& what, const std::string& name, std::uint16_t port)
{
    const std::string data = what.work + "/" + name;
    std::filesystem::create_directories(data);
    const std::string config = what.work + "/" + name + ".yaml";
    std::ofstream(config)
        << "practice:\n  open: true\n  visitors: as_clients\nlimits:\n  say_per_10s: 0\n";
    return std::make_unique<child>(
        std::vector<std::string>{
            what.binary, "serve", "--config", config, "--data", data, "--flows", what.flows,
            "--port", std::to_string(port)},
        0, what.work + "/" + name + ".log");
}

std::unique_ptr<child>
serve_product(const product& what, const std::string& name, std::uint16_t port)
{
    auto started = start_product(what, name, port);
    wait_until_ok(
        port, "/readyz", *started, std::chrono::seconds(20), std::chrono::milliseconds(2));
    return started;
}

} // namespace switchback::bench
