// The public page that says what happens in a crisis: plain HTML from compiled-in sentences and the
// practice's own windows, so that it needs no script, no store and no flow. Pure; any thread.
#pragma once

#include "bot/core/escalation/policy.hpp"
#include "bot/core/escalation/rota.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace switchback::web {

/// What a practice's page speaks of; every text may be anything.
struct protocol_facts
{
    std::string practice;
    escalation::policy windows;
    bool has_responders = false;
    std::vector<escalation::day_hours> open; // by the practice's own clock, in order
    std::string zone;                        // "Europe/Madrid"; empty: not said
};

/// The whole document, in English or Spanish (another language is English). Every value is escaped;
/// it holds no script and no style of its own.
[[nodiscard]] std::string protocol_page(const protocol_facts& about, std::string_view language);

} // namespace switchback::web
