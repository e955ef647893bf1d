// Interleaved rounds: the floor and our side in turns (A B, B A, A B ...), so that a drifting
// machine meets both alike. A round in which others took more than calm_share of a core is run
// again; when too few are calm within the attempts allowed, the calmest are taken and the count
// of calm ones says so. Owned by the measuring program; one thread.
#pragma once

#include "tests/bench/figures.hpp"
#include "tests/bench/machine.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

namespace switchback::bench {

/// One round: whatever a side measured, by the order the caller chose.
struct round_values
{
    std::vector<double> floor;
    std::vector<double> ours;
    double others = 0;
};

class rounds
{
public:
    /// Runs until `wanted` calm rounds are there, at most `wanted * 3` in all.
    template <class floor_side, class our_side>
    rounds(std::string name, std::size_t wanted, floor_side floor, our_side ours)
        : name_(std::move(name))
    {
        for (std::size_t tries = 0; tries < wanted * 3 && calm_ < wanted; ++tries)
        {
            wait_for_calm(std::chrono::seconds(5));
            neighbours around;
            around.start();
            round_values values;
            if (tries % 2 == 0)
                values.floor = floor();
            values.ours = ours();
            if (tries % 2 != 0)
                values.floor = floor();
            values.others = around.share();
            calm_ += values.others <= calm_share ? 1 : 0;
            std::fprintf(
                stderr, "  %s round %zu: others %.0f %% of a core\n", name_.c_str(), tries + 1,
                values.others * 100);
            kept_.push_back(std::move(values));
        }
        std::sort(kept_.begin(), kept_.end(), [](const round_values& a, const round_values& b) {
            return a.others < b.others;
        });
        kept_.resize(std::min(kept_.size(), wanted));
    }

    [[nodiscard]] std::vector<double> floor(std::size_t which) const
    {
        return pick([which](const round_values& r) { return r.floor.at(which); });
    }
    [[nodiscard]] std::vector<double> ours(std::size_t which) const
    {
        return pick([which](const round_values& r) { return r.ours.at(which); });
    }
    /// Ours over the floor, round by round.
    [[nodiscard]] std::vector<double> ratio(std::size_t which) const
    {
        return pick(
            [which](const round_values& r) { return r.ours.at(which) / r.floor.at(which); });
    }
    /// The floor over ours, round by round: for figures where less is better.
    [[nodiscard]] std::vector<double> inverse(std::size_t which) const
    {
        return pick(
            [which](const round_values& r) { return r.floor.at(which) / r.ours.at(which); });
    }
    /// Prints how many rounds counted and how many of them were calm.
    void print_calm() const
    {
        print_figure(
            name_ + "_calm_rounds", {static_cast<double>(std::min(calm_, kept_.size()))},
            "calm rounds among the " + std::to_string(kept_.size()) + " that count");
    }

private:
    template <class chosen>
    std::vector<double> pick(chosen value) const
    {
        std::vector<double> found;
        for (const round_values& r : kept_)
            found.push_back(value(r));
        return found;
    }

    std::string name_;
    std::size_t calm_ = 0;
    std::vector<round_values> kept_;
};

} // namespace switchback::bench
