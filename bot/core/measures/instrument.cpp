#include "bot/core/measures/instrument.hpp"

#include <algorithm>

namespace switchback::measures {
namespace {

void add_line(std::string& to, std::string_view line)
{
    to += line;
    to += '\n';
}

} // namespace

std::string text_of(const instrument& of)
{
    std::string out;
    add_line(out, of.stem);
    for (const auto& one : of.items)
        add_line(out, one.text);
    for (const auto& one : of.options)
        add_line(out, one.label);
    if (of.closing)
    {
        add_line(out, of.closing->text);
        for (const auto& one : of.closing->options)
            add_line(out, one.label);
    }
    return out;
}

span_of_totals totals_of(const instrument& of) noexcept
{
    if (of.options.empty())
        return {};
    const auto [least, most] = std::ranges::minmax(of.options, {}, &option::score);
    const auto count = static_cast<double>(of.items.size());
    return {least.score * count, most.score * count};
}

} // namespace switchback::measures
