#include "bot/port/pager.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/flow/utf8.hpp"

#include <algorithm>

namespace switchback::port {
namespace {

constexpr std::size_t reference_chars = 8;

bool is_control(char one) noexcept
{
    const auto byte = static_cast<unsigned char>(one);
    return byte < 0x20 || byte == 0x7f;
}

bool is_letter_or_digit(char one) noexcept
{
    return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9');
}

bool is_link_character(char one) noexcept
{
    return is_letter_or_digit(one) || std::string_view("-._~:/").contains(one);
}

bool is_word_character(char one) noexcept
{
    return is_letter_or_digit(one) || one == '-' || one == '_';
}

// The host of what stands behind `https://`, without its port.
std::string_view host_of(std::string_view rest) noexcept
{
    return rest.substr(0, rest.find_first_of(":/"));
}

} // namespace

std::optional<neutral_name> neutral_name::from(std::string_view text)
{
    if (text.empty() || text.size() > limits::page_name_bytes ||
        flow::find_invalid_utf8(text) != std::string_view::npos ||
        std::ranges::any_of(text, is_control))
        return std::nullopt;
    // C1 controls and the line and paragraph separators end a line for some readers.
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
        if ((text[i] == '\xc2' && static_cast<unsigned char>(text[i + 1]) < 0xa0) ||
            text.substr(i, 3) == "\xe2\x80\xa8" || text.substr(i, 3) == "\xe2\x80\xa9")
            return std::nullopt;
    return neutral_name(text);
}

std::optional<case_reference> case_reference::from(std::string_view text)
{
    if (text.size() != reference_chars || !std::ranges::all_of(text, is_letter_or_digit))
        return std::nullopt;
    return case_reference(text);
}

std::optional<page_link> page_link::from(std::string_view text)
{
    constexpr std::string_view secret = "https://", open = "http://";
    const auto here = text.starts_with(open) ? host_of(text.substr(open.size())) : "";
    const bool is_secret = text.starts_with(secret) && !host_of(text.substr(secret.size())).empty();
    const bool is_here = here == "127.0.0.1" || here == "localhost";
    if (!(is_secret || is_here) || text.size() > limits::page_link_bytes ||
        !std::ranges::all_of(text, is_link_character))
        return std::nullopt;
    return page_link(text);
}

std::optional<sign_in_link> sign_in_link::from(std::string_view text)
{
    constexpr std::string_view before_word = "#t=", page = "/respond";
    constexpr std::string_view before_host = "://";
    constexpr std::size_t fewest = 32;
    const auto at = text.find(before_word);
    if (at == std::string_view::npos)
        return std::nullopt;
    const auto address = text.substr(0, at);
    const auto word = text.substr(at + before_word.size());
    const auto host = address.find(before_host);
    if (!page_link::from(address) ||
        address.find('/', host + before_host.size()) != address.size() - page.size() ||
        !address.ends_with(page))
        return std::nullopt;
    if (word.size() < fewest || word.size() > limits::link_word_chars ||
        !std::ranges::all_of(word, is_word_character))
        return std::nullopt;
    return sign_in_link(text);
}

std::string_view name_of(receipt value) noexcept
{
    return value == receipt::accepted ? "accepted" : "delivered";
}

std::string_view name_of(page_fault value) noexcept
{
    constexpr std::string_view names[]{"not_sent", "refused", "unknown"};
    return names[static_cast<std::size_t>(value)];
}

} // namespace switchback::port
