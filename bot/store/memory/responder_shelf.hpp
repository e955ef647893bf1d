// How the memory store keeps responders' sign-in and tickets. Owned by the store and used under its
// lock.
#pragma once

#include "bot/port/store.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace switchback::store {

class responder_shelf
{
public:
    /// All as the port's.
    [[nodiscard]] std::expected<port::responder_row, error>
    find_responder(const std::string& responder) const;
    [[nodiscard]] std::expected<void, error>
    put_responder(port::responder_row row, std::uint64_t expect_last_step);
    void drop_responder(const std::string& responder);
    void drop_tickets(const std::string& holder);
    [[nodiscard]] std::expected<void, error> put_ticket(port::ticket_row row, std::int64_t now_ms);
    [[nodiscard]] std::expected<port::ticket_row, error>
    find_ticket(const std::string& hash, std::int64_t now_ms) const;
    [[nodiscard]] std::expected<port::ticket_row, error>
    take_ticket(const std::string& hash, std::int64_t now_ms);

private:
    std::map<std::string, port::responder_row> responders_;
    std::map<std::string, port::ticket_row> tickets_; // by hash
};

} // namespace switchback::store
