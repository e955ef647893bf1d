// The near misspellings of a word: one letter lost, doubled, swapped or hit beside its key,
// or a vowel too many.
// Build-time only: the screen finds them in its word table like any word, at no cost.
#pragma once

#include <set>
#include <string>

namespace switchback::risk::compile {

// All near misspellings of a folded word; only the shortened doubles of a word under five letters,
// because most changes of a short word give another real word.
std::set<std::string> misspellings_of(const std::string& word);

} // namespace switchback::risk::compile
