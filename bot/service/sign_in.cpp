#include "bot/service/sign_in.hpp"

#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"
#include "bot/crypto/token.hpp"
#include "bot/crypto/totp.hpp"

#include <algorithm>

namespace switchback::service {
namespace {

constexpr std::string_view link_kind = "link";
constexpr std::string_view page = "/respond#t="; // a fragment reaches no log and no proxy

errc absent_is_refused(errc code)
{
    return code == errc::not_found ? errc::not_allowed : code;
}

} // namespace

sign_in::sign_in(sign_in_parts with) : with_(std::move(with)), sessions_(with_.store, with_.time) {}

task<std::string> sign_in::make_link(std::string responder, std::int64_t good_for_ms)
{
    auto word = crypto::make_token();
    const auto now = with_.time.now_ms();
    port::ticket_row row{
        crypto::hash_token(word), std::string(link_kind), std::move(responder), now + good_for_ms};
    const auto kept = co_await with_.store.put_ticket(std::move(row), now);
    if (!kept)
        co_return std::unexpected(kept.error());
    co_return with_.address + std::string(page) + word;
}

task<std::string> sign_in::issue_link(std::string responder)
{
    const auto who = find_responder(responder);
    if (!who)
        co_return fail(errc::not_found, "nobody on the rota has this id");
    wrong_.erase(who->id);
    log(log_level::info, "sign_in_link_issued");
    co_return co_await make_link(who->id, limits::link_issued_ms);
}

task<void> sign_in::ask_for_link(std::string typed, std::string address)
{
    if (typed.size() > limits::responder_name_bytes)
        co_return fail(errc::too_long);
    if (!with_.send_link || (with_.can_send && !with_.can_send()))
        co_return fail(errc::unavailable);
    const auto now = with_.time.now_ms();
    while (!asked_.empty() && asked_.front().at_ms <= now - limits::links_asked_window_ms)
        asked_.pop_front();
    const auto of_address =
        address.empty() ? 0 : std::ranges::count(asked_, address, &asked::address);
    if (asked_.size() >= limits::links_asked ||
        static_cast<std::size_t>(of_address) >= limits::links_asked_address)
        co_return fail(errc::rate_limited);
    const auto known = with_.find(typed);
    const auto who = known.value_or(known_responder{});
    const auto key = known ? who.id : typed;
    const auto before = std::ranges::count(asked_, key, &asked::typed);
    asked_.push_back({now, key, std::move(address)});

    // The same reads and writes whoever was asked for, so that the time tells nothing either; the
    // link of nobody is thrown away and swept out.
    const auto row = co_await with_.store.find_responder(key);
    // Whoever reads a responder's mail must not be the one who sets up their app.
    const bool is_enrolled = row && !row->secret.empty();
    const bool is_sent =
        known && is_enrolled && static_cast<std::size_t>(before) < limits::links_asked_each;
    auto link = co_await make_link(is_sent ? who.id : std::string(), limits::link_asked_ms);
    if (!link)
        log(log_level::error, "sign_in_link_not_kept", {{"code", link.error().code}});
    else if (is_sent)
        with_.send_link(who, private_text(std::move(*link)));
    co_return std::expected<void, error>{};
}

task<known_responder> sign_in::holder_of(std::string hash)
{
    const auto row = co_await with_.store.find_ticket(std::move(hash), with_.time.now_ms());
    if (!row)
        co_return fail(absent_is_refused(row.error().code));
    auto who = row->kind == link_kind ? find_responder(row->responder) : std::nullopt;
    if (!who)
        co_return fail(errc::not_allowed);
    co_return std::move(*who);
}

task<port::responder_row> sign_in::row_of(std::string responder)
{
    auto row = co_await with_.store.find_responder(responder);
    if (!row && row.error().code == errc::not_found)
        co_return port::responder_row{std::move(responder), {}, 0};
    co_return row;
}

sign_in::watched& sign_in::watch(const std::string& hash, const known_responder& who)
{
    const auto now = with_.time.now_ms();
    std::erase_if(links_, [&](const auto& one) { return one.second.until_ms <= now; });
    if (links_.size() >= limits::links_watched && !links_.contains(hash))
        links_.erase(std::ranges::min_element(
            links_, {}, [](const auto& one) { return one.second.until_ms; }));
    const watched fresh{who.id, {}, 0, now + limits::link_issued_ms};
    return links_.try_emplace(hash, fresh).first->second;
}

task<link_state> sign_in::look(std::string link)
{
    const auto hash = crypto::hash_token(link);
    auto who = co_await holder_of(hash);
    if (!who)
        co_return std::unexpected(who.error());
    const auto row = co_await row_of(who->id);
    if (!row)
        co_return std::unexpected(row.error());
    link_state out{std::move(*who), std::nullopt};
    if (!row->secret.empty())
        co_return out;
    auto& secret = watch(hash, out.who).new_secret;
    if (secret.empty())
        secret = crypto::make_totp_secret();
    out.enrol =
        enrolment{crypto::base32(secret), crypto::otpauth_uri(with_.issuer, out.who.name, secret)};
    co_return out;
}

bool sign_in::is_locked(const std::string& responder)
{
    const auto found = wrong_.find(responder);
    if (found == wrong_.end())
        return false;
    if (with_.time.now_ms() - found->second.since_ms >= limits::day_ms)
    {
        wrong_.erase(found);
        return false;
    }
    return found->second.count >= limits::wrong_codes_a_day;
}

error sign_in::count_wrong(watched& link, const known_responder& who)
{
    ++link.wrong;
    auto& day = wrong_.try_emplace(who.id, wrong_codes{0, with_.time.now_ms()}).first->second;
    ++day.count;
    log(log_level::warning, "sign_in_wrong_code", {{"of_link", std::int64_t{link.wrong}}});
    return {link.wrong >= limits::wrong_codes_a_link ? errc::closed : errc::bad_request, {}};
}

task<signed_in> sign_in::enter(std::string link, std::string code)
{
    const auto hash = crypto::hash_token(link);
    auto who = co_await holder_of(hash);
    if (!who)
        co_return std::unexpected(who.error());
    auto row = co_await row_of(who->id);
    if (!row)
        co_return std::unexpected(row.error());
    if (is_locked(who->id))
        co_return fail(errc::rate_limited);

    auto& seen = watch(hash, *who);
    // Codes sent side by side all passed the look at the row above; the count is what holds.
    if (seen.wrong >= limits::wrong_codes_a_link)
        co_return fail(errc::closed);
    std::string secret = seen.new_secret;
    const bool is_new = row->secret.empty();
    if (!is_new)
    {
        auto opened = with_.master.unwrap_secret(who->id, row->secret);
        if (!opened)
            co_return std::unexpected(opened.error());
        secret = std::move(*opened);
    }
    const auto now = with_.time.now_ms();
    const auto step =
        secret.empty() ? std::nullopt : crypto::match_totp(secret, code, now, row->last_step);
    if (!step)
    {
        const auto wrong = count_wrong(seen, *who);
        if (wrong.code == errc::closed)
            static_cast<void>(co_await with_.store.take_ticket(hash, now));
        co_return std::unexpected(wrong);
    }

    // Of two with one code the first moves the step on; of two with one link the first takes it.
    const auto last_step = row->last_step;
    if (is_new)
        row->secret = with_.master.wrap_secret(who->id, secret);
    row->last_step = *step;
    const auto kept = co_await with_.store.put_responder(std::move(*row), last_step);
    if (!kept)
        co_return fail(kept.error().code == errc::conflict ? errc::bad_request : kept.error().code);
    const auto taken = co_await with_.store.take_ticket(hash, with_.time.now_ms());
    if (!taken)
        co_return fail(absent_is_refused(taken.error().code));
    links_.erase(hash);
    wrong_.erase(who->id);
    auto word = co_await sessions_.begin(who->id);
    if (!word)
        co_return std::unexpected(word.error());
    log(log_level::info, is_new ? code_word("sign_in_first") : code_word("sign_in"));
    co_return signed_in{std::move(*who), std::move(*word)};
}

task<session> sign_in::find_session(std::string word, bool is_active)
{
    auto found = co_await sessions_.find(word, is_active);
    // Who left the rota is signed out, whatever their session says.
    if (found && !find_responder(found->responder))
    {
        static_cast<void>(co_await sessions_.end(std::move(word)));
        co_return fail(errc::not_allowed);
    }
    co_return found;
}

std::optional<known_responder> sign_in::find_responder(std::string_view id) const
{
    // A name somebody has now may be the id of somebody who left: only the id itself counts here.
    auto found = with_.find(id);
    return found && found->id == id ? found : std::nullopt;
}

task<void> sign_in::sign_out(std::string word)
{
    return sessions_.end(std::move(word));
}

task<void> sign_in::forget(std::string responder)
{
    const auto row = co_await with_.store.find_responder(responder);
    if (!row && row.error().code != errc::not_found)
        co_return std::unexpected(row.error());
    auto dropped = co_await with_.store.drop_responder(responder);
    if (!dropped)
        co_return std::unexpected(dropped.error());
    sessions_.forget(responder);
    wrong_.erase(responder);
    std::erase_if(links_, [&](const auto& one) { return one.second.responder == responder; });
    if (!row && !find_responder(responder))
        co_return fail(errc::not_found, "no one has that id");
    log(log_level::info, "sign_in_forgotten");
    co_return std::expected<void, error>{};
}

} // namespace switchback::service
