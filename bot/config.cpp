#include "bot/config.hpp"

#include "bot/core/flow/yaml_tree.hpp"

#include <charconv>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

namespace switchback {
namespace {

using flow::yaml_value;

// Reads one mapping; the first fault is kept and ends it.
class section
{
public:
    section(const flow::yaml_tree& tree, std::string& fault) : tree_(tree), fault_(fault) {}

    void complain(const yaml_value& where, std::string_view what)
    {
        const auto at = tree_.at(where);
        if (fault_.empty())
            fault_ = fmt::format("{}:{}:{}: {}", at.file, at.line, at.column, what);
    }

    void text(const yaml_value& from, std::string& to)
    {
        if (!from.is_scalar())
            return complain(from, "expected a text");
        to = from.text;
    }

    void path(const yaml_value& from, std::filesystem::path& to)
    {
        std::string read;
        text(from, read);
        // Paths in the file are meant from where the file stands, not from where the server starts.
        const auto base = std::filesystem::path(tree_.file).parent_path();
        to = std::filesystem::path(read).is_absolute() ? std::filesystem::path(read) : base / read;
    }

    template <class number>
    void whole(const yaml_value& from, number& to, long long most)
    {
        long long read = -1;
        const auto* end = from.text.data() + from.text.size();
        const auto [at, ec] = std::from_chars(from.text.data(), end, read);
        if (!from.is_scalar() || ec != std::errc{} || at != end || read < 0 || read > most)
            return complain(from, fmt::format("expected a whole number from 0 to {}", most));
        to = static_cast<number>(read);
    }

    void flag(const yaml_value& from, bool& to)
    {
        if (from.text != "true" && from.text != "false")
            return complain(from, "expected true or false");
        to = from.text == "true";
    }

private:
    const flow::yaml_tree& tree_;
    std::string& fault_;
};

void unknown(section& in, const yaml_value& key, std::string_view known)
{
    in.complain(key, fmt::format("unknown setting `{}`; known here: {}", key.text, known));
}

void read_visitors(section& in, const yaml_value& from, config& to)
{
    if (from.text != "as_clients" && from.text != "as_visitors")
        return in.complain(from, "expected as_clients or as_visitors");
    to.visitors_are_clients = from.text == "as_clients";
}

void read_practice(section& in, const yaml_value& from, config& to)
{
    for (std::size_t i = 0; i < from.keys(); ++i)
    {
        const auto& key = from.key(i);
        const auto& value = from.value(i);
        if (key.text == "id")
            in.text(value, to.practice_slug);
        else if (key.text == "name")
            in.text(value, to.practice_name);
        else if (key.text == "open")
            in.flag(value, to.practice_open);
        else if (key.text == "visitors")
            read_visitors(in, value, to);
        else if (key.text == "clinic")
            in.path(value, to.clinic_file);
        else
            unknown(in, key, "id name open visitors clinic");
    }
}

void read_limits(section& in, const yaml_value& from, config& to)
{
    for (std::size_t i = 0; i < from.keys(); ++i)
    {
        if (from.key(i).text == "say_per_10s")
            in.whole(from.value(i), to.say_per_10s, 1'000'000);
        else
            unknown(in, from.key(i), "say_per_10s");
    }
}

void read_url(section& in, const yaml_value& from, config& to)
{
    in.text(from, to.url);
    while (to.url.ends_with('/'))
        to.url.pop_back();
    // Links that sign a person in leave by it, so they never leave in the clear.
    const bool is_here =
        to.url.starts_with("http://127.0.0.1") || to.url.starts_with("http://localhost");
    if (!to.url.starts_with("https://") && !is_here)
        in.complain(from, "expected an address such as https://clinic.example");
}

void read_origins(section& in, const yaml_value& from, config& to)
{
    if (!from.is_sequence())
        return in.complain(from, "expected a list of origins, such as https://clinic.example");
    for (const auto& one : from.items)
        in.text(one, to.origins.emplace_back());
}

void read_proxies(section& in, const yaml_value& from, config& to)
{
    if (!from.is_sequence())
        return in.complain(from, "expected a list of addresses, such as 127.0.0.1");
    to.proxies.clear();
    for (const auto& one : from.items)
        in.text(one, to.proxies.emplace_back());
}

void read_all(section& in, const yaml_value& root, config& to)
{
    for (std::size_t i = 0; i < root.keys(); ++i)
    {
        const auto& key = root.key(i);
        const auto& value = root.value(i);
        if (key.text == "address")
            in.text(value, to.address);
        else if (key.text == "port")
            in.whole(value, to.port, 65'535);
        else if (key.text == "data")
            in.path(value, to.data);
        else if (key.text == "url")
            read_url(in, value, to);
        else if (key.text == "flows")
            in.path(value, to.flows);
        else if (key.text == "web_dir")
            in.path(value, to.web_folder);
        else if (key.text == "origins")
            read_origins(in, value, to);
        else if (key.text == "proxies")
            read_proxies(in, value, to);
        else if (key.text == "practice")
            read_practice(in, value, to);
        else if (key.text == "limits")
            read_limits(in, value, to);
        else
            unknown(in, key, "address port url origins proxies data flows web_dir practice limits");
    }
}

} // namespace

std::string address_of(const config& with, std::uint16_t port)
{
    return with.url.empty() ? fmt::format("http://{}:{}", with.address, port) : with.url;
}

std::expected<config, error> read_config(const std::filesystem::path& file)
{
    std::ifstream from(file, std::ios::binary);
    if (!from)
        return fail(
            errc::not_found,
            fmt::format("{}: cannot be read; see deploy/config.example.yaml", file.string()));
    const std::string text(std::istreambuf_iterator<char>(from), {});
    flow::diagnostics found;
    const auto tree = flow::read_yaml(file.string(), text, found);
    if (!tree)
        return fail(
            errc::bad_request,
            found.empty() ? file.string() + ": cannot be read" : flow::to_line(found.front()));
    config out;
    std::string fault;
    section in(*tree, fault);
    if (tree->root.is_mapping())
        read_all(in, tree->root, out);
    else if (!tree->root.is_nothing())
        in.complain(tree->root, "expected settings, one a line, as in deploy/config.example.yaml");
    if (!fault.empty())
        return fail(errc::bad_request, fault);
    return out;
}

} // namespace switchback
