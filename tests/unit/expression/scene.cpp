#include "tests/unit/expression/scene.hpp"

#include <array>
#include <catch2/catch.hpp>

namespace switchback::flow::test {
namespace {

std::string lines(const diagnostics& found)
{
    std::string out;
    for (const auto& one : found)
    {
        REQUIRE(one.at.file == "flow.yaml");
        REQUIRE(one.at.line == 3);
        out += std::to_string(one.at.column) + " " + one.code + ": " + one.message;
        if (!one.suggestion.empty())
            out += "; " + one.suggestion;
        out += '\n';
    }
    if (!out.empty())
        out.pop_back();
    return out;
}

// Column 1, so that a fault's column is its place in the expression, counted from 1.
const position here{"flow.yaml", 3, 1};

} // namespace

std::vector<value> without(std::initializer_list<slot> skipped)
{
    auto out = answers();
    for (const auto one : skipped)
        out[one] = {};
    return out;
}

expression bound(std::string_view source)
{
    diagnostics found;
    auto made = parse_expression(source, here, found);
    const bool good = made && bind(*made, {&names(), {}}, found);
    INFO(source << '\n' << lines(found));
    REQUIRE(good);
    REQUIRE(found.empty());
    return std::move(*made);
}

std::string faults(std::string_view source, std::span<const slot> known_set)
{
    diagnostics found;
    const binding where{&names(), known_set};
    auto made = parse_expression(source, here, found);
    if (made && bind(*made, where, found))
        demand_set(*made, where, found);
    return lines(found);
}

std::string faults_of_types(std::string_view source)
{
    diagnostics found;
    auto made = parse_expression(source, here, found);
    const bool good = made && bind(*made, {&names(), {}}, found);
    REQUIRE(good == found.empty());
    return lines(found);
}

std::string worth(std::string_view source, std::span<const value> slots)
{
    static constexpr std::array kinds{"unset", "yesno", "number", "text",
                                      "date",  "time",  "list",   "record"};
    const auto got = bound(source).evaluate(slots);
    const auto kind = std::string(kinds.at(got.held.index()));
    return got.is_set() ? kind + " " + to_text(got) : kind;
}

std::string worth(std::string_view source)
{
    const auto given = answers();
    return worth(source, given);
}

} // namespace switchback::flow::test
