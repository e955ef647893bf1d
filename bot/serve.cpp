#include "bot/serve.hpp"

#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"
#include "bot/cases_command.hpp"
#include "bot/clinic_post.hpp"
#include "bot/control_socket.hpp"
#include "bot/crypto/master_key.hpp"
#include "bot/flow_watch.hpp"
#include "bot/folder_alone.hpp"
#include "bot/net/server.hpp"
#include "bot/people_command.hpp"
#include "bot/responder_command.hpp"
#include "bot/service/case_desk.hpp"
#include "bot/service/conversations.hpp"
#include "bot/service/drills.hpp"
#include "bot/service/link_post.hpp"
#include "bot/service/outbox.hpp"
#include "bot/service/timers.hpp"
#include "bot/store/sqlite/sqlite_store.hpp"
#include "bot/web/chat_socket.hpp"
#include "bot/web/endpoints.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <fmt/format.h>
#include <iostream>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace switchback {
namespace {

namespace asio = boost::asio;
constexpr auto tuple = asio::as_tuple(asio::use_awaitable);

int refuse(std::string_view why)
{
    std::cerr << "switchback: " << why << '\n';
    return 1;
}

// A core dump would hold clients' words, and the default of 1,024 files holds 1,000 clients.
void harden_process()
{
    ::prctl(PR_SET_DUMPABLE, 0);
    ::umask(077); // what is written is nobody else's to read
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) == 0)
    {
        files.rlim_cur = files.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &files);
    }
}

void print_faults(const flow::loaded_library& loaded)
{
    for (const auto& one : loaded.found)
        if (one.level == flow::severity::error)
            std::cerr << flow::to_line(one) << '\n';
    for (const auto& flow_id : loaded.left_out)
        std::cerr << "switchback: flow " << flow_id << " is not served until this is mended\n";
}

service::practice practice_of(const config& with)
{
    return {
        id{}, with.practice_name, with.practice_open, with.say_per_10s, with.visitors_are_clients};
}

// Everything of a running server, in the order it must be taken down.
struct running
{
    running(
        const config& with, crypto::master_key master, flow::loaded_library loaded,
        asio::io_context& on, std::unique_ptr<port::store> opened)
        : key(std::move(master)), shelf(std::move(loaded.made)), store(std::move(opened)),
          talks({*store, shelf, key, time, random, counts, practice_of(with), clinic}),
          timers(talks, time, counts, on.get_executor()),
          outbox(talks, *store, clinic, time, counts, on.get_executor()), desk(talks, *store),
          drills(
              talks, {*store, shelf, key, time, random, counts, practice_of(with), clinic},
              on.get_executor()),
          links(clinic, time, random, on.get_executor()), chat{talks,
                                                               shelf,
                                                               time,
                                                               counts,
                                                               practice_of(with),
                                                               with.practice_slug,
                                                               to_string(store->log_id()),
                                                               clinic},
          pages{
              talks,
              shelf,
              *store,
              counts,
              [this] { return server ? server->sockets() : 0; },
              clinic,
              with.web_folder,
              false,
              with.practice_name,
              with.practice_slug}
    {}

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
};

// Links name the port that was bound, so the door opens after the server listens.
void open_door(running& in, const config& with, asio::io_context& on)
{
    auto address = address_of(with, in.server->port());
    const bool may_leave = port::page_link::from(address).has_value();
    if (!may_leave)
        std::cerr << "switchback: sign-in links leave by an administrator's hand alone until `url` "
                     "says the https:// address of this server\n";
    in.door = std::make_unique<service::sign_in>(service::sign_in_parts{
        *in.store, in.key, in.time, with.practice_name, std::move(address),
        [&in](std::string_view typed) { return in.links.find(typed); },
        [&in](const service::known_responder& to, private_text link) {
            in.links.send(to, std::move(link));
        },
        [&in, may_leave] { return may_leave && in.links.can_send(); }});
    in.passwords = std::make_unique<service::password_work>(on.get_executor());
    in.people = std::make_unique<service::people>(service::people_parts{
        *in.store, in.key, in.time, in.random, id{}, with.practice_name,
        address_of(with, in.server->port())});
    in.people_door = std::make_unique<service::people_door>(*in.people, *in.passwords);
    in.invites = std::make_unique<service::invites>(*in.people, &in.talks);
    in.care = std::make_unique<service::care>(*in.people, in.talks);
    in.pages.care = in.care.get();
    in.pages.people = in.people.get();
    in.pages.people_door = in.people_door.get();
    in.pages.invites = in.invites.get();
    in.pages.sign_in = in.door.get();
    in.pages.desk = &in.desk;
    in.pages.time = &in.time;
    in.pages.drills = &in.drills;
}

// A closed practice without anybody who can invite lets nobody in.
asio::awaitable<void> look_for_owner(running& in)
{
    const auto all = co_await in.people->list();
    if (all && all->empty())
        std::cerr << "switchback: the practice is closed and has no owner yet, so nobody can be "
                     "invited. Run: switchback admin init\n";
}

void publish(running& in, flow::loaded_library loaded)
{
    const bool faulty = flow::has_errors(loaded.found);
    in.counts.count(faulty ? metric::flow_reload_faults : metric::flow_reloads);
    print_faults(loaded);
    // A flow that does not read keeps being served as it last did.
    const auto kept = in.shelf.publish(std::move(loaded.made), loaded.left_out);
    log(faulty ? log_level::warning : log_level::info, "flows_read",
        {{"flows", static_cast<std::int64_t>(in.shelf.served().size())},
         {"kept_as_before", static_cast<std::int64_t>(kept)}});
}

// What is wrong with a new file leaves the clinic as it was; nobody loses their cover to a typo.
std::expected<void, error> post_clinic(running& in, const std::filesystem::path& file)
{
    if (file.empty())
        return {};
    const auto read = read_clinic(file);
    if (!read)
        return std::unexpected(read.error());
    in.clinic.post(post_of(*read, in.calls));
    for (const auto& doubt : read->doubts)
        std::cerr << "switchback: " << doubt << '\n';
    return {};
}

asio::awaitable<void> read_clinic_again(running& in, std::filesystem::path file)
{
    if (const auto posted = post_clinic(in, file); !posted)
    {
        std::cerr << "switchback: " << posted.error().detail << " (the clinic stays as it was)\n";
        log(log_level::error, "clinic_not_read", {{"code", posted.error().code}});
        co_return;
    }
    log(log_level::info, "clinic_read");
    in.drills.look_again();
    co_await in.desk.look_again();
}

asio::awaitable<void> run_until_signal(
    running& in, asio::io_context& on, const config& with, flow_watch& watch,
    asio::signal_set& signals)
{
    for (;;)
    {
        const auto [ec, number] = co_await signals.async_wait(tuple);
        if (ec)
            co_return;
        if (number != SIGHUP)
            break;
        watch.look_now();
        co_await read_clinic_again(in, with.clinic_file);
    }
    log(log_level::info, "draining");
    in.pages.is_draining = true;
    in.timers.stop();
    in.outbox.stop();
    in.drills.stop();
    in.links.stop();
    in.control->stop();
    const auto until = in.time.steady_ms() + limits::drain_ms;
    co_await in.server->drain();
    co_await in.outbox.drain(until - in.time.steady_ms());
    in.store->stop_writes();
    on.stop();
}

} // namespace

int serve(const config& with)
{
    harden_process();
    auto key = open_or_make_key(with.data);
    if (!key)
        return refuse(key.error().detail);
    auto loaded = load_flows(with.flows);
    if (!loaded)
        return refuse(loaded.error().detail);
    print_faults(*loaded);
    if (loaded->made->published().empty())
        return refuse(fmt::format(
            "no flow can be served from {}. Run: switchback check {}", with.flows.string(),
            with.flows.string()));

    asio::io_context on(1);
    store::sqlite_options where;
    where.folder = with.data;
    auto store = store::open_sqlite_store(where, on.get_executor());
    if (!store)
        return refuse(store.error().detail);
    running in(with, std::move(*key), std::move(*loaded), on, std::move(*store));
    if (const auto posted = post_clinic(in, with.clinic_file); !posted)
        return refuse(posted.error().detail);
    if (!in.clinic.has_responders())
        std::cerr << "switchback: no responder is configured: a person at risk is shown the "
                     "country's lines and told that no one here is reached. See "
                     "deploy/clinic.example.yaml\n";

    net::server_hooks hooks;
    hooks.answer = [&in](net::http_request request) {
        return web::answer(in.pages, std::move(request));
    };
    hooks.adopt = [&in](net::socket& over) { return web::make_chat_socket(over, in.chat); };
    net::server_options options;
    options.address = with.address;
    options.port = with.port;
    options.origins = with.origins;
    options.proxies = with.proxies;
    auto server = net::server::listen(on, std::move(options), std::move(hooks));
    if (!server)
        return refuse(
            fmt::format("cannot listen: {}. Choose another --port", server.error().detail));
    in.server = std::move(*server);
    open_door(in, with, on);
    auto knows = responder_controls(*in.door);
    knows.merge(case_controls({in.talks, *in.store, in.time, with.practice_name, [&in] {
                                   const auto& clinic = in.clinic.now();
                                   return clinic ? clinic->zone : std::string();
                               }}));
    knows.merge(people_controls(*in.people, *in.invites));
    auto control = control_socket::listen(on, with.data, std::move(knows));
    if (!control)
        return refuse(fmt::format(
            "cannot listen on {}/control.sock: {}", with.data.string(), control.error().detail));
    in.control = std::move(*control);
    in.server->start();
    in.timers.start();
    in.outbox.start();
    in.drills.start();
    asio::co_spawn(on, in.desk.look_again(), [](std::exception_ptr fault) {
        if (fault)
            log(log_level::error, "cases_not_looked_at");
    });
    if (!with.practice_open)
        asio::co_spawn(on, look_for_owner(in), [](std::exception_ptr) {});
    flow_watch watch(with.flows, on.get_executor(), [&in](flow::loaded_library next) {
        publish(in, std::move(next));
    });
    // Listened for before anybody is told that the server is ready.
    asio::signal_set signals(on, SIGTERM, SIGINT, SIGHUP);
    asio::co_spawn(on, run_until_signal(in, on, with, watch, signals), [](std::exception_ptr) {});

    std::cout << fmt::format("Switchback is ready: http://{}:{}/", with.address, in.server->port())
              << std::endl;
    on.run();
    return 0;
}

} // namespace switchback
