// The pattern language of the rule files, expanded into plain sequences:
//   word  a/b  <class>  {phrase}  (x y | z)  item?  ..N (up to N words)  | (edge of a sentence)
//   ^ (begin of the message)  $ (its end)
// Build-time only. Throws rule_error without a line; the reader of the file adds it.
#pragma once

#include "bot/core/risk/compile/rule_file.hpp"

namespace switchback::risk::compile {

// Named word classes and phrases, as written after their colon.
struct definitions
{
    std::map<std::string, std::string> words;
    std::map<std::string, std::string> phrases;
    std::set<std::string> joined; // rows of Han characters that are read as one word
};

// All linear sequences a pattern stands for. None begins or ends with something optional.
std::vector<sequence> sequences_of(const std::string& pattern, const definitions& names);

// The words of a plain list, folded as the screen folds a text.
std::vector<std::string> words_in(const std::string& list);

// The longest row of Han characters that may be read as one word.
inline constexpr std::size_t longest_joined_han = 4;

} // namespace switchback::risk::compile
