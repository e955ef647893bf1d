// What a test needs to put any store to the contract: a way to open it (again), and to see the
// bytes it left behind. A new store joins by one more entry in `stores_under_test`.
#pragma once

#include "bot/port/store.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace switchback::contract {

struct store_kind
{
    std::string name;
    bool is_kept = false; // what was committed is there after closing and opening again
    std::function<std::unique_ptr<port::store>(
        const std::filesystem::path& folder, boost::asio::any_io_executor on)>
        open;
};

[[nodiscard]] std::vector<store_kind> stores_under_test();

/// A folder that is gone at the end.
class scratch_folder
{
public:
    scratch_folder();
    ~scratch_folder();
    scratch_folder(const scratch_folder&) = delete;
    scratch_folder& operator=(const scratch_folder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

    /// Every byte of every file in it.
    [[nodiscard]] std::string bytes() const;

private:
    std::filesystem::path path_;
};

/// Runs awaitables to their end on one loop, as the service does.
class loop
{
public:
    template <class value>
    value run(boost::asio::awaitable<value> what)
    {
        std::optional<value> out;
        std::exception_ptr thrown;
        boost::asio::co_spawn(context_, std::move(what), [&](std::exception_ptr why, value result) {
            thrown = why;
            out.emplace(std::move(result));
        });
        context_.restart();
        context_.run();
        if (thrown)
            std::rethrow_exception(thrown);
        return std::move(*out);
    }

    /// Runs all of them at once; the results in the order given.
    template <class value>
    std::vector<value> run_all(std::vector<boost::asio::awaitable<value>> all)
    {
        std::vector<std::optional<value>> out(all.size());
        for (std::size_t i = 0; i < all.size(); ++i)
            boost::asio::co_spawn(
                context_, std::move(all[i]),
                [&out, i](std::exception_ptr, value result) { out[i].emplace(std::move(result)); });
        context_.restart();
        context_.run();
        std::vector<value> values;
        for (auto& one : out)
            values.push_back(std::move(*one));
        return values;
    }

    [[nodiscard]] boost::asio::any_io_executor executor() { return context_.get_executor(); }

private:
    boost::asio::io_context context_;
};

/// A store of one kind in a folder of its own, with rows to fill it.
class store_fixture
{
public:
    explicit store_fixture(store_kind kind);

    [[nodiscard]] port::store& store() { return *store_; }
    [[nodiscard]] const scratch_folder& folder() const { return folder_; }
    [[nodiscard]] const store_kind& kind() const { return kind_; }
    [[nodiscard]] boost::asio::any_io_executor executor() { return loop_.executor(); }
    void close() { store_.reset(); }
    void reopen();

    template <class value>
    std::expected<value, error> run(port::task<value> what)
    {
        return loop_.run(std::move(what));
    }

    template <class value>
    std::vector<std::expected<value, error>> run_all(std::vector<port::task<value>> all)
    {
        return loop_.run_all(std::move(all));
    }

    /// Adds client `n` with token "token-n" and key "key-n".
    id add(std::uint64_t n);

private:
    store_kind kind_;
    scratch_folder folder_;
    loop loop_;
    std::unique_ptr<port::store> store_; // goes before the loop it finishes calls on
};

[[nodiscard]] id client_id(std::uint64_t n);
[[nodiscard]] port::new_client make_client(std::uint64_t n);

/// Step `version` + 1 of a conversation in which every step says two messages.
[[nodiscard]] port::step_write make_step(const id& conversation, std::uint64_t version);

} // namespace switchback::contract
