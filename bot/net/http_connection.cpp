// HTTP/1.1 on one connection, until it ends or becomes a WebSocket. With web_socket.cpp, all that
// sees Beast.
#include "bot/base/limits.hpp"
#include "bot/net/asking_address.hpp"
#include "bot/net/connections.hpp"
#include "bot/net/web_socket.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

namespace switchback::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using request_type = http::request<http::string_body>;

constexpr auto tuple = asio::as_tuple(asio::use_awaitable);

// Ends the connection when a request takes too long to arrive or an answer to leave.
class deadline final : public ticking
{
public:
    deadline(connections& shared, tcp_socket& socket) : shared_(shared), socket_(socket)
    {
        shared_.all.insert(this);
        restart();
    }
    ~deadline() override { shared_.all.erase(this); }
    deadline(const deadline&) = delete;
    deadline& operator=(const deadline&) = delete;

    void restart() noexcept { until_ms_ = shared_.now_ms + limits::http_request_ms; }
    void pause() noexcept { until_ms_ = 0; }

    void tick() override
    {
        if (until_ms_ != 0 && shared_.now_ms > until_ms_)
            cut();
    }
    void drain() override { cut(); }
    void cut() override
    {
        boost::system::error_code ignored;
        socket_.close(ignored);
    }

private:
    connections& shared_;
    tcp_socket& socket_;
    std::int64_t until_ms_ = 0;
};

std::string text(beast::string_view from)
{
    return {from.data(), from.size()};
}

http_request
plain(request_type& from, const tcp_socket& socket, const std::vector<std::string>& proxies)
{
    http_request out;
    boost::system::error_code gone;
    const auto peer = socket.remote_endpoint(gone);
    std::string forwarded;
    const auto [first, end] = from.equal_range("X-Forwarded-For");
    for (auto one = first; one != end; ++one)
        forwarded += (forwarded.empty() ? "" : ",") + text(one->value());
    if (!gone)
        out.address = asking_address(peer.address().to_string(), forwarded, proxies);
    out.method = text(from.method_string());
    const std::string target = text(from.target());
    const auto question = target.find('?');
    out.path = target.substr(0, question);
    if (question != std::string::npos)
        out.query = target.substr(question + 1);
    out.origin = text(from[http::field::origin]);
    out.host = text(from[http::field::host]);
    out.authorization = text(from[http::field::authorization]);
    out.if_none_match = text(from[http::field::if_none_match]);
    out.accept_language = text(from[http::field::accept_language]);
    out.cookie = text(from[http::field::cookie]);
    out.content_type = text(from[http::field::content_type]);
    out.sec_fetch_site = text(from["Sec-Fetch-Site"]);
    out.intent = text(from["X-Switchback"]);
    out.body = std::move(from.body());
    return out;
}

http::response<http::string_body> answer_of(http_response from, const request_type& to)
{
    http::response<http::string_body> out(static_cast<http::status>(from.status), to.version());
    out.set(http::field::content_type, from.content_type);
    for (const auto& [name, value] : from.headers)
        out.set(name, value);
    out.body() = from.fixed_body.empty() ? std::move(from.body) : std::string(from.fixed_body);
    out.keep_alive(to.keep_alive());
    out.prepare_payload();
    // HEAD has the head of GET and nothing else.
    if (to.method() == http::verb::head)
        out.body().clear();
    return out;
}

http_response refusal(int status, std::string_view words)
{
    http_response out;
    out.status = status;
    out.body = std::string(words);
    out.headers.emplace_back("X-Content-Type-Options", "nosniff");
    return out;
}

bool is_allowed_origin(const connections& shared, const request_type& from)
{
    const auto origin = text(from[http::field::origin]);
    // Only browsers send an origin, and only browsers carry somebody else's page.
    if (origin.empty())
        return true;
    for (const auto& one : shared.options.origins)
        if (one == origin)
            return true;
    if (!shared.options.origins.empty())
        return false;
    const auto host = text(from[http::field::host]);
    return origin == "http://" + host || origin == "https://" + host;
}

bool offers_subprotocol(const connections& shared, const request_type& from)
{
    for (const auto& one : http::token_list(from[http::field::sec_websocket_protocol]))
        if (one == beast::string_view(
                       shared.options.subprotocol.data(), shared.options.subprotocol.size()))
            return true;
    return false;
}

asio::awaitable<beast::error_code>
write_answer(tcp_socket& socket, http::response<http::string_body> answer)
{
    http::response_serializer<http::string_body> serializer(answer);
    const auto [ec, size] = co_await http::async_write(socket, serializer, tuple);
    co_return ec;
}

} // namespace

asio::awaitable<void> serve_http(std::shared_ptr<connections> shared, tcp_socket socket)
{
    beast::flat_buffer buffer(limits::http_header_bytes + limits::http_body_bytes);
    for (;;)
    {
        request_type request;
        bool is_upgrade = false;
        {
            deadline until(*shared, socket);
            http::request_parser<http::string_body> parser;
            parser.header_limit(limits::http_header_bytes);
            parser.body_limit(limits::http_body_bytes);
            const auto [ec, size] = co_await http::async_read(socket, buffer, parser, tuple);
            if (ec == http::error::body_limit || ec == http::error::header_limit)
            {
                request.version(11);
                request.keep_alive(false);
                co_await write_answer(
                    socket, answer_of(refusal(413, "The request is too large.\n"), request));
                co_return;
            }
            if (ec)
                co_return;
            request = parser.release();
            is_upgrade = beast::websocket::is_upgrade(request);
            if (!is_upgrade)
            {
                until.pause();
                auto answer =
                    co_await shared->hooks.answer(plain(request, socket, shared->options.proxies));
                until.restart();
                const bool keeps = request.keep_alive() && !shared->draining;
                request.keep_alive(keeps);
                const auto failed =
                    co_await write_answer(socket, answer_of(std::move(answer), request));
                if (failed || !keeps)
                    co_return;
                continue;
            }
            const bool at_home = request.target() == shared->options.socket_path;
            const bool allowed = is_allowed_origin(*shared, request);
            if (!at_home || !allowed || !offers_subprotocol(*shared, request) || shared->draining)
            {
                const int status = !at_home ? 404 : !allowed ? 403 : shared->draining ? 503 : 400;
                request.keep_alive(false);
                co_await write_answer(
                    socket,
                    answer_of(refusal(status, "No socket here for this request.\n"), request));
                co_return;
            }
        }
        // The parser and its buffers end here; an idle socket must not carry them along.
        co_return start_web_socket(std::move(shared), std::move(socket), std::move(request));
    }
}

} // namespace switchback::net
