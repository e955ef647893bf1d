#include "bot/core/run/wording.hpp"

#include "bot/core/run/machine.hpp"
#include "bot/core/run/wording_en.hpp"
#include "bot/core/run/wording_es.hpp"

#include <algorithm>
#include <array>

namespace switchback::run::wording {
namespace {

struct spoken
{
    std::string_view language;
    const sentences& words;
};

// One line per language. English is first because it is the fallback.
constexpr std::array<spoken, 2> languages{{{"en", english}, {"es", spanish}}};

} // namespace

const sentences& in_language(std::string_view language) noexcept
{
    const auto base = language.substr(0, language.find_first_of("-_"));
    const auto found = std::ranges::find(languages, base, &spoken::language);
    return found == languages.end() ? languages.front().words : found->words;
}

std::string_view language_of(machine& in) noexcept
{
    const auto& safety = in.now().safety;
    const bool is_beside_case = safety && safety->held.is_open && !safety->language.empty();
    return is_beside_case ? safety->language : in.happened().language;
}

const sentences& of(machine& in) noexcept
{
    return in_language(language_of(in));
}

std::vector<std::string> in_all_languages(of_any_language label)
{
    std::vector<std::string> out;
    for (const auto& one : languages)
        out.push_back((one.words.*label)());
    return out;
}

} // namespace switchback::run::wording
