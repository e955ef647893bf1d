// A case from the client's words to a human, with its clock turned by hand: the real service on a
// real SQLite file, pages by real mail and webhook servers, each way killed in turn.
#include "bot/author/flow_folder.hpp"
#include "bot/base/limits.hpp"
#include "bot/core/steps/step_kind.hpp"
#include "bot/pager/pagers.hpp"
#include "bot/service/case_desk.hpp"
#include "bot/service/drills.hpp"
#include "bot/service/outbox.hpp"
#include "bot/store/sqlite/sqlite_store.hpp"
#include "tests/contract/store_contract.hpp"
#include "tests/integration/page_servers.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <chrono>
#include <stdexcept>

using namespace switchback;

namespace {

namespace asio = boost::asio;
using testing::page_servers;

constexpr std::int64_t monday_ten_ms = 1'772'445'600'000; // 2026-03-02T10:00:00Z
constexpr auto secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr auto nowhere = "smtp://127.0.0.1:1";

page_servers& servers()
{
    static page_servers all;
    return all;
}

// What one client's page shows.
class reader final : public service::listener
{
public:
    void deliver(const service::delivery& step) override
    {
        if (is_broken)
            throw std::runtime_error("a listener with a fault");
        for (const auto& one : step.messages)
        {
            said += one.text.reveal() + "\n";
            if (one.from == run::sender::human)
                human += one.name + ": " + one.text.reveal() + "\n";
        }
        if (step.led != nullptr)
            led = *step.led;
    }
    void show_help(std::string_view, std::span<const risk::help_sentence>) override { ++helped; }
    void show_not_kept(std::string_view, std::span<const risk::help_sentence>) override
    {
        ++not_kept;
    }

    [[nodiscard]] bool heard(const std::string& words) const
    {
        return said.find(words) != std::string::npos;
    }

    std::string said;
    std::string human;
    service::led_by led;
    bool is_broken = false;
    int helped = 0;
    int not_kept = 0;
};

// How the two people of the clinic are reached in one test.
struct ways_set_up
{
    std::vector<pager::channel> ana;
    std::vector<pager::channel> luis;
    std::string mail_url;
    std::string hook_url;
};

const pager::channel by_mail_to_ana{pager::channel_kind::email, "ana@clinic.example"};
const pager::channel by_mail_to_luis{pager::channel_kind::email, "luis@clinic.example"};
const pager::channel by_hook{pager::channel_kind::webhook, "duty"};

class practice_at_work
{
public:
    explicit practice_at_work(const ways_set_up& ways)
        : store_(open_store()), key_(*crypto::master_key::from_file(key_file())),
          shelf_(read_flows()),
          parts_{*store_, shelf_, key_, time, random_, counts, {id{}, "Rio Norte", true, 0},
                 board_},
          talks_(parts_), outbox_(talks_, *store_, board_, time, counts, on_.get_executor()),
          desk_(talks_, *store_), drills_(talks_, parts_, on_.get_executor())
    {
        post(ways);
        outbox_.start();
        live_ = run(talks_.open({}))->live;
        REQUIRE(talks_.attach(live_, client));
    }
    ~practice_at_work()
    {
        outbox_.stop();
        drills_.stop();
        run_ms(100);
    }
    practice_at_work(const practice_at_work&) = delete;
    practice_at_work& operator=(const practice_at_work&) = delete;

    void post(const ways_set_up& ways)
    {
        auto posted = std::make_shared<service::posted_clinic>();
        posted->name = port::neutral_name::from("Rio Norte");
        posted->link_base = "https://clinic.example/respond/";
        posted->clinic.zone = [](std::int64_t) { return 0; };
        pager::pager_settings settings;
        if (!ways.mail_url.empty())
            settings.mail = net::mail_server{
                ways.mail_url, *net::mail_address::from("page@clinic.example"), "", "", "", false};
        if (!ways.hook_url.empty())
            settings.webhooks.push_back({"duty", ways.hook_url, *pager::key_of_secret(secret), ""});
        auto pagers = pager::make_pagers(settings, calls_);
        const auto add = [&](std::string name, bool is_primary,
                             const std::vector<pager::channel>& channels) {
            escalation::responder who;
            who.id = name;
            who.name = name == "ana" ? "Ana Ruiz" : "Luis Vega";
            who.channels = static_cast<std::uint8_t>(channels.size());
            who.is_primary = is_primary;
            who.is_backup = !is_primary;
            for (int day = 0; day < 5; ++day)
                who.hours.push_back({day, 8 * 60, 18 * 60});
            posted->clinic.people.people.push_back(who);
            for (const auto& one : channels)
                posted->ways[name].push_back(
                    {pager::find_pager(pagers, one), {one.address, {}}, one.address});
        };
        add("ana", true, ways.ana);
        add("luis", false, ways.luis);
        for (auto& [name, one] : pagers)
            posted->pagers.push_back(std::move(one));
        board_.post(posted);
        run(looked());
    }

    void say(const std::string& words)
    {
        service::inbound input;
        input.device = "test";
        input.number = ++said_;
        input.event.kind = run::event_kind::say;
        input.event.words = private_text(words);
        REQUIRE(run(talks_.take(live_, input, &client, "test-1")));
        run_ms(400);
    }

    /// Time passes in steps of half a minute, and what comes due is done.
    void wait_min(int minutes)
    {
        for (int i = 0; i < 2 * minutes; ++i)
        {
            time.advance_ms(30'000);
            run(fired());
            outbox_.wake();
            run_ms(60);
        }
    }

    template <class value>
    value run(asio::awaitable<value> what)
    {
        std::optional<value> out;
        asio::co_spawn(on_, std::move(what), [&](std::exception_ptr failed, value got) {
            if (failed)
                std::rethrow_exception(failed);
            out.emplace(std::move(got));
        });
        on_.restart();
        while (!out)
            on_.run_one();
        return std::move(*out);
    }

    void run_ms(int how_long)
    {
        on_.restart();
        on_.run_for(std::chrono::milliseconds(how_long));
    }

    [[nodiscard]] service::case_summary case_now()
    {
        const auto all = run(desk_.list(true));
        REQUIRE(all);
        REQUIRE(all->size() == 1);
        return all->front();
    }

    std::expected<service::case_summary, error>
    act(const service::actor& who, service::human_act what)
    {
        what.epoch = what.epoch == 0 ? case_now().epoch : what.epoch;
        return run(desk_.act(who, case_now().reference, std::move(what)));
    }

    service::case_detail read(std::uint64_t after = 0)
    {
        auto found = run(desk_.read({"ana", "Ana Ruiz"}, case_now().reference, after));
        REQUIRE(found);
        return std::move(*found);
    }

    /// Answers the question about safety with a no; what is asked before it is skipped.
    void say_no()
    {
        const auto asks = [this] {
            return client.said.rfind("thoughts of ending your life") != std::string::npos;
        };
        if (!asks())
            say("no"); // no country
        REQUIRE(asks());
        say("no");
        run_ms(300);
    }

    /// An hour at a time, with less of everything; for what waits that long.
    void wait_hours(int hours)
    {
        for (int i = 0; i < hours; ++i)
        {
            time.advance_ms(limits::hour_ms);
            run(fired());
            outbox_.wake();
            run_ms(150);
        }
    }

    /// Lets the service go on until what is sent has arrived.
    void drain(std::int64_t within_ms)
    {
        const auto drained = [](service::outbox& of, std::int64_t ms) -> asio::awaitable<bool> {
            co_await of.drain(ms);
            co_return true;
        };
        run(drained(outbox_, within_ms));
    }

    [[nodiscard]] std::int64_t overdue_as_read() const { return talks_.overdue_ms(); }
    void break_listener() { client.is_broken = true; }
    port::store& store() { return *store_; }
    service::outbox& sender() { return outbox_; }
    service::drills& drills() { return drills_; }
    [[nodiscard]] std::int64_t overdue_ms()
    {
        run(fired());
        return talks_.overdue_ms();
    }

    virtual_clock time{monday_ten_ms};
    reader client;
    metrics counts;

private:
    std::unique_ptr<port::store> open_store()
    {
        store::sqlite_options where;
        where.folder = folder_.path();
        return std::move(*store::open_sqlite_store(where, on_.get_executor()));
    }
    static std::shared_ptr<const flow::library> read_flows()
    {
        const auto texts = author::read_flow_folder(FLOWS_FOLDER);
        REQUIRE(texts);
        return flow::read_library(*texts, steps::all()).made;
    }
    std::filesystem::path key_file()
    {
        const auto file = folder_.path() / "master.key";
        REQUIRE(crypto::master_key::create_file(file));
        return file;
    }
    asio::awaitable<bool> looked()
    {
        co_await desk_.look_again();
        co_return true;
    }
    asio::awaitable<bool> fired()
    {
        static_cast<void>(co_await talks_.fire_due_timers());
        co_return true;
    }

    asio::io_context on_{1};
    contract::scratch_folder folder_;
    std::unique_ptr<port::store> store_;
    crypto::master_key key_;
    service::flow_shelf shelf_;
    secure_random random_;
    net::transfers calls_;
    service::clinic_board board_;
    service::parts parts_;
    service::conversations talks_;
    service::outbox outbox_;
    service::case_desk desk_;
    service::drills drills_;
    service::live_ptr live_;
    std::uint64_t said_ = 0;
};

const service::actor ana{"ana", "Ana Ruiz"};
const service::actor luis{"luis", "Luis Vega"};

std::size_t mails_to(const std::string& address)
{
    std::size_t out = 0;
    for (const auto& one : servers().lines("plain.mails"))
        out += one["to"].front() == address ? 1U : 0U;
    return out;
}

std::string hook_ok()
{
    return servers().url("http", "http") + "/status/200";
}

} // namespace

TEST_CASE("case: words, a page by two ways, a human in the chat, and the way back")
{
    practice_at_work at(
        {{by_mail_to_ana, by_hook}, {by_mail_to_luis}, servers().url("smtp", "plain"), hook_ok()});
    const auto mails = mails_to("ana@clinic.example");
    const auto posts = servers().lines("http.posts").size();
    at.say("I want to kill myself");
    CHECK(at.client.helped == 1);
    CHECK(at.client.led.mode == service::talk_mode::waiting);
    CHECK(mails_to("ana@clinic.example") == mails + 1);
    CHECK(servers().lines("http.posts").size() == posts + 1);
    CHECK(at.client.heard("I am paging Ana Ruiz now"));

    const auto open = at.case_now();
    CHECK(open.level == escalation::level::l3);
    service::human_act claim;
    claim.kind = service::act_kind::claim;
    claim.means = escalation::contact_means::write_here;
    claim.by_ms = at.time.now_ms() + 20 * limits::minute_ms;
    claim.epoch = open.epoch;
    REQUIRE(at.act(ana, claim));
    CHECK(at.client.heard("Ana Ruiz has seen this and will write to you here by 10:20"));
    // Who saw the case before that is too late, and changes nothing.
    CHECK(at.act(luis, claim).error().code == errc::conflict);
    CHECK(at.case_now().holder == "ana");

    service::human_act words;
    words.kind = service::act_kind::say;
    words.words = private_text("Hello, this is Ana.");
    words.key = "one";
    words.epoch = at.case_now().epoch;
    REQUIRE(at.act(ana, words));
    REQUIRE(at.act(ana, words)); // sent twice, said once
    CHECK(at.client.human == "Ana Ruiz: Hello, this is Ana.\n");
    CHECK(at.client.led.name == "Ana Ruiz");

    const auto before = at.client.said.size();
    at.say("I am on the balcony");
    CHECK(at.client.said.substr(before) == "I am on the balcony\n"); // the bot is silent
    const auto seen = at.read();
    CHECK(seen.messages.back().text.reveal() == "I am on the balcony");
    REQUIRE_FALSE(seen.signals.empty());
    CHECK(seen.signals.front().words.reveal() == "I want to kill myself");

    service::human_act back;
    back.kind = service::act_kind::hand_back;
    REQUIRE(at.act(ana, back));
    CHECK(at.client.heard("Ana Ruiz has left this chat"));
    service::human_act close;
    close.kind = service::act_kind::close;
    CHECK(at.act(ana, close).error().code == errc::bad_request); // no reason
    close.reason = escalation::close_reason::contacted;
    close.outcome = escalation::close_outcome::goes_on;
    const auto closed = at.act(ana, close);
    REQUIRE(closed);
    CHECK_FALSE(closed->is_open);
    CHECK(at.client.heard("The clinic has closed this"));
}

TEST_CASE("case: a human who falls silent is said to, and others are called")
{
    practice_at_work at({{by_mail_to_ana}, {by_mail_to_luis}, servers().url("smtp", "plain"), ""});
    at.say("I want to kill myself");
    service::human_act words;
    words.kind = service::act_kind::say;
    words.words = private_text("I am here.");
    REQUIRE(at.act(ana, words));
    const auto luis_had = mails_to("luis@clinic.example");
    at.wait_min(6);
    CHECK(at.client.heard("Ana Ruiz hasn't written for 5 minutes"));
    CHECK(mails_to("luis@clinic.example") > luis_had);
    // Words alone take nothing from who holds the case; a claim does.
    CHECK(at.act(luis, words).error().code == errc::not_allowed);
    service::human_act claim;
    claim.kind = service::act_kind::claim;
    claim.means = escalation::contact_means::write_here;
    REQUIRE(at.act(luis, claim));
    REQUIRE(at.act(luis, words));
    CHECK(at.client.led.name == "Luis Vega");
}

TEST_CASE("case: with one way dead the other carries the page")
{
    const auto mails = mails_to("ana@clinic.example");
    const auto posts = servers().lines("http.posts").size();
    SECTION("mail is dead")
    {
        practice_at_work at({{by_mail_to_ana, by_hook}, {by_mail_to_luis}, nowhere, hook_ok()});
        at.say("I want to kill myself");
        at.run_ms(500);
        CHECK(servers().lines("http.posts").size() == posts + 1);
        CHECK(at.counts.value(metric::pages_failed) == 1);
        CHECK(at.case_now().page == escalation::page_part::sent);
    }
    SECTION("the webhook is dead")
    {
        practice_at_work at(
            {{by_mail_to_ana, by_hook},
             {by_mail_to_luis},
             servers().url("smtp", "plain"),
             "http://127.0.0.1:1/page"});
        at.say("I want to kill myself");
        at.run_ms(500);
        CHECK(mails_to("ana@clinic.example") == mails + 1);
        CHECK(at.counts.value(metric::pages_failed) == 1);
        CHECK(at.case_now().page == escalation::page_part::sent);
    }
}

TEST_CASE("case: when nobody answers the next ones are called, and the client is told the truth")
{
    practice_at_work at(
        {{by_hook}, {by_mail_to_luis}, servers().url("smtp", "plain"), "http://127.0.0.1:1/page"});
    const auto mails = mails_to("luis@clinic.example");
    at.say("I want to kill myself");
    at.wait_min(16);
    CHECK(mails_to("luis@clinic.example") > mails);
    CHECK(at.client.heard("I am now also paging the backup"));
    at.wait_min(16);
    CHECK(at.case_now().page == escalation::page_part::unanswered);
    CHECK(at.client.heard("no one has answered yet. That is a gap in the clinic's cover"));
    // Only a human leads out of it.
    at.wait_min(60);
    CHECK(at.case_now().page == escalation::page_part::unanswered);
    service::human_act claim;
    claim.kind = service::act_kind::claim;
    claim.means = escalation::contact_means::call;
    REQUIRE(at.act(luis, claim));
    CHECK(at.case_now().page == escalation::page_part::acked);
    CHECK(at.client.heard("I have no safe number for you"));
}

TEST_CASE("case: by mail alone each person is mailed once, and the next when the ack is missed")
{
    practice_at_work at({{by_mail_to_ana}, {by_mail_to_luis}, servers().url("smtp", "plain"), ""});
    const auto to_ana = mails_to("ana@clinic.example");
    const auto to_luis = mails_to("luis@clinic.example");
    at.say("I want to kill myself");
    at.wait_min(5);
    CHECK(mails_to("ana@clinic.example") == to_ana + 1);
    at.wait_min(11); // L3: fifteen minutes
    CHECK(mails_to("luis@clinic.example") == to_luis + 1);
    CHECK(mails_to("ana@clinic.example") == to_ana + 1);
    CHECK(at.case_now().page == escalation::page_part::chain);
    CHECK(at.read().pages.front().receipts.front() == escalation::receipt::only_sent);
}

TEST_CASE("case: with every way dead the client is told, and a way that is mended is used")
{
    const ways_set_up dead{{by_mail_to_ana}, {by_mail_to_luis}, nowhere, ""};
    practice_at_work at(dead);
    at.say("I want to kill myself");
    at.wait_min(35);
    CHECK(at.case_now().page == escalation::page_part::unanswered);
    CHECK(at.client.heard("I have tried everyone"));
    const auto mails = mails_to("ana@clinic.example");
    auto mended = dead;
    mended.mail_url = servers().url("smtp", "plain");
    at.post(mended);
    at.wait_min(16);
    CHECK(mails_to("ana@clinic.example") > mails);
}

TEST_CASE("case: outside every hour nobody is paged, and the client is told until when")
{
    practice_at_work at({{by_mail_to_ana}, {by_mail_to_luis}, servers().url("smtp", "plain"), ""});
    at.time.advance_ms(12 * limits::hour_ms); // 22:00
    const auto mails = servers().lines("plain.mails").size();
    at.say("I want to kill myself");
    CHECK(at.case_now().page == escalation::page_part::no_cover);
    CHECK(at.client.heard("No one at the clinic reads this before 08:00 tomorrow"));
    // One notice each to those who are not on call; a page only when the clinic opens.
    CHECK(servers().lines("plain.mails").size() <= mails + 2);
    at.time.advance_ms(10 * limits::hour_ms);
    const auto at_night = mails_to("ana@clinic.example");
    at.wait_min(1);
    CHECK(mails_to("ana@clinic.example") > at_night);
}

TEST_CASE("case: a page whose sender died is sent again")
{
    practice_at_work at({{by_mail_to_ana}, {by_mail_to_luis}, servers().url("smtp", "plain"), ""});
    at.sender().stop();
    at.run_ms(50);
    const auto mails = mails_to("ana@clinic.example");
    at.say("I want to kill myself");
    const auto waiting = at.run(at.store().due_outbox(at.time.now_ms(), 10));
    REQUIRE(waiting);
    REQUIRE(waiting->size() == 1);
    const auto& row = waiting->front();
    REQUIRE(at.run(at.store().lease_outbox(
        row.conversation, row.key, row.due_ms, at.time.now_ms() + limits::outbox_lease_ms)));
    CHECK(mails_to("ana@clinic.example") == mails);
    at.time.advance_ms(limits::outbox_lease_ms);
    CHECK(at.run(at.store().due_outbox(at.time.now_ms(), 10))->size() == 1);
}

TEST_CASE("case: channels are checked without a page, people are drilled, and a miss is told")
{
    practice_at_work at(
        {{by_mail_to_ana, by_hook},
         {by_mail_to_luis},
         servers().url("smtp", "plain"),
         "http://127.0.0.1:1/page"});
    const auto mails = servers().lines("plain.mails").size();
    at.drills().start();
    at.run_ms(800);
    const auto& channels = at.drills().channels();
    CHECK(channels.at("ana@clinic.example").is_well);
    CHECK_FALSE(channels.at("duty").is_well);
    CHECK(at.counts.value(metric::channels_failed) == 1);
    CHECK(servers().lines("plain.mails").size() == mails); // nobody was disturbed

    at.time.advance_ms(limits::drill_every_ms);
    at.drills().look_again();
    at.run_ms(1'200);
    REQUIRE(servers().lines("plain.mails").size() == mails + 1);
    const auto page = servers().lines("plain.mails").back();
    CHECK(page.dump().find("Subject: DRILL") != std::string::npos);
    CHECK(at.case_now().is_drill);
    CHECK(at.client.said.empty());
    CHECK(at.counts.value(metric::cases_opened) == 0);

    // Nobody took it for a month: that is told, and the next one begins.
    at.time.advance_ms(limits::drill_every_ms);
    at.drills().look_again();
    at.run_ms(1'200);
    CHECK(at.counts.value(metric::drills_missed) == 1);
    CHECK(servers().lines("plain.mails").size() > mails + 1);
}

TEST_CASE("case: a clock that cannot be served shows how long it has been overdue")
{
    practice_at_work at({{by_mail_to_ana}, {by_mail_to_luis}, servers().url("smtp", "plain"), ""});
    at.say("I want to kill myself");
    CHECK(at.overdue_ms() == 0);
    at.store().stop_writes();
    at.time.advance_ms(20 * limits::minute_ms);
    CHECK(at.overdue_ms() >= 5 * limits::minute_ms);
}

TEST_CASE("case: the gauge of overdue timers grows while nobody reads them")
{
    practice_at_work at({{by_mail_to_ana}, {by_mail_to_luis}, servers().url("smtp", "plain"), ""});
    at.say("I want to kill myself");
    CHECK(at.overdue_ms() == 0);
    at.time.advance_ms(20 * limits::minute_ms);
    const auto first = at.overdue_as_read();
    CHECK(first > 0);
    at.time.advance_ms(limits::hour_ms);
    CHECK(at.overdue_as_read() == first + limits::hour_ms);
    at.run_ms(200);
    at.wait_min(1); // read again, and fired
    CHECK(at.overdue_as_read() == 0);
}

TEST_CASE("case: a page that is on its way is waited for, and no longer than one may")
{
    const auto slow = servers().url("http", "http") + "/slow";
    const auto stuck = servers().url("http", "http") + "/hang";
    const auto is_slow = GENERATE(true, false);
    practice_at_work at(
        {{by_hook}, {by_mail_to_luis}, servers().url("smtp", "plain"), is_slow ? slow : stuck});
    at.say("I want to kill myself");
    CHECK(at.read().pages.front().receipts.front() == escalation::receipt::sending);
    // The clock of this test stands still, so only an arrival ends the waiting.
    at.drain(is_slow ? limits::drain_ms : 0);
    CHECK(
        at.read().pages.front().receipts.front() ==
        (is_slow ? escalation::receipt::accepted : escalation::receipt::sending));
}

TEST_CASE("case: a fault in the turn of one timer leaves the others to be fired")
{
    practice_at_work at({{by_mail_to_ana}, {by_mail_to_luis}, servers().url("smtp", "plain"), ""});
    const auto to_luis = mails_to("luis@clinic.example");
    at.say("I want to kill myself");
    at.break_listener();
    at.wait_min(16); // what is said to the client throws; the page of the backup is durable
    CHECK(at.counts.value(metric::loop_faults) > 0);
    CHECK(mails_to("luis@clinic.example") == to_luis + 1);
}

TEST_CASE("case: a no at L2 leaves a notice for review, told apart from a page")
{
    practice_at_work at({{by_mail_to_ana}, {by_hook}, servers().url("smtp", "plain"), hook_ok()});
    const auto to_ana = mails_to("ana@clinic.example");
    const auto posts = servers().lines("http.posts").size();
    at.say("everyone would be better off without me");
    REQUIRE(at.case_now().level == escalation::level::l2);
    CHECK(at.case_now().review_due_ms == 0);
    at.say_no();
    INFO(at.client.said);
    const auto now = at.case_now();
    CHECK(now.page == escalation::page_part::none);
    CHECK(now.review_due_ms == at.time.now_ms() + limits::case_review_ms);
    CHECK(now.due_ms == now.review_due_ms);
    REQUIRE(mails_to("ana@clinic.example") == to_ana + 1);
    CHECK(servers().lines("http.posts").size() == posts); // the backup is not asked
    const auto mail = servers().lines("plain.mails").back().dump();
    CHECK(mail.find("Rio Norte: For review: Case " + now.reference) != std::string::npos);
    CHECK(mail.find(": now") == std::string::npos);
    CHECK(at.counts.value(metric::notices_sent) == 1);
    CHECK(at.counts.value(metric::pages_sent) == 0);
}

TEST_CASE("case: a notice goes by the next way when one is dead")
{
    practice_at_work at(
        {{by_hook, by_mail_to_ana},
         {by_mail_to_luis},
         servers().url("smtp", "plain"),
         "http://127.0.0.1:1/page"});
    const auto to_ana = mails_to("ana@clinic.example");
    at.say("everyone would be better off without me");
    at.say_no();
    CHECK(mails_to("ana@clinic.example") == to_ana);
    at.wait_min(3);
    CHECK(mails_to("ana@clinic.example") == to_ana + 1);
    CHECK(at.case_now().notices_lost == 0);
}

TEST_CASE("case: a notice that reaches nobody stands in the case, and is counted")
{
    practice_at_work at({{by_mail_to_ana}, {by_mail_to_luis}, nowhere, ""});
    at.say("everyone would be better off without me");
    at.say_no();
    at.wait_min(4);
    at.wait_hours(8);
    CHECK(at.counts.value(metric::notices_lost) == 1);
    CHECK(at.counts.value(metric::case_alerts) == 1);
    CHECK(at.case_now().notices_lost == 1);
    service::human_act claim;
    claim.kind = service::act_kind::claim;
    claim.means = escalation::contact_means::call;
    REQUIRE(at.act(ana, claim));
    CHECK(at.case_now().notices_lost == 0);
}

TEST_CASE("case: a line of the digest is told in the morning")
{
    practice_at_work at({{by_mail_to_ana}, {by_mail_to_luis}, servers().url("smtp", "plain"), ""});
    const auto to_ana = mails_to("ana@clinic.example");
    at.say("I want to sleep and never wake up");
    at.say_no();
    at.wait_hours(21); // Tuesday, seven in the morning
    CHECK(mails_to("ana@clinic.example") == to_ana);
    at.wait_hours(2);
    CHECK(mails_to("ana@clinic.example") == to_ana + 1);
    CHECK(servers().lines("plain.mails").back().dump().find("For review") != std::string::npos);
    at.wait_hours(24);
    CHECK(mails_to("ana@clinic.example") == to_ana + 1);
}
