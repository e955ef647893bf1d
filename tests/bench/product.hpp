// Switchback as a measurement runs it: the shipped binary and flows, a data folder of its own, and
// the one setting a load needs (more messages from one client than a person would send).
// Durability, sealing and the risk screen stay as shipped. One thread.
#pragma once

#include "tests/bench/machine.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace switchback::bench {

struct product
{
    std::string binary; ///< path of `switchback`
    std::string flows;  ///< folder of the shipped flows
    std::string work;   ///< folder for data, configuration and logs
    std::string practice = "demo";
    std::string flow = "setback-check-in";
};

/// Starts `serve` on core 0 over the data folder `<work>/<name>` and returns at once.
std::unique_ptr<child>
start_product(const product& what, const std::string& name, std::uint16_t port);

/// Starts it and waits until /readyz answers 200.
std::unique_ptr<child>
serve_product(const product& what, const std::string& name, std::uint16_t port);

} // namespace switchback::bench
