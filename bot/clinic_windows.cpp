#include "bot/clinic_hours.hpp"
#include "bot/clinic_parts.hpp"
#include "bot/core/flow/codes.hpp"

#include <array>
#include <fmt/format.h>

namespace switchback {
namespace {

using escalation::policy;
using flow::codes::bad_value;

struct window
{
    std::string_view name;
    std::int64_t policy::* held;
};

constexpr std::array<window, 13> windows{{
    {"silence", &policy::silence_ms},
    {"receipt", &policy::receipt_ms},
    {"ack_l4", &policy::ack_l4_ms},
    {"ack_l3", &policy::ack_l3_ms},
    {"ack_l2_working", &policy::ack_l2_working_ms},
    {"contact_l4", &policy::contact_l4_ms},
    {"contact_l3", &policy::contact_l3_ms},
    {"contact_l2", &policy::contact_l2_ms},
    {"repage", &policy::repage_ms},
    {"repage_later", &policy::repage_later_ms},
    {"human_silence_high", &policy::human_silence_high_ms},
    {"human_silence", &policy::human_silence_ms},
    {"follow_up", &policy::follow_up_ms},
}};

// The first key without which the windows would do, or the whole mapping.
const flow::yaml_value& culprit(const flow::yaml_value& from, const policy& read)
{
    for (const auto& one : windows)
    {
        const auto* at = from.find(one.name);
        auto without = read;
        without.*one.held = policy{}.*one.held;
        if (at != nullptr && escalation::check(without))
            return *at;
    }
    const auto* times = from.find("repage_times");
    auto without = read;
    without.repage_times = policy{}.repage_times;
    return times != nullptr && escalation::check(without) ? *times : from;
}

std::string said_of(std::string_view detail)
{
    if (detail == "window")
        return "a window is from 1 min to 7 d";
    if (detail == "follow_up")
        return "`follow_up` is from 24 h to 72 h";
    if (detail == "order")
        return "graver must not wait longer than milder: l4, l3, l2; human_silence_high, "
               "human_silence";
    return "these windows cannot be kept";
}

} // namespace

void read_windows(const flow::yaml_value& from, clinic_parts& to, flow::faults& into)
{
    flow::fields in(from, "`windows`", into);
    bool are_read = true;
    for (const auto& one : windows)
        if (const auto* at = in.find(one.name))
        {
            const auto ms = parse_window(flow::word(*at, one.name, into));
            if (ms)
                to.policy.*one.held = *ms;
            else if (at->is_scalar())
                into.error(
                    bad_value, *at,
                    fmt::format("`{}` is written as `90 s`, `15 min`, `4 h` or `2 d`", one.name));
            are_read = are_read && ms;
        }
    if (const auto* times = in.find("repage_times"))
        to.policy.repage_times =
            flow::whole(*times, "`repage_times`", 1, limits::case_repage_times * 4, into);
    in.done();
    const auto checked = escalation::check(to.policy);
    if (are_read && !checked)
        into.error(bad_value, culprit(from, to.policy), said_of(checked.error().detail));
}

void read_minors(const flow::yaml_value& from, clinic_parts& to, flow::faults& into)
{
    constexpr std::string_view how =
        "people under 18 need a written policy: `minors: {policy: NAME OF THE PAPER}`; else say "
        "`minors: off`";
    if (from.is_scalar())
    {
        if (from.text != "off")
            into.error(bad_value, from, std::string(how));
        return;
    }
    flow::fields in(from, "`minors`", into);
    const auto* named = in.find("policy");
    in.done();
    if (named != nullptr)
        to.minors_policy = flow::word(*named, "`policy`", into);
    to.policy.has_minors_policy = !to.minors_policy.empty();
    if (from.is_mapping() && !to.policy.has_minors_policy)
        into.error(bad_value, named == nullptr ? from : *named, std::string(how));
}

} // namespace switchback
