#include "tests/fuzz/expression_input.hpp"

#include "bot/base/limits.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace switchback::flow::test {
namespace {

type just(type_kind kind, std::vector<std::string> options = {})
{
    type out;
    out.kind = kind;
    out.options = std::move(options);
    return out;
}

type record_of(std::vector<field_type> fields)
{
    type out;
    out.kind = type_kind::record;
    out.fields = std::move(fields);
    return out;
}

type list_of(type element)
{
    type out;
    out.kind = type_kind::list;
    out.element = std::make_shared<const type>(std::move(element));
    return out;
}

scope make_names()
{
    scope out;
    const auto add = [&](std::string name, slot at, type of, bool always_set = false) {
        static_cast<void>(out.declare({std::move(name), at, std::move(of), {}, always_set}));
    };
    add("size", size, just(type_kind::one, {"tiny", "small", "big"}));
    add("confidence", confidence, just(type_kind::number));
    add("due", due, just(type_kind::date));
    add("hour", hour, just(type_kind::time));
    add("idea", idea, just(type_kind::text));
    add("feelings", feelings, just(type_kind::many, {"sad", "angry", "numb"}));
    add("ready", ready, just(type_kind::yesno));
    add("stressors", stressors,
        list_of(record_of(
            {{"what", just(type_kind::text), true},
             {"impact", just(type_kind::number), false},
             {"hard", just(type_kind::yesno), false}})),
        true);
    add("step_part", step_part, record_of({{"outcome", just(type_kind::text), true}}));
    add("nothing", nothing, just(type_kind::text));
    return out;
}

// Hands out one choice a byte; past the end every choice is the first, which ends a spelling.
class choices
{
public:
    explicit choices(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    std::size_t one_of(std::size_t many)
    {
        if (here_ >= bytes_.size())
            return 0;
        return bytes_[here_++] % many;
    }

    std::string pick(std::span<const std::string_view> words)
    {
        return std::string(words[one_of(words.size())]);
    }

private:
    std::span<const std::uint8_t> bytes_;
    std::size_t here_ = 0;
};

class speller
{
public:
    explicit speller(std::span<const std::uint8_t> bytes) : from_(bytes) {}

    std::string anything(int depth = 0)
    {
        switch (from_.one_of(6))
        {
        case 0:
            return condition(depth);
        case 1:
            return number(depth);
        case 2:
            return text(depth);
        case 3:
            return items(depth);
        case 4:
            return fmt::format("default({}, {})", anything(depth + 1), anything(depth + 1));
        default:
            return wild(depth);
        }
    }

    std::string condition(int depth)
    {
        if (depth > deepest)
            return "ready";
        const auto next = depth + 1;
        switch (from_.one_of(12))
        {
        case 0:
            return "ready";
        case 1:
            return fmt::format("size {} {}", from_.pick(equalities), from_.pick(sizes));
        case 2:
            return fmt::format("{} {} {}", number(next), from_.pick(orders), number(next));
        case 3:
            return fmt::format("{} {} {}", text(next), from_.pick(equalities), text(next));
        case 4:
            return fmt::format("({} and {})", condition(next), condition(next));
        case 5:
            return fmt::format("({} or {})", condition(next), condition(next));
        case 6:
            return fmt::format("(not {})", condition(next));
        case 7:
            return fmt::format("is_set({})", from_.pick(answered));
        case 8:
            return fmt::format("size in [{}]", from_.pick(sizes));
        case 9:
            return "any(stressors.hard)";
        case 10:
            return fmt::format(
                "({} if {} else {})", condition(next), condition(next), condition(next));
        default:
            return fmt::format("contains({}, {})", text(next), text(next));
        }
    }

private:
    std::string number(int depth)
    {
        if (depth > deepest)
            return "1";
        const auto next = depth + 1;
        switch (from_.one_of(9))
        {
        case 0:
            return std::to_string(from_.one_of(200));
        case 1:
            return "confidence";
        case 2:
            return fmt::format("({} {} {})", number(next), from_.pick(sums), number(next));
        case 3:
            return "-" + number(next);
        case 4:
            return fmt::format("default({}, {})", number(next), number(next));
        case 5:
            return from_.pick(folds) + "(stressors.impact)";
        case 6:
            return fmt::format("stressors[{}].impact", number(next));
        case 7:
            return fmt::format("round({}, 1)", number(next));
        default:
            return fmt::format("0.{}5", from_.one_of(100));
        }
    }

    std::string text(int depth)
    {
        if (depth > deepest)
            return "'x'";
        const auto next = depth + 1;
        switch (from_.one_of(7))
        {
        case 0:
            return from_.pick(texts);
        case 1:
            return "idea";
        case 2:
            return fmt::format("({} + {})", text(next), text(next));
        case 3:
            return fmt::format("default({}, {})", text(next), text(next));
        case 4:
            return fmt::format("upper({})", text(next));
        case 5:
            return fmt::format("({} if {} else {})", text(next), condition(next), text(next));
        default:
            return "step_part.outcome";
        }
    }

    std::string items(int depth)
    {
        if (depth > deepest)
            return "[]";
        switch (from_.one_of(4))
        {
        case 0:
            return "feelings";
        case 1:
            return "stressors.what";
        case 2:
            return fmt::format("[{}, {}]", number(depth + 1), number(depth + 1));
        default:
            return fmt::format("words({})", text(depth + 1));
        }
    }

    // Well formed, and seldom well typed.
    std::string wild(int depth)
    {
        if (depth > deepest)
            return "nothing";
        const auto left = anything(depth + 1);
        return fmt::format("(({}) {} ({}))", left, from_.pick(signs), anything(depth + 1));
    }

    static constexpr int deepest = 5;
    static constexpr std::array<std::string_view, 2> equalities{"==", "!="};
    static constexpr std::array<std::string_view, 3> sizes{"'tiny'", "'small'", "'big'"};
    static constexpr std::array<std::string_view, 4> orders{"<", "<=", ">", ">="};
    static constexpr std::array<std::string_view, 4> sums{"+", "-", "*", "/"};
    static constexpr std::array<std::string_view, 5> folds{"sum", "mean", "min", "max", "count"};
    static constexpr std::array<std::string_view, 4> texts{
        "'a'", R"("it's")", R"('line\nbreak')", "'\xC3\xA9\\\\'"};
    static constexpr std::array<std::string_view, 10> answered{
        "size",     "confidence", "due",       "hour",    "idea",
        "feelings", "ready",      "step_part", "nothing", "stressors[1].impact"};
    static constexpr std::array<std::string_view, 12> signs{
        "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "in", "and"};

    choices from_;
};

value declared_answer(choices& from, slot at)
{
    static constexpr std::array<std::string_view, 3> sizes{"tiny", "small", "big"};
    static constexpr std::array<std::string_view, 3> moods{"sad", "angry", "numb"};
    if (at != stressors && from.one_of(4) == 0)
        return {};
    switch (at)
    {
    case size:
        return {from.pick(sizes)};
    case confidence:
        return {static_cast<double>(from.one_of(11))};
    case due:
        return {date{static_cast<std::int32_t>(20'000 + from.one_of(90))}};
    case hour:
        return {time_of_day{static_cast<std::int32_t>(from.one_of(24) * 60)}};
    case feelings:
        return {list{{from.pick(moods)}}};
    case ready:
        return {from.one_of(2) == 1};
    case stressors: {
        list out(from.one_of(4));
        for (auto& item : out)
        {
            record fields{{"what", {std::string("exam")}}, {"impact", {}}, {"hard", {}}};
            if (from.one_of(3) != 0)
                fields[1].held = {static_cast<double>(from.one_of(11))};
            if (from.one_of(3) != 0)
                fields[2].held = {from.one_of(2) == 1};
            item = {std::move(fields)};
        }
        return {std::move(out)};
    }
    case step_part:
        return {record{{"outcome", {std::string("done")}}}};
    default:
        return {std::string(from.one_of(30), 'x')};
    }
}

value wild_answer(choices& from, int depth)
{
    static constexpr std::array<double, 6> numbers{
        0,
        -1,
        1e308,
        std::numeric_limits<double>::infinity(),
        std::numeric_limits<double>::quiet_NaN(),
        std::numeric_limits<double>::denorm_min()};
    switch (from.one_of(depth > 3 ? 6 : 8))
    {
    case 1:
        return {from.one_of(2) == 1};
    case 2:
        return {numbers[from.one_of(numbers.size())]};
    case 3:
        return {std::string(from.one_of(256) * 64, static_cast<char>(from.one_of(256)))};
    case 4:
        return {date{
            std::numeric_limits<std::int32_t>::min() + static_cast<std::int32_t>(from.one_of(9))}};
    case 5:
        return {time_of_day{static_cast<std::int32_t>(from.one_of(256)) - 100}};
    case 6: {
        list out(from.one_of(5));
        for (auto& item : out)
            item = wild_answer(from, depth + 1);
        return {std::move(out)};
    }
    case 7: {
        record out;
        for (const auto* name : {"what", "impact", "hard"})
            put(out, name, wild_answer(from, depth + 1));
        return {std::move(out)};
    }
    default:
        return {};
    }
}

std::span<const std::uint8_t> bytes_of(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// As stored bytes, so that two numbers that are none compare alike.
std::string stored(const value& of)
{
    writer out;
    write_value(out, of);
    return std::move(out).take();
}

bool keeps_promises(const expression& made, std::span<const value> slots)
{
    const auto once = made.evaluate(slots);
    const auto bytes = stored(once);
    return bytes == stored(made.evaluate(slots)) && made.holds(slots) == (once == value{true}) &&
           !made.explain(slots).empty() && bytes.size() <= 2 * limits::expression_made_bytes;
}

bool reads_back(const expression& made)
{
    const auto plain = made.plain();
    diagnostics found;
    const auto again = parse_expression(plain, {}, found);
    if (again)
        return again->plain() == plain;
    // Brackets and escapes may carry the plain spelling past a limit.
    return plain.size() > limits::expression_bytes || found.front().code == "too-deep";
}

} // namespace

const scope& names()
{
    static const scope made = make_names();
    return made;
}

std::vector<value> answers()
{
    std::vector<value> out(slot_count);
    out[size] = {std::string("big")};
    out[confidence] = {5.0};
    out[due] = {date{20'000}}; // 2024-10-04
    out[hour] = {time_of_day{18 * 60 + 30}};
    out[idea] = {std::string("read one page")};
    out[feelings] = {list{{std::string("sad")}, {std::string("numb")}}};
    out[ready] = {true};
    out[stressors] = {list{
        {record{{"what", {std::string("exam")}}, {"impact", {3.0}}, {"hard", {true}}}},
        {record{{"what", {std::string("rent")}}, {"impact", {}}, {"hard", {false}}}},
        {record{{"what", {std::string("noise")}}, {"impact", {8.0}}, {"hard", {false}}}}}};
    out[step_part] = {record{{"outcome", {std::string("done")}}}};
    return out;
}

std::string spell_expression(std::span<const std::uint8_t> bytes)
{
    auto out = speller(bytes).anything();
    return out.size() > limits::expression_bytes / 2 ? "ready" : out;
}

std::string spell_condition(std::span<const std::uint8_t> bytes)
{
    auto out = "(" + speller(bytes).condition(0) + ")";
    // The tests join two: together they stay under the limit.
    return out.size() > limits::expression_bytes / 4 ? "(ready)" : out;
}

std::vector<value> spell_answers(std::span<const std::uint8_t> bytes)
{
    choices from(bytes);
    std::vector<value> out(slot_count);
    for (slot at = 0; at < slot_count; ++at)
        out[at] = declared_answer(from, at);
    return out;
}

std::vector<value> spell_wild_answers(std::span<const std::uint8_t> bytes)
{
    choices from(bytes);
    std::vector<value> out(from.one_of(slot_count + 1));
    for (auto& one : out)
        one = wild_answer(from, 0);
    return out;
}

bool is_finite(const value& of)
{
    if (const auto* number = of.as<double>())
        return std::isfinite(*number);
    if (const auto* items = of.as<list>())
        return std::ranges::all_of(*items, is_finite);
    if (const auto* fields = of.as<record>())
        return std::ranges::all_of(*fields, [](const field& one) { return is_finite(one.held); });
    return true;
}

bool survives(std::string_view text)
{
    const auto given = answers();
    const auto wild = spell_wild_answers(bytes_of(text));
    const position at{"flow.yaml", 1, 1};
    const binding where{&names(), {}};
    diagnostics found;
    if (auto made = parse_expression(text, at, found))
    {
        if (!reads_back(*made))
            return false;
        if (bind(*made, where, found))
        {
            demand_set(*made, where, found);
            if (!keeps_promises(*made, given) || !keeps_promises(*made, wild))
                return false;
        }
    }
    if (auto sentence = parse_template(text, at, found); sentence && bind(*sentence, where, found))
        if (sentence->render(given).size() > 4 * limits::template_chars)
            return false;
    return std::ranges::all_of(found, [](const diagnostic& one) {
        return one.at.line >= 1 && one.at.column >= 1 && !one.code.empty() && !one.message.empty();
    });
}

} // namespace switchback::flow::test
