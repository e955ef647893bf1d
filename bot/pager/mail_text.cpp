#include "bot/pager/mail_text.hpp"

#include "bot/base/limits.hpp"
#include "bot/net/signature.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <fmt/format.h>

namespace switchback::pager {
namespace {

struct wording
{
    std::string_view now;
    std::string_view today;
    std::string_view urgency;
    std::string_view reference;
    std::string_view open;
    std::string_view sign_in;
    std::string_view once;
    std::string_view review; // a notice's subject has this in the place of the urgency, to ring
                             // nobody
    std::string_view fresh;
    std::string_view news;
};

constexpr std::array<wording, 2> words{{
    {"now", "today", "Urgency", "Case", "Open", "Sign in",
     "It works once, for ten minutes. If you did not ask for it, leave it.", "For review",
     "New case", "Update"},
    {"ahora", "hoy", "Urgencia", "Caso", "Abrir", "Entrar",
     "Sirve una sola vez, durante diez minutos. Si no lo ha pedido, no haga nada.", "Para revisar",
     "Caso nuevo", "Novedad"},
}};
static_assert(limits::link_asked_ms == 10 * limits::minute_ms, "the words say ten minutes");

std::string mail_date(std::int64_t now_ms)
{
    constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t seconds = now_ms / 1000;
    std::tm at{};
    ::gmtime_r(&seconds, &at);
    return fmt::format(
        "{}, {:02} {} {} {:02}:{:02}:{:02} +0000", days[static_cast<std::size_t>(at.tm_wday)],
        at.tm_mday, months[static_cast<std::size_t>(at.tm_mon)], at.tm_year + 1900, at.tm_hour,
        at.tm_min, at.tm_sec);
}

bool is_plain(std::string_view text) noexcept
{
    return std::ranges::all_of(text, [](char one) { return one >= ' ' && one <= '~'; });
}

// RFC 2047: 33 bytes become 44 letters, so the first line holds name, DRILL and a word within 76;
// cut between characters.
std::string encoded(std::string_view text)
{
    // What looks encoded must not be decoded.
    if (is_plain(text) && !text.contains("=?"))
        return std::string(text);
    std::string out;
    while (!text.empty())
    {
        auto size = std::min<std::size_t>(text.size(), 33);
        while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80)
            --size;
        out += fmt::format(
            "{}=?UTF-8?B?{}?=", out.empty() ? "" : "\r\n ", net::to_base64(text.substr(0, size)));
        text.remove_prefix(size);
    }
    return out;
}

// RFC 2045; a soft break keeps a line within 76 letters.
std::string quoted_printable(std::string_view text)
{
    std::string out;
    std::size_t column = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        if (text.substr(i, 2) == "\r\n")
        {
            out += "\r\n";
            column = 0;
            ++i;
            continue;
        }
        const bool is_last = text.substr(i + 1, 2) == "\r\n";
        const bool is_as_it_is =
            text[i] > ' ' ? text[i] <= '~' && text[i] != '=' : text[i] == ' ' && !is_last;
        const auto written = is_as_it_is
                                 ? std::string(1, text[i])
                                 : fmt::format("={:02X}", static_cast<unsigned char>(text[i]));
        if (column + written.size() > 75)
        {
            out += "=\r\n";
            column = 0;
        }
        out += written;
        column += written.size();
    }
    return out;
}

// What a mail says beside its head.
struct letter
{
    const port::neutral_name& clinic;
    id key;
    std::string_view mark; // before the subject, never encoded: a filter finds it
    std::string subject;
    std::string body;
};

std::string write_letter(
    const letter& what, const net::mail_address& from, const net::mail_address& to,
    std::int64_t now_ms)
{
    const bool is_ascii = is_plain(what.clinic.text()); // the rest is
    return fmt::format(
        "Date: {}\r\nFrom: <{}>\r\nTo: <{}>\r\nMessage-ID: <{}@{}>\r\nSubject: {}{}\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: {}\r\nAuto-Submitted: auto-generated\r\n\r\n{}",
        mail_date(now_ms), from.text(), to.text(), to_string(what.key), from.domain(), what.mark,
        encoded(what.subject), is_ascii ? "7bit" : "quoted-printable",
        is_ascii ? what.body : quoted_printable(what.body));
}

} // namespace

std::string write_mail(
    const port::page& what, const net::mail_address& from, const net::mail_address& to,
    port::page_language in, std::int64_t now_ms)
{
    const auto& say = words[static_cast<std::size_t>(in)];
    const auto urgency = what.urgency == escalation::page_urgency::now ? say.now : say.today;
    const bool is_notice = what.form != port::page_form::page;
    const auto heading = what.form == port::page_form::review  ? say.review
                         : what.form == port::page_form::fresh ? say.fresh
                                                               : say.news;
    const auto& name = what.clinic.text();
    auto subject =
        is_notice
            ? fmt::format("{}: {}: {} {}", name, heading, say.reference, what.reference.text())
            : fmt::format("{}: {}, {} {}", name, urgency, say.reference, what.reference.text());
    auto body = fmt::format(
        "{}{}\r\n{}{}{}: {}\r\n{}: {}\r\n{}: {}\r\n", what.is_drill ? "DRILL\r\n" : "", name,
        is_notice ? heading : "", is_notice ? "\r\n" : "", say.urgency, urgency, say.reference,
        what.reference.text(), say.open, what.link.text());
    return write_letter(
        {what.clinic, what.key, what.is_drill ? "DRILL " : "", std::move(subject), std::move(body)},
        from, to, now_ms);
}

std::string write_link_mail(
    const port::link_notice& what, const net::mail_address& from, const net::mail_address& to,
    port::page_language in, std::int64_t now_ms)
{
    const auto& say = words[static_cast<std::size_t>(in)];
    const auto& name = what.clinic.text();
    auto body =
        fmt::format("{}\r\n{}: {}\r\n{}\r\n", name, say.sign_in, what.link.text(), say.once);
    return write_letter(
        {what.clinic, what.key, "", fmt::format("{}: {}", name, say.sign_in), std::move(body)},
        from, to, now_ms);
}

} // namespace switchback::pager
