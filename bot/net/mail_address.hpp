// An e-mail address that can end no line and open no second recipient. A value; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace switchback::net {

class mail_address
{
public:
    /// Nothing when it is not `name@domain` in ASCII without quotes, comments or spaces: 64 and 254
    /// bytes at most, as mail fixes them.
    [[nodiscard]] static std::optional<mail_address> from(std::string_view text);
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] std::string_view domain() const noexcept;

private:
    explicit mail_address(std::string_view text) : text_(text) {}
    std::string text_;
};

} // namespace switchback::net
