// Storing a case: what is saved comes back, and no bytes whatever do harm.
#include "tests/unit/escalation/scene.hpp"

using namespace escalation_tests;
using switchback::risk::outcome;

namespace {

case_state full_case()
{
    scene on;
    on(known_item_reviewed{"phq9.9", 2, on.time_ms + limits::day_ms, "ann"});
    on.words(outcome::crisis).answer_with(answer::yes).fire(timer_kind::receipt);
    on.result("ann", 0, receipt::delivered).fire(timer_kind::ack).claim("bo");
    on(contact_made{on.now.epoch, "bo", "", true});
    return on.now;
}

} // namespace

TEST_CASE("codec: a state comes back as it was", "[core][escalation]")
{
    const auto before = full_case();
    const auto after = load(save(before));
    REQUIRE(after);
    CHECK(*after == before);
    CHECK(save(case_state{}).size() < 64);
    CHECK(load(save(case_state{})).value() == case_state{});
}

TEST_CASE("codec: every shorter text is refused", "[core][escalation]")
{
    const auto bytes = save(full_case());
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK_FALSE(load(std::string_view(bytes).substr(0, size)));
    CHECK_FALSE(load(bytes + "x"));
}

TEST_CASE("codec: a changed byte gives an error or a state that can go on", "[core][escalation]")
{
    const auto bytes = save(full_case());
    const auto at = cover_at(clinic(), {}, [](std::int64_t) { return 0; }, ten_ms);
    for (std::size_t place = 0; place < bytes.size(); ++place)
        for (const int value : {0, 1, 7, 0x7F, 0x80, 0xFF})
        {
            auto changed = bytes;
            changed[place] = static_cast<char>(value);
            const auto read = load(changed);
            if (!read)
                continue;
            const auto next = advance(*read, {}, at, {ten_ms + limits::day_ms, {}, tick{}});
            CHECK(load(save(next.next)));
        }
}

TEST_CASE("codec: every timer has a name that finds it again", "[core][escalation]")
{
    for (std::size_t i = 0; i < timer_kinds; ++i)
    {
        const auto kind = static_cast<timer_kind>(i);
        CHECK(name_of(kind).starts_with("case."));
        CHECK(timer_named(name_of(kind)) == kind);
    }
    CHECK_FALSE(timer_named("remind:1"));
}

TEST_CASE("codec: a case stored before notices were counted is read", "[core][escalation]")
{
    auto before = full_case();
    before.notices_lost = 0;
    auto bytes = save(before);
    bytes[0] = 1;
    bytes.pop_back(); // the count, which stands last
    const auto read = load(bytes);
    REQUIRE(read);
    CHECK(*read == before);
}

TEST_CASE("codec: another version is refused", "[core][escalation]")
{
    auto bytes = save(full_case());
    bytes[0] = 3;
    CHECK_FALSE(load(bytes));
}
