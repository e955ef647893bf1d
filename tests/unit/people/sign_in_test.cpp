// Signing in of people: password and code, one answer for all that is wrong, limits, sessions.
#include "bot/base/limits.hpp"
#include "bot/crypto/password.hpp"
#include "bot/crypto/totp.hpp"
#include "tests/unit/people/scene.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>

using namespace switchback;
using namespace switchback::testing;
using access::role;

namespace {

const std::string right(long_password);

template <class value>
errc code_of(const std::expected<value, error>& outcome)
{
    REQUIRE_FALSE(outcome);
    return outcome.error().code;
}

} // namespace

TEST_CASE("sign-in: takes password and code together, however they are typed", "[people]")
{
    for (const auto* store : {"memory", "sqlite"})
    {
        people_scene at(store);
        std::string app;
        at.add("ben", {role::therapist}, &app);
        auto code = at.code_of(app);
        const auto in = at.sign_in("Ben", right, code.substr(0, 3) + " " + code.substr(3));
        REQUIRE(in);
        CHECK(in->who.handle == "ben");
        CHECK(in->recovery.empty());
        CHECK(in->recovery_left == limits::recovery_codes);
        CHECK(at.is_in(in->word));
        CHECK(code_of(at.sign_in("ben", right, code)) == errc::not_allowed); // once
        at.time().advance_ms(crypto::totp_step_ms);
        at.restart();
        CHECK(at.is_in(in->word));
        CHECK(at.sign_in("ben", right, at.code_of(app)));
    }
}

TEST_CASE("sign-in: whatever is wrong is answered alike", "[people]")
{
    people_scene at;
    std::string app;
    at.add("ben", {role::therapist}, &app);
    at.run(at.people().add({"new", "Not set up", {role::author}}, "test")).value();
    const auto code = at.code_of(app);
    const std::vector<std::expected<service::entered, error>> all{
        at.sign_in("nobody", right, code),
        at.sign_in("ben", "wrong " + right, code),
        at.sign_in("ben", right, "000000"),
        at.sign_in("ben", right, ""),
        at.sign_in("new", right, code),
        at.sign_in("", "", ""),
        at.sign_in("ben", right + "\xFF", code),
        at.sign_in(std::string(9'000, 'x'), right, code),
        at.sign_in("ben", std::string(9'000, 'x'), code)};
    for (const auto& one : all)
    {
        REQUIRE_FALSE(one);
        CHECK(one.error().code == errc::not_allowed);
        CHECK(one.error().detail.empty());
    }
    CHECK(at.sign_in("ben", right, code)); // and none of them used the code up
}

TEST_CASE("sign-in: an unknown name takes as long as a known one", "[people]")
{
    people_scene at;
    at.add("ben", {role::therapist});
    const auto took = [&](const std::string& handle) {
        const auto before = std::chrono::steady_clock::now();
        static_cast<void>(at.sign_in(handle, "not the password", "123456"));
        const std::chrono::duration<double> one = std::chrono::steady_clock::now() - before;
        return one.count();
    };
    static_cast<void>(took("warm.up"));
    // In turns, so that whatever else the machine does meets both.
    std::vector<double> all_known;
    std::vector<double> all_unknown;
    for (int i = 0; i < 7; ++i)
    {
        all_known.push_back(took("ben"));
        all_unknown.push_back(took("nobody.a"));
    }
    std::ranges::sort(all_known);
    std::ranges::sort(all_unknown);
    const auto known = all_known[3];
    const auto unknown = all_unknown[3];
    INFO("known " << known << " s, unknown " << unknown << " s");
    CHECK(known > 0.005); // a hash was computed
    CHECK(unknown > known / 2);
    CHECK(unknown < known * 2);
}

TEST_CASE("sign-in: too many wrong by one name close it for a while, known or not", "[people]")
{
    people_scene at;
    std::string app;
    at.add("ben", {role::therapist}, &app);
    for (const std::string handle : {"ben", "nobody"})
    {
        for (int i = 0; i < limits::wrong_sign_ins_account; ++i)
            CHECK(code_of(at.sign_in(handle, "wrong", "1")) == errc::not_allowed);
        CHECK(code_of(at.sign_in(handle, right, at.code_of(app))) == errc::rate_limited);
    }
    at.time().advance_ms(limits::sign_in_window_ms);
    CHECK(at.sign_in("ben", right, at.code_of(app)));
}

TEST_CASE("sign-in: many at once by one name are counted before they are known", "[people]")
{
    people_scene at;
    at.add("ben", {role::therapist});
    std::vector<port::task<service::entered>> all;
    for (int i = 0; i < 20; ++i)
    {
        service::credentials with;
        with.handle = "ben";
        with.password = private_text("wrong");
        all.push_back(at.door().sign_in(std::move(with)));
    }
    int looked_at = 0;
    for (const auto& one : at.kept().run_all(std::move(all)))
        looked_at += code_of(one) == errc::not_allowed ? 1 : 0;
    CHECK(looked_at == limits::wrong_sign_ins_account);
    CHECK(at.work().most_at_once() <= limits::passwords_at_once);
}

TEST_CASE("sign-in: too many wrong from one address close it for all names", "[people]")
{
    people_scene at;
    std::string app;
    at.add("ben", {role::therapist}, &app);
    const std::string bad = "2001:db8:1:2::";
    for (int i = 0; i < limits::wrong_sign_ins_address; ++i)
        CHECK(
            code_of(at.sign_in("a" + std::to_string(i), "wrong", "1", bad + std::to_string(i))) ==
            errc::not_allowed); // the whole network counts as one
    CHECK(code_of(at.sign_in("ben", right, at.code_of(app), bad + "ffff")) == errc::rate_limited);
    CHECK(at.sign_in("ben", right, at.code_of(app), "2001:db8:1:3::1"));
    // What ended well is not counted.
    for (int i = 0; i < limits::wrong_sign_ins_address + 5; ++i)
    {
        at.time().advance_ms(crypto::totp_step_ms / 4);
        static_cast<void>(at.sign_in("ben", right, at.code_of(app), "192.0.2.1"));
        at.time().advance_ms(crypto::totp_step_ms);
        REQUIRE(at.sign_in("ben", right, at.code_of(app), "192.0.2.2"));
    }
    CHECK(service::throttled_address("::ffff:192.0.2.1") == "192.0.2.1");
}

TEST_CASE("sign-in: a recovery code stands in for the app, once, and is told", "[people]")
{
    people_scene at("sqlite");
    const auto first = at.add("ben", {role::therapist});
    auto typed = first.recovery[3];
    std::ranges::transform(typed, typed.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c == '-' ? ' ' : c;
    });
    CHECK(code_of(at.sign_in("ben", "wrong " + right, typed)) == errc::not_allowed); // not used up
    const auto in = at.sign_in("ben", right, typed);
    REQUIRE(in);
    CHECK(in->recovery_left == limits::recovery_codes - 1);
    CHECK(code_of(at.sign_in("ben", right, typed)) == errc::not_allowed);
    const auto other = at.add("ada", {role::therapist});
    CHECK(code_of(at.sign_in("ben", right, other.recovery[0])) == errc::not_allowed); // not theirs
    CHECK(at.sign_in("ada", right, other.recovery[0]));
    const auto lines = at.log();
    CHECK(std::ranges::count_if(lines, [](const auto& line) {
              return line.front() == "recovery_code_used";
          }) == 2);
}

TEST_CASE("sign-in: setting up again replaces codes, app and sessions", "[people]")
{
    people_scene at;
    std::string app;
    const auto first = at.add("ben", {role::therapist}, &app);
    const auto link = word_of_link(at.run(at.people().link_again("ben", "test")).value());
    CHECK_FALSE(at.is_in(first.word));
    auto form = at.form_for(link, "ben");
    form.password = private_text("another long password");
    REQUIRE(at.run(at.door().set_up(std::move(form))));
    at.time().advance_ms(60'000);
    CHECK(code_of(at.sign_in("ben", right, at.code_of(app))) == errc::not_allowed);
    CHECK(
        code_of(at.sign_in("ben", "another long password", at.code_of(app))) == errc::not_allowed);
    CHECK(
        code_of(at.sign_in("ben", "another long password", first.recovery[0])) ==
        errc::not_allowed);
}

TEST_CASE(
    "sessions of people: end when idle, in any case after twelve hours, and by rotation",
    "[people]")
{
    people_scene at;
    std::string app;
    const auto in = at.add("ben", {role::therapist}, &app);
    at.time().advance_ms(limits::session_idle_ms - 100'000);
    CHECK(at.is_in(in.word));
    at.time().advance_ms(limits::session_idle_ms - 1);
    CHECK(at.is_in(in.word, false)); // a look, which prolongs nothing
    at.time().advance_ms(1);
    CHECK_FALSE(at.is_in(in.word));

    const auto second = at.sign_in("ben", right, at.code_of(app));
    REQUIRE(second);
    const auto until = at.time().now_ms() + limits::session_ms;
    while (at.time().now_ms() + limits::session_idle_ms / 2 < until)
    {
        at.time().advance_ms(limits::session_idle_ms / 2);
        REQUIRE(at.is_in(second->word));
    }
    at.time().advance_ms(limits::session_idle_ms / 2);
    CHECK_FALSE(at.is_in(second->word));

    const auto third = at.sign_in("ben", right, at.code_of(app));
    at.time().advance_ms(crypto::totp_step_ms * 2);
    const auto fourth = at.sign_in("ben", right, at.code_of(app), "", third->word);
    REQUIRE(fourth);
    CHECK(fourth->word != third->word);
    CHECK_FALSE(at.is_in(third->word));
    REQUIRE(at.run(at.door().sign_out(fourth->word)));
    CHECK_FALSE(at.is_in(fourth->word));
    CHECK_FALSE(at.is_in(""));
    CHECK_FALSE(at.is_in(std::string(43, 'A')));
}

TEST_CASE(
    "sessions of people: a responder's word opens nothing here, nor the other way", "[people]")
{
    people_scene at;
    const auto in = at.add("ben", {role::therapist});
    service::sessions responders(at.kept().store(), at.time());
    const auto word = at.run(responders.begin(to_string(in.who.person)));
    REQUIRE(word);
    CHECK_FALSE(at.is_in(*word));
    CHECK_FALSE(at.run(responders.find(in.word, true)));
}

TEST_CASE("passwords: are hashed with their cost and salt in the text", "[people]")
{
    const auto one = crypto::hash_password("seven slow trains").value();
    const auto two = crypto::hash_password("seven slow trains").value();
    CHECK(one != two);
    CHECK(one.starts_with("$argon2id$v=19$m=47104,t=1,p=1$"));
    CHECK(crypto::is_password(one, "seven slow trains"));
    CHECK_FALSE(crypto::is_password(one, "seven slow train"));
    CHECK_FALSE(crypto::is_password("", "seven slow trains"));
    CHECK_FALSE(crypto::is_password("no hash", ""));
    CHECK_FALSE(crypto::is_password(std::string(5'000, '$'), "x"));
}

TEST_CASE("passwords: more than may wait are refused, and nobody is held up", "[people]")
{
    people_scene at;
    std::vector<port::task<bool>> all;
    for (std::size_t i = 0; i < limits::passwords_waiting + 20; ++i)
        all.push_back(at.work().check("", private_text("x")));
    std::size_t refused = 0;
    for (const auto& one : at.kept().run_all(std::move(all)))
        if (one)
            CHECK_FALSE(*one);
        else
            refused += one.error().code == errc::busy ? 1 : 0;
    CHECK(refused >= 10); // a few were done while the rest came
    CHECK(refused <= 20);
    CHECK(at.work().most_at_once() <= limits::passwords_at_once);
}
