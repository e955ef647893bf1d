// The words that steer the bot instead of answering it: "person", "stop", "back". A command is a
// whole message, never part of one: "I can't stop" is an answer. Pure; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace switchback::run {

enum class command : std::uint8_t
{
    person, // a human, please
    stop,   // end this flow
    pause,  // keep my place
    erase,  // delete what is stored about me (always confirmed)
    back,
    repeat,
    help,
    skip,           // also "rather not say"
    plan,           // show my safety net
    why,            // why do you ask this?
    where,          // where was I, resume
    software,       // are you a person?
    presence,       // is anyone there?
    keeping,        // can you keep a secret? who reads this?
    illness,        // do I have ...?
    second_thought, // "actually, yes", after a no to a question about safety
    retraction,     // "I didn't mean it"
    not_contacted   // "nobody called me"
};

/// The command this whole message is, or nothing. Case, accents, punctuation and a "please" do not
/// matter. Reads the words of `language` and, as a fallback, of English; asking for a person is
/// understood in every language we know. Takes about 100 ns; allocates only at its first call.
[[nodiscard]] std::optional<command>
command_of(std::string_view words, std::string_view language) noexcept;

/// The language whose phrase this whole message is, English first; empty when it is no command.
[[nodiscard]] std::string_view language_of_command(std::string_view words) noexcept;

/// `person`, `stop` ...: as `why` lines, tests and metrics name it.
[[nodiscard]] std::string_view name_of(command what) noexcept;

/// Phrases that one language gave two meanings; empty unless a table is at fault.
[[nodiscard]] std::size_t command_clashes();

} // namespace switchback::run
