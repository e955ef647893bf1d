// A conversation without a server: the engine, a clock that is told, a record and timers in memory.
// `talk` and `test` walk flows through it. The state is stored and read again between any two
// turns, so whatever a transcript shows also holds over a restart. Owned by its caller; one thread.
#pragma once

#include "bot/core/run/advance.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::author {

/// What a run of effects left behind, for `expect` and `:state`.
struct aftermath
{
    std::vector<run::record_snapshot::item> record; // oldest first
    std::map<std::string, run::put_reminder> reminders;
    std::vector<run::share_items::item> shared;
    std::string outcome; // of the last run that ended
    bool ended = false;
    bool asked_person = false;
    bool erased = false;
    std::vector<std::string> paged; // names, in the order of their first page
    std::vector<run::alert> alerts;
};

class rehearsal
{
public:
    /// `flows` outlives it. The clock starts on Monday 2 March 2026, 10:00 UTC, so that transcripts
    /// with "tomorrow" read the same for ever.
    explicit rehearsal(const flow::bundle_source& flows);

    /// What the service knows of the client and the practice. `clinic` outlives it.
    void meet(const escalation::clinic* clinic) noexcept { clinic_ = clinic; }
    void speak(std::string language) { language_ = std::move(language); }
    void be(escalation::age_band age) noexcept { age_ = age; }
    void live_in(std::string country) { now_.country = std::move(country); }
    /// Moves the clock on before anything was said.
    void begin_later(std::int64_t by_ms) noexcept { time_ms_ += by_ms; }

    /// Puts an item into the record as if an earlier run had remembered it.
    void remember(std::string collection, flow::record fields);

    run::turn start(std::string flow_id, std::vector<flow::field> given = {});
    run::turn say(std::string words);
    /// Taps a button of the open question, by its key or its label, or sends a native input's
    /// value.
    run::turn tap(std::string_view key_or_label);
    run::turn tap_all(const std::vector<std::string>& keys_or_labels);
    run::turn send(run::event event);
    /// Something happens to the client's case outside the chat; `words` are a human's.
    run::turn happen(escalation::occurrence what, std::string words);

    /// Lets time pass and fires what comes due on the way; gives what was said meanwhile.
    std::vector<run::turn> wait_ms(std::int64_t by);

    [[nodiscard]] const run::state& now() const noexcept { return now_; }
    [[nodiscard]] const aftermath& left() const noexcept { return left_; }
    [[nodiscard]] const std::map<std::string, run::set_timer>& timers() const noexcept
    {
        return timers_;
    }
    /// Those that left in the newest turn that paged anybody.
    [[nodiscard]] const std::vector<escalation::send_page>& newest_pages() const noexcept
    {
        return newest_pages_;
    }
    [[nodiscard]] std::int64_t time_ms() const noexcept { return time_ms_; }
    [[nodiscard]] run::standing standing() const { return run::where_is(flows_, now_); }
    [[nodiscard]] std::optional<run::input_form> form() const
    {
        return run::open_form(flows_, now_, language_);
    }

    /// The answer now held under a name, in the run's own flow first, then in those it called;
    /// unset when there is none. Answers of a run that ended are those it ended with.
    [[nodiscard]] flow::value answer(std::string_view name) const;

private:
    void settle(const run::turn& did);
    void remember_answers(const run::state& of);
    void apply(const run::effect& one);
    void keep_page(const escalation::send_page& page);

    const flow::bundle_source& flows_;
    run::state now_;
    aftermath left_;
    std::map<std::string, run::set_timer> timers_;
    std::map<std::string, std::int64_t> reminder_due_;
    std::vector<std::pair<std::string, flow::value>> answers_;
    std::vector<escalation::send_page> newest_pages_;
    bool is_first_page_ = true; // of this turn
    const escalation::clinic* clinic_ = nullptr;
    std::string language_ = "en";
    escalation::age_band age_ = escalation::age_band::unknown;
    std::int64_t time_ms_;
    std::uint64_t seed_ = 0;
};

} // namespace switchback::author
