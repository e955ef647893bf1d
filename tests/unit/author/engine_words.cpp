#include "tests/unit/author/engine_words.hpp"

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

std::vector<engine_sentence> engine_words(std::string_view language)
{
    const auto file = std::filesystem::path(SOURCE_FOLDER) /
                      std::string("bot/core/run/wording_").append(language).append(".hpp");
    std::ostringstream read;
    read << std::ifstream(file, std::ios::binary).rdbuf();
    const auto text = std::move(read).str();

    const std::regex line(R"re(\.(\w+) =((?:\s*"(?:[^"\\]|\\.)*")+),)re");
    const std::regex literal(R"re("((?:[^"\\]|\\.)*)")re");
    std::vector<engine_sentence> out;
    for (std::sregex_iterator at(text.begin(), text.end(), line), end; at != end; ++at)
    {
        std::string whole;
        const auto parts = (*at)[2].str();
        for (std::sregex_iterator one(parts.begin(), parts.end(), literal); one != end; ++one)
            whole += (*one)[1].str();
        out.push_back({(*at)[1].str(), std::regex_replace(whole, std::regex(R"re(\\")re"), "\"")});
    }
    return out;
}
