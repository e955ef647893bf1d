#include "tests/bench/caseload.hpp"

#include "bot/core/escalation/advance.hpp"
#include "bot/core/risk/build_up.hpp"

#include <algorithm>
#include <functional>
#include <random>

namespace switchback::bench {
namespace {

using namespace escalation;

constexpr std::int64_t first_ms = 20'458 * limits::day_ms; // Monday, 5 January 2026
constexpr int weeks = 52;
constexpr std::int64_t second_ms = 1'000;
constexpr month_number first_month = month_of(2026, 1);

int utc(std::int64_t)
{
    return 0;
}

responder person_of(const char* name)
{
    responder out;
    out.id = name;
    out.name = name;
    out.channels = 2;
    for (int day = 0; day < 5; ++day)
        out.hours.push_back({day, 9 * 60, 17 * 60});
    return out;
}

// The therapist, a colleague, and a supervisor who can be called at any hour.
rota three_people()
{
    rota out{{person_of("therapist"), person_of("colleague"), person_of("supervisor")}, {}};
    out.people[0].is_primary = true;
    out.people[1].is_backup = true;
    out.people[2].is_supervisor = true;
    for (int day = 0; day < 7; ++day)
        out.people[2].on_call.push_back({day, 0, 24 * 60});
    return out;
}

// "No" to what is asked about danger. That it is safe here, or that somebody is near, is no danger.
answer harmless(question what)
{
    return what == question::safe_here || what == question::company ? answer::yes : answer::no;
}

answer in_danger(question what)
{
    switch (what)
    {
    case question::done:
    case question::reach:
    case question::is_child:
        return answer::no;
    case question::act:
    case question::intent_today:
        return answer::not_sure;
    default:
        return answer::yes;
    }
}

// One client and their cases. Holds references into the year it writes to.
class client_life
{
public:
    client_life(
        const caseload_setup& how, const caseload_texts& texts, std::mt19937_64& chance,
        caseload_year& year, by_month<std::uint64_t>& questions)
        : how_{how}, chance_{chance}, year_{year}, questions_{questions}
    {
        // A client writes in one language, drawn as often as it stands in the texts.
        const auto language = texts.ordinary[roll(texts.ordinary.size())].language;
        for (const auto& one : texts.ordinary)
            if (one.language == language)
                ordinary_.push_back(&one);
        for (const auto& one : texts.crisis)
            if (one.language == language)
                crisis_.push_back(&one);
    }

    void live()
    {
        for (int week = 0; week < weeks; ++week)
            for (int run = 0; run < how_.runs_per_week; ++run)
            {
                const auto day = run * 7 / how_.runs_per_week + static_cast<int>(roll(3));
                const auto begins_ms = first_ms + (week * 7 + day) * limits::day_ms +
                                       (7 + minutes(14)) * limits::hour_ms +
                                       minutes(60) * limits::minute_ms;
                write(std::max(begins_ms, time_ms_ + limits::hour_ms));
            }
        pass(first_ms + weeks * 7 * limits::day_ms);
    }

private:
    struct act
    {
        std::int64_t at_ms = 0;
        std::function<void()> what;
    };

    std::uint64_t roll(std::uint64_t sides)
    {
        return std::uniform_int_distribution<std::uint64_t>(0, sides - 1)(chance_);
    }
    std::int64_t minutes(std::uint64_t below) { return static_cast<std::int64_t>(roll(below)); }
    bool chance(double share) { return std::bernoulli_distribution(share)(chance_); }

    std::size_t month() const
    {
        const auto share =
            (time_ms_ - first_ms) * std::int64_t{caseload_months} / (weeks * 7 * limits::day_ms);
        return std::min<std::size_t>(static_cast<std::size_t>(share), caseload_months - 1);
    }

    // One run: texts a minute or so apart, until it ends or they leave a question unanswered.
    void write(std::int64_t begins_ms)
    {
        pass(begins_ms);
        has_left_ = false;
        if (state_.asks_on_return)
            take(came_back{});
        for (int i = 0; i < how_.texts_per_run && !has_left_; ++i)
        {
            const bool is_real = !crisis_.empty() && chance(how_.crisis_share);
            const auto& from = is_real ? crisis_ : ordinary_;
            say(*from[roll(from.size())], is_real);
            pass(time_ms_ + (40 + minutes(80)) * second_ms);
        }
    }

    // As core/run/advance.cpp weighs what the screen found.
    risk::screening weighed(const risk::screening& found)
    {
        const auto since_ms = heavy_ms_ == 0 ? 0 : time_ms_ - heavy_ms_;
        auto gathered = risk::gather(heavy_, found, since_ms);
        heavy_ = gathered.next;
        heavy_ms_ = heavy_.score == 0 ? 0 : time_ms_;
        return std::move(gathered.result);
    }

    void say(const caseload_text& text, bool is_real)
    {
        ++year_.messages;
        ++year_.sources[text.source].messages;
        year_.real_messages += is_real ? 1 : 0;
        const auto found = weighed(text.found);
        if (found.outcome == risk::outcome::none)
            return;
        year_.real_reached += is_real ? 1 : 0;
        if (!state_.is_open)
            is_real_ = false;
        is_real_ = is_real_ || is_real;
        rule_ = found.rule;
        source_ = text.source;
        is_arguable_ = text.is_arguable;
        signal what;
        // As core/run/safety.cpp tells worry about somebody else by the rule's name.
        what.about = found.rule.contains(".someone_else@") ? category::other_person
                                                           : category_of(found.category);
        what.outcome = found.outcome;
        what.how_soon = found.urgency == risk::urgency::now ? urgency::now : urgency::unknown;
        if (found.level >= 2)
            what.at_least = static_cast<level>(found.level + 1);
        what.rule = found.rule;
        what.reference = "m" + std::to_string(year_.messages);
        what.help_was_shown = found.outcome == risk::outcome::crisis;
        if (what.help_was_shown && !is_real_)
            ++year_.false_helps;
        take(raised{what});
    }

    template <class what_happened>
    void take(what_happened what)
    {
        const auto at = cover_at(people_, windows_, utc, time_ms_);
        const event happened{time_ms_, client_, std::move(what)};
        const bool was_open = state_.is_open;
        const bool was_paged = was_open && state_.page != page_part::none;
        const bool was_answer = std::holds_alternative<answered>(happened.what);
        auto decided = advance(std::move(state_), windows_, at, happened);
        state_ = std::move(decided.next);
        if (!was_paged && state_.page != page_part::none)
        {
            start_ = std::holds_alternative<raised>(happened.what) ? "words"
                     : was_answer                                  ? "an answer"
                                                                   : "a silence";
            paging_rule_ = rule_;
            paging_source_ = source_;
        }
        year_.refused += decided.refused == refusal::none ? 0 : 1;
        for (const auto& one : decided.effects)
        {
            if (const auto* page = std::get_if<send_page>(&one))
                page_sent(*page);
            else if (std::holds_alternative<escalation::ask>(one))
                asked(was_answer);
        }
        if (was_open && !state_.is_open)
            case_closed();
        look_at_unpaged();
    }

    void asked(bool goes_on)
    {
        if (!is_real_)
        {
            ++questions_[month()];
            year_.false_episodes += goes_on ? 0 : 1;
            ++year_.sources[source_].questions;
            ++year_.rules[rule_].questions;
            year_.arguable_questions += is_arguable_ ? 1 : 0;
        }
        if (!goes_on)
            has_left_ = chance(how_.silent_share);
        if (has_left_)
            return;
        later((5 + minutes(55)) * second_ms, [this, token = state_.question_token] {
            if (state_.question_token != token || state_.open_question == question::none)
                return;
            const auto which = state_.open_question;
            take(answered{token, is_real_ ? in_danger(which) : harmless(which)});
        });
    }

    void page_sent(const send_page& page)
    {
        if (!is_real_)
        {
            ++year_.false_pages[month()];
            ++year_.sources[paging_source_].pages;
            ++year_.rules[paging_rule_].pages;
            ++year_.starts[start_].pages;
            year_.starts[start_].messages += paged_case_ == page.case_number ? 0 : 1;
            year_.false_cases_paged += paged_case_ == page.case_number ? 0 : 1;
        }
        paged_case_ = page.case_number;
        later(4 * second_ms, [this, page] {
            if (state_.is_open && state_.page == page_part::sent)
                take(send_result{
                    page.number, page.responder, page.first_channel, receipt::delivered});
        });
        if (is_being_handled_)
            return;
        is_being_handled_ = true;
        later((1 + minutes(20)) * limits::minute_ms, [this, who = page.responder] { handle(who); });
    }

    // A human takes the case, is in touch, and closes it with what it was.
    void handle(const std::string& who)
    {
        if (state_.is_open)
            take(claimed{state_.epoch, who, who, contact_means::call, 0});
        later((5 + minutes(25)) * limits::minute_ms, [this, who] {
            if (state_.is_open)
                take(contact_made{state_.epoch, who, who, false});
        });
        later((40 + minutes(50)) * limits::minute_ms, [this, who] {
            is_being_handled_ = false;
            if (state_.is_open)
                take(closed{
                    state_.epoch, who,
                    is_real_ ? close_reason::contacted : close_reason::false_alarm,
                    is_real_ ? close_outcome::more_care : close_outcome::goes_on, 0});
        });
    }

    // What pages nobody and is not settled waits for the therapist: at noon of the next day at
    // work.
    void look_at_unpaged()
    {
        if (!state_.is_open || is_being_handled_ || is_to_be_reviewed_ ||
            state_.page != page_part::none || state_.dialogue == dialogue_part::asking)
            return;
        is_to_be_reviewed_ = true;
        ++year_.reviews;
        auto day = local_day(utc, time_ms_) + 1;
        while (weekday_of(day) > 4)
            ++day;
        later(day * limits::day_ms + 12 * limits::hour_ms - time_ms_, [this] {
            is_to_be_reviewed_ = false;
            if (is_being_handled_ || !state_.is_open || state_.page != page_part::none)
                return;
            is_being_handled_ = true;
            handle("therapist");
        });
    }

    void case_closed()
    {
        const auto figures = figures_of(state_, first_month + static_cast<month_number>(month()));
        year_.closed.push_back(figures);
        if (paged_case_ == state_.case_number)
            year_.closed_paged.push_back(figures);
    }

    void later(std::int64_t after_ms, std::function<void()> what)
    {
        acts_.push_back({time_ms_ + after_ms, std::move(what)});
    }

    // Lets time pass: what is due happens in its order, timers of the case as rows would fire.
    void pass(std::int64_t until_ms)
    {
        for (;;)
        {
            const auto next = std::ranges::min_element(acts_, {}, &act::at_ms);
            const auto timer = std::ranges::min_element(state_.timers, {}, &armed_timer::due_ms);
            const bool has_act = next != acts_.end() && next->at_ms <= until_ms;
            const bool has_timer = timer != state_.timers.end() && timer->due_ms <= until_ms;
            if (!has_act && !has_timer)
                break;
            if (has_timer && (!has_act || timer->due_ms < next->at_ms))
            {
                const auto fired = *timer;
                time_ms_ = std::max(time_ms_, fired.due_ms);
                take(timer_fired{fired.kind, fired.generation});
                continue;
            }
            time_ms_ = std::max(time_ms_, next->at_ms);
            const auto what = std::move(next->what);
            acts_.erase(next);
            what();
        }
        time_ms_ = std::max(time_ms_, until_ms);
    }

    const caseload_setup& how_;
    std::mt19937_64& chance_;
    caseload_year& year_;
    by_month<std::uint64_t>& questions_;
    std::vector<const caseload_text*> ordinary_;
    std::vector<const caseload_text*> crisis_;
    const rota people_ = three_people();
    const policy windows_;
    const client_facts client_{"en", age_band::adult, true};
    case_state state_;
    risk::build_up heavy_;
    std::int64_t heavy_ms_ = 0;
    std::int64_t time_ms_ = first_ms;
    std::vector<act> acts_;
    std::string rule_; // of the last signal, with its source
    std::string source_;
    std::string start_; // what the pages of the case began with
    std::string paging_rule_;
    std::string paging_source_;
    bool is_arguable_ = false;
    bool is_real_ = false; // a real message is in the case
    bool has_left_ = false;
    bool is_being_handled_ = false;
    bool is_to_be_reviewed_ = false;
    std::uint32_t paged_case_ = 0;
};

} // namespace

caseload_year live_a_year(const caseload_setup& how, const caseload_texts& texts)
{
    caseload_year out;
    out.false_questions.resize(how.clients);
    std::mt19937_64 chance(how.seed);
    for (auto& questions : out.false_questions)
        client_life(how, texts, chance, out, questions).live();
    return out;
}

} // namespace switchback::bench
