#include "tests/bench/talk.hpp"

#include "tests/bench/ws_frames.hpp"

#include <algorithm>

namespace switchback::bench {
namespace {

/// What a client would send back for a question of this kind: a tap where there are options.
std::string answer_for(std::string_view kind, std::string_view first_option)
{
    if (kind == "scale" || kind == "number")
        return R"("value":7)";
    if (kind == "many" && !first_option.empty())
        return R"("value":[")" + std::string(first_option) + R"("])";
    if (kind == "date")
        return R"("value":"2026-12-24")";
    if (kind == "time")
        return R"("value":"18:30")";
    if (kind != "text" && !first_option.empty())
        return R"("choice":")" + std::string(first_option) + '"';
    return R"("text":"I missed two runs this week and it felt heavy.")";
}

/// Reads the open question of a frame into the state; none means that the flow has ended. A state
/// frame tells it outright; otherwise it is the input of the last message that has one.
void read_prompt(talk_state& state, std::string_view frame)
{
    std::size_t from = frame.rfind("\"t\":\"state\"");
    if (from != std::string_view::npos)
        from = frame.find("\"prompt\":{", from);
    else
        from = frame.rfind("\"input\":{");
    const std::string_view token =
        from == std::string_view::npos ? std::string_view{} : json_text(frame, "token", from);
    state.restart = token.empty();
    if (token.empty())
        return;
    state.prompt = token;
    state.answer = answer_for(json_text(frame, "kind", from), json_text(frame, "key", from));
}

} // namespace

std::string client_script::greeting(const talk_state& state) const
{
    std::string hello = R"({"t":"hello","v":1,"practice":")" + practice_ +
                        R"(","last":0,"lang":"en","tz":"Europe/Madrid")";
    if (!state.token.empty())
        hello += R"(,"token":")" + state.token + '"';
    return hello + R"(,"caps":[]})";
}

heard client_script::hear(talk_state& state, std::string_view frame) const
{
    // The hot way first: an answer begins with its ack, and all that belongs to it is in the frame.
    if (frame.find("\"t\":\"ack\"") != std::string_view::npos)
    {
        const bool was_running = !state.restart;
        read_prompt(state, frame);
        if (was_running && state.restart)
            ++state.finished;
        return heard::complete;
    }
    if (frame.find("\"t\":\"err\"") != std::string_view::npos)
        return heard::refused;
    if (const std::size_t at = frame.find("\"t\":\"welcome\""); at != std::string_view::npos)
    {
        if (const std::string_view token = json_text(frame, "token", at); !token.empty())
            state.token = token;
    }
    // The whole small state closes every replay, so nothing of the past can still be coming.
    if (frame.find("\"t\":\"state\"") == std::string_view::npos)
        return heard::nothing;
    read_prompt(state, frame);
    return heard::ready;
}

void client_script::say(talk_state& state, std::string& out) const
{
    const std::string cid = state.device + '-' + std::to_string(++state.sent);
    if (state.restart)
    {
        out += R"({"t":"start","cid":")" + cid + R"(","flow":")" + flow_ + "\"}";
        return;
    }
    out += R"({"t":"say","cid":")";
    out += cid;
    out += R"(","ref":")";
    out += state.prompt;
    out += R"(",)";
    out += state.answer;
    out += '}';
}

std::vector<std::string> typical_client_frames()
{
    return {
        R"({"t":"say","cid":"d7f3a1-12","ref":"p_4f2a91c07be3","choice":"small"})",
        R"({"t":"say","cid":"d7f3a1-13","ref":"p_4f2a91c07be4",)"
        R"("text":"I missed two runs this week and it felt heavy"})",
        R"({"t":"say","cid":"d7f3a1-14","ref":"p_4f2a91c07be5","text":"7"})",
    };
}

} // namespace switchback::bench
