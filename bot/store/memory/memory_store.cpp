#include "bot/store/memory/memory_store.hpp"

#include "bot/base/limits.hpp"
#include "bot/store/memory/case_shelf.hpp"
#include "bot/store/memory/people_shelf.hpp"
#include "bot/store/memory/responder_shelf.hpp"
#include "bot/store/step_rules.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <tuple>
#include <unordered_map>

namespace switchback::store {
namespace {

using namespace port;

struct client
{
    conversation_row row;
    std::string wrapped_key;
    std::vector<event_row> events;
    std::map<std::string, timer_row> timers;
    std::map<std::pair<std::string, std::string>, record_row> records; // (collection, key)
    std::vector<audit_row> audit;
};

struct token_entry
{
    id conversation;
    std::optional<std::int64_t> old_until_ms; // absent: the present token
};

using inbox_id = std::tuple<std::string, std::string, std::string>;

struct inbox_entry
{
    id conversation;
    std::uint64_t seq = 0;
};

inbox_id id_of(const inbox_key& key)
{
    return {key.adapter, key.account, key.key};
}

class memory_store final : public port::store
{
public:
    explicit memory_store(id log_id) noexcept : log_id_(log_id) {}

    task<commit_receipt> commit(step_write step) override { co_return commit_now(std::move(step)); }

    task<conversation_row> load(id conversation) override
    {
        const std::lock_guard lock(mutex_);
        const auto found = clients_.find(conversation);
        if (found == clients_.end())
            co_return fail(errc::not_found);
        co_return found->second.row;
    }

    task<std::vector<event_row>>
    events(id conversation, std::uint64_t after, std::size_t limit) override
    {
        const std::lock_guard lock(mutex_);
        std::vector<event_row> out;
        const auto found = clients_.find(conversation);
        if (found == clients_.end())
            co_return out;
        for (const auto& row : found->second.events)
            if (row.seq + row.count - 1 > after && out.size() < cap(limit))
                out.push_back(row);
        co_return out;
    }

    task<std::vector<record_row>> records(id conversation, std::string collection) override
    {
        const std::lock_guard lock(mutex_);
        std::vector<record_row> out;
        const auto found = clients_.find(conversation);
        if (found == clients_.end())
            co_return out;
        for (const auto& [key, row] : found->second.records)
            if (collection.empty() || row.collection == collection)
                out.push_back(row);
        std::ranges::sort(out, {}, [](const record_row& row) {
            return std::tie(row.at_ms, row.collection, row.key);
        });
        co_return out;
    }

    task<std::vector<audit_row>> audit(id conversation, std::size_t limit) override
    {
        const std::lock_guard lock(mutex_);
        std::vector<audit_row> out;
        const auto found = clients_.find(conversation);
        if (found != clients_.end())
            out = found->second.audit;
        else if (const auto other = noted_.find(conversation); other != noted_.end())
            out = other->second;
        if (out.size() > cap(limit))
            out.resize(cap(limit));
        co_return out;
    }

    task<void> add_client(new_client added) override
    {
        const std::lock_guard lock(mutex_);
        if (!is_open_)
            co_return fail(errc::busy);
        if (clients_.contains(added.conversation) || tokens_.contains(added.token_hash))
            co_return fail(errc::conflict);
        client made;
        made.row.conversation = added.conversation;
        made.row.practice = added.practice;
        made.row.state = std::move(added.state);
        made.row.changed_ms = added.at_ms;
        made.wrapped_key = std::move(added.wrapped_key);
        clients_.emplace(added.conversation, std::move(made));
        tokens_.emplace(std::move(added.token_hash), token_entry{added.conversation, {}});
        co_return std::expected<void, error>{};
    }

    task<std::string> wrapped_key(id conversation) override
    {
        const std::lock_guard lock(mutex_);
        const auto found = clients_.find(conversation);
        if (found == clients_.end())
            co_return fail(errc::not_found);
        co_return found->second.wrapped_key;
    }

    task<token_row> find_token(std::string token_hash, std::int64_t now_ms) override
    {
        const std::lock_guard lock(mutex_);
        const auto found = tokens_.find(token_hash);
        if (found == tokens_.end())
            co_return fail(errc::not_found);
        const auto& entry = found->second;
        if (entry.old_until_ms && *entry.old_until_ms < now_ms)
            co_return fail(errc::not_found);
        co_return token_row{
            entry.conversation, entry.old_until_ms.has_value(), entry.old_until_ms.value_or(0)};
    }

    task<void> rotate_token(
        id conversation, std::string next_hash, std::int64_t now_ms,
        std::int64_t old_until_ms) override
    {
        const std::lock_guard lock(mutex_);
        if (!is_open_)
            co_return fail(errc::busy);
        if (!clients_.contains(conversation))
            co_return fail(errc::not_found);
        if (tokens_.contains(next_hash))
            co_return fail(errc::conflict);
        retire_tokens(conversation, now_ms, old_until_ms);
        tokens_.emplace(std::move(next_hash), token_entry{conversation, {}});
        co_return std::expected<void, error>{};
    }

    task<std::vector<timer_row>> due_timers(std::int64_t now_ms, std::size_t limit) override
    {
        const std::lock_guard lock(mutex_);
        std::vector<timer_row> out;
        for (const auto& [key, client] : clients_)
            for (const auto& [name, timer] : client.timers)
                if (timer.due_ms <= now_ms)
                    out.push_back(timer);
        sort_by_due(out);
        if (out.size() > cap(limit))
            out.resize(cap(limit));
        co_return out;
    }

    task<std::optional<std::int64_t>> next_due() override
    {
        const std::lock_guard lock(mutex_);
        std::optional<std::int64_t> earliest;
        for (const auto& [key, client] : clients_)
            for (const auto& [name, timer] : client.timers)
                earliest = std::min(earliest.value_or(timer.due_ms), timer.due_ms);
        co_return earliest;
    }

    task<std::vector<timer_row>> timers(id conversation) override
    {
        const std::lock_guard lock(mutex_);
        std::vector<timer_row> out;
        const auto found = clients_.find(conversation);
        if (found != clients_.end())
            for (const auto& [name, timer] : found->second.timers)
                out.push_back(timer);
        sort_by_due(out);
        co_return out;
    }

    task<std::vector<case_row>> cases(bool only_open, std::size_t limit) override
    {
        const std::lock_guard lock(mutex_);
        co_return cases_.cases(only_open, cap(limit));
    }

    task<std::vector<case_row>> cases_of(id conversation) override
    {
        const std::lock_guard lock(mutex_);
        co_return cases_.cases_of(conversation);
    }

    task<case_row> find_case(std::string reference) override
    {
        const std::lock_guard lock(mutex_);
        co_return cases_.find_case(reference);
    }

    task<std::vector<outbox_row>> due_outbox(std::int64_t now_ms, std::size_t limit) override
    {
        const std::lock_guard lock(mutex_);
        co_return cases_.due_outbox(now_ms, cap(limit));
    }

    task<std::optional<std::int64_t>> next_outbox_due() override
    {
        const std::lock_guard lock(mutex_);
        co_return cases_.next_outbox_due();
    }

    task<void> lease_outbox(
        id conversation, std::string key, std::int64_t due_ms, std::int64_t until_ms) override
    {
        const std::lock_guard lock(mutex_);
        if (!is_open_)
            co_return fail(errc::busy);
        co_return cases_.lease(conversation, key, due_ms, until_ms);
    }

    task<responder_row> find_responder(std::string responder) override
    {
        const std::lock_guard lock(mutex_);
        co_return responders_.find_responder(responder);
    }

    task<void> put_responder(responder_row row, std::uint64_t expect_last_step) override
    {
        const std::lock_guard lock(mutex_);
        if (!is_open_)
            co_return fail(errc::busy);
        co_return responders_.put_responder(std::move(row), expect_last_step);
    }

    task<void> drop_responder(std::string responder) override
    {
        const std::lock_guard lock(mutex_);
        if (!is_open_)
            co_return fail(errc::busy);
        responders_.drop_responder(responder);
        co_return std::expected<void, error>{};
    }

    task<void> put_ticket(ticket_row row, std::int64_t now_ms) override
    {
        const std::lock_guard lock(mutex_);
        if (!is_open_)
            co_return fail(errc::busy);
        co_return responders_.put_ticket(std::move(row), now_ms);
    }

    task<ticket_row> find_ticket(std::string hash, std::int64_t now_ms) override
    {
        const std::lock_guard lock(mutex_);
        co_return responders_.find_ticket(hash, now_ms);
    }

    task<ticket_row> take_ticket(std::string hash, std::int64_t now_ms) override
    {
        const std::lock_guard lock(mutex_);
        if (!is_open_)
            co_return fail(errc::busy);
        co_return responders_.take_ticket(hash, now_ms);
    }

    task<void> put_bundle(bundle_row row) override
    {
        const std::lock_guard lock(mutex_);
        if (!is_open_)
            co_return fail(errc::busy);
        auto hash = row.hash;
        bundles_.emplace(std::move(hash), std::move(row));
        co_return std::expected<void, error>{};
    }

    task<std::uint64_t> find_inbox(inbox_key key) override
    {
        const std::lock_guard lock(mutex_);
        const auto found = inbox_.find(id_of(key));
        if (found == inbox_.end())
            co_return fail(errc::not_found);
        co_return found->second.seq;
    }

    task<bundle_row> find_bundle(std::string hash) override
    {
        const std::lock_guard lock(mutex_);
        const auto found = bundles_.find(hash);
        if (found == bundles_.end())
            co_return fail(errc::not_found);
        co_return found->second;
    }

    task<void> erase(id conversation, std::int64_t at_ms) override
    {
        const std::lock_guard lock(mutex_);
        if (!is_open_)
            co_return fail(errc::busy);
        clients_.erase(conversation);
        cases_.erase(conversation);
        people_.erase(conversation);
        noted_.erase(conversation);
        std::erase_if(
            tokens_, [&](const auto& entry) { return entry.second.conversation == conversation; });
        std::erase_if(
            inbox_, [&](const auto& entry) { return entry.second.conversation == conversation; });
        erasures_.emplace(conversation, at_ms);
        co_return std::expected<void, error>{};
    }

    people_store& people() noexcept override { return people_; }

    bool is_writable() const noexcept override { return is_open_; }
    id log_id() const noexcept override { return log_id_; }
    void stop_writes() noexcept override { is_open_ = false; }

private:
    static void sort_by_due(std::vector<timer_row>& rows)
    {
        std::ranges::sort(rows, {}, [](const timer_row& row) {
            return std::tie(row.due_ms, row.conversation, row.name);
        });
    }

    static std::size_t cap(std::size_t limit) noexcept
    {
        return std::min(limit, limits::store_rows_a_read);
    }

    std::expected<commit_receipt, error> commit_now(step_write step)
    {
        const std::lock_guard lock(mutex_);
        if (!is_open_)
            return fail(errc::busy);
        const auto found = clients_.find(step.conversation);
        if (found == clients_.end())
            return fail(errc::not_found);
        auto& client = found->second;
        if (step.inbox)
            if (const auto seen = inbox_.find(id_of(*step.inbox)); seen != inbox_.end())
                return commit_receipt{client.row.version, true, seen->second.seq};
        if (step.expect_version != client.row.version)
            return fail(errc::conflict);
        if (const auto sound = check_step(step, client.row.head); !sound)
            return std::unexpected(sound.error());
        if (cases_.takes_a_reference(step))
            return fail(errc::conflict);
        write(client, std::move(step));
        return commit_receipt{client.row.version, false, 0};
    }

    void write(client& to, step_write step)
    {
        if (step.inbox)
            inbox_.emplace(id_of(*step.inbox), inbox_entry{step.conversation, answer_seq(step)});
        ++to.row.version;
        to.row.head = step.head;
        to.row.state = std::move(step.state);
        to.row.devices = std::move(step.devices);
        to.row.changed_ms = step.at_ms;
        if (step.event)
            to.events.push_back(std::move(*step.event));
        for (const auto& name : step.timers_cleared)
            to.timers.erase(name);
        for (auto& timer : step.timers)
            to.timers.insert_or_assign(timer.name, timer);
        for (const auto& dropped : step.records_dropped)
            to.records.erase({dropped.collection, dropped.key});
        for (auto& record : step.records)
            to.records.insert_or_assign({record.collection, record.key}, record);
        for (auto& row : step.audit)
        {
            row.number = ++audited_;
            to.audit.push_back(std::move(row));
        }
        cases_.write(step);
    }

    /// Drops what is over, gives the present token its end, and keeps only the latest few.
    void retire_tokens(id conversation, std::int64_t now_ms, std::int64_t old_until_ms)
    {
        std::erase_if(tokens_, [&](const auto& entry) {
            return entry.second.conversation == conversation && entry.second.old_until_ms &&
                   *entry.second.old_until_ms < now_ms;
        });
        std::vector<std::pair<std::int64_t, std::string>> old;
        for (auto& [hash, entry] : tokens_)
        {
            if (entry.conversation != conversation)
                continue;
            if (!entry.old_until_ms)
                entry.old_until_ms = old_until_ms;
            old.emplace_back(*entry.old_until_ms, hash);
        }
        std::ranges::sort(old, std::greater{});
        for (std::size_t i = limits::store_tokens_kept; i < old.size(); ++i)
            tokens_.erase(old[i].second);
    }

    std::mutex mutex_;
    const id log_id_;
    std::atomic<bool> is_open_ = true;
    std::unordered_map<id, client> clients_;
    std::unordered_map<std::string, token_entry> tokens_; // by hash
    std::map<inbox_id, inbox_entry> inbox_;
    std::map<std::string, bundle_row> bundles_;
    std::map<id, std::int64_t> erasures_;
    std::int64_t audited_ = 0; // lines of the log so far
    case_shelf cases_;
    responder_shelf responders_;
    std::map<id, std::vector<audit_row>> noted_; // about whoever is no client
    people_shelf people_{
        {mutex_, is_open_,
         [this](note_row row) {
             const auto found = clients_.find(row.about);
             auto& log = found == clients_.end() ? noted_[row.about] : found->second.audit;
             log.push_back({row.at_ms, std::move(row.body), ++audited_});
         },
         [this](const std::string& holder) { responders_.drop_tickets(holder); }}};
};

} // namespace

std::unique_ptr<port::store> make_memory_store(id log_id)
{
    return std::make_unique<memory_store>(log_id);
}

} // namespace switchback::store
