// A pack of homework: several flows with their delays and what waits for what, as a file that a
// clinician can read (flows/homework/<pack>.yaml). Assigning one makes an assignment of each.
// Values; any thread.
#pragma once

#include "bot/core/flow/library.hpp"
#include "bot/core/flow/yaml_tree.hpp"
#include "bot/core/homework/draft.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::homework {

/// What assigning needs to know of a published flow.
struct flow_facts
{
    std::string id;
    std::int32_t version = 0;
    std::string bundle;
    std::int32_t minutes = 0;
    std::vector<std::string> needs; // inputs without which it cannot be started
};

/// Those of every flow a library publishes, by id.
[[nodiscard]] std::vector<flow_facts> facts_of(const flow::library& published);

struct pack_item
{
    std::string flow;
    unlocking unlock = unlocking::at_once;
    std::int32_t delay_days = 0; // from the start of the pack, or from the end of the previous one
    std::string repeats;         // canonical; empty: once, or before each session
    plan when;                   // but for its first day
    bool may_start_early = true;
    std::int32_t reminders = 1;
    std::string note; // for the client
};

struct pack
{
    std::string id;
    std::int32_t version = 0;
    std::string title;
    std::string about;
    std::vector<pack_item> homework;
};

/// Reads a pack. Faults are those of flow files (codes.hpp); with an error it gives nullopt.
/// Limits: those of read_yaml, pack_homework, and those of a draft.
[[nodiscard]] std::optional<pack>
read_pack(const flow::yaml_tree& from, std::span<const flow_facts> flows, flow::diagnostics& found);

/// True for `homework/after-a-setback.yaml`: the files that `read_packs` reads.
[[nodiscard]] bool is_pack_file(std::string_view name) noexcept;

struct loaded_packs
{
    std::vector<pack> made;  // by id
    flow::diagnostics found; // by file and line
};

/// Reads every pack of a flow folder. Never fails: a broken one is left out and told of in `found`.
[[nodiscard]] loaded_packs
read_packs(const flow::file_map& files, std::span<const flow_facts> flows);

/// For whom, from when, and what the therapist adds.
struct pack_start
{
    id client;
    id by;
    std::int64_t first_day = 0;
    std::vector<id> numbers; // one for each homework of the pack
    private_text note;       // goes before the first
    std::vector<std::int64_t> sessions;
};

/// A draft of each homework, in order. What waits for the previous one is planned for the first day
/// it may open. Flows that are not published give a draft without a bundle, which `assign` refuses.
[[nodiscard]] std::vector<draft>
drafts_of(const pack& of, std::span<const flow_facts> flows, const pack_start& from);

} // namespace switchback::homework
