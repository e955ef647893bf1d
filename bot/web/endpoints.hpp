// Every HTTP address of the server, as one table. Owned by the composition root; lives on the
// server's executor.
#pragma once

#include "bot/base/metrics.hpp"
#include "bot/net/http.hpp"
#include "bot/service/care.hpp"
#include "bot/service/case_desk.hpp"
#include "bot/service/conversations.hpp"
#include "bot/service/drills.hpp"
#include "bot/service/invites.hpp"
#include "bot/service/people_door.hpp"
#include "bot/service/sign_in.hpp"
#include "bot/web/protocol_page.hpp"

#include <boost/asio/awaitable.hpp>
#include <filesystem>
#include <functional>
#include <span>
#include <string_view>

namespace switchback::web {

/// What the endpoints tell about; outlives them.
struct endpoint_context
{
    service::conversations& talks;
    const service::flow_shelf& flows;
    const port::store& store;
    const metrics& counts;
    std::function<std::size_t()> sockets;
    const service::clinic_board& clinic;
    std::filesystem::path web_folder; // empty: the compiled-in files
    bool is_draining = false;
    std::string practice_name; // as the public page says it
    std::string practice_slug; // as the chat page names it in its hello
    // Null where nobody signs in (tests of other parts).
    service::sign_in* sign_in = nullptr;
    service::case_desk* desk = nullptr;
    const clock* time = nullptr;             // that of all of them
    const service::drills* drills = nullptr; // knows how the channels are
    service::people* people = nullptr;
    service::people_door* people_door = nullptr;
    service::invites* invites = nullptr;
    service::care* care = nullptr;
};

/// One row of the table: the documentation and the router read it.
struct endpoint
{
    std::string_view method;
    std::string_view path; // `{name}` stands for one segment
    std::string_view about;
    boost::asio::awaitable<net::http_response> (*answer)(
        const endpoint_context& in, const net::http_request& request);
};

[[nodiscard]] std::span<const endpoint> endpoints();

/// Answers a request from the table, else from the page's files, else 404. Never throws.
[[nodiscard]] boost::asio::awaitable<net::http_response>
answer(const endpoint_context& in, net::http_request request);

} // namespace switchback::web
