#include "tests/bench/load_engine.hpp"

namespace switchback::bench {
namespace {

constexpr std::size_t recorded_at_most = 256;

} // namespace

void load::engine::say(std::size_t index, steady::time_point due)
{
    load_connection& c = connections_[index];
    text_.clear();
    talk_.say(states_[index], text_);
    if (index == 0 && recorded_.size() < recorded_at_most)
        recorded_.push_back(text_);
    c.due = due;
    c.at = load_stage::waiting;
    ++in_flight_;
    result_.bytes_out += text_.size();
    send_text(index, text_, 1);
}

void load::engine::answered(std::size_t index)
{
    load_connection& c = connections_[index];
    c.at = load_stage::idle;
    --in_flight_;
    result_.times.add((now_ - c.due).count());
    if (now_ <= until_)
        ++result_.messages;
    if (pace_ == pace::closed && now_ < until_)
    {
        say(index, now_);
    }
    else if (pace_ == pace::open && next_due_[index] <= now_ && now_ < until_)
    {
        const auto due = next_due_[index];
        next_due_[index] += gap_;
        say(index, due);
    }
    else if (pace_ == pace::exchange && c.left > 0)
    {
        --c.left;
        say(index, now_);
    }
}

void load::engine::begin(pace how)
{
    pace_ = how;
    result_ = {};
    until_ = steady::time_point::max();
}

void load::engine::drain()
{
    const auto last = steady::now() + patience;
    while (in_flight_ > 0)
    {
        poll(10);
        if (steady::now() > last)
            give_up(std::to_string(in_flight_) + " messages were never answered");
    }
}

load_result load::engine::finish(steady::time_point start)
{
    result_.seconds = std::chrono::duration<double>(steady::now() - start).count();
    drain();
    pace_ = pace::none;
    return result_;
}

load_result load::engine::closed(std::chrono::milliseconds length)
{
    begin(pace::closed);
    const auto start = steady::now();
    until_ = start + length;
    for (std::size_t i = 0; i < connections_.size(); ++i)
        say(i, steady::now());
    while (steady::now() < until_)
        poll(10);
    return finish(start);
}

load_result load::engine::open(std::chrono::milliseconds length, double rate)
{
    begin(pace::open);
    const std::chrono::duration<double> tick(1.0 / rate);
    gap_ = std::chrono::duration_cast<std::chrono::nanoseconds>(
        tick * static_cast<double>(connections_.size()));
    const auto start = steady::now();
    until_ = start + length;
    for (std::size_t i = 0; i < connections_.size(); ++i)
        next_due_[i] = start + std::chrono::duration_cast<std::chrono::nanoseconds>(
                                   tick * static_cast<double>(i));
    // The clock walks over the connections in turn; one that is still waiting catches up when its
    // answer comes, and the wait counts against the server.
    std::uint64_t ticks = 0;
    auto next_tick = start;
    for (auto now = start; now < until_; now = steady::now())
    {
        for (; next_tick <= now; next_tick = start + std::chrono::duration_cast<steady::duration>(
                                                         tick * static_cast<double>(ticks)))
        {
            const std::size_t i = ticks++ % connections_.size();
            if (connections_[i].at == load_stage::idle && next_due_[i] <= now)
            {
                const auto due = next_due_[i];
                next_due_[i] += gap_;
                say(i, due);
            }
        }
        poll(0);
    }
    return finish(start);
}

load_result load::engine::exchange(std::size_t each)
{
    constexpr std::size_t at_once = 256;
    begin(pace::exchange);
    const auto start = steady::now();
    for (std::size_t i = 0; i < connections_.size() && each > 0; ++i)
    {
        while (in_flight_ >= at_once)
            poll(10);
        connections_[i].left = each - 1;
        say(i, steady::now());
    }
    return finish(start);
}

load::load(std::uint16_t port, const script& talk) : engine_(std::make_unique<engine>(port, talk))
{}
load::~load() = default;

void load::connect(std::size_t count, const std::vector<std::string>& tokens)
{
    engine_->connect(count, tokens);
}
load_result load::closed(std::chrono::milliseconds length)
{
    return engine_->closed(length);
}
load_result load::open(std::chrono::milliseconds length, double rate)
{
    return engine_->open(length, rate);
}
load_result load::exchange(std::size_t each)
{
    return engine_->exchange(each);
}
void load::disconnect()
{
    engine_->disconnect();
}
const std::vector<talk_state>& load::states() const
{
    return engine_->states_;
}
const std::vector<std::string>& load::recorded() const
{
    return engine_->recorded_;
}
const std::string& load::first_refusal() const
{
    return engine_->first_refusal_;
}

} // namespace switchback::bench
