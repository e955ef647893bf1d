// Reads the rule files of flows/safety into a model: words, readings, rules, objections.
// Build-time only; never linked into the server. Throws rule_error with file and line.
#pragma once

#include "bot/core/risk/screening.hpp"
#include "bot/core/risk/tables.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace switchback::risk::compile {

// A fault in a rule file; what() begins with "file:line:".
struct rule_error : std::runtime_error
{
    using std::runtime_error::runtime_error;
};

// One position of a pattern.
struct element
{
    std::set<std::string> words; // any of these; empty for a gap or an edge
    bool is_any = false;
    bool is_edge = false;  // begin or end of a sentence or the text
    bool is_begin = false; // begin of the text only
    bool is_end = false;   // end of the text only
    bool is_optional = false;
    bool operator==(const element&) const = default;
};
using sequence = std::vector<element>;

struct rule_block
{
    std::string id;
    std::string version = "1";
    std::string why;
    risk::purpose purpose = purpose::rule;
    risk::outcome outcome = outcome::none;
    risk::category category = category::none;
    risk::level level = 0; // 0: as the outcome says
    risk::urgency urgency = urgency::none;
    objection kind = objection::idiom;
    risk::reach reach = reach::words;
    int reach_words = 0;
    std::array<std::optional<risk::outcome>, objection_count> answers;
    std::vector<sequence> patterns;
};

struct rule_model
{
    std::map<std::string, std::vector<std::string>> readings; // written word -> words it is read as
    std::set<std::string> watched;  // misspellings of these are repaired, and pieces put together
    std::set<std::string> spelled;  // only misspellings, and pieces that are no words
    std::set<std::string> real;     // never repaired
    std::set<std::string> joined;   // Han characters read as one word
    std::set<std::string> barriers; // stop the reach of a "not"
    std::vector<rule_block> blocks;
    std::string source; // the whole text of all files: its fingerprint is the version
};

// Adds one file to the model.
void read_rule_file(const std::filesystem::path& path, rule_model& model);

} // namespace switchback::risk::compile
