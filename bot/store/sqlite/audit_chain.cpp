#include "bot/store/sqlite/audit_chain.hpp"

#include "bot/crypto/digest.hpp"

#include <fmt/format.h>

namespace switchback::store {
namespace {

std::string sha256(std::string_view bytes)
{
    const auto made = crypto::digest_of(bytes);
    return {reinterpret_cast<const char*>(made.data()), made.size()};
}

void append(std::string& to, std::int64_t value)
{
    for (int shift = 56; shift >= 0; shift -= 8)
        to.push_back(static_cast<char>((static_cast<std::uint64_t>(value) >> shift) & 0xFF));
}

std::string entries_from(std::int64_t first, std::int64_t last)
{
    return first == last ? fmt::format("entry {} is", first)
                         : fmt::format("entries {} to {} are", first, last);
}

} // namespace

std::string digest_of_body(std::string_view sealed)
{
    return sha256(sealed);
}

std::string hash_of_entry(std::string_view before, const audit_entry& entry)
{
    std::string bytes = "switchback audit 1";
    bytes.append(before);
    append(bytes, entry.number);
    bytes.append(
        reinterpret_cast<const char*>(entry.conversation.bytes.data()),
        entry.conversation.bytes.size());
    append(bytes, entry.at_ms);
    bytes.append(entry.body_digest);
    return sha256(bytes);
}

audit_entry entry_after(
    const audit_head& head, const id& conversation, std::int64_t at_ms, std::string_view body)
{
    audit_entry out;
    out.number = head.number + 1;
    out.conversation = conversation;
    out.at_ms = at_ms;
    out.body_digest = digest_of_body(body);
    out.hash = hash_of_entry(head.hash, out);
    return out;
}

std::string_view name_of(audit_fault_kind kind) noexcept
{
    switch (kind)
    {
    case audit_fault_kind::changed:
        return "changed";
    case audit_fault_kind::missing:
        return "missing";
    case audit_fault_kind::cut_tail:
        return "cut tail";
    }
    return "changed";
}

audit_check::audit_check(std::optional<noted_head> noted) : noted_(std::move(noted))
{
    const audit_head start;
    is_noted_met_ = noted_ && noted_->hash == start.hash && noted_->number.value_or(0) == 0;
}

bool audit_check::tell(
    std::int64_t number, std::optional<std::int64_t> at_ms, audit_fault_kind kind, std::string what)
{
    if (!report_.fault)
        report_.fault = audit_fault{number, at_ms, last_ms_, kind, std::move(what)};
    return false;
}

bool audit_check::take(
    const audit_entry& entry, const std::optional<std::string>& body, bool may_be_erased)
{
    using enum audit_fault_kind;
    const auto& head = report_.head;
    const auto next = head.number + 1;
    if (entry.number < next)
        return tell(entry.number, entry.at_ms, changed, "no entry has a number below 1");
    if (entry.number > next)
        return tell(
            next, std::nullopt, missing, entries_from(next, entry.number - 1) + " not there");
    if (!body && !may_be_erased)
        return tell(next, entry.at_ms, missing, "its body is gone, but no client was erased");
    if (body && digest_of_body(*body) != entry.body_digest)
        return tell(next, entry.at_ms, changed, "its body is not what was written");
    if (hash_of_entry(head.hash, entry) != entry.hash)
        return tell(
            next, entry.at_ms, changed,
            "its hash does not follow from the entry before and what it holds");
    if (noted_ && noted_->number == next && noted_->hash != entry.hash)
        return tell(
            next, entry.at_ms, changed,
            "its hash is not the expected one: the log was written anew up to here");
    is_noted_met_ = is_noted_met_ ||
                    (noted_ && noted_->number.value_or(next) == next && noted_->hash == entry.hash);
    ++report_.entries;
    if (!body)
        ++report_.erased;
    last_ms_ = entry.at_ms;
    report_.head = {next, entry.hash};
    return true;
}

void audit_check::check_end(const std::optional<audit_head>& head)
{
    using enum audit_fault_kind;
    const auto& last = report_.head;
    const auto told = [&](audit_fault_kind kind, std::int64_t number, std::string what) {
        static_cast<void>(tell(number, std::nullopt, kind, std::move(what)));
    };
    if (!head)
        told(missing, last.number, "the kept head is not there");
    else if (head->number > last.number)
        told(
            cut_tail, last.number + 1,
            entries_from(last.number + 1, head->number) + " not there, but the kept head knows");
    else if (head->number < last.number)
        told(
            changed, head->number + 1,
            fmt::format("the kept head ends at {}: it was put in later", head->number));
    else if (head->hash != last.hash)
        told(changed, last.number, "the kept head is not its hash");
    if (!noted_ || is_noted_met_)
        return;
    if (noted_->number && *noted_->number > last.number)
        told(
            cut_tail, last.number + 1,
            entries_from(last.number + 1, *noted_->number) +
                " not there, but the expected head knows");
    else
        told(
            cut_tail, last.number + 1,
            "no entry has the expected head: the log was cut before it, or written anew");
}

audit_report audit_check::finish(const std::optional<audit_head>& head)
{
    if (!report_.fault)
        check_end(head);
    return std::move(report_);
}

} // namespace switchback::store
