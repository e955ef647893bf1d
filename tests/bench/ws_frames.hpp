// The smallest WebSocket client framing that is still correct: masked text frames out, unmasked
// whole frames in. It exists so that the load generator costs little on the other core.
// Values only, no I/O; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace switchback::bench {

/// Appends one masked, final frame (opcode 1 text, 8 close, 10 pong). Limit: 65,535 bytes.
void append_client_frame(
    std::string& out, std::string_view payload, std::uint32_t mask, unsigned opcode = 1);

/// One frame found at the head of the bytes received.
struct server_frame
{
    unsigned opcode = 0;
    bool final = true;
    std::string_view payload;
    std::size_t size = 0; ///< header and payload; 0 when the bytes do not hold a whole frame yet
};

/// Reads the frame at the head of `bytes`; `size` is 0 when more bytes are needed.
server_frame read_server_frame(std::string_view bytes);

/// The value of the first `"key":"..."` at or after `from` (no escapes inside), or empty.
std::string_view json_text(std::string_view frame, std::string_view key, std::size_t from = 0);

} // namespace switchback::bench
