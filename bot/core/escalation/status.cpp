#include "bot/core/escalation/status.hpp"

#include <algorithm>

namespace switchback::escalation {
namespace {

argument words(std::string name, std::string value)
{
    return {std::move(name), std::move(value), 0};
}

argument time(std::string name, std::int64_t time_ms)
{
    return {std::move(name), {}, time_ms};
}

// The names of those paged so far, as a list: at most three, because more says less.
std::string names_of(const case_state& of, bool only_delivered)
{
    std::vector<std::string_view> names;
    for (const auto& who : of.paged)
    {
        const bool is_there =
            std::ranges::find(who.receipts, receipt::delivered) != who.receipts.end();
        if (who.as != tier::operator_ && (!only_delivered || is_there))
            names.push_back(who.name);
    }
    std::string out;
    for (std::size_t i = 0; i < names.size() && i < 3; ++i)
        out.append(i == 0 ? "" : ", ").append(names[i]);
    return out;
}

show acked(const case_state& of)
{
    const auto& held = of.held;
    const bool needs_number =
        held.means == contact_means::call || held.means == contact_means::text_message;
    std::string wording = "status.acked.";
    if (needs_number && !of.may_be_called)
        wording += "write_only";
    else
        wording += name_of(held.means);
    if (held.by_ms == 0)
        return {wording + ".open", {words("name", held.name)}};
    return {wording + ".by", {words("name", held.name), time("time", held.by_ms)}};
}

show chain(const case_state& of)
{
    // A supervisor may be the first whom the hour allows, so the tier names the sentence.
    const std::string which(name_of(of.reached));
    if (of.is_contact_missed)
        return {"status.chain_missed." + which, {words("name", of.held.name)}};
    return {"status.chain." + which, {}};
}

show unanswered(const case_state& of)
{
    if (of.is_contact_missed || of.dialogue == dialogue_part::with_human)
        return {"status.unanswered.missed", {words("name", of.held.name)}};
    return {of.is_only_on_duty ? "status.unanswered.on_duty" : "status.unanswered.everyone", {}};
}

show no_cover(const case_state& of)
{
    if (of.has_no_responders)
        return {"status.no_responder", {}};
    if (of.opening_ms == 0)
        return {"status.no_cover.unknown", {}};
    return {"status.no_cover.until", {time("time", of.opening_ms)}};
}

show sent(const case_state& of)
{
    if (!of.held.name.empty())
        return {
            "status.sent.raised", {words("who", names_of(of, false)), words("name", of.held.name)}};
    if (of.now_at >= level::l3)
        return {"status.sent.now", {words("who", names_of(of, false))}};
    std::vector<argument> arguments{words("who", names_of(of, false))};
    if (of.works_until_ms == 0)
        return {"status.sent.today", std::move(arguments)};
    if (of.works_until_ms == day_and_night)
        return {"status.sent.today_always", std::move(arguments)};
    arguments.push_back(time("time", of.works_until_ms));
    return {"status.sent.today_until", std::move(arguments)};
}

} // namespace

std::optional<show> shown_status(const case_state& of)
{
    if (of.is_drill || of.case_number == 0)
        return std::nullopt;
    if (of.page == page_part::closed)
    {
        const bool was_a_human =
            of.reason != close_reason::answered && of.reason != close_reason::withdrawn;
        return was_a_human ? std::optional<show>({"status.closed", {}}) : std::nullopt;
    }
    if (of.dialogue == dialogue_part::with_human && of.page != page_part::unanswered)
    {
        if (of.is_human_silent)
            return show{
                "status.human_silent",
                {words("name", of.held.name), words("minutes", std::to_string(of.silent_min))}};
        return show{"status.with_human", {words("name", of.held.name)}};
    }
    switch (of.page)
    {
    case page_part::none:
    case page_part::closed:
        return std::nullopt;
    case page_part::sent:
        return sent(of);
    case page_part::delivered:
        return show{"status.delivered", {words("who", names_of(of, true))}};
    case page_part::acked:
        if (of.is_contacted)
            return show{"status.contacted", {words("name", of.held.name)}};
        return acked(of);
    case page_part::chain:
        return chain(of);
    case page_part::unanswered:
        return unanswered(of);
    case page_part::no_cover:
        return no_cover(of);
    }
    return std::nullopt;
}

offer offered(const case_state& of)
{
    const bool is_waiting = of.page == page_part::chain || of.page == page_part::unanswered ||
                            of.page == page_part::no_cover;
    offer out;
    if (of.is_careful_at_home)
        out.what = {offering::lines, offering::quick_exit};
    else if (of.about == category::medical || of.about == category::other_person)
        out.what = {offering::lines};
    else if (of.about == category::threat)
        out.what = {offering::lines, offering::grounding};
    else
    {
        out.what = {offering::plan, offering::grounding, offering::lines};
        if (is_waiting)
            out.what.push_back(offering::draft);
    }
    if (is_waiting)
        out.what.push_back(offering::check_again);
    if (!of.wants_person && of.page == page_part::none)
        out.what.push_back(offering::person);
    return out;
}

} // namespace switchback::escalation
