#include "bot/core/escalation/protocol_wording.hpp"

#include "bot/base/limits.hpp"

#include <algorithm>
#include <utility>

namespace switchback::escalation {

const wording_language& protocol_in(std::string_view language)
{
    const auto base = language.substr(0, language.find_first_of("-_"));
    const auto found = std::ranges::find(protocol_languages, base, &wording_language::language);
    return found == protocol_languages.end() ? protocol_languages.front() : *found;
}

std::string_view protocol_wording(const wording_language& in, std::string_view path)
{
    const auto found = std::ranges::find(in.wordings, path, &wording::path);
    return found == in.wordings.end() ? std::string_view{} : found->text;
}

std::string duration_words(const wording_language& in, std::int64_t duration_ms)
{
    constexpr std::pair<std::int64_t, std::string_view> units[]{
        {limits::day_ms, "unit.day"},
        {limits::hour_ms, "unit.hour"},
        {limits::minute_ms, "unit.minute"}};
    // 24 hours are said as hours; only more than two days as days.
    for (const auto& [unit_ms, path] : units)
    {
        const bool is_days = unit_ms == limits::day_ms;
        const bool is_last = unit_ms == limits::minute_ms;
        if (!is_last && (duration_ms % unit_ms != 0 || duration_ms < unit_ms * (is_days ? 2 : 1)))
            continue;
        const auto count = std::max<std::int64_t>((duration_ms + unit_ms - 1) / unit_ms, 1);
        const std::string one(path);
        if (count == 1)
            return std::string(protocol_wording(in, one));
        std::string out(protocol_wording(in, one + "s"));
        if (const auto hole = out.find("{n}"); hole != std::string::npos)
            out.replace(hole, 3, std::to_string(count));
        return out;
    }
    return {};
}

std::string window_words(const wording_language& in, const policy& windows, std::string_view name)
{
    const std::pair<std::string_view, std::int64_t> known[]{
        {"silence", windows.silence_ms},
        {"ack_now", windows.ack_l4_ms},
        {"ack_high", windows.ack_l3_ms},
        {"ack_possible", windows.ack_l2_working_ms},
        {"contact_now", windows.contact_l4_ms},
        {"contact_high", windows.contact_l3_ms},
        {"contact_possible", windows.contact_l2_ms},
        {"repage", windows.repage_ms},
        {"repage_later", windows.repage_later_ms},
        {"human_high", windows.human_silence_high_ms}};
    for (const auto& [window, duration_ms] : known)
        if (window == name)
            return duration_words(in, duration_ms);
    return {};
}

} // namespace switchback::escalation
