#include "bot/core/answers/number/number.hpp"

#include "bot/core/answers/number/figure.hpp"
#include "bot/core/answers/quantity.hpp"

#include <charconv>
#include <cmath>

namespace switchback::answers {
namespace {

// A double holds every whole number up to here exactly.
constexpr double largest = 1e15;
// A question with a range up to a day's hours asks for hours; any other one for minutes.
constexpr double hours_a_day = 24;

// The flow does not say which unit its question means, so a unit that was said must be plausible.
bool unit_fits(const ask_spec& spec, unit said) noexcept
{
    const bool asks_hours = spec.has_range && spec.max <= hours_a_day;
    return said == unit::none || (said == unit::hour) == asks_hours;
}

flow::type type_of(const ask_spec&)
{
    return {flow::type_kind::number, {}, {}, {}};
}

parsed from_words(
    const ask_spec& spec, std::span<const std::string>, std::string_view raw,
    const answer_context& context)
{
    const words said(raw);
    if (said.too_long() || said.plain().empty())
        return {};
    const auto found = number_in(said, language_of(context.language));
    if (!found || found->out_of != 0 || !unit_fits(spec, found->of))
        return {};
    return judge_figure(spec, found->value);
}

parsed from_input(const ask_spec& spec, const flow::value& sent)
{
    const auto value = sent_figure(sent);
    return value ? judge_figure(spec, *value) : parsed{};
}

} // namespace

parsed judge_figure(const ask_spec& spec, double value)
{
    const bool outside = spec.has_range && (value < spec.min || value > spec.max);
    if (!std::isfinite(value) || outside || std::abs(value) > largest)
        return {understanding::invalid, {}};
    if (spec.step > 0)
    {
        const double steps = (value - (spec.has_range ? spec.min : 0)) / spec.step;
        if (std::abs(steps - std::round(steps)) > 1e-6)
            return {understanding::invalid, {}};
    }
    return {understanding::understood, {value == 0 ? 0.0 : value}}; // no minus zero
}

std::optional<double> sent_figure(const flow::value& sent) noexcept
{
    if (const auto* value = sent.as<double>())
        return std::isfinite(*value) ? std::optional(*value) : std::nullopt;
    const auto* text = sent.as<std::string>();
    if (text == nullptr || text->empty() || text->size() > 20)
        return std::nullopt;
    double value = 0;
    const auto* end = text->data() + text->size();
    const auto read = std::from_chars(text->data(), end, value, std::chars_format::fixed);
    if (read.ec != std::errc() || read.ptr != end || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::string show_figure(const ask_spec&, std::span<const std::string>, const flow::value& answer)
{
    return flow::to_text(answer);
}

const answer_kind number_kind{"number", type_of, from_words, from_input, show_figure};

} // namespace switchback::answers
