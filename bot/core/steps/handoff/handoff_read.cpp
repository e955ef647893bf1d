#include "bot/core/steps/handoff/handoff.hpp"

#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/reading.hpp"

namespace switchback::steps {

namespace {

risk::category category_named(const flow::yaml_value& from, flow::faults& into)
{
    using risk::category;
    std::string known;
    for (const auto one :
         {category::suicide, category::self_harm, category::harm_to_others, category::abuse,
          category::medical})
    {
        if (from.text == risk::name_of(one))
            return one;
        known += (known.empty() ? "" : ", ") + std::string(risk::name_of(one));
    }
    into.error(flow::codes::bad_value, from, "`about` is one of " + known);
    return category::none;
}

} // namespace

std::unique_ptr<flow::step_body> read_handoff(flow::reading& from)
{
    auto body = std::make_unique<handoff_body>();
    body->why = flow::word(from.subject(), "`handoff`", from.into());
    if (const auto* about = from.find("about"))
        body->about = category_named(*about, from.into());
    if (const auto* asked = from.find("asked"))
        body->asked = flow::yesno(*asked, "`asked`", from.into());
    return body;
}

void check_handoff(const flow::step&, flow::checking&) {}

} // namespace switchback::steps
