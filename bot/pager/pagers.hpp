// The pagers of a practice, by the channels its people are reached by. Made by the composition root
// from the practice's settings, with the `transfers` they use; any thread.
#pragma once

#include "bot/net/transfers.hpp"
#include "bot/pager/webhook.hpp"
#include "bot/port/pager.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace switchback::pager {

enum class channel_kind : std::uint8_t
{
    email,
    webhook
};

/// One way to a person: an e-mail address, or the name of a webhook.
struct channel
{
    channel_kind kind = channel_kind::email;
    std::string address;
    bool operator==(const channel&) const = default;
};

struct pager_settings
{
    std::optional<net::mail_server> mail;
    std::vector<webhook_settings> webhooks;
};

/// By `email` and `webhook:NAME`: what an operator reads of a probe that failed.
using pager_map = std::map<std::string, std::unique_ptr<port::pager>, std::less<>>;

/// One pager for the mail server, one for each webhook; of two with one name the first.
[[nodiscard]] pager_map make_pagers(const pager_settings& from, net::transfers& over);

/// The pager of that channel, or null; its recipient is `channel::address`.
[[nodiscard]] port::pager* find_pager(const pager_map& among, const channel& by) noexcept;

} // namespace switchback::pager
