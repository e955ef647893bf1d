#include "bot/author/transcript.hpp"

#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <string_view>

namespace switchback::author {
namespace {

using flow::yaml_value;

struct place
{
    const flow::yaml_tree& tree;
    flow::diagnostics& found;
    bool ok = true;

    void complain(const yaml_value& where, std::string message)
    {
        found.push_back(
            {flow::severity::error, "transcript", tree.at(where), std::move(message), {}});
        ok = false;
    }
};

void read_words(place& in, const yaml_value& from, transcript::step& to)
{
    if (from.is_scalar())
        to.words.push_back(from.text);
    else if (from.is_sequence() && to.kind == transcript::act::tap)
        for (const auto& one : from.items)
            to.words.push_back(one.text);
    else
        in.complain(from, "expected a text");
}

void read_happening(place& in, const yaml_value& from, transcript& into)
{
    transcript::step made;
    made.at = in.tree.at(from.key(0));
    made.kind = transcript::act::outside;
    auto read = read_outside(from.key(0).text, from.value(0));
    if (!read)
        return in.complain(from.value(0), read.error());
    made.happens = std::move(*read);
    into.steps.push_back(std::move(made));
}

void read_step(place& in, const yaml_value& from, transcript& into)
{
    if (!from.is_mapping() || from.keys() != 1)
        return in.complain(from, "expected one of me, tap, bot, after, expect");
    const auto& key = from.key(0);
    const auto& value = from.value(0);
    transcript::step made;
    made.at = in.tree.at(key);
    if (key.text == "me")
        made.kind = transcript::act::me;
    else if (key.text == "tap")
        made.kind = transcript::act::tap;
    else if (key.text == "bot")
        made.kind = transcript::act::bot;
    else if (key.text == "after")
        made.kind = transcript::act::after;
    else if (key.text == "expect")
        made.kind = transcript::act::expect;
    else if (is_outside(key.text))
        return read_happening(in, from, into);
    else
        return in.complain(
            key, fmt::format(
                     "unknown act `{}`; known: me tap bot after expect human page quick_exit "
                     "comes_back",
                     key.text));
    if (made.kind == transcript::act::expect)
        made.expected = value;
    else
        read_words(in, value, made);
    if (made.kind == transcript::act::after && in.ok)
    {
        const auto wait = duration_ms(made.words.front());
        if (!wait)
            return in.complain(value, "expected a time such as 25h or 3d");
        made.wait_ms = *wait;
    }
    if (made.kind == transcript::act::bot && in.ok && made.words.front().starts_with("~"))
    {
        made.contains = true;
        made.words.front().erase(0, made.words.front().find_first_not_of("~ "));
    }
    into.steps.push_back(std::move(made));
}

// One of the words of a header, as the value at its place.
template <class value, std::size_t count>
void read_word(
    place& in, const yaml_value& from, const std::array<std::string_view, count>& words, value& to)
{
    for (std::size_t i = 0; i < count; ++i)
        if (words[i] == from.text)
        {
            to = static_cast<value>(i);
            return;
        }
    in.complain(from, fmt::format("expected one of: {}", fmt::join(words, " ")));
}

constexpr std::array<std::string_view, 4> covers{"none", "open", "evening", "night"};
constexpr std::array<std::string_view, 3> ages{"unknown", "adult", "under_18"};

} // namespace

std::optional<transcript>
read_transcript(std::string file, std::string_view text, flow::diagnostics& found)
{
    auto tree = flow::read_yaml(file, text, found);
    if (!tree)
        return std::nullopt;
    place in{*tree, found};
    transcript out;
    out.file = std::move(file);
    const auto& root = tree->root;
    if (!root.is_mapping())
        in.complain(root, "expected talk, flow and steps");
    for (std::size_t i = 0; i < root.keys(); ++i)
    {
        const auto& key = root.key(i);
        const auto& value = root.value(i);
        if (key.text == "talk")
            out.title = value.text;
        else if (key.text == "flow")
            out.flow_id = value.text;
        else if (key.text == "given")
            out.given = value;
        else if (key.text == "record")
            out.record = value;
        else if (key.text == "clinic")
            read_word(in, value, covers, out.clinic);
        else if (key.text == "age")
            read_word(in, value, ages, out.age);
        else if (key.text == "country")
            out.country = value.text;
        else if (key.text == "language")
            out.language = value.text;
        else if (key.text == "only")
            out.only = value.text == "true";
        else if (key.text == "steps")
            for (const auto& one : value.items)
                read_step(in, one, out);
        else
            in.complain(
                key, fmt::format(
                         "unknown key `{}`; known: talk flow given record clinic country age "
                         "language only "
                         "steps",
                         key.text));
    }
    if (in.ok && (out.title.empty() || out.flow_id.empty() || out.steps.empty()))
        in.complain(root, "a transcript needs talk, flow and steps");
    if (!in.ok)
        return std::nullopt;
    return out;
}

} // namespace switchback::author
