#include "tests/simulation/walk.hpp"

#include <fmt/format.h>
#include <random>

namespace walk {
namespace {

class maker
{
public:
    explicit maker(std::uint64_t seed) : chance_(seed) {}

    std::string steps()
    {
        out_ = "steps:\n  - ask: text\n    id: a0\n    share: ask\n    say: A0?\n";
        names_ = {"a0"};
        for (int i = 0; i < 7; ++i)
            step(2, 0);
        out_ += fmt::format("  - review: [{}]\n", fmt::join(names_, ", "));
        out_ += "  - share:\n  - say: 'It was {default(a0, \"nothing\")}.'\n  - end: done\n";
        return std::move(out_);
    }

private:
    int roll(int sides) { return static_cast<int>(chance_() % static_cast<unsigned>(sides)); }
    void line(int indent, const std::string& text)
    {
        out_.append(static_cast<std::size_t>(indent), ' ').append(text).append("\n");
    }
    const std::string& known()
    {
        return names_[static_cast<std::size_t>(roll(static_cast<int>(names_.size())))];
    }

    void ask(int at, bool keep)
    {
        const auto id = fmt::format("q{}", ++made_);
        constexpr const char* kinds[] = {"text", "yesno", "scale", "one", "many", "number"};
        const auto* kind = kinds[roll(6)];
        line(at, fmt::format("- ask: {}", kind));
        line(at + 2, "id: " + id);
        line(
            at + 2, roll(2) == 0 ? "share: ask"
                                 : "optional: " + std::string(roll(4) == 0 ? "false" : "true"));
        line(at + 2, fmt::format("say: '{} after {{default({}, \"it\")}}?'", id, "a0"));
        if (std::string_view(kind) == "scale")
            line(at + 2, "range: {min: 0, max: 10}");
        if (std::string_view(kind) == "one" || std::string_view(kind) == "many")
            line(at + 2, "options: [{x: The x}, {y: The y}, {z: The z}]");
        if (std::string_view(kind) == "text" && roll(2) == 0)
            line(at + 2, "join: 4s");
        if (roll(3) == 0)
            line(at + 2, "wait: {nudge: 1h, give_up: 2h, then: skip}");
        if (keep)
            names_.push_back(id);
    }

    void step(int at, int depth)
    {
        switch (depth > 1 ? roll(3) : roll(9))
        {
        case 0:
        case 1:
            return ask(at, depth == 0);
        case 2:
            return line(at, fmt::format("- say: 'Said {} of {{default(a0, \"it\")}}.'", ++made_));
        case 3:
            line(at, fmt::format("- if: is_set({})", known()));
            line(at + 2, "then:");
            step(at + 4, depth + 1);
            line(at + 2, "else:");
            return step(at + 4, depth + 1);
        case 4:
            line(at, fmt::format("- each: l{}", ++made_));
            line(at + 2, "max: 3");
            line(at + 2, "more: Another?");
            line(at + 2, "steps:");
            ask(at + 4, false);
            return step(at + 4, depth + 1);
        case 5:
            line(at, "- call: h");
            return line(
                at + 2, fmt::format(
                            "in: {{what: a0}}\n{}out: {{got: g{}}}",
                            std::string(static_cast<std::size_t>(at + 2), ' '), ++made_));
        case 6:
            line(at, "- remember: wins");
            return line(at + 2, "as: {what: a0}");
        case 7:
            line(at, fmt::format("- if: a0 == \"some words of mine\" and is_set({})", known()));
            line(at + 2, "then:");
            line(at + 4, "- say: Once more.");
            line(at + 6, "next: a0");
            return line(at + 6, "at_most: 2");
        default:
            return line(at, fmt::format("- set: {{s{}: is_set({})}}", ++made_, known()));
        }
    }

    std::mt19937_64 chance_;
    std::string out_;
    std::vector<std::string> names_;
    int made_ = 0;
};

} // namespace

flow::file_map generated_flow(std::uint64_t seed)
{
    constexpr std::string_view called = R"(in: {what: text}
out: {got: text}
steps:
  - ask: text
    id: got
    share: ask
    say: 'Of {default(what, "it")}?'
  - if: is_set(got)
    then:
      - ask: yesno
        id: sure
        say: Sure?
  - share:
)";
    return {
        {"g/flow.yaml", scene::flow_text("g", maker(seed).steps())},
        {"h/flow.yaml", scene::flow_text("h", called)}};
}

} // namespace walk
