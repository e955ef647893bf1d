#include "bot/core/steps/set/set.hpp"

#include "bot/core/flow/agreement.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/reading.hpp"

namespace switchback::steps {

std::unique_ptr<flow::step_body> read_set(flow::reading& from)
{
    auto body = std::make_unique<set_body>();
    const auto& pairs = from.subject();
    if (!pairs.is_mapping())
    {
        from.into().error(
            flow::codes::bad_value, pairs, "`set` needs names with expressions, like {size: 3}");
        return body;
    }
    for (std::size_t i = 0; i < pairs.keys(); ++i)
    {
        auto value = from.value(pairs.value(i));
        from.demand_inside(value);
        // The value is read before the name is made: `set: {n: n + 1}` needs an `n` from above.
        const auto surely = from.is_surely_set(value);
        const auto to = from.declare(
            pairs.key(i).text, flow::widened(value.result()), pairs.key(i),
            flow::reading::origin::worked_out);
        from.now_set(to, surely);
        body->assignments.push_back({to, std::move(value)});
    }
    return body;
}

void check_set(const flow::step&, flow::checking&) {}

} // namespace switchback::steps
