#include "bot/base/limits.hpp"
#include "tests/unit/settings/clinic_folder.hpp"

#include <catch2/catch.hpp>

namespace switchback {
namespace {

struct fault
{
    std::string_view piece;       // of the good file
    std::string_view replacement; // what stands there instead
    std::string_view said;        // how the fault begins: its place, then the words
};

void check_faults(std::initializer_list<fault> faults)
{
    const testing::clinic_folder in;
    for (const auto& one : faults)
    {
        const auto got = in.fault_after(one.piece, one.replacement);
        INFO(one.replacement);
        CHECK(got.substr(0, one.said.size()) == one.said);
    }
}

} // namespace

TEST_CASE("clinic faults: names, address, zone, languages and days")
{
    check_faults({
        {"neutral_name: Rio Norte", "neutral_nam: Rio Norte",
         "clinic.yaml:1:1: the clinic's file needs `neutral_name`"},
        {"zone: Europe", "zoe: Europe", "clinic.yaml:1:1: the clinic's file needs `zone`"},
        {"holidays:", "holydays:",
         "clinic.yaml:14:1: the clinic's file knows no key `holydays`; did you mean `holidays`?"},
        {"Rio Norte", "\"a\\nb\"", "clinic.yaml:1:15: `neutral_name` is one line of at most 64"},
        {"Rio Norte", "[a]", "clinic.yaml:1:15: `neutral_name` needs text, not a list"},
        {"Rio Norte\n", "\n", "clinic.yaml:2:1: `neutral_name` has no value"},
        {"https://chat.clinic.example", "http://chat.clinic.example",
         "clinic.yaml:2:12: `link_base` is https:// and a host"},
        {"https://chat.clinic.example", "https://chat.clinic.example/a",
         "clinic.yaml:2:12: `link_base` is"},
        {"https://chat.clinic.example", "\"\"", "clinic.yaml:2:12: `link_base` is"},
        {"Europe/Madrid", "Europe/Madird",
         "clinic.yaml:3:7: there is no time zone `Europe/Madird`"},
        {"Europe/Madrid", "\"\"", "clinic.yaml:3:7: there is no time zone"},
        {"[es, en]", "[es, fr]", "clinic.yaml:4:17: there is no language `fr`; say en or es"},
        {"[es, en]", "[es, es]", "clinic.yaml:4:17: `es` is there twice"},
        {"[es, en]", "[]", "clinic.yaml:4:12: `languages` names at least one"},
        {"[es, en]", "es", "clinic.yaml:4:12: `languages` is a list"},
        {"[2026-12-25]", "[2026-02-30]",
         "clinic.yaml:14:12: a holiday is a day, such as 2026-12-25"},
        {"zone: Europe/Madrid", "zone: &a Europe/Madrid", "clinic.yaml:3:"},
        {"zone: Europe/Madrid", "zone: Europe/Madrid\nzone: Europe/Madrid", "clinic.yaml:4:1:"},
    });
}

TEST_CASE("clinic faults: mail")
{
    check_faults({
        {"smtps://mail.clinic.example", "https://mail.clinic.example",
         "clinic.yaml:6:11: `server` is smtps://HOST:465 or smtp://HOST:587"},
        {"smtps://mail.clinic.example", "smtps://a:b@mail.clinic.example",
         "clinic.yaml:6:11: `server` is"},
        {"  server: smtps://mail.clinic.example\n", "", "clinic.yaml:6:3: `mail` needs `server`"},
        {"  from: page@clinic.example\n", "", "clinic.yaml:6:3: `mail` needs `from`"},
        {"from: page@clinic.example", "from: page", "clinic.yaml:7:9: `from` is an e-mail address"},
        {"from: page@clinic.example", "from: \"a@b.example\\r\\nBcc: c@d.example\"",
         "clinic.yaml:7:9: `from` is an e-mail address"},
        {"  password_file: smtp-password\n", "", "clinic.yaml:8:10: a login needs `password_file`"},
        {"  login: page@clinic.example\n", "", "clinic.yaml:8:18: a password needs `login`"},
        {"password_file: smtp-password", "password_file: none",
         "clinic.yaml:9:18: cannot read none: No such file"},
        {"smtps://mail.clinic.example", "smtp://mail.clinic.example\n  starttls: false",
         "clinic.yaml:7:13: `starttls: false` is for a mail server on this machine alone"},
        {"smtps://mail.clinic.example", "smtp://mail.clinic.example\n  starttls: maybe",
         "clinic.yaml:7:13: `starttls` is `true` or `false`"},
        {"smtps://mail.clinic.example", "smtps://mail.clinic.example\n  ca_file: none.pem",
         "clinic.yaml:7:12: none.pem is not there"},
        {"  login:", "  logn: x\n  login:",
         "clinic.yaml:8:3: `mail` knows no key `logn`; did you mean `login`?"},
    });
}

TEST_CASE("clinic faults: a secret that others may read is refused at its line")
{
    const testing::clinic_folder in;
    in.write("smtp-password", "correct horse", 0444);
    const auto got = in.fault_after("Rio Norte", "Rio Norte");
    CHECK(got.starts_with("clinic.yaml:9:18: smtp-password may be read by others (mode 0444)"));
    CHECK_FALSE(got.contains("horse"));
    in.write("smtp-password", "correct horse");
    in.write("duty-phone-secret", "whsec_c2hvcnQ=");
    const auto weak = in.fault_after("Rio Norte", "Rio Norte");
    CHECK(weak.starts_with("clinic.yaml:13:18: the secret is `whsec_` and the base64 of"));
    CHECK_FALSE(weak.contains("c2hv"));
}

TEST_CASE("clinic faults: webhooks")
{
    check_faults({
        {"- name: duty-phone", "- name: \"duty phone\"",
         "clinic.yaml:11:11: a webhook's name is 1 to 64 letters"},
        {"- name: duty-phone\n    url", "- url", "clinic.yaml:11:5: a webhook needs `name`"},
        {"    url: https://pages.clinic.example/x\n", "",
         "clinic.yaml:11:5: a webhook needs `url`"},
        {"https://pages.clinic.example/x", "http://pages.clinic.example/x",
         "clinic.yaml:12:10: `url` is https://"},
        {"    secret_file: duty-phone-secret\n", "",
         "clinic.yaml:11:5: a webhook needs `secret_file`"},
        {"holidays:",
         "  - {name: duty-phone, url: \"https://b.example\", secret_file: duty-phone-secret}\n"
         "holidays:",
         "clinic.yaml:14:12: there are two webhooks `duty-phone`"},
        {"secret_file:", "secretfile:", "clinic.yaml:11:5: a webhook needs `secret_file`"},
    });
}

TEST_CASE("clinic faults: people")
{
    check_faults({
        {"  - id: ana\n    name", "  - name", "clinic.yaml:16:5: a person needs `id`"},
        {"id: ana", "id: Ana Ruiz", "clinic.yaml:16:9: an id is small letters"},
        {"    name: Ana Ruiz\n", "", "clinic.yaml:16:5: a person needs `name`"},
        {"name: Ana Ruiz", "name: \"Ana\\nRuiz\"", "clinic.yaml:17:11: a name is one line"},
        {"name: Ana Ruiz", "name: \"\"", "clinic.yaml:16:9: `ana` stands for two people, or"},
        {"language: es", "language: de", "clinic.yaml:18:15: there is no language `de`"},
        {"    roles: [primary]\n", "", "clinic.yaml:16:5: a person needs `roles`"},
        {"[primary]", "[]", "clinic.yaml:19:12: a person needs one of the roles"},
        {"[primary]", "[primry]",
         "clinic.yaml:19:13: there is no role `primry`; there are primary, backup, supervisor, "
         "operator; did you mean `primary`?"},
        {"[Mon-Fri 08:30-17:00]", "[Mon-Fri 8-17]",
         "clinic.yaml:20:13: `hours` are written as `Mon-Fri 08:30-17:00`"},
        {"[Sat 20:00-06:00]", "[nights]", "clinic.yaml:21:15: `on_call` are written as"},
        {"[Mon-Fri 08:30-17:00]", "[Mon,Wed 09:00-13:00]",
         "clinic.yaml:20:13: `hours` are written as `Mon-Fri 08:30-17:00` or `Sat 20:00-06:00`; "
         "quote it: `\"Mon,Wed 09:00-13:00\"`"},
        {"[Mon-Fri 08:30-17:00]", "[09:00-17:00]",
         "clinic.yaml:20:13: `hours` are written as `Mon-Fri 08:30-17:00` or `Sat 20:00-06:00`; "
         "quote it"},
        {"[Mon-Fri 08:30-17:00]", "[Mon: 09:00-17:00]",
         "clinic.yaml:20:13: `hours` are written as `Mon-Fri 08:30-17:00` or `Sat 20:00-06:00`; "
         "quote it"},
        {"[Mon-Fri 08:30-17:00]", "09:00",
         "clinic.yaml:20:12: `hours` is a list: quote it in brackets"},
        {"[2026-12-24 to 2027-01-06]", "[2027-01-06 to 2026-12-24]",
         "clinic.yaml:22:12: days away are written as"},
        {"{email: ana@clinic.example}", "{email: ana}",
         "clinic.yaml:23:24: `email` is an e-mail address"},
        {"{email: ana@clinic.example}", "{mail: ana@clinic.example}",
         "clinic.yaml:23:17: a channel knows no key `mail`; did you mean `email`?"},
        {"{email: ana@clinic.example}", "{email: ana@clinic.example, webhook: duty-phone}",
         "clinic.yaml:23:16: a channel is one of"},
        {"{webhook: duty-phone}", "{webhook: duty-fone}",
         "clinic.yaml:23:55: there is no `duty-fone` under `webhooks`; did you mean `duty-phone`?"},
        {"windows:", "  - {id: ana, name: Other, roles: [backup]}\nwindows:",
         "clinic.yaml:24:10: `ana` stands for two people"},
        {"people:", "peple:", "clinic.yaml:1:1: the clinic's file needs `people`"},
        {"    hours:", "    hour:",
         "clinic.yaml:20:5: a person knows no key `hour`; did you mean `hours`?"},
    });
}

TEST_CASE("clinic faults: an e-mail without a mail server")
{
    const testing::clinic_folder in;
    const auto got =
        in.read("neutral_name: A\nlink_base: https://a.example\nzone: Etc/UTC\npeople:\n"
                "  - {id: a, name: A, roles: [backup], channels: [{email: a@b.example}]}\n");
    REQUIRE_FALSE(got);
    CHECK(got.error().detail.contains(
        "clinic.yaml:5:58: an e-mail needs the mail server under `mail`"));
}

TEST_CASE("clinic faults: what is over a limit is refused at its line")
{
    const testing::clinic_folder in;
    std::string many = "channels: [";
    for (std::size_t i = 0; i <= limits::pager_channels; ++i)
        many += "{webhook: duty-phone}, ";
    many.resize(many.size() - 2);
    const std::string channels = "channels: [{email: ana@clinic.example}, {webhook: duty-phone}]";
    CHECK(
        in.fault_after(channels, many + "]").starts_with("clinic.yaml:16:5: this is over a limit"));
    CHECK(
        in.fault_after("id: ana", "id: a" + std::string(limits::responder_bytes, 'n')) != "reads");
    std::string holidays = "[2026-12-25";
    for (std::size_t i = 0; i < limits::rota_holidays; ++i)
        holidays += ", 2026-12-25";
    CHECK(in.fault_after("[2026-12-25", holidays)
              .starts_with("clinic.yaml:14:11: there are over 366 holidays"));
    std::string people = "people:\n";
    for (std::size_t i = 0; i < limits::rota_people; ++i)
        people += "  - {id: p" + std::to_string(i) + ", name: P, roles: [backup]}\n";
    CHECK(in.fault_after("people:\n", people)
              .starts_with("clinic.yaml:80:5: there are over 64 people"));
}

TEST_CASE("clinic faults: windows and minors")
{
    check_faults({
        {"ack_l3: 10 min", "ack_l3: 10min", "clinic.yaml:25:11: `ack_l3` is written as"},
        {"ack_l3: 10 min", "ack_l3: 30 s", "clinic.yaml:25:11: a window is from 1 min to 7 d"},
        {"ack_l3: 10 min", "ack_l3: 8 d", "clinic.yaml:25:11: a window is from 1 min to 7 d"},
        {"ack_l3: 10 min", "ack_l3: 2 min",
         "clinic.yaml:25:11: graver must not wait longer than milder"},
        {"ack_l3: 10 min", "ack_l5: 2 min",
         "clinic.yaml:25:3: `windows` knows no key `ack_l5`; did you mean"},
        {"follow_up: 24 h", "follow_up: 1 h",
         "clinic.yaml:27:14: `follow_up` is from 24 h to 72 h"},
        {"repage_times: 4", "repage_times: 0",
         "clinic.yaml:28:17: `repage_times` is a whole number from 1 to 16"},
        {"{policy: Minors 2026}", "on", "clinic.yaml:29:9: people under 18 need a written policy"},
        {"{policy: Minors 2026}", "{policy: \"\"}",
         "clinic.yaml:29:18: people under 18 need a written policy"},
        {"{policy: Minors 2026}", "{}", "clinic.yaml:29:9: people under 18 need a written policy"},
        {"{policy: Minors 2026}", "{polcy: x}", "clinic.yaml:29:9: people under 18"},
    });
}

} // namespace switchback
