#include "bot/net/transfer_call.hpp"

#include "bot/base/limits.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <sys/socket.h>
#include <unistd.h>

namespace switchback::net {
namespace {

struct url_parts
{
    std::string scheme;
    std::string host;
    bool has_login = false;
    bool has_path = false; // or a query, or a fragment
};

std::string part_of(CURLU* url, CURLUPart which)
{
    char* text = nullptr;
    if (::curl_url_get(url, which, &text, 0) != CURLUE_OK)
        return {};
    std::string out(text);
    ::curl_free(text);
    return out;
}

std::optional<url_parts> parts_of(std::string_view text)
{
    // A space or a control character in an address is a slip or an attack.
    if (text.size() > limits::transfer_url_bytes ||
        std::ranges::any_of(text, [](char one) { return one <= ' ' || one > '~'; }))
        return std::nullopt;
    const std::unique_ptr<CURLU, decltype(&::curl_url_cleanup)> url(
        ::curl_url(), ::curl_url_cleanup);
    if (!url || ::curl_url_set(url.get(), CURLUPART_URL, std::string(text).c_str(), 0) != CURLUE_OK)
        return std::nullopt;
    url_parts out;
    out.scheme = part_of(url.get(), CURLUPART_SCHEME);
    out.host = part_of(url.get(), CURLUPART_HOST);
    out.has_login = !part_of(url.get(), CURLUPART_USER).empty() ||
                    !part_of(url.get(), CURLUPART_PASSWORD).empty() ||
                    !part_of(url.get(), CURLUPART_OPTIONS).empty();
    const auto path = part_of(url.get(), CURLUPART_PATH);
    out.has_path = (!path.empty() && path != "/") || !part_of(url.get(), CURLUPART_QUERY).empty() ||
                   !part_of(url.get(), CURLUPART_FRAGMENT).empty();
    return out;
}

bool is_loopback(const std::string& host) noexcept
{
    return host == "127.0.0.1" || host == "[::1]" || host == "localhost";
}

transfer_end end_of(CURLcode ended) noexcept
{
    switch (ended)
    {
    case CURLE_OK:
        return transfer_end::done;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_SSL_CACERT_BADFILE:
        return transfer_end::bad_call;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
        return transfer_end::no_connection;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
        return transfer_end::bad_certificate;
    case CURLE_USE_SSL_FAILED:
        return transfer_end::no_tls;
    case CURLE_LOGIN_DENIED:
        return transfer_end::login_denied;
    case CURLE_OPERATION_TIMEDOUT:
        return transfer_end::timed_out;
    default:
        return transfer_end::broken;
    }
}

} // namespace

bool is_mail_url(std::string_view url)
{
    const auto parts = parts_of(url);
    return parts && (parts->scheme == "smtp" || parts->scheme == "smtps") && !parts->host.empty() &&
           !parts->has_login && !parts->has_path;
}

bool is_post_url(std::string_view url)
{
    const auto parts = parts_of(url);
    return parts && !parts->host.empty() && !parts->has_login &&
           (parts->scheme == "https" || (parts->scheme == "http" && is_loopback(parts->host)));
}

bool is_loopback_url(std::string_view url)
{
    const auto parts = parts_of(url);
    return parts && is_loopback(parts->host);
}

transfer_call::transfer_call() : handle_(::curl_easy_init())
{
    if (handle_ == nullptr)
        throw std::bad_alloc();
}

transfer_call::~transfer_call()
{
    ::curl_easy_cleanup(handle_);
    ::curl_slist_free_all(list_);
}

void transfer_call::set_up_all(
    const std::string& url, const std::string& ca_file, std::int64_t within_ms)
{
    const auto set = [this](CURLoption which, auto value) {
        ::curl_easy_setopt(handle_, which, value);
    };
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PRIVATE, static_cast<void*>(this));
    set(CURLOPT_NOSIGNAL, 1L);
    // The caller's own clock comes first and cuts the connection: libcurl, left to itself, says
    // QUIT to a server that hangs and waits for the answer with the thread in hand.
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(within_ms + limits::transfer_look_ms));
    set(CURLOPT_OPENSOCKETFUNCTION, &transfer_call::open);
    set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
    set(CURLOPT_CLOSESOCKETFUNCTION, &transfer_call::close);
    set(CURLOPT_CLOSESOCKETDATA, static_cast<void*>(this));
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(limits::transfer_reply_s));
    // A name server that hangs must not hold up the other transfers when this one ends.
    set(CURLOPT_QUICK_EXIT, 1L);
    set(CURLOPT_FRESH_CONNECT, 1L); // pages are rare: a kept connection is a dead one
    set(CURLOPT_FORBID_REUSE, 1L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (!ca_file.empty())
        set(CURLOPT_CAINFO, ca_file.c_str());
    set(CURLOPT_WRITEFUNCTION, &transfer_call::take_body);
    set(CURLOPT_WRITEDATA, static_cast<void*>(this));
    set(CURLOPT_HEADERFUNCTION, &transfer_call::take_header);
    set(CURLOPT_HEADERDATA, static_cast<void*>(this));
    set(CURLOPT_READFUNCTION, &transfer_call::give);
    set(CURLOPT_READDATA, static_cast<void*>(this));
}

bool transfer_call::set_up(http_call what, std::int64_t within_ms)
{
    if (!is_post_url(what.url))
        return false;
    set_up_all(what.url, what.ca_file, within_ms);
    body_ = std::move(what.body);
    for (const auto& [name, value] : what.headers)
        list_ = ::curl_slist_append(list_, (name + ": " + value).c_str());
    list_ = ::curl_slist_append(list_, "Expect:");
    const auto set = [this](CURLoption which, auto value) {
        ::curl_easy_setopt(handle_, which, value);
    };
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body_.size()));
    set(CURLOPT_HTTPHEADER, list_);
    return true;
}

bool transfer_call::set_up_server(const mail_server& what, std::int64_t within_ms)
{
    const bool is_encrypted = what.url.starts_with("smtps:") || what.needs_starttls;
    if (!is_mail_url(what.url) || !(is_encrypted || is_loopback_url(what.url)))
        return false;
    // Behind the host stands the name we greet with: the sender's domain, not this machine's name.
    auto url = what.url.ends_with('/') ? what.url : what.url + '/';
    url += what.from.domain();
    set_up_all(url, what.ca_file, within_ms);
    const auto set = [this](CURLoption which, auto value) {
        ::curl_easy_setopt(handle_, which, value);
    };
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_USE_SSL, static_cast<long>(is_encrypted ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    if (!what.login.empty())
    {
        set(CURLOPT_USERNAME, what.login.c_str());
        set(CURLOPT_PASSWORD, what.password.c_str());
    }
    return true;
}

bool transfer_call::set_up(mail_call what, std::int64_t within_ms)
{
    if (!set_up_server(what.server, within_ms))
        return false;
    is_mail_ = true;
    body_ = std::move(what.message);
    list_ = ::curl_slist_append(list_, what.to.text().c_str());
    ::curl_easy_setopt(handle_, CURLOPT_MAIL_FROM, what.server.from.text().c_str());
    ::curl_easy_setopt(handle_, CURLOPT_MAIL_RCPT, list_);
    ::curl_easy_setopt(handle_, CURLOPT_UPLOAD, 1L);
    return true;
}

bool transfer_call::set_up(const mail_server& what, std::int64_t within_ms)
{
    if (!set_up_server(what, within_ms))
        return false;
    ::curl_easy_setopt(handle_, CURLOPT_CUSTOMREQUEST, "NOOP");
    ::curl_easy_setopt(handle_, CURLOPT_NOBODY, 1L);
    return true;
}

transfer_result transfer_call::result_of(CURLcode ended)
{
    long code = 0;
    ::curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &code);
    const auto end = is_too_long_ ? transfer_end::too_long : end_of(ended);
    return {end, static_cast<int>(code), has_left_, std::move(answer_)};
}

void transfer_call::answer(transfer_result how)
{
    if (is_answered_.exchange(true))
        return;
    auto resume = [caller_of = std::move(caller), how = std::move(how)]() mutable {
        caller_of->resume(std::move(how));
    };
    // The posted resumption keeps the executor busy from here on.
    const auto on = std::move(home);
    boost::asio::post(on, std::move(resume));
}

std::size_t transfer_call::give(char* to, std::size_t one, std::size_t many, void* self)
{
    auto& in = *static_cast<transfer_call*>(self);
    const auto size = std::min(one * many, in.body_.size() - in.given_);
    std::memcpy(to, in.body_.data() + in.given_, size);
    in.given_ += size;
    if (in.given_ == in.body_.size())
        in.has_left_ = true;
    return size;
}

std::size_t transfer_call::take_body(char* from, std::size_t one, std::size_t many, void* self)
{
    auto& in = *static_cast<transfer_call*>(self);
    if (in.answer_.size() + one * many > limits::transfer_answer_bytes)
    {
        in.is_too_long_ = true;
        return 0; // ends the transfer
    }
    in.answer_.append(from, one * many);
    return one * many;
}

std::size_t transfer_call::take_header(char* from, std::size_t one, std::size_t many, void* self)
{
    auto& in = *static_cast<transfer_call*>(self);
    const std::string_view line(from, one * many);
    in.header_bytes_ += line.size();
    // The message was taken. What the server says to QUIT is worth no wait.
    if (in.is_mail_ && in.has_left_ && line.starts_with('2') && line.size() > 3 && line[3] == ' ')
        in.shut(SHUT_RD);
    return in.header_bytes_ > limits::http_header_bytes ? 0 : line.size();
}

curl_socket_t transfer_call::open(void* self, curlsocktype, curl_sockaddr* at)
{
    auto& in = *static_cast<transfer_call*>(self);
    const std::lock_guard lock(in.mutex_);
    if (in.is_cut_)
        return CURL_SOCKET_BAD;
    const int made = ::socket(at->family, at->socktype | SOCK_CLOEXEC, at->protocol);
    if (made >= 0)
        in.sockets_.push_back(made);
    return made;
}

int transfer_call::close(void* self, curl_socket_t socket)
{
    auto& in = *static_cast<transfer_call*>(self);
    const std::lock_guard lock(in.mutex_);
    std::erase(in.sockets_, socket);
    return ::close(socket);
}

void transfer_call::shut(int how) noexcept
{
    const std::lock_guard lock(mutex_);
    for (const auto socket : sockets_)
        ::shutdown(socket, how);
}

void transfer_call::cut() noexcept
{
    is_cut_ = true;
    shut(SHUT_RDWR);
}

} // namespace switchback::net
