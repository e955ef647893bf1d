#include "bot/crypto/seal.hpp"

#include "bot/base/limits.hpp"
#include "bot/crypto/sodium.hpp"

#include <array>
#include <cstdlib>
#include <cstring>
#include <openssl/evp.h>

namespace switchback::crypto {
namespace {

// The envelope's first byte. Another algorithm gets another number, and old rows stay readable.
constexpr char xchacha20_poly1305 = 1;
constexpr char aes_256_gcm = 2;
constexpr std::size_t tag_bytes = 16;
static_assert(seal_overhead == 1 + seal_nonce_bytes + tag_bytes);

/// Random nonces out of a block, because a system call per seal costs as much as the seal. 96
/// random bits suffice: a key seals one client's rows, and among a million of those the chance that
/// two nonces meet is 1 in 10^17.
void take_nonce(unsigned char* out) noexcept
{
    constexpr std::size_t nonces = 256;
    thread_local std::array<unsigned char, nonces * seal_nonce_bytes> block;
    thread_local std::size_t used = block.size();
    if (used == block.size())
    {
        start_sodium();
        randombytes_buf(block.data(), block.size());
        used = 0;
    }
    std::memcpy(out, block.data() + used, seal_nonce_bytes);
    used += seal_nonce_bytes;
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

/// OpenSSL's context of this thread: making one costs more than a seal. It holds the last key that
/// was used until the next one or the thread's end, as the key ring does.
EVP_CIPHER_CTX* context()
{
    struct owned
    {
        EVP_CIPHER* cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
        EVP_CIPHER_CTX* made = EVP_CIPHER_CTX_new();
        ~owned()
        {
            EVP_CIPHER_CTX_free(made);
            EVP_CIPHER_free(cipher);
        }
    };
    thread_local owned kept;
    thread_local const bool is_ready =
        kept.made != nullptr &&
        EVP_CipherInit_ex2(kept.made, kept.cipher, nullptr, nullptr, 1, nullptr) == 1;
    return is_ready ? kept.made : nullptr;
}

/// Where the parts of an AES-256-GCM envelope stand in a text of that size.
struct envelope
{
    unsigned char* nonce;
    unsigned char* words;
    unsigned char* tag;

    envelope(char* text, std::size_t size) noexcept
        : nonce(raw(text) + 1), words(nonce + seal_nonce_bytes), tag(raw(text) + size - tag_bytes)
    {}
};

/// Runs the cipher from `from` into `to`; false when OpenSSL says no.
bool run_cipher(
    EVP_CIPHER_CTX* with, bool seals, const data_key& key, const unsigned char* nonce,
    const place_bytes& bound, std::string_view from, unsigned char* to)
{
    int done = 0;
    return with != nullptr &&
           EVP_CipherInit_ex2(with, nullptr, key.bytes(), nonce, seals ? 1 : 0, nullptr) == 1 &&
           EVP_CipherUpdate(with, nullptr, &done, bound.data(), static_cast<int>(bound.size())) ==
               1 &&
           EVP_CipherUpdate(with, to, &done, raw(from.data()), static_cast<int>(from.size())) == 1;
}

std::expected<std::string, error> wrong_place()
{
    return fail(errc::corrupt, "sealed bytes do not open with this key in this place");
}

std::expected<std::string, error>
open_aes(const data_key& key, const place_bytes& bound, std::string_view sealed)
{
    if (sealed.size() < seal_overhead)
        return fail(errc::corrupt, "sealed bytes are too short");
    const auto words = sealed.substr(1 + seal_nonce_bytes, sealed.size() - seal_overhead);
    std::array<unsigned char, tag_bytes> tag;
    std::memcpy(tag.data(), sealed.data() + sealed.size() - tag_bytes, tag_bytes);
    auto out = text_of(words.size());
    auto* const with = context();
    int done = 0;
    if (!run_cipher(with, false, key, raw(sealed.data() + 1), bound, words, raw(out.data())) ||
        EVP_CIPHER_CTX_ctrl(with, EVP_CTRL_AEAD_SET_TAG, tag_bytes, tag.data()) != 1 ||
        EVP_CipherFinal_ex(with, raw(out.data()) + words.size(), &done) != 1)
        return wrong_place();
    return out;
}

std::expected<std::string, error>
open_xchacha(const data_key& key, const place_bytes& bound, std::string_view sealed)
{
    constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    if (sealed.size() < 1 + nonce_bytes + tag_bytes)
        return fail(errc::corrupt, "sealed bytes are too short");
    auto out = text_of(sealed.size() - 1 - nonce_bytes - tag_bytes);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            raw(out.data()), nullptr, nullptr, raw(sealed.data() + 1 + nonce_bytes),
            sealed.size() - 1 - nonce_bytes, bound.data(), bound.size(), raw(sealed.data() + 1),
            key.bytes()) != 0)
        return wrong_place();
    return out;
}

} // namespace

std::string seal(const data_key& key, const sealed_place& place, std::string_view plain)
{
    auto out = text_of(plain.size() + seal_overhead);
    const envelope parts(out.data(), out.size());
    out[0] = aes_256_gcm;
    take_nonce(parts.nonce);
    auto* const with = context();
    int done = 0;
    if (!run_cipher(with, true, key, parts.nonce, place_bytes(place), plain, parts.words) ||
        EVP_CipherFinal_ex(with, parts.tag, &done) != 1 ||
        EVP_CIPHER_CTX_ctrl(with, EVP_CTRL_AEAD_GET_TAG, tag_bytes, parts.tag) != 1)
        // Only a library without the cipher or without memory fails here: nothing may be stored in
        // the clear, and nothing else can be stored.
        std::abort();
    return out;
}

std::expected<std::string, error>
open(const data_key& key, const sealed_place& place, std::string_view sealed)
{
    if (sealed.empty())
        return fail(errc::corrupt, "sealed bytes are too short");
    const place_bytes bound(place);
    if (sealed[0] == aes_256_gcm)
        return open_aes(key, bound, sealed);
    if (sealed[0] == xchacha20_poly1305)
        return open_xchacha(key, bound, sealed);
    return fail(errc::corrupt, "sealed with an unknown algorithm");
}

} // namespace switchback::crypto
