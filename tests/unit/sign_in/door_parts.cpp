#include "tests/unit/sign_in/door_parts.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

namespace switchback::testing {

contract::store_kind kind_named(const std::string& name)
{
    auto all = contract::stores_under_test();
    const auto found = std::ranges::find(all, name, &contract::store_kind::name);
    REQUIRE(found != all.end());
    return *found;
}

crypto::master_key key_in(const std::filesystem::path& folder)
{
    REQUIRE(crypto::master_key::create_file(folder / "master.key"));
    return crypto::master_key::from_file(folder / "master.key").value();
}

std::string bytes_of(const std::string& base32)
{
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : base32)
    {
        held = (held << 5) | static_cast<std::uint32_t>(letters.find(c));
        bits += 5;
        if (bits >= 8)
        {
            bits -= 8;
            out.push_back(static_cast<char>((held >> bits) & 0xFF));
        }
    }
    return out;
}

} // namespace switchback::testing
