// Turns an upgrade request into a WebSocket that serves itself. Private to bot/net.
#pragma once

#include "bot/net/connections.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

namespace switchback::net {

/// Accepts the upgrade and serves the socket until it closes; returns at once.
void start_web_socket(
    std::shared_ptr<connections> shared, tcp_socket socket,
    boost::beast::http::request<boost::beast::http::string_body> request);

} // namespace switchback::net
