#include "bot/author/check.hpp"

#include "bot/author/flow_folder.hpp"
#include "bot/core/homework/pack.hpp"
#include "bot/core/steps/step_kind.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>

namespace switchback::author {
namespace {

constexpr std::string_view red = "\x1b[31m";
constexpr std::string_view yellow = "\x1b[33m";
constexpr std::string_view plain = "\x1b[0m";

std::ptrdiff_t count(const flow::loaded_library& loaded, flow::severity level)
{
    return std::ranges::count(loaded.found, level, &flow::diagnostic::level);
}

std::string plural(std::ptrdiff_t many, std::string_view word)
{
    return fmt::format("{} {}{}", many, word, many == 1 ? "" : "s");
}

/// Writes beside the old file and renames, so that a reader sees one or the other.
std::expected<void, error> write_file(const std::filesystem::path& path, const std::string& text)
{
    auto fresh = path;
    fresh += ".new";
    {
        std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
        out << text;
        out.close();
        if (!out)
            return fail(errc::io, "cannot write " + fresh.string());
    }
    std::error_code ec;
    std::filesystem::rename(fresh, path, ec);
    if (ec)
        return fail(errc::io, "cannot write " + path.string());
    return {};
}

check_report cannot(const error& why)
{
    check_report out;
    out.text = "switchback check: " + why.detail + "\n";
    out.exit_code = 2;
    return out;
}

} // namespace

std::string to_lines(const flow::loaded_library& loaded, bool colour)
{
    std::string out;
    for (const auto& one : loaded.found)
    {
        const auto shade = one.level == flow::severity::error ? red : yellow;
        out +=
            fmt::format("{}{}{}\n", colour ? shade : "", flow::to_line(one), colour ? plain : "");
    }
    out += fmt::format(
        "{}, {}, {}", plural(static_cast<std::ptrdiff_t>(loaded.made->published().size()), "flow"),
        plural(count(loaded, flow::severity::error), "error"),
        plural(count(loaded, flow::severity::warning), "warning"));
    if (!loaded.left_out.empty())
        out += fmt::format("; not served: {}", fmt::join(loaded.left_out, ", "));
    return out + "\n";
}

std::string to_json(const flow::loaded_library& loaded)
{
    auto found = nlohmann::json::array();
    for (const auto& one : loaded.found)
        found.push_back(
            {{"level", one.level == flow::severity::error ? "error" : "warning"},
             {"code", one.code},
             {"file", one.at.file},
             {"line", one.at.line},
             {"column", one.at.column},
             {"message", one.message},
             {"suggestion", one.suggestion}});
    const nlohmann::json whole{
        {"flows", loaded.made->published().size()},
        {"errors", count(loaded, flow::severity::error)},
        {"warnings", count(loaded, flow::severity::warning)},
        {"left_out", loaded.left_out},
        {"found", std::move(found)}};
    // What an author typed may hold any bytes; they are shown replaced rather than refused.
    return whole.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

check_report check(const std::filesystem::path& folder, const check_options& how)
{
    const auto files = read_flow_folder(folder);
    if (!files)
        return cannot(files.error());
    check_report out;
    out.loaded = flow::read_library(*files, steps::all());
    flow::check_lock(out.loaded);
    const auto packs = homework::read_packs(*files, homework::facts_of(*out.loaded.made));
    out.loaded.found.insert(out.loaded.found.end(), packs.found.begin(), packs.found.end());
    if (how.lock && !flow::has_errors(out.loaded.found))
    {
        const auto written = write_file(folder / "flows.lock", flow::write_lock(out.loaded.now));
        if (!written)
            return cannot(written.error());
        out.locked = true;
        std::erase_if(out.loaded.found, [](const flow::diagnostic& one) {
            return one.code == "not-published";
        });
    }
    const auto errors = flow::has_errors(out.loaded.found);
    out.exit_code = errors || (how.strict && !out.loaded.found.empty()) ? 1 : 0;
    out.text = how.json ? to_json(out.loaded) : to_lines(out.loaded, how.colour);
    return out;
}

} // namespace switchback::author
