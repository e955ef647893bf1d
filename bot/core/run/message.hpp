// What the engine says: messages in order, with the input it hopes for. Values; any thread.
#pragma once

#include "bot/base/codec.hpp"
#include "bot/base/private_text.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::run {

enum class span_kind
{
    bold,
    link, // href is tel:, sms: or https:
    list, // one item of a list
};

/// A stretch of a message, in Unicode code points, half open.
struct span
{
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    span_kind kind = span_kind::bold;
    std::string href;
};

struct choice
{
    std::string key;
    std::string label;
};

/// What a frontend should offer for the open prompt.
struct input_form
{
    std::string kind; // text yesno one many scale number date time
    std::vector<choice> choices;
    bool has_range = false;
    double min = 0;
    double max = 0;
    double step = 0;
    std::string low; // words at the ends of a scale
    std::string high;
    bool optional = true;
    bool sensitive = false;
    std::uint32_t token = 0; // of the prompt; `p<token>` on the wire
    std::string suggested;   // the earlier answer, as it would be typed
    std::string why;         // "why am I asked this", from the flow
    std::string help;
};

enum class sender
{
    bot,
    human,
    client,
};

/// "bot", "human", "client".
[[nodiscard]] std::string_view name_of(sender value) noexcept;

struct message
{
    std::uint64_t seq = 0; // per conversation, without gaps
    sender from = sender::bot;
    std::string name; // of the human who wrote it
    private_text text;
    std::vector<span> spans;
    std::optional<input_form> input;
};

void write_message(writer& to, const message& from);
[[nodiscard]] bool read_message(reader& from, message& out);

} // namespace switchback::run
