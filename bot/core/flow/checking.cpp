#include "bot/core/flow/checking.hpp"

#include "bot/core/flow/walk.hpp"
#include "bot/core/flow/wording.hpp"
#include "bot/core/steps/step_kind.hpp"

namespace switchback::flow {
namespace {

void add(
    diagnostics& found, severity level, std::string_view code, const position& at,
    std::string message, std::string suggestion)
{
    found.push_back({level, std::string(code), at, std::move(message), std::move(suggestion)});
}

} // namespace

void checking::error(
    std::string_view code, const position& at, std::string message, std::string suggestion)
{
    add(found_, severity::error, code, at, std::move(message), std::move(suggestion));
}

void checking::warn(
    std::string_view code, const position& at, std::string message, std::string suggestion)
{
    add(found_, severity::warning, code, at, std::move(message), std::move(suggestion));
}

void check_flow(walk& through)
{
    auto& found = through.into.found();
    checking in(*through.made, through.context, found);
    for (const auto& one : through.made->steps)
        if (one.kind->check != nullptr)
            one.kind->check(one, in);
    for (const auto& sentence : through.sentences)
        check_wording(sentence.text, sentence.at, sentence.question, in);
}

} // namespace switchback::flow
