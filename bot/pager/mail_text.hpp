// A page, or a sign-in link, as the text of an e-mail. Pure; any thread.
#pragma once

#include "bot/net/mail_address.hpp"
#include "bot/port/pager.hpp"

#include <string>

namespace switchback::pager {

/// The whole message: the page's four facts, its key and DRILL, and nothing else of it. Lines end
/// in CRLF and hold ASCII alone, so that every server takes them.
[[nodiscard]] std::string write_mail(
    const port::page& what, const net::mail_address& from, const net::mail_address& to,
    port::page_language in, std::int64_t now_ms);

/// The whole message: the clinic's neutral name, the link and how long it is good; as above.
[[nodiscard]] std::string write_link_mail(
    const port::link_notice& what, const net::mail_address& from, const net::mail_address& to,
    port::page_language in, std::int64_t now_ms);

} // namespace switchback::pager
