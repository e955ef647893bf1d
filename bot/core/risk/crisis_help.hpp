// The crisis help every client can be shown at once: compiled in, so that it needs neither database
// nor flow file (invariant I3). Texts and lines come from flows/safety. Pure; any thread.
#pragma once

#include "bot/core/risk/screening.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace switchback::risk {

enum class line_channel : std::uint8_t
{
    call,
    text,
    chat
};

// One line of flows/safety/lines.yaml. The views are of constants. "unknown" where nobody knows.
struct help_line
{
    std::string_view country;
    std::string_view name;
    std::string_view purpose; // "crisis", "emergency"
    line_channel channel = line_channel::call;
    std::string_view number;
    std::string_view option; // what to choose in the menu of a call; empty for nothing
    std::string_view word;   // what to write in a text; empty for anything
    std::string_view hours;
    std::string_view languages;
    std::string_view cost;
    std::string_view source;
    std::string_view verified_on; // empty: nobody checked it, and the client is told so
};

// A stretch of a sentence; href is empty for plain text, else tel:, sms: or https:.
struct help_span
{
    std::string text;
    std::string href;
};

// What goes out as one message: one sentence, or a few that belong together.
struct help_sentence
{
    std::string wording; // the ids and versions, for the record: "crisis.suicide.0@1/en"
    std::vector<help_span> spans;
};
using help_text_block = std::vector<help_sentence>;

// Adds `next` to the message before it, behind `between`; somebody in danger is not sent a dozen
// messages at once.
void append(help_sentence& to, std::string_view between, help_sentence next);

// The lines of a country (two letters, any case): crisis lines first, then emergency numbers. Empty
// when the country is not in the table.
std::vector<help_line> lines_for(std::string_view country);

// A country whose lines we have, with its name in a language; ordered by name.
struct help_country
{
    std::string_view code;
    std::string_view name;
};
std::vector<help_country> countries(std::string_view language);

// How the country is known. A number of the clinic's country is shown with the country's name, as
// the client may be somewhere else.
enum class country_from : std::uint8_t
{
    client,
    clinic
};

// What to show on outcome::crisis, with the script of the category. For an unknown country the
// directory, and that a number needs to know which; for an unknown language English.
help_text_block crisis_help(
    std::string_view country, std::string_view language, category about,
    country_from known_from = country_from::client);

// The softer text for outcome::ask, which invites plain words; otherwise as crisis_help.
help_text_block ask_help(
    std::string_view country, std::string_view language, category about,
    country_from known_from = country_from::client);

// The same scripts without the lines and the sentence that introduces them, for a place that shows
// lines of its own; the emergency number is that of no country.
help_text_block crisis_script(std::string_view language, category about);
help_text_block ask_script(std::string_view language, category about);

// The language to answer a hit in: that of its rule where the help has it, as somebody in danger
// writes in the language they have; otherwise the client's.
std::string_view help_language(std::string_view rule, std::string_view otherwise);

// For a client who asks for a person while no clinic is connected: says so, and gives the lines.
help_text_block reach_a_person(
    std::string_view country, std::string_view language,
    country_from known_from = country_from::client);

// The words of a sentence without links.
std::string plain_text(const help_sentence& sentence);

// The version of the table of lines, for the record.
std::string_view lines_version();

} // namespace switchback::risk
