// What a step kind may ask of the flow around it when it checks a step, and where its findings go.
// Runs after a flow was read without an error; lives on the stack; one thread.
#pragma once

#include "bot/core/flow/read_flow.hpp"

#include <string>
#include <string_view>

namespace switchback::flow {

class walk;

class checking
{
public:
    checking(const flow& whole, const read_context& around, diagnostics& found) noexcept
        : whole_(whole), around_(around), found_(found)
    {}

    [[nodiscard]] const flow& whole() const noexcept { return whole_; }
    [[nodiscard]] const read_context& around() const noexcept { return around_; }

    void error(
        std::string_view code, const position& at, std::string message,
        std::string suggestion = {});
    void warn(
        std::string_view code, const position& at, std::string message,
        std::string suggestion = {});

private:
    const flow& whole_;
    const read_context& around_;
    diagnostics& found_;
};

/// Runs every check of a whole flow: the kinds' own, then those of wording.
void check_flow(walk& through);

} // namespace switchback::flow
