#include "bot/core/answers/answer_kind.hpp"

#include "bot/core/answers/date/date.hpp"
#include "bot/core/answers/many/many.hpp"
#include "bot/core/answers/number/number.hpp"
#include "bot/core/answers/one/one.hpp"
#include "bot/core/answers/scale/scale.hpp"
#include "bot/core/answers/text/text.hpp"
#include "bot/core/answers/time/time.hpp"
#include "bot/core/answers/yesno/yesno.hpp"

#include <array>

namespace switchback::answers {
namespace {

// One line a kind.
constexpr std::array<const answer_kind*, 8> kinds{
    &text_kind,  &yesno_kind,  &one_kind,  &many_kind,
    &scale_kind, &number_kind, &date_kind, &time_kind,
};

} // namespace

std::span<const answer_kind* const> all()
{
    return kinds;
}

const answer_kind* find(std::string_view name) noexcept
{
    for (const auto* kind : kinds)
        if (kind->name == name)
            return kind;
    return nullptr;
}

} // namespace switchback::answers
