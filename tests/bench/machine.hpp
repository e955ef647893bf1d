// What the operating system knows about a measurement: child programs pinned to a core, the
// processor time and memory they took, and how much of the machine others used meanwhile.
// Owned by the measuring program; one thread. Linux only. Throws std::runtime_error.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace switchback::bench {

/// Pins the calling process to one core.
void pin_to_core(int core);

/// User and system time of a process so far (0: this one), in seconds; 0 when there is none.
double cpu_seconds_of(int pid);

/// A child program on its own core, ended with its owner (SIGTERM, after 15 s SIGKILL).
class child
{
public:
    /// Starts `command` (path and arguments); its output goes to the file `log`.
    child(const std::vector<std::string>& command, int core, const std::string& log);
    ~child();
    child(const child&) = delete;
    child& operator=(const child&) = delete;

    [[nodiscard]] int pid() const { return pid_; }
    /// Whether it still runs.
    [[nodiscard]] bool alive();
    /// Asks it to end and waits.
    void stop();
    /// User and system time of all its threads so far, in seconds.
    [[nodiscard]] double cpu_seconds() const;
    /// Resident memory in bytes.
    [[nodiscard]] double resident_bytes() const;

private:
    int pid_ = -1;
};

/// Waits until a GET of `path` on loopback answers 200; throws after `patience`.
void wait_until_ok(
    std::uint16_t port, const std::string& path, child& server, std::chrono::milliseconds patience,
    std::chrono::microseconds pause);

/// Waits until `port` on loopback accepts a connection; throws after 5 s.
void wait_until_open(std::uint16_t port, child& server);

/// A loopback port nobody listens on at this moment.
std::uint16_t free_port();

/// Watches what others take from the machine between two moments: every process but this one and
/// its children, and the time the host gave to other guests. Kernel threads are not "others":
/// what they do in a measurement is mostly our own fsync.
class neighbours
{
public:
    /// Begins a new span.
    void start();
    /// Share of one core that others took since the start.
    [[nodiscard]] double share() const;

private:
    double before_ = 0;
    std::chrono::steady_clock::time_point since_{};
};

/// A span counts only when others took at most this share of a core (performance.md).
constexpr double calm_share = 0.09;

/// Waits until others take no more than that, at most `patience`.
void wait_for_calm(std::chrono::seconds patience);

} // namespace switchback::bench
