#include "bot/author/flow_folder.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/homework/pack.hpp"

#include <algorithm>
#include <fstream>

namespace switchback::author {
namespace {

std::expected<std::string, error> read_file(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return fail(errc::io, "cannot read " + path.string());
    std::error_code ec;
    const auto size = std::filesystem::file_size(path, ec);
    std::string out(ec ? 0 : std::min<std::uintmax_t>(size, limits::flow_file_bytes + 1), '\0');
    in.read(out.data(), static_cast<std::streamsize>(out.size()));
    if (in.bad())
        return fail(errc::io, "cannot read " + path.string());
    out.resize(static_cast<std::size_t>(in.gcount()));
    return out;
}

} // namespace

std::expected<flow::file_map, error> read_flow_folder(const std::filesystem::path& folder)
{
    namespace fs = std::filesystem;
    std::error_code ec;
    if (!fs::is_directory(folder, ec))
        return fail(errc::not_found, folder.string() + " is not a folder");
    flow::file_map out;
    // Only one level of folders holds flows, so nothing deeper is looked at.
    for (fs::directory_iterator entry(folder, ec), end; !ec && entry != end; entry.increment(ec))
    {
        std::vector<fs::path> candidates{entry->path()};
        if (entry->is_directory(ec))
        {
            candidates.clear();
            for (fs::directory_iterator inner(entry->path(), ec), last; !ec && inner != last;
                 inner.increment(ec))
                candidates.push_back(inner->path());
        }
        for (const auto& path : candidates)
        {
            const auto name = path.lexically_relative(folder).generic_string();
            const bool is_read = flow::is_library_file(name) || homework::is_pack_file(name);
            if (!is_read || !fs::is_regular_file(path, ec))
                continue;
            auto text = read_file(path);
            if (!text)
                return std::unexpected(text.error());
            out.emplace(name, std::move(*text));
        }
    }
    if (ec)
        return fail(errc::io, "cannot list " + folder.string());
    return out;
}

} // namespace switchback::author
