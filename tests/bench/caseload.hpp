// A year of one therapist's clients in a virtual world: what they write is screened, weighed with
// what they wrote before and becomes cases, as in the service; their answers, the rota and the
// people on it follow a seed. One practice, one thread.
#pragma once

#include "bot/core/escalation/case_figures.hpp"
#include "tests/bench/caseload_texts.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace switchback::bench {

struct caseload_setup
{
    std::uint64_t seed = 1;
    std::size_t clients = 45;
    int runs_per_week = 2;
    int texts_per_run = 5;
    double silent_share = 0.15; // of the questions that are not answered
    double crisis_share = 0;    // of the messages that are real
};

inline constexpr std::size_t caseload_months = 12;
template <class count>
using by_month = std::array<count, caseload_months>;

/// What came of nothing, by where it came from.
struct false_cause
{
    std::uint64_t messages = 0; // drawn; by source alone
    std::uint64_t questions = 0;
    std::uint64_t pages = 0;
};

struct caseload_year
{
    std::uint64_t messages = 0;
    std::uint64_t real_messages = 0;
    std::uint64_t real_reached = 0;       // asked, paged or joined to a case
    std::uint64_t false_episodes = 0;     // of questions: a ladder counts once
    std::uint64_t false_helps = 0;        // the block of help for danger, shown for nothing
    std::uint64_t arguable_questions = 0; // among the false ones, of rows where asking is no error
    std::uint64_t false_cases_paged = 0;
    std::uint64_t reviews = 0; // cases nobody was paged for, looked at by the therapist
    std::uint64_t refused = 0; // events the case did not take; a fault of the simulation
    by_month<std::uint64_t> false_pages{}; // sent to anybody, again and to the next in line too
    std::vector<by_month<std::uint64_t>> false_questions; // by client
    std::map<std::string, false_cause> sources;
    std::map<std::string, false_cause> rules;
    std::map<std::string, false_cause> starts; // of false pages: "a silence", "an answer", "words"
    std::vector<escalation::closed_case> closed;
    std::vector<escalation::closed_case> closed_paged; // of them, those somebody was called for
};

[[nodiscard]] caseload_year live_a_year(const caseload_setup& how, const caseload_texts& texts);

} // namespace switchback::bench
