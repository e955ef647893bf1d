// An assignment comes back from its bytes as it was, and from no others.
#include "tests/unit/homework/scene.hpp"

#include <catch2/catch.hpp>

using namespace homework_tests;

namespace {

assignment full()
{
    auto from =
        weekly("FREQ=MONTHLY;INTERVAL=2;BYDAY=MO,-1FR;BYMONTHDAY=1,2,3,4,5,6,7,-1;UNTIL=20271231");
    from.what = {"small-step", 3, std::string(64, 'a'), 5, "after-a-setback", 2, 4};
    from.unlock = {unlocking::at_once, {}, 0};
    scene in(from);
    in.happen(at(monday, 9), tick{});
    in.happen(at(monday, 9), delivered{monday});
    in.happen(at(monday, 10), refused{monday, private_text("ñ")});
    in.happen(
        at(monday, 11), proposed{
                            {monday + 3, 600, read_recurrence("FREQ=DAILY;COUNT=3").value(),
                             private_text("later"), 0}});
    in.state.older.each[2] = 7;
    in.state.older.late = 1;
    return in.state;
}

} // namespace

TEST_CASE("codec: every field comes back")
{
    const auto before = full();
    REQUIRE(before.asked.has_value());
    REQUIRE(before.kept.size() == 1);
    CHECK(load(save(before)).value() == before);
    CHECK(save(load(save(before)).value()) == save(before));
}

TEST_CASE("codec: cut, lengthened or of another format it is corrupt, and never throws")
{
    const auto bytes = save(full());
    for (std::size_t i = 0; i < bytes.size(); ++i)
        REQUIRE_FALSE(load(bytes.substr(0, i)).has_value());
    CHECK_FALSE(load(bytes + '\0').has_value());
    auto other = bytes;
    other[0] = 2;
    CHECK(load(other).error().code == switchback::errc::corrupt);
}

TEST_CASE("codec: whatever byte is changed, what loads can be lived with")
{
    const auto bytes = save(full());
    std::size_t loaded = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        for (const unsigned flip : {1U, 0x40U, 0x80U, 0xFFU})
        {
            auto changed = bytes;
            changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ flip);
            const auto read = load(changed);
            if (!read)
                continue;
            ++loaded;
            const auto next = advance(*read, utc, {at(monday + 30, 12), tick{}});
            REQUIRE(load(save(next.next)).has_value());
        }
    CHECK(loaded > 100); // of words and times, most are as good as others
}
