#include "bot/core/flow/canonical.hpp"

#include "bot/base/codec.hpp"

#include <algorithm>
#include <array>
#include <sodium.h>

namespace switchback::flow {
namespace {

/// Keys whose values a client reads.
constexpr std::array<std::string_view, 15> spoken_keys{
    "say",   "help",    "why",     "title",   "about", "more", "low",   "high",
    "label", "invalid", "unclear", "options", "aka",   "note", "bands",
};

/// Writes a value: its shape and its logic to one place, its words to the other.
class splitter
{
public:
    void add(const yaml_value& one, bool spoken)
    {
        logic_.u8(static_cast<std::uint8_t>(one.is));
        switch (one.is)
        {
        case yaml_value::form::nothing:
            return;
        case yaml_value::form::scalar:
            (spoken ? words_ : logic_).text(one.text);
            return;
        case yaml_value::form::sequence:
            logic_.varint(one.items.size());
            for (const auto& item : one.items)
                add(item, spoken);
            return;
        case yaml_value::form::mapping:
            add_mapping(one, spoken);
            return;
        }
    }

    [[nodiscard]] canonical_hashes hashes() const
    {
        return {sha256(logic_.bytes()), sha256(words_.bytes())};
    }

private:
    void add_mapping(const yaml_value& one, bool spoken)
    {
        logic_.varint(one.keys());
        for (std::size_t i = 0; i < one.keys(); ++i)
        {
            const auto& key = one.key(i).text;
            logic_.text(key);
            if (key == "version" && depth_ == 0)
                continue;
            ++depth_;
            // `why` and `help` inside a check or an option are words too; an `if` never is.
            const auto said =
                key == "if" ? false
                            : spoken || std::ranges::find(spoken_keys, key) != spoken_keys.end();
            add(one.value(i), said);
            --depth_;
        }
    }

    writer logic_;
    writer words_;
    int depth_ = 0;
};

} // namespace

std::string sha256(std::string_view bytes)
{
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(
        digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(2 * digest.size());
    for (const auto byte : digest)
    {
        out.push_back(digits[byte >> 4]);
        out.push_back(digits[byte & 15]);
    }
    return out;
}

canonical_hashes hash_of(const yaml_tree& from)
{
    splitter both;
    both.add(from.root, false);
    return both.hashes();
}

} // namespace switchback::flow
