// What the screen says about its findings, and how it reads disguised spelling.
#include "bot/core/risk/screen.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace {

using namespace switchback::risk;

std::vector<std::string> words_in(const std::string& text, const screening& found)
{
    std::vector<std::string> result;
    for (const auto& span : found.words)
    {
        result.push_back(text.substr(span.begin, span.end - span.begin));
    }
    return result;
}

bool has_against(const screening& found, std::string_view rule)
{
    for (const auto& reason : found.reasons)
    {
        if (!reason.is_for && reason.rule == rule)
        {
            return true;
        }
    }
    return false;
}

} // namespace

TEST_CASE("screen: the words found are the bytes the client typed", "[core][risk]")
{
    const std::string text = "Étienne said hi… but I wаnt to k1lll mys3lf, ok?";
    const auto found = screen(text);
    CHECK(found.outcome == outcome::crisis);
    CHECK(found.category == category::suicide);
    CHECK(found.rule == "en.suicide.kill_self@1");
    CHECK(words_in(text, found) == std::vector<std::string>{"k1lll", "mys3lf"});
}

TEST_CASE("screen: words jumped over are not shown as found", "[core][risk]")
{
    const std::string text = "I think almost daily about killing myself";
    const auto found = screen(text);
    CHECK(found.outcome == outcome::crisis);
    for (const auto& word : words_in(text, found))
    {
        CHECK(word != "almost");
    }
}

TEST_CASE("screen: what softens a hit stands among its reasons", "[core][risk]")
{
    const auto past = screen("Years ago I wanted to kill myself");
    CHECK(past.outcome == outcome::ask);
    CHECK(has_against(past, "en.past.long_ago@1"));
    const auto other = screen("my sister wants to commit suicide");
    CHECK(other.outcome == outcome::ask);
}

TEST_CASE("screen: a denial reaches no further than its clause", "[core][risk]")
{
    CHECK(screen("I don't want to die").outcome == outcome::none);
    CHECK(screen("I don't want to talk. I want to die").outcome == outcome::crisis);
    CHECK(screen("I don't want to talk, I want to die").outcome == outcome::crisis);
    CHECK(screen("I don't want to talk but I want to die").outcome == outcome::crisis);
    CHECK(screen("I can't talk\nI want to die").outcome == outcome::crisis);
    CHECK(screen("I do not want to die, I want to live").outcome == outcome::none);
}

TEST_CASE("screen: one calm sentence does not hide a grave one", "[core][risk]")
{
    CHECK(
        screen("I don't want to die. But tonight I will kill myself.").outcome == outcome::crisis);
    CHECK(
        screen("I died laughing at the film. Later I decided to end my life.").outcome ==
        outcome::crisis);
    CHECK(screen("me muero de risa. Pero quiero matarme.").outcome == outcome::crisis);
}

TEST_CASE("screen: the same text gets the same answer", "[core][risk]")
{
    for (const auto* text :
         {"I want to die", "hello", "quiero morir", "my friend wants to die lol"})
    {
        const auto first = screen(text);
        const auto again = screen(text);
        CHECK(first.outcome == again.outcome);
        CHECK(first.rule == again.rule);
        CHECK(first.words == again.words);
        CHECK(first.reasons.size() == again.reasons.size());
    }
    CHECK(rules_version().size() >= 8);
}

TEST_CASE("screen: disguised spelling is read as what it says", "[core][risk]")
{
    for (const std::string text :
         {"kill myself", "KILL MYSELF", "k1ll mys3lf", "ki11 myself", "kiiilll myself",
          "k i l l myself", "k.i.l.l myself", "k-i-l-l myself", "kill my self", "killmyself",
          "k\u200Bill my\u00ADself", "ｋｉｌｌ ｍｙｓｅｌｆ", "𝐤𝐢𝐥𝐥 𝓶𝔂𝓼𝓮𝓵𝓯", "кіll mуsеlf",
          "kill mysefl", "kill myslef", "kill mysellf", "*kill* _myself_", "kìll mysélf"})
    {
        INFO(text);
        CHECK(screen("i will " + text + " tonight").outcome == outcome::crisis);
    }
}

TEST_CASE("screen: repair does not turn ordinary words into grave ones", "[core][risk]")
{
    for (const auto* text :
         {"my skill set", "the therapist was kind", "we live together", "a kilo of flour",
          "i will fill it", "still myself", "I built it myself", "I'm proud of myself",
          "I bought a new kiln myself", "olive oil", "the nearest thing",
          "I kissed my wrist watch goodbye"})
    {
        INFO(text);
        CHECK(screen(text).outcome == outcome::none);
    }
}

TEST_CASE("screen: a hit says how grave and how near it is", "[core][risk]")
{
    const auto bare = screen("I want to kill myself");
    CHECK(bare.level == 3);
    CHECK(bare.urgency == urgency::none);
    const auto now = screen("I want to kill myself tonight");
    CHECK(now.level == 4);
    CHECK(now.urgency == urgency::now);
    const auto planned = screen("I will kill myself on friday");
    CHECK(planned.level == 3);
    CHECK(planned.urgency == urgency::plan);
    const auto at_hand = screen("I have the pills in my hand right now");
    CHECK(at_hand.level == 4);
    CHECK(screen("quiero matarme esta noche").level == 4);
    CHECK(screen("我今晚要自杀").level == 4);
    CHECK(screen("she is not breathing").level == 4);
}

TEST_CASE("screen: a question is worth a page only when its rule says so", "[core][risk]")
{
    CHECK(screen("I started cutting again").level == 2);
    CHECK(screen("Years ago I wanted to kill myself").level == 2); // explicit, and made softer
    CHECK(screen("lol kill me now").level == 1);
    CHECK(screen("life feels like a punishment").level == 1);
    CHECK(screen("the bus was late").level == 0);
}

TEST_CASE("screen: possible risk now is level 2, distress is level 1", "[core][risk]")
{
    for (const auto* text :
         {"I wish I could fall asleep and never wake up", "They would be better off without me",
          "I can't go on anymore", "there is no reason to live", "I'm tired of living",
          "I want to end it", "I need to cut", "I burned myself with a lighter",
          "my husband hits me", "I want to kill my boss", "quiero desaparecer", "我不想活了",
          "我该不该死", "我又想自残"})
    {
        INFO(text);
        CHECK(screen(text).level == 2);
    }
    for (const auto* text :
         {"I can't do this anymore", "I see no way out", "my life is pointless",
          "I feel like a burden to everyone", "I hit myself when I am angry",
          "I used to cut myself", "my friend keeps talking about ending it",
          "I was raped as a student", "we talked about domestic violence", "he is ruining my life",
          "I'm only here because my wife asked me to come", "no puedo mas", "活着没有意义",
          "生不如死"})
    {
        INFO(text);
        const auto found = screen(text);
        CHECK(found.level <= 1);
    }
    CHECK(screen("I used to cut myself and tonight I will again").level >= 2);
}

TEST_CASE("screen: what makes a hit near stands among its reasons", "[core][risk]")
{
    const auto found = screen("I want to kill myself tonight");
    const auto is_mark = [](const reason& r) { return r.is_for && r.rule == "en.mark.now@1"; };
    CHECK(std::ranges::any_of(found.reasons, is_mark));
}

TEST_CASE("screen: scripts are folded before the rules see them", "[core][risk]")
{
    for (const auto* text :
         {"我想自殺", "想自鲨", "أُريدُ أن أموتَ", "اريد ان امـــوت", "I wаnt tο diе",
          "je veux m'ouvrir les veines", "Ich will mich töten", "ich will mich toeten"})
    {
        INFO(text);
        CHECK(screen(text).outcome == outcome::crisis);
    }
}

TEST_CASE("screen: words cut in two or written together are read whole", "[core][risk]")
{
    for (const auto* text :
         {"i want to ki ll myself", "i want to kil l my self", "i want todie", "iwant to die",
          "i wannt to diee", "i awnt to dei", "I k!ll myself", "I  W A N T  T O  D I E",
          "i   w a n t   t o   k i l l   m y s e l f", "q u i e r o  m o r i r"})
    {
        INFO(text);
        CHECK(screen(text).outcome == outcome::crisis);
    }
}
