// An HTTP request and its answer, as plain values: what `web` sees instead of Beast. Any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace switchback::net {

struct http_request
{
    std::string method; // "GET"
    std::string path;   // without the query
    std::string query;  // after the "?"
    std::string origin;
    std::string host;
    std::string authorization;
    std::string if_none_match;
    std::string accept_language;
    std::string cookie;
    std::string content_type;
    std::string sec_fetch_site; // where the page that asks comes from, as its browser says
    std::string intent;         // X-Switchback: only our own pages can send it
    std::string address;        // where it comes from (`asking_address`)
    std::string body;
};

struct http_response
{
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string_view fixed_body; // bytes that outlive the server (compiled-in assets)
    std::string body;            // used when fixed_body is empty
    std::vector<std::pair<std::string, std::string>> headers;
};

} // namespace switchback::net
