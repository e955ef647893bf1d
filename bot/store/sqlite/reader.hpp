// The one thread that reads, on connections of its own: every SELECT is short, and a step asks at
// most one or two. Owned by the store.
#pragma once

#include "bot/store/sqlite/database.hpp"
#include "bot/store/sqlite/queue.hpp"
#include "bot/store/sqlite/read_tables.hpp"

#include <thread>

namespace switchback::store::sqlite {

/// A call that reads.
class read_call : public call
{
public:
    /// Asks and keeps the outcome; throws sql_error.
    virtual void ask(read_tables& from) = 0;
};

class reader
{
public:
    /// Both databases outlive this; they are used by the reader's thread alone.
    reader(database& main, database& keys, executor on);
    ~reader(); // answers what was asked, then ends

    /// Queues a call, or finishes it with errc::busy.
    void push(std::unique_ptr<read_call> added);

private:
    void run();

    executor on_;
    read_tables tables_;
    queue<read_call> queue_;
    std::thread thread_; // last: it uses everything above
};

} // namespace switchback::store::sqlite
