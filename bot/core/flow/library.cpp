#include "bot/core/flow/library.hpp"

#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/library_builder.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::flow {

bool is_library_file(std::string_view name) noexcept
{
    if (name == "record.yaml" || name == "flows.lock")
        return true;
    const auto slash = name.find('/');
    if (slash == std::string_view::npos || name.find('/', slash + 1) != std::string_view::npos)
        return false;
    return name.ends_with("/flow.yaml") ||
           ((name.starts_with("measures/") || name.starts_with("packs/")) &&
            name.ends_with(".yaml"));
}

const bundle* library::find(std::string_view hash) const noexcept
{
    const auto place = by_hash_.find(hash);
    return place == by_hash_.end() ? nullptr : place->second.what.get();
}

const bundle* library::current(std::string_view flow_id) const noexcept
{
    const auto place = current_.find(flow_id);
    return place == current_.end() ? nullptr : find(place->second);
}

std::vector<const bundle*> library::published() const
{
    std::vector<const bundle*> out;
    for (const auto& [id, hash] : current_)
        out.push_back(find(hash));
    return out;
}

stored_bundle library::stored(std::string_view hash) const
{
    const auto place = by_hash_.find(hash);
    return place == by_hash_.end() ? stored_bundle{} : *place->second.sources;
}

void library::keep_from(const library& older)
{
    for (const auto& [hash, one] : older.by_hash_)
        by_hash_.try_emplace(hash, one);
}

bool library::pin(const stored_bundle& from, std::span<const steps::step_kind* const> kinds)
{
    if (find(from.hash) != nullptr)
        return true;
    const auto again = read_library(from.files, kinds, {.trust_lock = false, .prove = false});
    const auto* made = again.made->current(from.flow);
    if (made == nullptr || made->hash != from.hash)
        return false;
    by_hash_.emplace(from.hash, again.made->by_hash_.find(from.hash)->second);
    return true;
}

loaded_library read_library(
    const file_map& files, std::span<const steps::step_kind* const> kinds,
    const library_options& how)
{
    library_builder builder(files, kinds, how);
    return builder.build();
}

void check_lock(loaded_library& loaded)
{
    if (loaded.published.empty())
        return;
    for (const auto& one : loaded.now)
    {
        const auto at = position{one.flow + "/flow.yaml", 0, 0};
        const auto* before = find_entry(loaded.published, one.flow);
        const auto moved =
            before != nullptr && (before->logic != one.logic || before->text != one.text);
        if (before == nullptr || (moved && one.version > before->version))
            loaded.found.push_back(
                {severity::warning, std::string(codes::not_published), at,
                 fmt::format("version {} of `{}` is not in flows.lock", one.version, one.flow),
                 "publish it with `switchback check --lock`"});
        else if (moved || one.version < before->version)
            loaded.found.push_back(
                {severity::error, std::string(codes::version_not_raised), at,
                 fmt::format(
                     "`{}` changed since version {} was published{}", one.flow, before->version,
                     before->logic == one.logic && before->text != one.text ? " (words only)" : ""),
                 fmt::format("write `version: {}`", before->version + 1)});
    }
}

} // namespace switchback::flow
