#include "bot/service/sessions.hpp"

#include "bot/base/limits.hpp"
#include "bot/crypto/token.hpp"

#include <algorithm>

namespace switchback::service {
task<std::string> sessions::begin(std::string responder)
{
    auto word = crypto::make_token();
    auto hash = crypto::hash_token(word);
    const auto now = time_.now_ms();
    const session made{responder, now + limits::session_idle_ms, now + limits::session_ms};
    port::ticket_row row{hash, std::string(kind_), std::move(responder), made.until_ms};
    const auto kept = co_await store_.put_ticket(std::move(row), now);
    if (!kept)
        co_return std::unexpected(kept.error());
    make_room();
    open_.insert_or_assign(std::move(hash), made);
    co_return word;
}

void sessions::make_room()
{
    if (open_.size() < limits::sessions)
        return;
    const auto oldest = std::ranges::min_element(
        open_, {}, [](const auto& one) { return one.second.idle_until_ms; });
    open_.erase(oldest);
}

task<session> sessions::find(std::string word, bool is_active)
{
    if (word.size() != crypto::token_chars)
        co_return fail(errc::not_allowed);
    const auto hash = crypto::hash_token(word);
    auto at = open_.find(hash);
    if (at == open_.end())
    {
        const auto before = forgotten_;
        auto row = co_await store_.find_ticket(hash, time_.now_ms());
        if (!row)
            co_return fail(
                row.error().code == errc::not_found ? errc::not_allowed : row.error().code);
        if (row->kind != kind_ || before != forgotten_)
            co_return fail(errc::not_allowed);
        make_room();
        const session known{
            std::move(row->responder), started_ms_ + limits::session_idle_ms, row->until_ms};
        at = open_.try_emplace(hash, known).first;
    }
    const auto now = time_.now_ms();
    if (now >= at->second.idle_until_ms || now >= at->second.until_ms)
    {
        open_.erase(at);
        static_cast<void>(co_await store_.take_ticket(hash, now));
        co_return fail(errc::not_allowed);
    }
    if (is_active)
        at->second.idle_until_ms = now + limits::session_idle_ms;
    co_return at->second;
}

task<void> sessions::end(std::string word)
{
    const auto hash = crypto::hash_token(word);
    open_.erase(hash);
    ++forgotten_;
    const auto taken = co_await store_.take_ticket(hash, time_.now_ms());
    if (!taken && taken.error().code != errc::not_found)
        co_return std::unexpected(taken.error());
    co_return std::expected<void, error>{};
}

void sessions::forget(std::string_view responder)
{
    ++forgotten_;
    std::erase_if(open_, [&](const auto& one) { return one.second.responder == responder; });
}

} // namespace switchback::service
