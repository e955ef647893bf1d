#include "bot/core/steps/end/end.hpp"

#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/reading.hpp"

#include <fmt/format.h>

namespace switchback::steps {

std::unique_ptr<flow::step_body> read_end(flow::reading& from)
{
    auto body = std::make_unique<end_body>();
    body->outcome = flow::word(from.subject(), "`end`", from.into());
    if (!body->outcome.empty() && !flow::is_slug(body->outcome) && !flow::is_name(body->outcome))
        from.into().error(
            flow::codes::bad_name, from.subject(),
            fmt::format("`{}` is no outcome: use one word, like `done`", body->outcome));
    from.ends_here();
    return body;
}

void check_end(const flow::step&, flow::checking&) {}

} // namespace switchback::steps
