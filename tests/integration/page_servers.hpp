// Real mail servers and a real receiver of webhooks on this machine, in a process of their own
// (page_servers.py). Owned by a test; one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace switchback::testing {

class page_servers
{
public:
    page_servers();
    page_servers(const page_servers&) = delete;
    page_servers& operator=(const page_servers&) = delete;
    ~page_servers();

    /// `scheme://127.0.0.1:PORT` of the behaviour of that name.
    [[nodiscard]] std::string url(const std::string& scheme, const std::string& name) const;
    [[nodiscard]] std::string ca_file() const { return (folder_ / "ca.pem").string(); }
    /// Every byte that came in there; for `NAME.mails` and `NAME.posts` what was understood.
    [[nodiscard]] std::string bytes(const std::string& name) const;
    [[nodiscard]] std::vector<nlohmann::json> lines(const std::string& name) const;

private:
    std::filesystem::path folder_;
    nlohmann::json ports_;
    int pid_ = 0;
};

} // namespace switchback::testing
