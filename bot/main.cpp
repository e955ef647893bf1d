// The composition root and command line: the only file that names every part together.
#include "bot/config.hpp"
#include "bot/serve.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <optional>

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

struct serve_flags
{
    std::string file;
    std::optional<std::string> address;
    std::optional<std::uint16_t> port;
    std::optional<std::string> data;
    std::optional<std::string> flows;
    std::optional<std::string> web_dir;
};

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

int run_serve(const serve_flags& flags)
{
    config with;
    if (!flags.file.empty())
    {
        auto read = switchback::read_config(flags.file);
        if (!read)
        {
            std::cerr << "switchback: " << read.error().detail << '\n';
            return 1;
        }
        with = std::move(*read);
    }
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
    }
    catch (const std::exception& what)
    {
        std::cerr << "switchback: " << what.what() << '\n';
        return 1;
    }
    return 2;
}
