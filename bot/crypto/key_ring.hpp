// Unwrapped data keys of the clients spoken with lately, so that a step need not ask the key file.
// The keys lie in one block that is locked in memory and wiped; the longest unused goes first.
// Owned by the service; any thread.
#pragma once

#include "bot/base/id.hpp"
#include "bot/base/limits.hpp"
#include "bot/crypto/data_key.hpp"

#include <cstdint>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

namespace switchback::crypto {

class key_ring
{
public:
    /// Holds at most `most` keys, at least one.
    explicit key_ring(std::size_t most = limits::keys_in_memory);
    ~key_ring();
    key_ring(const key_ring&) = delete;
    key_ring& operator=(const key_ring&) = delete;

    /// The client's key, when it is held; it counts as used now.
    [[nodiscard]] std::optional<data_key> find(const id& conversation);

    /// Holds a key; the same id again replaces it.
    void put(const id& conversation, const data_key& key);

    /// Forgets and wipes a key (the client was erased).
    void drop(const id& conversation);

    [[nodiscard]] std::size_t size() const;

private:
    using slot = std::uint32_t;
    static constexpr slot none = UINT32_MAX;

    struct entry
    {
        id owner;
        slot newer = none;
        slot older = none;
    };

    void unlink(slot at) noexcept;
    void make_newest(slot at) noexcept;
    [[nodiscard]] slot take_slot();

    mutable std::mutex mutex_;
    std::vector<data_key> keys_;
    std::vector<entry> entries_; // entries_[i] tells whose keys_[i] is
    std::vector<slot> free_;
    std::unordered_map<id, slot> by_id_;
    slot newest_ = none;
    slot oldest_ = none;
};

} // namespace switchback::crypto
