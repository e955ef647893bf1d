// A conversation for the engine's tests: flows as texts, events as calls. Every turn is stored and
// read again, its messages must be numbered without a gap, and every event is kept for a replay.
#pragma once

#include "bot/core/flow/library.hpp"
#include "bot/core/run/advance.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace scene {

using namespace switchback;

/// A flow file named `id` whose head is right; `rest` begins with `in:`, `out:` or `steps:`.
[[nodiscard]] std::string flow_text(std::string_view id, std::string_view rest);

/// Reads these flows beside a record; throws with the first fault when one of them is broken.
[[nodiscard]] std::shared_ptr<flow::library> library(const flow::file_map& files);

class chat
{
public:
    explicit chat(std::shared_ptr<const flow::bundle_source> flows);
    /// One flow `f`, whose text begins with `steps:` (or `in:`), started at once.
    explicit chat(std::string_view rest);

    void start(std::string_view flow_id = "f", std::vector<flow::field> given = {});
    void say(std::string_view words, bool typing_ends = true);
    void tap(flow::value sent);                      // on the open prompt
    void tap(std::uint32_t token, flow::value sent); // on any prompt
    void edit(std::uint32_t token);
    void fire(std::string_view timer, std::uint32_t token);
    void confirm_erase();
    void resume(std::uint32_t index = 0);
    void command(run::event_kind what);
    void send(run::event event);
    void later(std::int64_t ms) { time_ms += ms; }

    /// What the bot said in the last turn, joined with ` | `.
    [[nodiscard]] std::string said() const;
    /// The last sentence that offers an input in the last turn; empty when none does.
    [[nodiscard]] std::string asked() const;
    [[nodiscard]] std::optional<run::input_form> form() const;
    [[nodiscard]] std::uint32_t token() const;
    [[nodiscard]] std::string suggested() const;
    [[nodiscard]] std::uint32_t token_of(std::string_view answer) const; // given on the present way
    [[nodiscard]] flow::value answer(std::string_view name) const;       // of the current run
    [[nodiscard]] std::string why() const;                               // of the last turn

    /// The effects of that type in the last turn, or in all turns.
    template <class kind>
    [[nodiscard]] std::vector<kind> effects(bool of_all = false) const
    {
        std::vector<kind> out;
        for (const auto& one : of_all ? all_effects : last.effects)
            if (const auto* wanted = std::get_if<kind>(&one))
                out.push_back(*wanted);
        return out;
    }

    std::shared_ptr<const flow::bundle_source> flows;
    run::state now;
    run::turn last;
    std::vector<run::event> log;
    std::vector<run::effect> all_effects;
    std::vector<run::record_snapshot::item> record;
    std::string language = "en";              // of the client
    std::int64_t time_ms = 1'772'445'600'000; // Monday, 2 March 2026, 10:00 UTC
};

/// A clinic where Dana, its one primary, is always there.
[[nodiscard]] escalation::clinic clinic_of_dana();

/// The state after these events, from nothing.
[[nodiscard]] run::state
replay(const flow::bundle_source& flows, const std::vector<run::event>& log);

} // namespace scene
