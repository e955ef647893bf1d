// Where a request comes from: the address of the connection, or what a proxy of ours says of it. A
// function of its arguments; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace switchback::net {

/// The address behind a connection from `peer`. Only a peer that is one of `proxies` is believed:
/// the last entry of its X-Forwarded-For that is none of ours. What a client wrote there itself
/// stands before that, and counts for nothing. An entry that is no address gives the peer.
[[nodiscard]] std::string asking_address(
    std::string_view peer, std::string_view forwarded_for, std::span<const std::string> proxies);

} // namespace switchback::net
