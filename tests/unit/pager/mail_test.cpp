#include "bot/net/signature.hpp"
#include "bot/net/transfers.hpp"
#include "bot/pager/mail_text.hpp"
#include "bot/pager/smtp.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

namespace switchback::pager {
namespace {

using net::transfer_end;
using port::page_fault;

port::page sample(std::string_view clinic, bool is_drill)
{
    return {
        *port::neutral_name::from(clinic),
        escalation::page_urgency::now,
        *port::case_reference::from("7K2M9QXA"),
        *port::page_link::from("https://clinic.example/c/7K2M9QXA"),
        is_drill,
        make_id(1, 2, 3)};
}

std::string write(const port::page& what, port::page_language in = port::page_language::english)
{
    return write_mail(
        what, *net::mail_address::from("page@clinic.example"),
        *net::mail_address::from("ana@clinic.example"), in, 0);
}

std::string subject_of(const std::string& mail)
{
    const auto from = mail.find("Subject: ");
    return mail.substr(from, mail.find("\r\nMIME", from) - from);
}

} // namespace

TEST_CASE("mail text: a page holds its four facts, its key and nothing else")
{
    CHECK(
        write(sample("Rio Norte", false)) ==
        "Date: Thu, 01 Jan 1970 00:00:00 +0000\r\nFrom: <page@clinic.example>\r\n"
        "To: <ana@clinic.example>\r\nMessage-ID: <" +
            to_string(make_id(1, 2, 3)) +
            "@clinic.example>\r\nSubject: Rio Norte: now, Case 7K2M9QXA\r\n"
            "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: 7bit\r\nAuto-Submitted: auto-generated\r\n\r\n"
            "Rio Norte\r\nUrgency: now\r\nCase: 7K2M9QXA\r\n"
            "Open: https://clinic.example/c/7K2M9QXA\r\n");
}

TEST_CASE("mail text: a notice says what it is in the place of the urgency")
{
    auto what = sample("Rio Norte", false);
    what.urgency = escalation::page_urgency::today;
    what.form = port::page_form::review;
    const auto mail = write(what);
    CHECK(subject_of(mail) == "Subject: Rio Norte: For review: Case 7K2M9QXA");
    CHECK(mail.ends_with("\r\n\r\nRio Norte\r\nFor review\r\nUrgency: today\r\nCase: 7K2M9QXA\r\n"
                         "Open: https://clinic.example/c/7K2M9QXA\r\n"));
    what.form = port::page_form::fresh;
    CHECK(subject_of(write(what)) == "Subject: Rio Norte: New case: Case 7K2M9QXA");
    what.form = port::page_form::news;
    what.urgency = escalation::page_urgency::now; // which is in no subject of a notice
    CHECK(
        subject_of(write(what, port::page_language::spanish)) ==
        "Subject: Rio Norte: Novedad: Caso 7K2M9QXA");
    for (const auto in : {port::page_language::english, port::page_language::spanish})
        CHECK(write(what, in).contains("7bit"));
}

TEST_CASE("mail text: a drill says so first, in the subject and in the body")
{
    const auto mail = write(sample("Rio Norte", true));
    CHECK(subject_of(mail) == "Subject: DRILL Rio Norte: now, Case 7K2M9QXA");
    CHECK(mail.contains("\r\n\r\nDRILL\r\nRio Norte\r\n"));
    CHECK_FALSE(write(sample("Rio Norte", false)).contains("DRILL"));
}

TEST_CASE("mail text: letters beyond ASCII are written so that every server takes them")
{
    auto what = sample("Río Norte", true);
    what.urgency = escalation::page_urgency::today;
    const auto mail = write(what, port::page_language::spanish);
    CHECK(
        subject_of(mail) ==
        "Subject: DRILL =?UTF-8?B?" + net::to_base64("Río Norte: hoy, Caso 7K2M9QXA") + "?=");
    CHECK(mail.contains("Content-Transfer-Encoding: quoted-printable\r\n"));
    CHECK(mail.ends_with("\r\n\r\nDRILL\r\nR=C3=ADo Norte\r\nUrgencia: hoy\r\nCaso: 7K2M9QXA\r\n"
                         "Abrir: https://clinic.example/c/7K2M9QXA\r\n"));
    CHECK(
        std::ranges::all_of(mail, [](char one) { return static_cast<unsigned char>(one) < 128; }));
}

TEST_CASE("mail text: a name that looks encoded is shown as it is written")
{
    const auto mail = write(sample("=?UTF-8?B?QkNDOg==?=", false));
    CHECK_FALSE(subject_of(mail).contains("QkNDOg"));
}

TEST_CASE("mail text: no line is too long, however long the name")
{
    std::string name;
    for (int i = 0; i < 32; ++i)
        name += "é";
    auto what = sample(name, true);
    what.link = *port::page_link::from("https://clinic.example/" + std::string(400, 'a'));
    const auto mail = write(what);
    for (std::size_t from = 0; from < mail.size();)
    {
        const auto end = mail.find("\r\n", from);
        REQUIRE(end != std::string::npos);
        CHECK(end - from <= 78);
        from = end + 2;
    }
}

TEST_CASE("mail text: a sign-in link says what it is good for, and no more")
{
    const std::string link = "https://clinic.example/respond#t=" + std::string(43, 'k');
    const auto mail_of = [&](std::string_view clinic, port::page_language in) {
        return write_link_mail(
            {*port::neutral_name::from(clinic), *port::sign_in_link::from(link), make_id(1, 2, 3)},
            *net::mail_address::from("page@clinic.example"),
            *net::mail_address::from("ana@clinic.example"), in, 0);
    };
    CHECK(
        mail_of("Rio Norte", port::page_language::english) ==
        "Date: Thu, 01 Jan 1970 00:00:00 +0000\r\nFrom: <page@clinic.example>\r\n"
        "To: <ana@clinic.example>\r\nMessage-ID: <" +
            to_string(make_id(1, 2, 3)) +
            "@clinic.example>\r\nSubject: Rio Norte: Sign in\r\n"
            "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: 7bit\r\nAuto-Submitted: auto-generated\r\n\r\n"
            "Rio Norte\r\nSign in: " +
            link + "\r\nIt works once, for ten minutes. If you did not ask for it, leave it.\r\n");
    CHECK(mail_of("Rio Norte", port::page_language::spanish)
              .ends_with(
                  "\r\n\r\nRio Norte\r\nEntrar: " + link +
                  "\r\nSirve una sola vez, durante diez minutos. Si no lo ha pedido, no haga "
                  "nada.\r\n"));
    const auto mail = mail_of("Río Norte", port::page_language::spanish);
    CHECK(subject_of(mail) == "Subject: =?UTF-8?B?" + net::to_base64("Río Norte: Entrar") + "?=");
    CHECK(
        std::ranges::all_of(mail, [](char one) { return static_cast<unsigned char>(one) < 128; }));
}

TEST_CASE("mail address: what could end a line or open another recipient is none")
{
    CHECK(net::mail_address::from("on.call+1@clinic.example")->domain() == "clinic.example");
    for (const auto* wrong :
         {"", "a", "@b.example", "a@", "a@b.example\r\nRCPT TO:<c@d.example>", "a@b@c.example",
          "a b@c.example", "<a@b.example>", "a@b.example,c@d.example", "a..b@c.example",
          ".a@c.example", "a@-b.example", "a@b..example", "a@b.example.", "\"a\"@b.example",
          "a@[127.0.0.1]", "\xc3\xa1@b.example", "a@b.example\n", "a;b@c.example"})
    {
        INFO(wrong);
        CHECK_FALSE(net::mail_address::from(wrong));
    }
    CHECK_FALSE(net::mail_address::from(std::string(65, 'a') + "@b.example"));
}

TEST_CASE("mail: each end has its meaning")
{
    const auto fault = [](transfer_end end, int code, bool has_left) {
        return mail_outcome({end, code, has_left, {}}).error().kind;
    };
    CHECK(mail_outcome({transfer_end::done, 250, true, {}}) == port::receipt::accepted);
    CHECK(fault(transfer_end::bad_call, 0, false) == page_fault::refused);
    CHECK(fault(transfer_end::busy, 0, false) == page_fault::not_sent);
    CHECK(fault(transfer_end::no_connection, 0, false) == page_fault::not_sent);
    CHECK(fault(transfer_end::bad_certificate, 220, false) == page_fault::refused);
    CHECK(fault(transfer_end::no_tls, 250, false) == page_fault::refused);
    CHECK(fault(transfer_end::no_tls, 454, false) == page_fault::not_sent);
    CHECK(fault(transfer_end::login_denied, 535, false) == page_fault::refused);
    CHECK(fault(transfer_end::login_denied, 454, false) == page_fault::not_sent);
    CHECK(fault(transfer_end::broken, 550, false) == page_fault::refused);
    CHECK(fault(transfer_end::broken, 554, true) == page_fault::refused);
    CHECK(fault(transfer_end::broken, 451, false) == page_fault::not_sent);
    CHECK(fault(transfer_end::broken, 452, true) == page_fault::not_sent);
    CHECK(fault(transfer_end::broken, 250, false) == page_fault::not_sent);
    CHECK(fault(transfer_end::broken, 354, true) == page_fault::unknown);
    CHECK(fault(transfer_end::too_long, 354, true) == page_fault::unknown);
    CHECK(fault(transfer_end::timed_out, 0, true) == page_fault::unknown);
    CHECK(fault(transfer_end::timed_out, 250, false) == page_fault::not_sent);
    CHECK(fault(transfer_end::cancelled, 0, true) == page_fault::unknown);
    CHECK(fault(transfer_end::cancelled, 0, false) == page_fault::not_sent);
}

} // namespace switchback::pager
