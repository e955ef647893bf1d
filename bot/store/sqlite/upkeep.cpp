#include "bot/store/sqlite/upkeep.hpp"

#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"

#include <chrono>

namespace switchback::store::sqlite {

upkeep::upkeep(database& main, database& keys, const data_folder& folder, upkeep_options options)
    : main_(main), keys_(keys), folder_(folder), options_(options)
{
    look_at_disk();
    thread_ = std::thread([this] { run(); });
}

upkeep::~upkeep()
{
    {
        const std::lock_guard lock(mutex_);
        is_ending_ = true;
    }
    woken_.notify_all();
    thread_.join();
}

bool upkeep::is_writable() const noexcept
{
    return !has_failed_.load(std::memory_order_relaxed) &&
           has_space_.load(std::memory_order_relaxed);
}

void upkeep::note_full() noexcept
{
    has_space_ = false;
    log(log_level::error, "store_full");
}

void upkeep::fail_for_good(const sql_error& why) noexcept
{
    if (!has_failed_.exchange(true))
        log(log_level::error, "store_failed", {{"sqlite_code", std::int64_t{why.code}}});
}

void upkeep::note_log_pages(int pages) noexcept
{
    const auto before = log_pages_.exchange(pages);
    if (pages < options_.checkpoint_pages || before >= options_.checkpoint_pages)
        return;
    const std::lock_guard lock(mutex_);
    woken_.notify_one();
}

std::unique_lock<std::mutex> upkeep::write_turn()
{
    std::unique_lock lock(turn_);
    turn_free_.wait(lock, [this] { return !wants_turn_; });
    return lock;
}

void upkeep::run()
{
    const auto pause = std::chrono::milliseconds(limits::store_space_check_ms);
    std::unique_lock lock(mutex_);
    while (!is_ending_)
    {
        woken_.wait_for(
            lock, pause, [this] { return is_ending_ || log_pages_ >= options_.checkpoint_pages; });
        if (is_ending_)
            break;
        lock.unlock();
        look_at_disk();
        try
        {
            if (!has_failed_ && log_pages_ >= options_.checkpoint_pages)
                copy_back();
        }
        catch (const sql_error& why)
        {
            if (why.is_full())
                note_full();
            else
                fail_for_good(why);
        }
        lock.lock();
    }
    leave_empty_logs();
}

void upkeep::look_at_disk() noexcept
{
    const bool has_room = folder_.free_bytes() >= options_.least_free_bytes;
    if (has_space_.exchange(has_room) != has_room)
        log(has_room ? log_level::info : log_level::error,
            has_room ? code_word("store_has_room") : code_word("store_without_room"));
}

/// The log starts over only when all of it is copied and nobody writes. So the bulk is copied
/// beside the writer, again as long as much came meanwhile, and only the last pages hold it up.
bool upkeep::copy_both()
{
    constexpr int passes = 4;
    constexpr int few = 256;
    keys_.checkpoint();
    for (int pass = 0; pass < passes; ++pass)
        if (log_pages_ - main_.checkpoint().done < few)
            break;
    wants_turn_ = true;
    const std::lock_guard turn(turn_);
    keys_.checkpoint();
    return main_.checkpoint().is_all();
}

void upkeep::copy_back()
{
    const auto copying = no_copying();
    bool is_all = false;
    try
    {
        is_all = copy_both();
    }
    catch (...)
    {
        give_turn_back();
        throw;
    }
    if (is_all)
        log_pages_ = 0; // the next commit starts the log over and tells its true length
    give_turn_back();
}

void upkeep::give_turn_back() noexcept
{
    {
        const std::lock_guard turn(turn_);
        wants_turn_ = false;
    }
    turn_free_.notify_all();
}

/// An orderly end leaves one file each, which the next start opens without reading a log.
void upkeep::leave_empty_logs() noexcept
{
    if (has_failed_)
        return;
    for (auto* one : {&main_, &keys_})
        if (const auto is_empty = one->empty_log(); !is_empty)
            log(log_level::warning, "store_log_left", {{"code", code_word(is_empty.error().code)}});
}

} // namespace switchback::store::sqlite
