#include "tests/bench/caseload_texts.hpp"

#include "bot/core/risk/screen.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace switchback::bench {
namespace {

// What is written by people in therapy about their lives; the others are prompts for a machine.
constexpr std::string_view of_therapy[]{
    "abuse", "anger",   "denial",     "distress",  "grief",     "hopeless", "hyperbole",
    "idiom", "medical", "medication", "psychosis", "self_harm", "suicide",  "third_party"};
constexpr std::string_view not_by_clients[]{"xstest"}; // sentences made to trick a filter

template <class list>
bool is_in(const list& names, std::string_view name)
{
    return std::ranges::find(names, name) != std::end(names);
}

std::ifstream opened(const std::string& file)
{
    std::ifstream out(file);
    if (!out)
        throw std::runtime_error("cannot read " + file);
    return out;
}

} // namespace

caseload_texts own_sentences(const std::string& folder)
{
    caseload_texts out;
    for (const std::string language : {"en", "es"})
    {
        auto from = opened(folder + "/sentences." + language + ".txt");
        for (std::string line; std::getline(from, line);)
        {
            const auto bar = line.find(" | ");
            if (bar == std::string::npos || line.front() == '#')
                continue;
            const bool is_none = line.starts_with("none ");
            if (!is_none && !line.starts_with("crisis "))
                continue;
            auto& to = is_none ? out.ordinary : out.crisis;
            to.push_back({"own." + language, language, false, risk::screen(line.substr(bar + 3))});
            // Views into the line would outlive it.
            to.back().found.words.clear();
            to.back().found.reasons.clear();
        }
    }
    return out;
}

caseload_texts labelled_rows(const std::string& file)
{
    caseload_texts out;
    auto from = opened(file);
    for (std::string line; std::getline(from, line);)
    {
        const auto row = nlohmann::json::parse(line, nullptr, false);
        if (!row.is_object())
            throw std::runtime_error("a line is no JSON object in " + file);
        const auto label = row.value("label", "");
        const auto source = row.value("source", "");
        if (!is_in(of_therapy, row.value("category", "")) || is_in(not_by_clients, source) ||
            (label != "none" && label != "crisis"))
            continue;
        auto& to = label == "none" ? out.ordinary : out.crisis;
        to.push_back(
            {source, row.value("lang", ""), row.value("alt", "").find('a') != std::string::npos,
             risk::screen(row.value("text", ""))});
        to.back().found.words.clear();
        to.back().found.reasons.clear();
    }
    if (out.ordinary.empty())
        throw std::runtime_error("no row that counts in " + file);
    return out;
}

} // namespace switchback::bench
