// libFuzzer: any bytes as a frame from a client. Whatever is taken reads twice alike and carries
// what its kind promises.
#include "bot/base/limits.hpp"
#include "bot/core/flow/utf8.hpp"
#include "bot/web/client_frame.hpp"

#include <cstdint>
#include <cstdlib>

using namespace switchback;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

bool names_its_input(const web::client_frame& frame)
{
    return !frame.device().empty() && frame.device().size() <= limits::device_bytes &&
           frame.number > 0 && frame.cid.starts_with(frame.device());
}

bool is_input(web::frame_kind kind)
{
    using enum web::frame_kind;
    return kind != hello && kind != seen && kind != typing && kind != heartbeat && kind != bye;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    web::client_frame frame;
    web::client_frame again;
    const auto fault = web::read_frame(text, frame);
    require(web::read_frame(text, again) == fault);
    require(frame.cid == again.cid && frame.text == again.text && frame.sent == again.sent);

    if (fault != web::frame_fault::none)
        return 0;
    if (is_input(frame.kind))
        require(names_its_input(frame));
    if (frame.kind == web::frame_kind::say)
        require(frame.text.has_value() != frame.sent.is_set());
    // The socket passes on only UTF-8, and escapes must not break it.
    if (frame.text && flow::find_invalid_utf8(text) == std::string_view::npos)
        require(flow::find_invalid_utf8(*frame.text) == std::string_view::npos);
    return 0;
}
