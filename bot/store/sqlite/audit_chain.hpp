// The audit log's chain: what an entry's hash is made of, and the first entry of a walk that does
// not fit. One chain a database, over sealed bytes, so that nobody needs a key to check it; a body
// that was erased leaves its digest, and the chain holds. Values and functions of them; any thread.
#pragma once

#include "bot/base/id.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace switchback::store {

inline constexpr std::size_t audit_hash_bytes = 32;

/// Where the chain ends. Before the first entry: number 0 and zeros.
struct audit_head
{
    std::int64_t number = 0;
    std::string hash = std::string(audit_hash_bytes, '\0');
};

/// An entry without its body.
struct audit_entry
{
    std::int64_t number = 0;
    id conversation;
    std::int64_t at_ms = 0;
    std::string body_digest; // SHA-256 of the sealed body
    std::string hash;
};

/// SHA-256 of a sealed body, 32 bytes.
[[nodiscard]] std::string digest_of_body(std::string_view sealed);

/// SHA-256("switchback audit 1" || the hash before || number || conversation || at_ms || digest of
/// the body), 32 bytes; both numbers are eight bytes, the high one first.
[[nodiscard]] std::string hash_of_entry(std::string_view before, const audit_entry& entry);

/// The entry that follows `head`.
[[nodiscard]] audit_entry entry_after(
    const audit_head& head, const id& conversation, std::int64_t at_ms, std::string_view body);

enum class audit_fault_kind
{
    changed,  // an entry is not what was written, or was put in
    missing,  // entries, the body of one that nobody erased, or the head
    cut_tail, // the head, or the one that was noted, knows of later entries
};

[[nodiscard]] std::string_view name_of(audit_fault_kind kind) noexcept;

struct audit_fault
{
    std::int64_t number = 0;              // the first entry that does not fit
    std::optional<std::int64_t> at_ms;    // when it was noted, where it is there to say so
    std::optional<std::int64_t> after_ms; // when the last one that fits was
    audit_fault_kind kind = audit_fault_kind::changed;
    std::string what; // a sentence; never a client's word
};

struct audit_report
{
    std::int64_t entries = 0; // walked, all of which fit when there is no fault
    std::int64_t erased = 0;  // of them, without a body
    audit_head head;          // of the last entry walked
    std::optional<audit_fault> fault;
};

/// A head somebody wrote down elsewhere; without a number any entry may have had the hash.
struct noted_head
{
    std::string hash;
    std::optional<std::int64_t> number;
};

/// Walks the chain: entries in the order of their numbers, then the head. It stops at the first
/// that does not fit. One use.
class audit_check
{
public:
    explicit audit_check(std::optional<noted_head> noted = {});

    /// The next entry; `body` is absent when it was erased, `may_be_erased` when its client was.
    /// False when it does not fit: the walk is over.
    [[nodiscard]] bool
    take(const audit_entry& entry, const std::optional<std::string>& body, bool may_be_erased);
    /// Ends the walk; `head` is absent when none is kept.
    [[nodiscard]] audit_report finish(const std::optional<audit_head>& head);

private:
    [[nodiscard]] bool tell(
        std::int64_t number, std::optional<std::int64_t> at_ms, audit_fault_kind kind,
        std::string what);
    void check_end(const std::optional<audit_head>& head);

    std::optional<noted_head> noted_;
    bool is_noted_met_ = false;
    std::optional<std::int64_t> last_ms_;
    audit_report report_;
};

} // namespace switchback::store
