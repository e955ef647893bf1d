#include "bot/store/memory/responder_shelf.hpp"

namespace switchback::store {

using namespace port;

std::expected<responder_row, error>
responder_shelf::find_responder(const std::string& responder) const
{
    const auto found = responders_.find(responder);
    if (found == responders_.end())
        return fail(errc::not_found);
    return found->second;
}

std::expected<void, error>
responder_shelf::put_responder(responder_row row, std::uint64_t expect_last_step)
{
    const auto found = responders_.find(row.responder);
    if (found != responders_.end() && found->second.last_step != expect_last_step)
        return fail(errc::conflict);
    auto key = row.responder;
    responders_.insert_or_assign(std::move(key), std::move(row));
    return {};
}

void responder_shelf::drop_responder(const std::string& responder)
{
    responders_.erase(responder);
    drop_tickets(responder);
}

void responder_shelf::drop_tickets(const std::string& holder)
{
    std::erase_if(tickets_, [&](const auto& entry) { return entry.second.responder == holder; });
}

std::expected<void, error> responder_shelf::put_ticket(ticket_row row, std::int64_t now_ms)
{
    std::erase_if(tickets_, [&](const auto& entry) { return entry.second.until_ms < now_ms; });
    auto hash = row.hash;
    if (!tickets_.emplace(std::move(hash), std::move(row)).second)
        return fail(errc::conflict);
    return {};
}

std::expected<ticket_row, error>
responder_shelf::find_ticket(const std::string& hash, std::int64_t now_ms) const
{
    const auto found = tickets_.find(hash);
    if (found == tickets_.end() || found->second.until_ms < now_ms)
        return fail(errc::not_found);
    return found->second;
}

std::expected<ticket_row, error>
responder_shelf::take_ticket(const std::string& hash, std::int64_t now_ms)
{
    auto found = find_ticket(hash, now_ms);
    if (found)
        tickets_.erase(hash);
    return found;
}

} // namespace switchback::store
