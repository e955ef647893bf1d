// A case on a test's stage: a clinic of five people, a clock that is set by hand, and one line for
// each thing that can happen. Every event checks all promises.
#pragma once

#include "bot/core/escalation/status.hpp"
#include "tests/unit/escalation/promises.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace escalation_tests {

using namespace switchback::escalation;
namespace limits = switchback::limits;

// Monday, 5 January 2026, 10:00 UTC; the clinic works 9 to 17 on weekdays.
inline constexpr std::int64_t monday_ms = 20'458 * limits::day_ms;
inline constexpr std::int64_t ten_ms = monday_ms + 10 * limits::hour_ms;
inline constexpr std::int64_t minute = limits::minute_ms;
inline constexpr std::int64_t hour = limits::hour_ms;

/// ann (primary), bo (backup, on call at night), cy (supervisor), op (operator).
[[nodiscard]] rota clinic();

class scene
{
public:
    case_state now;
    policy windows;
    rota people = clinic();
    client_facts client;
    std::int64_t time_ms = ten_ms;
    bool shows_help_first = true; // the static help goes out before a crisis is durable
    decision last;
    timer_rows rows;

    /// Takes one event at the present time and checks every promise.
    template <class What>
    scene& operator()(What what)
    {
        return take({time_ms, client, std::move(what)});
    }
    scene& take(const event& happened);

    scene& words(
        switchback::risk::outcome outcome, category about = category::suicide,
        urgency how = urgency::unknown);
    scene& item(int value);
    scene& person();
    scene& answer_with(answer was);
    scene& claim(const std::string& who, std::uint32_t epoch);
    scene& claim(const std::string& who) { return claim(who, now.epoch); }
    /// Lets time pass to the timer's due time and fires it.
    scene& fire(timer_kind kind);
    scene& result(const std::string& who, std::uint8_t channel, receipt was);

    [[nodiscard]] std::vector<std::string> said() const; // wordings of the last event
    [[nodiscard]] bool has_said(std::string_view wording) const;
    [[nodiscard]] std::vector<std::string> paged() const; // ids of the last event
    [[nodiscard]] std::string status() const;             // wording of shown_status
    [[nodiscard]] bool asks(question what) const;         // now open, and asked in the last event
    template <class Effect>
    [[nodiscard]] std::vector<Effect> all() const
    {
        std::vector<Effect> out;
        for (const auto& one : last.effects)
            if (const auto* found = std::get_if<Effect>(&one))
                out.push_back(*found);
        return out;
    }

private:
    int told_ = 0;
};

} // namespace escalation_tests
