// Feeds any bytes to the risk screen and checks what it promises of every answer.
#include "bot/core/risk/screen.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    using namespace switchback::risk;
    const std::string text{reinterpret_cast<const char*>(data), size};
    const screening found = screen(text);
    const bool is_hit = found.outcome != outcome::none;
    if (is_hit == found.rule.empty() || is_hit == found.words.empty() ||
        is_hit == (found.category == category::none))
    {
        std::abort();
    }
    for (const auto& reason : found.reasons)
    {
        for (const auto& word : reason.words)
        {
            if (word.begin >= word.end || word.end > text.size())
            {
                std::abort();
            }
        }
    }
    return 0;
}
