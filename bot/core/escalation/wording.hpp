// Every sentence a client reads about a case: compiled in from flows/safety/escalation.<lang>.yaml,
// so that it can be sent with the store down. Constants and pure functions; any thread.
#pragma once

#include "bot/core/escalation/effect.hpp"
#include "bot/core/risk/crisis_help.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace switchback::escalation {

/// The id for the log: "case.status.acked.call.by@1/en". For an unknown language English; for an
/// unknown path the path with version 0.
[[nodiscard]] std::string wording_id(std::string_view path, std::string_view language);

/// The sentence with its {placeholders}; empty when there is none.
[[nodiscard]] std::string_view wording_of(std::string_view path, std::string_view language);

/// All paths of a list in order: "script.threat.0", "script.threat.1" ...
[[nodiscard]] std::vector<std::string_view> wordings_under(std::string_view list);

/// All paths of a language, for tests and for `print`.
[[nodiscard]] std::vector<std::string_view> all_wordings(std::string_view language);

/// Where and when the client reads.
struct reading_place
{
    std::string_view language = "en";
    std::string_view country; // for {line} and {emergency}; empty when not known
    std::int64_t now_ms = 0;
    int utc_offset_min = 0; // of the client's own clock at now_ms
    risk::country_from known_from = risk::country_from::client;
};

/// The sentence for the client, with its links: {line} is the first crisis line of their country
/// (said to be unchecked where it is), {emergency} its emergency number, a time the client's own
/// wall clock with the day where it is not today. Never fails; an argument that is missing leaves
/// nothing.
[[nodiscard]] risk::help_sentence
render(std::string_view path, const std::vector<argument>& arguments, const reading_place& at);

/// The block of help, sentence by sentence, as the client reads it: the compiled-in texts of the
/// screen, or the lines alone. Needs no stored state.
[[nodiscard]] risk::help_text_block help_block(const show_help& what, const reading_place& at);

/// "14:30", "08:30 tomorrow", "08:30 on Monday", "08:30 on 7 January" in the language.
[[nodiscard]] std::string clock_words(std::int64_t time_ms, const reading_place& at);

} // namespace switchback::escalation
