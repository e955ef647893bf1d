#include "bot/service/case_desk.hpp"

namespace switchback::service {

case_desk::case_desk(conversations& talks, parts with) : talks_(talks), with_(std::move(with)) {}

// Cases are not kept yet, so nothing can be listed, read or done.
task<std::vector<case_summary>> case_desk::list(bool)
{
    static_cast<void>(talks_);
    co_return fail(errc::unavailable);
}

task<case_detail> case_desk::read(actor, std::string, std::uint64_t)
{
    co_return fail(errc::unavailable);
}

task<case_summary> case_desk::act(actor, std::string, human_act)
{
    co_return fail(errc::unavailable);
}

} // namespace switchback::service
