// Rows of "what was typed" and "what it reads back as", for every kind of answer. The clock of all
// rows stands at Sunday 22 November 2026, 14:00. Used by one test at a time.
#pragma once

#include "bot/core/answers/answer_kind.hpp"

#include <catch2/catch.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace answers_test {

namespace answers = switchback::answers;
namespace flow = switchback::flow;

inline constexpr std::string_view unclear = "<unclear>";
inline constexpr std::string_view invalid = "<invalid>";

struct row
{
    std::string_view words;
    std::string_view reads; // as shown back, or one of the two above
};

struct question
{
    answers::ask_spec spec;
    std::vector<std::string> labels;

    explicit question(std::string_view kind) { spec.kind = answers::find(kind); }

    question& range(double min, double max, double step = 0)
    {
        spec.has_range = true;
        spec.min = min;
        spec.max = max;
        spec.step = step;
        return *this;
    }

    question& option(std::string key, std::string label, std::vector<std::string> also = {})
    {
        spec.options.push_back({std::move(key), {}, std::move(also)});
        labels.push_back(std::move(label));
        return *this;
    }

    [[nodiscard]] std::string shown(const answers::parsed& from) const
    {
        if (from.how == answers::understanding::unclear)
            return std::string(unclear);
        if (from.how == answers::understanding::invalid)
            return std::string(invalid);
        REQUIRE(from.answer.is_set());
        return spec.kind->show(spec, labels, from.answer);
    }

    [[nodiscard]] std::string
    typed(std::string_view words, std::string_view language = "en", int now = 14 * 60) const
    {
        answers::answer_context context;
        context.language = language;
        context.now_minutes = now;
        REQUIRE(flow::parse_iso("2026-11-22", context.today));
        return shown(spec.kind->from_words(spec, labels, words, context));
    }

    [[nodiscard]] std::string sent(flow::value what) const
    {
        return shown(spec.kind->from_input(spec, what));
    }

    void check(std::span<const row> rows, std::string_view language = "en") const
    {
        for (const auto& [words, reads] : rows)
        {
            INFO(words);
            CHECK(typed(words, language) == reads);
        }
    }
};

} // namespace answers_test
