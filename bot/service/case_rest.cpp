// Break-glass: a responder opens more of a client's conversation than the case does.
#include "bot/service/case_desk.hpp"
#include "bot/service/case_rows.hpp"
#include "bot/service/case_window.hpp"

#include <algorithm>

namespace switchback::service {

task<case_rest> case_desk::open_rest(actor who, std::string reference, human_act what)
{
    const auto row = co_await store_.find_case(reference);
    if (!row)
        co_return std::unexpected(row.error());
    const auto whose = row->conversation;
    const auto key = co_await talks_.key_of(whose);
    if (!key)
        co_return std::unexpected(key.error());
    const auto held = open_case(*key, *row);
    if (!held)
        co_return std::unexpected(held.error());
    what.kind = act_kind::break_glass;
    const auto told = co_await tell(who, *row, std::move(what));
    if (!told)
        co_return std::unexpected(told.error());
    const auto now = co_await store_.load(whose);
    if (!now)
        co_return std::unexpected(now.error());
    auto at = std::max<std::uint64_t>(now->head, 1); // where no message raised it: the last run
    for (const auto& one : held->signals)
        if (const auto named = message_named(one.reference); named != 0)
            at = std::min(at, named);
    const auto run = co_await run_around(store_, *key, whose, at);
    if (!run)
        co_return std::unexpected(run.error());
    std::vector<timed_message> found;
    const auto read =
        co_await read_stretch(store_, *key, whose, *run, limits::rest_messages, found);
    if (!read)
        co_return std::unexpected(read.error());
    case_rest out;
    out.is_cut = found.size() >= limits::rest_messages;
    for (auto& [at_ms, one] : found)
        out.messages.push_back({one.seq, one.from, one.name, at_ms, std::move(one.text)});
    co_return out;
}

} // namespace switchback::service
