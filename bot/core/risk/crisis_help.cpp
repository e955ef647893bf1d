#include "bot/core/risk/crisis_help.hpp"

#include "bot/core/risk/help_tables.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace switchback::risk {
namespace {

constexpr std::string_view fallback_language = "en";
constexpr std::string_view emergency = "emergency";
constexpr std::string_view lines_mark = "{lines}";
constexpr std::string_view goes_on_mark = "+ "; // said in the message of the sentence before

// "es-MX" is read as "es"; a language without texts as English.
std::string_view language_known(std::string_view language)
{
    const auto base = language.substr(0, language.find_first_of("-_"));
    const bool is_known =
        std::ranges::find(help.texts, base, &help_text::language) != help.texts.end();
    return is_known ? base : fallback_language;
}

bool is_same_country(std::string_view a, std::string_view b)
{
    const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; };
    return std::ranges::equal(a, b, {}, upper, upper);
}

// Digits only, as tel: and sms: links want them.
std::string digits_of(std::string_view number)
{
    std::string result;
    std::ranges::copy_if(number, std::back_inserter(result), [](char c) {
        return (c >= '0' && c <= '9') || c == '+';
    });
    return result;
}

// Writes one text for one country in one language.
class composer
{
public:
    composer(
        std::string_view country, std::string_view language,
        country_from known_from = country_from::client)
        : language_{language_known(language)}, country_{country}, known_from_{known_from},
          lines_{lines_for(country)}
    {}

    // All sentences whose path is `list` and a number.
    help_text_block compose(std::string_view list, bool has_lines = true) const
    {
        help_text_block result;
        const std::string prefix = std::string{list} + ".";
        for (std::size_t i = 0; i < help.texts.size(); ++i)
        {
            const auto& text = help.texts[i];
            if (text.language != language_ || !text.path.starts_with(prefix))
                continue;
            const bool introduces_lines =
                i + 1 < help.texts.size() && help.texts[i + 1].text == lines_mark;
            if (text.text == lines_mark && has_lines)
                add_lines(result);
            else if (text.text != lines_mark && (has_lines || !introduces_lines))
                add(result, " ", text.text.starts_with(goes_on_mark), sentence(text.path));
        }
        add_unverified(" ", result);
        return result;
    }

private:
    std::string_view phrase(std::string_view path) const
    {
        const auto found = std::ranges::find_if(help.texts, [&](const help_text& t) {
            return t.language == language_ && t.path == path;
        });
        return found == help.texts.end() ? std::string_view{} : found->text;
    }

    std::string_view name_of(const help_line& line) const
    {
        const auto own = phrase("names." + std::string{line.name});
        return own.empty() ? line.name : own;
    }

    void add_lines(help_text_block& result) const
    {
        if (lines_.empty())
        {
            add(result, "\n", true, sentence("phrases.directory"));
            return add(result, "\n", true, sentence("phrases.no_country"));
        }
        for (const auto& line : lines_)
        {
            if (line.purpose != emergency)
            {
                const bool has_hours = line.hours != "unknown";
                add(result, "\n", true,
                    sentence(has_hours ? "phrases.hours" : path_of(line), &line));
            }
        }
        if (known_from_ == country_from::clinic)
            add(result, "\n", true, sentence("phrases.clinic_country"));
        add_unverified("\n", result);
    }

    // A number nobody checked is never shown without saying so, once in a text.
    void add_unverified(std::string_view between, help_text_block& result) const
    {
        auto unverified = sentence("phrases.unverified");
        const bool is_said = std::ranges::any_of(result, [&](const help_sentence& one) {
            return one.wording.contains(unverified.wording);
        });
        if (!is_said &&
            std::ranges::any_of(lines_, &std::string_view::empty, &help_line::verified_on))
            add(result, between, true, std::move(unverified));
    }

    static void add(help_text_block& to, std::string_view between, bool goes_on, help_sentence next)
    {
        if (goes_on && !to.empty())
            risk::append(to.back(), between, std::move(next));
        else
            to.push_back(std::move(next));
    }

    // The phrase that says how to use a line.
    static std::string_view path_of(const help_line& line)
    {
        if (line.channel == line_channel::text)
        {
            return line.word.empty() ? "phrases.text" : "phrases.text_word";
        }
        return line.option.empty() ? "phrases.call" : "phrases.option";
    }

    help_sentence sentence(std::string_view path, const help_line* line = nullptr) const
    {
        help_sentence result;
        result.wording = std::string{path}.append("@").append(phrase("version"));
        result.wording.append("/").append(language_);
        auto text = phrase(path);
        if (text.starts_with(goes_on_mark))
            text.remove_prefix(goes_on_mark.size());
        append(text, line, result);
        return result;
    }

    // Copies a text, with what its {placeholders} stand for.
    void append(std::string_view text, const help_line* line, help_sentence& result) const
    {
        while (!text.empty())
        {
            const auto open = text.find('{');
            add_plain(text.substr(0, open), result);
            if (open == std::string_view::npos)
            {
                return;
            }
            const auto close = text.find('}', open);
            append_value(text.substr(open + 1, close - open - 1), line, result);
            text = text.substr(std::min(close, text.size() - 1) + 1);
        }
    }

    void append_value(std::string_view name, const help_line* line, help_sentence& result) const
    {
        if (name == "directory")
        {
            result.spans.push_back(
                {std::string{help.directory}, "https://" + std::string{help.directory}});
        }
        else if (name == "emergency")
        {
            append_emergency(result);
        }
        else if (name == "countries")
        {
            append_countries(result);
        }
        else if (name == "country")
        {
            add_plain(name_of_country(), result);
        }
        else if (line == nullptr)
        {
            return; // the writer of the tables lets no such text through; show what there is
        }
        else if (name == "line")
        {
            append(phrase(path_of(*line)), line, result);
        }
        else if (name == "number")
        {
            append_number(*line, result);
        }
        else
        {
            add_plain(
                name == "name"     ? name_of(*line)
                : name == "option" ? line->option
                : name == "word"   ? line->word
                                   : line->hours,
                result);
        }
    }

    void append_emergency(help_sentence& result) const
    {
        bool is_first = true;
        for (const auto& line : lines_)
        {
            if (line.purpose == emergency)
            {
                add_plain(is_first ? std::string_view{} : phrase("phrases.or"), result);
                append_number(line, result);
                is_first = false;
            }
        }
        if (is_first)
        {
            add_plain(phrase("phrases.emergency_unknown"), result);
        }
    }

    std::string_view name_of_country() const
    {
        const auto all = countries(language_);
        const auto found = std::ranges::find_if(
            all, [&](const help_country& one) { return is_same_country(one.code, country_); });
        return found == all.end() ? country_ : found->name;
    }

    void append_countries(help_sentence& result) const
    {
        bool is_first = true;
        for (const auto& country : countries(language_))
        {
            add_plain(is_first ? "" : ", ", result);
            add_plain(country.name, result);
            is_first = false;
        }
    }

    static void append_number(const help_line& line, help_sentence& result)
    {
        const std::string scheme = line.channel == line_channel::text ? "sms:" : "tel:";
        result.spans.push_back({std::string{line.number}, scheme + digits_of(line.number)});
    }

    // Joins plain words to the plain stretch before them.
    static void add_plain(std::string_view text, help_sentence& result)
    {
        if (text.empty())
        {
            return;
        }
        if (result.spans.empty() || !result.spans.back().href.empty())
        {
            result.spans.emplace_back();
        }
        result.spans.back().text += text;
    }

    std::string_view language_;
    std::string_view country_;
    country_from known_from_;
    std::vector<help_line> lines_;
};

std::string path_of(std::string_view list, category about)
{
    // An outcome always has a category; should one be missing, the commonest script is the safest.
    const auto script = about == category::none ? category::suicide : about;
    return std::string{list}.append(".").append(name_of(script));
}

} // namespace

void append(help_sentence& to, std::string_view between, help_sentence next)
{
    to.wording.append(" ").append(next.wording);
    if (!to.spans.empty() && to.spans.back().href.empty())
        to.spans.back().text.append(between);
    else
        to.spans.push_back({std::string{between}, {}});
    to.spans.insert(
        to.spans.end(), std::make_move_iterator(next.spans.begin()),
        std::make_move_iterator(next.spans.end()));
}

std::vector<help_line> lines_for(std::string_view country)
{
    std::vector<help_line> result;
    for (const auto& line : help.lines)
    {
        if (is_same_country(line.country, country))
        {
            result.push_back(line);
        }
    }
    std::ranges::sort(result, {}, [&](const help_line& l) {
        return std::pair{l.purpose == emergency, l.number};
    });
    return result;
}

std::vector<help_country> countries(std::string_view language)
{
    constexpr std::string_view prefix = "countries.";
    std::vector<help_country> result;
    for (const auto& text : help.texts)
    {
        if (text.language == language_known(language) && text.path.starts_with(prefix))
        {
            result.push_back({text.path.substr(prefix.size()), text.text});
        }
    }
    std::ranges::sort(result, {}, &help_country::name);
    return result;
}

help_text_block crisis_help(
    std::string_view country, std::string_view language, category about, country_from known_from)
{
    return composer{country, language, known_from}.compose(path_of("crisis", about));
}

help_text_block ask_help(
    std::string_view country, std::string_view language, category about, country_from known_from)
{
    return composer{country, language, known_from}.compose(path_of("ask", about));
}

help_text_block crisis_script(std::string_view language, category about)
{
    return composer{{}, language}.compose(path_of("crisis", about), false);
}

help_text_block ask_script(std::string_view language, category about)
{
    return composer{{}, language}.compose(path_of("ask", about), false);
}

help_text_block
reach_a_person(std::string_view country, std::string_view language, country_from known_from)
{
    return composer{country, language, known_from}.compose("reach_a_person");
}

std::string plain_text(const help_sentence& sentence)
{
    std::string result;
    for (const auto& span : sentence.spans)
    {
        result += span.text;
    }
    return result;
}

std::string_view lines_version()
{
    return help.version;
}

std::string_view help_language(std::string_view rule, std::string_view otherwise)
{
    return rule.starts_with("es.") ? std::string_view("es") : otherwise;
}

} // namespace switchback::risk
