#include "bot/people_flags.hpp"

#include "bot/people_command.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <unistd.h>

namespace switchback {
namespace {

constexpr const char* about_admin =
    "The first account of a practice: its owner.\n"
    "\n"
    "  switchback admin init --config FILE          prints a link that works once, for a day\n"
    "  switchback admin init --config FILE --again  a new link for an owner who is there already\n"
    "\n"
    "By the link the owner sets name, password and authenticator app. --again is for an owner who\n"
    "lost them: it ends their sessions and earlier links, and the log tells of it.\n"
    "\n"
    "Asks the running server, or works on the data folder itself when none runs.\n"
    "\n"
    "Exit codes: 0 done; 1 refused (the reason is on standard error); 2 wrong usage.";

constexpr const char* about_people =
    "The people of the practice: who they are, adding somebody, switching somebody off.\n"
    "\n"
    "  switchback people                                          lists them\n"
    "  switchback people add meier --name \"Dr Meier\" --roles therapist,responder\n"
    "  switchback people link meier        a new link to set up: a lost phone or password\n"
    "  switchback people disable meier     ends sign-in, sessions and links at once\n"
    "\n"
    "Roles: owner, therapist, responder, author, auditor. A link works once, for a day: hand it "
    "over\n"
    "in person or by a way you trust. The log tells of each of these.\n"
    "\n"
    "Exit codes: 0 done; 1 refused (the reason is on standard error); 2 wrong usage.";

constexpr const char* about_invite =
    "Makes an invite for one client: a code to type and a link, good once and for two weeks.\n"
    "\n"
    "  switchback invite\n"
    "  switchback invite --therapist meier --label \"Tuesday, 10\"\n"
    "\n"
    "The client says yes to the clinic by its name; then the therapist confirms who took it. At a\n"
    "terminal a QR code of the link is drawn. The label is for the therapist, and sealed.\n"
    "\n"
    "Exit codes: 0 done; 1 refused (the reason is on standard error); 2 wrong usage.";

void add_place(CLI::App& to, people_flags& into)
{
    to.add_option("--config", into.file, "Settings in YAML, as for serve");
    to.add_option("--data", into.data, "Data folder (.data)");
}

std::optional<config> settings_of(const people_flags& flags)
{
    config out;
    if (!flags.file.empty())
    {
        auto read = read_config(flags.file);
        if (!read)
        {
            std::cerr << "switchback: " << read.error().detail << '\n';
            return std::nullopt;
        }
        out = std::move(*read);
    }
    if (flags.data)
        out.data = *flags.data;
    return out;
}

int run_one(const CLI::App& people, const config& with, const people_flags& flags)
{
    if (people.got_subcommand("add"))
        return people_add(with, flags.handle, flags.name, flags.roles, std::cout, std::cerr);
    if (people.got_subcommand("link"))
        return people_link(with, flags.handle, std::cout, std::cerr);
    if (people.got_subcommand("disable"))
        return people_disable(with, flags.handle, std::cout, std::cerr);
    return people_list(with, std::cout, std::cerr);
}

} // namespace

void add_people(CLI::App& app, people_flags& into)
{
    auto* admin = app.add_subcommand("admin", about_admin);
    admin->require_subcommand(1);
    auto* init = admin->add_subcommand("init", "Print the owner's link");
    add_place(*init, into);
    init->add_flag("--again", into.again, "Also when there is an owner");

    auto* people = app.add_subcommand("people", about_people);
    people->require_subcommand(0, 1);
    add_place(*people, into);
    auto* list = people->add_subcommand("list", "Everybody, without anything secret");
    auto* add = people->add_subcommand("add", "Add somebody and print their link");
    auto* link = people->add_subcommand("link", "Print a new link for somebody");
    auto* disable = people->add_subcommand("disable", "Switch somebody off");
    add_place(*list, into);
    for (auto* one : {add, link, disable})
    {
        one->add_option("handle", into.handle, "What they sign in as")->required();
        add_place(*one, into);
    }
    add->add_option("--name", into.name, "As clients read it")->required();
    add->add_option("--role,--roles", into.roles, "With commas between them (therapist)");

    auto* invite = app.add_subcommand("invite", about_invite);
    invite->add_option("--therapist", into.therapist, "Whose; may be left out where there is one");
    invite->add_option("--label", into.label, "By which the therapist knows whom it is for");
    invite->add_flag("--qr", into.draws, "Draw the QR code also when this is no terminal");
    add_place(*invite, into);
}

std::optional<int> run_people(const CLI::App& app, const people_flags& flags)
{
    const auto* asked = app.get_subcommand("people");
    const bool invites = app.got_subcommand("invite");
    const bool begins = app.got_subcommand("admin");
    if (!asked->parsed() && !invites && !begins)
        return std::nullopt;
    const auto with = settings_of(flags);
    if (!with)
        return 1;
    if (begins)
        return admin_init(*with, flags.again, std::cout, std::cerr);
    if (!invites)
        return run_one(*asked, *with, flags);
    const bool draws = flags.draws || ::isatty(STDOUT_FILENO) == 1;
    return make_invite(*with, flags.therapist, flags.label, draws, std::cout, std::cerr);
}

} // namespace switchback
