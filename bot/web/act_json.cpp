#include "bot/web/act_json.hpp"

#include "bot/base/limits.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <optional>

namespace switchback::web {
namespace {

using namespace escalation;
using nlohmann::json;
using service::act_kind;
using service::human_act;

constexpr std::array<std::pair<std::string_view, act_kind>, 10> kinds{{
    {"claim", act_kind::claim},
    {"contacted", act_kind::contacted},
    {"say", act_kind::say},
    {"hand_back", act_kind::hand_back},
    {"close", act_kind::close},
    {"reopen", act_kind::reopen},
    {"false_alarm", act_kind::false_alarm},
    {"about", act_kind::about},
    {"reviewed", act_kind::reviewed},
    {"break_glass", act_kind::break_glass},
}};

// Walks the members of one act; the first fault stays.
class act_reader
{
public:
    act_reader(const json& from, std::int64_t now_ms) : from_(from), now_ms_(now_ms) {}

    void complain(std::string_view code, std::string_view field)
    {
        if (!fault_)
            fault_ = act_fault{code, field};
    }

    std::string text(const char* field, std::size_t most)
    {
        const auto found = from_.find(field);
        if (found == from_.end() || !found->is_string() ||
            found->get_ref<const std::string&>().empty())
        {
            complain("missing", field);
            return {};
        }
        auto out = found->get<std::string>();
        if (out.size() > most)
            complain("too_long", field);
        return out;
    }

    std::int64_t whole(const char* field)
    {
        const auto found = from_.find(field);
        if (found == from_.end() || found->is_null())
            return 0;
        if (found->is_number_integer())
            return found->get<std::int64_t>();
        complain("unknown", field);
        return 0;
    }

    // A whole number from 1 to `most`.
    int count(const char* field, std::int64_t most)
    {
        const auto out = whole(field);
        if (out < 1)
            complain("missing", field);
        else if (out > most)
            complain("too_far", field);
        return static_cast<int>(out > most ? most : out);
    }

    // A time ahead; 0 stays 0.
    std::int64_t time(const char* field, std::int64_t furthest_ms)
    {
        const auto out = whole(field);
        if (out != 0 && out <= now_ms_)
            complain("past", field);
        else if (out > now_ms_ + furthest_ms)
            complain("too_far", field);
        return out;
    }

    bool flag(const char* field, bool otherwise)
    {
        const auto found = from_.find(field);
        return found != from_.end() && found->is_boolean() ? found->get<bool>() : otherwise;
    }

    // One of an enumeration's names, up to `last`; none when absent.
    template <class named>
    named one_of(const char* field, named last)
    {
        const auto found = from_.find(field);
        if (found == from_.end() || found->is_null())
            return named::none;
        if (found->is_string())
            for (int i = 0; i <= static_cast<int>(last); ++i)
                if (name_of(static_cast<named>(i)) == found->get_ref<const std::string&>())
                    return static_cast<named>(i);
        complain("unknown", field);
        return named::none;
    }

    template <class named>
    named needed(const char* field, named last)
    {
        const auto out = one_of(field, last);
        if (out == named::none)
            complain("missing", field);
        return out;
    }

    [[nodiscard]] const std::optional<act_fault>& fault() const noexcept { return fault_; }

private:
    const json& from_;
    std::int64_t now_ms_;
    std::optional<act_fault> fault_;
};

void read_close(act_reader& from, human_act& to)
{
    to.reason = from.needed("reason", close_reason::other);
    if (to.reason == close_reason::answered || to.reason == close_reason::withdrawn)
        from.complain("unknown", "reason"); // only a client's own words end a case so
    to.outcome = from.needed("outcome", close_outcome::unknown);
    to.follow_up_ms = from.whole("follow_up_ms");
    if (to.follow_up_ms != 0 && to.follow_up_ms < limits::follow_up_least_ms)
        from.complain("past", "follow_up_ms");
    if (to.follow_up_ms > limits::follow_up_most_ms)
        from.complain("too_far", "follow_up_ms");
}

void read_parts(act_reader& from, human_act& to)
{
    switch (to.kind)
    {
    case act_kind::claim:
        to.means = from.one_of("means", contact_means::meet);
        to.by_ms = from.time("by_ms", limits::promise_ahead_ms);
        break;
    case act_kind::say:
        to.words = private_text(from.text("words", limits::answer_bytes));
        if (to.words.reveal().find_first_not_of(" \t\r\n") == std::string::npos)
            from.complain("missing", "words");
        break;
    case act_kind::close:
        read_close(from, to);
        break;
    case act_kind::false_alarm:
        to.is_false = from.flag("is_false", true);
        break;
    case act_kind::about:
        to.about = from.needed("about", category::other_person);
        break;
    case act_kind::break_glass:
        to.why = from.text("why", limits::reason_bytes);
        if (to.why.find_first_not_of(" \t\r\n") == std::string::npos)
            from.complain("missing", "why");
        break;
    case act_kind::reviewed:
        to.item = from.text("item", limits::case_text_bytes);
        to.value = from.count("value", limits::known_item_most);
        to.until_ms = from.time("until_ms", limits::known_item_days * limits::day_ms);
        if (to.until_ms == 0)
            from.complain("missing", "until_ms");
        break;
    case act_kind::contacted:
    case act_kind::hand_back:
    case act_kind::reopen:
        break;
    }
}

} // namespace

std::expected<human_act, act_fault> read_act(std::string_view text, std::int64_t now_ms)
{
    const auto body = json::parse(text, nullptr, false);
    if (!body.is_object())
        return std::unexpected(act_fault{"bad_body", {}});
    act_reader from(body, now_ms);
    human_act out;
    const auto kind = from.text("kind", limits::name_bytes);
    const auto* const known =
        std::ranges::find(kinds, kind, &std::pair<std::string_view, act_kind>::first);
    if (known == kinds.end())
    {
        from.complain("unknown", "kind");
        return std::unexpected(*from.fault());
    }
    out.kind = known->second;
    out.key = from.text("key", limits::act_key_bytes);
    const auto epoch = from.whole("epoch");
    if (epoch < 0 || epoch > 0xFFFF'FFFFLL || !body.contains("epoch"))
        from.complain("missing", "epoch");
    out.epoch = static_cast<std::uint32_t>(epoch);
    read_parts(from, out);
    if (from.fault())
        return std::unexpected(*from.fault());
    return out;
}

} // namespace switchback::web
