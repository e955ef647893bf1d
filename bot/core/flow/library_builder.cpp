#include "bot/core/flow/library_builder.hpp"

#include "bot/base/codec.hpp"
#include "bot/base/limits.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/record_schema.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace switchback::flow {
namespace {

constexpr std::array<std::string_view, 3> share_policies{"never", "ask", "therapist"};

/// Which flows a tree calls, found without reading it: bundles are hashed before flows are proved.
void find_calls(const yaml_value& in, std::vector<std::string>& out)
{
    if (in.keys() > 0 && in.value(0).is_scalar())
    {
        std::string called;
        if (in.key(0).text == "call")
            called = in.value(0).text;
        else if (in.key(0).text == "ask" && in.value(0).text == "questionnaire")
        {
            const auto* instrument = in.find("instrument");
            const auto* share = in.find("share");
            if (instrument != nullptr)
                called =
                    measure_flow_id(instrument->text, share == nullptr ? "never" : share->text);
        }
        if (!called.empty() && std::ranges::find(out, called) == out.end())
            out.push_back(std::move(called));
    }
    for (const auto& item : in.items)
        if (!item.items.empty())
            find_calls(item, out);
}

bool is_measure_file(std::string_view name) noexcept
{
    return name.starts_with("measures/") || name.starts_with("packs/");
}

std::string folder_of(const std::string& file)
{
    return file.substr(0, file.find('/'));
}

} // namespace

library_builder::library_builder(
    const file_map& files, std::span<const steps::step_kind* const> kinds,
    const library_options& how)
    : files_(files), kinds_(kinds), how_(how)
{
    out_.made = std::make_shared<library>();
}

loaded_library library_builder::build()
{
    read_files();
    for (auto& one : sources_)
        hash_bundle(one);
    read_flows();
    for (auto& one : sources_)
    {
        std::vector<const source*> path;
        link(one, path);
    }
    check_reminders();
    spread_faults();
    for (auto& one : sources_)
    {
        if (!one.published)
            continue;
        if (one.broken)
            out_.left_out.push_back(one.id.empty() ? folder_of(one.tree.file) : one.id);
        else
            publish(one);
    }
    std::ranges::sort(out_.found, [](const diagnostic& a, const diagnostic& b) {
        return std::tie(a.at.file, a.at.line, a.at.column, a.code) <
               std::tie(b.at.file, b.at.line, b.at.column, b.code);
    });
    std::ranges::sort(out_.now, {}, &lock_entry::flow);
    return std::move(out_);
}

void library_builder::read_files()
{
    for (const auto& [name, text] : files_)
    {
        if (!is_library_file(name))
            continue;
        if (name == "flows.lock")
        {
            out_.published = read_lock(name, text, out_.found);
            continue;
        }
        auto tree = read_yaml(name, text, out_.found);
        if (!tree)
        {
            if (name.ends_with("/flow.yaml") && !is_measure_file(name))
                out_.left_out.push_back(folder_of(name));
        }
        else if (name == "record.yaml")
            out_.made->record_ = read_record_schema(*tree, out_.found);
        else if (is_measure_file(name))
        {
            if (auto made = read_measure(std::move(*tree), out_.found))
                add_measure(std::move(*made));
        }
        else
            add_source(std::move(*tree), true);
    }
    add_measures();
}

void library_builder::add_source(yaml_tree tree, bool published)
{
    auto& made = sources_.emplace_back();
    auto known = read_signature(tree);
    made.id = known.id;
    made.published = published;
    made.hashes = hash_of(tree);
    if (const auto* steps = tree.root.find("steps"))
        find_calls(*steps, made.calls);
    made.tree = std::move(tree);
    if (published && !made.id.empty())
        signatures_.push_back(std::move(known));
}

void library_builder::add_measure(measure made)
{
    if (const auto known = std::ranges::find(measures_, made.id, &measure::id);
        known != measures_.end())
    {
        out_.found.push_back(
            {severity::error, std::string(codes::duplicate_id), made.source.at(made.source.root),
             fmt::format("the measure `{}` stands in {} too", made.id, known->source.file), ""});
        return;
    }
    measures_.push_back(std::move(made));
}

/// Only the measure flows somebody calls are made.
void library_builder::add_measures()
{
    std::vector<std::string> wanted;
    for (const auto& one : sources_)
        wanted.insert(wanted.end(), one.calls.begin(), one.calls.end());
    const bool remembers = find_collection(&out_.made->record_, measures_collection) != nullptr;
    for (const auto& one : measures_)
        for (const auto share : share_policies)
        {
            const auto id = measure_flow_id(one.id, share);
            if (std::ranges::find(wanted, id) == wanted.end())
                continue;
            signatures_.push_back(measure_signature(one, share));
            add_source(make_flow(one, share, remembers), false);
            sources_.back().quoted = one.licence != licence_kind::own;
        }
}

library_builder::source* library_builder::find(std::string_view id)
{
    const auto place = std::ranges::find(sources_, id, &source::id);
    return id.empty() || place == sources_.end() ? nullptr : &*place;
}

/// The flow and all it calls, itself first; the order is that of reading.
std::vector<const library_builder::source*> library_builder::members(const source& root)
{
    std::vector<const source*> out{&root};
    for (std::size_t i = 0; i < out.size() && out.size() <= limits::flows_per_bundle; ++i)
        for (const auto& id : out[i]->calls)
            if (const auto* called = find(id);
                called != nullptr && std::ranges::find(out, called) == out.end())
                out.push_back(called);
    return out;
}

void library_builder::hash_bundle(source& root)
{
    auto all = members(root);
    std::ranges::sort(all.begin() + 1, all.end(), {}, &source::id);
    writer said;
    for (const auto* one : all)
    {
        said.text(one->id);
        const auto* version = one->tree.root.find("version");
        said.text(version == nullptr ? "" : version->text);
        said.text(one->hashes.logic);
        said.text(one->hashes.text);
    }
    root.bundle_hash = sha256(said.bytes());
}

bool library_builder::is_trusted(const source& one) const
{
    if (!how_.trust_lock)
        return false;
    const auto* entry = find_entry(out_.published, one.id);
    return entry != nullptr && entry->bundle == one.bundle_hash;
}

read_context library_builder::context(bool prove) const
{
    return {kinds_, &out_.made->record_, signatures_, measures_, prove};
}

void library_builder::read_flows()
{
    for (auto& one : sources_)
    {
        one.read =
            read_flow(one.tree, context(how_.prove && !is_trusted(one) && !one.quoted), out_.found);
        one.broken = one.read.made == nullptr;
    }
}

void library_builder::fail(
    source& one, std::string_view code, const position& at, std::string message)
{
    out_.found.push_back({severity::error, std::string(code), at, std::move(message), ""});
    one.broken = true;
}

/// Follows the calls of a flow, those it calls first, so that what they require is known.
void library_builder::link(source& one, std::vector<const source*>& path)
{
    if (one.linked || one.broken)
        return;
    path.push_back(&one);
    for (const auto& to : one.read.links)
    {
        auto* called = to.calls ? find(to.flow_id) : nullptr;
        if (called == nullptr)
            continue; // a reminder, or the reader said so
        if (std::ranges::find(path, called) != path.end())
        {
            fail(
                one, codes::recursion, to.at,
                fmt::format(
                    "`{}` comes back to `{}`: a flow may not call itself", one.id, to.flow_id));
            break;
        }
        link(*called, path);
        if (called->broken)
            continue; // spread_faults says so
        one.calls_deep = std::max(one.calls_deep, called->calls_deep + 1);
        if (one.calls_deep > limits::call_depth)
        {
            fail(
                one, codes::call_depth, to.at,
                fmt::format("calls go {} deep at most", limits::call_depth));
            break;
        }
        check_link(one, to, *called);
    }
    path.pop_back();
    one.linked = true;
}

/// Once what every flow requires is known. A reminder of a broken flow is none of its fault.
void library_builder::check_reminders()
{
    for (auto& one : sources_)
        for (std::size_t i = 0; !one.broken && i < one.read.links.size(); ++i)
        {
            const auto& to = one.read.links[i];
            const auto* offered = to.calls ? nullptr : find(to.flow_id);
            if (offered != nullptr && offered->read.made != nullptr)
                check_link(one, to, *offered);
        }
}

/// A flow that calls a broken one is broken too, however far up.
void library_builder::spread_faults()
{
    for (bool again = true; again;)
    {
        again = false;
        for (auto& one : sources_)
            for (std::size_t i = 0; !one.broken && i < one.read.links.size(); ++i)
            {
                const auto& to = one.read.links[i];
                const auto* called = to.calls ? find(to.flow_id) : nullptr;
                if (called == nullptr || !called->broken)
                    continue;
                fail(
                    one, codes::broken_flow, to.at,
                    fmt::format("the flow `{}` has errors of its own", to.flow_id));
                again = true;
            }
    }
}

void library_builder::check_link(source& from, const flow_link& to, const source& called)
{
    for (const auto& wanted : called.read.made->in)
    {
        if (!wanted.required)
            continue;
        const auto given = std::ranges::find(to.in, wanted.name, &flow_link::part::name);
        if (given == to.in.end())
            fail(
                from, codes::missing_input, to.at,
                fmt::format("`{}` needs the input `{}`", to.flow_id, wanted.name));
        else if (!given->sure)
            fail(
                from, codes::unset, to.at,
                fmt::format(
                    "`{}` needs the input `{}`, and what is given may have been skipped",
                    to.flow_id, wanted.name));
        else
            for (auto& mine : from.read.made->in)
                if (std::ranges::find(given->needs, mine.at) != given->needs.end())
                    mine.required = true;
    }
}

/// Fills in where the calls of a flow lead within one bundle.
void library_builder::fill(read_flow_result& read, const bundle& in) const
{
    for (auto& to : read.links)
    {
        if (!to.calls)
            continue;
        *to.index = in.find_flow(to.flow_id);
        const auto& called = *in.flows[static_cast<std::size_t>(*to.index)];
        for (auto& part : to.in)
            *part.filled = std::ranges::find(called.in, part.name, &parameter::name)->at;
        for (auto& part : to.out)
            *part.filled = std::ranges::find(called.out, part.name, &parameter::name)->at;
    }
}

void library_builder::publish(const source& root)
{
    auto made = std::make_shared<bundle>();
    made->hash = root.bundle_hash;
    const auto all = members(root);
    std::deque<read_flow_result> reads;
    for (const auto* one : all)
    {
        // A flow that calls others points into its bundle, so each bundle has its own copy of it.
        if (one == &root || one->calls.empty())
            reads.push_back(one->read);
        else
        {
            diagnostics told;
            reads.push_back(read_flow(one->tree, context(false), told));
            for (std::size_t i = 0; i < one->read.made->in.size(); ++i)
                reads.back().made->in[i].required = one->read.made->in[i].required;
        }
        made->flows.push_back(reads.back().made);
        for (const auto& need : reads.back().recalls)
            widen(made->recalls, need);
    }
    for (auto& read : reads)
        fill(read, *made);
    auto sources = sources_of(*made);
    out_.now.push_back(
        {root.id, made->root().version, root.hashes.logic, root.hashes.text, made->hash});
    out_.made->current_[root.id] = made->hash;
    out_.made->by_hash_[root.bundle_hash] = {std::move(made), std::move(sources)};
}

std::shared_ptr<stored_bundle> library_builder::sources_of(const bundle& made) const
{
    auto out = std::make_shared<stored_bundle>();
    out->hash = made.hash;
    out->flow = made.root().id;
    const auto add = [&](std::string_view name) {
        if (const auto place = files_.find(name); place != files_.end())
            out->files.insert(*place);
    };
    add("record.yaml");
    for (const auto& one : made.flows)
        add(one->source_file);
    // A flow it reminds of is no part of the bundle, but its inputs are needed to read it again.
    for (const auto& one : sources_)
        if (made.find_flow(one.id) >= 0)
            for (const auto& to : one.read.links)
                add(to.flow_id + "/flow.yaml");
    return out;
}

} // namespace switchback::flow
