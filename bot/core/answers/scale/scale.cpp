#include "bot/core/answers/scale/scale.hpp"

#include "bot/core/answers/number/figure.hpp"
#include "bot/core/answers/quantity.hpp"

#include <cmath>

namespace switchback::answers {
namespace {

flow::type type_of(const ask_spec&)
{
    return {flow::type_kind::number, {}, {}, {}};
}

// Only whole numbers lie on a scale unless its step says otherwise.
parsed judge(const ask_spec& spec, double value)
{
    auto whole = spec;
    if (whole.step <= 0)
        whole.step = 1;
    return judge_figure(whole, spec.caps_high && value > spec.max ? spec.max : value);
}

// The words at the ends, when they are the whole message.
const double* named_end(
    const ask_spec& spec, std::span<const std::string> labels, std::string_view plain) noexcept
{
    const std::string_view low = labels.size() == 2 ? labels[0] : spec.low.source();
    const std::string_view high = labels.size() == 2 ? labels[1] : spec.high.source();
    const bool is_low = words(low).plain() == plain;
    const bool is_high = words(high).plain() == plain;
    return is_low == is_high ? nullptr : is_low ? &spec.min : &spec.max;
}

parsed from_words(
    const ask_spec& spec, std::span<const std::string> labels, std::string_view raw,
    const answer_context& context)
{
    const words said(raw);
    if (said.too_long() || said.plain().empty())
        return {};
    if (const auto found = number_in(said, language_of(context.language)))
    {
        // "3/5" on a scale of ten is not six: what was meant is not ours to work out.
        if (found->of != unit::none || (found->out_of != 0 && found->out_of != spec.max))
            return {};
        return judge(spec, found->value);
    }
    if (const auto* end = named_end(spec, labels, said.plain()))
        return judge(spec, *end);
    return {};
}

parsed from_input(const ask_spec& spec, const flow::value& sent)
{
    const auto value = sent_figure(sent);
    return value ? judge(spec, *value) : parsed{};
}

} // namespace

const answer_kind scale_kind{"scale", type_of, from_words, from_input, show_figure};

} // namespace switchback::answers
