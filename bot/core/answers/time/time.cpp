#include "bot/core/answers/time/time.hpp"

#include "bot/core/answers/time/hour_words.hpp"

namespace switchback::answers {
namespace {

flow::type type_of(const ask_spec&)
{
    return {flow::type_kind::time, {}, {}, {}};
}

parsed judge(int minutes)
{
    if (minutes < 0 || minutes >= minutes_a_day)
        return {understanding::invalid, {}};
    return {understanding::understood, {flow::time_of_day{minutes}}};
}

parsed from_words(
    const ask_spec&, std::span<const std::string>, std::string_view raw,
    const answer_context& context)
{
    const words said(raw);
    if (said.too_long() || said.plain().empty())
        return {};
    const auto found = time_in(said, language_of(context.language), context.now_minutes);
    return found ? judge(*found) : parsed{};
}

parsed from_input(const ask_spec&, const flow::value& sent)
{
    if (const auto* time = sent.as<flow::time_of_day>())
        return judge(time->minutes);
    const auto* text = sent.as<std::string>();
    flow::time_of_day time;
    if (text == nullptr || text->size() != 5 || !flow::parse_iso(*text, time))
        return {};
    return judge(time.minutes);
}

std::string show(const ask_spec&, std::span<const std::string>, const flow::value& answer)
{
    return flow::to_text(answer);
}

} // namespace

const answer_kind time_kind{"time", type_of, from_words, from_input, show};

} // namespace switchback::answers
