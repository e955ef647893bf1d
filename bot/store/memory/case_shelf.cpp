#include "bot/store/memory/case_shelf.hpp"

#include <algorithm>
#include <tuple>

namespace switchback::store {

using namespace port;

bool case_shelf::takes_a_reference(const step_write& step) const
{
    if (step.cases.empty())
        return false;
    std::map<std::string, case_key> after;
    for (const auto& [key, row] : cases_)
        after.emplace(row.reference, key);
    for (const auto& row : step.cases)
    {
        const case_key key{row.conversation, row.number};
        std::erase_if(after, [&](const auto& entry) { return entry.second == key; });
        if (!after.emplace(row.reference, key).second)
            return true;
    }
    return false;
}

void case_shelf::write(const step_write& step)
{
    for (const auto& row : step.cases)
        cases_.insert_or_assign({row.conversation, row.number}, row);
    for (const auto& key : step.outbox_done)
        outbox_.erase({step.conversation, key});
    for (const auto& row : step.outbox)
        outbox_.insert_or_assign({row.conversation, row.key}, row);
}

void case_shelf::erase(const id& conversation)
{
    std::erase_if(cases_, [&](const auto& entry) { return entry.first.first == conversation; });
    std::erase_if(outbox_, [&](const auto& entry) { return entry.first.first == conversation; });
}

std::vector<case_row> case_shelf::cases(bool only_open, std::size_t limit) const
{
    std::vector<case_row> out;
    for (const auto& [key, row] : cases_)
        if (row.is_open || !only_open)
            out.push_back(row);
    std::ranges::sort(out, [](const case_row& a, const case_row& b) {
        return std::tie(b.opened_ms, a.reference) < std::tie(a.opened_ms, b.reference);
    });
    out.resize(std::min(out.size(), limit));
    return out;
}

std::vector<case_row> case_shelf::cases_of(const id& conversation) const
{
    std::vector<case_row> out;
    for (const auto& [key, row] : cases_)
        if (row.conversation == conversation)
            out.push_back(row);
    std::ranges::sort(out, std::ranges::greater{}, [](const case_row& row) {
        return std::tie(row.opened_ms, row.number);
    });
    return out;
}

std::expected<case_row, error> case_shelf::find_case(const std::string& reference) const
{
    const auto found = std::ranges::find_if(
        cases_, [&](const auto& entry) { return entry.second.reference == reference; });
    if (found == cases_.end())
        return fail(errc::not_found);
    return found->second;
}

std::vector<outbox_row> case_shelf::due_outbox(std::int64_t now_ms, std::size_t limit) const
{
    std::vector<outbox_row> out;
    for (const auto& [key, row] : outbox_)
        if (row.due_ms <= now_ms)
            out.push_back(row);
    std::ranges::sort(out, {}, [](const outbox_row& row) {
        return std::tie(row.due_ms, row.conversation, row.key);
    });
    out.resize(std::min(out.size(), limit));
    return out;
}

std::optional<std::int64_t> case_shelf::next_outbox_due() const
{
    std::optional<std::int64_t> earliest;
    for (const auto& [key, row] : outbox_)
        earliest = std::min(earliest.value_or(row.due_ms), row.due_ms);
    return earliest;
}

std::expected<void, error> case_shelf::lease(
    const id& conversation, const std::string& key, std::int64_t due_ms, std::int64_t until_ms)
{
    if (until_ms <= due_ms)
        return fail(errc::bad_request, "a lease that does not end later");
    const auto found = outbox_.find({conversation, key});
    if (found == outbox_.end() || found->second.due_ms != due_ms)
        return fail(errc::conflict);
    found->second.due_ms = until_ms;
    ++found->second.attempts;
    return {};
}

} // namespace switchback::store
