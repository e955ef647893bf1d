// The simulated caseload: how often 45 clients who are in no danger are asked, and their therapist
// is paged, in a year of ordinary messages; and how precise the rules are when some are real.
// Usage: bench-caseload --sentences FOLDER [--jsonl FILE] [--with-crisis]
//     [--language L] [--silent SHARE] [--practices N]
// Writes figures to standard output (figures.hpp) and tables to standard error.
#include "tests/bench/caseload.hpp"
#include "tests/bench/figures.hpp"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <numeric>
#include <stdexcept>
#include <string_view>

namespace {

using namespace switchback::bench;
using switchback::escalation::precision_by_month;

constexpr double real_share = 0.002; // about four a month of a caseload

double months_of_clients(const caseload_year& year)
{
    return static_cast<double>(year.false_questions.size()) * double{caseload_months};
}

std::uint64_t sum(const by_month<std::uint64_t>& of)
{
    return std::accumulate(of.begin(), of.end(), std::uint64_t{0});
}

struct year_figures
{
    double pages = 0;
    double worst_month_pages = 0;
    double cases_paged = 0;
    double questions = 0;
    double episodes = 0;
    double worst_client = 0;
    double worst_month = 0;
    double most_at_once = 0;
};

year_figures figures_of(const caseload_year& year)
{
    constexpr auto months = double{caseload_months};
    year_figures out;
    const auto clients = static_cast<double>(year.false_questions.size());
    out.pages = static_cast<double>(sum(year.false_pages)) / months;
    out.worst_month_pages = static_cast<double>(std::ranges::max(year.false_pages));
    out.cases_paged = static_cast<double>(year.false_cases_paged) / months;
    by_month<std::uint64_t> all{};
    for (const auto& of : year.false_questions)
    {
        out.worst_client = std::max(out.worst_client, static_cast<double>(sum(of)) / months);
        out.most_at_once = std::max(out.most_at_once, static_cast<double>(std::ranges::max(of)));
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] += of[i];
    }
    out.questions = static_cast<double>(sum(all)) / months_of_clients(year);
    out.episodes = static_cast<double>(year.false_episodes) / months_of_clients(year);
    out.worst_month = static_cast<double>(std::ranges::max(all)) / clients;
    return out;
}

void print(const std::vector<caseload_year>& years)
{
    std::vector<year_figures> all;
    std::ranges::transform(years, std::back_inserter(all), figures_of);
    const auto figure = [&](const char* key, double year_figures::* which, const char* about) {
        std::vector<double> values;
        for (const auto& one : all)
            values.push_back(one.*which);
        print_figure(key, values, about);
    };
    figure(
        "caseload_pages_month", &year_figures::pages,
        "false pages a month of one therapist's 45 clients, to anybody");
    figure("caseload_pages_worst", &year_figures::worst_month_pages, "in the worst month");
    figure("caseload_cases_paged", &year_figures::cases_paged, "false cases that paged, a month");
    figure(
        "caseload_questions_month", &year_figures::questions,
        "false questions a client and month, every step of a ladder counted");
    figure(
        "caseload_asked_month", &year_figures::episodes,
        "times a client and month that they are asked for nothing, a ladder counted once");
    figure("caseload_questions_client", &year_figures::worst_client, "a month, the worst client");
    figure("caseload_questions_worst", &year_figures::worst_month, "a client, the worst month");
    figure("caseload_questions_most", &year_figures::most_at_once, "of one client in one month");
}

void print_causes(const char* title, const std::map<std::string, false_cause>& of, std::size_t most)
{
    std::vector<std::pair<std::string, false_cause>> rows(of.begin(), of.end());
    std::ranges::sort(rows, [](const auto& a, const auto& b) {
        const auto of = [](const auto& row) { return row.second.questions + row.second.pages; };
        return of(a) != of(b) ? of(a) > of(b) : a.first < b.first;
    });
    rows.resize(std::min(rows.size(), most));
    std::fprintf(stderr, "  %-44s %9s %9s %6s\n", title, "messages", "questions", "pages");
    for (const auto& [name, what] : rows)
        std::fprintf(
            stderr, "  %-44s %9llu %9llu %6llu\n", name.c_str(),
            static_cast<unsigned long long>(what.messages),
            static_cast<unsigned long long>(what.questions),
            static_cast<unsigned long long>(what.pages));
}

void print_tables(const std::vector<caseload_year>& years)
{
    caseload_year all;
    for (const auto& year : years)
    {
        all.messages += year.messages;
        all.false_helps += year.false_helps;
        all.arguable_questions += year.arguable_questions;
        all.reviews += year.reviews;
        all.refused += year.refused;
        const auto add = [](auto& to, const auto& from) {
            for (const auto& [name, what] : from)
            {
                to[name].messages += what.messages;
                to[name].questions += what.questions;
                to[name].pages += what.pages;
            }
        };
        add(all.sources, year.sources);
        add(all.rules, year.rules);
        add(all.starts, year.starts);
    }
    std::fprintf(
        stderr,
        "  %zu practices: %llu messages; the help for danger shown %llu times for nothing; %llu "
        "cases looked at without a page; %llu questions of rows where asking is no error; %llu "
        "events refused\n",
        years.size(), static_cast<unsigned long long>(all.messages),
        static_cast<unsigned long long>(all.false_helps),
        static_cast<unsigned long long>(all.reviews),
        static_cast<unsigned long long>(all.arguable_questions),
        static_cast<unsigned long long>(all.refused));
    print_causes("by source", all.sources, all.sources.size());
    for (const auto& [name, what] : all.starts)
        std::fprintf(
            stderr, "  pages that began with %-10s %6llu, in %llu cases\n", name.c_str(),
            static_cast<unsigned long long>(what.pages),
            static_cast<unsigned long long>(what.messages));
    print_causes("by rule, the ten most frequent", all.rules, 10);
}

// The second part: real messages among the others, and how many of the pages were right.
void print_precision(const std::vector<caseload_year>& years)
{
    std::vector<double> precision;
    std::vector<double> reached;
    for (std::size_t i = 0; i < years.size(); ++i)
    {
        const auto& year = years[i];
        std::fprintf(
            stderr,
            "  practice %zu: %llu real messages, %llu heard; paged cases by month, right of all:",
            i + 1, static_cast<unsigned long long>(year.real_messages),
            static_cast<unsigned long long>(year.real_reached));
        for (const auto& row : precision_by_month(year.closed_paged))
        {
            if (!row.rule.empty())
                continue;
            std::fprintf(stderr, " %zu/%zu", row.judged() - row.false_alarms, row.judged());
            if (const auto share = row.precision())
                precision.push_back(*share);
        }
        std::fprintf(stderr, "\n");
        if (year.real_messages != 0)
            reached.push_back(
                static_cast<double>(year.real_reached) / static_cast<double>(year.real_messages));
    }
    print_figure(
        "caseload_precision_month", precision, "right pages over all pages, by practice and month");
    print_figure("caseload_real_heard", reached, "real messages that asked or paged, by practice");
}

} // namespace

int main(int argc, char** argv)
{
    std::string sentences;
    std::string jsonl;
    std::string language; // empty: all
    double silent_share = caseload_setup{}.silent_share;
    bool has_crisis = false;
    std::size_t practices = 5;
    for (int i = 1; i < argc; ++i)
    {
        const std::string_view name = argv[i];
        const bool has_value = i + 1 < argc;
        if (name == "--sentences" && has_value)
            sentences = argv[++i];
        else if (name == "--jsonl" && has_value)
            jsonl = argv[++i];
        else if (name == "--language" && has_value)
            language = argv[++i];
        else if (name == "--silent" && has_value)
            silent_share = std::strtod(argv[++i], nullptr);
        else if (name == "--practices" && has_value)
            practices = std::strtoul(argv[++i], nullptr, 10);
        else if (name == "--with-crisis")
            has_crisis = true;
        else
            return std::fputs("bench-caseload: see tests/bench/README.md\n", stderr), 2;
    }
    try
    {
        auto texts = jsonl.empty() ? own_sentences(sentences) : labelled_rows(jsonl);
        const auto is_other = [&](const caseload_text& one) {
            return !language.empty() && one.language != language;
        };
        std::erase_if(texts.ordinary, is_other);
        std::erase_if(texts.crisis, is_other);
        if (texts.ordinary.empty() || practices == 0)
            throw std::runtime_error("nothing to draw from");
        std::fprintf(
            stderr, "  %zu ordinary texts, %zu of real danger\n", texts.ordinary.size(),
            texts.crisis.size());
        const auto live = [&](double share) {
            std::vector<caseload_year> years;
            for (std::size_t i = 0; i < practices; ++i)
                years.push_back(live_a_year(
                    {.seed = i + 1, .silent_share = silent_share, .crisis_share = share}, texts));
            return years;
        };
        const auto calm = live(0);
        print(calm);
        print_tables(calm);
        if (has_crisis)
            print_precision(live(real_share));
    }
    catch (const std::exception& fault)
    {
        std::fprintf(stderr, "bench-caseload: %s\n", fault.what());
        return 1;
    }
    return 0;
}
