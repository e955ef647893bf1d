// The memory store's cases and outbox. Owned by the store and used under its lock.
#pragma once

#include "bot/port/store.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace switchback::store {

class case_shelf
{
public:
    /// True when a case of the step has a reference that is another case's.
    [[nodiscard]] bool takes_a_reference(const port::step_write& step) const;
    /// Keeps the step's cases and outbox.
    void write(const port::step_write& step);
    void erase(const id& conversation);

    /// As the port's, of at most `limit` rows.
    [[nodiscard]] std::vector<port::case_row> cases(bool only_open, std::size_t limit) const;
    [[nodiscard]] std::vector<port::case_row> cases_of(const id& conversation) const;
    [[nodiscard]] std::expected<port::case_row, error>
    find_case(const std::string& reference) const;
    [[nodiscard]] std::vector<port::outbox_row>
    due_outbox(std::int64_t now_ms, std::size_t limit) const;
    [[nodiscard]] std::optional<std::int64_t> next_outbox_due() const;
    [[nodiscard]] std::expected<void, error> lease(
        const id& conversation, const std::string& key, std::int64_t due_ms, std::int64_t until_ms);

private:
    using case_key = std::pair<id, std::uint32_t>;

    std::map<case_key, port::case_row> cases_;
    std::map<std::pair<id, std::string>, port::outbox_row> outbox_;
};

} // namespace switchback::store
