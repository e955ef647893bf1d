#include "bot/core/answers/language/language.hpp"

#include <array>

namespace switchback::answers {
namespace {

const std::array<const language*, 2>& languages()
{
    static const std::array<const language*, 2> all{&english(), &spanish()};
    return all;
}

} // namespace

const language& language_of(std::string_view tag) noexcept
{
    tag = tag.substr(0, tag.find_first_of("-_"));
    for (const auto* each : languages())
        if (each->tag == tag)
            return *each;
    return *languages().front();
}

std::size_t language_clashes()
{
    std::size_t count = 0;
    for (const auto* each : languages())
        for (const auto* table :
             {&each->yesno, &each->numbers, &each->dates, &each->times, &each->choices})
            count += table->clashes().size();
    return count;
}

} // namespace switchback::answers
