#include "bot/author/transcript.hpp"

#include <fmt/format.h>

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

std::optional<std::int64_t> duration_ms(std::string_view text)
{
    std::int64_t number = 0;
    std::size_t at = 0;
    for (; at < text.size() && at < 9 && text[at] >= '0' && text[at] <= '9'; ++at)
        number = number * 10 + (text[at] - '0');
    if (at == 0 || at + 1 != text.size())
        return std::nullopt;
    switch (text[at])
    {
    case 's':
        return number * 1'000;
    case 'm':
        return number * 60'000;
    case 'h':
        return number * 3'600'000;
    case 'd':
        return number * 86'400'000;
    case 'w':
        return number * 604'800'000;
    default:
        return std::nullopt;
    }
}

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
    else
        return in.complain(
            key, fmt::format("unknown act `{}`; known: me tap bot after expect", key.text));
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
        else if (key.text == "only")
            out.only = value.text == "true";
        else if (key.text == "steps")
            for (const auto& one : value.items)
                read_step(in, one, out);
        else
            in.complain(
                key, fmt::format(
                         "unknown key `{}`; known: talk flow given record only steps", key.text));
    }
    if (in.ok && (out.title.empty() || out.flow_id.empty() || out.steps.empty()))
        in.complain(root, "a transcript needs talk, flow and steps");
    if (!in.ok)
        return std::nullopt;
    return out;
}

} // namespace switchback::author
