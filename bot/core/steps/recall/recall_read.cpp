#include "bot/core/steps/recall/recall.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/flow/agreement.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/reading.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::steps {
namespace {

/// `where` sees the fields of the item before the names of the flow.
void read_where(
    recall_body& body, const flow::collection& of, const flow::yaml_value& where,
    flow::reading& from)
{
    std::vector<flow::symbol> names;
    for (const auto& field : of.fields)
    {
        const auto at = from.hidden(of.name + "." + field.name);
        body.fields.push_back({field.name, at});
        names.push_back({field.name, at, field.of, {}, field.required});
    }
    body.where = from.condition_over(where, names);
}

/// Newest first, a condition must look further back than it gives; the oldest first are at the
/// other end, and all are needed.
std::size_t needed_by(const recall_body& body)
{
    if (!body.newest_first)
        return limits::record_items_per_collection;
    const auto given = static_cast<std::size_t>(std::max(body.limit, 0));
    return body.where.empty() ? given : std::max(given, limits::recalled_with_condition);
}

} // namespace

std::unique_ptr<flow::step_body> read_recall(flow::reading& from)
{
    auto body = std::make_unique<recall_body>();
    flow::fields keys(from.subject(), "`recall`", from.into());
    const auto* collection = keys.find("last");
    if (const auto* first = collection == nullptr ? keys.find("first") : nullptr)
    {
        collection = first;
        body->newest_first = false;
    }
    if (collection == nullptr)
    {
        (void)keys.need("last");
        keys.done();
        return body;
    }
    body->collection = flow::word(*collection, "`last`", from.into());
    const auto* of = from.collection_named(*collection);
    const auto* where = keys.find("where");
    if (const auto* limit = keys.find("limit"))
        body->limit = flow::whole(
            *limit, "`limit`", 1, static_cast<int>(limits::record_items_per_collection),
            from.into(), flow::codes::unbounded);
    keys.done();
    if (of != nullptr && where != nullptr)
        read_where(*body, *of, *where, from);
    from.recalls({body->collection, needed_by(*body)});
    body->to = from.declare(
        from.need_id(),
        flow::list_of(
            flow::record_of(of == nullptr ? std::vector<flow::field_type>{} : of->fields)),
        from.subject(), flow::reading::origin::looked_up);
    from.now_set(body->to, true);
    return body;
}

void check_recall(const flow::step&, flow::checking&) {}

} // namespace switchback::steps
