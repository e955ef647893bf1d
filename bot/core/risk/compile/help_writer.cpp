#include "bot/core/risk/compile/help_writer.hpp"

#include "bot/core/risk/compile/plain_yaml.hpp"
#include "bot/core/risk/compile/table_writer.hpp"

#include <algorithm>
#include <map>
#include <ostream>
#include <ranges>

namespace switchback::risk::compile {
namespace {

constexpr std::string_view required[]{"country", "name",      "for",  "channel", "number",
                                      "hours",   "languages", "cost", "source"};

using entry = std::map<std::string, std::string>;

// The value of a path, which must be there.
const std::string& value_of(const yaml_values& values, const std::string& path)
{
    const auto found = std::ranges::find(values, path, &yaml_values::value_type::first);
    if (found == values.end())
    {
        throw rule_error{"'" + path + "' is missing"};
    }
    return found->second;
}

std::vector<entry> entries_of(const yaml_values& values)
{
    std::vector<entry> result;
    for (const auto& [path, value] : values)
    {
        if (!path.starts_with("lines."))
        {
            continue;
        }
        const auto dot = path.find('.', 6);
        const auto index = static_cast<std::size_t>(std::stoul(path.substr(6, dot - 6)));
        result.resize(std::max(result.size(), index + 1));
        result[index][path.substr(dot + 1)] = value;
    }
    return result;
}

void check_entries(const std::vector<entry>& entries)
{
    std::map<std::string, bool> has_emergency;
    for (const auto& e : entries)
    {
        for (const auto key : required)
        {
            if (!e.contains(std::string{key}) || e.at(std::string{key}).empty())
            {
                throw rule_error{"lines.yaml: an entry has no '" + std::string{key} + "'"};
            }
        }
        has_emergency[e.at("country")] |= e.at("for") == "emergency";
        if (e.at("channel") != "call" && e.at("channel") != "text" && e.at("channel") != "chat")
        {
            throw rule_error{"lines.yaml: no channel is called '" + e.at("channel") + "'"};
        }
    }
    for (const auto& [country, has] : has_emergency)
    {
        if (!has)
        {
            throw rule_error{"lines.yaml: '" + country + "' has no emergency number"};
        }
    }
}

void write_lines(const std::vector<entry>& entries, std::ostream& out)
{
    const auto field = [](const entry& e, const char* key) {
        return e.contains(key) ? literal_of(e.at(key)) : std::string{"\"\""};
    };
    out << "constexpr help_line lines[]{\n";
    for (const auto& e : entries)
    {
        out << '{' << literal_of(e.at("country")) << ',' << literal_of(e.at("name")) << ','
            << literal_of(e.at("for")) << ",line_channel::" << e.at("channel") << ','
            << literal_of(e.at("number")) << ',' << field(e, "option") << ',' << field(e, "word")
            << ',' << literal_of(e.at("hours")) << ',' << literal_of(e.at("languages")) << ','
            << literal_of(e.at("cost")) << ',' << literal_of(e.at("source")) << ','
            << field(e, "verified_on") << "},\n";
    }
    out << "};\n";
}

void write_texts(const std::vector<yaml_values>& languages, std::ostream& out)
{
    out << "constexpr help_text texts[]{\n";
    for (const auto& values : languages)
    {
        const auto& language = value_of(values, "language");
        for (const auto& [path, value] : values)
        {
            out << '{' << literal_of(language) << ',' << literal_of(path) << ','
                << literal_of(value) << "},\n";
        }
    }
    out << "};\n";
}

} // namespace

void write_help(const std::vector<std::filesystem::path>& files, std::ostream& out)
{
    const auto lines = read_plain_yaml(files.front());
    const auto entries = entries_of(lines);
    check_entries(entries);
    std::vector<yaml_values> languages;
    for (const auto& file : files | std::views::drop(1))
    {
        languages.push_back(read_plain_yaml(file));
        // The same paths in every language, and every country of the table with its name.
        for (const auto& [path, value] : languages.front())
        {
            value_of(languages.back(), path);
        }
        for (const auto& e : entries)
        {
            value_of(languages.back(), "countries." + e.at("country"));
        }
    }
    out << "// Written by risk_compile from flows/safety. Not to be edited.\n"
           "#include \"bot/core/risk/help_tables.hpp\"\n\nnamespace "
           "switchback::risk\n{\nnamespace\n{\n";
    write_lines(entries, out);
    write_texts(languages, out);
    out << "} // namespace\n\nconstinit const help_tables help{lines, texts, "
        << literal_of(value_of(lines, "directory")) << ", "
        << literal_of(value_of(lines, "version")) << "};\n\n} // namespace switchback::risk\n";
}

} // namespace switchback::risk::compile
