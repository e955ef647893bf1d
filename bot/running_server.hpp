// The parts of a running server, and what happens to them while it runs: new flows, new settings of
// the clinic, the responders' door. Owned by `serve`; one thread, that of its executor.
#pragma once

#include "bot/config.hpp"
#include "bot/control_socket.hpp"
#include "bot/core/flow/library.hpp"
#include "bot/crypto/master_key.hpp"
#include "bot/net/server.hpp"
#include "bot/net/transfers.hpp"
#include "bot/service/care.hpp"
#include "bot/service/case_desk.hpp"
#include "bot/service/conversations.hpp"
#include "bot/service/drills.hpp"
#include "bot/service/invites.hpp"
#include "bot/service/link_post.hpp"
#include "bot/service/outbox.hpp"
#include "bot/service/people.hpp"
#include "bot/service/people_door.hpp"
#include "bot/service/sign_in.hpp"
#include "bot/service/timers.hpp"
#include "bot/web/chat_socket.hpp"
#include "bot/web/endpoints.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <memory>

namespace switchback {

/// Everything of a running server, in the order it must be taken down. It neither listens nor
/// starts anything by itself.
struct running_server
{
    running_server(
        const config& with, crypto::master_key master, flow::loaded_library loaded,
        boost::asio::io_context& on, std::unique_ptr<port::store> opened);

    system_clock time;
    secure_random random;
    metrics counts;
    crypto::master_key key;
    service::flow_shelf shelf;
    std::unique_ptr<port::store> store;
    net::transfers calls;
    service::clinic_board clinic;
    service::conversations talks;
    service::timers timers;
    service::outbox outbox;
    service::case_desk desk;
    service::drills drills;
    service::link_post links;
    web::chat_context chat;
    web::endpoint_context pages;
    std::unique_ptr<service::sign_in> door;
    std::unique_ptr<service::password_work> passwords;
    std::unique_ptr<service::people> people;
    std::unique_ptr<service::people_door> people_door;
    std::unique_ptr<service::invites> invites;
    std::unique_ptr<service::care> care;
    std::unique_ptr<net::server> server;
    std::unique_ptr<control_socket> control;

private:
    [[nodiscard]] service::parts parts_for(const config& with);
};

/// Lets responders and the people of the practice sign in. Links name the port that was bound, so
/// this comes after the server listens.
void open_door(running_server& in, const config& with, boost::asio::io_context& on);

/// Writes what is wrong with the flows, a line each, to standard error.
void print_faults(const flow::loaded_library& loaded);

/// Serves flows that were read again; one that does not read keeps being served as it last did.
void publish(running_server& in, flow::loaded_library loaded);

/// Serves the clinic of that file; without a name of a file, nothing. What is wrong with a new file
/// is the error and leaves the clinic as it was: nobody loses their cover to a typo.
[[nodiscard]] std::expected<void, error>
post_clinic(running_server& in, const std::filesystem::path& file);

/// The same for a server that runs: what is wrong is written and logged, and every open case looks
/// again at who is there.
[[nodiscard]] boost::asio::awaitable<void>
read_clinic_again(running_server& in, std::filesystem::path file);

} // namespace switchback
