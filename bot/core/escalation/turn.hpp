// The making of one turn of a case: the state in place, the effects in order, and the acts that
// several handlers share. Made by `advance` for one event, gone with it. One thread.
#pragma once

#include "bot/core/escalation/advance.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace switchback::escalation {

using log_fields = std::vector<std::pair<std::string, std::string>>;

class turn
{
public:
    turn(case_state now, const policy& windows, const cover& at, const event& happened)
        : state{std::move(now)}, windows{windows}, at{at}, now_ms{happened.time_ms},
          client{happened.client}
    {}

    case_state state;
    const policy& windows;
    const cover& at;
    const std::int64_t now_ms;
    const client_facts& client;
    std::vector<effect> effects;
    refusal refused = refusal::none;
    bool repeats_status = false; // the client is back: say where it stands, changed or not
    bool wants_safe_contact = false;
    bool wants_question = false; // ask at the end, after what is true was said

    // Saying. Nothing reaches the device of somebody who left by quick exit, or of a drill.
    [[nodiscard]] bool is_heard() const noexcept
    {
        return !state.is_away_quietly && !state.is_drill;
    }
    void emit(effect wanted) { effects.push_back(std::move(wanted)); }
    void say(std::string wording, std::vector<argument> arguments = {});
    void log(std::string kind, log_fields fields = {});
    void refuse(refusal why);

    // Timers
    void arm(timer_kind kind, std::int64_t due_ms);
    void disarm(timer_kind kind);
    void disarm_all();

    // The case
    [[nodiscard]] bool pages() const noexcept { return pages_as(state) != level::none; }
    [[nodiscard]] bool is_urgent() const noexcept { return state.now_at >= level::l3; }
    /// Urgent pages go to whoever accepted to be called; others only to people at work, unless the
    /// clinic never opens: then those on call are all there is.
    [[nodiscard]] bool may_page_now() const noexcept;
    /// When somebody whom this case may page is there next; 0: the rota does not say.
    [[nodiscard]] std::int64_t opening_ms() const noexcept;
    /// The same, or soon, to look again.
    [[nodiscard]] std::int64_t waits_until_ms() const noexcept;
    void raise_to(level wanted, std::string_view why);
    void set_about(category about);
    void notify(notice_kind kind); // the holder, or everybody paged
};

// raise.cpp
void take_signal(turn& in, const signal& what);
void take_category(turn& in, const category_changed& what);

// held_back.cpp
// No case for these: they are helped, and told that nobody is told.
[[nodiscard]] bool is_outside(turn& in, const signal& what);
// A review has seen this answer and has not run out: it goes to the digest.
[[nodiscard]] bool is_known(turn& in, const signal& what);
// Whether the first question may be put: once a day, and again for other words than before.
[[nodiscard]] bool may_ask_l1(const turn& in, const signal& what);
// A number is no reason to ask again today what was asked, nor is the same thing said again within
// minutes of the answer: so neither is it a reason to say that one asks.
[[nodiscard]] bool is_asked_enough(const turn& in, const signal& what);
// They said no at L2 and a review is due: what is lighter, and for some hours the same words, are
// kept for it and not asked about again.
[[nodiscard]] bool waits_for_review(const turn& in, const signal& what, level wanted);

// helping.cpp
[[nodiscard]] bool is_about_self(category about);
[[nodiscard]] help_form form_of(const signal& what); // of the block that answers it
// At most once in ten minutes; true when the client has the block before them now.
bool show_help_block(turn& in, category about, help_form form, bool was_shown);
void say_script(turn& in, category about); // what to do first, by the danger
void take_help_wish(turn& in);

// asking.cpp
void begin_asking(turn& in, question first);
void stop_asking(turn& in, dialogue_part then);
void ask_how_to_reach(turn& in);
void take_answer(turn& in, const answered& what);
void silence_fired(turn& in);
void ask_now(turn& in); // emits the open question
void take_retraction(turn& in);

// paging.cpp
void start_page(turn& in);  // to whom the hour allows; the first round
void page_higher(turn& in); // the level rose while paging
void next_tier(turn& in);   // or `unanswered`
void ack_fired(turn& in);
void opening_fired(turn& in);
void repage_fired(turn& in);
void take_cover(turn& in);
void stop_paging(turn& in); // clears what waits for an ack

// sending.cpp
bool page_people(turn& in, const std::vector<reachable>& people, tier as, bool is_repeat);
void receipt_fired(turn& in);
void take_result(turn& in, const send_result& what);

// human.cpp
// How the holder is reached again: as before, as the rota knows them, or by one channel.
[[nodiscard]] reachable holder_of(const turn& in);
void take_signal_with_human(turn& in, bool has_risen);
void take_claim(turn& in, const claimed& what);
void take_contact(turn& in, const contact_made& what);
void take_denial(turn& in);
void take_human_words(turn& in, const human_wrote& what);
void take_back(turn& in, const handed_back& what);
void take_opening(turn& in, const opened_more& what);
void contact_fired(turn& in);
void human_silence_fired(turn& in);

// closing.cpp
void close_case(turn& in, close_reason reason, close_outcome outcome);
void take_close(turn& in, const closed& what);
void take_reopening(turn& in, const reopened& what);
void take_false_alarm(turn& in, const marked_false_alarm& what);

// reviewing.cpp
// Each leaves its line and a notice to who holds the case, else to the primaries: of a review the
// same working day, of the digest in the morning.
void for_review(turn& in, review_kind kind);
void to_digest(turn& in, digest_line line);
void review_fired(turn& in);
void take_known_item(turn& in, const known_item_reviewed& what); // of a questionnaire
void take_notice_result(turn& in, const notice_result& what);

// leaving.cpp
void take_quick_exit(turn& in);
void take_return(turn& in);
void take_check_again(turn& in);
void check_again_fired(turn& in);
void take_safe_contact(turn& in, const gave_safe_contact& what);

} // namespace switchback::escalation
