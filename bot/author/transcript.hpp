// A transcript test: a chat written down (`flows/<flow>/*.talk.yaml`), read and played against the
// engine. Reading and playing are pure; one thread.
#pragma once

#include "bot/author/outside.hpp"
#include "bot/core/flow/flow.hpp"
#include "bot/core/flow/position.hpp"
#include "bot/core/flow/value.hpp"
#include "bot/core/flow/yaml_tree.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::author {

struct transcript
{
    enum class act
    {
        me,     // typed words
        tap,    // buttons, by key or label
        bot,    // what must have been said since the client last did something
        after,  // time passes
        expect, // what must hold now
        outside // something happens to the case
    };
    struct step
    {
        act kind = act::me;
        flow::position at;
        std::vector<std::string> words; // me, bot: one; tap: one or more
        bool contains = false;          // bot: `~ part`
        std::int64_t wait_ms = 0;
        flow::yaml_value expected; // expect
        outside_act happens;       // outside
    };

    /// Who is at the invented practice when the talk begins.
    enum class cover
    {
        none, // nobody is set up
        open,
        evening, // somebody is on call
        night    // nobody is there
    };

    std::string file;
    std::string title;
    std::string flow_id;
    flow::yaml_value given;
    flow::yaml_value record;
    cover clinic = cover::none;
    std::string language = "en"; // of the client
    std::string country;         // of the client, where they have told it
    escalation::age_band age = escalation::age_band::unknown;
    bool only = false; // every bot message must be matched
    std::vector<step> steps;
};

/// Reads one transcript; unknown keys and missing parts are errors with their place.
[[nodiscard]] std::optional<transcript>
read_transcript(std::string file, std::string_view text, flow::diagnostics& found);

struct played
{
    bool passed = false;
    flow::diagnostics faults;      // where the chat went another way; code `transcript`
    std::set<std::string> visited; // `flow/path`
    int prompts = 0;               // questions asked, not counting repeats
};

/// Plays a transcript from its start; stops at the first fault.
[[nodiscard]] played play(const transcript& what, const flow::bundle_source& flows);

} // namespace switchback::author
