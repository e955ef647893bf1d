#include "bot/author/screen.hpp"

#include "bot/core/risk/screen.hpp"

#include <cmath>
#include <expected>
#include <fmt/format.h>
#include <fstream>
#include <istream>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>
#include <tuple>

namespace switchback::author {
namespace {

using nlohmann::json;
using risk::outcome;

struct labelled_row
{
    std::string id;
    std::string text;
    std::string language;
    std::string label; // crisis, ask, none, or empty
    std::string alt;   // other outcomes that are no error: c, a, n
    std::string source;
    std::string category;
};

// A field that may be absent, but is text when it is there.
std::expected<std::string, std::string>
text_field(const json& row, const char* name, bool is_needed)
{
    const auto found = row.find(name);
    if (found == row.end() || found->is_null())
    {
        return is_needed ? std::expected<
                               std::string,
                               std::string>{std::unexpect, fmt::format("'{}' is missing", name)}
                         : std::string{};
    }
    if (found->is_number_integer())
    {
        return found->dump();
    }
    if (!found->is_string())
    {
        return std::unexpected(fmt::format("'{}' is not text", name));
    }
    return found->get<std::string>();
}

std::expected<labelled_row, std::string> read_row(const std::string& line)
{
    const json row = json::parse(line, nullptr, false);
    if (!row.is_object())
    {
        return std::unexpected("not a JSON object");
    }
    labelled_row out;
    const auto fields = std::to_array<std::tuple<const char*, std::string*, bool>>(
        {{"id", &out.id, true},
         {"text", &out.text, true},
         {"lang", &out.language, true},
         {"label", &out.label, false},
         {"alt", &out.alt, false},
         {"source", &out.source, false},
         {"category", &out.category, false}});
    for (const auto& [name, to, is_needed] : fields)
    {
        auto value = text_field(row, name, is_needed);
        if (!value)
        {
            return std::unexpected(value.error());
        }
        *to = std::move(*value);
    }
    static const std::set<std::string> labels{"", "crisis", "ask", "none"};
    if (!labels.contains(out.label))
    {
        return std::unexpected("'label' is none of crisis, ask, none");
    }
    return out;
}

void write_answer(const labelled_row& row, const risk::screening& found, std::ostream& to)
{
    json words = json::array();
    for (const auto& span : found.words)
    {
        words.push_back(row.text.substr(span.begin, span.end - span.begin));
    }
    const nlohmann::ordered_json answer{
        {"id", row.id},
        {"outcome", risk::name_of(found.outcome)},
        {"category", risk::name_of(found.category)},
        {"rule", found.rule},
        {"words", words}};
    to << answer.dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
}

// Source, language, category, figure: totals ("*") sort before names.
using group = std::tuple<std::string, std::string, std::string, std::string>;
struct count
{
    std::uint64_t hits = 0;
    std::uint64_t all = 0;
};
using counts = std::map<group, count>;

// One figure of a row, counted for its own group and for the totals that hold it.
void add(const labelled_row& row, const std::string& name, bool is_hit, counts& to)
{
    const auto& [source, language, category] = std::tie(row.source, row.language, row.category);
    for (const auto& key :
         {group{"*", "*", "*", name}, group{"*", language, "*", name},
          group{source, language, "*", name}, group{source, language, category, name}})
    {
        auto& counted = to[key];
        ++counted.all;
        counted.hits += is_hit ? 1 : 0;
    }
}

void score(const labelled_row& row, outcome found, counts& to)
{
    const auto may_be = [&](char other) { return row.alt.contains(other); };
    if (row.label == "crisis")
    {
        add(row, "crisis-reach", found != outcome::none, to);
        add(row, "escalation", found == outcome::crisis, to);
    }
    // Where labelling was unsure whether to ask at all, not asking is no miss.
    if (row.label == "ask" && !may_be('n'))
    {
        add(row, "ask-reach", found != outcome::none, to);
    }
    if (row.label == "none")
    {
        add(row, "false-ask", found == outcome::ask && !may_be('a'), to);
        add(row, "false-crisis", found == outcome::crisis && !may_be('c'), to);
    }
}

} // namespace

share wilson(std::uint64_t hits, std::uint64_t all)
{
    if (all == 0)
    {
        return {};
    }
    constexpr double z = 1.959963984540054;
    const auto n = static_cast<double>(all);
    const double p = static_cast<double>(hits) / n;
    const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
    return {p, hits == 0 ? 0 : middle - half, hits == all ? 1 : middle + half};
}

screen_report screen_rows(std::istream& rows, std::ostream* answers, std::ostream& faults)
{
    screen_report report;
    counts counted;
    std::uint64_t number = 0;
    for (std::string line; std::getline(rows, line);)
    {
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string::npos)
        {
            continue;
        }
        const auto row = read_row(line);
        if (!row)
        {
            faults << "line " << number << ": " << row.error() << '\n';
            ++report.bad_rows;
            continue;
        }
        ++report.rows;
        const auto found = risk::screen(row->text);
        if (answers != nullptr)
        {
            write_answer(*row, found, *answers);
        }
        score(*row, found.outcome, counted);
    }
    for (const auto& [key, value] : counted)
    {
        const auto& [source, language, category, name] = key;
        report.figures.push_back({source, language, category, name, value.hits, value.all});
    }
    return report;
}

std::string table_of(const screen_report& report)
{
    std::string text = fmt::format(
        "{:<20} {:<4} {:<14} {:<13} {:>5} {:>6}  {:>6}  {}\n", "source", "lang", "category",
        "figure", "hits", "rows", "share", "95 %");
    for (const auto& f : report.figures)
    {
        const auto s = wilson(f.hits, f.all);
        text += fmt::format(
            "{:<20} {:<4} {:<14} {:<13} {:>5} {:>6}  {:>6.4f}  {:.4f}-{:.4f}\n", f.source,
            f.language, f.category, f.name, f.hits, f.all, s.value, s.low, s.high);
    }
    text += fmt::format(
        "{} rows, {} bad; rules {}\n", report.rows, report.bad_rows, risk::rules_version());
    return text;
}

int screen(const std::string& file, bool scores, std::ostream& out, std::ostream& faults)
{
    std::ifstream rows{file, std::ios::binary};
    if (!rows)
    {
        faults << "switchback: '" << file << "' cannot be read\n";
        return 2;
    }
    const auto report = screen_rows(rows, scores ? nullptr : &out, faults);
    if (scores)
    {
        out << table_of(report);
    }
    if (report.rows == 0)
    {
        faults << "switchback: '" << file << "' holds no row\n";
    }
    return report.bad_rows != 0 || report.rows == 0 ? 1 : 0;
}

} // namespace switchback::author
