#include "bot/core/steps/step_kind.hpp"

#include "bot/core/steps/ask/ask.hpp"
#include "bot/core/steps/call/call.hpp"
#include "bot/core/steps/each/each.hpp"
#include "bot/core/steps/end/end.hpp"
#include "bot/core/steps/handoff/handoff.hpp"
#include "bot/core/steps/if/if.hpp"
#include "bot/core/steps/notice/notice.hpp"
#include "bot/core/steps/recall/recall.hpp"
#include "bot/core/steps/remember/remember.hpp"
#include "bot/core/steps/remind/remind.hpp"
#include "bot/core/steps/review/review.hpp"
#include "bot/core/steps/say/say.hpp"
#include "bot/core/steps/score/score.hpp"
#include "bot/core/steps/set/set.hpp"
#include "bot/core/steps/share/share.hpp"

#include <array>

namespace switchback::steps {

std::span<const step_kind* const> all()
{
    static constexpr std::array<const step_kind*, 15> kinds{
        &say_kind,   &ask_kind,      &set_kind,    &if_kind,     &each_kind,
        &call_kind,  &remember_kind, &recall_kind, &remind_kind, &review_kind,
        &share_kind, &handoff_kind,  &end_kind,    &score_kind,  &notice_kind,
    };
    return kinds;
}

const step_kind* find(std::string_view name) noexcept
{
    for (const auto* kind : all())
        if (kind->name == name)
            return kind;
    return nullptr;
}

} // namespace switchback::steps
