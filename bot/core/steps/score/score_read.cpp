#include "bot/core/steps/score/score.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/flow/agreement.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/measure.hpp"
#include "bot/core/flow/reading.hpp"
#include "bot/core/flow/record_schema.hpp"

namespace switchback::steps {
namespace {

flow::type scored_type()
{
    using enum flow::type_kind;
    return flow::record_of(
        {{"answered", {number, {}, {}, {}}, true},
         {"prorated", {yesno, {}, {}, {}}, true},
         {"worsened", {yesno, {}, {}, {}}, true},
         {"band", {text, {}, {}, {}}, false},
         {"movement", {text, {}, {}, {}}, false},
         {"closing", {number, {}, {}, {}}, false}});
}

} // namespace

std::unique_ptr<flow::step_body> read_score(flow::reading& from)
{
    auto body = std::make_unique<score_body>();
    const auto* of = from.need("of");
    const auto& id = from.need_id();
    if (!from.subject().is_mapping() || of == nullptr || !of->is_sequence())
    {
        from.into().error(
            flow::codes::bad_value, from.subject(), "`score` is written for a measure",
            "use `ask: questionnaire`");
        return body;
    }
    body->what = flow::read_instrument(from.subject(), from.into());
    const auto items = body->what.items.size();
    for (std::size_t i = 0; i < of->items.size(); ++i)
        (i < items ? body->answers.emplace_back() : body->closing) = from.value(of->items[i]);
    if (body->answers.size() != items)
        from.into().error(flow::codes::bad_value, *of, "`of` names the answer of each item");
    // Compared with what earlier runs left; without the collection there is nothing to compare.
    if (flow::find_collection(from.around().record, flow::measures_collection) != nullptr)
        from.recalls({std::string(flow::measures_collection), limits::measures_compared});
    body->result = from.declare(
        id, flow::measure_result(body->what), from.subject(), flow::reading::origin::worked_out);
    from.now_set(body->result, true);
    body->scored =
        from.declare("scored", scored_type(), from.subject(), flow::reading::origin::worked_out);
    from.now_set(body->scored, true);
    return body;
}

void check_score(const flow::step&, flow::checking&) {}

} // namespace switchback::steps
