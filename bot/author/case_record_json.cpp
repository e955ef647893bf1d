// A case's record as JSON: what is written for others, and what one program hands to another.
#include "bot/author/case_export.hpp"

#include <nlohmann/json.hpp>

namespace switchback::author {
namespace {

using json = nlohmann::ordered_json;
using service::case_record;

json to_json(const service::record_line& from, std::string_view zone)
{
    json fields = json::object();
    for (const auto& [name, value] : from.fields)
        fields[name] = value;
    return {
        {"number", from.number},
        {"at_ms", from.at_ms},
        {"time_utc", utc_text(from.at_ms)},
        {"time_clinic", clinic_text(from.at_ms, zone)},
        {"event", from.event},
        {"fields", std::move(fields)}};
}

json to_json(const service::record_message& from)
{
    return {
        {"message", "m" + std::to_string(from.seq)},
        {"seq", from.seq},
        {"at_ms", from.at_ms},
        {"time_utc", utc_text(from.at_ms)},
        {"from", from.from},
        {"name", from.name},
        {"text", from.text.reveal()}};
}

json to_json(const case_record& from)
{
    json lines = json::array();
    for (const auto& one : from.lines)
        lines.push_back(to_json(one, from.zone));
    json out{
        {"format", "switchback-case-1"},
        {"case", from.reference},
        {"practice", from.practice},
        {"zone", from.zone.empty() ? "UTC" : from.zone},
        {"is_open", from.is_open},
        {"is_drill", from.is_drill},
        {"is_false_alarm", from.is_false_alarm},
        {"level", from.level},
        {"category", from.category},
        {"close_reason", from.reason},
        {"close_outcome", from.outcome},
        {"opened_ms", from.opened_ms},
        {"opened_utc", utc_text(from.opened_ms)},
        {"lines", std::move(lines)}};
    if (from.words_by.empty())
        return out;
    json messages = json::array();
    for (const auto& one : from.messages)
        messages.push_back(to_json(one));
    out["words_by"] = from.words_by;
    out["messages"] = std::move(messages);
    out["is_cut"] = from.is_cut;
    return out;
}

std::string text_of(const json& from, int indent)
{
    return from.dump(indent, ' ', false, json::error_handler_t::replace);
}

service::record_line read_line(const json& from)
{
    service::record_line out;
    out.number = from.at("number").get<std::int64_t>();
    out.at_ms = from.at("at_ms").get<std::int64_t>();
    out.event = from.at("event").get<std::string>();
    for (const auto& [name, value] : from.at("fields").items())
        out.fields.emplace_back(name, value.get<std::string>());
    return out;
}

service::record_message read_message(const json& from)
{
    return {
        from.at("seq").get<std::uint64_t>(), from.at("at_ms").get<std::int64_t>(),
        from.at("from").get<std::string>(), from.at("name").get<std::string>(),
        private_text(from.at("text").get<std::string>())};
}

case_record read_record(const json& from)
{
    case_record out;
    out.reference = from.at("case").get<std::string>();
    out.practice = from.at("practice").get<std::string>();
    out.zone = from.at("zone").get<std::string>();
    out.is_open = from.at("is_open").get<bool>();
    out.is_drill = from.at("is_drill").get<bool>();
    out.is_false_alarm = from.at("is_false_alarm").get<bool>();
    out.level = from.at("level").get<std::string>();
    out.category = from.at("category").get<std::string>();
    out.reason = from.at("close_reason").get<std::string>();
    out.outcome = from.at("close_outcome").get<std::string>();
    out.opened_ms = from.at("opened_ms").get<std::int64_t>();
    for (const auto& one : from.at("lines"))
        out.lines.push_back(read_line(one));
    out.words_by = from.value("words_by", "");
    if (from.contains("messages"))
        for (const auto& one : from.at("messages"))
            out.messages.push_back(read_message(one));
    out.is_cut = from.value("is_cut", false);
    return out;
}

} // namespace

std::string record_json(const case_record& of)
{
    return text_of(to_json(of), -1);
}

std::expected<case_record, error> read_record_json(std::string_view text)
{
    // Neither what the library says nor the text is told: it may hold the client's words.
    try
    {
        return read_record(json::parse(text));
    }
    catch (const json::exception&)
    {
        return fail(errc::corrupt, "this is no record of a case");
    }
}

std::string case_json(const case_record& of, const log_verdict& log)
{
    auto out = to_json(of);
    out["log"] = {
        {"is_whole", log.is_whole},
        {"entries", log.entries},
        {"head_number", log.head_number},
        {"head", log.head},
        {"fault", log.fault}};
    return text_of(out, 2) + '\n';
}

} // namespace switchback::author
