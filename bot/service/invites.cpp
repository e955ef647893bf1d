#include "bot/service/invites.hpp"

#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"
#include "bot/core/access/code.hpp"

#include <algorithm>

namespace switchback::service {
namespace {

constexpr std::string_view page = "/invite#c="; // a fragment reaches no log and no proxy

std::string label_place(const id& invite)
{
    return "label of " + to_string(invite);
}

} // namespace

std::string_view name_of(port::invite_state value) noexcept
{
    switch (value)
    {
    case port::invite_state::open:
        return "open";
    case port::invite_state::taken:
        return "taken";
    case port::invite_state::confirmed:
        return "confirmed";
    case port::invite_state::withdrawn:
        return "withdrawn";
    }
    return {};
}

std::string invites::hash_of(const std::string& code) const
{
    return people_.parts().master.fingerprint("invite", code);
}

invite_view invites::view_of(const port::invite_row& row) const
{
    auto label = people_.parts().master.unwrap_secret(label_place(row.invite), row.label);
    return {row.invite,   row.person,  private_text(label ? std::move(*label) : std::string()),
            row.state,    row.client,  row.made_ms,
            row.until_ms, row.taken_ms};
}

task<made_invite> invites::make(id therapist, private_text label, std::string_view by)
{
    const auto& in = people_.parts();
    if (label.size() > limits::invite_label_bytes)
        co_return fail(errc::too_long, "label");
    const auto who = co_await people_.find(therapist);
    if (!who)
        co_return std::unexpected(who.error());
    if (!who->roles.has(access::role::therapist) || who->state != port::person_state::active)
        co_return fail(errc::not_allowed, "an invite is of an active therapist");
    const auto now = in.time.now_ms();
    const auto all = co_await in.store.people().invites(in.practice, limits::store_rows_a_read);
    if (!all)
        co_return std::unexpected(all.error());
    const auto waiting = std::ranges::count_if(*all, [&](const port::invite_row& one) {
        return one.state == port::invite_state::taken ||
               (one.state == port::invite_state::open && one.until_ms >= now);
    });
    if (static_cast<std::size_t>(waiting) >= limits::invites)
        co_return fail(errc::rate_limited, "too many invites wait");

    const auto code = access::make_code({in.random.next(), in.random.next()});
    port::invite_row row;
    row.invite = make_id(now, in.random.next(), in.random.next());
    row.practice = in.practice;
    row.person = therapist;
    row.code_hash = hash_of(code);
    row.label = in.master.wrap_secret(label_place(row.invite), label.reveal());
    row.made_ms = now;
    row.until_ms = now + limits::invite_ms;
    made_invite out{view_of(row), access::grouped(code), in.address + std::string(page) + code};
    auto note = note_of(
        in, "invite_made",
        {{"by", std::string(by)},
         {"invite", to_string(row.invite)},
         {"therapist", to_string(therapist)}});
    const auto kept = co_await in.store.people().add_invite(std::move(row), std::move(note));
    if (!kept)
        co_return std::unexpected(kept.error());
    log(log_level::info, "invite_made");
    co_return out;
}

task<port::invite_row> invites::open_one(const std::string& typed)
{
    const auto& in = people_.parts();
    const auto code = access::read_code(typed);
    if (!code)
        co_return fail(errc::bad_request, "code");
    auto row = co_await in.store.people().find_invite(hash_of(*code), in.time.now_ms());
    if (row && row->practice != in.practice)
        co_return fail(errc::not_found);
    co_return row;
}

task<offered_invite> invites::look(std::string typed)
{
    const auto row = co_await open_one(typed);
    if (!row)
        co_return std::unexpected(row.error());
    const auto who = co_await people_.find(row->person);
    if (!who)
        co_return std::unexpected(who.error());
    co_return offered_invite{people_.parts().practice_name, who->name};
}

task<accepted_invite> invites::accept(std::string typed, std::string token)
{
    const auto& in = people_.parts();
    if (talks_ == nullptr)
        co_return fail(errc::unavailable);
    const auto row = co_await open_one(typed);
    if (!row)
        co_return std::unexpected(row.error());
    accepted_invite out;
    if (token.empty())
    {
        auto added = co_await talks_->add_invited();
        if (!added)
            co_return std::unexpected(added.error());
        out.client = added->client;
        out.token = std::move(added->token);
    }
    else
    {
        const auto known = co_await talks_->holder_of(std::move(token));
        if (!known)
            co_return std::unexpected(known.error());
        out.client = *known;
    }
    const auto now = in.time.now_ms();
    auto note = note_of(
        in, "invite_taken",
        {{"invite", to_string(row->invite)}, {"client", to_string(out.client)}});
    const auto taken =
        co_await in.store.people().take_invite(row->code_hash, out.client, now, std::move(note));
    if (!taken)
    {
        // Somebody was quicker: whoever was added for it is nobody's client, and is taken away.
        if (!out.token.empty())
            static_cast<void>(co_await in.store.erase(out.client, now));
        co_return std::unexpected(taken.error());
    }
    talks_->note_invited(out.client, true);
    log(log_level::info, "invite_taken");
    co_return out;
}

task<void> invites::confirm(id invite, id therapist)
{
    const auto& in = people_.parts();
    auto note = note_of(
        in, "invite_confirmed",
        {{"invite", to_string(invite)}, {"therapist", to_string(therapist)}});
    const auto done = co_await in.store.people().confirm_invite(
        invite, therapist, in.time.now_ms(), std::move(note));
    if (!done)
        co_return std::unexpected(done.error());
    log(log_level::info, "invite_confirmed");
    co_return std::expected<void, error>{};
}

task<void> invites::withdraw(id invite, std::string_view by)
{
    const auto& in = people_.parts();
    auto note =
        note_of(in, "invite_withdrawn", {{"by", std::string(by)}, {"invite", to_string(invite)}});
    const auto done = co_await in.store.people().withdraw_invite(invite, std::move(note));
    if (!done)
        co_return std::unexpected(done.error());
    if (talks_ != nullptr && !done->client.is_nil())
    {
        const auto still = co_await in.store.people().is_invited(done->client);
        talks_->note_invited(done->client, still.value_or(false));
    }
    log(log_level::info, "invite_withdrawn");
    co_return std::expected<void, error>{};
}

task<std::vector<invite_view>> invites::list()
{
    const auto& in = people_.parts();
    const auto all = co_await in.store.people().invites(in.practice, limits::store_rows_a_read);
    if (!all)
        co_return std::unexpected(all.error());
    std::vector<invite_view> out;
    for (const auto& one : *all)
        out.push_back(view_of(one));
    co_return out;
}

task<invite_view> invites::find(id invite)
{
    const auto row = co_await people_.parts().store.people().invite(invite);
    if (!row)
        co_return std::unexpected(row.error());
    if (row->practice != people_.parts().practice)
        co_return fail(errc::not_found);
    co_return view_of(*row);
}

} // namespace switchback::service
