#include "bot/web/protocol_page.hpp"

#include "bot/base/html_text.hpp"
#include "bot/core/escalation/protocol_wording.hpp"
#include "bot/core/escalation/wording.hpp"
#include "bot/core/risk/crisis_help.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <iterator>

namespace switchback::web {
namespace {

using escalation::protocol_wording;

constexpr int minutes_a_day = 24 * 60;

constexpr std::string_view directory_link =
    R"(<a href="https://findahelpline.com" rel="noopener noreferrer">findahelpline.com</a>)";

// Sections in the order they are read; a key without its title in the texts is left out.
constexpr std::string_view section_keys[]{
    "what",  "asks",   "questions", "pages",  "night", "nobody",   "never",    "exit",
    "hours", "opened", "kept",      "minors", "lines", "visitors", "software", "counts"};

bool is_digits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string digits_of(std::string_view number)
{
    std::string out;
    std::ranges::copy_if(number, std::back_inserter(out), [](char c) {
        return (c >= '0' && c <= '9') || c == '+' || c == '*' || c == '#';
    });
    return out;
}

class page_writer
{
public:
    page_writer(const protocol_facts& about, std::string_view language)
        : about_{about}, in_{escalation::protocol_in(language)}
    {}

    std::string write() &&
    {
        head();
        for (const auto key : section_keys)
            section(key);
        add("<footer><p class=\"soft\">");
        add(filled(word("page.version"), [&](std::string_view name) {
            return std::string(name == "version" ? in_.version : risk::lines_version());
        }));
        add("</p></footer>\n</main>\n</body>\n</html>\n");
        return std::move(out_);
    }

private:
    using value_of = std::function<std::string(std::string_view name)>; // as HTML

    void add(std::string_view html) { out_ += html; }
    std::string_view word(std::string_view path) const { return protocol_wording(in_, path); }

    // The sentence as HTML. What a placeholder stands for comes from `value`, which escapes.
    std::string filled(std::string_view text, const value_of& value) const
    {
        std::string out;
        for (auto open = text.find('{'); open != text.npos; open = text.find('{'))
        {
            out += escaped_html(text.substr(0, open));
            const auto close = std::min(text.find('}', open), text.size() - 1);
            out += value(text.substr(open + 1, close - open - 1));
            text.remove_prefix(close + 1);
        }
        return out + escaped_html(text);
    }

    std::string sentence(std::string_view text) const
    {
        return filled(text, [&](std::string_view name) {
            if (name == "practice")
                return "<bdi>" + escaped_html(about_.practice) + "</bdi>";
            if (name == "zone")
                return "<bdi>" + escaped_html(about_.zone) + "</bdi>";
            if (name == "directory")
                return std::string(directory_link);
            return escaped_html(escalation::window_words(in_, about_.windows, name));
        });
    }

    void head()
    {
        const auto title = escaped_html(word("page.title"));
        const bool is_first = in_.language == escalation::protocol_in("").language;
        add(fmt::format(
            "<!doctype html>\n<html lang=\"{}\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n"
            "<meta name=\"referrer\" content=\"no-referrer\">\n<title>{}</title>\n"
            "<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\n"
            "<link rel=\"stylesheet\" href=\"/protocol.css\">\n</head>\n<body>\n<main>\n<nav>"
            "<a href=\"/\">{}</a> <a href=\"/protocol?lang={}\" lang=\"{}\">{}</a></nav>\n"
            "<h1>{}</h1>\n<p class=\"of\">{}</p>\n"
            "<p class=\"danger\"><b>{}</b> <a href=\"#lines\">{}</a></p>\n",
            in_.language, title, escaped_html(word("page.to_chat")), is_first ? "es" : "en",
            is_first ? "es" : "en", escaped_html(word("page.other_language")), title,
            sentence(word("page.of")), escaped_html(word("page.danger")),
            escaped_html(word("page.to_lines"))));
        add(fmt::format(
            "<nav class=\"contents\" aria-labelledby=\"contents\"><h2 id=\"contents\">{}</h2><ul>",
            escaped_html(word("page.contents"))));
        for (const auto key : section_keys)
            add(fmt::format("<li><a href=\"#{}\">{}</a></li>", key, title_of(key)));
        add("</ul></nav>\n");
    }

    std::string title_of(std::string_view key) const
    {
        return escaped_html(word(fmt::format("section.{}.title", key)));
    }

    // Which lists are true of this practice.
    bool is_shown(std::string_view list) const
    {
        if (list == "minors" || list == "no_minors")
            return (list == "minors") == about_.windows.has_minors_policy;
        const bool is_staffed = list == "staffed" || list == "steps_staffed" || list == "closing";
        if (is_staffed || list == "unstaffed")
            return is_staffed == about_.has_responders;
        return list == "text" || list == "steps";
    }

    void section(std::string_view key)
    {
        add(fmt::format("<section id=\"{0}\" aria-labelledby=\"{0}-title\">\n", key));
        add(fmt::format("<h2 id=\"{}-title\">{}</h2>\n", key, title_of(key)));
        lists(fmt::format("section.{}.", key));
        if (key == "hours")
            hours();
        if (key == "lines")
            lines();
        add("</section>\n");
    }

    // Every list of a section, in the order of the file.
    void lists(const std::string& prefix)
    {
        bool is_open = false; // a <ul>
        for (const auto& [path, text] : in_.wordings)
        {
            if (!path.starts_with(prefix))
                continue;
            const auto rest = path.substr(prefix.size());
            const auto dot = rest.find('.');
            if (dot == rest.npos || !is_digits(rest.substr(dot + 1)) ||
                !is_shown(rest.substr(0, dot)))
                continue;
            const bool is_step = rest.starts_with("steps");
            if (is_step != is_open)
                add(is_step ? "<ul>\n" : "</ul>\n");
            is_open = is_step;
            add(is_step ? "<li>" : "<p>");
            add(sentence(text));
            add(is_step ? "</li>\n" : "</p>\n");
        }
        if (is_open)
            add("</ul>\n");
    }

    void hours()
    {
        if (about_.open.empty() || !about_.has_responders)
        {
            add("<p>" + sentence(word("section.hours.none")) + "</p>\n");
            return;
        }
        const auto is_whole_day = [](const escalation::day_hours& row) {
            return row.until_min - row.from_min == minutes_a_day;
        };
        if (about_.open.size() >= 7 && std::ranges::all_of(about_.open, is_whole_day))
        {
            add("<p>" + sentence(word("section.hours.always")) + "</p>\n");
            return;
        }
        const auto clock = [](int minute) {
            return fmt::format("{:02}:{:02}", minute / 60 % 24, minute % 60);
        };
        add("<ul>\n");
        for (const auto& row : about_.open)
        {
            const auto day = fmt::format("weekday.{}", std::clamp(row.weekday, 0, 6));
            add("<li>" +
                filled(
                    word(is_whole_day(row) ? "section.hours.whole_day" : "section.hours.row"),
                    [&](std::string_view name) {
                        if (name == "day")
                            return escaped_html(escalation::wording_of(day, in_.language));
                        return clock(name == "from" ? row.from_min : row.until_min);
                    }) +
                "</li>\n");
        }
        add("</ul>\n");
        if (!about_.zone.empty())
            add("<p>" + sentence(word("section.hours.zone")) + "</p>\n");
    }

    void lines()
    {
        for (const auto& country : risk::countries(in_.language))
        {
            const auto all = risk::lines_for(country.code);
            add(fmt::format("<details><summary>{}</summary>\n", escaped_html(country.name)));
            if (std::ranges::any_of(all, [](const auto& one) { return one.verified_on.empty(); }))
                add("<p class=\"soft\">" + escaped_html(word("lines.unchecked")) + "</p>\n");
            add("<ul>\n");
            for (const auto& line : all)
                one_line(line);
            add("</ul></details>\n");
        }
    }

    void one_line(const risk::help_line& line)
    {
        const auto own = line.name == "Crisis line" ? word("lines.crisis")
                         : line.name == "Emergency" ? word("lines.emergency")
                                                    : line.name;
        const std::string_view way = line.channel == risk::line_channel::chat ? "lines.chat"
                                     : line.channel == risk::line_channel::text
                                         ? (line.word.empty() ? "lines.text" : "lines.text_word")
                                         : (line.option.empty() ? "lines.call" : "lines.option");
        add(fmt::format("<li><b>{}</b>: ", escaped_html(own)));
        add(filled(word(way), [&](std::string_view name) {
            if (name == "number")
                return number(line);
            return escaped_html(name == "option" ? line.option : line.word);
        }));
        const bool knows_hours = !line.hours.empty() && line.hours != "unknown";
        add(fmt::format(
            " <span class=\"soft\">{}</span> ",
            knows_hours ? filled(
                              word("lines.hours"),
                              [&](std::string_view) { return escaped_html(line.hours); })
                        : escaped_html(word("lines.hours_unknown"))));
        if (line.verified_on.empty())
            add(fmt::format("<span class=\"mark\">{}</span>", escaped_html(word("lines.verify"))));
        else
            add("<span class=\"soft\">" +
                filled(
                    word("lines.checked"),
                    [&](std::string_view) { return escaped_html(line.verified_on); }) +
                "</span>");
        add("</li>\n");
    }

    static std::string number(const risk::help_line& line)
    {
        const auto shown = escaped_html(line.number);
        if (line.channel == risk::line_channel::chat)
            return line.number.starts_with("https://")
                       ? fmt::format("<a href=\"{0}\" rel=\"noopener noreferrer\">{0}</a>", shown)
                       : shown;
        return fmt::format(
            "<a href=\"{}:{}\">{}</a>", line.channel == risk::line_channel::text ? "sms" : "tel",
            digits_of(line.number), shown);
    }

    const protocol_facts& about_;
    const escalation::wording_language& in_;
    std::string out_;
};

} // namespace

std::string protocol_page(const protocol_facts& about, std::string_view language)
{
    return page_writer(about, language).write();
}

} // namespace switchback::web
