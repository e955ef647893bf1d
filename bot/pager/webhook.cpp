#include "bot/pager/webhook.hpp"

#include "bot/base/clock.hpp"
#include "bot/base/limits.hpp"
#include "bot/base/random.hpp"
#include "bot/net/signature.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace switchback::pager {
namespace {

using port::page_fault;

bool says_delivered(const std::string& body)
{
    const auto read = nlohmann::json::parse(body, nullptr, false);
    if (!read.is_object())
        return false;
    const auto at = read.find("delivered");
    return at != read.end() && at->is_boolean() && at->get<bool>();
}

} // namespace

std::optional<std::string> key_of_secret(std::string_view secret)
{
    constexpr std::string_view prefix = "whsec_";
    if (!secret.starts_with(prefix))
        return std::nullopt;
    auto key = net::from_base64(secret.substr(prefix.size()));
    if (!key || key->size() < 24 || key->size() > 64) // fixed by the specification
        return std::nullopt;
    return key;
}

std::string
sign(std::string_view key, std::string_view message_id, std::int64_t at_s, std::string_view body)
{
    const auto text = fmt::format("{}.{}.{}", message_id, at_s, body);
    return "v1," + net::to_base64(net::hmac_sha256(key, text));
}

std::string write_body(const port::page& what)
{
    return nlohmann::json{
        {"type", what.form == port::page_form::page ? "page" : "notice"},
        {"clinic", what.clinic.text()},
        {"urgency", escalation::name_of(what.urgency)},
        {"case", what.reference.text()},
        {"link", what.link.text()},
        {"drill", what.is_drill}}
        .dump();
}

std::expected<port::receipt, port::page_failure> webhook_outcome(const net::transfer_result& ended)
{
    using net::transfer_end;
    const auto code = ended.code;
    const auto failed = [code](page_fault kind, std::string_view why) {
        return std::unexpected(port::page_failure{kind, why, code});
    };
    switch (ended.end)
    {
    case transfer_end::done:
    case transfer_end::too_long:
        if (code >= 200 && code < 300)
            return ended.end == transfer_end::done && says_delivered(ended.body)
                       ? port::receipt::delivered
                       : port::receipt::accepted;
        if (code == 408 || code == 425 || code == 429 || code >= 500)
            return failed(page_fault::not_sent, "the webhook says: later");
        if (code >= 300 && code < 400)
            return failed(page_fault::refused, "the webhook has moved; set its new address");
        return failed(page_fault::refused, "the webhook refuses the page");
    case transfer_end::bad_call:
        return failed(page_fault::refused, "the webhook's address is not allowed");
    case transfer_end::busy:
        return failed(page_fault::not_sent, "too many pages are under way");
    case transfer_end::bad_certificate:
        return failed(page_fault::refused, "the webhook's certificate is not valid");
    case transfer_end::no_connection:
    case transfer_end::no_tls:
    case transfer_end::login_denied:
        return failed(page_fault::not_sent, "the webhook cannot be reached");
    case transfer_end::broken:
    case transfer_end::timed_out:
    case transfer_end::cancelled:
        break;
    }
    if (ended.has_left)
        return failed(page_fault::unknown, "the webhook has not answered");
    return failed(page_fault::not_sent, "the webhook cannot be reached");
}

net::http_call webhook::signed_call(std::string message_id, std::string body) const
{
    const auto at_s = system_clock().now_ms() / 1000;
    auto signature = sign(settings_.key, message_id, at_s, body);
    return {
        settings_.url,
        {{"content-type", "application/json"},
         {"webhook-id", std::move(message_id)},
         {"webhook-timestamp", fmt::format("{}", at_s)},
         {"webhook-signature", std::move(signature)}},
        std::move(body),
        settings_.ca_file};
}

boost::asio::awaitable<std::expected<port::receipt, port::page_failure>>
webhook::send(port::page what, port::recipient whom, std::int64_t within_ms)
{
    if (whom.address != settings_.name)
        co_return std::unexpected(
            port::page_failure{page_fault::refused, "there is no webhook of that name", 0});
    auto call = signed_call(to_string(what.key), write_body(what));
    const auto ended = co_await over_.post(std::move(call), within_ms);
    co_return webhook_outcome(ended);
}

boost::asio::awaitable<std::expected<port::receipt, port::page_failure>>
webhook::send_link(port::link_notice, port::recipient, std::int64_t)
{
    co_return std::unexpected(
        port::page_failure{page_fault::refused, "a webhook is nobody's mailbox", 0});
}

boost::asio::awaitable<std::expected<void, port::page_failure>>
webhook::probe(std::int64_t within_ms)
{
    // A receiver drops what it has seen: each probe is a message of its own.
    secure_random chance;
    const auto key = make_id(system_clock().now_ms(), chance.next(), chance.next());
    auto call = signed_call(to_string(key), nlohmann::json{{"type", "probe"}}.dump());
    const auto ended = co_await over_.post(std::move(call), within_ms);
    const auto outcome = webhook_outcome(ended);
    if (!outcome)
        co_return std::unexpected(outcome.error());
    co_return std::expected<void, port::page_failure>{};
}

} // namespace switchback::pager
