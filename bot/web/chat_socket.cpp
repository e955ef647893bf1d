#include "bot/web/chat_socket.hpp"

#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"
#include "bot/core/run/help_message.hpp"
#include "bot/web/client_frame.hpp"
#include "bot/web/json_text.hpp"
#include "bot/web/server_frame.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace switchback::web {
namespace {

namespace asio = boost::asio;

constexpr int protocol_version = 1;

std::optional<run::event_kind> event_of(frame_kind kind, bool has_text) noexcept
{
    switch (kind)
    {
    case frame_kind::say:
        return has_text ? run::event_kind::say : run::event_kind::choose;
    case frame_kind::start:
        return run::event_kind::start;
    case frame_kind::resume:
        return run::event_kind::resume;
    case frame_kind::back:
        return run::event_kind::back;
    case frame_kind::skip:
        return run::event_kind::skip;
    case frame_kind::pause:
        return run::event_kind::pause;
    case frame_kind::stop:
        return run::event_kind::stop;
    case frame_kind::plan:
        return run::event_kind::plan;
    case frame_kind::edit:
        return run::event_kind::edit;
    case frame_kind::human:
        return run::event_kind::human;
    case frame_kind::erase:
        return run::event_kind::erase;
    default:
        return std::nullopt;
    }
}

class chat_socket final : public net::socket_owner, public service::listener
{
public:
    chat_socket(net::socket& over, const chat_context& in)
        : over_(over), in_(in), opened_ms_(in.time.steady_ms())
    {
        in_.counts.count(metric::sockets_opened);
    }

    std::optional<asio::awaitable<void>> on_text(std::string_view text) override
    {
        client_frame frame;
        const auto fault = read_frame(text, frame);
        if (fault == frame_fault::not_json)
        {
            in_.counts.count(metric::bad_frames);
            over_.close(net::close_code::bad_frame);
            return std::nullopt;
        }
        const bool is_long = text.size() > limits::frame_bytes;
        if (fault != frame_fault::none || is_long)
        {
            // Refused words are screened all the same.
            if (frame.text)
                in_.talks.screen_refused(*frame.text, this, frame.cid);
            in_.counts.count(metric::bad_frames);
            over_.send(error_frame(is_long ? errc::too_long : errc::bad_request, frame.cid));
            return std::nullopt;
        }
        return live_ ? after_hello(std::move(frame)) : before_hello(std::move(frame));
    }

    void on_binary() override
    {
        in_.counts.count(metric::bad_frames);
        over_.close(net::close_code::bad_frame);
    }

    void on_tick() override
    {
        if (!live_ && in_.time.steady_ms() - opened_ms_ > limits::hello_ms)
            over_.close(net::close_code::no_hello);
        else if (over_.silent_ms() > limits::silence_ms)
            over_.close(net::close_code::no_heartbeat);
        else if (std::exchange(is_state_old_, false))
            send_state(in_.talks.glance(*live_));
    }

    void on_drain() override { over_.close(net::close_code::restart); }

    void on_closed() override
    {
        if (live_)
            in_.talks.detach(live_, *this);
        in_.counts.count(metric::sockets_closed);
        if (over_.closed_for() == net::close_code::slow)
            in_.counts.count(metric::slow_readers);
    }

    void deliver(const service::delivery& step) override
    {
        if (step.erased)
            return over_.close(net::close_code::conversation_closed);
        // The socket the input came over gets it all in one frame, its ack first.
        std::string frame;
        frame.reserve(1'024);
        frame.push_back('[');
        if (step.from == this)
        {
            const auto seq = step.messages.empty() ? std::uint64_t{0} : step.messages.front().seq;
            append_ack(frame, step.cid, seq, false);
            is_acknowledged_ = true;
        }
        const bool helped = step.from == this && helped_ != 0;
        std::size_t help_at = 0;
        for (const auto& one : step.messages)
        {
            if (frame.size() > 1)
                frame.push_back(',');
            const bool is_echo = one.from == run::sender::client;
            // The help that was shown early comes again, durable, under the ids it had.
            if (helped && !is_echo && help_at < helped_)
                append_message(frame, one, {}, help_id(step.cid, help_at++));
            else
                append_message(frame, one, is_echo ? step.cid : std::string_view{});
        }
        if (step.led != nullptr)
        {
            if (frame.size() > 1)
                frame.push_back(',');
            append_mode(frame, *step.led);
        }
        frame.push_back(']');
        helped_ = 0;
        // What another tab did moves the state of this one too; told with the next tick.
        is_state_old_ = wants_state_ && step.from != this;
        if (frame.size() > 2)
            over_.send(std::move(frame));
    }

    void show_help(std::string_view cid, std::span<const risk::help_sentence> help) override
    {
        std::string frame = "[";
        for (std::size_t i = 0; i < help.size(); ++i)
        {
            if (i > 0)
                frame.push_back(',');
            append_message(frame, run::help_message(help[i]), {}, help_id(cid, i));
        }
        frame.push_back(']');
        helped_ = help.size();
        over_.send(std::move(frame));
    }

    void withdraw() override { over_.close(net::close_code::access_withdrawn); }

    void show_not_kept(std::string_view cid, std::span<const risk::help_sentence> said) override
    {
        std::string frame = "[";
        for (std::size_t i = 0; i < said.size(); ++i)
        {
            if (i > 0)
                frame.push_back(',');
            append_message(
                frame, run::help_message(said[i]), {},
                "n-" + std::string(cid) + "-" + std::to_string(i));
        }
        frame.push_back(']');
        over_.send(std::move(frame));
    }

private:
    static std::string help_id(std::string_view cid, std::size_t index)
    {
        return "h-" + std::string(cid) + "-" + std::to_string(index);
    }

    std::optional<asio::awaitable<void>> before_hello(client_frame frame)
    {
        if (frame.kind != frame_kind::hello)
        {
            if (frame.text)
                in_.talks.screen_refused(*frame.text, this, frame.cid);
            over_.close(net::close_code::no_hello);
            return std::nullopt;
        }
        if (frame.version != protocol_version)
        {
            over_.close(net::close_code::version);
            return std::nullopt;
        }
        if (!frame.practice.empty() && frame.practice != in_.practice_slug)
        {
            over_.close(net::close_code::bad_token);
            return std::nullopt;
        }
        return greet(std::move(frame));
    }

    asio::awaitable<void> greet(client_frame frame)
    {
        service::greeting greeting;
        greeting.token = frame.token;
        // Another log means another history: what the client has does not count.
        greeting.last = frame.log_id.empty() || frame.log_id == in_.log_id ? frame.last : 0;
        greeting.zone = frame.zone;
        greeting.language = frame.language.empty() ? "en" : frame.language.substr(0, 2);
        auto opened = co_await in_.talks.open(std::move(greeting));
        if (!opened)
        {
            refuse_hello(opened.error());
            co_return;
        }
        if (const auto attached = in_.talks.attach(opened->live, *this); !attached)
        {
            over_.send(error_frame(attached.error().code, {}));
            over_.close(net::close_code::access_withdrawn);
            co_return;
        }
        live_ = opened->live;
        wants_state_ = frame.wants_state;
        co_await welcome(*opened);
        co_await in_.talks.came_back(live_);
        co_await in_.talks.fire_waiting_reminder(live_);
    }

    // The page is gone already; what is told here is for the case alone.
    asio::awaitable<void> leave_quickly()
    {
        co_await in_.talks.left_quickly(live_);
        over_.close(net::close_code::normal);
    }

    void refuse_hello(const error& why)
    {
        if (why.code == errc::not_allowed && why.detail == service::withdrawn_invite)
            return over_.close(net::close_code::access_withdrawn);
        if (why.code == errc::not_allowed)
            return over_.close(net::close_code::bad_token);
        if (why.code == errc::closed || why.code == errc::not_found)
            return over_.close(net::close_code::conversation_closed);
        over_.send(error_frame(why.code, {}));
        over_.close(net::close_code::server_error);
    }

    asio::awaitable<void> welcome(const service::opened& opened)
    {
        const auto& live = *opened.live;
        std::string frame = "[{\"t\":\"welcome\",\"conversation\":";
        append_string(frame, to_string(live.conversation));
        frame.append(",\"token\":");
        append_string(frame, opened.token);
        frame.append(",\"log_id\":");
        append_string(frame, in_.log_id);
        frame.append(",\"head\":");
        append_number(frame, live.head);
        frame.append(opened.recovered ? ",\"recovered\":true" : ",\"recovered\":false");
        frame.append(",\"hb\":");
        append_number(frame, std::uint64_t{limits::heartbeat_ms / 1000});
        frame.append(",\"limits\":{\"frame\":");
        append_number(frame, std::uint64_t{limits::frame_bytes});
        frame.append(",\"say_per_10s\":");
        append_number(frame, static_cast<std::uint64_t>(in_.where.say_per_10s));
        const auto leader = in_.talks.glance(live).leader;
        frame.append("},\"mode\":");
        append_string(frame, service::name_of(leader.mode));
        append_human(frame);
        frame.append(",\"practice\":{\"name\":");
        append_string(frame, in_.where.name);
        frame.append(in_.where.open ? ",\"demo\":true}" : ",\"demo\":false}");
        append_flows(frame);
        frame.push_back('}');
        for (const auto& one : opened.replay)
        {
            frame.push_back(',');
            append_message(frame, one);
        }
        const auto state = co_await in_.talks.look(live_);
        if (state)
        {
            frame.push_back(',');
            append_state(frame, *state, in_.flows);
            net_told_ = state->net;
        }
        frame.push_back(']');
        over_.send(std::move(frame));
    }

    // Whether somebody at the clinic can be told, and when they are there.
    void append_human(std::string& to) const
    {
        const auto* clinic = in_.clinic.clinic();
        if (clinic == nullptr || !in_.clinic.has_responders())
            return to.append(",\"human\":{\"state\":\"none\"}"), void();
        const auto now = in_.time.now_ms();
        const auto cover = escalation::cover_of(clinic, now);
        to.append(",\"human\":{\"state\":");
        append_string(to, cover.is_open ? "open" : cover.on_call.empty() ? "closed" : "on_call");
        if (!cover.is_open && cover.next_opening_ms != 0)
        {
            to.append(",\"opens_ms\":");
            append_number(to, static_cast<std::uint64_t>(cover.next_opening_ms));
        }
        to.push_back('}');
    }

    void append_flows(std::string& to) const
    {
        to.append(",\"flows\":[");
        for (const auto* bundle : in_.flows.served())
        {
            const auto& flow = bundle->root();
            // A flow that needs something given is called by another or offered by a reminder.
            if (std::ranges::any_of(flow.in, &flow::parameter::required))
                continue;
            if (to.back() != '[')
                to.push_back(',');
            to.append("{\"id\":");
            append_string(to, flow.id);
            to.append(",\"title\":");
            append_string(to, flow.title);
            to.append(",\"about\":");
            append_string(to, flow.about);
            to.append(",\"minutes\":");
            append_number(to, static_cast<std::uint64_t>(flow.minutes));
            to.push_back('}');
        }
        to.push_back(']');
    }

    std::optional<asio::awaitable<void>> after_hello(client_frame frame)
    {
        switch (frame.kind)
        {
        case frame_kind::heartbeat:
            over_.send("{\"t\":\"hb\"}");
            return std::nullopt;
        case frame_kind::seen:
        case frame_kind::typing:
            return std::nullopt;
        case frame_kind::bye:
            if (frame.wipe)
                return leave_quickly();
            over_.close(net::close_code::normal);
            return std::nullopt;
        case frame_kind::hello:
            over_.send(error_frame(errc::bad_request, {}));
            return std::nullopt;
        default:
            break;
        }
        if (const auto kind = event_of(frame.kind, frame.text.has_value()))
        {
            auto input = input_of(frame, *kind); // reads the cid that is moved next
            return take(std::move(input), std::move(frame.cid));
        }
        over_.send(error_frame(errc::not_allowed, frame.cid));
        return std::nullopt;
    }

    static service::inbound input_of(client_frame& frame, run::event_kind kind)
    {
        service::inbound input;
        input.device = frame.device();
        input.number = frame.number;
        input.event.kind = kind;
        input.event.ref = std::move(frame.ref);
        input.event.flow = std::move(frame.flow);
        input.event.sent = std::move(frame.sent);
        input.event.index = frame.index;
        input.event.confirmed = frame.confirm;
        if (frame.text)
            input.event.words = private_text(std::move(*frame.text));
        return input;
    }

    asio::awaitable<void> take(service::inbound input, std::string cid)
    {
        is_acknowledged_ = false;
        const auto done = co_await in_.talks.take(live_, input, this, cid);
        if (!done)
        {
            helped_ = 0;
            over_.send(error_frame(done.error().code, cid));
            if (done.error().code == errc::closed)
                over_.close(net::close_code::conversation_closed);
            co_return;
        }
        if (!is_acknowledged_)
        {
            std::string ack;
            append_ack(ack, cid, done->seq, done->duplicate);
            over_.send(std::move(ack));
        }
        if (!wants_state_)
            co_return;
        auto state = co_await in_.talks.look(live_);
        if (state)
            send_state(std::move(*state));
    }

    void send_state(service::overview state)
    {
        // The net is long and rarely changes; the page keeps the one it was told.
        if (state.net == net_told_)
            state.net = {};
        else
            net_told_ = state.net;
        std::string out;
        append_state(out, state, in_.flows);
        over_.send(std::move(out));
    }

    net::socket& over_;
    const chat_context& in_;
    service::live_ptr live_;
    std::int64_t opened_ms_;
    std::size_t helped_ = 0;       // sentences shown early for the input being taken
    bool is_acknowledged_ = false; // the step's delivery carried the ack
    run::packed_items net_told_;
    bool wants_state_ = false;  // `caps` asked for the state after every turn
    bool is_state_old_ = false; // another tab moved it
};

} // namespace

std::unique_ptr<net::socket_owner> make_chat_socket(net::socket& over, const chat_context& in)
{
    return std::make_unique<chat_socket>(over, in);
}

} // namespace switchback::web
