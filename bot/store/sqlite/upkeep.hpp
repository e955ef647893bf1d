// The thread that looks after the files: it copies the log back into the database on connections of
// its own, so that no step waits for that, and watches the free space. It also keeps the one answer
// to "are writes taken?". Owned by the store; the public functions are for any thread.
#pragma once

#include "bot/store/sqlite/data_folder.hpp"
#include "bot/store/sqlite/database.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

namespace switchback::store::sqlite {

struct upkeep_options
{
    std::uint64_t least_free_bytes = 0;
    int checkpoint_pages = 0;
};

class upkeep
{
public:
    /// `main` and `keys` are connections for this thread alone; both outlive this.
    upkeep(database& main, database& keys, const data_folder& folder, upkeep_options options);
    ~upkeep();

    [[nodiscard]] bool is_writable() const noexcept;

    /// The disk is full: no writes until the next look at it finds room.
    void note_full() noexcept;
    /// The disk refused something it must not: no writes for the life of this.
    void fail_for_good(const sql_error& why) noexcept;

    /// Pages in the main log after a commit; wakes the thread when they are many.
    void note_log_pages(int pages) noexcept;

    /// The writer's turn at the log, held during a transaction. While it is held the last pages
    /// cannot be copied back, while they are copied it waits.
    [[nodiscard]] std::unique_lock<std::mutex> write_turn();

    /// Held by somebody who empties a log himself: SQLite has one such at a time. Taken before the
    /// writer's turn.
    [[nodiscard]] std::unique_lock<std::mutex> no_copying() { return std::unique_lock(copying_); }

private:
    void run();
    void look_at_disk() noexcept;
    void copy_back();
    [[nodiscard]] bool copy_both();
    void give_turn_back() noexcept;
    void leave_empty_logs() noexcept;

    database& main_;
    database& keys_;
    const data_folder& folder_;
    const upkeep_options options_;
    std::atomic<bool> has_failed_ = false;
    std::atomic<bool> has_space_ = true;
    std::atomic<int> log_pages_ = 0;
    std::atomic<bool> wants_turn_ = false;
    std::mutex copying_;
    std::mutex turn_;
    std::condition_variable turn_free_;
    std::mutex mutex_;
    std::condition_variable woken_;
    bool is_ending_ = false;
    std::thread thread_; // last: it uses everything above
};

} // namespace switchback::store::sqlite
