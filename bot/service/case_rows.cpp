#include "bot/service/case_rows.hpp"

#include "bot/base/codec.hpp"
#include "bot/base/log.hpp"
#include "bot/crypto/seal.hpp"
#include "bot/crypto/token.hpp"
#include "bot/service/sealed_rows.hpp"

#include <fmt/format.h>

namespace switchback::service {
namespace {

// Without letters that are taken for one another when read out on a telephone.
constexpr std::string_view reference_letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
constexpr std::size_t reference_chars = 8;

std::string outbox_key(const outgoing& what, std::int64_t due_ms)
{
    if (what.page != 0)
        return fmt::format("page:{}:{}:{}", what.page, what.responder, what.channel);
    // Of one kind and due together it is one: a digest a day, not a line a mail.
    return fmt::format("{}{}:{}:{}", notice_key, name_of(what.notice), what.responder, due_ms);
}

port::outbox_row seal_outgoing(const case_place& at, const outgoing& what, std::int64_t due_ms)
{
    writer to;
    to.text(what.responder);
    to.u8(what.channel);
    to.varint(what.page);
    to.u8(static_cast<std::uint8_t>(what.urgency));
    to.text(what.reference);
    to.boolean(what.is_drill);
    to.u8(static_cast<std::uint8_t>(what.notice));
    port::outbox_row row;
    row.conversation = at.conversation;
    row.key = outbox_key(what, due_ms);
    row.due_ms = due_ms;
    row.body = crypto::seal(
        at.key, {"outbox", at.conversation, place_number(row.key), "body"}, to.bytes());
    return row;
}

code_word event_of(escalation::alert_kind kind)
{
    switch (kind)
    {
    case escalation::alert_kind::no_responder:
        return "case_without_responder";
    case escalation::alert_kind::unanswered:
        return "case_unanswered";
    case escalation::alert_kind::minor:
        return "case_of_a_minor_without_policy";
    case escalation::alert_kind::full:
        return "case_list_full";
    case escalation::alert_kind::undelivered:
        return "case_notice_undelivered";
    }
    return "case_alert";
}

// One overload a kind of effect that leaves a row.
struct write_one
{
    const case_place& at;
    port::step_write& to;

    void log_to_audit(std::string_view kind, flow::record fields) const
    {
        if (at.held.is_drill && flow::find(fields, "drill") == nullptr)
            fields.push_back({"drill", {"true"}});
        fields.push_back({"case", {reference_of(at.conversation, at.held.case_number)}});
        to.audit.push_back(
            seal_audit(at.key, at.conversation, at.now_ms, fmt::format("case.{}", kind), fields));
    }

    void send(outgoing what, std::int64_t due_ms) const
    {
        what.reference = reference_of(at.conversation, at.held.case_number);
        auto row = seal_outgoing(at, what, due_ms);
        std::erase_if(to.outbox, [&](const auto& known) { return known.key == row.key; });
        to.outbox.push_back(std::move(row));
    }

    void operator()(const escalation::send_page& one) const
    {
        for (unsigned i = 0; i < one.channels; ++i)
            send(
                {one.responder,
                 static_cast<std::uint8_t>(one.first_channel + i),
                 one.number,
                 one.urgency,
                 {},
                 one.is_drill},
                at.now_ms); // the case has a line of its own for it
    }
    void operator()(const escalation::notice& one) const
    {
        const auto due_ms = one.due_ms == 0 ? at.now_ms : one.due_ms;
        send({one.responder, 0, 0, one.urgency, {}, one.is_drill, one.kind}, due_ms);
        log_to_audit(
            "notice", {{"responder", {one.responder}}, {"kind", {std::string(name_of(one.kind))}}});
    }
    void operator()(const escalation::follow_up_task& one) const
    {
        send(
            {one.responder,
             0,
             0,
             escalation::page_urgency::today,
             {},
             at.held.is_drill,
             escalation::notice_kind::follow_up},
            one.due_ms);
        log_to_audit(
            "follow_up",
            {{"responder", {one.responder}}, {"due_ms", {std::to_string(one.due_ms)}}});
    }
    void operator()(const escalation::log_line& one) const
    {
        flow::record fields;
        for (const auto& [name, value] : one.fields)
            fields.push_back({name, {value}});
        log_to_audit(one.kind, std::move(fields));
        if (at.held.is_drill)
            return;
        if (one.kind == "opened")
            at.counts.count(metric::cases_opened);
        if (one.kind == "closed")
            at.counts.count(metric::cases_closed);
    }
    void operator()(const escalation::digest_line& one) const
    {
        log_to_audit(
            "digest", {{"kind", {std::string(name_of(one.kind))}},
                       {"rule", {one.rule}},
                       {"reference", {one.reference}}});
    }
    void operator()(const escalation::review_item& one) const
    {
        log_to_audit("review", {{"kind", {std::string(name_of(one.kind))}}});
    }
    void operator()(const escalation::alert_operator& one) const
    {
        if (!at.held.is_drill)
        {
            at.counts.count(metric::case_alerts);
            log(log_level::error, event_of(one.kind), {{"conversation", at.conversation}});
        }
        log_to_audit("alert", {{"kind", {std::string(name_of(one.kind))}}});
    }
    void operator()(const auto&) const {} // said in the chat, or a timer
};

} // namespace

std::string reference_of(const id& conversation, std::uint32_t case_number)
{
    const auto hash =
        crypto::hash_token(fmt::format("case {} {}", to_string(conversation), case_number));
    std::string out;
    for (std::size_t i = 0; i < reference_chars; ++i)
        out += reference_letters[static_cast<unsigned char>(hash[i]) % reference_letters.size()];
    return out;
}

std::expected<outgoing, error>
open_outgoing(const crypto::data_key& key, const port::outbox_row& row)
{
    const auto plain =
        crypto::open(key, {"outbox", row.conversation, place_number(row.key), "body"}, row.body);
    if (!plain)
        return std::unexpected(plain.error());
    reader from(*plain);
    outgoing out;
    out.responder = std::string(from.text());
    out.channel = from.u8();
    out.page = static_cast<std::uint32_t>(from.varint());
    out.urgency = from.u8() == static_cast<std::uint8_t>(escalation::page_urgency::now)
                      ? escalation::page_urgency::now
                      : escalation::page_urgency::today;
    out.reference = std::string(from.text());
    out.is_drill = from.boolean();
    // A row that an earlier version left ends here.
    const auto notice = from.at_end() ? std::uint8_t{} : from.u8();
    if (!from.at_end() || notice > static_cast<std::uint8_t>(escalation::notice_kind::follow_up))
        return fail(errc::corrupt, "outbox row");
    out.notice = static_cast<escalation::notice_kind>(notice);
    return out;
}

port::case_row seal_case(
    const crypto::data_key& key, const id& conversation, const escalation::case_state& held,
    std::int64_t at_ms)
{
    port::case_row row;
    row.conversation = conversation;
    row.number = held.case_number;
    row.reference = reference_of(conversation, held.case_number);
    row.is_open = held.is_open;
    row.opened_ms = held.opened_ms;
    row.changed_ms = at_ms;
    row.body =
        crypto::seal(key, {"case", conversation, held.case_number, "body"}, escalation::save(held));
    return row;
}

std::expected<escalation::case_state, error>
open_case(const crypto::data_key& key, const port::case_row& row)
{
    const auto plain = crypto::open(key, {"case", row.conversation, row.number, "body"}, row.body);
    if (!plain)
        return std::unexpected(plain.error());
    return escalation::load(*plain);
}

void write_case_effect(const escalation::effect& from, const case_place& at, port::step_write& to)
{
    std::visit(write_one{at, to}, from);
}

} // namespace switchback::service
