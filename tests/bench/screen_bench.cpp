// Times the risk screen: a median message of 80 and of 200 characters, and the slowest of many
// hostile texts of 8 KiB. One core, no server.
// Usage: bench-screen [--rounds N]. Writes figures to standard output (figures.hpp).
#include "bot/core/risk/screen.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/machine.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

using switchback::risk::screen;
using steady = std::chrono::steady_clock;

constexpr std::size_t hostile_bytes = 8 * 1024;

// Our own sentences, as people write about an ordinary hard week; cut and joined to the length
// asked.
const std::vector<std::string> sentences{
    "I had a rough week and could not sleep, but talking to my sister helped a bit on Sunday. ",
    "We argued about money again and I went for a walk instead of shouting, which felt new. ",
    "My step for today was to write to my friend and I kept putting it off until the evening. ",
    "Work was loud and I wanted to hide under my desk, then I did the breathing for a minute. ",
    "He said he was sorry, and I do not know if I believe him or only want to have it over. ",
    "I feel stuck in the same place and I am tired of explaining it to everyone I know. "};

// Texts made of what costs most: matches that nearly end, repairs that nearly fit, scripts that
// mix.
constexpr std::string_view hostile_pieces[] = {
    "kill myself ",
    "i want to ",
    "not i want to die ",
    "a ",
    "k i l l ",
    "1",
    "\xf0\x9f\x98\x82",
    "\xd0\xb0",
    "\xff",
    "i do not want to kill myself or anyone . ",
    "killmyself",
    "aaaaaaaaaaab",
    "he used to want to ",
    "want to never not be ",
    "i think i feel like i have a ",
    "....a,",
    "no quiero seguir viviendo ",
    "\xe8\x87\xaa\xe6\x9d\x80",
    "\xe6\x88\x91\xe6\x83\xb3",
    "\xd8\xa7\xd9\x84\xd8\xa7\xd9\x86 ",
    "iwantiwantiwantiwantiwantiwantx ",
    "wantx ",
    "lol ",
    "su icide "};

std::string ordinary(std::size_t first, std::size_t length)
{
    std::string text;
    while (text.size() < length)
    {
        text += sentences[first++ % sentences.size()];
    }
    return text.substr(0, length);
}

std::string repeated(std::string_view piece)
{
    std::string text;
    while (text.size() < hostile_bytes)
    {
        text += piece;
    }
    return text.substr(0, hostile_bytes);
}

// The median time of one call, over batches so that reading the clock does not count.
double median_us(const std::vector<std::string>& texts, int batches, int batch)
{
    std::vector<double> times;
    std::size_t hits = 0;
    for (int i = 0; i < batches; ++i)
    {
        const auto begin = steady::now();
        for (int j = 0; j < batch; ++j)
        {
            hits += static_cast<std::size_t>(
                screen(texts[static_cast<std::size_t>(j) % texts.size()]).outcome);
        }
        const std::chrono::duration<double, std::micro> spent = steady::now() - begin;
        times.push_back(spent.count() / batch);
    }
    std::ranges::nth_element(times, times.begin() + batches / 2);
    // The sum is used, so that no call can be left out by the optimiser.
    return times[static_cast<std::size_t>(batches) / 2] + (hits == SIZE_MAX ? 1 : 0);
}

std::vector<std::string> ordinary_texts(std::size_t length)
{
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < sentences.size(); ++i)
    {
        texts.push_back(ordinary(i, length));
    }
    return texts;
}

double slowest_hostile_us()
{
    double slowest = 0;
    for (const std::string_view piece : hostile_pieces)
        slowest = std::max(slowest, median_us({repeated(piece)}, 21, 3));
    return slowest;
}

} // namespace

int main(int argc, char** argv)
{
    using namespace switchback::bench;
    const int rounds =
        argc == 3 && std::string_view(argv[1]) == "--rounds" ? std::atoi(argv[2]) : 5;
    pin_to_core(0);
    std::vector<double> short_us;
    std::vector<double> long_us;
    std::vector<double> hostile_us;
    for (int i = 0; i < rounds; ++i)
    {
        short_us.push_back(median_us(ordinary_texts(80), 301, 600));
        long_us.push_back(median_us(ordinary_texts(200), 301, 300));
        hostile_us.push_back(slowest_hostile_us());
    }
    print_figure("screen_us", short_us, "risk screen of a message of 80 characters");
    print_figure("screen_us_200", long_us, "of 200 characters");
    print_figure("screen_us_8k", hostile_us, "of the slowest hostile text of 8 KiB");
    return 0;
}
