#include "bot/core/run/state.hpp"

#include <algorithm>

namespace switchback::run {

standing where_is(const flow::bundle_source& bundles, const state& of)
{
    standing out;
    for (auto at = of.paused.rbegin(); at != of.paused.rend(); ++at)
        if (const auto* known = bundles.find(at->bundle))
            out.paused.push_back(known->root().id);
    if (!of.asides.empty())
        out.open_token = of.asides.back().token;
    if (!of.current)
        return out;
    if (out.open_token == 0 && of.current->open)
        out.open_token = of.current->open->token;
    const auto* known = bundles.find(of.current->bundle);
    if (known == nullptr || of.current->frames.empty())
        return out;
    out.flow = known->root().id;
    out.title = known->root().title;
    // Steps stand in the order they are asked, so the place in the file is an honest measure.
    const auto total = known->root().steps.size();
    const auto at = std::min<std::size_t>(of.current->frames.front().at.step, total);
    out.progress_percent = total == 0 ? 0 : static_cast<int>(at * 100 / total);
    return out;
}

} // namespace switchback::run
