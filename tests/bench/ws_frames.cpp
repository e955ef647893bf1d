#include "tests/bench/ws_frames.hpp"

#include <cstring>

namespace switchback::bench {

void append_client_frame(
    std::string& out, std::string_view payload, std::uint32_t mask, unsigned opcode)
{
    char header[8];
    std::size_t n = 0;
    header[n++] = static_cast<char>(0x80U | opcode);
    if (payload.size() < 126)
    {
        header[n++] = static_cast<char>(0x80U | payload.size());
    }
    else
    {
        header[n++] = static_cast<char>(0x80U | 126U);
        header[n++] = static_cast<char>(payload.size() >> 8U);
        header[n++] = static_cast<char>(payload.size() & 0xffU);
    }
    const std::size_t start = out.size() + n + 4;
    out.append(header, n);
    char key[4];
    std::memcpy(key, &mask, 4);
    out.append(key, 4);
    out.append(payload);
    // Four bytes at a time: the compiler widens this, and the tail is at most three bytes.
    char* text = out.data() + start;
    std::size_t i = 0;
    for (; i + 4 <= payload.size(); i += 4)
    {
        std::uint32_t word = 0;
        std::memcpy(&word, text + i, 4);
        word ^= mask;
        std::memcpy(text + i, &word, 4);
    }
    for (; i < payload.size(); ++i)
        text[i] = static_cast<char>(text[i] ^ key[i % 4]);
}

server_frame read_server_frame(std::string_view bytes)
{
    server_frame found;
    if (bytes.size() < 2)
        return found;
    const auto at = [&](std::size_t i) {
        return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i]));
    };
    std::size_t header = 2;
    std::size_t length = at(1) & 0x7fU;
    if (length >= 126)
    {
        const std::size_t extra = length == 126 ? 2 : 8;
        if (bytes.size() < 2 + extra)
            return found;
        length = 0;
        for (std::size_t i = 0; i < extra; ++i)
            length = length << 8U | at(2 + i);
        header += extra;
    }
    if (bytes.size() - header < length)
        return found;
    found.opcode = static_cast<unsigned>(at(0) & 0x0fU);
    found.final = (at(0) & 0x80U) != 0;
    found.payload = bytes.substr(header, length);
    found.size = header + length;
    return found;
}

std::string_view json_text(std::string_view frame, std::string_view key, std::size_t from)
{
    char pattern[32];
    if (key.size() + 4 > sizeof pattern || from > frame.size())
        return {};
    pattern[0] = '"';
    std::memcpy(pattern + 1, key.data(), key.size());
    std::memcpy(pattern + 1 + key.size(), "\":\"", 3);
    const std::size_t length = key.size() + 4;
    const void* found = ::memmem(frame.data() + from, frame.size() - from, pattern, length);
    if (found == nullptr)
        return {};
    const auto begin =
        static_cast<std::size_t>(static_cast<const char*>(found) - frame.data()) + length;
    const std::size_t end = frame.find('"', begin);
    if (end == std::string_view::npos)
        return {};
    return frame.substr(begin, end - begin);
}

} // namespace switchback::bench
