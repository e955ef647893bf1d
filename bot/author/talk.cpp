#include "bot/author/talk.hpp"

#include "bot/author/flow_folder.hpp"
#include "bot/author/rehearsal.hpp"
#include "bot/core/flow/library.hpp"
#include "bot/core/steps/step_kind.hpp"

#include <charconv>
#include <fmt/format.h>
#include <istream>
#include <ostream>

namespace switchback::author {
namespace {

constexpr std::string_view commands =
    "Type as the client would. Commands:\n"
    "  :back      one question back\n"
    "  :why       why the last turn went the way it did\n"
    "  :at +3d    let time pass (s m h d w), firing what comes due\n"
    "  :state     what is open, answered, remembered and due\n"
    "  :help      this\n"
    "  :quit      end\n";

class terminal_talk
{
public:
    terminal_talk(const flow::library& flows, const talk_options& how, std::ostream& out)
        : chat_(flows), how_(how), out_(out)
    {}

    void start(const std::string& flow_id) { show(chat_.start(flow_id)); }

    // False when the talk is over.
    bool take(const std::string& line)
    {
        if (line == ":quit")
            return false;
        if (line == ":help")
            out_ << commands;
        else if (line == ":why")
            tell_why();
        else if (line == ":state")
            tell_state();
        else if (line == ":back")
            back();
        else if (line.starts_with(":at "))
            wait(line.substr(4));
        else if (line.starts_with(':'))
            out_ << "No such command. " << commands;
        else if (!line.empty())
            show(chat_.say(line));
        return !chat_.left().erased;
    }

private:
    std::string tint(std::string_view code, std::string_view text) const
    {
        return how_.colour ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
    }

    void show(const run::turn& did)
    {
        last_why_ = did.why;
        for (const auto& one : did.messages)
        {
            if (one.from == run::sender::client)
                continue;
            out_ << tint("36", one.text.reveal()) << '\n';
            if (one.input)
                show_form(*one.input);
        }
        if (how_.shows_why)
            tell_why();
        if (!chat_.now().current && chat_.left().ended)
            out_ << tint("2", fmt::format("[ended: {}]", chat_.left().outcome)) << '\n';
    }

    void show_form(const run::input_form& form)
    {
        int number = 0;
        for (const auto& one : form.choices)
            out_ << fmt::format("  {}. {}\n", ++number, one.label);
        if (form.has_range && form.choices.empty())
            out_ << tint(
                        "2",
                        fmt::format("  [{} {} to {} {}]", form.min, form.low, form.max, form.high))
                 << '\n';
        if (!form.suggested.empty())
            out_ << tint("2", "  [before: " + form.suggested + "]") << '\n';
    }

    void tell_why()
    {
        for (const auto& one : last_why_)
            out_ << tint("2", "  because: " + one) << '\n';
        if (last_why_.empty())
            out_ << tint("2", "  nothing was decided") << '\n';
    }

    void tell_state()
    {
        const auto at = chat_.standing();
        out_ << fmt::format(
            "flow: {}\nquestion: {}\n", at.flow.empty() ? "none" : at.flow,
            at.open_token == 0 ? "none" : fmt::format("p{}", at.open_token));
        for (const auto& flow_id : at.paused)
            out_ << "paused: " << flow_id << '\n';
        for (const auto& item : chat_.left().record)
            out_ << fmt::format(
                "remembered in {}: {}\n", item.collection, flow::to_text(flow::value{item.fields}));
        for (const auto& [key, one] : chat_.left().reminders)
            out_ << fmt::format("reminder: {}{}\n", one.flow, one.words);
        out_ << fmt::format("stored: {} bytes\n", run::save(chat_.now()).size());
    }

    void back()
    {
        run::event event;
        event.kind = run::event_kind::back;
        show(chat_.send(std::move(event)));
    }

    void wait(std::string_view by)
    {
        if (by.starts_with('+'))
            by.remove_prefix(1);
        std::int64_t number = 0;
        const auto [at, ec] = std::from_chars(by.data(), by.data() + by.size(), number);
        const std::string_view unit(at, static_cast<std::size_t>(by.data() + by.size() - at));
        const std::int64_t ms = unit == "s"   ? 1'000
                                : unit == "m" ? 60'000
                                : unit == "h" ? 3'600'000
                                : unit == "d" ? 86'400'000
                                : unit == "w" ? 604'800'000
                                              : 0;
        if (ec != std::errc{} || ms == 0 || number <= 0 || number > 10'000)
        {
            out_ << "Write a time such as :at +3d\n";
            return;
        }
        for (const auto& turn : chat_.wait_ms(number * ms))
            show(turn);
        out_ << tint("2", fmt::format("[{} later]", by)) << '\n';
    }

    rehearsal chat_;
    talk_options how_;
    std::ostream& out_;
    std::vector<std::string> last_why_;
};

} // namespace

int talk(
    const std::filesystem::path& folder, const std::string& flow_id, const talk_options& how,
    std::istream& in, std::ostream& out)
{
    const auto files = read_flow_folder(folder);
    if (!files)
    {
        out << "switchback: " << files.error().detail << '\n';
        return 2;
    }
    const auto loaded = flow::read_library(*files, steps::all());
    for (const auto& one : loaded.found)
        if (one.level == flow::severity::error)
            out << flow::to_line(one) << '\n';
    if (loaded.made->current(flow_id) == nullptr)
    {
        out << "switchback: no flow `" << flow_id << "` in " << folder.string() << "; there are:";
        for (const auto* bundle : loaded.made->published())
            out << ' ' << bundle->root().id;
        out << '\n';
        return 1;
    }
    terminal_talk chat(*loaded.made, how, out);
    chat.start(flow_id);
    std::string line;
    while (out << "> " << std::flush && std::getline(in, line))
        if (!chat.take(line))
            break;
    out << '\n';
    return 0;
}

} // namespace switchback::author
