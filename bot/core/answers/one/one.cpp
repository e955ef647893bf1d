#include "bot/core/answers/one/one.hpp"

#include "bot/core/answers/one/choice.hpp"

namespace switchback::answers {
namespace {

constexpr std::string_view blanks = " \t\r\n";

flow::type type_of(const ask_spec& spec)
{
    flow::type out{flow::type_kind::one, {}, {}, {}};
    for (const auto& each : spec.options)
        out.options.push_back(each.key);
    return out;
}

parsed from_words(
    const ask_spec& spec, std::span<const std::string> labels, std::string_view raw,
    const answer_context& context)
{
    const words said(raw);
    if (said.too_long())
        return {};
    const choice_list options(spec, labels, language_of(context.language));
    auto found = options.find(said.tokens());
    if (found.what == choice_match::how::none && said.plain().empty())
    {
        const auto first = raw.find_first_not_of(blanks);
        if (first != std::string_view::npos)
            found = options.find_label(raw.substr(first, raw.find_last_not_of(blanks) - first + 1));
    }
    if (found.what == choice_match::how::outside)
        return {understanding::invalid, {}};
    if (found.what != choice_match::how::found)
        return {};
    return {understanding::understood, {spec.options[found.index].key}};
}

parsed from_input(const ask_spec& spec, const flow::value& sent)
{
    if (const auto* key = sent.as<std::string>())
        for (const auto& each : spec.options)
            if (each.key == *key)
                return {understanding::understood, sent};
    return {};
}

std::string
show(const ask_spec& spec, std::span<const std::string> labels, const flow::value& answer)
{
    const auto* key = answer.as<std::string>();
    if (key == nullptr)
        return {};
    for (std::size_t i = 0; i < spec.options.size() && i < labels.size(); ++i)
        if (spec.options[i].key == *key)
            return labels[i];
    return *key;
}

} // namespace

const answer_kind one_kind{"one", type_of, from_words, from_input, show};

} // namespace switchback::answers
