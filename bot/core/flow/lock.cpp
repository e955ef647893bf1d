#include "bot/core/flow/lock.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/flow/fields.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::flow {

lock_file read_lock(std::string file, std::string_view text, diagnostics& found)
{
    lock_file out;
    if (text.empty())
        return out;
    const auto tree = read_yaml(std::move(file), text, found);
    if (!tree)
        return out;
    faults into(*tree, found);
    fields top(tree->root, "flows.lock", into);
    const auto* flows = top.need("flows");
    top.done();
    if (flows == nullptr)
        return out;
    for (std::size_t i = 0; i < flows->keys(); ++i)
    {
        fields keys(flows->value(i), "a locked flow", into);
        lock_entry made;
        made.flow = flows->key(i).text;
        if (const auto* version = keys.need("version"))
            made.version = whole(*version, "`version`", 1, 1'000'000, into);
        if (const auto* logic = keys.need("logic"))
            made.logic = word(*logic, "`logic`", into);
        if (const auto* words = keys.need("text"))
            made.text = word(*words, "`text`", into);
        if (const auto* bundle = keys.need("bundle"))
            made.bundle = word(*bundle, "`bundle`", into);
        keys.done();
        out.push_back(std::move(made));
    }
    std::ranges::sort(out, {}, &lock_entry::flow);
    return out;
}

std::string write_lock(const lock_file& from)
{
    std::string out = "# Written by `switchback check --lock`. What was published, by content.\n"
                      "flows:\n";
    for (const auto& one : from)
        out += fmt::format(
            "  {}:\n    version: {}\n    logic: {}\n    text: {}\n    bundle: {}\n", one.flow,
            one.version, one.logic, one.text, one.bundle);
    return out;
}

const lock_entry* find_entry(const lock_file& in, std::string_view flow)
{
    const auto place = std::ranges::lower_bound(in, flow, {}, &lock_entry::flow);
    return place != in.end() && place->flow == flow ? &*place : nullptr;
}

} // namespace switchback::flow
