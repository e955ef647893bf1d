#include "bot/base/random.hpp"
#include "bot/crypto/key_ring.hpp"
#include "bot/crypto/master_key.hpp"
#include "bot/crypto/seal.hpp"
#include "bot/crypto/token.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace switchback;
using namespace switchback::crypto;

namespace {

id number(std::uint64_t n)
{
    return make_id(1'700'000'000'000, n, n);
}

std::string of_hex(std::string_view digits)
{
    std::string out;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        out.push_back(static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16)));
    return out;
}

bool is_same(const data_key& a, const data_key& b)
{
    return std::memcmp(a.bytes(), b.bytes(), data_key::size) == 0;
}

struct scratch_folder
{
    scratch_folder()
    {
        auto name = (std::filesystem::temp_directory_path() / "switchback-crypto-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~scratch_folder() { std::filesystem::remove_all(path); }
    std::filesystem::path path;
};

} // namespace

TEST_CASE("seal: what was sealed opens with the same key in the same place", "[seal]")
{
    const auto key = make_data_key();
    const sealed_place place{"event", number(1), 7, "body"};
    std::vector<std::size_t> sizes{300, 70'000};
    for (std::size_t size = 0; size < 100; ++size)
        sizes.push_back(size);
    for (const auto size : sizes)
    {
        const std::string plain(size, 'w');
        const auto sealed = seal(key, place, plain);
        CHECK(sealed.size() == size + seal_overhead);
        const auto opened = open(key, place, sealed);
        REQUIRE(opened);
        CHECK(*opened == plain);
    }
}

TEST_CASE("seal: the same words sealed twice look different and hide the words", "[seal]")
{
    const auto key = make_data_key();
    const sealed_place place{"event", number(1), 7, "body"};
    std::set<std::string> seen;
    for (int i = 0; i < 1'000; ++i)
    {
        const auto sealed = seal(key, place, "I keep it to myself");
        CHECK(sealed.find("myself") == std::string::npos);
        CHECK(seen.insert(sealed.substr(1, seal_nonce_bytes)).second);
    }
}

TEST_CASE("open: another key, table, conversation, seq or field is corrupt", "[seal]")
{
    const auto key = make_data_key();
    const sealed_place place{"event", number(1), 7, "body"};
    const auto sealed = seal(key, place, "words");
    const auto is_refused = [&](const data_key& with, const sealed_place& where) {
        const auto opened = open(with, where, sealed);
        return !opened && opened.error().code == errc::corrupt;
    };
    CHECK(is_refused(make_data_key(), place));
    CHECK(is_refused(key, {"timer", number(1), 7, "body"}));
    CHECK(is_refused(key, {"event", number(2), 7, "body"}));
    CHECK(is_refused(key, {"event", number(1), 8, "body"}));
    CHECK(is_refused(key, {"event", number(1), 7, "state"}));
    CHECK(is_refused(key, {"even", number(1), 7, "tbody"}));
}

TEST_CASE("open: what earlier versions sealed still opens", "[seal]")
{
    // XChaCha20-Poly1305, written by the first version: key bytes 0..31, this place, "old words".
    std::array<std::uint8_t, data_key::size> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(i);
    const auto sealed = of_hex("015e76f1fad78d689bc239aa42da8034a23a4b679b3655dfebcbce9f93dc"
                               "4dd2e24c5c6a02eebd568f80f8bb68221b99b3e9");
    const auto opened = open(data_key(bytes), {"event", id{}, 7, "body"}, sealed);
    REQUIRE(opened);
    CHECK(*opened == "old words");
}

TEST_CASE("open: any changed byte and any cut is corrupt, never a crash", "[seal]")
{
    const auto key = make_data_key();
    const sealed_place place{"event", number(1), 7, "body"};
    const auto sealed = seal(key, place, "a few private words");
    for (std::size_t i = 0; i < sealed.size(); ++i)
    {
        auto changed = sealed;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        CHECK_FALSE(open(key, place, changed));
        CHECK_FALSE(open(key, place, sealed.substr(0, i)));
    }
    CHECK_FALSE(open(key, place, sealed + "x"));
}

TEST_CASE("seal: threads share nothing", "[seal]")
{
    const auto key = make_data_key();
    std::vector<std::thread> threads;
    std::vector<std::vector<std::string>> nonces(4);
    for (auto& mine : nonces)
        threads.emplace_back([&mine, &key] {
            for (int i = 0; i < 2'000; ++i)
                mine.push_back(
                    seal(key, {"event", id{}, 1, "body"}, "x").substr(1, seal_nonce_bytes));
        });
    for (auto& thread : threads)
        thread.join();
    std::set<std::string> all;
    for (const auto& mine : nonces)
        all.insert(mine.begin(), mine.end());
    CHECK(all.size() == 8'000);
}

TEST_CASE("seal: 300 bytes cost about a microsecond", "[.][speed]")
{
    const auto key = make_data_key();
    const std::string plain(300, 'w');
    const auto start = std::clock();
    std::size_t total = 0;
    constexpr int rounds = 1'000'000;
    for (int i = 0; i < rounds; ++i)
        total += seal(key, {"event", id{}, static_cast<std::uint64_t>(i), "body"}, plain).size();
    const double took = 1e9 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    WARN("seal of 300 B: " << took / rounds << " ns of CPU, bytes " << total);
}

TEST_CASE("master key: a made file opens, is 0400 and is never overwritten", "[master]")
{
    const scratch_folder folder;
    const auto file = folder.path / "master.key";
    REQUIRE(master_key::create_file(file));
    struct stat status = {};
    REQUIRE(::stat(file.c_str(), &status) == 0);
    CHECK((status.st_mode & 07777) == 0400);
    CHECK(master_key::create_file(file).error().code == errc::conflict);

    const auto first = master_key::from_file(file);
    const auto second = master_key::from_file(file);
    REQUIRE(first);
    REQUIRE(second);
    const auto key = make_data_key();
    const auto wrapped = first->wrap(number(1), key);
    const auto unwrapped = second->unwrap(number(1), wrapped);
    REQUIRE(unwrapped);
    CHECK(is_same(*unwrapped, key));
}

TEST_CASE("master key: a wrapped key belongs to one client and one master", "[master]")
{
    const scratch_folder folder;
    REQUIRE(master_key::create_file(folder.path / "a"));
    REQUIRE(master_key::create_file(folder.path / "b"));
    const auto a = master_key::from_file(folder.path / "a");
    const auto b = master_key::from_file(folder.path / "b");
    const auto wrapped = a->wrap(number(1), make_data_key());
    CHECK(a->unwrap(number(2), wrapped).error().code == errc::corrupt);
    CHECK(b->unwrap(number(1), wrapped).error().code == errc::corrupt);
    CHECK(a->unwrap(number(1), "short").error().code == errc::corrupt);
}

TEST_CASE("master key: a file others may read is refused and named", "[master]")
{
    const scratch_folder folder;
    const auto file = folder.path / "master.key";
    REQUIRE(master_key::create_file(file));
    for (const mode_t mode : {0440U, 0404U, 0640U, 0420U})
    {
        REQUIRE(::chmod(file.c_str(), mode) == 0);
        const auto key = master_key::from_file(file);
        REQUIRE_FALSE(key);
        CHECK(key.error().code == errc::not_allowed);
        CHECK(key.error().detail.find(file.string()) != std::string::npos);
        CHECK(key.error().detail.find("chmod 0400") != std::string::npos);
    }
    REQUIRE(::chmod(file.c_str(), 0600) == 0);
    CHECK(master_key::from_file(file));
}

TEST_CASE("master key: what is no key is refused, and the words of it are not repeated", "[master]")
{
    const scratch_folder folder;
    CHECK(master_key::from_file(folder.path / "absent").error().code == errc::not_found);
    CHECK_FALSE(master_key::from_file(folder.path));
    const std::string digits(64, 'a');
    for (const auto& text :
         {std::string{}, digits.substr(1), digits + "0", digits + "\n\n", std::string(64, 'g'),
          digits.substr(2) + "zz"})
    {
        const auto file = folder.path / "bad.key";
        std::filesystem::remove(file);
        std::ofstream(file) << text;
        REQUIRE(::chmod(file.c_str(), 0400) == 0);
        const auto key = master_key::from_file(file);
        REQUIRE_FALSE(key);
        CHECK(key.error().code == errc::corrupt);
        CHECK(key.error().detail.find("aaaa") == std::string::npos);
    }
}

TEST_CASE("master key: a responder's secret belongs to one responder and one master", "[master]")
{
    const scratch_folder folder;
    REQUIRE(master_key::create_file(folder.path / "a"));
    REQUIRE(master_key::create_file(folder.path / "b"));
    const auto a = master_key::from_file(folder.path / "a");
    const auto b = master_key::from_file(folder.path / "b");
    const auto wrapped = a->wrap_secret("dr.meier", "the secret");
    CHECK(a->unwrap_secret("dr.meier", wrapped) == "the secret");
    CHECK(wrapped.find("the secret") == std::string::npos);
    CHECK(a->unwrap_secret("dr.meier2", wrapped).error().code == errc::corrupt);
    CHECK(b->unwrap_secret("dr.meier", wrapped).error().code == errc::corrupt);
    CHECK(a->unwrap_secret("dr.meier", "short").error().code == errc::corrupt);
}

TEST_CASE("master key: a fingerprint is of one purpose, one text and one key", "[master]")
{
    const scratch_folder folder;
    REQUIRE(master_key::create_file(folder.path / "a"));
    REQUIRE(master_key::create_file(folder.path / "b"));
    const auto a = master_key::from_file(folder.path / "a");
    const auto b = master_key::from_file(folder.path / "b");
    const auto mark = a->fingerprint("invite", "K7M2P9QAXW4T");
    CHECK(mark.size() == 32);
    CHECK(mark == a->fingerprint("invite", "K7M2P9QAXW4T"));
    CHECK(mark == master_key::from_file(folder.path / "a")->fingerprint("invite", "K7M2P9QAXW4T"));
    CHECK(mark != a->fingerprint("recovery", "K7M2P9QAXW4T"));
    CHECK(mark != a->fingerprint("invite", "K7M2P9QAXW4U"));
    CHECK(mark != b->fingerprint("invite", "K7M2P9QAXW4T"));
    CHECK(a->fingerprint("ab", "c") != a->fingerprint("a", "bc"));
}

TEST_CASE("master key: a systemd credential goes before the file", "[master]")
{
    const scratch_folder folder;
    const auto credentials = folder.path / "credentials";
    std::filesystem::create_directory(credentials);
    REQUIRE(master_key::create_file(credentials / "switchback.key"));
    REQUIRE(master_key::create_file(folder.path / "file.key"));
    const auto wrapped =
        master_key::from_file(credentials / "switchback.key")->wrap(number(1), make_data_key());

    ::setenv("CREDENTIALS_DIRECTORY", credentials.c_str(), 1);
    const auto used =
        master_key::from_credential_or_file("switchback.key", folder.path / "file.key");
    const auto other = master_key::from_credential_or_file("absent", folder.path / "file.key");
    ::unsetenv("CREDENTIALS_DIRECTORY");
    REQUIRE(used);
    CHECK(used->unwrap(number(1), wrapped));
    REQUIRE(other);
    CHECK_FALSE(other->unwrap(number(1), wrapped));
}

TEST_CASE("token: 256 bits in base64url, all different, hashed to 32 bytes", "[token]")
{
    std::set<std::string> seen;
    for (int i = 0; i < 1'000; ++i)
    {
        const auto token = make_token();
        CHECK(token.size() == token_chars);
        CHECK(
            token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                    "-_") == std::string::npos);
        CHECK(seen.insert(token).second);
    }
    CHECK(hash_token("a").size() == token_hash_bytes);
    CHECK(hash_token("a") == hash_token("a"));
    // FIPS 180-2, appendix B.1.
    CHECK(hash_token("abc").substr(0, 4) == "\xBA\x78\x16\xBF");
}

TEST_CASE("key ring: holds the latest used and forgets the rest", "[ring]")
{
    key_ring ring(3);
    std::vector<data_key> keys;
    for (int i = 0; i < 4; ++i)
        keys.push_back(make_data_key());
    for (std::uint64_t i = 0; i < 3; ++i)
        ring.put(number(i), keys[i]);
    REQUIRE(ring.find(number(0))); // now 1 is the oldest
    ring.put(number(3), keys[3]);
    CHECK(ring.size() == 3);
    CHECK_FALSE(ring.find(number(1)));
    CHECK(is_same(*ring.find(number(0)), keys[0]));
    CHECK(is_same(*ring.find(number(2)), keys[2]));
    CHECK(is_same(*ring.find(number(3)), keys[3]));
}

TEST_CASE("key ring: replaces, drops and fills again", "[ring]")
{
    key_ring ring(2);
    const auto first = make_data_key();
    const auto second = make_data_key();
    ring.put(number(1), first);
    ring.put(number(1), second);
    CHECK(ring.size() == 1);
    CHECK(is_same(*ring.find(number(1)), second));
    ring.drop(number(1));
    ring.drop(number(1));
    CHECK_FALSE(ring.find(number(1)));
    for (std::uint64_t i = 0; i < 100; ++i)
        ring.put(number(i), first);
    CHECK(ring.size() == 2);
    CHECK(ring.find(number(99)));
    CHECK(ring.find(number(98)));
}

TEST_CASE("key ring: many threads at once", "[ring]")
{
    key_ring ring(16);
    const auto key = make_data_key();
    std::vector<std::thread> threads;
    for (std::uint64_t seed = 0; seed < 4; ++seed)
        threads.emplace_back([&ring, &key, seed] {
            seeded_random random(seed);
            for (int i = 0; i < 20'000; ++i)
            {
                const auto who = number(random.next() % 40);
                if (i % 7 == 0)
                    ring.drop(who);
                else if (const auto found = ring.find(who); !found)
                    ring.put(who, key);
                else if (!is_same(*found, key))
                    std::abort();
            }
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(ring.size() <= 16);
}
