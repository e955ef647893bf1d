// The state of reading one flow, private to read_flow.cpp, walk.cpp, reading.cpp and layout.cpp:
// the names in sight, what is surely set, and what the conditions around read. One thread.
#pragma once

#include "bot/core/flow/fields.hpp"
#include "bot/core/flow/read_flow.hpp"

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace switchback::flow {

class reading;

/// Slots, sorted, each once.
using slots = std::vector<slot>;
void add_to(slots& into, std::span<const slot> more);
[[nodiscard]] slots common(const slots& a, const slots& b);
[[nodiscard]] bool contains(const slots& in, slot one);

/// What is true where the walk stands.
struct facts
{
    slots known;           // these have a value whichever way led here
    bool reachable = true; // false behind an `end` or a jump
};
/// What is true where two ways meet.
[[nodiscard]] facts meet(const facts& a, const facts& b);

/// The names of the flow, or of one `each`.
struct level
{
    explicit level(const scope* outer) : names(outer) {}
    scope names;
    std::vector<symbol> own;
    struct id_use
    {
        std::string id;
        step_index by = no_step;
        std::vector<std::pair<step_index, bool>> sides;
    };
    std::vector<id_use> ids;
};

/// A block while and after it is read.
struct open_block
{
    block steps;
    int outer = -1;              // the block that encloses it, or -1
    step_index holder = no_step; // the step it belongs to
};

/// A sentence a client reads, for the checks of wording.
struct spoken
{
    std::string text;
    position at;
    bool question = false;
};

class walk
{
public:
    walk(const yaml_tree& tree, const read_context& context, diagnostics& found);

    [[nodiscard]] block read_block(const yaml_value& list, const std::string& path);
    [[nodiscard]] bool bind_here(expression& what);
    [[nodiscard]] bool bind_here(text_template& what);
    void note_reads(std::span<const slot> reads);
    void demand(const expression& what);
    void require_inputs(const expression& what);
    [[nodiscard]] bool is_set_given(const expression& what, const slots& known) const;
    [[nodiscard]] slot new_slot(const std::string& name, bool out_of_sight = false);
    [[nodiscard]] slots assumed() const; // known, and every input: using one makes it required
    void add_way_to(const std::string& id, const facts& from);

    const yaml_tree& tree;
    const read_context& context;
    faults into;
    std::shared_ptr<flow> made = std::make_shared<flow>();
    std::vector<flow_link> links;
    std::vector<recall_need> recalls;
    std::deque<level> levels; // a deque: scopes point at the ones outside them
    facts now;
    slots inputs;
    slots hidden;
    std::vector<slots> around;                        // what each condition or loop around reads
    std::vector<std::pair<step_index, bool>> sides;   // which side of which `if`
    std::map<std::string, facts, std::less<>> ways;   // forward jumps: what holds on arrival
    std::vector<open_block> blocks;                   // all of them
    std::vector<int> block_of;                        // step -> block
    std::vector<bool> loops;                          // step -> is it an `each`
    std::vector<slots> around_of;                     // step -> what stands around it reads
    std::vector<slots> own_reads;                     // step -> what it reads itself
    std::vector<slots> gives;                         // step -> names it gives
    std::vector<std::pair<slot, step_index>> answers; // what `review` and `share` may list
    int block_now = -1;
    step_index step_now = no_step;
    std::uint8_t loop_depth = 0;
    std::vector<spoken> sentences;
    struct target
    {
        step_index from = no_step;
        std::string id;
        const yaml_value* at = nullptr;
        step_index* filled = nullptr; // a field of a body; null for the step's own `next`
        int at_most = 0;
    };
    std::vector<target> targets;

private:
    step_index read_step(const yaml_value& from, const std::string& path);
    [[nodiscard]] const steps::step_kind* kind_of(const yaml_value& from);
    void begin_step(step_index index, const yaml_value& from);
    void take_id(step_index index, const yaml_value& from);
    void read_common(reading& keys, step_index index);
    void expand_measure(const yaml_value& from, const std::string& path, block& to);
};

/// Fills in everything that needs the whole flow: subtree_end is set while reading; here `after`,
/// jumps and `depends_on`.
void lay_out(walk& through);

} // namespace switchback::flow
