// One client's homework for some months of virtual time: what an outer world would do with the
// effects, and what must hold after every event. Owned by a test; one thread.
#pragma once

#include "bot/core/homework/advance.hpp"
#include "bot/core/homework/reminders.hpp"

#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace homework_tests {

struct world_figures
{
    std::uint64_t events = 0;
    std::uint64_t refused = 0;
    std::uint64_t delivered = 0;
    std::uint64_t done = 0;
    std::uint64_t reminders = 0;
    std::uint64_t merged = 0;
    std::uint64_t jumps = 0;
    std::uint64_t moves = 0;
    std::uint64_t lost = 0;

    world_figures& operator+=(const world_figures& other);
};

class world
{
public:
    explicit world(std::uint64_t seed);

    /// Lives to the end; the first promise that was broken, or nothing.
    std::string live();
    [[nodiscard]] const world_figures& figures() const noexcept { return figures_; }
    [[nodiscard]] std::string stored() const;

private:
    struct kept
    {
        switchback::homework::assignment state;
        std::map<std::uint32_t, std::int64_t> rows; // timers by generation, at most one
        std::set<std::int64_t> delivered;           // days
    };

    [[nodiscard]] std::int64_t pick(std::int64_t least, std::int64_t most);
    [[nodiscard]] bool chance(int percent) { return pick(1, 100) <= percent; }
    void assign_something();
    void happen(std::size_t place, switchback::homework::happening what);
    void do_effects(std::size_t place, const std::vector<switchback::homework::effect>& all);
    void act(std::size_t place);
    void act_of_therapist(std::size_t place);
    void pass_time();
    void fire();
    void remind();
    void move_clock();
    void check(std::size_t place);
    void fail(std::string why);
    [[nodiscard]] switchback::homework::reminder_settings settings() const;

    std::mt19937_64 random_;
    std::int64_t now_ms_;
    std::string zone_name_;
    switchback::homework::zone_offset zone_;
    switchback::homework::quiet_hours quiet_;
    std::vector<kept> all_;
    std::int64_t last_reminder_ms_ = 0;
    std::string broken_;
    world_figures figures_;
};

} // namespace homework_tests
