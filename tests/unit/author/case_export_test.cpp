// The export of a case in its three forms: hostile names stay words, and a record comes back.
#include "bot/author/case_export.hpp"
#include "bot/author/csv_cell.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace switchback;
using namespace switchback::author;
using Catch::Matchers::Contains;

namespace {

const std::string hostile = "=cmd|'/c'!A1,\"<script>alert(1)</script>&\xE2\x80\xAE\x01";

service::case_record made()
{
    service::case_record out;
    out.reference = "7K2M9QXA";
    out.practice = hostile;
    out.zone = "Europe/Madrid";
    out.level = "l3";
    out.category = "suicide";
    out.reason = "contacted";
    out.outcome = "goes_on";
    out.opened_ms = 1'764'000'000'000; // 2025-11-24T16:00:00Z
    out.lines = {
        {41, 1'764'000'000'000, "signal", {{"rule", "en.suicide.kill_myself@3"}}},
        {43,
         1'764'000'060'000,
         "ack",
         {{"responder", hostile}, {"name", hostile}, {"by_ms", "1764003600000"}}}};
    return out;
}

const log_verdict whole{true, 43, 43, std::string(64, 'a'), ""};
const log_verdict broken{false, 12, 12, std::string(64, 'b'), "entry 13: changed: <its body>"};

} // namespace

TEST_CASE("case export: the page escapes every name and runs nothing", "[author]")
{
    auto record = made();
    record.words_by = hostile;
    record.messages = {{9, 1'764'000'000'000, "client", "", private_text("<img src=x>")}};
    const auto page = case_html(record, broken);
    CHECK_THAT(page, !Contains("<script"));
    CHECK_THAT(page, !Contains("<img"));
    CHECK_THAT(page, !Contains("\x01"));
    CHECK_THAT(page, Contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;"));
    CHECK_THAT(page, Contains("The log does not verify."));
    CHECK_THAT(page, Contains("entry 13: changed: &lt;its body&gt;"));
    CHECK_THAT(page, Contains("default-src 'none'"));
    CHECK_THAT(page, Contains("@media print"));
    CHECK_THAT(page, !Contains("http://"));
    CHECK_THAT(page, !Contains("https://"));
}

TEST_CASE("case export: one that holds not everything says so in every form", "[author]")
{
    auto record = made();
    record.words_by = "ann";
    record.messages = {{9, 1'764'000'000'000, "client", "", private_text("words")}};
    CHECK_THAT(case_html(record, whole), !Contains(std::string(cut_words)));
    record.is_cut = true;
    CHECK_THAT(case_html(record, whole), Contains(std::string(cut_words)));
    CHECK_THAT(case_csv(record, whole), Contains(std::string(cut_words)));
    CHECK(nlohmann::json::parse(case_json(record, whole))["is_cut"] == true);
    CHECK(read_record_json(record_json(record)) == record);
}

TEST_CASE("case export: the page says when, by both clocks, and what the log is worth", "[author]")
{
    const auto page = case_html(made(), whole);
    CHECK_THAT(page, Contains("2025-11-24T16:01:00Z"));
    CHECK_THAT(page, Contains("2025-11-24T17:01:00+01:00"));
    CHECK_THAT(page, Contains("by_ms: 2025-11-24T17:00:00Z"));
    CHECK_THAT(page, Contains(std::string(64, 'a') + ":43"));
    CHECK_THAT(page, Contains("All 43 entries follow"));
    CHECK_THAT(page, !Contains("The words"));
}

TEST_CASE("case export: no cell of the CSV is a formula", "[author]")
{
    const auto text = case_csv(made(), whole);
    CHECK_THAT(text, Contains("number,time_utc,time_clinic,event,actor,details\r\n"));
    CHECK_THAT(text, Contains("43,2025-11-24T16:01:00Z,2025-11-24T17:01:00+01:00,ack,\"'=cmd|"));
    CHECK_THAT(text, !Contains(",="));
    CHECK_THAT(text, !Contains(",\"="));
    CHECK_THAT(text, Contains("43,,,log,,whole: true; entries: 43; head: aaaa"));
    CHECK(csv_cell("=1+1") == "'=1+1");
    CHECK(csv_cell("\n =1+1") == "\"'\n =1+1\"");
    CHECK(csv_cell("@x") == "'@x");
    CHECK(csv_cell("-") == "-");
    CHECK(csv_cell("a-b") == "a-b");
}

TEST_CASE("case export: the JSON has the documented fields", "[author]")
{
    const auto read = nlohmann::json::parse(case_json(made(), broken));
    CHECK(read["format"] == "switchback-case-1");
    CHECK(read["case"] == "7K2M9QXA");
    CHECK(read["practice"] == hostile);
    CHECK(read["lines"][1]["number"] == 43);
    CHECK(read["lines"][1]["time_clinic"] == "2025-11-24T17:01:00+01:00");
    CHECK(read["lines"][1]["fields"]["responder"] == hostile);
    CHECK(read["log"]["is_whole"] == false);
    CHECK(read["log"]["head_number"] == 12);
    CHECK_FALSE(read.contains("messages"));
    CHECK_FALSE(read.contains("words_by"));
}

TEST_CASE("case export: a record comes back as it was sent, and nothing else is one", "[author]")
{
    auto record = made();
    CHECK(read_record_json(record_json(record)) == record);
    record.words_by = "Dr Meier";
    record.messages = {{9, 5, "human", hostile, private_text("words\n")}};
    CHECK(read_record_json(record_json(record)) == record);
    for (const auto* text : {"", "[]", "{}", "{\"case\":1}"})
        CHECK(read_record_json(text).error().code == errc::corrupt);
}
