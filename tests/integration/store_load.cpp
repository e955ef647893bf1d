#include "tests/integration/store_load.hpp"

#include "bot/store/sqlite/audit_file.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace switchback::integration {
namespace {

using namespace port;

constexpr std::size_t page = 500;

id client_id(std::uint64_t client)
{
    return make_id(1'700'000'000'000, client, client);
}

std::string key_of(std::uint64_t client)
{
    return fmt::format("key of {}", client);
}

/// Different lengths, so that pages split and rows spill over.
std::string body_of(std::uint64_t client, std::uint64_t input)
{
    auto out = fmt::format("client {} input {} ", client, input);
    const auto size = input % 97 == 0 ? 9'000 : 200 + (client * 31 + input * 7) % 400;
    out.resize(std::max(out.size(), static_cast<std::size_t>(size)), 'x');
    return out;
}

inbox_key input_key(std::uint64_t client, std::uint64_t input)
{
    return {"load", std::to_string(client), std::to_string(input)};
}

/// Every input is one step of two messages, so the nth is answered at seq 2n - 1.
std::uint64_t seq_of(std::uint64_t input)
{
    return 2 * input - 1;
}

step_write step_of(std::uint64_t client, std::uint64_t input, std::uint64_t version)
{
    step_write out;
    out.conversation = client_id(client);
    out.expect_version = version;
    out.head = 2 * version + 2;
    out.state = body_of(client, input);
    out.devices = std::to_string(input);
    out.at_ms = static_cast<std::int64_t>(input);
    out.event = event_row{2 * version + 1, 2, out.at_ms, body_of(client, input)};
    out.inbox = input_key(client, input);
    if (input % 5 == 0)
        out.timers.push_back(
            {out.conversation, "again", static_cast<std::uint32_t>(input),
             static_cast<std::int64_t>(input), "timer"});
    if (input % 7 == 0)
        out.records.push_back({"steps", std::to_string(input % 14), out.at_ms, "record"});
    if (input % 3 == 0)
        out.audit.assign(1 + input % 4, {out.at_ms, "noted"});
    return out;
}

new_client newcomer(std::uint64_t client)
{
    new_client out;
    out.conversation = client_id(client);
    out.practice = make_id(1, 1, 1);
    out.wrapped_key = key_of(client);
    out.token_hash = fmt::format("token of {}", client);
    out.state = "first";
    return out;
}

} // namespace

boost::asio::awaitable<void>
send_inputs(port::store& to, std::uint64_t client, std::uint64_t known, load_options options)
{
    seeded_random random(options.seed * clients + client);
    auto row = co_await to.load(client_id(client));
    if (!row && row.error().code == errc::not_found)
    {
        if (known > 0)
            options.on_fault(fmt::format("client {} is gone", client));
        const auto added = co_await to.add_client(newcomer(client));
        if (!added)
            co_return;
        row = co_await to.load(client_id(client));
    }
    if (!row)
        co_return;
    auto version = row->version;
    for (auto input = known + 1;; ++input)
    {
        const auto receipt = co_await to.commit(step_of(client, input, version));
        if (!receipt)
        {
            if (receipt.error().code == errc::conflict)
                options.on_fault(fmt::format("client {} input {}: conflict", client, input));
            co_return;
        }
        version = receipt->version;
        // Only the first may have been written by a life before this one.
        if (receipt->duplicate && (input != known + 1 || receipt->duplicate_seq != seq_of(input)))
            options.on_fault(fmt::format("client {} input {} was there", client, input));
        options.on_acknowledged(client, input);
        if (random.next() % 16 != 0)
            continue;
        const auto old = 1 + random.next() % input;
        const auto again = co_await to.commit(step_of(client, old, version));
        if (!again)
            co_return;
        if (!again->duplicate || again->duplicate_seq != seq_of(old))
            options.on_fault(fmt::format("client {} input {} was taken twice", client, old));
    }
}

void findings::add(const findings& more)
{
    lost += more.lost;
    doubled += more.doubled;
    gaps += more.gaps;
    other += more.other;
}

boost::asio::awaitable<findings> compare(port::store& with, const acknowledged& known)
{
    findings out;
    for (std::uint64_t client = 0; client < clients; ++client)
    {
        const auto who = client_id(client);
        const auto row = co_await with.load(who);
        if (!row)
        {
            out.lost += known[client];
            continue;
        }
        const auto key = co_await with.wrapped_key(who);
        if (!key || *key != key_of(client))
            ++out.other;
        std::uint64_t seen = 0;
        std::uint64_t head = 0;
        for (;;)
        {
            const auto events = co_await with.events(who, head, page);
            if (!events || events->empty())
            {
                out.other += events ? 0 : 1;
                break;
            }
            for (const auto& event : *events)
            {
                ++seen;
                if (event.seq != head + 1)
                    ++out.gaps;
                head = event.seq + event.count - 1;
                if (event.body == body_of(client, seen))
                    continue;
                // Told apart by what stands there instead: an input from before, or from later.
                bool is_older = false;
                for (std::uint64_t input = 1; input < seen && !is_older; ++input)
                    is_older = event.body == body_of(client, input);
                ++(is_older ? out.doubled : out.gaps);
            }
        }
        if (seen < known[client])
            out.lost += known[client] - seen;
        // At most one input was under way when everything ended.
        if (seen > known[client] + 1 || row->version != seen || row->head != head)
            ++out.other;
        if (seen > 0 && row->state != body_of(client, seen))
            ++out.other;
    }
    co_return out;
}

std::string check_files(const std::string& folder, const std::string& vfs)
{
    for (const auto* name : {"/switchback.db", "/keys.db"})
    {
        sqlite3* opened = nullptr;
        std::string said = "cannot open";
        if (sqlite3_open_v2(
                (folder + name).c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                vfs.empty() ? nullptr : vfs.c_str()) == SQLITE_OK)
        {
            said.clear();
            const auto keep = [](void* to, int, char** values, char**) {
                *static_cast<std::string*>(to) += values[0];
                return 0;
            };
            if (sqlite3_exec(opened, "PRAGMA integrity_check", keep, &said, nullptr) != SQLITE_OK)
                said += sqlite3_errmsg(opened);
        }
        sqlite3_close(opened);
        if (said != "ok")
            return std::string(name) + ": " + said;
    }
    return "ok";
}

std::string check_log(const std::string& folder, const std::string& vfs)
{
    const auto report = switchback::store::verify_audit(folder, {}, vfs);
    if (!report)
        return report.error().detail;
    if (const auto& fault = report->fault)
        return fmt::format("audit entry {}: {}", fault->number, fault->what);
    return "ok";
}

} // namespace switchback::integration
