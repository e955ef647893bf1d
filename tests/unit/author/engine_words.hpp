// The engine's own sentences as its authors wrote them, read from bot/core/run/wording_<lang>.hpp,
// so that a test reads what a client reads and cannot forget a line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

struct engine_sentence
{
    std::string name;
    std::string text;
};

/// All sentences and buttons of a language ("en", "es") in the order of the file; none when there
/// is no such file.
[[nodiscard]] std::vector<engine_sentence> engine_words(std::string_view language);
