// The one thread that writes. It takes what was queued while it waited for the disk, at most a
// batch, writes all of it in one transaction, and gives the calls back when that is on the disk.
// A call that fails alone is undone alone; a commit or sync that fails ends writing for good
// (invariant I2: nobody can say what a disk holds after it refused a sync). Owned by the store.
#pragma once

#include "bot/port/store.hpp"
#include "bot/store/sqlite/database.hpp"
#include "bot/store/sqlite/queue.hpp"
#include "bot/store/sqlite/upkeep.hpp"
#include "bot/store/sqlite/write_tables.hpp"

#include <chrono>
#include <span>
#include <thread>

namespace switchback::store::sqlite {

/// A call that writes.
class write_call : public call
{
public:
    /// Writes into an open transaction, and may be asked again after a rollback. What it wants to
    /// say about its own row is its outcome; throws sql_error when a statement fails.
    virtual void apply(write_tables& to) = 0;
    /// The new client whose key must be kept before its rows are.
    [[nodiscard]] virtual const port::new_client* added() const noexcept { return nullptr; }
    /// The client to erase: such a call is written alone.
    [[nodiscard]] virtual const id* erased() const noexcept { return nullptr; }
};

class writer
{
public:
    /// Both databases and `kept` outlive this; they are used by the writer's thread alone.
    writer(
        database& main, database& keys, upkeep& kept, executor on,
        std::chrono::microseconds linger);
    ~writer(); // writes what was taken, then ends

    /// Queues a call, or finishes it with errc::busy.
    void push(std::unique_ptr<write_call> added);

    /// Takes no more.
    void close() noexcept;

private:
    using batch = std::span<std::unique_ptr<write_call>>;

    void run();
    void write(batch calls);
    void write_together(batch calls);
    void write_one_by_one(batch calls);
    void write_keys(batch calls);
    void erase(write_call& one);
    void give_up(batch calls, const sql_error& why);
    void roll_back() noexcept;

    database& main_;
    database& keys_;
    upkeep& upkeep_;
    executor on_;
    const std::chrono::microseconds linger_;
    write_tables tables_;
    statement begin_;
    statement commit_;
    statement add_key_;
    statement drop_key_;
    queue<write_call> queue_;
    std::thread thread_; // last: it uses everything above
};

} // namespace switchback::store::sqlite
