#include "bot/serve.hpp"

#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"
#include "bot/cases_command.hpp"
#include "bot/flow_watch.hpp"
#include "bot/folder_alone.hpp"
#include "bot/people_command.hpp"
#include "bot/responder_command.hpp"
#include "bot/running_server.hpp"
#include "bot/store/sqlite/sqlite_store.hpp"

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

// A closed practice without anybody who can invite lets nobody in.
asio::awaitable<void> look_for_owner(running_server& in)
{
    const auto all = co_await in.people->list();
    if (all && all->empty())
        std::cerr << "switchback: the practice is closed and has no owner yet, so nobody can be "
                     "invited. Run: switchback admin init\n";
}

asio::awaitable<void> run_until_signal(
    running_server& in, asio::io_context& on, const config& with, flow_watch& watch,
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
    running_server in(with, std::move(*key), std::move(*loaded), on, std::move(*store));
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
    asio::co_spawn(
        on, run_until_signal(in, on, with, watch, signals), [](std::exception_ptr fault) {
            if (fault)
                std::rethrow_exception(fault); // a server that hears no signal must not go on
        });

    std::cout << fmt::format("Switchback is ready: http://{}:{}/", with.address, in.server->port())
              << std::endl;
    on.run();
    return 0;
}

} // namespace switchback
