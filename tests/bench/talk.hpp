// What one connection says and what it waits for: either an echo of recorded frames, or a client
// of switchback.v1 walking through a flow and starting it again at the end, for ever.
// A script is shared by all connections of a load; what differs between them is in talk_state.
// One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::bench {

/// Where one connection stands.
struct talk_state
{
    std::size_t index = 0;      ///< which connection this is
    std::uint32_t sent = 0;     ///< messages sent so far; makes the cid
    bool restart = true;        ///< no question is open: the next message starts the flow
    std::string token;          ///< resume token to greet with, then the newest one received
    std::string device;         ///< the device half of every cid: each attachment has its own
    std::string prompt;         ///< token of the open question
    std::string answer;         ///< what to answer it with: a JSON member
    std::uint32_t finished = 0; ///< how often the flow came to its end
};

enum class heard
{
    nothing,  ///< go on waiting
    ready,    ///< greeted: the first message may be sent
    complete, ///< the message in flight is answered in full
    refused   ///< the server said err
};

class script
{
public:
    virtual ~script() = default;
    /// What to say after the upgrade; empty when the connection is ready at once.
    [[nodiscard]] virtual std::string greeting(const talk_state& state) const = 0;
    /// Reads one text frame of the server.
    [[nodiscard]] virtual heard hear(talk_state& state, std::string_view frame) const = 0;
    /// Appends the text of the next message to `out`.
    virtual void say(talk_state& state, std::string& out) const = 0;
};

/// Sends the given frames in turn and waits for as many frames back.
class echo_script : public script
{
public:
    explicit echo_script(std::vector<std::string> frames) : frames_(std::move(frames)) {}
    [[nodiscard]] std::string greeting(const talk_state&) const override { return {}; }
    [[nodiscard]] heard hear(talk_state&, std::string_view) const override
    {
        return heard::complete;
    }
    void say(talk_state& state, std::string& out) const override
    {
        out += frames_[(state.index + state.sent++) % frames_.size()];
    }

private:
    std::vector<std::string> frames_;
};

/// Walks `flow` from start to end and again, answering each question by its kind.
class client_script : public script
{
public:
    client_script(std::string practice, std::string flow)
        : practice_(std::move(practice)), flow_(std::move(flow))
    {}
    [[nodiscard]] std::string greeting(const talk_state& state) const override;
    [[nodiscard]] heard hear(talk_state& state, std::string_view frame) const override;
    void say(talk_state& state, std::string& out) const override;

private:
    std::string practice_;
    std::string flow_;
};

/// Client frames as a run of a flow sends them: what the echo is given when nothing was recorded.
std::vector<std::string> typical_client_frames();

} // namespace switchback::bench
