// How a library is put together: trees, then flows, then what they call, then bundles. Private to
// library*.cpp; one thread.
#pragma once

#include "bot/core/flow/canonical.hpp"
#include "bot/core/flow/library.hpp"
#include "bot/core/flow/measure.hpp"
#include "bot/core/flow/read_flow.hpp"

#include <deque>
#include <optional>

namespace switchback::flow {

class library_builder
{
public:
    library_builder(
        const file_map& files, std::span<const steps::step_kind* const> kinds,
        const library_options& how);
    [[nodiscard]] loaded_library build();

private:
    struct source
    {
        std::string id;
        yaml_tree tree;
        canonical_hashes hashes;
        std::vector<std::string> calls; // flow ids, each once, in reading order
        std::string bundle_hash;        // empty when it cannot be bundled
        read_flow_result read;
        bool published = true; // false: made for a measure
        bool quoted = false;   // another's words: how they read is not ours to judge
        bool linked = false;   // its calls were followed
        bool broken = false;
        int calls_deep = 0; // the longest chain of calls below it
    };

    void read_files();
    void add_source(yaml_tree tree, bool published);
    void add_measure(measure made);
    void add_measures();
    void hash_bundle(source& root);
    [[nodiscard]] bool is_trusted(const source& one) const;
    void read_flows();
    [[nodiscard]] read_context context(bool prove) const;
    void link(source& one, std::vector<const source*>& path);
    void check_reminders();
    void spread_faults();
    void check_link(source& from, const flow_link& to, const source& called);
    void publish(const source& root);
    void fill(read_flow_result& read, const bundle& in) const;
    [[nodiscard]] source* find(std::string_view id);
    void fail(source& one, std::string_view code, const position& at, std::string message);
    [[nodiscard]] std::shared_ptr<stored_bundle> sources_of(const bundle& made) const;
    [[nodiscard]] std::vector<const source*> members(const source& root);

    const file_map& files_;
    std::span<const steps::step_kind* const> kinds_;
    library_options how_;
    loaded_library out_;
    std::deque<source> sources_;
    std::vector<signature> signatures_;
    std::vector<measure> measures_;
};

} // namespace switchback::flow
