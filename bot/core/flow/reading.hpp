// What a step kind may ask of its YAML. Everything it hands out is parsed, bound to the names
// visible at that place and checked; faults are reported where they stand and leave a harmless
// value, so that a `read` never needs an error path. Lives while one step is read; one thread.
#pragma once

#include "bot/core/flow/fields.hpp"
#include "bot/core/flow/read_flow.hpp"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace switchback::flow {

class walk; // the state of reading one flow: walk.hpp

class reading
{
public:
    reading(walk& through, const yaml_value& step, step_index index);

    /// The value of the first key, the one that names the kind.
    [[nodiscard]] const yaml_value& subject() const noexcept { return step_.value(0); }
    /// Another key of the step; `need` reports when it is missing.
    [[nodiscard]] const yaml_value* find(std::string_view key) { return keys_.find(key); }
    [[nodiscard]] const yaml_value* need(std::string_view key) { return keys_.need(key); }
    /// The step's `id`, possibly empty; `need_id` reports when it is missing.
    [[nodiscard]] const std::string& id() const;
    [[nodiscard]] const std::string& need_id();
    [[nodiscard]] faults& into() noexcept;
    [[nodiscard]] step_index index() const noexcept { return index_; }
    [[nodiscard]] const read_context& around() const noexcept;

    /// A sentence the client reads, with its {holes}; and one or several of them.
    [[nodiscard]] text_template sentence(const yaml_value& from);
    [[nodiscard]] std::vector<text_template> sentences(const yaml_value& from);
    /// The last of these sentences asks something (compound-question is checked).
    void asks(const std::vector<text_template>& question);

    /// An expression of any type, and one that must be yes or no.
    [[nodiscard]] expression value(const yaml_value& from);
    [[nodiscard]] expression condition(const yaml_value& from);
    /// A condition that may also use these names, which nothing outside it sees.
    [[nodiscard]] expression
    condition_over(const yaml_value& from, const std::vector<symbol>& names);
    /// True when the expression has a value whichever way led here.
    [[nodiscard]] bool is_surely_set(const expression& what) const;
    /// Adds `unset` unless the expression is sure to have a value; makes flow inputs required.
    void demand(const expression& what);
    /// The same for what arithmetic inside it needs; the whole may have no value.
    void demand_inside(const expression& what);
    /// Adds `type` unless the expression fits.
    void expect(const expression& what, const type& wanted, std::string_view why);

    enum class origin
    {
        asked,      // an answer: `review` and `share` may list it
        worked_out, // by `set`: reaches a name outside a loop too
        looked_up,  // by `recall`: always set
    };
    /// Declares a name the step gives.
    slot declare(const std::string& name, type of, const yaml_value& at, origin from);
    /// Gives a name declared by this step the type found since.
    void retype(const std::string& name, type of);
    /// A slot no name leads to.
    [[nodiscard]] slot hidden(const std::string& name);
    /// Says what is known of a slot behind this step: that it has a value, or may have none.
    void now_set(slot which, bool surely);

    /// Two exclusive blocks under one condition.
    [[nodiscard]] std::pair<block, block>
    branches(const expression& condition, const yaml_value* then, const yaml_value* otherwise);

    struct loop_result
    {
        block inside;
        std::vector<symbol> names; // everything declared inside
    };
    /// A block repeated; `item` is visible inside only.
    [[nodiscard]] loop_result loop(const yaml_value& list, const expression& of, symbol item);

    /// A step named by id, filled in when the whole flow is read; the body must not move.
    void go_to(const yaml_value& id, step_index& filled);
    /// Steps above this one that gave these answers; faults for names that are none.
    [[nodiscard]] std::vector<step_index>
    answers_named(const yaml_value& list, std::string_view what);
    /// Nothing behind this step is reached through it.
    void ends_here();
    /// The flow a value names; a fault and null when there is none.
    [[nodiscard]] const signature* flow_named(const yaml_value& name);
    /// Another flow this step leads to; its slots are filled when the bundle is made.
    void links(flow_link to);
    /// What a link gives one input of that flow.
    [[nodiscard]] flow_link::part
    given(const std::string& name, const expression& value, slot* filled) const;
    /// The collection of the client's record a value names; a fault and null when there is none.
    [[nodiscard]] const collection* collection_named(const yaml_value& name);
    void recalls(const recall_need& what);

    /// Reports the keys nobody asked for. Called by the walk after `read`.
    void done() { keys_.done(); }

private:
    void note_given(slot which, origin from);
    void add_answers_of(const std::string& name, std::vector<step_index>& out) const;

    walk& through_;
    const yaml_value& step_;
    step_index index_;
    fields keys_;
};

} // namespace switchback::flow
