// What comes into a conversation and what goes out of it, between the service and whoever carries
// frames. Values and one interface; everything lives on the service's executor.
#pragma once

#include "bot/base/error.hpp"
#include "bot/base/id.hpp"
#include "bot/core/escalation/advance.hpp"
#include "bot/core/risk/crisis_help.hpp"
#include "bot/core/run/event.hpp"
#include "bot/core/run/message.hpp"
#include "bot/core/run/state.hpp"
#include "bot/port/store.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace switchback::service {

/// One input of a client. `device` and `number` are its key: a number not above the device's
/// highest was taken before.
struct inbound
{
    std::string device; // at most limits::device_bytes
    std::uint64_t number = 0;
    run::event
        event; // kind, words, sent, ref, flow, index, confirmed; the service fills in the rest
    std::optional<port::inbox_key> key;   // of what has no device: twice is once
    std::vector<std::string> outbox_done; // keys of what left and need not leave again
};

/// What became of an input.
struct taken
{
    std::uint64_t seq = 0; // of the first message it led to
    bool duplicate = false;
    escalation::refusal refused = escalation::refusal::none; // why a human's act was not taken
};

/// How the conversation is led, as a page shows it.
enum class talk_mode : std::uint8_t
{
    bot,
    waiting, // a human is being reached; neither where nobody reads it yet nor where one took it
    human
};
[[nodiscard]] std::string_view name_of(talk_mode value) noexcept;

struct led_by
{
    talk_mode mode = talk_mode::bot;
    std::string name; // of the human who is there
    bool operator==(const led_by&) const = default;
};
[[nodiscard]] led_by led(const run::state& now);

/// True while a case is with the clinic, whatever its page says: nothing else comes up meanwhile.
[[nodiscard]] bool is_with_clinic(const run::state& now);

/// A step that is durable now.
struct delivery
{
    std::span<const run::message> messages;
    std::string_view cid;                 // of the input; empty for a timer
    const class listener* from = nullptr; // the socket the input came over
    bool erased = false;                  // the conversation is gone: close
    const led_by* led = nullptr;          // who leads it now, where a case moved
};

/// Somebody a conversation is shown to: one socket. Calls come on the service's executor and must
/// neither block nor call back into the service.
class listener
{
public:
    virtual ~listener() = default;

    /// A step became durable.
    virtual void deliver(const delivery& step) = 0;

    /// The static crisis help, before anything is stored.
    virtual void show_help(std::string_view cid, std::span<const risk::help_sentence> help) = 0;

    /// The client's invite was taken back: say so and close.
    virtual void withdraw() {}

    /// What is true when the case behind that help could not be stored.
    virtual void show_not_kept(std::string_view cid, std::span<const risk::help_sentence> said) = 0;
};

} // namespace switchback::service
