#include "bot/core/flow/text_template.hpp"

#include "bot/core/flow/syntax.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace switchback::flow {
namespace {

constexpr std::string_view ellipsis = "\xE2\x80\xA6";

// Where the hole that starts at `from` ends: its `}`, past any in quotes. A quote that never
// closes is left to the expression's own message, so the first `}` ends it.
std::size_t hole_end(std::string_view text, std::size_t from) noexcept
{
    char quote = '\0';
    for (auto i = from; i < text.size(); ++i)
    {
        const char c = text[i];
        if (quote != '\0')
        {
            if (c == '\\')
                ++i;
            else if (c == quote)
                quote = '\0';
        }
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '}')
            return i;
    }
    return quote == '\0' ? std::string_view::npos : text.find('}', from);
}

bool continues(char c) noexcept
{
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// Leaves at most template_chars code points, the last one an ellipsis when something was cut.
void cut(std::string& said)
{
    if (said.size() <= limits::template_chars)
        return;
    std::size_t points = 0;
    std::size_t last = 0; // where the last code point that may stay begins
    for (std::size_t i = 0; i < said.size(); ++i)
    {
        if (continues(said[i]))
            continue;
        ++points;
        if (points == limits::template_chars)
            last = i;
    }
    if (points <= limits::template_chars)
        return;
    said.resize(last);
    said += ellipsis;
}

bool has_words(const type& of) noexcept
{
    if (of.kind == type_kind::list)
        return !of.element || has_words(*of.element);
    return of.kind != type_kind::record;
}

} // namespace

std::string text_template::render(std::span<const value> slots) const
{
    if (pieces_.size() == 1 && pieces_.front().hole.empty())
        return pieces_.front().literal; // cut when it was parsed
    std::string out;
    out.reserve(source_.size() + 64);
    for (const auto& one : pieces_)
    {
        out += one.literal;
        if (!one.hole.empty())
            one.hole.append_to(out, slots);
    }
    cut(out);
    return out;
}

std::optional<text_template>
parse_template(std::string_view text, const position& at, diagnostics& found)
{
    const auto before = found.size();
    const auto fault = [&](std::size_t offset, std::string message, std::string suggestion) {
        found.push_back(
            {severity::error, "expression-syntax", position_in(text, offset, at),
             std::move(message), std::move(suggestion)});
    };
    text_template made;
    made.source_ = std::string(text);
    made.where_ = at;
    std::string literal;
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        const char c = text[i];
        if (c != '{' && c != '}')
        {
            literal += c;
            continue;
        }
        if (i + 1 < text.size() && text[i + 1] == c)
        {
            literal += text[i++];
            continue;
        }
        if (c == '}')
        {
            fault(i, "a `}` without its `{`", "write `}}` for the brace itself");
            continue;
        }
        const auto end = hole_end(text, i + 1);
        if (end == std::string_view::npos)
        {
            fault(
                i, "this `{` is not closed",
                "close it with `}`, or write `{{` for the brace itself");
            break;
        }
        const auto inside = text.substr(i + 1, end - i - 1);
        if (auto hole = parse_expression(inside, position_in(text, i + 1, at), found))
            made.pieces_.push_back({std::exchange(literal, {}), std::move(*hole)});
        i = end;
    }
    if (!literal.empty())
    {
        cut(literal);
        made.pieces_.push_back({std::move(literal), {}});
    }
    if (found.size() != before)
        return std::nullopt;
    return made;
}

bool bind(text_template& what, const binding& where, diagnostics& found)
{
    const auto before = found.size();
    what.reads_.clear();
    for (auto& one : what.pieces_)
    {
        if (one.hole.empty() || !bind(one.hole, where, found))
            continue;
        if (has_words(one.hole.result()))
            demand_set(one.hole, where, found);
        else
            found.push_back(
                {severity::error, "type", one.hole.where(),
                 fmt::format(
                     "`{}` is {}: it has no words of its own", one.hole.source(),
                     to_text(one.hole.result())),
                 "name one of its fields"});
        what.reads_.insert(what.reads_.end(), one.hole.reads().begin(), one.hole.reads().end());
    }
    std::ranges::sort(what.reads_);
    const auto doubled = std::ranges::unique(what.reads_);
    what.reads_.erase(doubled.begin(), doubled.end());
    return found.size() == before;
}

} // namespace switchback::flow
