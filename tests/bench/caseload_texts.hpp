// The texts a simulated client writes: our own sentences that call for nothing, or the labelled
// rows of a file. Read once; values; any thread.
#pragma once

#include "bot/core/risk/screening.hpp"

#include <string>
#include <vector>

namespace switchback::bench {

struct caseload_text
{
    std::string source; // "own.en", or as the file says
    std::string language;
    bool is_arguable = false; // labelled none, and a question would be no error
    risk::screening found;    // what the screen says about it, by itself
};

struct caseload_texts
{
    std::vector<caseload_text> ordinary; // call for nothing
    std::vector<caseload_text> crisis;
};

/// `sentences.<lang>.txt` of the two languages we promise. Throws std::runtime_error when one
/// cannot be read.
[[nodiscard]] caseload_texts own_sentences(const std::string& folder);

/// Rows `{id,text,lang,label,alt,source,category}`, one JSON object a line. What no client of a
/// therapist writes is left out: everyday remarks to a machine, lessons, stories, jailbreaks.
/// Throws std::runtime_error when the file cannot be read or has no row that counts.
[[nodiscard]] caseload_texts labelled_rows(const std::string& file);

} // namespace switchback::bench
