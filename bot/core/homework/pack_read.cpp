// What a file of flows/homework/ may say, and why it may be refused.
#include "bot/base/limits.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/fields.hpp"
#include "bot/core/flow/near_miss.hpp"
#include "bot/core/homework/pack.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::homework {
namespace {

using flow::faults;
using flow::fields;
using flow::yaml_value;
namespace codes = flow::codes;

constexpr int usual_opens_minute = 9 * 60;
constexpr int usual_due_minute = 20 * 60;
constexpr int usual_due_days = 3;
constexpr int usual_close_days = 7;
constexpr int minutes_a_day = 1'440;

std::int32_t read_days(const yaml_value& from, std::string_view what, int most, faults& into)
{
    if (from.is_scalar() && from.text == "0d")
        return 0; // the same day
    const auto before = into.found().size();
    const auto ms = flow::duration(from, what, into);
    if (into.found().size() != before)
        return 0;
    if (ms % limits::day_ms != 0 || ms / limits::day_ms > most)
    {
        into.error(
            codes::bad_value, from, fmt::format("{} is a number of days", what),
            fmt::format("write 0d to {}d, or weeks: 1w", most));
        return 0;
    }
    return static_cast<std::int32_t>(ms / limits::day_ms);
}

// `18:30`, and for an end also `24:00`.
std::int32_t read_minute(const yaml_value& from, std::string_view what, faults& into)
{
    const auto& text = from.text;
    const auto digit = [&text](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    if (from.is_scalar() && text.size() == 5 && text[2] == ':' && digit(0) && digit(1) &&
        digit(3) && digit(4))
    {
        const auto hour = (text[0] - '0') * 10 + text[1] - '0';
        const auto minute = (text[3] - '0') * 10 + text[4] - '0';
        if (minute < 60 && hour * 60 + minute < minutes_a_day)
            return hour * 60 + minute;
    }
    into.error(
        codes::bad_value, from, fmt::format("{} is a time of the day", what),
        "write hours and minutes in quotes: \"18:30\"");
    return 0;
}

std::string read_rule(const yaml_value& from, plan& into_plan, faults& into)
{
    const auto text = flow::word(from, "`repeats`", into);
    const auto rule = read_recurrence(text);
    if (rule)
    {
        into_plan.when = rhythm::repeating;
        into_plan.repeats = *rule;
        return to_text(*rule);
    }
    if (from.is_scalar())
        into.error(
            codes::bad_value, from,
            fmt::format("at letter {} of the rule: {}", rule.error().at + 1, rule.error().what),
            rule.error().instead);
    return {};
}

// When it comes: once, by a rule, or before each session.
void read_rhythm(fields& keys, pack_item& made, faults& into)
{
    if (const auto* from = keys.find("repeats"))
        made.repeats = read_rule(*from, made.when, into);
    const auto* session = keys.find("before");
    if (session == nullptr)
        return;
    made.when.when = rhythm::before_session;
    if (session->text != "session")
        into.error(codes::bad_value, *session, "`before` is `session`");
    if (!made.repeats.empty())
        into.error(
            codes::bad_value, *session, "`repeats` and `before` both say when it comes",
            "keep one");
    if (const auto* lead = keys.find("lead"))
        made.when.lead_days = read_days(*lead, "`lead`", limits::session_lead_days, into);
    for (const auto key : {"due", "closes", "due_at"})
        if (const auto* other = keys.find(key))
            into.error(
                codes::bad_value, *other, fmt::format("`{}` is the session itself here", key),
                "leave it out");
}

void read_window(fields& keys, pack_item& made, faults& into)
{
    auto& when = made.when;
    when.opens_minute = usual_opens_minute;
    if (const auto* from = keys.find("opens"))
        when.opens_minute = read_minute(*from, "`opens`", into);
    read_rhythm(keys, made, into);
    if (when.when == rhythm::before_session)
        return;
    when.due_after_days = usual_due_days;
    when.due_minute = usual_due_minute;
    when.closes_minute = minutes_a_day;
    if (const auto* from = keys.find("due"))
        when.due_after_days = read_days(*from, "`due`", limits::homework_window_days, into);
    if (const auto* from = keys.find("due_at"))
        when.due_minute = read_minute(*from, "`due_at`", into);
    when.closes_after_days = std::max(usual_close_days, when.due_after_days);
    const auto* closes = keys.find("closes");
    if (closes == nullptr)
        return;
    const auto before = into.found().size();
    when.closes_after_days = read_days(*closes, "`closes`", limits::homework_window_days, into);
    if (into.found().size() == before && when.closes_after_days < when.due_after_days)
        into.error(
            codes::bad_value, *closes,
            fmt::format(
                "it closes after {} days and is due after {}", when.closes_after_days,
                when.due_after_days),
            "close it when it is due, or later");
}

void read_flow_name(fields& keys, std::span<const flow_facts> flows, pack_item& made, faults& into)
{
    const auto* from = keys.need("flow");
    if (from == nullptr)
        return;
    made.flow = flow::word(*from, "`flow`", into);
    const auto known = std::ranges::find(flows, made.flow, &flow_facts::id);
    if (known == flows.end())
    {
        std::vector<std::string_view> names;
        for (const auto& one : flows)
            names.emplace_back(one.id);
        into.error(
            codes::unknown_flow, *from, fmt::format("there is no flow `{}`", made.flow),
            flow::did_you_mean(made.flow, names));
        return;
    }
    for (const auto& input : known->needs)
        into.error(
            codes::missing_input, *from,
            fmt::format("`{}` needs the input `{}`, and a homework gives none", made.flow, input));
}

void read_unlocking(fields& keys, bool is_first, pack_item& made, faults& into)
{
    const auto* after = keys.find("after");
    if (const auto* delay = keys.find("delay"))
        made.delay_days = read_days(*delay, "`delay`", limits::homework_window_days, into);
    if (after == nullptr)
        return;
    if (after->text == "done")
        made.unlock = unlocking::after_done;
    else if (after->text == "over")
        made.unlock = unlocking::after_over;
    else
        into.error(
            codes::bad_value, *after, "`after` is `done` or `over`",
            "done: the one above was done; over: or it was left");
    if (is_first)
        into.error(codes::bad_value, *after, "the first has none above it to wait for");
}

pack_item
read_item(const yaml_value& from, bool is_first, std::span<const flow_facts> flows, faults& into)
{
    pack_item made;
    fields keys(from, "a homework", into);
    if (!from.is_mapping())
        return made;
    read_flow_name(keys, flows, made, into);
    read_unlocking(keys, is_first, made, into);
    read_window(keys, made, into);
    if (const auto* early = keys.find("early"))
        made.may_start_early = flow::yesno(*early, "`early`", into);
    if (const auto* reminders = keys.find("reminders"))
        made.reminders = flow::whole(*reminders, "`reminders`", 0, limits::nudges_each, into);
    if (const auto* note = keys.find("note"))
    {
        made.note = flow::word(*note, "`note`", into);
        if (made.note.size() > limits::homework_words_bytes)
            into.error(codes::bad_value, *note, "the note is too long");
    }
    keys.done();
    return made;
}

// The file's name without its folder and ending.
std::string_view stem(std::string_view file)
{
    const auto slash = file.rfind('/');
    if (slash != std::string_view::npos)
        file.remove_prefix(slash + 1);
    return file.substr(0, file.find('.'));
}

} // namespace

std::optional<pack>
read_pack(const flow::yaml_tree& from, std::span<const flow_facts> flows, flow::diagnostics& found)
{
    flow::diagnostics mine;
    faults into(from, mine);
    fields top(from.root, "a pack of homework", into);
    pack made;
    if (const auto* name = top.need("pack"))
    {
        made.id = flow::word(*name, "`pack`", into);
        if (!flow::is_slug(made.id))
            into.error(codes::bad_name, *name, fmt::format("`{}` is no name of a pack", made.id));
        else if (made.id != stem(from.file))
            into.error(
                codes::flow_id, *name, "`pack:` must equal the name of the file",
                fmt::format("write `pack: {}`", stem(from.file)));
    }
    if (const auto* version = top.need("version"))
        made.version = flow::whole(*version, "`version`", 1, 1'000'000, into);
    if (const auto* title = top.need("title"))
        made.title = flow::word(*title, "`title`", into);
    if (const auto* about = top.need("about"))
        made.about = flow::word(*about, "`about`", into);
    if (const auto* sources = top.find("sources"))
        (void)flow::words(*sources, "`sources`", into);
    const auto* list = top.need("homework");
    if (list != nullptr && (!list->is_sequence() || list->items.empty() ||
                            list->items.size() > static_cast<std::size_t>(limits::pack_homework)))
        into.error(
            codes::bad_value, *list,
            fmt::format("`homework` is a list of 1 to {}", limits::pack_homework));
    else if (list != nullptr)
        for (const auto& item : list->items)
            made.homework.push_back(read_item(item, made.homework.empty(), flows, into));
    top.done();
    const bool is_broken = flow::has_errors(mine);
    found.insert(found.end(), mine.begin(), mine.end());
    return is_broken ? std::nullopt : std::optional(std::move(made));
}

} // namespace switchback::homework
