#include "bot/base/limits.hpp"
#include "bot/clinic_parts.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/secret_file.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback {
namespace {

using flow::codes::bad_value;

// Paths are meant from where the file stands, as those of the configuration are.
std::filesystem::path path_of(const flow::yaml_value& from, flow::faults& into)
{
    const std::filesystem::path read = flow::word(from, "a file", into);
    return std::filesystem::path(into.tree().file).parent_path() / read;
}

std::string secret_of(const flow::yaml_value& from, flow::faults& into)
{
    auto read = read_secret(path_of(from, into));
    if (!read)
        into.error(bad_value, from, read.error().detail);
    return read.value_or("");
}

std::string ca_file_of(const flow::yaml_value* from, flow::faults& into)
{
    if (from == nullptr)
        return {};
    const auto file = path_of(*from, into);
    std::error_code ec;
    if (!std::filesystem::is_regular_file(file, ec))
        into.error(bad_value, *from, fmt::format("{} is not there", file.string()));
    return file.string();
}

bool is_webhook_name(std::string_view text) noexcept
{
    return !text.empty() && text.size() <= limits::responder_bytes &&
           std::ranges::all_of(text, [](char one) {
               return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') ||
                      (one >= '0' && one <= '9') || one == '-' || one == '_' || one == '.';
           });
}

void read_login(flow::fields& in, net::mail_server& to, flow::faults& into)
{
    const auto* login = in.find("login");
    const auto* password = in.find("password_file");
    if (login != nullptr)
        to.login = flow::word(*login, "`login`", into);
    if (login != nullptr && password == nullptr)
        into.error(bad_value, *login, "a login needs `password_file`");
    if (password != nullptr && login == nullptr)
        into.error(bad_value, *password, "a password needs `login`");
    if (password != nullptr)
        to.password = secret_of(*password, into);
}

void read_starttls(flow::fields& in, net::mail_server& to, flow::faults& into)
{
    const bool is_here = net::is_loopback_url(to.url);
    to.needs_starttls = !is_here;
    const auto* from = in.find("starttls");
    if (from == nullptr)
        return;
    to.needs_starttls = flow::yesno(*from, "`starttls`", into);
    if (!to.needs_starttls && !is_here && to.url.starts_with("smtp:"))
        into.error(
            bad_value, *from, "`starttls: false` is for a mail server on this machine alone");
}

} // namespace

const std::vector<flow::yaml_value>&
items_of(const flow::yaml_value* from, std::string_view what, flow::faults& into)
{
    static const std::vector<flow::yaml_value> none;
    if (from == nullptr)
        return none;
    if (from->is_sequence())
        return from->items;
    into.error(bad_value, *from, fmt::format("{} is a list", what));
    return none;
}

void read_mail(const flow::yaml_value& from, clinic_parts& to, flow::faults& into)
{
    flow::fields in(from, "`mail`", into);
    const auto* server = in.need("server");
    const auto* sender = in.need("from");
    const auto address = sender == nullptr
                             ? std::nullopt
                             : net::mail_address::from(flow::word(*sender, "`from`", into));
    if (sender != nullptr && !address)
        into.error(bad_value, *sender, "`from` is an e-mail address, such as page@clinic.example");
    // An address that stands for none, so that the other keys are read all the same.
    net::mail_server out{
        "", address.value_or(*net::mail_address::from("none@none.invalid")), "", "", "", true};
    if (server != nullptr)
    {
        out.url = flow::word(*server, "`server`", into);
        if (!net::is_mail_url(out.url))
            into.error(
                bad_value, *server,
                "`server` is smtps://HOST:465 or smtp://HOST:587, without a login or a path");
    }
    read_login(in, out, into);
    read_starttls(in, out, into);
    out.ca_file = ca_file_of(in.find("ca_file"), into);
    in.done();
    to.pagers.mail = std::move(out);
}

void read_webhooks(const flow::yaml_value* from, clinic_parts& to, flow::faults& into)
{
    for (const auto& item : items_of(from, "`webhooks`", into))
    {
        flow::fields in(item, "a webhook", into);
        pager::webhook_settings out;
        if (const auto* name = in.need("name"))
        {
            out.name = flow::word(*name, "`name`", into);
            if (!is_webhook_name(out.name))
                into.error(
                    bad_value, *name,
                    fmt::format(
                        "a webhook's name is 1 to {} letters, digits, `-`, `_` and `.`",
                        limits::responder_bytes));
            if (std::ranges::any_of(
                    to.pagers.webhooks, [&](const auto& one) { return one.name == out.name; }))
                into.error(bad_value, *name, fmt::format("there are two webhooks `{}`", out.name));
        }
        if (const auto* url = in.need("url"))
        {
            out.url = flow::word(*url, "`url`", into);
            if (!net::is_post_url(out.url))
                into.error(
                    bad_value, *url,
                    "`url` is https://..., without a login (http to this machine alone)");
        }
        if (const auto* secret = in.need("secret_file"))
        {
            const auto text = secret_of(*secret, into);
            const auto key = pager::key_of_secret(text);
            if (!text.empty() && !key)
                into.error(
                    bad_value, *secret,
                    "the secret is `whsec_` and the base64 of 24 to 64 random bytes");
            out.key = key.value_or("");
        }
        out.ca_file = ca_file_of(in.find("ca_file"), into);
        in.done();
        to.pagers.webhooks.push_back(std::move(out));
    }
}

} // namespace switchback
