#include "bot/core/escalation/wording.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/escalation/local_time.hpp"
#include "bot/core/escalation/wording_table.hpp"

#include <algorithm>
#include <array>

namespace switchback::escalation {
namespace {

const wording_language& table_of(std::string_view language)
{
    const auto base = language.substr(0, language.find_first_of("-_"));
    const auto found = std::ranges::find(wording_languages, base, &wording_language::language);
    return found == wording_languages.end() ? wording_languages.front() : *found;
}

std::string two_digits(std::int64_t value)
{
    return (value < 10 ? "0" : "") + std::to_string(value);
}

std::string digits_of(std::string_view number)
{
    std::string out;
    std::ranges::copy_if(
        number, std::back_inserter(out), [](char c) { return (c >= '0' && c <= '9') || c == '+'; });
    return out;
}

// Writes one sentence; holds what its placeholders stand for.
class sentence_writer
{
public:
    sentence_writer(const std::vector<argument>& arguments, const reading_place& at)
        : arguments_{arguments}, at_{at}, lines_{risk::lines_for(at.country)}
    {}

    void append(std::string_view text, const risk::help_line* line = nullptr)
    {
        while (!text.empty())
        {
            const auto open = text.find('{');
            plain(text.substr(0, open));
            if (open == std::string_view::npos)
                return;
            const auto close = std::min(text.find('}', open), text.size() - 1);
            value(text.substr(open + 1, close - open - 1), line);
            text.remove_prefix(close + 1);
        }
    }

    std::vector<risk::help_span> take() && { return std::move(spans_); }

private:
    void value(std::string_view name, const risk::help_line* line)
    {
        if (name == "line")
            return first_line();
        if (name == "emergency")
            return emergency();
        if (name == "directory")
            return link("findahelpline.com", "https://findahelpline.com");
        if (line != nullptr && name == "service")
            return plain(line->name);
        if (line != nullptr && name == "number")
            return link(std::string(line->number), "tel:" + digits_of(line->number));
        const auto found = std::ranges::find(arguments_, name, &argument::name);
        if (found != arguments_.end())
            plain(found->time_ms == 0 ? found->words : clock_words(found->time_ms, at_));
    }

    void first_line()
    {
        const auto found = std::ranges::find_if(lines_, [](const risk::help_line& line) {
            return line.purpose == "crisis" && line.channel == risk::line_channel::call;
        });
        if (found == lines_.end())
            return append(wording_of("phrase.no_line", at_.language));
        // A number nobody checked is never shown without saying so.
        append(
            wording_of(
                found->verified_on.empty() ? "phrase.line_unchecked" : "phrase.line", at_.language),
            &*found);
    }

    void emergency()
    {
        bool is_first = true;
        for (const auto& line : lines_)
        {
            if (line.purpose != "emergency")
                continue;
            if (!is_first)
                plain(wording_of("phrase.or", at_.language));
            link(std::string(line.number), "tel:" + digits_of(line.number));
            is_first = false;
        }
        if (is_first)
            plain(wording_of("phrase.emergency_unknown", at_.language));
    }

    void link(std::string text, std::string href)
    {
        spans_.push_back({std::move(text), std::move(href)});
    }

    void plain(std::string_view text)
    {
        if (text.empty())
            return;
        if (spans_.empty() || !spans_.back().href.empty())
            spans_.emplace_back();
        spans_.back().text += text;
    }

    const std::vector<argument>& arguments_;
    const reading_place& at_;
    std::vector<risk::help_line> lines_;
    std::vector<risk::help_span> spans_;
};

struct month_day
{
    unsigned month = 1;
    unsigned day = 1;
};

// The civil date of a day since 1970 (Howard Hinnant's algorithm).
month_day date_of(std::int64_t days)
{
    const auto shifted = days + 719'468;
    const auto era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
    const auto of_era = static_cast<unsigned>(shifted - era * 146'097);
    const auto year = (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
    const auto of_year = of_era - (365 * year + year / 4 - year / 100);
    const auto part = (5 * of_year + 2) / 153;
    return {part < 10 ? part + 3 : part - 9, of_year - (153 * part + 2) / 5 + 1};
}

} // namespace

std::string wording_id(std::string_view path, std::string_view language)
{
    const auto& table = table_of(language);
    const bool is_known =
        std::ranges::find(table.wordings, path, &wording::path) != table.wordings.end();
    return std::string("case.")
        .append(path)
        .append("@")
        .append(is_known ? table.version : "0")
        .append("/")
        .append(table.language);
}

std::string_view wording_of(std::string_view path, std::string_view language)
{
    const auto& table = table_of(language);
    const auto found = std::ranges::find(table.wordings, path, &wording::path);
    return found == table.wordings.end() ? std::string_view{} : found->text;
}

std::vector<std::string_view> wordings_under(std::string_view list)
{
    std::vector<std::string_view> out;
    for (const auto& one : wording_languages.front().wordings)
        if (one.path.size() > list.size() && one.path.starts_with(list) &&
            one.path[list.size()] == '.')
            out.push_back(one.path);
    return out;
}

std::vector<std::string_view> all_wordings(std::string_view language)
{
    std::vector<std::string_view> out;
    for (const auto& one : table_of(language).wordings)
        out.push_back(one.path);
    return out;
}

risk::help_sentence
render(std::string_view path, const std::vector<argument>& arguments, const reading_place& at)
{
    sentence_writer writer(arguments, at);
    writer.append(wording_of(path, at.language));
    return {wording_id(path, at.language), std::move(writer).take()};
}

std::string clock_words(std::int64_t time_ms, const reading_place& at)
{
    const zone_offset zone = [&at](std::int64_t) { return at.utc_offset_min; };
    const auto day = local_day(zone, time_ms);
    const auto ahead = day - local_day(zone, at.now_ms);
    const auto of_day = time_ms + at.utc_offset_min * limits::minute_ms - day * limits::day_ms;
    const auto clock = two_digits(of_day / limits::hour_ms) + ":" +
                       two_digits(of_day % limits::hour_ms / limits::minute_ms);
    const auto date = date_of(day);
    std::string_view phrase = "phrase.today";
    std::string words;
    if (ahead == 1)
        phrase = "phrase.tomorrow";
    else if (ahead > 1 && ahead < 7)
    {
        phrase = "phrase.on_weekday";
        words = wording_of("weekday." + std::to_string(weekday_of(day)), at.language);
    }
    else if (ahead != 0)
    {
        phrase = "phrase.on_date";
        words = wording_of("month." + std::to_string(date.month - 1), at.language);
    }
    const std::vector<argument> arguments{
        {"clock", clock, 0}, {"day", words, 0}, {"number", std::to_string(date.day), 0}};
    sentence_writer writer(arguments, at);
    writer.append(wording_of(phrase, at.language));
    std::string out;
    for (const auto& span : std::move(writer).take())
        out += span.text;
    return out;
}

} // namespace switchback::escalation
