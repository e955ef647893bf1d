// `ask`: one question; the answer has a type, may be skipped, is asked a bounded number of times.
// Immutable once read; any thread.
#pragma once

#include "bot/base/limits.hpp"
#include "bot/core/answers/answer_kind.hpp"
#include "bot/core/risk/screening.hpp"
#include "bot/core/steps/step_kind.hpp"

#include <optional>

namespace switchback::steps {

enum class share_policy
{
    never,     // stays with the client
    ask,       // offered by the share step, item by item
    therapist, // offered already ticked
};

/// What happens when the tries of a prompt are used up.
struct give_up
{
    enum class act
    {
        skip,
        pause,
        go,  // to the step `target`
        end, // waits only
    };
    act then = act::skip;
    flow::step_index target = flow::no_step;
};

/// An answer that asks for a human by itself: an item of a questionnaire.
struct danger
{
    std::string item; // "phq9.9": names the signal, and what a therapist has reviewed
    double least = 1;
    risk::category about = risk::category::none;
};

struct answer_check
{
    flow::expression refuse_if; // over the frame, with the new answer in its slot
    flow::text_template say;
};

struct wait_spec
{
    std::int64_t nudge_ms = 0; // 0: none
    flow::text_template say;   // the nudge; a standard one when empty
    std::int64_t give_up_ms = 0;
    give_up then{give_up::act::pause};
};

struct ask_body final : flow::step_body
{
    answers::ask_spec spec;
    flow::slot answer = flow::no_slot;
    std::vector<flow::text_template> say; // the last one is the question
    flow::text_template help;
    flow::text_template why;
    bool optional = true;
    bool sensitive = false;
    bool intensity = false;     // `risk: intensity`: 8 or more of 10 is a signal
    std::vector<double> scores; // one: what each option counts, in their order; empty: nothing
    std::optional<danger> asks_for_human;
    share_policy share = share_policy::never;
    std::vector<answer_check> checks;
    std::vector<flow::text_template> unclear; // first, second
    flow::text_template invalid;
    int max_tries = limits::default_tries;
    give_up after_tries;
    wait_spec wait;
    std::int64_t join_ms = 0;
    flow::expression suggest;
};

[[nodiscard]] std::unique_ptr<flow::step_body> read_ask(flow::reading& from);
void check_ask(const flow::step& what, flow::checking& in);

/// The question as the client read it.
[[nodiscard]] std::string question_of(const ask_body& body, std::span<const flow::value> values);

/// An answer as it reads back to the client; empty when unset.
[[nodiscard]] std::string
answer_text(const ask_body& body, std::span<const flow::value> values, const flow::value& answer);

/// What the client read on the option with this key; the key itself when there is none.
[[nodiscard]] std::string
label_of(const ask_body& body, std::span<const flow::value> values, const flow::value& key);

extern const step_kind ask_kind;

} // namespace switchback::steps
