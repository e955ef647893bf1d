#include "bot/service/case_window.hpp"

#include "bot/service/sealed_rows.hpp"

#include <algorithm>
#include <charconv>
#include <deque>

namespace switchback::service {
namespace {

using port::task;

// How many messages of the client's still belong to it, and whether the run's edge was met.
struct search
{
    std::size_t left = limits::case_messages_around;
    bool is_over = false;
};

bool is_clients(const run::message& one)
{
    return one.from == run::sender::client;
}

// Goes back from a message, a read at a time; gives the first one that belongs to it.
task<std::uint64_t> first_before(
    port::store& store, const crypto::data_key& key, id conversation, std::uint64_t seq,
    search what, int reads_at_most)
{
    std::uint64_t first = seq;
    for (int reads = 0; reads < reads_at_most && !what.is_over && first > 1; ++reads)
    {
        const auto from = first > limits::case_rows_a_read ? first - limits::case_rows_a_read : 1;
        const auto rows =
            co_await store.events(conversation, from - 1, limits::case_rows_a_read + 1);
        if (!rows)
            co_return std::unexpected(rows.error());
        for (auto row = rows->rbegin(); row != rows->rend() && !what.is_over; ++row)
        {
            if (row->seq > seq)
                continue;
            const auto body = open_event(key, conversation, *row);
            if (!body)
                co_return std::unexpected(body.error());
            for (auto one = body->messages.rbegin(); one != body->messages.rend(); ++one)
            {
                if (one->seq >= first || what.is_over)
                    continue;
                if (is_clients(*one))
                    what.is_over = --what.left == 0;
                first = one->seq;
            }
            what.is_over = what.is_over || body->event.kind == run::event_kind::start;
        }
        if (!what.is_over)
            first = std::min(first, from);
    }
    co_return first;
}

// Goes on from a message over at most so many rows; gives the last one that belongs to it.
task<std::uint64_t> last_after(
    port::store& store, const crypto::data_key& key, id conversation, std::uint64_t seq,
    search what, std::size_t rows_at_most)
{
    const auto rows = co_await store.events(conversation, seq - 1, rows_at_most);
    if (!rows)
        co_return std::unexpected(rows.error());
    std::uint64_t last = seq;
    for (const auto& row : *rows)
    {
        const auto body = open_event(key, conversation, row);
        if (!body)
            co_return std::unexpected(body.error());
        if (row.seq > seq && body->event.kind == run::event_kind::start)
            co_return last;
        for (const auto& one : body->messages)
        {
            if (one.seq <= seq)
                continue;
            if (is_clients(one) && what.left-- == 0)
                co_return last;
            last = one.seq;
        }
    }
    co_return rows->size() < rows_at_most ? stretch{}.until : last;
}

// Goes on from the first message that belongs to a signal, through the signals met on the way,
// until what belongs to the last of them is complete.
class signal_walk
{
public:
    signal_walk(std::uint64_t from, const std::vector<std::uint64_t>& signals, std::size_t next)
        : signals_(signals), next_(next), run_from_(from), first_(next)
    {}

    void take(const event_body& row)
    {
        if (row.messages.empty())
            return;
        if (row.event.kind == run::event_kind::start)
            begin_run(row.messages.front().seq);
        for (const auto& one : row.messages)
            if (one.seq >= run_from_)
                take_message(one);
    }

    /// There is nothing more: what belongs to an open one goes on to the end.
    void end()
    {
        for (auto& one : open_)
            found_.push_back({one.from, stretch{}.until});
        open_.clear();
        if (next_ == first_)
            ++next_; // its message is not there
        is_over_ = true;
    }

    [[nodiscard]] bool is_done() const { return is_over_ || (next_ > first_ && open_.empty()); }
    [[nodiscard]] std::size_t next() const { return next_; }
    [[nodiscard]] const std::vector<stretch>& found() const { return found_; }

private:
    struct open_stretch
    {
        std::uint64_t from = 0;
        std::size_t left = limits::case_messages_around;
    };

    void begin_run(std::uint64_t seq)
    {
        for (auto& one : open_)
            found_.push_back({one.from, last_});
        open_.clear();
        before_.clear();
        run_from_ = seq;
    }

    void take_message(const run::message& one)
    {
        if (is_clients(one))
        {
            std::erase_if(open_, [&](const open_stretch& each) {
                if (each.left == 0)
                    found_.push_back({each.from, last_});
                return each.left == 0;
            });
            for (auto& each : open_)
                --each.left;
        }
        while (next_ < signals_.size() && signals_[next_] <= one.seq)
        {
            const bool is_full = before_.size() == limits::case_messages_around;
            open_.push_back({is_full ? before_.front() : run_from_});
            ++next_;
        }
        if (is_clients(one))
        {
            before_.push_back(one.seq);
            if (before_.size() > limits::case_messages_around)
                before_.pop_front();
        }
        last_ = one.seq;
    }

    const std::vector<std::uint64_t>& signals_;
    std::size_t next_;
    std::uint64_t run_from_;
    std::size_t first_;
    std::uint64_t last_ = 0;
    std::deque<std::uint64_t> before_; // the client's last messages
    std::vector<open_stretch> open_;
    std::vector<stretch> found_;
    bool is_over_ = false;
};

// As many of the client's messages as a signal opens.
constexpr search a_few{};

// Enough of the client's messages that only the run's edges end it.
constexpr search whole_run{limits::rest_messages * 64, false};

} // namespace

std::uint64_t message_named(std::string_view reference)
{
    std::uint64_t out = 0;
    if (reference.starts_with('m'))
        std::from_chars(reference.data() + 1, reference.data() + reference.size(), out);
    return out;
}

task<std::vector<stretch>> around_signals(
    port::store& store, crypto::data_key key, id conversation, escalation::case_state held)
{
    std::vector<std::uint64_t> signals;
    for (const auto& one : held.signals)
        if (const auto at = message_named(one.reference); at != 0)
            signals.push_back(at);
    std::ranges::sort(signals);
    std::vector<stretch> out;
    for (std::size_t next = 0; next < signals.size();)
    {
        const auto from = co_await first_before(
            store, key, conversation, signals[next], a_few, limits::case_reads_around);
        if (!from)
            co_return std::unexpected(from.error());
        signal_walk walk(*from, signals, next);
        for (auto at = *from; !walk.is_done();)
        {
            const auto rows = co_await store.events(conversation, at - 1, limits::case_rows_a_read);
            if (!rows)
                co_return std::unexpected(rows.error());
            for (const auto& row : *rows)
            {
                const auto body = open_event(key, conversation, row);
                if (!body)
                    co_return std::unexpected(body.error());
                if (walk.is_done())
                    break;
                walk.take(*body);
                at = row.seq + row.count;
            }
            if (rows->size() < limits::case_rows_a_read)
                walk.end();
        }
        next = walk.next();
        out.insert(out.end(), walk.found().begin(), walk.found().end());
    }
    co_return out;
}

task<stretch>
run_around(port::store& store, crypto::data_key key, id conversation, std::uint64_t seq)
{
    constexpr auto reads = limits::rest_messages / limits::case_rows_a_read;
    const auto from =
        co_await first_before(store, key, conversation, seq, whole_run, static_cast<int>(reads));
    if (!from)
        co_return std::unexpected(from.error());
    const auto until =
        co_await last_after(store, key, conversation, seq, whole_run, limits::rest_messages);
    if (!until)
        co_return std::unexpected(until.error());
    co_return stretch{*from, *until};
}

std::vector<stretch> joined(std::vector<stretch> all, std::uint64_t after)
{
    std::ranges::sort(all, {}, &stretch::from);
    std::vector<stretch> out;
    for (auto one : all)
    {
        const auto read = out.empty() ? after : out.back().until;
        if (read == stretch{}.until)
            break;
        one.from = std::max(one.from, read + 1);
        if (one.from <= one.until)
            out.push_back(one);
    }
    return out;
}

task<void> read_stretch(
    port::store& store, crypto::data_key key, id conversation, stretch what, std::size_t at_most,
    std::vector<timed_message>& into)
{
    auto next = what.from;
    while (next <= what.until && into.size() < at_most)
    {
        const auto wanted = std::min(at_most - into.size(), limits::case_messages);
        const auto rows = co_await store.events(conversation, next - 1, wanted);
        if (!rows)
            co_return std::unexpected(rows.error());
        for (const auto& row : *rows)
        {
            if (row.seq > what.until || into.size() >= at_most)
                co_return std::expected<void, error>{};
            auto body = open_event(key, conversation, row);
            if (!body)
                co_return std::unexpected(body.error());
            for (auto& one : body->messages)
                if (one.seq >= next && one.seq <= what.until)
                    into.emplace_back(row.at_ms, std::move(one));
            next = std::max(next, row.seq + row.count);
        }
        if (rows->size() < wanted)
            break;
    }
    co_return std::expected<void, error>{};
}

} // namespace switchback::service
