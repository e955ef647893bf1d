#include "tests/bench/machine.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace switchback::bench {
namespace {

using steady = std::chrono::steady_clock;
constexpr std::chrono::seconds stop_patience(15);

/// The numbers of /proc/<pid>/stat that follow the command's name.
struct stat_line
{
    int parent = 0;
    double own = 0;    ///< seconds of the process itself
    double reaped = 0; ///< seconds of children it has waited for
};

bool read_stat(const std::string& pid, stat_line& out)
{
    std::ifstream file("/proc/" + pid + "/stat");
    std::string line;
    if (!std::getline(file, line))
        return false;
    const std::size_t name_end = line.rfind(')');
    if (name_end == std::string::npos)
        return false;
    std::istringstream rest(line.substr(name_end + 1));
    std::string state;
    long skipped = 0;
    double times[4] = {};
    rest >> state >> out.parent;
    for (int i = 0; i < 9; ++i)
        rest >> skipped;
    for (double& t : times)
        rest >> t;
    const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
    out.own = (times[0] + times[1]) / ticks;
    out.reaped = (times[2] + times[3]) / ticks;
    return true;
}

/// Seconds that the host's other guests have taken from this machine.
double stolen_seconds()
{
    std::ifstream file("/proc/stat");
    std::string name;
    double fields[8] = {};
    file >> name;
    for (double& f : fields)
        file >> f;
    return fields[7] / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

/// Seconds of every process but this one, its children and the kernel's threads, ever.
double seconds_of_others()
{
    const int self = ::getpid();
    double sum = stolen_seconds();
    for (const auto& entry : std::filesystem::directory_iterator("/proc"))
    {
        const std::string pid = entry.path().filename();
        stat_line line;
        if (std::isdigit(static_cast<unsigned char>(pid[0])) == 0 || !read_stat(pid, line))
            continue;
        const int number = std::atoi(pid.c_str());
        if (number == self || line.parent == self || number == 2 || line.parent == 2)
            continue;
        // What a finished compiler used moves into its parent's sum, so nothing is missed.
        sum += line.own + line.reaped;
    }
    return sum;
}

int connect_once(std::uint16_t port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd >= 0 && ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0)
        return fd;
    if (fd >= 0)
        ::close(fd);
    return -1;
}

/// The status of one GET, or 0 when there was no answer.
int get_once(std::uint16_t port, const std::string& path)
{
    const int fd = connect_once(port);
    if (fd < 0)
        return 0;
    timeval limit{1, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    const std::string request =
        "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    char answer[64] = {};
    int status = 0;
    if (::send(fd, request.data(), request.size(), MSG_NOSIGNAL) > 0 &&
        ::recv(fd, answer, sizeof answer - 1, MSG_WAITALL) > 12)
    {
        status = std::atoi(answer + 9);
    }
    ::close(fd);
    return status;
}

void pin(int pid, int core)
{
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(static_cast<unsigned>(core), &cores);
    if (::sched_setaffinity(pid, sizeof cores, &cores) != 0)
        throw std::runtime_error("cannot pin to core " + std::to_string(core));
}

} // namespace

void pin_to_core(int core)
{
    pin(0, core);
}

double cpu_seconds_of(int pid)
{
    stat_line line;
    return read_stat(pid == 0 ? "self" : std::to_string(pid), line) ? line.own : 0;
}

child::child(const std::vector<std::string>& command, int core, const std::string& log)
{
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& word : command)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const int out = ::open(log.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0644);
    pid_ = ::fork();
    if (pid_ < 0)
        throw std::runtime_error("fork failed");
    if (pid_ == 0)
    {
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        cpu_set_t cores;
        CPU_ZERO(&cores);
        CPU_SET(static_cast<unsigned>(core), &cores);
        ::sched_setaffinity(0, sizeof cores, &cores);
        ::dup2(out, 1);
        ::dup2(out, 2);
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }
    ::close(out);
}

child::~child()
{
    stop();
}

bool child::alive()
{
    if (pid_ > 0 && ::waitpid(pid_, nullptr, WNOHANG) == pid_)
        pid_ = -1;
    return pid_ > 0;
}

void child::stop()
{
    if (!alive())
        return;
    ::kill(pid_, SIGTERM);
    const auto last = steady::now() + stop_patience;
    while (alive() && steady::now() < last)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    if (!alive())
        return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

double child::cpu_seconds() const
{
    return cpu_seconds_of(pid_);
}

double child::resident_bytes() const
{
    std::ifstream file("/proc/" + std::to_string(pid_) + "/statm");
    double pages = 0;
    double resident = 0;
    file >> pages >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

void wait_until_ok(
    std::uint16_t port, const std::string& path, child& server, std::chrono::milliseconds patience,
    std::chrono::microseconds pause)
{
    const auto last = steady::now() + patience;
    while (get_once(port, path) != 200)
    {
        if (!server.alive())
            throw std::runtime_error("the server ended while it was started (see its log)");
        if (steady::now() > last)
            throw std::runtime_error("no 200 from " + path + " in time");
        std::this_thread::sleep_for(pause);
    }
}

void wait_until_open(std::uint16_t port, child& server)
{
    const auto last = steady::now() + std::chrono::seconds(5);
    for (int fd = -1; fd < 0;)
    {
        fd = connect_once(port);
        if (fd >= 0)
            ::close(fd);
        else if (!server.alive() || steady::now() > last)
            throw std::runtime_error("nobody listens on port " + std::to_string(port));
        else
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

std::uint16_t free_port()
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (fd < 0 || ::bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    {
        throw std::runtime_error("no free port");
    }
    ::close(fd);
    return ntohs(address.sin_port);
}

void neighbours::start()
{
    before_ = seconds_of_others();
    since_ = steady::now();
}

double neighbours::share() const
{
    const double span = std::chrono::duration<double>(steady::now() - since_).count();
    return span > 0 ? std::max(0.0, seconds_of_others() - before_) / span : 0;
}

void wait_for_calm(std::chrono::seconds patience)
{
    const auto last = steady::now() + patience;
    for (double share = 1; share > calm_share && steady::now() < last;)
    {
        neighbours around;
        around.start();
        std::this_thread::sleep_for(std::chrono::milliseconds(250));
        share = around.share();
    }
}

} // namespace switchback::bench
