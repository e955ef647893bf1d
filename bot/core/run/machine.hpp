// The interpreter of one turn: what a step kind may do to the run, and the loop that drives the
// steps. Made by `advance` for one event, works on the state in place, gone with the turn. One
// thread.
#pragma once

#include "bot/core/run/advance.hpp"
#include "bot/core/run/journal.hpp"
#include "bot/core/steps/step_kind.hpp"

#include <span>
#include <string>
#include <string_view>

namespace switchback::run {

/// What a step did.
enum class progress
{
    next,     // it is done: go on with what follows it
    moved,    // it has set the cursor itself
    waits,    // a prompt is open, or an aside stands above the run
    finished, // the flow it is in has ended (`finish` was called)
};

/// A client's reply to the open prompt.
struct reply
{
    enum class kind
    {
        words,
        sent,
        skip,
    };
    kind how = kind::words;
    std::string_view words;
    const flow::value* sent = nullptr;
};

class machine
{
public:
    machine(const flow::bundle_source& bundles, turn& out, const event& happened, bool trace);

    // The turn
    [[nodiscard]] const event& happened() const noexcept { return happened_; }
    [[nodiscard]] state& now() noexcept { return out_.next; }
    [[nodiscard]] turn& out() noexcept { return out_; }
    [[nodiscard]] bool traces() const noexcept { return trace_; }
    [[nodiscard]] const flow::bundle_source& bundles() const noexcept { return bundles_; }
    [[nodiscard]] std::string title_of(std::string_view flow_id) const; // its id when it is gone
    void emit(effect wanted) { out_.effects.push_back(std::move(wanted)); }
    void say(std::string words, std::vector<span> spans = {});
    void echo(std::string words); // the client's own words, into the log of the conversation
    message& ask_with(std::string words, input_form form);
    void because(std::string_view decision); // one line of `why`

    // The run
    [[nodiscard]] bool has_run() const noexcept { return out_.next.current.has_value(); }
    [[nodiscard]] journey& run() noexcept { return *out_.next.current; }
    [[nodiscard]] const flow::bundle& bundle() const noexcept { return *bundle_; }
    [[nodiscard]] frame& here() noexcept { return run().frames[run().active]; }
    [[nodiscard]] const flow::flow& flow() noexcept { return *bundle_->flows[here().flow]; }
    [[nodiscard]] std::span<const flow::value> values() noexcept { return here().slots; }
    /// The values as that instance saw them: inside a loop, those of its own turn.
    [[nodiscard]] std::vector<flow::value> values_at(const instance& where);
    [[nodiscard]] instance instance_of(const flow::step& what) noexcept;
    [[nodiscard]] const flow::step& step_at(const instance& where);
    [[nodiscard]] std::string key_of(const instance& where); // (run, step path, item)

    // The journal
    [[nodiscard]] bool replays() const noexcept { return replays_; }
    [[nodiscard]] std::size_t waiting(const instance& where, entry_kind kind);
    entry& note(const instance& where, entry_kind kind, flow::value held = {});
    /// Notes or re-passes `held` under the instance; marks `written` changed when it differs from
    /// before.
    void settle(
        const instance& where, entry_kind kind, flow::value held,
        std::span<const flow::slot> written);
    void keep(std::size_t at);
    [[nodiscard]] bool affected(const flow::step& what, std::size_t at);
    void put(flow::slot at, flow::value held);

    // The cursor
    void go_to(flow::step_index target);   // by a jump or into a block
    void go_after(const flow::step& done); // `next:` if there is one, else what follows
    void enter_loop(const flow::step& loop, flow::step_index first, std::uint8_t turn);
    void leave_loop(const flow::step& loop);
    [[nodiscard]] bool is_inside(const flow::step& loop) noexcept;
    [[nodiscard]] progress call(
        const flow::step& from, int flow_index,
        std::vector<std::pair<flow::slot, flow::value>> inputs);
    [[nodiscard]] progress finish(std::string_view outcome);

    // Prompts
    prompt& open_prompt(const instance& where, flow::value suggested = {});
    void close_prompt();
    void suspend_wait();
    void reask();                         // the open prompt once more, plainly, with a new token
    [[nodiscard]] input_form form_now();  // what the open prompt offers
    void answer_open(const reply& given); // hands it to the step that asked, then goes on
    void run_on();                        // drives steps until one waits or the run ends

    // Change of mind
    void change_answer(std::size_t entry_at);
    void walk_again(); // from the start, silently up to what must be asked
    [[nodiscard]] bool take_jump(const flow::step& from);

    // Journeys
    [[nodiscard]] bool adopt(); // finds the bundle of the current run; false when it is gone
    void begin(const flow::bundle& with, const std::vector<flow::field>& given);
    void pause_run();
    void end_run(std::string_view outcome);
    void
    fail_run(std::string_view what); // a budget was passed: the run is paused, the operator told

    // Asides
    aside& push_aside(aside_kind kind);

private:
    [[nodiscard]] bool over_budget();
    [[nodiscard]] bool settle_progress(const flow::step& step, progress did);
    void retract_waiting();
    void return_to_caller();
    void take_outputs(const flow::step& call, const frame& done);
    void arm_wait();

    turn& out_;
    const flow::bundle_source& bundles_;
    const event& happened_;
    const flow::bundle* bundle_ = nullptr;
    bool trace_;
    bool replays_ = false;
    int steps_ = 0;
    int replayed_ = 0;
};

} // namespace switchback::run
