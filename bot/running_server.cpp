#include "bot/running_server.hpp"

#include "bot/base/log.hpp"
#include "bot/clinic_file.hpp"
#include "bot/clinic_post.hpp"

#include <iostream>

namespace switchback {
namespace {

service::practice practice_of(const config& with)
{
    return {
        id{}, with.practice_name, with.practice_open, with.say_per_10s, with.visitors_are_clients};
}

} // namespace

running_server::running_server(
    const config& with, crypto::master_key master, flow::loaded_library loaded,
    boost::asio::io_context& on, std::unique_ptr<port::store> opened)
    : key(std::move(master)), shelf(std::move(loaded.made)), store(std::move(opened)),
      talks(parts_for(with)), timers(talks, time, counts, on.get_executor()),
      outbox(talks, *store, clinic, time, counts, on.get_executor()), desk(talks, *store),
      drills(talks, parts_for(with), on.get_executor()),
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

service::parts running_server::parts_for(const config& with)
{
    return {*store, shelf, key, time, random, counts, practice_of(with), clinic};
}

void open_door(running_server& in, const config& with, boost::asio::io_context& on)
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

void print_faults(const flow::loaded_library& loaded)
{
    for (const auto& one : loaded.found)
        if (one.level == flow::severity::error)
            std::cerr << flow::to_line(one) << '\n';
    for (const auto& flow_id : loaded.left_out)
        std::cerr << "switchback: flow " << flow_id << " is not served until this is mended\n";
}

void publish(running_server& in, flow::loaded_library loaded)
{
    const bool faulty = flow::has_errors(loaded.found);
    in.counts.count(faulty ? metric::flow_reload_faults : metric::flow_reloads);
    print_faults(loaded);
    const auto kept = in.shelf.publish(std::move(loaded.made), loaded.left_out);
    log(faulty ? log_level::warning : log_level::info, "flows_read",
        {{"flows", static_cast<std::int64_t>(in.shelf.served().size())},
         {"kept_as_before", static_cast<std::int64_t>(kept)}});
}

std::expected<void, error> post_clinic(running_server& in, const std::filesystem::path& file)
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

boost::asio::awaitable<void> read_clinic_again(running_server& in, std::filesystem::path file)
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

} // namespace switchback
