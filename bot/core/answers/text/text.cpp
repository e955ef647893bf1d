#include "bot/core/answers/text/text.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/answers/words.hpp"

#include <algorithm>

namespace switchback::answers {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// Blank to a reader: gaps, and signs that show nothing (zero-width, direction marks).
bool is_blank(char32_t c) noexcept
{
    return c <= ' ' || c == 0x7F || c == 0x85 || c == 0xA0 || c == 0xAD || c == 0x61C ||
           c == 0x3000 || (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) ||
           (c >= 0x205F && c <= 0x206F) || c == 0xFEFF;
}

// Plain text without control characters: line ends as '\n', stray bytes as U+FFFD, blanks trimmed
// at both ends, cut between two characters at limits::answer_bytes.
std::string tidy(std::string_view raw)
{
    std::string out;
    out.reserve(std::min(raw.size(), limits::answer_bytes));
    std::size_t kept = 0; // up to the last character that is not blank
    for (std::size_t at = 0; at < raw.size();)
    {
        // Most text is ASCII words: a run of them is copied whole.
        auto run = at;
        while (run < raw.size() && raw[run] > ' ' && raw[run] < 0x7F)
            ++run;
        if (run > at)
        {
            const auto room = std::min(run - at, limits::answer_bytes - out.size());
            out.append(raw, at, room);
            kept = out.size();
            if (room < run - at)
                break;
            at = run;
            continue;
        }
        const auto [c, next] = decode(raw, at);
        auto part = c == 0xFFFD ? replacement : raw.substr(at, next - at);
        at = next;
        if (c == '\r')
        {
            if (at < raw.size() && raw[at] == '\n')
                continue;
            part = "\n";
        }
        else if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7F)
            continue;
        if (is_blank(c) && kept == 0)
            continue;
        if (out.size() + part.size() > limits::answer_bytes)
            break;
        out.append(part);
        if (!is_blank(c))
            kept = out.size();
    }
    out.resize(kept);
    return out;
}

std::size_t letters(std::string_view text) noexcept
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

parsed judge(const ask_spec& spec, std::string_view raw)
{
    auto text = tidy(raw);
    if (text.empty())
        return {};
    const auto size = static_cast<double>(letters(text));
    if (spec.has_range && (size < spec.min || size > spec.max))
        return {understanding::invalid, {}};
    return {understanding::understood, {std::move(text)}};
}

flow::type type_of(const ask_spec&)
{
    return {flow::type_kind::text, {}, {}, {}};
}

parsed from_words(
    const ask_spec& spec, std::span<const std::string>, std::string_view words,
    const answer_context&)
{
    return judge(spec, words);
}

parsed from_input(const ask_spec& spec, const flow::value& sent)
{
    const auto* text = sent.as<std::string>();
    return text == nullptr ? parsed{} : judge(spec, *text);
}

std::string show(const ask_spec&, std::span<const std::string>, const flow::value& answer)
{
    return flow::to_text(answer);
}

} // namespace

const answer_kind text_kind{"text", type_of, from_words, from_input, show};

} // namespace switchback::answers
