// Figures: medians and spreads over rounds, and the one line of text a figure is passed on as
// (`key<TAB>median<TAB>least<TAB>most<TAB>what it is`), which deploy/bench turns into JSON and a
// table. Values only; any thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

namespace switchback::bench {

/// The middle value; 0 when there is none.
inline double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 != 0 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// Prints one figure with its spread; nothing when it has no value.
inline void
print_figure(const std::string& key, const std::vector<double>& values, const std::string& about)
{
    if (values.empty())
        return;
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    std::printf(
        "%s\t%.6g\t%.6g\t%.6g\t%s\n", key.c_str(), median(values), *least, *most, about.c_str());
    std::fflush(stdout);
}

} // namespace switchback::bench
