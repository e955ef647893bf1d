#include "bot/core/answers/many/many.hpp"

#include "bot/core/answers/one/choice.hpp"
#include "bot/core/answers/quantity.hpp"

#include <algorithm>

namespace switchback::answers {
namespace {

using picks = std::vector<bool>; // by option

flow::type type_of(const ask_spec& spec)
{
    flow::type out{flow::type_kind::many, {}, {}, {}};
    for (const auto& each : spec.options)
        out.options.push_back(each.key);
    return out;
}

// Without a range at least one is picked; `min: 0` is how a flow allows none.
parsed judge(const ask_spec& spec, const picks& picked)
{
    const auto count = static_cast<double>(std::count(picked.begin(), picked.end(), true));
    const double least = spec.has_range ? spec.min : 1;
    if (count < least || (spec.has_range && count > spec.max))
        return {understanding::invalid, {}};
    flow::list out;
    for (std::size_t i = 0; i < picked.size(); ++i)
        if (picked[i])
            out.push_back({spec.options[i].key});
    return {understanding::understood, {std::move(out)}};
}

class reading
{
public:
    reading(const ask_spec& spec, std::span<const std::string> labels, const language& in)
        : options_(spec, labels, in), in_(in), picked_(spec.options.size())
    {}

    /// Adds what the words name; false when a part of them names no option: a pick left out
    /// silently would be a loss.
    bool take(std::span<const token> said)
    {
        if (says_nothing(said))
            return true;
        if (pick(said))
            return true;
        // Strong separators first: a label may hold an "and".
        const auto parts = split(said, [](const token& each) {
            return each.is_mark(',') || each.is_mark(';') || each.is_mark('\n') ||
                   each.is_mark('+') || each.is_mark('&') || each.is_mark('/');
        });
        if (parts.size() > 1)
            return take_each(parts);
        const auto joined =
            split(said, [&](const token& each) { return sense_of(each) == sense::joins; });
        if (joined.size() > 1)
            return take_each(joined);
        return outside_ || take_numbers(said);
    }

    [[nodiscard]] bool outside() const noexcept { return outside_; }
    [[nodiscard]] const picks& picked() const noexcept { return picked_; }

private:
    using part = std::span<const token>;

    [[nodiscard]] sense sense_of(const token& each) const noexcept
    {
        return each.kind == token_kind::mark ? sense::unknown
                                             : look_up(in_.choices, each.text).what;
    }

    bool pick(part said)
    {
        const auto found = options_.find(said);
        outside_ = outside_ || found.what == choice_match::how::outside;
        if (found.what == choice_match::how::found)
            picked_[found.index] = true;
        return found.what == choice_match::how::found;
    }

    [[nodiscard]] bool says_nothing(part said) const noexcept
    {
        const auto empty = [&](const token& each) {
            return each.kind == token_kind::mark || each.is("thumbsup") || each.is("um") ||
                   sense_of(each) == sense::joins;
        };
        return std::all_of(said.begin(), said.end(), empty);
    }

    template <class test>
    [[nodiscard]] static std::vector<part> split(part said, test separates)
    {
        std::vector<part> out;
        std::size_t from = 0;
        for (std::size_t at = 0; at <= said.size(); ++at)
        {
            if (at < said.size() && !separates(said[at]))
                continue;
            out.push_back(said.subspan(from, at - from));
            from = at + 1;
        }
        return out;
    }

    bool take_each(const std::vector<part>& parts)
    {
        return std::all_of(parts.begin(), parts.end(), [&](part each) { return take(each); });
    }

    // "1 3 4"
    bool take_numbers(part said)
    {
        const auto is_number = [](const token& each) { return each.kind == token_kind::number; };
        if (said.size() < 2 || !std::all_of(said.begin(), said.end(), is_number))
            return false;
        for (std::size_t at = 0; at < said.size(); ++at)
            if (!pick(said.subspan(at, 1)))
                return false;
        return true;
    }

    choice_list options_;
    const language& in_;
    picks picked_;
    bool outside_ = false;
};

parsed from_words(
    const ask_spec& spec, std::span<const std::string> labels, std::string_view raw,
    const answer_context& context)
{
    const words said(raw);
    if (said.too_long() || said.plain().empty())
        return {};
    const auto& in = language_of(context.language);
    const auto whole = look_up(in.choices, said.plain()).what;
    reading options(spec, labels, in);
    // An option that is itself called "None of these" comes before the word's usual meaning.
    const bool named =
        (whole == sense::none || whole == sense::all) &&
        choice_list(spec, labels, in).find(said.tokens()).what == choice_match::how::found;
    if (whole == sense::none && !named)
        return judge(spec, picks(spec.options.size(), false));
    if (whole == sense::all && !named)
        return judge(spec, picks(spec.options.size(), true));
    if (!options.take(said.tokens()))
        return {options.outside() ? understanding::invalid : understanding::unclear, {}};
    const bool any =
        std::find(options.picked().begin(), options.picked().end(), true) != options.picked().end();
    if (options.outside())
        return {understanding::invalid, {}};
    return any ? judge(spec, options.picked()) : parsed{};
}

parsed from_input(const ask_spec& spec, const flow::value& sent)
{
    const auto* keys = sent.as<flow::list>();
    if (keys == nullptr)
        return {};
    picks picked(spec.options.size());
    for (const auto& each : *keys)
    {
        const auto* key = each.as<std::string>();
        const auto at =
            std::find_if(spec.options.begin(), spec.options.end(), [&](const option& known) {
                return key != nullptr && known.key == *key;
            });
        if (at == spec.options.end())
            return {};
        const auto index = static_cast<std::size_t>(at - spec.options.begin());
        if (picked[index])
            return {};
        picked[index] = true;
    }
    return judge(spec, picked);
}

std::string
show(const ask_spec& spec, std::span<const std::string> labels, const flow::value& answer)
{
    const auto* keys = answer.as<flow::list>();
    std::string out;
    if (keys == nullptr)
        return out;
    for (const auto& each : *keys)
    {
        const auto* key = each.as<std::string>();
        if (key == nullptr)
            continue;
        std::string_view shown = *key;
        for (std::size_t i = 0; i < spec.options.size() && i < labels.size(); ++i)
            if (spec.options[i].key == *key)
                shown = labels[i];
        out.append(out.empty() ? "" : ", ").append(shown);
    }
    return out;
}

} // namespace

const answer_kind many_kind{"many", type_of, from_words, from_input, show};

} // namespace switchback::answers
