// What an operator may set, from a YAML file and from flags. A value, made once at the start.
#pragma once

#include "bot/base/error.hpp"
#include "bot/base/limits.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace switchback {

struct config
{
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::string url; // as people open it, without a path; empty: this machine alone
    std::vector<std::string> origins; // of pages on other hosts that may open the socket
    std::vector<std::string> proxies{"127.0.0.1", "::1"}; // whose X-Forwarded-For is believed
    std::filesystem::path data = ".data";
    std::filesystem::path flows = "flows";
    std::filesystem::path web_folder; // empty: the compiled-in page
    std::string practice_slug = "demo";
    std::string practice_name = "Demonstration";
    std::filesystem::path clinic_file;     // empty: nobody can be reached; see bot/clinic_file.hpp
    bool practice_open = false;            // visitors without an invite may talk
    bool visitors_are_clients = false;     // and count as invited: their cases reach the clinic
    int say_per_10s = limits::say_per_10s; // 0: no limit, for load tests
};

/// Reads a file over the defaults. The error's detail is one line: file:line:column, what, what to
/// do.
[[nodiscard]] std::expected<config, error> read_config(const std::filesystem::path& file);

/// Where people open the server: `url`, or this machine's address with the port it listens on.
[[nodiscard]] std::string address_of(const config& with, std::uint16_t port);

} // namespace switchback
