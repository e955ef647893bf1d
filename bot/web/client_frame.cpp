#include "bot/web/client_frame.hpp"

#include "bot/base/limits.hpp"
#include "bot/web/json_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace switchback::web {
namespace {

std::optional<frame_kind> kind_of(std::string_view name) noexcept
{
    static constexpr std::array<std::pair<std::string_view, frame_kind>, 17> names{{
        {"say", frame_kind::say},
        {"hb", frame_kind::heartbeat},
        {"hello", frame_kind::hello},
        {"start", frame_kind::start},
        {"resume", frame_kind::resume},
        {"back", frame_kind::back},
        {"skip", frame_kind::skip},
        {"pause", frame_kind::pause},
        {"stop", frame_kind::stop},
        {"plan", frame_kind::plan},
        {"edit", frame_kind::edit},
        {"human", frame_kind::human},
        {"delete", frame_kind::erase},
        {"seen", frame_kind::seen},
        {"typing", frame_kind::typing},
        {"share", frame_kind::share},
        {"bye", frame_kind::bye},
    }};
    for (const auto& [known, kind] : names)
        if (known == name)
            return kind;
    return std::nullopt;
}

// A value a native input sends: a number, a text, a list of texts, a flag.
flow::value read_sent(json_reader& from)
{
    switch (from.peek())
    {
    case '"':
        return {from.string()};
    case '0':
        return {from.number()};
    case 't':
    case 'f':
        return {from.boolean()};
    case '[': {
        flow::list out;
        static_cast<void>(from.open('['));
        while (from.next(']'))
        {
            if (from.peek() != '"' || out.size() >= limits::expression_list_items)
            {
                from.skip(limits::json_depth + 1);
                return {};
            }
            out.push_back({from.string()});
        }
        return {std::move(out)};
    }
    default:
        from.skip();
        return {};
    }
}

bool needs_cid(frame_kind kind) noexcept
{
    switch (kind)
    {
    case frame_kind::hello:
    case frame_kind::seen:
    case frame_kind::typing:
    case frame_kind::heartbeat:
    case frame_kind::bye:
        return false;
    default:
        return true;
    }
}

bool split_cid(client_frame& into)
{
    const auto dash = into.cid.rfind('-');
    if (dash == std::string::npos || dash == 0 || dash > limits::device_bytes)
        return false;
    into.device_bytes = dash;
    const auto* end = into.cid.data() + into.cid.size();
    const auto [at, ec] = std::from_chars(into.cid.data() + dash + 1, end, into.number);
    return ec == std::errc{} && at == end && into.number > 0;
}

std::uint64_t whole(double number) noexcept
{
    return number >= 0 && number < 9e15 ? static_cast<std::uint64_t>(number) : 0;
}

// Reads one member; false when its type is not what the protocol says.
bool read_member(json_reader& from, const std::string& name, client_frame& into)
{
    const char type = from.peek();
    const auto text_into = [&](std::string& to) {
        if (type != '"')
            return from.skip(), false;
        to = from.string();
        return true;
    };
    if (name == "cid")
        return text_into(into.cid);
    if (name == "ref")
        return text_into(into.ref);
    if (name == "text")
        return type == '"' ? (into.text = from.string(), true) : (from.skip(), false);
    if (name == "choice" || name == "value")
        return into.sent = read_sent(from), into.sent.is_set();
    if (name == "flow")
        return text_into(into.flow);
    if (name == "token")
        return text_into(into.token);
    if (name == "practice")
        return text_into(into.practice);
    if (name == "log_id")
        return text_into(into.log_id);
    if (name == "lang")
        return text_into(into.language);
    if (name == "tz")
        return text_into(into.zone);
    if (name == "index" || name == "last" || name == "v")
    {
        if (type != '0')
            return from.skip(), false;
        const auto number = whole(from.number());
        if (name == "index")
            into.index = static_cast<std::uint32_t>(number);
        else if (name == "last")
            into.last = number;
        else
            into.version = static_cast<int>(number);
        return true;
    }
    if (name == "caps")
    {
        const auto caps = read_sent(from);
        if (const auto* all = caps.as<flow::list>())
            into.wants_state =
                std::ranges::find(*all, flow::value{std::string("state")}) != all->end();
        return true;
    }
    if (name == "confirm" || name == "wipe")
    {
        if (type != 't' && type != 'f')
            return from.skip(), false;
        (name == "confirm" ? into.confirm : into.wipe) = from.boolean();
        return true;
    }
    // Unknown members are passed over, so that a newer client can talk to an older server.
    from.skip();
    return true;
}

} // namespace

frame_fault read_frame(std::string_view text, client_frame& into)
{
    json_reader from(text);
    if (!from.open('{'))
        return frame_fault::not_json;
    std::string type;
    bool is_typed = true;
    while (from.next('}'))
    {
        const auto name = from.name();
        if (name == "t" && from.peek() == '"')
            type = from.string();
        else if (!read_member(from, name, into))
            is_typed = false;
        if (!from.ok())
            return frame_fault::not_json;
    }
    if (!from.at_end())
        return frame_fault::not_json;
    const auto kind = kind_of(type);
    if (!kind)
        return frame_fault::unknown;
    into.kind = *kind;
    if (!is_typed || (needs_cid(into.kind) && !split_cid(into)))
        return frame_fault::incomplete;
    const bool says = into.kind == frame_kind::say;
    if (says && into.text.has_value() == into.sent.is_set())
        return frame_fault::incomplete;
    return frame_fault::none;
}

} // namespace switchback::web
