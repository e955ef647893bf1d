// The composition root and command line: the only file that names every part together.
#include "bot/audit.hpp"
#include "bot/author/check.hpp"
#include "bot/author/screen.hpp"
#include "bot/author/talk.hpp"
#include "bot/author/test.hpp"
#include "bot/cases_flags.hpp"
#include "bot/config.hpp"
#include "bot/people_flags.hpp"
#include "bot/responder_command.hpp"
#include "bot/serve.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <optional>
#include <string>
#include <unistd.h>

namespace {

using switchback::config;

constexpr const char* about =
    "Switchback: guided reflection for people in therapy.\n"
    "\n"
    "A clinician writes a reflection as a YAML file; a client walks through it, one message at a\n"
    "time, in a web page or a terminal. No language model: every sentence was written by a "
    "person.\n"
    "\n"
    "Examples:\n"
    "  switchback serve --config deploy/config.example.yaml\n"
    "  switchback check flows\n"
    "  switchback test flows\n"
    "  switchback talk setback-check-in\n"
    "  switchback screen --jsonl messages.jsonl\n"
    "  switchback audit verify --data .data\n"
    "  switchback admin init --config settings.yaml\n"
    "  switchback invite --therapist meier\n"
    "  switchback responder link meier\n"
    "  switchback cases report --year 2026\n"
    "  switchback cases export 7K2M9QXA --out case.html\n"
    "\n"
    "Exit codes: 0 done; 1 refused or failed (the reason is on standard error); 2 wrong usage.";

constexpr const char* about_serve =
    "Serves the chat page, the WebSocket and the HTTP addresses until SIGTERM or SIGINT.\n"
    "\n"
    "Keeps everything in one data folder, which only one process may hold. The folder's "
    "master.key\n"
    "(mode 0400, made at the first start) seals every client's words: back it up apart from the\n"
    "database, and never lose it. SIGHUP reads the flows again; a broken file leaves the last "
    "good\n"
    "one serving and says where it is wrong. Flags win over the config file.";

constexpr const char* about_check =
    "Reads a flow folder and says what is wrong or doubtful in it: file:line:column, a stable "
    "code,\n"
    "what was expected, and a suggestion where one is near.\n"
    "\n"
    "  switchback check flows            errors and warnings, for people\n"
    "  switchback check flows --json     the same for machines\n"
    "  switchback check flows --lock     publish: write flows.lock when there is no error\n"
    "\n"
    "Exit codes: 0 fine; 1 faults; 2 the folder cannot be read.";

constexpr const char* about_test =
    "Plays every transcript (flows/<flow>/*.talk.yaml) against the flows and the engine, storing "
    "and\n"
    "reading the conversation again between any two turns. Says where a chat went another way, "
    "and\n"
    "which steps no transcript reached.\n"
    "\n"
    "  switchback test flows\n"
    "  switchback test flows --only small-step --json\n"
    "\n"
    "Exit codes: 0 all passed; 1 some failed, or there is none; 2 the folder cannot be read.";

constexpr const char* about_talk =
    "Chats through a flow in the terminal, without a server; nothing is kept.\n"
    "\n"
    "  switchback talk setback-check-in\n"
    "\n"
    "While talking: :back :why :at +3d (let time pass) :state :help :quit.";

constexpr const char* about_screen =
    "Says what the risk screen makes of each message of a file, or how often it is right.\n"
    "\n"
    "The file holds one JSON object a line: id, text and lang; for the figures also label "
    "(crisis,\n"
    "ask, none), alt (the letters c, a, n of other outcomes that are no error), source, category.\n"
    "Every answer is one line of JSON: id, outcome, category, rule (with its version), words. A "
    "bad\n"
    "row is told on standard error with its line number, and the run goes on.\n"
    "\n"
    "  switchback screen --jsonl messages.jsonl            one answer a line\n"
    "  switchback screen --jsonl messages.jsonl --score    figures by source, language, category\n"
    "\n"
    "Figures, each with its Wilson 95 % interval:\n"
    "  crisis-reach   crisis rows answered crisis or ask\n"
    "  escalation     crisis rows answered crisis\n"
    "  ask-reach      ask rows answered ask or crisis, but for those whose alt holds n\n"
    "  false-ask      none rows answered ask, unless their alt holds a\n"
    "  false-crisis   none rows answered crisis, unless their alt holds c\n"
    "\n"
    "Exit codes: 0 done; 1 a row was bad, or there was none; 2 the file cannot be read.";

constexpr const char* about_audit =
    "What can be asked of the audit log: who opened, claimed and closed which case, and when.";

constexpr const char* about_verify =
    "Walks the audit log of a data folder from its first entry to its head and says whether every\n"
    "entry is there and as it was written. It needs no key, changes nothing, and may run beside a\n"
    "server; a copy of the folder will do. The bodies of clients who were erased are gone; their\n"
    "digests hold the chain.\n"
    "\n"
    "  switchback audit verify --config /etc/switchback/config.yaml\n"
    "  switchback audit verify --data /var/lib/switchback\n"
    "  switchback audit verify --data copy --expect-head 5f1c...e0:1204\n"
    "\n"
    "Who can write the files can also cut the log and its head together, which no look at the "
    "files\n"
    "shows. So keep what this prints somewhere else, and give it back with --expect-head: the "
    "entry\n"
    "with that number must still have that hash. The log may have grown since.\n"
    "\n"
    "Exit codes: 0 whole; 1 the first entry that does not fit is named; 2 it cannot be read.";

struct audit_flags
{
    std::string file;
    std::optional<std::string> data;
    std::string expected;
};

constexpr const char* about_responder =
    "Lets responders (therapists, those on call) sign in to the page at /respond.\n"
    "\n"
    "  switchback responder link ID      prints a link that works once, for a day\n"
    "  switchback responder forget ID    forgets their app, links and sessions (a lost phone)\n"
    "\n"
    "ID is the one of the rota. The first link a person uses sets up their authenticator app, so "
    "hand\n"
    "it over in person or by a way you trust. Asks the running server, or works on the data "
    "folder\n"
    "itself when none runs.\n"
    "\n"
    "Exit codes: 0 done; 1 refused (the reason is on standard error); 2 wrong usage.";

struct responder_flags
{
    std::string file;
    std::optional<std::string> data;
    std::string id;
};

struct serve_flags
{
    std::string file;
    std::optional<std::string> address;
    std::optional<std::uint16_t> port;
    std::optional<std::string> data;
    std::optional<std::string> flows;
    std::optional<std::string> web_dir;
};

struct author_flags
{
    std::string folder = "flows";
    std::string flow_id;
    std::string only;
    bool json = false;
    bool lock = false;
    bool strict = false;
    bool why = false;
    std::string rows;
    bool score = false;
};

// Colour is for people at a terminal who did not ask for none (no-color.org).
bool wants_colour()
{
    return ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
}

void add_author(CLI::App& app, author_flags& into)
{
    auto* check = app.add_subcommand("check", about_check);
    check->add_option("folder", into.folder, "Flow folder (flows)");
    check->add_flag("--json,--format-json", into.json, "One JSON object instead of lines");
    check->add_flag("--lock", into.lock, "Write flows.lock when there is no error");
    check->add_flag("--strict", into.strict, "Warnings fail too");
    auto* test = app.add_subcommand("test", about_test);
    test->add_option("folder", into.folder, "Flow folder (flows)");
    test->add_option("--only", into.only, "Play only files whose path holds this");
    test->add_flag("--json", into.json, "One JSON object instead of lines");
    auto* talk = app.add_subcommand("talk", about_talk);
    talk->add_option("flow", into.flow_id, "The flow's id")->required();
    talk->add_option("--flows", into.folder, "Flow folder (flows)");
    talk->add_flag("--why", into.why, "Say after every turn why it went so");
    auto* screen = app.add_subcommand("screen", about_screen);
    screen->add_option("--jsonl", into.rows, "The file of messages")->required();
    screen->add_flag("--score", into.score, "Figures instead of answers");
}

int run_check(const author_flags& flags)
{
    const auto report = switchback::author::check(
        flags.folder, {flags.json, wants_colour(), flags.lock, flags.strict});
    std::cout << report.text;
    return report.exit_code;
}

int run_test(const author_flags& flags)
{
    const auto report =
        switchback::author::test(flags.folder, {flags.json, wants_colour(), flags.only});
    std::cout << report.text;
    return report.exit_code;
}

int run_talk(const author_flags& flags)
{
    return switchback::author::talk(
        flags.folder, flags.flow_id, {wants_colour(), flags.why}, std::cin, std::cout);
}

void add_serve(CLI::App& app, serve_flags& into)
{
    auto* serve = app.add_subcommand("serve", about_serve);
    serve->add_option("--config", into.file, "Settings in YAML; see deploy/config.example.yaml");
    serve->add_option("--address", into.address, "Address to listen on (127.0.0.1)");
    serve->add_option("--port", into.port, "Port to listen on (8080); 0 takes any free one");
    serve->add_option("--data", into.data, "Data folder (.data); made when absent");
    serve->add_option("--flows", into.flows, "Flow folder (flows)");
    serve->add_option("--web-dir", into.web_dir, "Serve the page from this folder (development)");
}

void add_audit(CLI::App& app, audit_flags& into)
{
    auto* audit = app.add_subcommand("audit", about_audit);
    audit->require_subcommand(1);
    auto* verify = audit->add_subcommand("verify", about_verify);
    verify->add_option("--config", into.file, "Settings in YAML, as for serve");
    verify->add_option("--data", into.data, "Data folder (.data)");
    verify->add_option("--expect-head", into.expected, "HASH[:NUMBER], as printed before");
};

// The settings of a file, or the defaults without one; says what is wrong with it.
std::optional<config> settings_of(const std::string& file)
{
    if (file.empty())
        return config{};
    auto read = switchback::read_config(file);
    if (read)
        return std::move(*read);
    std::cerr << "switchback: " << read.error().detail << '\n';
    return std::nullopt;
}

void add_responder(CLI::App& app, responder_flags& into)
{
    auto* responder = app.add_subcommand("responder", about_responder);
    responder->require_subcommand(1);
    auto* link = responder->add_subcommand("link", "Print a link that works once");
    auto* forget = responder->add_subcommand("forget", "Forget how a responder signs in");
    for (auto* one : {link, forget})
    {
        one->add_option("id", into.id, "The responder's id on the rota")->required();
        one->add_option("--config", into.file, "Settings in YAML, as for serve");
        one->add_option("--data", into.data, "Data folder (.data)");
    }
}

int run_responder(const responder_flags& flags, bool links)
{
    auto with = settings_of(flags.file);
    if (!with)
        return 1;
    if (flags.data)
        with->data = *flags.data;
    return links ? switchback::responder_link(*with, flags.id, std::cout, std::cerr)
                 : switchback::responder_forget(*with, flags.id, std::cout, std::cerr);
}

int run_audit(const audit_flags& flags)
{
    const auto with = settings_of(flags.file);
    if (!with)
        return 2; // 1 says that the log is broken
    const auto data = flags.data ? std::filesystem::path(*flags.data) : with->data;
    return switchback::verify_audit_log(data, flags.expected, std::cout, std::cerr);
}

int run_serve(const serve_flags& flags)
{
    auto read = settings_of(flags.file);
    if (!read)
        return 1;
    auto with = std::move(*read);
    if (flags.address)
        with.address = *flags.address;
    if (flags.port)
        with.port = *flags.port;
    if (flags.data)
        with.data = *flags.data;
    if (flags.flows)
        with.flows = *flags.flows;
    if (flags.web_dir)
        with.web_folder = *flags.web_dir;
    return switchback::serve(with);
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app(about, "switchback");
    app.require_subcommand(1);
    app.set_version_flag("--version", "switchback 0.1.0");
    serve_flags serve;
    add_serve(app, serve);
    author_flags author;
    add_author(app, author);
    audit_flags audit;
    add_audit(app, audit);
    responder_flags responder;
    add_responder(app, responder);
    switchback::cases_flags cases;
    switchback::add_cases(app, cases);
    switchback::people_flags people;
    switchback::add_people(app, people);
    try
    {
        app.parse(argc, argv);
    }
    catch (const CLI::ParseError& what)
    {
        return app.exit(what) == 0 ? 0 : 2;
    }
    try
    {
        if (app.got_subcommand("serve"))
            return run_serve(serve);
        if (const auto* asked = app.get_subcommand("responder"); asked->parsed())
            return run_responder(responder, asked->get_subcommand("link")->parsed());
        if (const auto* asked = app.get_subcommand("cases"); asked->parsed())
            return switchback::run_cases(*asked, cases);
        if (const auto code = switchback::run_people(app, people))
            return *code;
        if (app.got_subcommand("check"))
            return run_check(author);
        if (app.got_subcommand("test"))
            return run_test(author);
        if (app.got_subcommand("talk"))
            return run_talk(author);
        if (app.got_subcommand("screen"))
            return switchback::author::screen(author.rows, author.score, std::cout, std::cerr);
        if (app.got_subcommand("audit"))
            return run_audit(audit);
    }
    catch (const std::exception& what)
    {
        std::cerr << "switchback: " << what.what() << '\n';
        return 1;
    }
    return 2;
}
