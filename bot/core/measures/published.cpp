#include "bot/core/measures/published.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace switchback::measures {
namespace {

constexpr std::array locks{
    text_lock{"gad-7", "3f5af41f55f7d37eb98eeb16b9438cd2d70f466f49aa49feb796604e4bf7c905"},
    text_lock{"k10", "58a42a9401593bc328a058ed36087b1355913f1e5690d56119ae93f7e4cfe7c6"},
    text_lock{"phq-4", "5f972dd96754c8a06bc13880ba0c0c82cf585d9e8e613f15e3f3125a219ed902"},
    text_lock{"phq-9", "e13872a02a2168dc665a272769edc8e6ca9f1358466dde88ab84b2c6508dc6ae"},
};

struct mistake
{
    std::string_view instrument;
    std::string_view loinc;
};

// Both were met in public code; each code belongs to another questionnaire.
constexpr std::array mistakes{mistake{"who5", "71969-0"}, mistake{"asq", "93373-9"}};

std::string letters_and_digits(std::string_view from)
{
    std::string out;
    for (const auto c : from)
    {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out += c;
        else if (c >= 'A' && c <= 'Z')
            out += static_cast<char>(c + 32);
    }
    return out;
}

} // namespace

std::span<const text_lock> text_locks() noexcept
{
    return locks;
}

const text_lock* lock_of(std::string_view id) noexcept
{
    const auto found = std::ranges::find(locks, id, &text_lock::id);
    return found == locks.end() ? nullptr : &*found;
}

bool is_mistaken_code(std::string_view instrument, std::string_view loinc)
{
    const auto name = letters_and_digits(instrument);
    return std::ranges::any_of(mistakes, [&](const mistake& one) {
        return name.starts_with(one.instrument) && one.loinc == loinc;
    });
}

} // namespace switchback::measures
