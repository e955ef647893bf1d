// A case's record as one page for reading and printing.
#include "bot/author/case_export.hpp"

#include "bot/base/html_text.hpp"

#include <fmt/format.h>
#include <iterator>

namespace switchback::author {
namespace {

using service::case_record;

constexpr std::string_view page_head = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
)";

constexpr std::string_view style = R"(<style>
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 1rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #767676; padding: .3rem .5rem; text-align: left; vertical-align: top; }
th { background: #eee; }
td { overflow-wrap: anywhere; }
td.at { white-space: nowrap; }
td.words { white-space: pre-wrap; }
.broken { border: 2px solid #a00; padding: .5rem; }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  body { font-size: 9pt; margin: 0; max-width: none; padding: 0; }
  thead { display: table-header-group; }
  tr, dl { break-inside: avoid; }
}
</style>
)";

class page_writer
{
public:
    page_writer(const case_record& of, const log_verdict& log) : of_{of}, log_{log} {}

    std::string write() &&
    {
        add(page_head);
        add(fmt::format("<title>Case {}</title>\n", escaped_html(of_.reference)));
        add(style);
        add(fmt::format(
            "</head>\n<body>\n<main>\n<h1>Case {}{}</h1>\n", escaped_html(of_.reference),
            of_.is_drill ? " (DRILL)" : ""));
        facts();
        log();
        lines();
        if (!of_.words_by.empty())
            messages();
        add("</main>\n</body>\n</html>\n");
        return std::move(out_);
    }

private:
    void add(std::string_view text) { out_ += text; }

    // A direction mark in a name turns nothing but the name.
    void fact(std::string_view name, std::string_view value)
    {
        add(fmt::format("<dt>{}</dt><dd><bdi>{}</bdi></dd>\n", name, escaped_html(value)));
    }
    void cell(std::string_view value, std::string_view kind = {})
    {
        add(kind.empty() ? "<td>" : fmt::format("<td class=\"{}\">", kind));
        add(fmt::format("<bdi>{}</bdi></td>", escaped_html(value)));
    }
    void times(std::int64_t at_ms)
    {
        cell(utc_text(at_ms), "at");
        cell(clinic_text(at_ms, of_.zone), "at");
    }

    void facts()
    {
        add("<dl>\n");
        fact("Practice", of_.practice);
        fact("Opened", utc_text(of_.opened_ms) + " / " + clinic_text(of_.opened_ms, of_.zone));
        fact("State", of_.is_open ? "open" : "closed");
        fact("Level", of_.level);
        fact("Category", of_.category);
        fact("Closed because", of_.reason);
        fact("Outcome", of_.outcome);
        fact("Marked as a false alarm", of_.is_false_alarm ? "yes" : "no");
        fact("A drill", of_.is_drill ? "yes" : "no");
        fact("Clinic's zone", of_.zone.empty() ? "UTC" : of_.zone);
        add("</dl>\n");
    }

    void log()
    {
        add("<h2>The log this is from</h2>\n");
        if (log_.is_whole)
            add(fmt::format(
                "<p>All {} entries follow from one another: nothing was changed, taken out or put "
                "in before the head below.</p>\n",
                log_.entries));
        else
            add(fmt::format(
                "<p class=\"broken\"><strong>The log does not verify.</strong> <bdi>{}</bdi></p>\n",
                escaped_html(log_.fault)));
        add("<dl>\n");
        fact("Head", log_.head + ":" + std::to_string(log_.head_number));
        add("</dl>\n");
    }

    void lines()
    {
        add("<h2>What happened</h2>\n<table>\n<thead><tr><th>No.</th><th>UTC</th><th>Clinic</th>"
            "<th>Event</th><th>By or to</th><th>Details</th></tr></thead>\n<tbody>\n");
        for (const auto& line : of_.lines)
        {
            add("<tr>");
            cell(std::to_string(line.number));
            times(line.at_ms);
            cell(line.event);
            cell(actor_of(line));
            cell(details_of(line));
            add("</tr>\n");
        }
        add("</tbody>\n</table>\n");
    }

    void messages()
    {
        add(fmt::format(
            "<h2>The words</h2>\n<p>Included for <bdi>{}</bdi>, which the log says too.</p>\n",
            escaped_html(of_.words_by)));
        add("<table>\n<thead><tr><th>No.</th><th>UTC</th><th>Clinic</th><th>From</th>"
            "<th>Words</th></tr></thead>\n<tbody>\n");
        for (const auto& one : of_.messages)
        {
            add("<tr>");
            cell("m" + std::to_string(one.seq));
            times(one.at_ms);
            cell(one.name.empty() ? one.from : one.from + ": " + one.name);
            cell(one.text.reveal(), "words");
            add("</tr>\n");
        }
        add("</tbody>\n</table>\n");
        if (of_.is_cut)
            add(fmt::format("<p class=\"broken\"><strong>{}</strong></p>\n", cut_words));
    }

    const case_record& of_;
    const log_verdict& log_;
    std::string out_;
};

} // namespace

std::string case_html(const case_record& of, const log_verdict& log)
{
    return page_writer(of, log).write();
}

} // namespace switchback::author
