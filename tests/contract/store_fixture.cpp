#include "bot/store/memory/memory_store.hpp"
#include "bot/store/sqlite/sqlite_store.hpp"
#include "tests/contract/store_contract.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace switchback::contract {

std::vector<store_kind> stores_under_test()
{
    return {
        {"memory", false,
         [](const auto&, auto) { return store::make_memory_store(make_id(1, 2, 3)); }},
        {"sqlite", true,
         [](const auto& folder, auto on) {
             store::sqlite_options options;
             options.folder = folder / "data";
             auto opened = store::open_sqlite_store(options, on);
             if (!opened)
                 throw std::runtime_error(opened.error().detail);
             return std::move(*opened);
         }},
    };
}

scratch_folder::scratch_folder()
{
    auto name = (std::filesystem::temp_directory_path() / "switchback-store-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        throw std::runtime_error("no scratch folder");
    path_ = name;
}

scratch_folder::~scratch_folder()
{
    std::error_code ec;
    std::filesystem::remove_all(path_, ec);
}

std::string scratch_folder::bytes() const
{
    std::string out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path_))
    {
        if (!entry.is_regular_file())
            continue;
        std::ifstream file(entry.path(), std::ios::binary);
        out.append(std::istreambuf_iterator<char>(file), {});
    }
    return out;
}

store_fixture::store_fixture(store_kind kind) : kind_(std::move(kind))
{
    reopen();
}

void store_fixture::reopen()
{
    close();
    store_ = kind_.open(folder_.path(), loop_.executor());
}

id store_fixture::add(std::uint64_t n)
{
    auto added = make_client(n);
    const auto made = added.conversation;
    REQUIRE(run(store_->add_client(std::move(added))));
    return made;
}

id client_id(std::uint64_t n)
{
    return make_id(1'700'000'000'000 + static_cast<std::int64_t>(n), n * 0x9E3779B97F4A7C15, n);
}

port::new_client make_client(std::uint64_t n)
{
    port::new_client out;
    out.conversation = client_id(n);
    out.practice = make_id(1, 0, 7);
    out.at_ms = 1'000;
    out.wrapped_key = "key-" + std::to_string(n);
    out.token_hash = "token-" + std::to_string(n);
    out.state = "first state";
    return out;
}

port::step_write make_step(const id& conversation, std::uint64_t version)
{
    port::step_write out;
    out.conversation = conversation;
    out.expect_version = version;
    out.head = 2 * (version + 1);
    out.state = "state " + std::to_string(version + 1);
    out.devices = "devices " + std::to_string(version + 1);
    out.at_ms = 2'000 + static_cast<std::int64_t>(version);
    out.event =
        port::event_row{2 * version + 1, 2, out.at_ms, "event " + std::to_string(2 * version + 1)};
    return out;
}

} // namespace switchback::contract
