#include "tests/integration/page_servers.hpp"

#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace switchback::testing {

page_servers::page_servers()
{
    std::string name =
        (std::filesystem::temp_directory_path() / "switchback-pages-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        throw std::runtime_error("no scratch folder");
    folder_ = name;
    int out[2];
    if (::pipe2(out, O_CLOEXEC) != 0)
        throw std::runtime_error("pipe");
    pid_ = ::fork();
    if (pid_ == 0)
    {
        ::dup2(out[1], STDOUT_FILENO);
        // Connections that end midway are meant, and aiosmtpd has much to say about them.
        ::dup2(::open((folder_ / "stderr").c_str(), O_WRONLY | O_CREAT, 0600), STDERR_FILENO);
        // Debian's own: another python3 on the path would not see Debian's aiosmtpd.
        ::execl("/usr/bin/python3", "python3", SWITCHBACK_PAGE_SERVERS, name.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(out[1]);
    std::string line;
    char letter = 0;
    while (!line.ends_with('\n') && ::read(out[0], &letter, 1) == 1)
        line.push_back(letter);
    ::close(out[0]);
    ports_ = nlohmann::json::parse(line, nullptr, false);
    if (!ports_.is_object())
        throw std::runtime_error("the servers for pages did not start; see " + name + "/stderr");
}

page_servers::~page_servers()
{
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

std::string page_servers::url(const std::string& scheme, const std::string& name) const
{
    return scheme + "://127.0.0.1:" + std::to_string(ports_.at(name).get<int>());
}

std::string page_servers::bytes(const std::string& name) const
{
    std::ifstream from(folder_ / (name + ".bytes"), std::ios::binary);
    return {std::istreambuf_iterator<char>(from), {}};
}

std::vector<nlohmann::json> page_servers::lines(const std::string& name) const
{
    std::vector<nlohmann::json> out;
    std::istringstream from(bytes(name));
    for (std::string line; std::getline(from, line);)
        out.push_back(nlohmann::json::parse(line));
    return out;
}

} // namespace switchback::testing
