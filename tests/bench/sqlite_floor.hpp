// The floor of the store: bare SQLite statements writing the same two rows a step (one event, one
// conversation) in the same tables, with the same settings: WAL, synchronous FULL, one writer,
// checkpoints on a second connection. No queue, no coroutine, no compare-and-set answer read back.
// Owned by the measuring program, used from one thread (checkpoints run on one of its own).
// Throws std::runtime_error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::bench {

/// What one step writes; the conversation is named by its place in `sqlite_floor::count`.
struct floor_step
{
    std::size_t conversation = 0;
    std::string_view state;
    std::string_view devices;
    std::string_view body;
    std::int64_t at_ms = 0;
};

class sqlite_floor
{
public:
    /// Opens a database file that a store has made, so that tables and rows are the same.
    explicit sqlite_floor(const std::string& file);
    ~sqlite_floor();
    sqlite_floor(const sqlite_floor&) = delete;
    sqlite_floor& operator=(const sqlite_floor&) = delete;

    /// Conversations in the file.
    [[nodiscard]] std::size_t count() const;

    /// One transaction with these steps; returns when it is on disk.
    void commit(const std::vector<floor_step>& steps);

private:
    struct parts;
    std::unique_ptr<parts> parts_;
};

} // namespace switchback::bench
