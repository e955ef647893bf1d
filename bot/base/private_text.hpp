// Words a client wrote or will read. The type has no stream operator and no implicit conversion, so
// private words reach a log or a metric only by somebody writing `reveal()` there, which review
// sees. A value; any thread.
#pragma once

#include <compare>
#include <string>
#include <utility>

namespace switchback {

class private_text
{
public:
    private_text() = default;
    explicit private_text(std::string words) : words_(std::move(words)) {}

    [[nodiscard]] const std::string& reveal() const noexcept { return words_; }
    [[nodiscard]] std::string take() && noexcept { return std::move(words_); }
    [[nodiscard]] bool empty() const noexcept { return words_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return words_.size(); }

    auto operator<=>(const private_text&) const = default;

private:
    std::string words_;
};

} // namespace switchback
