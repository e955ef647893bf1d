#include "bot/service/link_post.hpp"

#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>

namespace switchback::service {
namespace {

char small(char one) noexcept
{
    return one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
}

bool is_same_address(std::string_view one, std::string_view other)
{
    return std::ranges::equal(one, other, {}, small, small);
}

std::string_view trimmed(std::string_view text)
{
    const auto from = text.find_first_not_of(' ');
    if (from == std::string_view::npos)
        return {};
    return text.substr(from, text.find_last_not_of(' ') - from + 1);
}

const way* mailbox_of(const posted_clinic& clinic, std::string_view responder)
{
    const auto found = clinic.ways.find(responder);
    if (found == clinic.ways.end())
        return nullptr;
    const auto first = std::ranges::find_if(
        found->second, [](const way& one) { return one.is_mailbox && one.through != nullptr; });
    return first == found->second.end() ? nullptr : &*first;
}

bool is_reached_by(const posted_clinic& clinic, std::string_view responder, std::string_view at)
{
    const auto found = clinic.ways.find(responder);
    return found != clinic.ways.end() && std::ranges::any_of(found->second, [&](const way& one) {
               return one.is_mailbox && is_same_address(one.whom.address, at);
           });
}

} // namespace

link_post::link_post(
    const clinic_board& clinic, const clock& time, random_source& random,
    boost::asio::any_io_executor on)
    : clinic_(clinic), time_(time), random_(random), on_(std::move(on))
{}

std::optional<known_responder> link_post::find(std::string_view typed) const
{
    const auto& clinic = clinic_.now();
    const auto what = trimmed(typed);
    if (!clinic || what.empty())
        return std::nullopt;
    const auto& people = clinic->clinic.people.people;
    for (const auto& one : people)
        if (one.id == what || one.name == what)
            return known_responder{one.id, one.name};
    std::optional<known_responder> out;
    for (const auto& one : people)
    {
        if (!is_reached_by(*clinic, one.id, what))
            continue;
        // A mailbox of several names none of them.
        if (out)
            return std::nullopt;
        out = known_responder{one.id, one.name};
    }
    return out;
}

bool link_post::can_send() const
{
    const auto& clinic = clinic_.now();
    return clinic && clinic->name &&
           std::ranges::any_of(clinic->clinic.people.people, [&](const auto& one) {
               return mailbox_of(*clinic, one.id) != nullptr;
           });
}

void link_post::send(const known_responder& to, private_text link)
{
    auto checked = port::sign_in_link::from(link.reveal());
    if (!checked)
        return log(log_level::error, "sign_in_link_not_ours");
    if (queue_.size() >= limits::links_waiting || stops_)
        return log(log_level::warning, "sign_in_link_lost");
    queue_.push_back({to.id, std::move(*checked), time_.now_ms() + limits::link_asked_ms});
    launch();
}

void link_post::stop()
{
    stops_ = true;
    queue_.clear();
}

void link_post::launch()
{
    while (!queue_.empty() && sending_ < limits::links_at_once)
    {
        auto next = std::move(queue_.front());
        queue_.pop_front();
        if (next.until_ms <= time_.now_ms())
            continue;
        ++sending_;
        boost::asio::co_spawn(on_, deliver(std::move(next)), [this](std::exception_ptr fault) {
            --sending_;
            if (fault)
                log(log_level::error, "sign_in_link_failed");
            launch();
        });
    }
}

boost::asio::awaitable<void> link_post::deliver(waiting what)
{
    // Held, so that new settings do not take the pager away under it.
    const auto clinic = clinic_.now();
    const auto* to = clinic ? mailbox_of(*clinic, what.responder) : nullptr;
    if (to == nullptr || !clinic->name)
    {
        log(log_level::warning, "sign_in_link_without_a_mailbox");
        co_return;
    }
    const auto key = make_id(time_.now_ms(), random_.next(), random_.next());
    port::link_notice letter{*clinic->name, std::move(what.link), key};
    const auto sent = co_await to->through->send_link(std::move(letter), to->whom, limits::page_ms);
    if (sent)
        log(log_level::info, "sign_in_link_sent");
    else
        log(log_level::warning, "sign_in_link_not_sent",
            {{"reply", std::int64_t{sent.error().reply}}});
}

} // namespace switchback::service
