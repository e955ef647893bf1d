// One transfer as libcurl sees it. Made by the caller's thread, then the transfers' thread alone
// touches it, but for what is atomic and for `answer`. Private to bot/net.
#pragma once

#include "bot/net/transfers.hpp"

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <curl/curl.h>
#include <memory>
#include <mutex>
#include <vector>

namespace switchback::net {

/// Whoever awaits a transfer.
class waiting_caller
{
public:
    virtual ~waiting_caller() = default;
    /// Resumes them; once, on their executor.
    virtual void resume(transfer_result how) = 0;
};

class transfer_call
{
public:
    transfer_call();
    transfer_call(const transfer_call&) = delete;
    transfer_call& operator=(const transfer_call&) = delete;
    ~transfer_call();

    /// Sets the handle up; false when the address is not allowed.
    [[nodiscard]] bool set_up(http_call what, std::int64_t within_ms);
    [[nodiscard]] bool set_up(mail_call what, std::int64_t within_ms);
    [[nodiscard]] bool set_up(const mail_server& what, std::int64_t within_ms);

    [[nodiscard]] CURL* handle() const noexcept { return handle_; }
    [[nodiscard]] bool has_left() const noexcept { return has_left_; }
    /// What libcurl's end means.
    [[nodiscard]] transfer_result result_of(CURLcode ended);

    // Whom to answer; set before the call is queued.
    std::unique_ptr<waiting_caller> caller;
    boost::asio::any_io_executor home; // kept busy until the answer

    /// Resumes the caller on their executor, the first time; does nothing after that. Any thread.
    void answer(transfer_result how);

    /// Ends the connection, wherever libcurl waits on it: nobody waits for this any more. Any
    /// thread.
    void cut() noexcept;
    [[nodiscard]] bool is_cut() const noexcept { return is_cut_; }

private:
    static std::size_t give(char* to, std::size_t one, std::size_t many, void* self);
    static std::size_t take_body(char* from, std::size_t one, std::size_t many, void* self);
    static std::size_t take_header(char* from, std::size_t one, std::size_t many, void* self);
    static curl_socket_t open(void* self, curlsocktype, curl_sockaddr* at);
    static int close(void* self, curl_socket_t socket);
    void shut(int how) noexcept;
    void set_up_all(const std::string& url, const std::string& ca_file, std::int64_t within_ms);
    [[nodiscard]] bool set_up_server(const mail_server& what, std::int64_t within_ms);

    CURL* handle_;
    curl_slist* list_ = nullptr; // headers, or recipients
    std::string body_;
    std::size_t given_ = 0;
    std::string answer_;
    std::size_t header_bytes_ = 0;
    bool is_too_long_ = false;
    bool is_mail_ = false;
    std::mutex mutex_; // over the sockets: cut by one thread, closed by the other
    std::vector<int> sockets_;
    std::atomic<bool> is_cut_ = false;
    std::atomic<bool> has_left_ = false;
    std::atomic<bool> is_answered_ = false;
};

} // namespace switchback::net
