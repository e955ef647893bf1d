// What gathers over the messages of one conversation: heavy words that ask nothing one by one may
// together call for a question. Values; any thread.
#pragma once

#include "bot/core/risk/screening.hpp"

namespace switchback::risk {

// What the caller keeps between two messages of a client; two bytes, and all zeros at the start.
struct build_up
{
    std::uint8_t score = 0;
    std::uint8_t messages = 0; // how many messages have added to it
    bool operator==(const build_up&) const = default;
};

struct gathered
{
    build_up next;    // to be kept
    screening result; // what was found, or a question in its place
};

// Adds one message to what was kept. Older messages weigh less: a quarter is lost with every
// message and half with every day. When enough has gathered, a text that asks nothing becomes a
// question (rule "build_up@1", with its reason) and the gathering begins anew. It never makes a
// crisis, and never lowers anything.
gathered gather(build_up before, screening found, std::int64_t ms_since_last);

} // namespace switchback::risk
