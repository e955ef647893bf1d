// Compiles sentences of flows/safety (escalation.<lang>.yaml, protocol.<lang>.yaml) into C++
// source, so that they need no file at run time. escalation_compile TABLE OUT TEXT...   TABLE is
// declared in wording_table.hpp; the first language is the fallback
#include "bot/core/risk/compile/plain_yaml.hpp"
#include "bot/core/risk/compile/rule_file.hpp"
#include "bot/core/risk/compile/table_writer.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <span>
#include <sstream>
#include <string_view>

namespace {

using namespace switchback::risk::compile;

constexpr std::string_view heads[]{"language", "version", "reviewed_by"};

std::string head_of(const yaml_values& values, std::string_view key)
{
    const auto found = std::ranges::find(values, key, &yaml_values::value_type::first);
    if (found == values.end())
        throw rule_error{"'" + std::string{key} + "' is missing"};
    return found->second;
}

yaml_values sentences_of(const yaml_values& values)
{
    yaml_values out;
    std::ranges::copy_if(values, std::back_inserter(out), [](const auto& pair) {
        return std::ranges::find(heads, pair.first) == std::end(heads);
    });
    return out;
}

// Every language says the same things in the same order.
void check_same(const yaml_values& a, const yaml_values& b, const std::string& language)
{
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i)
        if (i >= a.size() || i >= b.size() || a[i].first != b[i].first)
            throw rule_error{
                language + ": expected '" + (i < a.size() ? a[i].first : "nothing") + "', found '" +
                (i < b.size() ? b[i].first : "nothing") + "'"};
}

std::string compiled(std::string_view table, std::span<char*> files)
{
    std::ostringstream out;
    std::ostringstream list;
    out << "// Written by escalation_compile from flows/safety. Not to be edited.\n"
           "#include \"bot/core/escalation/wording_table.hpp\"\n\n"
           "namespace switchback::escalation\n{\nnamespace\n{\n";
    yaml_values first;
    for (const char* file : files)
    {
        const auto values = read_plain_yaml(file);
        const auto language = head_of(values, "language");
        const auto sentences = sentences_of(values);
        if (first.empty())
            first = sentences;
        check_same(first, sentences, language);
        out << "constexpr wording wordings_" << language << "[]{\n";
        for (const auto& [path, text] : sentences)
            out << '{' << literal_of(path) << ',' << literal_of(text) << "},\n";
        out << "};\n";
        list << '{' << literal_of(language) << ',' << literal_of(head_of(values, "version"))
             << ",wordings_" << language << "},\n";
    }
    out << "constexpr wording_language languages[]{\n"
        << list.str()
        << "};\n} // namespace\n\n"
           "constinit const std::span<const wording_language> "
        << table
        << "{languages};\n\n"
           "} // namespace switchback::escalation\n";
    return out.str();
}

} // namespace

int main(int count, char** values)
{
    const std::span arguments{values, static_cast<std::size_t>(count)};
    if (arguments.size() < 4)
    {
        std::fputs("escalation_compile TABLE OUT TEXT...\n", stderr);
        return 2;
    }
    try
    {
        const std::string text = compiled(arguments[1], arguments.subspan(3));
        std::ofstream file{arguments[2], std::ios::binary};
        file << text;
        file.close();
        return file ? 0 : 1;
    }
    catch (const std::exception& fault)
    {
        std::fprintf(stderr, "%s\n", fault.what());
        return 1;
    }
}
