#include "bot/store/sqlite/sqlite_store.hpp"

#include "bot/base/clock.hpp"
#include "bot/base/log.hpp"
#include "bot/base/random.hpp"
#include "bot/store/migrations/migrations.hpp"
#include "bot/store/sqlite/audit_table.hpp"
#include "bot/store/sqlite/reader.hpp"
#include "bot/store/sqlite/schema.hpp"
#include "bot/store/sqlite/sqlite_people.hpp"
#include "bot/store/sqlite/store_calls.hpp"
#include "bot/store/sqlite/store_files.hpp"
#include "bot/store/sqlite/upkeep.hpp"
#include "bot/store/sqlite/writer.hpp"

#include <atomic>
#include <fmt/format.h>
#include <sqlite3.h>

namespace switchback::store {
namespace {

using namespace port;
using namespace sqlite;

class sqlite_store final : public port::store
{
public:
    sqlite_store(store_files opened, id log_id, const sqlite_options& options, executor on)
        : files_(std::move(opened)), log_id_(log_id),
          upkeep_main_(files_.open("switchback.db", limits::store_small_cache_kib)),
          upkeep_keys_(files_.open("keys.db", limits::store_small_cache_kib)),
          upkeep_(
              upkeep_main_, upkeep_keys_, files_.folder,
              {options.least_free_bytes, options.checkpoint_pages}),
          reader_main_(
              files_.open("switchback.db", limits::store_small_cache_kib, usage::owner_reads)),
          reader_keys_(files_.open("keys.db", limits::store_small_cache_kib, usage::owner_reads)),
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
        return write<void>(
            [change = token_change{conversation, std::move(next_hash), now_ms, old_until_ms}](
                write_tables& to) { return to.rotate_token(change); });
    }

    task<void> put_bundle(bundle_row row) override
    {
        return write<void>([row = std::move(row)](write_tables& to) -> outcome_of<void> {
            to.put_bundle(row);
            return {};
        });
    }

    task<void> lease_outbox(
        id conversation, std::string key, std::int64_t due_ms, std::int64_t until_ms) override
    {
        return write<void>([lease = outbox_lease{conversation, std::move(key), due_ms, until_ms}](
                               write_tables& to) { return to.lease_outbox(lease); });
    }

    task<void> put_responder(responder_row row, std::uint64_t expect_last_step) override
    {
        return write<void>([row = std::move(row), expect_last_step](write_tables& to) {
            return to.responders().put_responder(row, expect_last_step);
        });
    }

    task<void> drop_responder(std::string responder) override
    {
        return write<void>(
            [responder = std::move(responder)](write_tables& to) -> outcome_of<void> {
                to.responders().drop_responder(responder);
                return {};
            });
    }

    task<void> put_ticket(ticket_row row, std::int64_t now_ms) override
    {
        return write<void>([row = std::move(row), now_ms](write_tables& to) -> outcome_of<void> {
            to.responders().put_ticket(row, now_ms);
            return {};
        });
    }

    task<ticket_row> take_ticket(std::string hash, std::int64_t now_ms) override
    {
        return write<ticket_row>([hash = std::move(hash), now_ms](write_tables& to) {
            return to.responders().take_ticket(hash, now_ms);
        });
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

    task<std::vector<case_row>> cases(bool only_open, std::size_t limit) override
    {
        return read<std::vector<case_row>>(
            [=](read_tables& from) { return from.cases().cases(only_open, limit); });
    }

    task<std::vector<case_row>> cases_of(id conversation) override
    {
        return read<std::vector<case_row>>(
            [conversation](read_tables& from) { return from.cases().cases_of(conversation); });
    }

    task<case_row> find_case(std::string reference) override
    {
        return read<case_row>([reference = std::move(reference)](read_tables& from) {
            return from.cases().find_case(reference);
        });
    }

    task<std::vector<outbox_row>> due_outbox(std::int64_t now_ms, std::size_t limit) override
    {
        return read<std::vector<outbox_row>>(
            [=](read_tables& from) { return from.cases().due_outbox(now_ms, limit); });
    }

    task<std::optional<std::int64_t>> next_outbox_due() override
    {
        return read<std::optional<std::int64_t>>(
            [](read_tables& from) { return from.cases().next_outbox_due(); });
    }

    task<responder_row> find_responder(std::string responder) override
    {
        return read<responder_row>([responder = std::move(responder)](read_tables& from) {
            return from.responders().find_responder(responder);
        });
    }

    task<ticket_row> find_ticket(std::string hash, std::int64_t now_ms) override
    {
        return read<ticket_row>([hash = std::move(hash), now_ms](read_tables& from) {
            return from.responders().find_ticket(hash, now_ms);
        });
    }

    task<std::uint64_t> find_inbox(inbox_key key) override
    {
        return read<std::uint64_t>(
            [key = std::move(key)](read_tables& from) { return from.find_inbox(key); });
    }

    task<bundle_row> find_bundle(std::string hash) override
    {
        return read<bundle_row>(
            [hash = std::move(hash)](read_tables& from) { return from.find_bundle(hash); });
    }

    people_store& people() noexcept override { return people_; }

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
        return queue_write<value>(writer_, std::move(what));
    }

    template <class value, class function>
    task<value> read(function what)
    {
        return queue_read<value>(reader_, std::move(what));
    }

    store_files files_;
    const id log_id_;
    std::atomic<bool> is_open_ = true;
    database upkeep_main_;
    database upkeep_keys_;
    upkeep upkeep_;
    database reader_main_;
    database reader_keys_;
    reader reader_;
    writer writer_; // ends first: what it has taken is still written
    sqlite_people people_{writer_, reader_};
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
        store_files opened(std::move(*folder), options);
        if (auto ready = migrate(
                opened.main, "switchback.db", main_migrations(),
                {audit_chain_schema, chain_old_rows});
            !ready)
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
