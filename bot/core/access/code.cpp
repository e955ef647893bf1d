#include "bot/core/access/code.hpp"

namespace switchback::access {
namespace {

constexpr auto base = code_letters.size();
static_assert(base == 31, "the check needs a prime");

// Places weigh 1 to 12, all different and none a multiple of the prime: no single wrong letter and
// no two swapped ones leave the sum as it was.
std::size_t weighed(std::string_view code)
{
    std::size_t sum = 0;
    for (std::size_t at = 0; at < code.size(); ++at)
        sum += (at + 1) * code_letters.find(code[at]);
    return sum % base;
}

} // namespace

std::string make_code(const std::array<std::uint64_t, 2>& random)
{
    std::string out;
    for (auto word : random)
        for (int i = 0; i < 6 && out.size() + 1 < code_chars; ++i, word /= base)
            out.push_back(code_letters[word % base]);
    // The last letter makes the sum nothing: 12 x = -sum.
    for (const char last : code_letters)
        if (weighed(out + last) == 0)
            return out + last;
    return out;
}

std::optional<std::string> read_code(std::string_view typed)
{
    std::string out;
    for (char c : typed)
    {
        if (c == ' ' || c == '-' || c == '.' || c == '\t')
            continue;
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
        if (out.size() == code_chars || code_letters.find(c) == std::string_view::npos)
            return std::nullopt;
        out.push_back(c);
    }
    if (out.size() != code_chars || weighed(out) != 0)
        return std::nullopt;
    return out;
}

std::string grouped(std::string_view code)
{
    std::string out;
    for (std::size_t at = 0; at < code.size(); ++at)
    {
        if (at != 0 && at % 4 == 0)
            out.push_back('-');
        out.push_back(code[at]);
    }
    return out;
}

} // namespace switchback::access
