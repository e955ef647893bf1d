// What keeps a signal from opening a case or from being asked about: who it is from, what a review
// has seen already, what was asked not long ago.
#include "bot/core/escalation/turn.hpp"

#include <algorithm>

namespace switchback::escalation {

bool is_outside(turn& in, const signal& what)
{
    const bool is_minor = in.client.age == age_band::under_18 && !in.windows.has_minors_policy;
    if (in.client.is_invited && !is_minor)
        return false;
    in.say(in.client.is_invited ? "outside.minor" : "outside.visitor");
    show_help_block(in, what.about, form_of(what), what.help_was_shown);
    in.log("outside", {{"rule", what.rule}});
    if (in.client.is_invited)
        in.emit(alert_operator{alert_kind::minor, 0});
    return true;
}

bool is_known(turn& in, const signal& what)
{
    if (what.from != source::item)
        return false;
    const auto found = std::ranges::find(in.state.known, what.item, &known_item::item);
    if (found == in.state.known.end() || what.value > found->value || in.now_ms >= found->until_ms)
        return false;
    in.log("known_item", {{"item", what.item}, {"by", found->by}});
    to_digest(in, digest_line{digest_kind::known_item, what.rule, what.reference});
    // The plan may name somebody at home.
    if (in.is_heard() && in.state.is_careful_at_home)
        in.emit(offer{{offering::lines, offering::quick_exit}});
    else if (in.is_heard())
        in.emit(offer{{offering::plan, offering::lines}});
    return true;
}

bool may_ask_l1(const turn& in, const signal& what)
{
    const auto& s = in.state;
    const bool is_early = s.asked_l1_ms != 0 && in.now_ms - s.asked_l1_ms < limits::asked_once_ms;
    return !is_early || (what.from == source::text && what.rule != s.asked_rule);
}

bool is_asked_enough(const turn& in, const signal& what)
{
    const auto& s = in.state;
    if (what.from == source::intensity || what.from == source::worsening)
        return !may_ask_l1(in, what);
    return what.from == source::text && what.outcome == risk::outcome::ask &&
           s.dialogue != dialogue_part::asking && what.rule == s.asked_rule &&
           in.now_ms - s.asked_l1_ms < limits::help_block_ms;
}

bool waits_for_review(const turn& in, const signal& what, level wanted)
{
    const auto& s = in.state;
    if (what.from == source::person || s.now_at != level::l2 || s.page != page_part::none ||
        s.dialogue != dialogue_part::resumed || s.asks_on_return || s.answers.empty())
        return false;
    const auto since_ms = in.now_ms - s.asked_l1_ms;
    const bool is_same = what.from == source::text && what.rule == s.asked_rule;
    return wanted < level::l2 ? since_ms < limits::asked_once_ms
                              : is_same && since_ms < limits::asked_same_ms;
}

} // namespace switchback::escalation
