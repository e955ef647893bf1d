#include "bot/config.hpp"
#include "bot/secret_file.hpp"
#include "tests/unit/settings/clinic_folder.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace switchback {

using testing::clinic_folder;
using testing::good_clinic;

TEST_CASE("clinic: a file gives people, channels, windows and secrets")
{
    const clinic_folder in;
    const auto got = in.read(good_clinic);
    INFO((got ? "" : got.error().detail));
    REQUIRE(got);
    CHECK(got->neutral_name.text() == "Rio Norte");
    CHECK(got->link_base == "https://chat.clinic.example");
    CHECK(got->zone == "Europe/Madrid");
    CHECK(got->languages == std::vector<std::string>{"es", "en"});
    REQUIRE(got->rota.people.size() == 1);
    const auto& ana = got->rota.people[0];
    CHECK(ana.id == "ana");
    CHECK(ana.name == "Ana Ruiz");
    CHECK(ana.channels == 2);
    CHECK((ana.is_primary && !ana.is_backup && !ana.is_supervisor && !ana.is_operator));
    CHECK(ana.hours.size() == 5);
    REQUIRE(ana.on_call.size() == 1);
    CHECK(ana.on_call[0].until_min == 1440 + 360);
    REQUIRE(ana.away.size() == 1);
    CHECK(ana.away[0].until_day - ana.away[0].from_day == 13);
    CHECK(got->rota.holidays.size() == 1);
    REQUIRE(got->people.size() == 1);
    CHECK(got->people[0].responder == "ana");
    CHECK(got->people[0].language == port::page_language::spanish);
    CHECK(
        got->people[0].channels == std::vector<pager::channel>{
                                       {pager::channel_kind::email, "ana@clinic.example"},
                                       {pager::channel_kind::webhook, "duty-phone"}});
    CHECK(got->policy.ack_l3_ms == 600'000);
    CHECK(got->policy.silence_ms == limits::case_silence_ms); // not set
    CHECK(got->policy.has_minors_policy);
    CHECK(got->minors_policy == "Minors 2026");
    REQUIRE(got->pagers.mail);
    CHECK(got->pagers.mail->password == "correct horse");
    CHECK(got->pagers.mail->needs_starttls);
    REQUIRE(got->pagers.webhooks.size() == 1);
    CHECK(got->pagers.webhooks[0].key.size() == 24);
    CHECK(escalation::has_responders(got->rota));
}

TEST_CASE("clinic: the example that is shipped reads, and says the defaults it names")
{
    const clinic_folder in;
    std::ifstream from(SWITCHBACK_DEPLOY "/clinic.example.yaml", std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(from), {});
    const auto got = in.read(text);
    INFO((got ? "" : got.error().detail));
    REQUIRE(got);
    CHECK(got->rota.people.size() == 4);
    CHECK(escalation::has_responders(got->rota));
    CHECK_FALSE(got->policy.has_minors_policy);
    const escalation::policy usual;
    CHECK(got->policy.silence_ms == usual.silence_ms);
    CHECK(got->policy.receipt_ms == usual.receipt_ms);
    CHECK(got->policy.ack_l4_ms == usual.ack_l4_ms);
    CHECK(got->policy.ack_l3_ms == usual.ack_l3_ms);
    CHECK(got->policy.ack_l2_working_ms == usual.ack_l2_working_ms);
    CHECK(got->policy.contact_l4_ms == usual.contact_l4_ms);
    CHECK(got->policy.contact_l3_ms == usual.contact_l3_ms);
    CHECK(got->policy.contact_l2_ms == usual.contact_l2_ms);
    CHECK(got->policy.repage_ms == usual.repage_ms);
    CHECK(got->policy.repage_later_ms == usual.repage_later_ms);
    CHECK(got->policy.repage_times == usual.repage_times);
    CHECK(got->policy.human_silence_high_ms == usual.human_silence_high_ms);
    CHECK(got->policy.human_silence_ms == usual.human_silence_ms);
    CHECK(got->policy.follow_up_ms == usual.follow_up_ms);
}

TEST_CASE("clinic: the least a file holds is a name, an address, a zone and people")
{
    const clinic_folder in;
    const auto got = in.read("neutral_name: A\nlink_base: https://a.example/\nzone: Etc/UTC\n"
                             "people: []\n");
    INFO((got ? "" : got.error().detail));
    REQUIRE(got);
    CHECK(got->link_base == "https://a.example");
    CHECK(got->languages == std::vector<std::string>{"en"});
    CHECK_FALSE(got->pagers.mail);
    CHECK_FALSE(escalation::has_responders(got->rota));
}

TEST_CASE("clinic: STARTTLS is required, but for this machine")
{
    const clinic_folder in;
    const auto needs = [&](std::string_view server) {
        std::string text(good_clinic);
        const std::string_view usual = "smtps://mail.clinic.example";
        text.replace(text.find(usual), usual.size(), server);
        return in.read(text)->pagers.mail->needs_starttls;
    };
    CHECK(needs("smtp://mail.clinic.example:587"));
    CHECK_FALSE(needs("smtp://127.0.0.1"));
    CHECK_FALSE(needs("smtp://127.0.0.1:25\n  starttls: false"));
    CHECK(needs("smtp://127.0.0.1:25\n  starttls: true"));
}

TEST_CASE("clinic: a file that is not there says where its form is shown")
{
    const auto got = read_clinic("/nowhere/clinic.yaml");
    REQUIRE_FALSE(got);
    CHECK(got.error().code == errc::not_found);
    CHECK(got.error().detail.contains("deploy/clinic.example.yaml"));
}

TEST_CASE("config: the clinic's file is named from where the configuration stands")
{
    const clinic_folder in;
    in.write("config.yaml", "practice: {id: demo, clinic: clinic.yaml}\n", 0600);
    const auto got = read_config(in.path() / "config.yaml");
    REQUIRE(got);
    CHECK(got->clinic_file == in.path() / "clinic.yaml");
    in.write("config.yaml", "practice: {id: demo}\n", 0600);
    CHECK(read_config(in.path() / "config.yaml")->clinic_file.empty());
}

TEST_CASE("secret: one private line, and systemd's credential before the file")
{
    const clinic_folder in;
    const auto file = in.path() / "one";
    in.write("one", "a b c\n");
    CHECK(read_secret(file) == "a b c");
    in.write("one", "a b c\n", 0440);
    CHECK(read_secret(file).error().code == errc::not_allowed);
    for (const auto* wrong : {"", "\n", "a\nb", "a\r\n", "\xc3\xa9"})
    {
        in.write("one", wrong);
        CHECK(read_secret(file).error().code == errc::corrupt);
    }
    in.write("one", std::string(limits::secret_bytes, 'x'));
    CHECK(read_secret(file));
    in.write("one", std::string(limits::secret_bytes + 1, 'x'));
    CHECK(read_secret(file).error().code == errc::corrupt);
    CHECK(read_secret(in.path() / "none").error().code == errc::not_found);
    CHECK(read_secret(in.path()).error().code == errc::io);

    std::filesystem::create_directory(in.path() / "given");
    in.write("given/none", "from systemd", 0440);
    ::setenv("CREDENTIALS_DIRECTORY", (in.path() / "given").c_str(), 1);
    CHECK(read_secret(in.path() / "none") == "from systemd");
    ::unsetenv("CREDENTIALS_DIRECTORY");
}

TEST_CASE("clinic: what is hardly meant is told with its place and what to do")
{
    const clinic_folder in;
    const auto doubts = [&in](std::string_view piece, std::string_view replacement) {
        std::string text(good_clinic);
        text.replace(text.find(piece), piece.size(), replacement);
        const auto got = in.read(text);
        INFO((got ? "" : got.error().detail));
        REQUIRE(got);
        std::string out;
        for (auto one : got->doubts)
            out += one.substr(one.find("clinic.yaml")) + "\n";
        return out;
    };
    CHECK(doubts("Ana Ruiz", "Ana Ruiz").empty());
    CHECK(
        doubts("[primary]", "[backup]") ==
        "clinic.yaml:16:3: nobody is `primary`, who is paged first and hears of reviews; give one "
        "person `roles: [primary]`\n");
    CHECK(
        doubts("    channels: [{email: ana@clinic.example}, {webhook: duty-phone}]\n", "") ==
        "clinic.yaml:16:3: the clinic is never open: no primary or backup with a channel has "
        "`hours`; add `hours: [\"Mon-Fri 09:00-17:00\"]` to a primary or a backup\n"
        "clinic.yaml:16:5: nobody can reach `ana`, who has no `channels`; add `channels: "
        "[{email: ADDRESS}]`\n");
    CHECK(doubts("    hours: [Mon-Fri 08:30-17:00]\n", "")
              .starts_with("clinic.yaml:16:3: the clinic is never open"));
    CHECK(
        doubts("[Mon-Fri 08:30-17:00]", "[Mon-Fri 08:30-08:35]") ==
        "clinic.yaml:16:3: the clinic is open for 25 minutes a week; add `hours: [\"Mon-Fri "
        "09:00-17:00\"]` to a primary or a backup\n"
        "clinic.yaml:20:12: `ana` works 5 minutes on a day, which is less than a page may wait; "
        "check the times of `hours`\n");
}

TEST_CASE("settings: visitors count as clients only where that is written", "[settings]")
{
    const clinic_folder in;
    const auto read = [&](const std::string& text) {
        in.write("config.yaml", text, 0600);
        return read_config(in.path() / "config.yaml");
    };
    CHECK_FALSE(read("practice: {open: true}")->visitors_are_clients);
    CHECK_FALSE(read("practice: {open: true, visitors: as_visitors}")->visitors_are_clients);
    CHECK(read("practice: {open: true, visitors: as_clients}")->visitors_are_clients);
    const auto wrong = read("practice: {visitors: true}");
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().detail.contains("as_clients or as_visitors"));
}

TEST_CASE("settings: this machine is the only proxy until others are named", "[settings]")
{
    const clinic_folder in;
    const auto read = [&](const std::string& text) {
        in.write("config.yaml", text, 0600);
        return read_config(in.path() / "config.yaml");
    };
    CHECK(read("port: 1")->proxies == std::vector<std::string>{"127.0.0.1", "::1"});
    CHECK(read("proxies: [10.0.0.5]")->proxies == std::vector<std::string>{"10.0.0.5"});
    CHECK(read("proxies: []")->proxies.empty());
    CHECK_FALSE(read("proxies: 10.0.0.5"));
}

} // namespace switchback
