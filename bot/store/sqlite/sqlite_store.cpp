#include "bot/store/sqlite/sqlite_store.hpp"

#include "bot/base/clock.hpp"
#include "bot/base/log.hpp"
#include "bot/base/random.hpp"
#include "bot/store/migrations/migrations.hpp"
#include "bot/store/sqlite/data_folder.hpp"
#include "bot/store/sqlite/log_vfs.hpp"
#include "bot/store/sqlite/reader.hpp"
#include "bot/store/sqlite/schema.hpp"
#include "bot/store/sqlite/upkeep.hpp"
#include "bot/store/sqlite/writer.hpp"

#include <atomic>
#include <fmt/format.h>
#include <sqlite3.h>

namespace switchback::store {
namespace {

using namespace port;
using namespace sqlite;

template <class value>
using outcome_of = std::expected<value, error>;

/// A writing call: what to write is a function of the tables, asked again after a rollback.
template <class value, class function>
class write_of : public write_call
{
public:
    explicit write_of(function&& what) : what_(std::move(what)) {}
    void apply(write_tables& to) override { outcome = what_(to); }
    const new_client* added() const noexcept override
    {
        if constexpr (requires { what_.added; })
            return &what_.added;
        return nullptr;
    }
    const id* erased() const noexcept override
    {
        if constexpr (requires { what_.erased; })
            return &what_.erased;
        return nullptr;
    }

    outcome_of<value> outcome = fail(errc::defect, "a write was never applied");

private:
    function what_;
};

template <class value, class function>
class read_of : public read_call
{
public:
    explicit read_of(function&& what) : what_(std::move(what)) {}
    void ask(read_tables& from) override { outcome = what_(from); }

    outcome_of<value> outcome = fail(errc::defect, "a question was never asked");

private:
    function what_;
};

struct write_step
{
    step_write step;
    outcome_of<commit_receipt> operator()(write_tables& to) const { return to.commit(step); }
};

struct write_client
{
    new_client added;
    outcome_of<void> operator()(write_tables& to) const { return to.add_client(added); }
};

struct write_token
{
    token_change change;
    outcome_of<void> operator()(write_tables& to) const { return to.rotate_token(change); }
};

struct write_bundle
{
    bundle_row row;
    outcome_of<void> operator()(write_tables& to) const
    {
        to.put_bundle(row);
        return {};
    }
};

struct write_erasure
{
    id erased;
    std::int64_t at_ms;
    outcome_of<void> operator()(write_tables& to) const
    {
        to.erase(erased, at_ms);
        return {};
    }
};

/// The files and their connections: each thread has its own.
struct files
{
    files(data_folder locked, const sqlite_options& options)
        : folder(std::move(locked)), level(options.level), gathering(gathering_vfs(options)),
          vfs(gathering ? gathering->name() : options.vfs),
          main(open("switchback.db", options.cache_kib)),
          keys(open("keys.db", limits::store_small_cache_kib))
    {}

    [[nodiscard]] database open(const char* name, int cache_kib, bool is_read_only = false) const
    {
        return database({folder.path() / name, vfs, level, cache_kib, is_read_only});
    }

    /// Gathering is sound only where every commit syncs the log.
    static std::unique_ptr<log_vfs> gathering_vfs(const sqlite_options& options)
    {
        return options.level == durability::full ? std::make_unique<log_vfs>(options.vfs) : nullptr;
    }

    data_folder folder;
    durability level;
    std::unique_ptr<log_vfs> gathering;
    std::string vfs;
    database main;
    database keys;
};

class sqlite_store final : public port::store
{
public:
    sqlite_store(files opened, id log_id, const sqlite_options& options, executor on)
        : files_(std::move(opened)), log_id_(log_id),
          upkeep_main_(files_.open("switchback.db", limits::store_small_cache_kib)),
          upkeep_keys_(files_.open("keys.db", limits::store_small_cache_kib)),
          upkeep_(
              upkeep_main_, upkeep_keys_, files_.folder,
              {options.least_free_bytes, options.checkpoint_pages}),
          reader_main_(files_.open("switchback.db", limits::store_small_cache_kib, true)),
          reader_keys_(files_.open("keys.db", limits::store_small_cache_kib, true)),
          reader_(reader_main_, reader_keys_, on),
          writer_(files_.main, files_.keys, upkeep_, on, options.linger)
    {
        sqlite3_wal_hook(
            files_.main.handle(),
            [](void* kept, sqlite3*, const char*, int pages) {
                static_cast<upkeep*>(kept)->note_log_pages(pages);
                return SQLITE_OK;
            },
            &upkeep_);
    }

    task<commit_receipt> commit(step_write step) override
    {
        return write<commit_receipt>(write_step{std::move(step)});
    }

    task<void> add_client(new_client added) override
    {
        return write<void>(write_client{std::move(added)});
    }

    task<void> rotate_token(
        id conversation, std::string next_hash, std::int64_t now_ms,
        std::int64_t old_until_ms) override
    {
        return write<void>(write_token{{conversation, std::move(next_hash), now_ms, old_until_ms}});
    }

    task<void> put_bundle(bundle_row row) override
    {
        return write<void>(write_bundle{std::move(row)});
    }

    task<void> erase(id conversation, std::int64_t at_ms) override
    {
        return write<void>(write_erasure{conversation, at_ms});
    }

    task<conversation_row> load(id conversation) override
    {
        return read<conversation_row>(
            [conversation](read_tables& from) { return from.load(conversation); });
    }

    task<std::vector<event_row>>
    events(id conversation, std::uint64_t after, std::size_t limit) override
    {
        return read<std::vector<event_row>>(
            [=](read_tables& from) { return from.events(conversation, after, limit); });
    }

    task<std::vector<record_row>> records(id conversation, std::string collection) override
    {
        return read<std::vector<record_row>>(
            [conversation, name = std::move(collection)](read_tables& from) {
                return from.records(conversation, name);
            });
    }

    task<std::vector<audit_row>> audit(id conversation, std::size_t limit) override
    {
        return read<std::vector<audit_row>>(
            [=](read_tables& from) { return from.audit(conversation, limit); });
    }

    task<std::string> wrapped_key(id conversation) override
    {
        return read<std::string>(
            [conversation](read_tables& from) { return from.wrapped_key(conversation); });
    }

    task<token_row> find_token(std::string token_hash, std::int64_t now_ms) override
    {
        return read<token_row>([hash = std::move(token_hash), now_ms](read_tables& from) {
            return from.find_token(hash, now_ms);
        });
    }

    task<std::vector<timer_row>> due_timers(std::int64_t now_ms, std::size_t limit) override
    {
        return read<std::vector<timer_row>>(
            [=](read_tables& from) { return from.due_timers(now_ms, limit); });
    }

    task<std::optional<std::int64_t>> next_due() override
    {
        return read<std::optional<std::int64_t>>([](read_tables& from) { return from.next_due(); });
    }

    task<std::vector<timer_row>> timers(id conversation) override
    {
        return read<std::vector<timer_row>>(
            [conversation](read_tables& from) { return from.timers(conversation); });
    }

    task<bundle_row> find_bundle(std::string hash) override
    {
        return read<bundle_row>(
            [hash = std::move(hash)](read_tables& from) { return from.find_bundle(hash); });
    }

    bool is_writable() const noexcept override { return is_open_ && upkeep_.is_writable(); }
    id log_id() const noexcept override { return log_id_; }

    void stop_writes() noexcept override
    {
        is_open_ = false;
        writer_.close();
    }

private:
    template <class value, class function>
    task<value> write(function what)
    {
        return boost::asio::async_initiate<
            const boost::asio::use_awaitable_t<>, void(outcome_of<value>)>(
            [this, what = std::move(what)](auto caller) mutable {
                using made = call_of<value, write_of<value, function>, decltype(caller)>;
                writer_.push(std::make_unique<made>(std::move(caller), std::move(what)));
            },
            boost::asio::use_awaitable);
    }

    template <class value, class function>
    task<value> read(function what)
    {
        return boost::asio::async_initiate<
            const boost::asio::use_awaitable_t<>, void(outcome_of<value>)>(
            [this, what = std::move(what)](auto caller) mutable {
                using made = call_of<value, read_of<value, function>, decltype(caller)>;
                reader_.push(std::make_unique<made>(std::move(caller), std::move(what)));
            },
            boost::asio::use_awaitable);
    }

    files files_;
    const id log_id_;
    std::atomic<bool> is_open_ = true;
    database upkeep_main_;
    database upkeep_keys_;
    upkeep upkeep_;
    database reader_main_;
    database reader_keys_;
    reader reader_;
    writer writer_; // ends first: what it has taken is still written
};

id make_log_id()
{
    secure_random random;
    return make_id(system_clock{}.now_ms(), random.next(), random.next());
}

} // namespace

std::expected<std::unique_ptr<port::store>, error>
open_sqlite_store(const sqlite_options& options, boost::asio::any_io_executor on)
{
    auto folder = data_folder::lock(options.folder);
    if (!folder)
        return std::unexpected(folder.error());
    try
    {
        files opened(std::move(*folder), options);
        if (auto ready = migrate(opened.main, "switchback.db", main_migrations()); !ready)
            return std::unexpected(ready.error());
        if (auto ready = migrate(opened.keys, "keys.db", key_migrations()); !ready)
            return std::unexpected(ready.error());
        const auto log_id = keep_log_id(opened.main, make_log_id());
        return std::make_unique<sqlite_store>(std::move(opened), log_id, options, std::move(on));
    }
    catch (const sql_error& why)
    {
        auto what = why.to_error();
        what.detail = fmt::format(
            "cannot open the databases in {}: {}", options.folder.string(), what.detail);
        return std::unexpected(std::move(what));
    }
}

} // namespace switchback::store
