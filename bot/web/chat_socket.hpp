// The client protocol on one socket (protocol.md): hello, inputs, replay, heartbeat. Owned by its
// connection; lives on the server's executor.
#pragma once

#include "bot/base/metrics.hpp"
#include "bot/net/socket.hpp"
#include "bot/service/conversations.hpp"

#include <memory>

namespace switchback::web {

/// What every chat socket shares; outlives them all.
struct chat_context
{
    service::conversations& talks;
    const service::flow_shelf& flows;
    const clock& time;
    metrics& counts;
    service::practice where;
    std::string practice_slug; // as `hello.practice` names it
    std::string log_id;
    const service::clinic_board& clinic;
};

/// Serves one socket; the owner is handed to bot/net.
[[nodiscard]] std::unique_ptr<net::socket_owner>
make_chat_socket(net::socket& over, const chat_context& in);

} // namespace switchback::web
