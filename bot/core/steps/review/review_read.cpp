#include "bot/core/steps/review/review.hpp"

#include "bot/core/flow/reading.hpp"

namespace switchback::steps {

std::unique_ptr<flow::step_body> read_review(flow::reading& from)
{
    auto body = std::make_unique<review_body>();
    body->items = from.answers_named(from.subject(), "`review`");
    if (const auto* say = from.find("say"))
        body->say = from.sentence(*say);
    return body;
}

void check_review(const flow::step&, flow::checking&) {}

} // namespace switchback::steps
