#include "bot/core/steps/ask/ask.hpp"

#include "bot/core/flow/checking.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/run/commands.hpp"

#include <fmt/format.h>
#include <map>

namespace switchback::steps {
namespace {

/// As typed words are compared: ASCII letters small, no spaces or marks around.
std::string folded(std::string_view words)
{
    constexpr std::string_view around = " \t.,!?;:'\"";
    const auto begin = words.find_first_not_of(around);
    if (begin == std::string_view::npos)
        return {};
    std::string out(words.substr(begin, words.find_last_not_of(around) - begin + 1));
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + 32);
    return out;
}

/// Words that can never choose their option, because somebody else takes them first.
void check_words(
    const answers::option& one, std::string_view words, flow::checking& in,
    std::map<std::string, std::string>& taken)
{
    const auto said = folded(words);
    if (said.empty())
        return;
    const auto [owner, fresh] = taken.emplace(said, one.key);
    if (!fresh && owner->second != one.key)
        in.warn(
            flow::codes::shadowed_option, one.label.where(),
            fmt::format(
                "\"{}\" chooses the option `{}`, so it never chooses `{}`", words, owner->second,
                one.key));
    // Asking for a person is let through: whoever types it gets one, which is what the option says.
    else if (const auto taken_by = run::command_of(words, "en");
             taken_by && *taken_by != run::command::person)
        in.warn(
            flow::codes::shadowed_option, one.label.where(),
            fmt::format(
                "\"{}\" is the command `{}`, so typing it never chooses `{}`", words,
                run::name_of(*taken_by), one.key),
            "use other words; a tap still works");
}

} // namespace

void check_ask(const flow::step& what, flow::checking& in)
{
    const auto& body = static_cast<const ask_body&>(*what.body);
    std::map<std::string, std::string> taken;
    for (const auto& one : body.spec.options)
    {
        check_words(one, one.label.source(), in, taken);
        for (const auto& words : one.also)
            check_words(one, words, in, taken);
    }
}

} // namespace switchback::steps
