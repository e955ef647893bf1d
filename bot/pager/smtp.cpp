#include "bot/pager/smtp.hpp"

#include "bot/base/clock.hpp"
#include "bot/pager/mail_text.hpp"

namespace switchback::pager {

using port::page_fault;

namespace {

std::unexpected<port::page_failure> no_address()
{
    return std::unexpected(
        port::page_failure{page_fault::refused, "the responder has no valid e-mail address", 0});
}

} // namespace

std::expected<port::receipt, port::page_failure> mail_outcome(const net::transfer_result& ended)
{
    using net::transfer_end;
    const auto code = ended.code;
    const auto failed = [code](page_fault kind, std::string_view why) {
        return std::unexpected(port::page_failure{kind, why, code});
    };
    const bool is_no = code >= 500 && code < 600;
    const bool is_later = code >= 400 && code < 500;
    switch (ended.end)
    {
    case transfer_end::done:
        return port::receipt::accepted;
    case transfer_end::bad_call:
        return failed(page_fault::refused, "the mail server's settings are not allowed");
    case transfer_end::busy:
        return failed(page_fault::not_sent, "too many pages are under way");
    case transfer_end::no_connection:
        return failed(page_fault::not_sent, "the mail server cannot be reached");
    case transfer_end::bad_certificate:
        return failed(page_fault::refused, "the mail server's certificate is not valid");
    case transfer_end::no_tls:
        return is_later ? failed(page_fault::not_sent, "the mail server says: no TLS now")
                        : failed(page_fault::refused, "the mail server does not offer STARTTLS");
    case transfer_end::login_denied:
        return is_no ? failed(page_fault::refused, "the mail server denies login and password")
                     : failed(page_fault::not_sent, "the mail server says: no login now");
    case transfer_end::broken:
    case transfer_end::too_long:
        // A connection that ends leaves the code of the reply before: a yes, or 354.
        if (is_no)
            return failed(page_fault::refused, "the mail server refuses address or message");
        if (is_later)
            return failed(page_fault::not_sent, "the mail server says: later");
        break;
    case transfer_end::timed_out:
    case transfer_end::cancelled:
        break;
    }
    if (ended.has_left)
        return failed(page_fault::unknown, "the mail server has not said that it took it");
    if (ended.end == transfer_end::timed_out)
        return failed(page_fault::not_sent, "the mail server did not answer in time");
    if (ended.end == transfer_end::cancelled)
        return failed(page_fault::not_sent, "the server is stopping");
    return failed(page_fault::not_sent, "the connection to the mail server ended");
}

boost::asio::awaitable<std::expected<port::receipt, port::page_failure>>
smtp::send(port::page what, port::recipient whom, std::int64_t within_ms)
{
    auto to = net::mail_address::from(whom.address);
    if (!to)
        co_return no_address();
    const auto now_ms = system_clock().now_ms();
    auto message = write_mail(what, server_.from, *to, whom.language, now_ms);
    net::mail_call call{server_, std::move(*to), std::move(message)};
    const auto ended = co_await over_.mail(std::move(call), within_ms);
    co_return mail_outcome(ended);
}

boost::asio::awaitable<std::expected<port::receipt, port::page_failure>>
smtp::send_link(port::link_notice what, port::recipient whom, std::int64_t within_ms)
{
    auto to = net::mail_address::from(whom.address);
    if (!to)
        co_return no_address();
    const auto now_ms = system_clock().now_ms();
    auto message = write_link_mail(what, server_.from, *to, whom.language, now_ms);
    net::mail_call call{server_, std::move(*to), std::move(message)};
    const auto ended = co_await over_.mail(std::move(call), within_ms);
    co_return mail_outcome(ended);
}

boost::asio::awaitable<std::expected<void, port::page_failure>> smtp::probe(std::int64_t within_ms)
{
    const auto ended = co_await over_.look_at(server_, within_ms);
    const auto outcome = mail_outcome(ended);
    if (!outcome)
        co_return std::unexpected(outcome.error());
    co_return std::expected<void, port::page_failure>{};
}

} // namespace switchback::pager
