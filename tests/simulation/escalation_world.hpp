// A clinic in a virtual world: its rota, its pager, its timer rows, a client and its responders,
// all driven by one seed. Owned by one run of the simulation; one thread.
#pragma once

#include "tests/unit/escalation/promises.hpp"

#include <cstdint>
#include <map>
#include <random>
#include <string>

namespace escalation_tests {

/// What one run did, for the figures printed at the end.
struct world_figures
{
    std::uint64_t events = 0;
    std::uint64_t pages = 0;
    std::uint64_t crashes = 0;
    std::uint64_t cases_at_risk = 0; // that reached L2 or more
    std::map<std::string, std::uint64_t> ends;
};

class world
{
public:
    explicit world(std::uint64_t seed);

    /// Lives through some days of client, responders and faults, then lets everybody fall silent
    /// and time pass. Returns the first broken promise, or nothing.
    [[nodiscard]] std::string live();

    /// The case as stored at the end.
    [[nodiscard]] const std::string& stored() const noexcept { return stored_; }
    [[nodiscard]] const world_figures& figures() const noexcept { return figures_; }

private:
    struct sending
    {
        std::int64_t at_ms = 0;
        switchback::escalation::send_result what;
    };

    [[nodiscard]] std::int64_t roll(std::int64_t sides);
    [[nodiscard]] bool chance(int percent) { return roll(100) < percent; }
    void make_rota();
    [[nodiscard]] int offset_min(std::int64_t time_ms) const;
    [[nodiscard]] switchback::escalation::cover cover_now() const;

    template <class What>
    void take(What what);
    void commit(const switchback::escalation::event& happened);
    void deliver(const switchback::escalation::send_page& what);
    void check_truth(const switchback::escalation::case_state& before);
    void pass_time(std::int64_t until_ms);
    void fire_due();
    void act_client();
    void act_responder();
    void fault();
    void check_end();

    std::mt19937_64 chance_;
    switchback::escalation::rota rota_;
    switchback::escalation::policy policy_;
    switchback::escalation::client_facts client_;
    switchback::escalation::case_state state_;
    std::string stored_; // what a crash leaves
    timer_rows rows_;
    std::vector<sending> sendings_;
    std::map<std::string, unsigned> dead_channels_; // a bit a channel
    std::int64_t time_ms_ = 0;
    std::int64_t clock_error_ms_ = 0;
    std::uint32_t risk_case_ = 0; // the last case counted as at risk
    bool has_summer_time_ = false;
    std::string broken_;
    world_figures figures_;
};

} // namespace escalation_tests
