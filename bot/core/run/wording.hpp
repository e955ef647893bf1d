// The engine's own sentences: every word a client reads that neither a flow nor a case holds. One
// value of `sentences` a language; a language that lacks one does not compile. Reviewed like a
// flow: plain, warm, no promise, no claim that anyone reads. Constants; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace switchback::run {

class machine;

namespace wording {

/// Words said as they stand.
class sentence
{
public:
    consteval sentence(const char* words) : words_(words)
    {
        if (words_.empty() || words_.find_first_of("{}") != std::string_view::npos)
            throw "a sentence has words, and no hole";
    }

    [[nodiscard]] constexpr std::string_view words() const noexcept { return words_; }
    [[nodiscard]] std::string operator()() const { return std::string(words_); }

private:
    std::string_view words_;
};

/// Words with one hole, "{}", for the title of a flow.
class titled
{
public:
    consteval titled(const char* words) : words_(words), hole_(words_.find("{}"))
    {
        if (hole_ == std::string_view::npos || words_.find_first_of("{}") != hole_ ||
            words_.find_first_of("{}", hole_ + 2) != std::string_view::npos)
            throw "a titled sentence has one hole";
    }

    [[nodiscard]] constexpr std::string_view words() const noexcept { return words_; }
    [[nodiscard]] std::string operator()(std::string_view title) const
    {
        return std::string(words_.substr(0, hole_)).append(title).append(words_.substr(hole_ + 2));
    }

private:
    std::string_view words_;
    std::size_t hole_;
};

struct sentences
{
    sentence went_wrong;
    sentence cannot_open;
    sentence nothing_open;
    sentence unclear_first;
    sentence unclear_again;
    sentence invalid;
    sentence moving_on;
    sentence pausing_here;
    sentence needs_answer;
    sentence first_question;
    sentence wall;
    sentence paused;
    titled paused_other;
    sentence nothing_paused;
    titled picking_up;
    titled oldest_let_go;
    titled where_open;
    titled where_paused; // titles, with commas
    sentence stop_really;
    sentence stopped;
    sentence erase_really;
    sentence erased;
    sentence kept;
    sentence kept_for_now;
    sentence change_really;
    sentence old_button;
    sentence help;
    sentence how_it_works;
    sentence why_default;
    sentence net_intro;
    sentence net_empty;
    sentence still_here;
    sentence waited_paused;
    sentence waited_skipped;
    sentence waited_ended;
    titled offer;
    sentence not_now;
    sentence review;
    sentence review_ok;
    sentence review_again;
    sentence skipped_answer;
    sentence share;
    sentence share_none_to;
    sentence shared;
    sentence shared_nothing;
    sentence share_unclear;

    // Buttons
    sentence yes;
    sentence no;
    sentence go_on;
    sentence all_right;
    sentence want_person;
    sentence show_net;
    sentence how_works;
    sentence keep_it;
    sentence delete_all;
    sentence pause_place;
    sentence end_it;
};

/// A sentence of the table, whatever the language.
using of_any_language = sentence sentences::*;

/// The sentences of a language ("es", "es-MX"); English where there are none.
[[nodiscard]] const sentences& in_language(std::string_view language) noexcept;

/// What the turn is spoken in: the client's language, beside an open case that of the case.
[[nodiscard]] std::string_view language_of(machine& in) noexcept;

/// The sentences of the turn, in that language.
[[nodiscard]] const sentences& of(machine& in) noexcept;

/// The same label in every language, for typed words: who writes in two languages is understood.
[[nodiscard]] std::vector<std::string> in_all_languages(of_any_language label);

} // namespace wording
} // namespace switchback::run
