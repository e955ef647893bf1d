// A questionnaire as a value: its items in their order, what each answer counts, and the rules that
// its publisher gives for adding up, for skipped items and for change. Built by the reader of
// flows/measures/ and flows/packs/; immutable once read; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::measures {

struct item
{
    std::string id;
    std::string text;  // as its publisher wrote it
    std::string loinc; // empty where there is none
};

struct option
{
    std::string label;
    double score = 0;
};

/// From this total on, until the next band begins.
struct band
{
    double from = 0;
    std::string label; // for staff
    std::string say;   // for the client: never an illness, never a verdict
};

/// Some of the items added up by themselves.
struct part
{
    std::string id;
    std::vector<std::size_t> items;
    std::optional<double> at; // from here on it asks for a closer look
};

/// What may be filled in for a skipped item: the mean of those answered, for so many at most.
struct missing_rule
{
    std::size_t most = 0;
    std::vector<std::size_t> never; // without one of these there is no total
};

/// How much change is more than chance alone would explain.
struct change_rule
{
    double least = 0;           // in points
    std::optional<double> from; // caseness: a total from here on
};

/// An answer that asks for a human.
struct risk_item
{
    std::size_t item = 0;
    std::string id; // the signal's and a review's: "phq9.9"
    double least = 1;
    std::string about; // a category of the screen
};

/// One question beside the items, which counts for nothing: "how difficult have these made it".
struct closing_question
{
    std::string id;
    std::string text;
    std::string loinc;
    std::vector<option> options;
};

struct instrument
{
    std::string id;
    std::string variant; // empty where there is one only
    std::string stem;    // said before the first item
    std::vector<item> items;
    std::vector<option> options; // the same for each item
    std::optional<closing_question> closing;
    std::vector<band> bands; // rising
    std::vector<part> parts;
    missing_rule missing;
    std::optional<change_rule> change;
    std::vector<risk_item> risks;
    bool is_worse_when_higher = true;
};

/// What the publisher wrote and nobody may change: the stem, the items, the options and the closing
/// question, one a line. Its SHA-256 is an instrument's lock.
[[nodiscard]] std::string text_of(const instrument& of);

/// The lowest and the highest total; both 0 without items or options.
struct span_of_totals
{
    double least = 0;
    double most = 0;
};
[[nodiscard]] span_of_totals totals_of(const instrument& of) noexcept;

} // namespace switchback::measures
