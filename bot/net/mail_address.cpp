#include "bot/net/mail_address.hpp"

#include <algorithm>

namespace switchback::net {
namespace {

constexpr std::size_t name_bytes = 64; // RFC 5321
constexpr std::size_t address_bytes = 254;
constexpr std::size_t label_bytes = 63;

bool is_letter_or_digit(char one) noexcept
{
    return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9');
}

bool is_name(std::string_view name) noexcept
{
    return !name.empty() && name.size() <= name_bytes && !name.starts_with('.') &&
           !name.ends_with('.') && !name.contains("..") && std::ranges::all_of(name, [](char one) {
               return is_letter_or_digit(one) ||
                      std::string_view(".!#$%&'*+-/=?^_`{|}~").contains(one);
           });
}

bool is_label(std::string_view label) noexcept
{
    return !label.empty() && label.size() <= label_bytes && !label.starts_with('-') &&
           !label.ends_with('-') && std::ranges::all_of(label, [](char one) {
               return is_letter_or_digit(one) || one == '-';
           });
}

} // namespace

std::optional<mail_address> mail_address::from(std::string_view text)
{
    const auto at = text.find('@');
    if (text.size() > address_bytes || at == std::string_view::npos || !is_name(text.substr(0, at)))
        return std::nullopt;
    for (auto rest = text.substr(at + 1);;)
    {
        const auto dot = rest.find('.');
        if (!is_label(rest.substr(0, dot)))
            return std::nullopt;
        if (dot == std::string_view::npos)
            return mail_address(text);
        rest.remove_prefix(dot + 1);
    }
}

std::string_view mail_address::domain() const noexcept
{
    return std::string_view(text_).substr(text_.find('@') + 1);
}

} // namespace switchback::net
