#include "bot/pager/pagers.hpp"

#include "bot/pager/smtp.hpp"

namespace switchback::pager {
namespace {

constexpr std::string_view mail_name = "email";

std::string webhook_name(const std::string& name)
{
    return "webhook:" + name;
}

} // namespace

pager_map make_pagers(const pager_settings& from, net::transfers& over)
{
    pager_map out;
    if (from.mail)
        out.emplace(mail_name, std::make_unique<smtp>(over, *from.mail));
    for (const auto& one : from.webhooks)
        out.emplace(webhook_name(one.name), std::make_unique<webhook>(over, one));
    return out;
}

port::pager* find_pager(const pager_map& among, const channel& by) noexcept
{
    const auto found = by.kind == channel_kind::email ? among.find(mail_name)
                                                      : among.find(webhook_name(by.address));
    return found == among.end() ? nullptr : found->second.get();
}

} // namespace switchback::pager
