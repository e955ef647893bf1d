#include "bot/core/answers/answer_kind.hpp"

#include <array>

namespace switchback::answers {
namespace {

constexpr std::array<const answer_kind*, 0> kinds{};

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
