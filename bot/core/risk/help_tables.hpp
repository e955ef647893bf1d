// The crisis lines and texts as constant tables, written at build time by compile/ from
// flows/safety. Constants; any thread.
#pragma once

#include "bot/core/risk/crisis_help.hpp"

#include <span>

namespace switchback::risk {

// One sentence or phrase of crisis.<language>.yaml under its path ("crisis.suicide.0").
struct help_text
{
    std::string_view language;
    std::string_view path;
    std::string_view text;
};

struct help_tables
{
    std::span<const help_line> lines;
    std::span<const help_text> texts;
    std::string_view directory;
    std::string_view version;
};
extern const help_tables help;

} // namespace switchback::risk
