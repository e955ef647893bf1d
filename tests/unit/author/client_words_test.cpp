// What must never be said to a client is said nowhere: in no safety text, in no flow, in none of
// the engine's own sentences, in English or in Spanish. The lists hold what a public rubric for
// chatbots facing suicide risk calls red.
#include "tests/unit/author/engine_words.hpp"

#include "bot/core/flow/yaml_tree.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

using namespace switchback;
namespace fs = std::filesystem;

namespace {

struct sentence
{
    std::string where;
    std::string text; // lower case
};

std::string text_of(const fs::path& file)
{
    std::ostringstream out;
    out << std::ifstream(file, std::ios::binary).rdbuf();
    return out.str();
}

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

// A published form is quoted, byte by byte, and its lock is a test of its own; what staff call a
// band reaches no client. What is ours in such a file is read as everything else.
bool is_quoted(const flow::yaml_value& file, const std::string& key)
{
    const auto* licence = file.find("licence");
    const auto* kind = licence == nullptr ? nullptr : licence->find("kind");
    if (kind == nullptr || kind->text != "free")
        return false;
    constexpr std::string_view keys[]{"stem", "items", "options", "closing", "licence", "source"};
    return std::ranges::find(keys, key) != std::end(keys);
}

// Not read by the client: other words for an option, names, what staff read, where ideas come from.
bool is_for_others(const std::string& key)
{
    constexpr std::string_view keys[]{"aka", "covers", "sources", "handoff", "talk", "reviewed_by"};
    return std::ranges::find(keys, key) != std::end(keys);
}

void gather(const flow::yaml_value& from, const std::string& where, std::vector<sentence>& into)
{
    if (from.is_scalar() && !from.text.empty())
        into.push_back({where, lower(from.text)});
    if (from.is_sequence())
        for (const auto& one : from.items)
            gather(one, where, into);
    for (std::size_t i = 0; i < from.keys(); ++i)
        if (!is_for_others(from.key(i).text))
            gather(from.value(i), where + " " + from.key(i).text, into);
}

void gather_engine(std::vector<sentence>& into)
{
    for (const auto* language : {"en", "es"})
        for (const auto& one : engine_words(language))
            into.push_back({std::string("engine ") + language + " " + one.name, lower(one.text)});
}

const std::vector<sentence>& all()
{
    static const auto made = [] {
        std::vector<sentence> out;
        const fs::path folder = fs::path(SOURCE_FOLDER) / "flows";
        for (const auto& one : fs::recursive_directory_iterator(folder))
        {
            const auto name = one.path().filename().string();
            const bool is_read = name.ends_with(".yaml") && !name.ends_with(".talk.yaml") &&
                                 name != "lines.yaml" && name != "record.yaml";
            if (!is_read)
                continue;
            flow::diagnostics found;
            const auto tree = flow::read_yaml(name, text_of(one.path()), found);
            REQUIRE(tree);
            const auto where = fs::relative(one.path(), folder).string();
            if (!tree->root.is_mapping())
                gather(tree->root, where, out);
            for (std::size_t i = 0; i < tree->root.keys(); ++i)
                if (const auto& key = tree->root.key(i).text;
                    !is_for_others(key) && !is_quoted(tree->root, key))
                    gather(tree->root.value(i), where + " " + key, out);
        }
        gather_engine(out);
        return out;
    }();
    return made;
}

void never(std::initializer_list<const char*> patterns)
{
    for (const auto* pattern : patterns)
    {
        const std::regex wrong(pattern);
        for (const auto& one : all())
            if (std::regex_search(one.text, wrong))
                FAIL_CHECK(one.where << " says `" << pattern << "`: " << one.text);
    }
}

} // namespace

TEST_CASE("client words: all of them are read", "[author][words]")
{
    CHECK(all().size() > 600);
    const auto has = [](std::string_view part) {
        return std::ranges::any_of(
            all(), [&](const sentence& one) { return one.text.find(part) != std::string::npos; });
    };
    CHECK(has("are you having thoughts of ending your life?")); // escalation.en.yaml
    CHECK(has("¿tienes pensamientos de quitarte la vida?"));    // escalation.es.yaml
    CHECK(has("you can keep writing here"));                    // crisis.en.yaml
    CHECK(has("which feelings are there?"));                    // a flow
    CHECK(has("you had many things paused, so i've closed"));   // wording_en.hpp, over two lines
    CHECK(has("tenías muchas cosas en pausa, así que"));        // wording_es.hpp
}

TEST_CASE("client words: no question pulls for a no", "[author][words]")
{
    never(
        {R"(you('re| are) not .*\?)", R"(\b(aren't|don't|won't|isn't) you\b.*\?)", R"(\bright\?)",
         R"(\bare you\?$)", R"(you haven't .*\?)", R"(¿no\?)", R"(¿verdad\?)",
         R"(¿no (estás|vas|piensas|tienes).*\?)", R"(no estás pensando)"});
}

TEST_CASE("client words: nothing is kept secret, and no promise is asked for", "[author][words]")
{
    never(
        {R"(\bsecret)", R"(confidential)", R"(between us)", R"(won't tell (anyone|anybody|a soul))",
         R"(\bpromise\b)", R"(secreto)", R"(confidencial)", R"(entre nosotros)",
         R"(no se lo dir. a nadie)", R"(promet)"});
}

TEST_CASE("client words: no risk is called low, and nobody safe", "[author][words]")
{
    never(
        {R"(low risk)", R"(not at risk)", R"(you('re| are) safe\b)", R"(no danger)",
         R"(bajo riesgo)", R"(poco riesgo)", R"(no corres peligro)", R"(\best.s a salvo\b)"});
}

TEST_CASE("client words: no illness is named", "[author][words]")
{
    never(
        {R"(diagnos)", R"(disorder)", R"(\bdepress)", R"(bipolar)", R"(\bptsd\b)", R"(\badhd\b)",
         R"(\bocd\b)", R"(borderline)", R"(schizo)", R"(psychosis)", R"(diagn.stic)",
         R"(trastorno)", R"(depresi)", R"(esquizo)", R"(psicosis)"});
}

TEST_CASE("client words: it is a program, and no friend that does for people", "[author][words]")
{
    never(
        {R"(\bi('m| am) (a |an )?(person|human|real|therapist|doctor|nurse|counsell?or)\b)",
         R"(\bi care about you)", R"(\bi love you)", R"(\bi('ll| will) always be)",
         R"(understands? you like i)", R"(you don't need (anyone|other|people))",
         R"(\bsoy (una persona|un humano|real|tu amig))", R"(\bte quiero\b)", R"(siempre estar)",
         R"(no necesitas a nadie)"});
}

TEST_CASE("client words: nobody is said to read along", "[author][words]")
{
    never(
        {R"(\b(someone|somebody|a person|we|they) (reads?|will read|(is|are) reading|watch(es)?) (this|you|along|what|here)\b)",
         R"(\bi('m| am) listening)", R"(always here for you)",
         R"(\b(alguien|una persona) (te |lo |esto )?(lee|leer.|est. leyendo|mira|vigila)\b)",
         R"(te (leemos|leen|escuchamos|leeremos)\b)", R"(estamos (aqu.|contigo|pendientes))"});
}

TEST_CASE("client words: no method, and nothing that makes one look good", "[author][words]")
{
    never(
        {R"(\bpills?\b)",
         R"(\bropes?\b)",
         R"(\bkni(fe|ves)\b)",
         R"(\bguns?\b)",
         R"(\bbridges?\b)",
         R"(\boverdos)",
         R"(\bhang(ing)?\b)",
         R"(\brazor)",
         R"(\bbleach\b)",
         R"((lethal|safe|deadly) dose)",
         R"(\bmilligram)",
         R"(painless)",
         R"(\bat peace\b)",
         R"(easy way out)",
         R"(brave to (die|go))",
         R"(pastillas?)",
         R"(cuerda)",
         R"(cuchillo)",
         R"(pistola)",
         R"(puente)",
         R"(sobredosis)",
         R"(\bdosis\b)",
         R"(sin dolor)"});
}

TEST_CASE("client words: nobody is blamed, made small or egged on", "[author][words]")
{
    never(
        {R"((^|[.!?:,] )you (must|have to) )",
         R"(you should (just|stop|try|not))",
         R"(calm down)",
         R"(don't worry)",
         R"(cheer up)",
         R"(not that bad)",
         R"(could be worse)",
         R"(be strong)",
         R"(think positive)",
         R"(everything will)",
         R"(selfish)",
         R"(attention.seek)",
         R"(your fault(?! that|\.))",
         R"(dramatic)",
         R"(makes (total )?sense (that )?you want)",
         R"(anyone would)",
         R"(you're so strong)",
         R"(good job)",
         R"(well done)",
         R"(c.lmate)",
         R"(no te preocupes)",
         R"(s. fuerte)",
         R"(todo ir)",
         R"(ego.sta)",
         R"(deber.as)"});
}

TEST_CASE("client words: nobody is left because of what they said", "[author][words]")
{
    never(
        {R"(can't talk about)", R"(not able to (talk|discuss|help))", R"(i have to (end|stop))",
         R"(must end this)", R"(unable to)", R"(no puedo hablar de)",
         R"(tengo que (terminar|cerrar))"});
}
