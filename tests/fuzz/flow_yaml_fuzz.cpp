// Any bytes as a flow file, a record and a measure: read or refused, never a crash, a hang or a
// fault without a place. What was read twice gives the same hash.
#include "bot/core/flow/canonical.hpp"
#include "bot/core/flow/library.hpp"
#include "bot/core/steps/step_kind.hpp"

#include <cstdint>
#include <cstdlib>

using namespace switchback;

namespace {

constexpr std::string_view record_text =
    "collections: {steps: {what: text, status: text!}, wins: {what: text}}\n";
constexpr std::string_view shrink_text =
    "flow: shrink\nversion: 1\ntitle: S\nin: {what: text}\nout: {step: text}\nsteps:\n"
    "  - ask: text\n    id: step\n    say: \"{what}?\"\n  - end: done\n";
constexpr std::string_view measure_text =
    "measure: two\ntitle: T\nnote: N\nsay: S\nscoring: sum\nitems: [{id: a, say: Well}]\n"
    "options: [{label: X, score: 0}, {label: Y, score: 1}]\nbands: [{from: 0, label: low}]\n"
    "licence: {kind: own}\nsource: Us\nrisk: none\n";

void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size > 64 * 1024)
        return 0;
    const std::string text(reinterpret_cast<const char*>(data), size);
    flow::file_map files{
        {"f/flow.yaml", text},
        {"record.yaml", std::string(record_text)},
        {"shrink/flow.yaml", std::string(shrink_text)},
        {"measures/two.yaml", std::string(measure_text)},
    };
    const auto loaded = flow::read_library(files, steps::all());
    require(loaded.made->current("shrink") != nullptr);
    for (const auto& one : loaded.found)
        require(!one.code.empty() && !one.message.empty());
    if (const auto* made = loaded.made->current("f"))
    {
        flow::library again;
        require(again.pin(loaded.made->stored(made->hash), steps::all()));
        for (const auto& one : made->flows)
            for (const auto& step : one->steps)
                require(step.body != nullptr && step.subtree_end <= one->steps.size());
    }
    (void)flow::read_library(
        {{"record.yaml", text},
         {"measures/m.yaml", text},
         {"packs/m.yaml", text},
         {"flows.lock", text}},
        steps::all());
    return 0;
}
