#include "bot/store/sqlite/writer.hpp"

#include "bot/base/limits.hpp"

#include <algorithm>
#include <set>
#include <sqlite3.h>

namespace switchback::store::sqlite {
namespace {

error not_now()
{
    return {errc::busy, "the store takes no writes now"};
}

} // namespace

writer::writer(
    database& main, database& keys, upkeep& kept, executor on, std::chrono::microseconds linger)
    : main_(main), keys_(keys), upkeep_(kept), on_(std::move(on)), linger_(linger), tables_(main),
      begin_(main, "BEGIN IMMEDIATE"), commit_(main, "COMMIT"),
      add_key_(keys, "INSERT OR REPLACE INTO client_key VALUES (?1, ?2)"),
      drop_key_(keys, "DELETE FROM client_key WHERE conversation = ?1"),
      queue_(on_, limits::store_queue, limits::store_batch), thread_([this] { run(); })
{}

writer::~writer()
{
    close();
    thread_.join();
}

void writer::push(std::unique_ptr<write_call> added)
{
    if (upkeep_.is_writable() && queue_.push(added))
        return;
    added->refuse(not_now());
    call_list<write_call> refused;
    refused.push_back(std::move(added));
    finish_all(on_, std::move(refused));
}

void writer::close() noexcept
{
    queue_.close();
}

void writer::run()
{
    for (;;)
    {
        auto taken = queue_.take(limits::store_batch, linger_);
        if (taken.empty())
            return;
        // An erasure is written alone, between those that came before and after it.
        batch rest(taken);
        while (!rest.empty())
        {
            const auto alone = std::ranges::find_if(
                rest, [](const auto& one) { return one->erased() != nullptr; });
            const auto before = static_cast<std::size_t>(alone - rest.begin());
            write(rest.first(before != 0 ? before : 1));
            rest = rest.subspan(before != 0 ? before : 1);
        }
        finish_all(on_, std::move(taken));
    }
}

void writer::write(batch calls)
{
    // Taken before the store turned unwritable, refused after: nothing may follow a failed sync.
    if (!upkeep_.is_writable())
    {
        for (const auto& one : calls)
            one->refuse(not_now());
        return;
    }
    const bool is_erasure = calls.front()->erased() != nullptr;
    const auto quiet = is_erasure ? upkeep_.no_copying() : std::unique_lock<std::mutex>{};
    const auto turn = upkeep_.write_turn();
    try
    {
        if (is_erasure)
            erase(*calls.front());
        else
            write_together(calls);
    }
    catch (const sql_error& why)
    {
        give_up(calls, why);
    }
}

void writer::write_together(batch calls)
{
    write_keys(calls);
    bool is_spoiled = false;
    begin_.run();
    try
    {
        for (const auto& one : calls)
            one->apply(tables_);
    }
    catch (const sql_error& why)
    {
        roll_back();
        if (!why.is_of_one_row())
            throw;
        is_spoiled = true;
    }
    if (is_spoiled)
        write_one_by_one(calls);
    else
        commit_.run();
}

void writer::write_one_by_one(batch calls)
{
    begin_.run();
    for (const auto& one : calls)
    {
        main_.run("SAVEPOINT one");
        try
        {
            one->apply(tables_);
        }
        catch (const sql_error& why)
        {
            if (!why.is_of_one_row())
                throw;
            main_.run("ROLLBACK TO one");
            tables_.forget_places();
            one->refuse(why.to_error());
        }
        main_.run("RELEASE one");
    }
    commit_.run();
}

/// The key is on the disk before the row it opens: a row without a key would be a client whose
/// words nobody can read, a key without a row is harmless.
void writer::write_keys(batch calls)
{
    std::set<id> adding;
    for (const auto& one : calls)
    {
        const auto* added = one->added();
        // The key of somebody already there must not be replaced; `apply` will refuse the row.
        if (added == nullptr || tables_.has_client(added->conversation) ||
            !adding.insert(added->conversation).second)
            continue;
        if (adding.size() == 1)
            keys_.run("BEGIN IMMEDIATE");
        add_key_.blob(1, added->conversation).blob(2, added->wrapped_key).run();
    }
    if (!adding.empty())
        keys_.run("COMMIT");
}

void writer::erase(write_call& one)
{
    drop_key_.blob(1, *one.erased()).run();
    auto is_cut = keys_.empty_log();
    begin_.run();
    one.apply(tables_);
    commit_.run();
    // Deleted rows are overwritten in the file, but the log still holds their pages.
    if (is_cut)
        is_cut = main_.empty_log();
    if (!is_cut)
        one.refuse(is_cut.error());
}

void writer::give_up(batch calls, const sql_error& why)
{
    roll_back();
    if (why.is_full())
        upkeep_.note_full();
    else
        upkeep_.fail_for_good(why);
    for (const auto& one : calls)
        one->refuse(why.to_error());
}

void writer::roll_back() noexcept
{
    tables_.forget_places();
    for (auto* one : {&main_, &keys_})
        if (one->is_in_transaction())
            sqlite3_exec(one->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

} // namespace switchback::store::sqlite
