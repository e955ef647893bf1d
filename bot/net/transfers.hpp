// Calls to other people's servers: a POST, an e-mail, a look whether a mail server lets us in. One
// thread does them all; whoever calls awaits on their own executor. Owned by the composition root,
// and gone before the executors of its callers; any thread may call.
#pragma once

#include "bot/net/mail_address.hpp"

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace switchback::net {

enum class transfer_end : std::uint8_t
{
    done,            // the server answered as the protocol wants; for a POST with any code
    bad_call,        // an address that is not allowed; nothing was tried
    busy,            // limits::transfers are under way; nothing was tried
    no_connection,   // no name, no route, no handshake
    bad_certificate, // not one we trust for that host
    no_tls,          // the mail server will not start TLS
    login_denied,
    broken,    // the mail server said no (see code), or the connection ended
    too_long,  // the answer is over limits::transfer_answer_bytes; the code is good
    timed_out, // the deadline, or a mail server silent for limits::transfer_reply_s
    cancelled  // by the caller, or by the end of `transfers`
};

struct transfer_result
{
    transfer_end end = transfer_end::bad_call;
    int code = 0;          // the last the server gave; 0 when none
    bool has_left = false; // all of the body went out: the server may have acted on it
    std::string body;      // of a POST's answer
};

struct mail_server
{
    std::string url; // smtp://host:587 or smtps://host:465
    mail_address from;
    std::string login; // empty: none
    std::string password;
    std::string ca_file;        // empty: those the system trusts
    bool needs_starttls = true; // of smtp://; false is allowed to this machine only
};

struct mail_call
{
    mail_server server;
    mail_address to;
    std::string message; // headers and body, lines ended by CRLF
};

struct http_call
{
    std::string url; // https; http to this machine only
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::string ca_file;
};

/// True for an allowed address of a mail server: smtp or smtps, a host, no login, no path.
[[nodiscard]] bool is_mail_url(std::string_view url);

/// True for an allowed address of a POST: https (http to this machine only), a host, no login.
[[nodiscard]] bool is_post_url(std::string_view url);

/// True when the address names this machine: 127.0.0.1, [::1] or localhost.
[[nodiscard]] bool is_loopback_url(std::string_view url);

class transfers
{
public:
    transfers();
    transfers(const transfers&) = delete;
    transfers& operator=(const transfers&) = delete;
    /// Ends what is under way as `cancelled`.
    ~transfers();

    /// Posts the body; follows no redirect. Answers within `within_ms`.
    [[nodiscard]] boost::asio::awaitable<transfer_result>
    post(http_call what, std::int64_t within_ms);

    /// Hands one message to a mail server. Answers within `within_ms`.
    [[nodiscard]] boost::asio::awaitable<transfer_result>
    mail(mail_call what, std::int64_t within_ms);

    /// Connects, starts TLS, logs in and says NOOP. Answers within `within_ms`.
    [[nodiscard]] boost::asio::awaitable<transfer_result>
    look_at(mail_server what, std::int64_t within_ms);

private:
    class loop;
    std::shared_ptr<loop> loop_;
};

} // namespace switchback::net
