#include "bot/core/answers/date/date.hpp"

#include "bot/core/answers/date/calendar.hpp"
#include "bot/core/answers/date/day_words.hpp"

#include <array>

namespace switchback::answers {
namespace {

constexpr std::array<std::string_view, 19> english_names{
    "Monday",  "Tuesday",   "Wednesday", "Thursday", "Friday",  "Saturday", "Sunday",
    "January", "February",  "March",     "April",    "May",     "June",     "July",
    "August",  "September", "October",   "November", "December"};

flow::type type_of(const ask_spec&)
{
    return {flow::type_kind::date, {}, {}, {}};
}

parsed judge(flow::date day)
{
    const auto year = static_cast<int>(civil(day).year());
    if (year < first_year || year > last_year)
        return {understanding::invalid, {}};
    return {understanding::understood, {day}};
}

parsed from_words(
    const ask_spec&, std::span<const std::string>, std::string_view raw,
    const answer_context& context)
{
    const words said(raw);
    if (said.too_long() || said.plain().empty())
        return {};
    const auto found = day_in(said, language_of(context.language), context.today);
    if (found.how != understanding::understood)
        return {found.how, {}};
    return judge(found.day);
}

parsed from_input(const ask_spec&, const flow::value& sent)
{
    if (const auto* day = sent.as<flow::date>())
        return judge(*day);
    const auto* text = sent.as<std::string>();
    flow::date day;
    if (text == nullptr || text->size() != 10 || !flow::parse_iso(*text, day))
        return {};
    return judge(day);
}

// `labels` may name the seven weekdays from Monday and then the twelve months, for languages
// other than English. The year is always said: a day half a year off could be either one.
std::string show(const ask_spec&, std::span<const std::string> labels, const flow::value& answer)
{
    const auto* day = answer.as<flow::date>();
    if (day == nullptr)
        return {};
    const auto name = [&](std::size_t at) -> std::string_view {
        return labels.size() == english_names.size() ? std::string_view(labels[at])
                                                     : english_names[at];
    };
    const auto when = civil(*day);
    std::string out(name(static_cast<std::size_t>(weekday_of(*day))));
    out += ' ' + std::to_string(static_cast<unsigned>(when.day())) + ' ';
    out += name(6 + static_cast<unsigned>(when.month()));
    return out + ' ' + std::to_string(static_cast<int>(when.year()));
}

} // namespace

const answer_kind date_kind{"date", type_of, from_words, from_input, show};

} // namespace switchback::answers
