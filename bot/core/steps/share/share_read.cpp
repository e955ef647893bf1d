#include "bot/core/steps/share/share.hpp"

#include "bot/core/flow/checking.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/reading.hpp"
#include "bot/core/steps/ask/ask.hpp"

#include <algorithm>

namespace switchback::steps {

std::unique_ptr<flow::step_body> read_share(flow::reading& from)
{
    auto body = std::make_unique<share_body>();
    // `- share:` alone offers everything that may be shared.
    if (!from.subject().is_nothing())
    {
        body->everything = false;
        body->items = from.answers_named(from.subject(), "`share`");
    }
    if (const auto* say = from.find("say"))
        body->say = from.sentence(*say);
    return body;
}

void check_share(const flow::step& what, flow::checking& in)
{
    const auto& body = static_cast<const share_body&>(*what.body);
    const auto& all = in.whole().steps;
    const auto may_share = [](const flow::step& one) {
        const auto* ask = dynamic_cast<const ask_body*>(one.body.get());
        return ask != nullptr && ask->share != share_policy::never;
    };
    // A called flow shares in the outermost run's one share step, so a call may bring items too.
    auto offers =
        std::ranges::any_of(all, [](const flow::step& one) { return one.kind->name == "call"; });
    if (body.everything)
        offers = offers || std::ranges::any_of(all, may_share);
    else
        for (const auto item : body.items)
            offers = offers || may_share(all[item]);
    if (!offers)
        in.warn(
            flow::codes::share_nothing, what.at, "no answer listed here may be shared",
            "add `share: ask` to an `ask`");
}

} // namespace switchback::steps
