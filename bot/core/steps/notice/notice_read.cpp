#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/reading.hpp"
#include "bot/core/steps/notice/notice.hpp"

namespace switchback::steps {

std::unique_ptr<flow::step_body> read_notice(flow::reading& from)
{
    if (from.subject().text != "worsening")
        from.into().error(flow::codes::bad_value, from.subject(), "`notice` is `worsening`");
    return std::make_unique<notice_body>();
}

void check_notice(const flow::step&, flow::checking&) {}

} // namespace switchback::steps
