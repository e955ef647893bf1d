#include "tests/bench/seed.hpp"

#include "bot/base/clock.hpp"
#include "bot/base/random.hpp"
#include "bot/crypto/master_key.hpp"
#include "bot/crypto/token.hpp"
#include "bot/service/sealed_rows.hpp"
#include "bot/store/sqlite/sqlite_store.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <filesystem>
#include <memory>
#include <stdexcept>

namespace switchback::bench {
namespace {

namespace asio = boost::asio;

/// What every stored conversation is a copy of, opened.
struct pattern
{
    port::conversation_row row;
    service::kept_state kept;
    run::event event;
    std::vector<run::message> messages; ///< everything said so far, in order
};

class seeder
{
public:
    seeder(const std::filesystem::path& data, std::size_t count)
        : master_(read_key(data)), tokens_(count)
    {
        store::sqlite_options options;
        options.folder = data;
        auto opened = store::open_sqlite_store(options, io_.get_executor());
        if (!opened)
            throw std::runtime_error("seed: " + opened.error().detail);
        store_ = std::move(*opened);
    }

    std::vector<std::string> run(const std::string& token)
    {
        // As many at once as two batches of the store: one is written while the next one fills.
        constexpr int at_once = 512;
        asio::co_spawn(io_, read_pattern(token), asio::detached);
        run_io();
        for (int i = 0; i < at_once; ++i)
            asio::co_spawn(io_, add_until_done(), asio::detached);
        run_io();
        return std::move(tokens_);
    }

private:
    static crypto::master_key read_key(const std::filesystem::path& data)
    {
        auto key = crypto::master_key::from_file(data / "master.key");
        if (!key)
            throw std::runtime_error("seed: " + key.error().detail);
        return std::move(*key);
    }

    void run_io()
    {
        io_.restart();
        io_.run();
        if (!failed_.empty())
            throw std::runtime_error("seed: " + failed_);
    }

    asio::awaitable<void> read_pattern(std::string token)
    {
        const auto holder =
            co_await store_->find_token(crypto::hash_token(token), system_clock().now_ms());
        if (!holder)
            co_return fail_with("the token is unknown");
        auto row = co_await store_->load(holder->conversation);
        const auto wrapped = co_await store_->wrapped_key(holder->conversation);
        const auto events = co_await store_->events(holder->conversation, 0, 100);
        if (!row || !wrapped || !events)
            co_return fail_with("the pattern is not there");
        const auto key = master_.unwrap(holder->conversation, *wrapped);
        auto kept =
            key ? service::open_state(*key, *row) : std::unexpected(error{errc::corrupt, "key"});
        if (!kept)
            co_return fail_with("the pattern cannot be opened");
        pattern_.row = std::move(*row);
        pattern_.kept = std::move(*kept);
        for (const port::event_row& one : *events)
        {
            auto body = service::open_event(*key, holder->conversation, one);
            if (!body)
                co_return fail_with("an event of the pattern cannot be opened");
            pattern_.event = std::move(body->event);
            for (run::message& said : body->messages)
                pattern_.messages.push_back(std::move(said));
        }
    }

    asio::awaitable<void> add_until_done()
    {
        while (next_ < tokens_.size() && failed_.empty())
        {
            const std::size_t index = next_++;
            const id made = make_id(pattern_.row.changed_ms, random_.next(), random_.next());
            const auto key = crypto::make_data_key();
            tokens_[index] = crypto::make_token();
            port::new_client added;
            added.conversation = made;
            added.practice = pattern_.row.practice;
            added.at_ms = pattern_.row.changed_ms;
            added.wrapped_key = master_.wrap(made, key);
            added.token_hash = crypto::hash_token(tokens_[index]);
            added.state = service::seal_state(key, made, 0, pattern_.kept.view());
            const auto there = co_await store_->add_client(std::move(added));
            // One row holds all that was said: the same words and bytes in fewer commits.
            port::step_write step;
            step.conversation = made;
            step.head = pattern_.row.head;
            step.at_ms = pattern_.row.changed_ms;
            step.devices = pattern_.row.devices;
            step.state = service::seal_state(key, made, 1, pattern_.kept.view());
            step.event = port::event_row{
                1, static_cast<std::uint32_t>(pattern_.messages.size()), step.at_ms,
                service::seal_event(key, made, 1, pattern_.event, pattern_.messages)};
            const auto done = co_await store_->commit(std::move(step));
            if (!there || !done)
                co_return fail_with("a conversation could not be stored");
        }
    }

    void fail_with(const std::string& why)
    {
        if (failed_.empty())
            failed_ = why;
    }

    asio::io_context io_{1};
    crypto::master_key master_;
    std::unique_ptr<port::store> store_;
    secure_random random_;
    pattern pattern_;
    std::vector<std::string> tokens_;
    std::size_t next_ = 0;
    std::string failed_;
};

} // namespace

std::vector<std::string>
seed_conversations(const std::string& data, const std::string& token, std::size_t count)
{
    return seeder(data, count).run(token);
}

} // namespace switchback::bench
