#include "bot/service/people_door.hpp"

#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"
#include "bot/core/access/code.hpp"
#include "bot/core/access/password_rules.hpp"
#include "bot/crypto/token.hpp"
#include "bot/crypto/totp.hpp"

#include <algorithm>

namespace switchback::service {
namespace {

constexpr std::string_view session_kind = "person";
constexpr std::string_view recovery_purpose = "recovery";

errc absent_is_refused(errc code)
{
    return code == errc::not_found ? errc::not_allowed : code;
}

std::string lower(std::string from)
{
    std::ranges::transform(from, from.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return from;
}

std::string without_spaces(std::string from)
{
    std::erase(from, ' '); // apps show codes in two groups
    return from;
}

} // namespace

people_door::people_door(people& staffed, password_work& work)
    : people_(staffed), work_(work),
      sessions_(staffed.parts().store, staffed.parts().time, session_kind),
      wrong_links_(limits::wrong_codes_a_link, limits::set_up_link_ms),
      wrong_names_(limits::wrong_sign_ins_account, limits::sign_in_window_ms),
      wrong_addresses_(limits::wrong_sign_ins_address, limits::sign_in_window_ms),
      guesses_(limits::wrong_codes_address, limits::sign_in_window_ms)
{
    people_.on_ended([this](const id& person) { sessions_.forget(to_string(person)); });
}

task<port::person_row> people_door::holder_of(const std::string& link)
{
    const auto& in = people_.parts();
    if (link.size() != crypto::token_chars)
        co_return fail(errc::not_allowed);
    const auto held = co_await in.store.find_ticket(crypto::hash_token(link), in.time.now_ms());
    if (!held)
        co_return fail(absent_is_refused(held.error().code));
    const auto person = parse_id(held->responder);
    if (held->kind != set_up_kind || !person)
        co_return fail(errc::not_allowed);
    auto row = co_await in.store.people().find_person(*person);
    if (!row)
        co_return fail(absent_is_refused(row.error().code));
    if (row->state == port::person_state::disabled || row->practice != in.practice)
        co_return fail(errc::not_allowed);
    co_return row;
}

// Made of the link itself, so that nothing waits in memory for a link that is never used.
std::string people_door::new_secret(const std::string& link) const
{
    return people_.parts().master.fingerprint("app", link).substr(0, crypto::totp_secret_bytes);
}

task<set_up_state> people_door::look(std::string link)
{
    const auto row = co_await holder_of(link);
    if (!row)
        co_return std::unexpected(row.error());
    const auto secret = new_secret(link);
    co_return set_up_state{
        staff_of(*row), crypto::base32(secret),
        crypto::otpauth_uri(people_.parts().practice_name, row->handle, secret)};
}

std::expected<std::string, error> people_door::check_form(const set_up_form& with) const
{
    if (!is_handle(with.handle))
        return fail(errc::bad_request, "handle not_a_handle");
    if (!is_name(with.name))
        return fail(errc::bad_request, "name missing");
    const std::array<std::string_view, 3> own{
        with.handle, with.name, people_.parts().practice_name};
    auto password = access::new_password(with.password.reveal(), own);
    if (!password)
        return fail(
            errc::bad_request, "password " + std::string(access::name_of(password.error())));
    return std::move(*password);
}

task<entered> people_door::set_up(set_up_form with)
{
    const auto& in = people_.parts();
    auto row = co_await holder_of(with.link);
    if (!row)
        co_return std::unexpected(row.error());
    with.handle = lower(std::move(with.handle));
    auto password = check_form(with);
    if (!password)
        co_return std::unexpected(password.error());
    const auto hash = crypto::hash_token(with.link);
    const auto now = in.time.now_ms();
    if (wrong_links_.is_over(hash, now))
        co_return fail(errc::closed);
    const auto secret = new_secret(with.link);
    const auto step = crypto::match_totp(secret, without_spaces(with.code), now, 0);
    if (!step)
    {
        wrong_links_.count(hash, now);
        if (!wrong_links_.is_over(hash, now))
            co_return fail(errc::bad_request, "code wrong");
        static_cast<void>(co_await in.store.take_ticket(hash, now));
        co_return fail(errc::closed);
    }
    auto kept_hash = co_await work_.hash(private_text(std::move(*password)));
    if (!kept_hash)
        co_return std::unexpected(kept_hash.error());

    entered out;
    std::vector<std::string> marks;
    for (std::size_t i = 0; i < limits::recovery_codes; ++i)
    {
        const auto code = access::make_code({in.random.next(), in.random.next()});
        marks.push_back(in.master.fingerprint(recovery_purpose, code));
        out.recovery.push_back(access::grouped(code));
    }
    row->handle = std::move(with.handle);
    row->name = std::move(with.name);
    row->state = port::person_state::active;
    row->password = in.master.wrap_secret(password_place(row->person), *kept_hash);
    row->secret = in.master.wrap_secret(app_place(row->person), secret);
    row->last_step = *step;
    row->changed_ms = now;
    auto note =
        note_of(in, "set_up", {{"person", to_string(row->person)}, {"handle", row->handle}});
    // The link goes with their other links, in the same transaction: of two at once one has it.
    const auto before = row->handle;
    const auto kept =
        co_await in.store.people().put_person(*row, {std::move(marks), true}, std::move(note));
    if (!kept)
    {
        if (kept.error().code != errc::conflict)
            co_return std::unexpected(kept.error());
        const auto other = co_await in.store.people().find_handle(in.practice, before);
        if (other && other->person != row->person)
            co_return fail(errc::bad_request, "handle taken");
        co_return fail(errc::not_allowed);
    }
    sessions_.forget(to_string(row->person));
    wrong_links_.forget(hash);
    log(log_level::info, "person_set_up");
    auto begun = co_await begin(*row);
    if (!begun)
        co_return begun;
    begun->recovery = std::move(out.recovery);
    begun->recovery_left = limits::recovery_codes;
    co_return begun;
}

task<entered> people_door::begin(const port::person_row& row)
{
    auto word = co_await sessions_.begin(to_string(row.person));
    if (!word)
        co_return std::unexpected(word.error());
    co_return entered{staff_of(row), std::move(*word), {}, 0};
}

task<bool> people_door::is_right(const port::person_row& row, const credentials& with)
{
    const auto& in = people_.parts();
    // A recovery code can be told from an app's by its form; both are tried after the password
    // only.
    if (const auto code = access::read_code(with.code))
    {
        const auto taken = co_await in.store.people().take_recovery(
            row.person, in.master.fingerprint(recovery_purpose, *code));
        if (!taken && taken.error().code != errc::not_found)
            co_return std::unexpected(taken.error());
        if (taken)
            static_cast<void>(co_await in.store.people().note(note_of(
                in, "recovery_code_used",
                {{"person", to_string(row.person)}, {"handle", row.handle}})));
        co_return taken.has_value();
    }
    const auto secret = in.master.unwrap_secret(app_place(row.person), row.secret);
    if (!secret)
        co_return std::unexpected(secret.error());
    const auto step =
        crypto::match_totp(*secret, without_spaces(with.code), in.time.now_ms(), row.last_step);
    if (!step)
        co_return false;
    auto next = row;
    next.last_step = *step;
    const auto kept = co_await in.store.people().put_person(std::move(next), {}, {});
    if (!kept && kept.error().code == errc::conflict)
        co_return false; // of two with one code the first has it
    if (!kept)
        co_return std::unexpected(kept.error());
    co_return true;
}

task<port::person_row> people_door::check(credentials with)
{
    const auto& in = people_.parts();
    const auto now = in.time.now_ms();
    const auto handle = lower(std::move(with.handle));
    const auto named = handle.substr(0, limits::handle_bytes + 1);
    const auto address = throttled_address(with.address);
    if (wrong_names_.is_over(named, now) ||
        (!address.empty() && wrong_addresses_.is_over(address, now)))
    {
        log(log_level::warning, "person_sign_in_throttled");
        co_return fail(errc::rate_limited);
    }
    wrong_names_.count(named, now);
    if (!address.empty())
        wrong_addresses_.count(address, now);

    // The same steps for a name that nobody has, so that neither answer nor time tells which it
    // was.
    auto row = co_await in.store.people().find_handle(in.practice, handle);
    if (!row && row.error().code != errc::not_found)
        co_return std::unexpected(row.error());
    std::string hash;
    if (row && row->state == port::person_state::active)
        hash = in.master.unwrap_secret(password_place(row->person), row->password).value_or("");
    auto typed = access::normal_password(with.password.reveal());
    const auto fits = co_await work_.check(
        typed ? std::move(hash) : std::string(),
        private_text(typed ? std::move(*typed) : std::string()));
    if (!fits)
    {
        // It was never looked at: that counts against nobody.
        wrong_names_.take_back(named);
        wrong_addresses_.take_back(address);
        co_return std::unexpected(fits.error());
    }
    const bool is_known = *fits && row;
    auto right = std::expected<bool, error>(false);
    if (is_known)
        right = co_await is_right(*row, with);
    if (!right)
        co_return std::unexpected(right.error());
    if (!*right)
    {
        log(log_level::warning, "person_sign_in_wrong");
        co_return fail(errc::not_allowed);
    }
    wrong_names_.forget(named);
    wrong_addresses_.take_back(address);
    co_return std::move(*row);
}

task<entered> people_door::sign_in(credentials with)
{
    auto before = std::move(with.before);
    const auto row = co_await check(std::move(with));
    if (!row)
        co_return std::unexpected(row.error());
    if (!before.empty())
        static_cast<void>(co_await sessions_.end(std::move(before)));
    auto out = co_await begin(*row);
    if (!out)
        co_return out;
    const auto left = co_await people_.parts().store.people().recovery_left(row->person);
    out->recovery_left = left.value_or(0);
    log(log_level::info, "person_signed_in");
    co_return out;
}

task<void> people_door::prove(credentials with)
{
    const auto row = co_await check(std::move(with));
    if (!row)
        co_return std::unexpected(row.error());
    co_return std::expected<void, error>{};
}

task<person_session> people_door::find_session(std::string word, bool is_active)
{
    const auto found = co_await sessions_.find(word, is_active);
    if (!found)
        co_return std::unexpected(found.error());
    const auto person = parse_id(found->responder);
    if (!person)
        co_return fail(errc::not_allowed);
    const auto row = co_await people_.parts().store.people().find_person(*person);
    if (!row && row.error().code != errc::not_found)
        co_return std::unexpected(row.error());
    const bool is_ours = row && row->practice == people_.parts().practice;
    if (!is_ours || row->state != port::person_state::active)
    {
        static_cast<void>(co_await sessions_.end(std::move(word)));
        co_return fail(errc::not_allowed);
    }
    auto who = staff_of(*row);
    access::caller caller{row->practice, who.roles, row->person, {}};
    co_return person_session{std::move(who), caller, found->idle_until_ms, found->until_ms};
}

task<void> people_door::sign_out(std::string word)
{
    return sessions_.end(std::move(word));
}

bool people_door::is_guessing(const std::string& address)
{
    const auto key = throttled_address(address);
    const auto now = people_.parts().time.now_ms();
    if (guesses_.is_over(key, now))
        return true;
    guesses_.count(key, now);
    return false;
}

void people_door::was_right(const std::string& address)
{
    guesses_.take_back(throttled_address(address));
}

} // namespace switchback::service
