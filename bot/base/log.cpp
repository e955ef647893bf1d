#include "bot/base/log.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

namespace switchback {
namespace {

std::atomic<log_level> threshold{log_level::info};

std::string_view name_of(log_level level) noexcept
{
    switch (level)
    {
    case log_level::debug:
        return "debug";
    case log_level::info:
        return "info";
    case log_level::warning:
        return "warning";
    case log_level::error:
        return "error";
    }
    return "info";
}

struct append_value
{
    fmt::memory_buffer& line;

    void operator()(std::int64_t value) const
    {
        fmt::format_to(std::back_inserter(line), "{}", value);
    }
    void operator()(double value) const
    {
        fmt::format_to(std::back_inserter(line), "{:.6g}", value);
    }
    void operator()(bool value) const
    {
        fmt::format_to(std::back_inserter(line), "{}", value ? "true" : "false");
    }
    void operator()(const id& value) const
    {
        fmt::format_to(std::back_inserter(line), "\"{}\"", to_string(value));
    }
    void operator()(const code_word& value) const
    {
        fmt::format_to(std::back_inserter(line), "\"{}\"", value.view());
    }
    void operator()(const setting_name& value) const
    {
        fmt::format_to(
            std::back_inserter(line), "\"{}{}\"", value.sound(), value.is_whole() ? "" : "?");
    }
};

} // namespace

setting_name::setting_name(std::string_view text) noexcept
{
    constexpr std::size_t most_bytes = 64;
    constexpr std::string_view sound =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:";
    const auto end = std::min(text.find_first_not_of(sound), most_bytes);
    is_whole_ = end >= text.size();
    sound_ = text.substr(0, end);
}

void set_log_level(log_level least) noexcept
{
    threshold.store(least, std::memory_order_relaxed);
}

void log(log_level level, code_word event, std::initializer_list<log_field> fields) noexcept
{
    if (level < threshold.load(std::memory_order_relaxed))
        return;
    try
    {
        fmt::memory_buffer line;
        const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(
            std::chrono::system_clock::now());
        fmt::format_to(
            std::back_inserter(line), R"({{"at":"{:%Y-%m-%dT%H:%M:%S}Z","level":"{}","event":"{}")",
            fmt::gmtime(std::chrono::system_clock::to_time_t(now)), name_of(level), event.view());
        for (const auto& field : fields)
        {
            fmt::format_to(std::back_inserter(line), ",\"{}\":", field.name.view());
            std::visit(append_value{line}, field.value);
        }
        line.push_back('}');
        line.push_back('\n');
        // A log line that cannot be written has nowhere to be reported.
        [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
    }
    catch (...)
    {
        return;
    }
}

} // namespace switchback
