// How a responder is reached. A page is content-free by its type: nothing in it can hold a client's
// sentence, so no channel can leak one (invariant I7). Values, any thread; a `pager` is owned by
// the composition root, and its calls complete on the caller's executor.
#pragma once

#include "bot/base/id.hpp"
#include "bot/core/escalation/effect.hpp"

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace switchback::port {

/// The name the clinic wants to be seen by over a shoulder: one line of UTF-8.
class neutral_name
{
public:
    /// Nothing when empty, over limits::page_name_bytes, not UTF-8, or with a control character.
    [[nodiscard]] static std::optional<neutral_name> from(std::string_view text);
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    explicit neutral_name(std::string_view text) : text_(text) {}
    std::string text_;
};

/// What a case is called where a stranger may read it: eight letters (A-Z, a-z) or digits. Made by
/// the caller from chance, never from a client's id or name.
class case_reference
{
public:
    /// Nothing when it is not eight letters or digits.
    [[nodiscard]] static std::optional<case_reference> from(std::string_view text);
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    explicit case_reference(std::string_view text) : text_(text) {}
    std::string text_;
};

/// Where the case is opened: an address of letters, digits and `-._~:/`, so it carries no query.
class page_link
{
public:
    /// Nothing when not https (http only to 127.0.0.1 and localhost), without a host, over
    /// limits::page_link_bytes, or with another character.
    [[nodiscard]] static std::optional<page_link> from(std::string_view text);
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    explicit page_link(std::string_view text) : text_(text) {}
    std::string text_;
};

/// What signs a responder in: an address of ours, `/respond`, and the word behind `#t=`, which no
/// browser sends and so no proxy's log keeps.
class sign_in_link
{
public:
    /// Nothing when not https (http only to 127.0.0.1 and localhost), with another path, a query,
    /// or a word that is not 32 to limits::link_word_chars letters of base64url.
    [[nodiscard]] static std::optional<sign_in_link> from(std::string_view text);
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    explicit sign_in_link(std::string_view text) : text_(text) {}
    std::string text_;
};

/// A sign-in link on its way to whom it signs in.
struct link_notice
{
    neutral_name clinic;
    sign_in_link link;
    id key;
};

/// A page calls a person now; the notices ring nobody.
enum class page_form : std::uint8_t
{
    page,
    review, // a notice: there is something to look at
    fresh,  // a notice: a case waits that they did not know of
    news    // a notice: something changed in a case they were called to
};

/// One page, or one notice of the same facts, to one recipient by one channel.
struct page
{
    neutral_name clinic;
    escalation::page_urgency urgency = escalation::page_urgency::today;
    case_reference reference;
    page_link link;
    bool is_drill = false;
    id key; // a retry keeps it: a receiver can tell that it is the same page
    page_form form = page_form::page;
};

enum class page_language : std::uint8_t
{
    english,
    spanish
};

/// Whom: an e-mail address, or the name of a webhook.
struct recipient
{
    std::string address;
    page_language language = page_language::english; // of the few words around the facts
};

enum class receipt : std::uint8_t
{
    accepted, // a server took it: SENT, no more
    delivered // a true receipt: DELIVERED
};

enum class page_fault : std::uint8_t
{
    not_sent, // it did not leave: try again
    refused,  // it never will as things are set up: tell the operator
    unknown   // it may have arrived: try again, two pages are better than none
};

/// Why a page was not taken: words for an operator, compiled in; no reply of a server, no secret.
struct page_failure
{
    page_fault kind = page_fault::not_sent;
    std::string_view why;
    int reply = 0; // the last code the server gave, 0 when none
};

/// The names of these in rows and logs ("not_sent", "delivered" ...).
[[nodiscard]] std::string_view name_of(receipt value) noexcept;
[[nodiscard]] std::string_view name_of(page_fault value) noexcept;

class pager
{
public:
    virtual ~pager() = default;

    /// False where `accepted` is all that is ever known: what was taken is not sent once more for
    /// want of a receipt.
    [[nodiscard]] virtual bool gives_receipts() const noexcept = 0;

    /// Sends one page and says what became of it; answers within `within_ms`, which is cut to
    /// limits::page_ms.
    [[nodiscard]] virtual boost::asio::awaitable<std::expected<receipt, page_failure>>
    send(page what, recipient whom, std::int64_t within_ms) = 0;

    /// Sends a sign-in link, once, with the deadline as above. `refused` by a channel that is
    /// nobody's own: what two people read signs neither of them in.
    [[nodiscard]] virtual boost::asio::awaitable<std::expected<receipt, page_failure>>
    send_link(link_notice what, recipient whom, std::int64_t within_ms) = 0;

    /// Checks the channel as far as it goes without disturbing anybody: server, certificate, login.
    /// The deadline as above; a channel that cannot be checked without a person says so by
    /// refusing.
    [[nodiscard]] virtual boost::asio::awaitable<std::expected<void, page_failure>>
    probe(std::int64_t within_ms) = 0;
};

} // namespace switchback::port
