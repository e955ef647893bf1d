// Which messages of a conversation a case opens, and reading them: what the client wrote around
// each signal, with what the program said between. Functions of a store and the client's key; on
// the service's executor.
#pragma once

#include "bot/core/escalation/case_state.hpp"
#include "bot/core/run/message.hpp"
#include "bot/crypto/seal.hpp"
#include "bot/port/store.hpp"

#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

namespace switchback::service {

/// Messages of a conversation, both included.
struct stretch
{
    std::uint64_t from = 1;
    std::uint64_t until = std::numeric_limits<std::uint64_t>::max(); // the last one there is
};

using timed_message = std::pair<std::int64_t, run::message>;

/// "m12" names the message 12; 0 for what is no message.
[[nodiscard]] std::uint64_t message_named(std::string_view reference);

/// Around each message that raised a case: limits::case_messages_around of the client's before and
/// after it, within the run it stands in. Where they wrote less since, all there is. Looks back
/// over limits::case_reads_around reads at most.
[[nodiscard]] port::task<std::vector<stretch>> around_signals(
    port::store& store, crypto::data_key key, id conversation, escalation::case_state held);

/// The run a message stands in, from its start to the next one's, in limits::rest_messages rows
/// before and after it; from the first row read where it began earlier.
[[nodiscard]] port::task<stretch>
run_around(port::store& store, crypto::data_key key, id conversation, std::uint64_t seq);

/// In order, without overlap, and only what comes after `after`.
[[nodiscard]] std::vector<stretch> joined(std::vector<stretch> all, std::uint64_t after);

/// Adds the messages of a stretch until there are `at_most`; what comes after them is not read.
[[nodiscard]] port::task<void> read_stretch(
    port::store& store, crypto::data_key key, id conversation, stretch what, std::size_t at_most,
    std::vector<timed_message>& into);

} // namespace switchback::service
