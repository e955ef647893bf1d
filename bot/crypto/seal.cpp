#include "bot/crypto/seal.hpp"

#include "bot/base/limits.hpp"
#include "bot/crypto/sodium.hpp"

#include <array>
#include <cstring>

namespace switchback::crypto {
namespace {

// The envelope's first byte. Another algorithm gets another number, and old rows stay readable.
constexpr char xchacha20_poly1305 = 1;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(seal_overhead == 1 + nonce_bytes + tag_bytes);

/// Random nonces out of a block, because a system call per seal costs as much as the seal.
/// 192 random bits never meet again, so nothing has to be counted or kept.
void take_nonce(unsigned char* out) noexcept
{
    constexpr std::size_t nonces = 128;
    thread_local std::array<unsigned char, nonces * nonce_bytes> block;
    thread_local std::size_t used = block.size();
    if (used == block.size())
    {
        start_sodium();
        randombytes_buf(block.data(), block.size());
        used = 0;
    }
    std::memcpy(out, block.data() + used, nonce_bytes);
    used += nonce_bytes;
}

/// The additional data: both names with their lengths, the id and the seq, without an allocation.
class place_bytes
{
public:
    explicit place_bytes(const sealed_place& place) noexcept
    {
        name(place.table);
        add(place.conversation.bytes.data(), place.conversation.bytes.size());
        std::array<unsigned char, 8> seq;
        for (std::size_t i = 0; i < seq.size(); ++i)
            seq[i] = static_cast<unsigned char>(place.seq >> (8 * i));
        add(seq.data(), seq.size());
        name(place.field);
    }

    [[nodiscard]] const unsigned char* data() const noexcept { return bytes_.data(); }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

private:
    void name(std::string_view text) noexcept
    {
        // Names are ours, not input; a longer one is cut, on both sides alike.
        text = text.substr(0, limits::sealed_name_bytes);
        bytes_[size_++] = static_cast<unsigned char>(text.size());
        add(text.data(), text.size());
    }

    void add(const void* from, std::size_t count) noexcept
    {
        std::memcpy(bytes_.data() + size_, from, count);
        size_ += count;
    }

    std::array<unsigned char, 2 * (1 + limits::sealed_name_bytes) + 16 + 8> bytes_;
    std::size_t size_ = 0;
};

/// A text of that size whose bytes will all be written. The size the operation is handed may be the
/// capacity (libstdc++ 12), so it is not the one to return.
std::string text_of(std::size_t size)
{
    std::string out;
    out.resize_and_overwrite(size, [size](char*, std::size_t) noexcept { return size; });
    return out;
}

unsigned char* raw(char* text) noexcept
{
    return reinterpret_cast<unsigned char*>(text);
}

const unsigned char* raw(const char* text) noexcept
{
    return reinterpret_cast<const unsigned char*>(text);
}

} // namespace

std::string seal(const data_key& key, const sealed_place& place, std::string_view plain)
{
    const place_bytes bound(place);
    auto out = text_of(plain.size() + seal_overhead);
    out[0] = xchacha20_poly1305;
    take_nonce(raw(out.data() + 1));
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        raw(out.data() + 1 + nonce_bytes), nullptr, raw(plain.data()), plain.size(), bound.data(),
        bound.size(), nullptr, raw(out.data() + 1), key.bytes());
    return out;
}

std::expected<std::string, error>
open(const data_key& key, const sealed_place& place, std::string_view sealed)
{
    if (sealed.size() < seal_overhead)
        return fail(errc::corrupt, "sealed bytes are too short");
    if (sealed[0] != xchacha20_poly1305)
        return fail(errc::corrupt, "sealed with an unknown algorithm");
    const place_bytes bound(place);
    auto out = text_of(sealed.size() - seal_overhead);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            raw(out.data()), nullptr, nullptr, raw(sealed.data() + 1 + nonce_bytes),
            sealed.size() - 1 - nonce_bytes, bound.data(), bound.size(), raw(sealed.data() + 1),
            key.bytes()) != 0)
        return fail(errc::corrupt, "sealed bytes do not open with this key in this place");
    return out;
}

} // namespace switchback::crypto
