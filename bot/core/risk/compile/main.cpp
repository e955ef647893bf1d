// Compiles the texts of flows/safety into C++ source, so that the crisis path needs no file at run
// time. risk_compile rules OUT FILE...        the screen's tables from rules.<lang>.rules
// risk_compile help OUT LINES TEXT...   the crisis lines, and the crisis texts of each language
#include "bot/core/risk/compile/help_writer.hpp"
#include "bot/core/risk/compile/table_writer.hpp"

#include <cstdio>
#include <exception>
#include <fstream>
#include <span>
#include <sstream>

namespace {

using namespace switchback::risk::compile;

std::string compiled(std::span<char*> arguments)
{
    std::ostringstream out;
    const std::string_view what = arguments[1];
    if (what == "rules")
    {
        rule_model model;
        for (const char* file : arguments.subspan(3))
        {
            read_rule_file(file, model);
        }
        write_tables(model, out);
    }
    else if (what == "help")
    {
        write_help({arguments.begin() + 3, arguments.end()}, out);
    }
    else
    {
        throw rule_error{"the first word is 'rules' or 'help'"};
    }
    return out.str();
}

} // namespace

int main(int count, char** values)
{
    const std::span arguments{values, static_cast<std::size_t>(count)};
    if (arguments.size() < 4)
    {
        std::fputs("risk_compile rules|help OUT INPUT...\n", stderr);
        return 2;
    }
    try
    {
        const std::string text = compiled(arguments);
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
