#include "bot/crypto/key_ring.hpp"

#include "bot/crypto/sodium.hpp"

#include <algorithm>

namespace switchback::crypto {

key_ring::key_ring(std::size_t most)
{
    start_sodium();
    const auto size = std::max<std::size_t>(most, 1);
    keys_.resize(size);
    entries_.resize(size);
    free_.reserve(size);
    for (std::size_t i = size; i > 0; --i)
        free_.push_back(static_cast<slot>(i - 1));
    // Where the system allows no locked memory the keys are still wiped; swap is the operator's.
    sodium_mlock(keys_.data(), keys_.size() * sizeof(data_key));
}

key_ring::~key_ring()
{
    sodium_munlock(keys_.data(), keys_.size() * sizeof(data_key));
}

std::optional<data_key> key_ring::find(const id& conversation)
{
    const std::lock_guard lock(mutex_);
    const auto found = by_id_.find(conversation);
    if (found == by_id_.end())
        return std::nullopt;
    unlink(found->second);
    make_newest(found->second);
    return keys_[found->second];
}

void key_ring::put(const id& conversation, const data_key& key)
{
    const std::lock_guard lock(mutex_);
    const auto found = by_id_.find(conversation);
    slot at = none;
    if (found != by_id_.end())
    {
        at = found->second;
        unlink(at);
    }
    else
    {
        at = take_slot();
        by_id_.emplace(conversation, at);
    }
    entries_[at].owner = conversation;
    keys_[at] = key;
    make_newest(at);
}

void key_ring::drop(const id& conversation)
{
    const std::lock_guard lock(mutex_);
    const auto found = by_id_.find(conversation);
    if (found == by_id_.end())
        return;
    const auto at = found->second;
    unlink(at);
    sodium_memzero(keys_[at].bytes(), data_key::size);
    free_.push_back(at);
    by_id_.erase(found);
}

std::size_t key_ring::size() const
{
    const std::lock_guard lock(mutex_);
    return by_id_.size();
}

void key_ring::unlink(slot at) noexcept
{
    const auto newer = entries_[at].newer;
    const auto older = entries_[at].older;
    (newer == none ? newest_ : entries_[newer].older) = older;
    (older == none ? oldest_ : entries_[older].newer) = newer;
    entries_[at].newer = none;
    entries_[at].older = none;
}

void key_ring::make_newest(slot at) noexcept
{
    entries_[at].older = newest_;
    if (newest_ != none)
        entries_[newest_].newer = at;
    newest_ = at;
    if (oldest_ == none)
        oldest_ = at;
}

key_ring::slot key_ring::take_slot()
{
    if (free_.empty())
    {
        const auto at = oldest_;
        unlink(at);
        by_id_.erase(entries_[at].owner);
        return at;
    }
    const auto at = free_.back();
    free_.pop_back();
    return at;
}

} // namespace switchback::crypto
