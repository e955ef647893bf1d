#include "bot/service/care.hpp"

#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"
#include "bot/crypto/seal.hpp"
#include "bot/service/invites.hpp"
#include "bot/service/sealed_rows.hpp"

#include <algorithm>
#include <unordered_map>

namespace switchback::service {
namespace {

std::string
seal_reason(const crypto::data_key& key, const id& client, const id& glass, std::string_view reason)
{
    return crypto::seal(key, {"glass", client, place_number(to_string(glass)), "reason"}, reason);
}

} // namespace

task<bool> care::may(access::caller who, access::action what, id client)
{
    const auto& in = people_.parts();
    const auto row = co_await in.store.load(client);
    if (!row && row.error().code == errc::not_found)
        co_return false;
    if (!row)
        co_return std::unexpected(row.error());
    access::subject whom{row->practice, client, {}, {}};
    std::vector<id> therapists;
    std::vector<access::broken_glass> glass;
    if (!who.person.is_nil())
    {
        const auto caring = co_await in.store.people().therapists_of(client);
        const auto broken = co_await in.store.people().glass_of(client, limits::glass_kept);
        if (!caring || !broken)
            co_return std::unexpected(caring ? broken.error() : caring.error());
        for (const auto& one : *caring)
            therapists.push_back(one.person);
        for (const auto& one : *broken)
            glass.push_back({one.person, one.client, one.from_ms, one.until_ms});
    }
    whom.cared_for_by = therapists;
    whom.glass = glass;
    co_return access::may(who, what, whom, in.time.now_ms());
}

task<std::int64_t>
care::break_glass(access::caller who, std::string handle, id client, private_text reason)
{
    const auto& in = people_.parts();
    if (reason.size() > limits::glass_reason_bytes)
        co_return fail(errc::too_long, "reason");
    if (reason.reveal().find_first_not_of(" \t\n") == std::string::npos)
        co_return fail(errc::bad_request, "reason");
    const auto allowed = co_await may(who, access::action::break_glass, client);
    if (!allowed)
        co_return std::unexpected(allowed.error());
    if (!*allowed)
        co_return fail(errc::not_allowed);
    const auto key = co_await talks_.key_of(client);
    if (!key)
        co_return std::unexpected(key.error());
    const auto now = in.time.now_ms();
    port::glass_row row;
    row.glass = make_id(now, in.random.next(), in.random.next());
    row.practice = who.practice;
    row.person = who.person;
    row.client = client;
    row.from_ms = now;
    row.until_ms = now + limits::glass_ms;
    row.reason = seal_reason(*key, client, row.glass, reason.reveal());
    // In the client's own log, so that it goes with them and a record of theirs tells of it.
    auto line = seal_audit(
        *key, client, now, "glass_broken",
        {{"by", {std::move(handle)}},
         {"person", {to_string(who.person)}},
         {"reason", {reason.reveal()}},
         {"until_ms", {static_cast<double>(row.until_ms)}}});
    const auto until = row.until_ms;
    const auto kept = co_await in.store.people().add_glass(
        std::move(row), {client, line.at_ms, std::move(line.body)});
    if (!kept)
        co_return std::unexpected(kept.error());
    log(log_level::warning, "glass_broken");
    co_return until;
}

task<std::vector<opened_view>> care::opened(id client)
{
    const auto& in = people_.parts();
    const auto key = co_await talks_.key_of(client);
    if (!key)
        co_return std::unexpected(key.error());
    const auto rows = co_await in.store.people().glass_of(client, limits::glass_kept);
    const auto staffed = co_await people_.list();
    if (!rows || !staffed)
        co_return std::unexpected(rows ? staffed.error() : rows.error());
    std::vector<opened_view> out;
    for (const auto& row : *rows)
    {
        auto reason = crypto::open(
            *key, {"glass", client, place_number(to_string(row.glass)), "reason"}, row.reason);
        if (!reason)
            co_return std::unexpected(reason.error());
        const auto who = std::ranges::find(*staffed, row.person, &staff::person);
        out.push_back(
            {who == staffed->end() ? std::string() : who->name, row.from_ms, row.until_ms,
             private_text(std::move(*reason))});
    }
    co_return out;
}

task<std::vector<client_view>> care::clients_of(id person)
{
    const auto& in = people_.parts();
    const auto rows = co_await in.store.people().clients_of(person, limits::clients_of_therapist);
    if (!rows)
        co_return std::unexpected(rows.error());
    invites known(people_, nullptr);
    auto all = co_await known.list();
    if (!all)
        co_return std::unexpected(all.error());
    std::unordered_map<id, private_text> labels; // of their own invites alone
    for (auto& one : *all)
        if (one.person == person && one.state == port::invite_state::confirmed)
            labels.try_emplace(one.client, std::move(one.label));
    std::vector<client_view> out;
    for (const auto& row : *rows)
    {
        const auto label = labels.find(row.client);
        out.push_back(
            {row.client, label == labels.end() ? private_text() : label->second, row.is_primary,
             row.since_ms});
    }
    co_return out;
}

task<void> care::assign(id client, std::string handle, bool is_primary, std::string_view by)
{
    const auto& in = people_.parts();
    const auto who = co_await people_.find_handle(std::move(handle));
    if (!who)
        co_return std::unexpected(who.error());
    if (!who->roles.has(access::role::therapist) || who->state != port::person_state::active)
        co_return fail(errc::not_allowed, "care is of an active therapist");
    const auto caring = co_await in.store.people().therapists_of(client);
    if (!caring)
        co_return std::unexpected(caring.error());
    const auto same = std::ranges::find(*caring, who->person, &port::care_row::person);
    if (same == caring->end() && caring->size() >= limits::therapists_of_client)
        co_return fail(errc::too_long);
    const auto now = in.time.now_ms();
    port::care_row row{
        client, who->person, is_primary, same == caring->end() ? now : same->since_ms};
    auto note = note_of(
        in, "care_given",
        {{"by", std::string(by)},
         {"client", to_string(client)},
         {"therapist", to_string(who->person)},
         {"primary", is_primary ? "yes" : "no"}});
    co_return co_await in.store.people().put_care(row, std::move(note));
}

task<void> care::end(id client, std::string handle, std::string_view by)
{
    const auto& in = people_.parts();
    const auto who = co_await people_.find_handle(std::move(handle));
    if (!who)
        co_return std::unexpected(who.error());
    auto note = note_of(
        in, "care_ended",
        {{"by", std::string(by)},
         {"client", to_string(client)},
         {"therapist", to_string(who->person)}});
    co_return co_await in.store.people().drop_care(client, who->person, std::move(note));
}

} // namespace switchback::service
