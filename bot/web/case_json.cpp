#include "bot/web/case_json.hpp"

#include <nlohmann/json.hpp>

namespace switchback::web {
namespace {

using nlohmann::json;

json to_json(const service::case_signal& from)
{
    return {
        {"at_ms", from.at_ms},
        {"from", escalation::name_of(from.from)},
        {"about", escalation::name_of(from.about)},
        {"level", escalation::name_of(from.level)},
        {"rule", from.rule},
        {"words", from.words.reveal()}};
}

json to_json(const service::case_message& from)
{
    return {
        {"seq", from.seq},
        {"from", name_of(from.from)},
        {"name", from.name},
        {"at_ms", from.at_ms},
        {"text", from.text.reveal()}};
}

json to_json(const service::case_page& from)
{
    auto receipts = json::array();
    for (const auto one : from.receipts)
        receipts.push_back(escalation::name_of(one));
    return {
        {"name", from.name},
        {"as", escalation::name_of(from.as)},
        {"sent_ms", from.sent_ms},
        {"receipts", std::move(receipts)}};
}

template <class row>
json list_of(const std::vector<row>& rows)
{
    auto out = json::array();
    for (const auto& one : rows)
        out.push_back(to_json(one));
    return out;
}

} // namespace

json to_json(const service::case_summary& from)
{
    return {
        {"reference", from.reference},
        {"is_open", from.is_open},
        {"level", escalation::name_of(from.level)},
        {"about", escalation::name_of(from.about)},
        {"page", escalation::name_of(from.page)},
        {"dialogue", escalation::name_of(from.dialogue)},
        {"wants_person", from.wants_person},
        {"is_drill", from.is_drill},
        {"is_false_alarm", from.is_false_alarm},
        {"opened_ms", from.opened_ms},
        {"changed_ms", from.changed_ms},
        {"due_ms", from.due_ms},
        {"review_due_ms", from.review_due_ms},
        {"notices_lost", from.notices_lost},
        {"epoch", from.epoch},
        {"holder", from.holder},
        {"holder_name", from.holder_name},
        {"means", escalation::name_of(from.means)},
        {"contact_by_ms", from.contact_by_ms}};
}

json to_json(const service::case_rest& from)
{
    return {{"messages", list_of(from.messages)}, {"is_cut", from.is_cut}};
}

json to_json(const service::case_detail& from)
{
    auto answers = json::array();
    for (const auto& one : from.answers)
        answers.push_back(
            {{"to", escalation::name_of(one.to)}, {"was", escalation::name_of(one.was)}});
    auto contact = json::array();
    for (const auto& [name, said] : from.contact)
        contact.push_back({{"name", name}, {"said", said.reveal()}});
    auto plan = json::array();
    for (const auto& line : from.plan)
        plan.push_back(line.reveal());
    return {{"case", to_json(from.summary)},    {"signals", list_of(from.signals)},
            {"answers", std::move(answers)},    {"messages", list_of(from.messages)},
            {"pages", list_of(from.pages)},     {"contact", std::move(contact)},
            {"plan", std::move(plan)},          {"may_be_called", from.may_be_called},
            {"left_quickly", from.left_quickly}};
}

} // namespace switchback::web
