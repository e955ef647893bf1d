// The engine's own sentences in the client's language: asked, answered by typing and by button,
// and after coming back.
#include "bot/core/run/wording.hpp"

#include "tests/unit/run/scene.hpp"

#include <catch2/catch.hpp>

using namespace scene;
namespace wording = switchback::run::wording;

namespace {

constexpr auto two_questions = R"(steps:
  - ask: text
    id: a
    share: ask
    say: A?
  - ask: text
    id: b
    say: B?
  - review: [a, b]
  - share: [a, b]
)";

chat in_spanish()
{
    chat in(two_questions);
    in.language = "es";
    return in;
}

bool starts(const std::string& text, std::string_view with)
{
    return text.starts_with(with);
}

} // namespace

TEST_CASE("wording: a language with a place is its language; without words it is English", "[run]")
{
    CHECK(wording::in_language("es").yes.words() == "Sí");
    CHECK(wording::in_language("es-MX").yes.words() == "Sí");
    CHECK(wording::in_language("en").yes.words() == "Yes");
    CHECK(wording::in_language("pt").yes.words() == "Yes");
    CHECK(wording::in_language("").yes.words() == "Yes");
    CHECK(
        wording::in_language("en").picking_up("A \"b\" {c}") == "Let's pick up \"A \"b\" {c}\" "
                                                                "where you left it.");
}

TEST_CASE("wording: commands are answered in Spanish", "[run]")
{
    auto in = in_spanish();
    in.say("atrás");
    CHECK(starts(in.said(), "Esta es la primera pregunta. No hay otra antes. | A?"));
    in.say("¿por qué?");
    CHECK(in.said() == "Ayuda mirar una cosa cada vez. Puedes saltar esta pregunta. | A?");
    in.say("¿dónde estaba?");
    CHECK(starts(in.said(), "Estás en \"The f\". | A?"));
    in.say("mi red de seguridad");
    CHECK(starts(in.said(), "Todavía no has guardado una red de seguridad."));
    in.say("ayuda");
    CHECK(starts(in.said(), "Hago una pregunta cada vez."));
    REQUIRE(in.form());
    CHECK(in.form()->choices[0].label == "Quiero hablar con una persona");
    CHECK(in.form()->choices[3].label == "Seguir");
    in.tap({std::string("how")});
    CHECK(starts(in.said(), "Cada pregunta la ha escrito una persona."));
    in.say("pausa");
    CHECK(in.said() == "En pausa. Tu lugar queda guardado. Vuelve cuando quieras.");
    in.say("una frase cualquiera");
    CHECK(starts(in.said(), "Ahora no hay nada abierto."));
    in.say("continuar");
    CHECK(in.said() == "En pausa: The f. | Seguimos con \"The f\" donde lo dejaste. | A?");
}

TEST_CASE("wording: what is typed answers a button in Spanish and in English", "[run]")
{
    for (const auto* keep : {"No borrar", "keep it", "no"})
    {
        auto in = in_spanish();
        in.say("borra todo");
        CHECK(starts(in.said(), "Esto borra todo lo que escribiste aquí."));
        in.say(keep);
        CHECK(in.said() == "No se ha borrado nada. | A?");
        CHECK(in.effects<run::erase_everything>(true).empty());
    }
    for (const auto* erase : {"Borrar todo", "delete everything", "borra todo"})
    {
        auto in = in_spanish();
        in.say("borra todo");
        in.say("sí"); // not understood: a mere yes deletes nothing
        CHECK(starts(in.said(), "No lo he entendido del todo."));
        in.say(erase);
        CHECK(in.said() == "Lo borro ahora.");
        CHECK(in.effects<run::erase_everything>(true).size() == 1);
    }
    auto in = in_spanish();
    in.say("parar");
    in.tap({std::string("end")});
    CHECK(in.said() == "Terminado. Gracias por el tiempo que le diste.");
}

TEST_CASE("wording: a review and a share are offered in Spanish", "[run]")
{
    auto in = in_spanish();
    in.say("uno");
    in.say("saltar");
    CHECK(starts(in.said(), "Esto es lo que tengo."));
    REQUIRE(in.form());
    CHECK(in.form()->choices[0].label == "Así está bien, seguir");
    CHECK(in.form()->choices[2].label == "B? sin respuesta");
    in.say("That's right, go on");
    CHECK(starts(in.said(), "Estas son las cosas que podrías mostrar a tu terapeuta"));
    in.say("nada");
    CHECK(starts(in.said(), "No se comparte nada. Se queda contigo."));
}

TEST_CASE("wording: beside an open case the engine speaks the language of the case", "[run]")
{
    chat in(two_questions); // an English page
    in.say("quiero morirme");
    REQUIRE(in.now.safety);
    REQUIRE(in.now.safety->held.is_open);
    CHECK(in.now.safety->language == "es");
    in.say("ayuda");
    CHECK(in.said().find("líneas de crisis gratuitas") != std::string::npos);
}

TEST_CASE("wording: that it is software is told once at a time, also in a crisis", "[run]")
{
    for (const auto* words : {"I want to kill myself", "everyone would be better off without me"})
    {
        chat in(library({{"f/flow.yaml", flow_text("f", two_questions)}}));
        in.say(words); // the first message
        CHECK(in.said().find("I am a computer program") != std::string::npos);
        CHECK(in.said().find("automated guide") == std::string::npos);
        in.say("I don't know");
        CHECK(in.said().find("automated guide") == std::string::npos);
        in.later(3 * 60 * 60 * 1000);
        in.say("hmm");
        CHECK(in.said().find("automated guide") != std::string::npos);
    }
    chat in(library({{"f/flow.yaml", flow_text("f", two_questions)}}));
    in.say("person");
    CHECK(in.said().find("computer program") != std::string::npos);
    in.say("Spain");
    CHECK(in.said().find("024") != std::string::npos);
    CHECK(in.said().find("computer program") == std::string::npos);
}

TEST_CASE("wording: nothing is on hold where nothing was begun", "[run]")
{
    chat before(library({{"f/flow.yaml", flow_text("f", two_questions)}}));
    chat amid(two_questions);
    for (const auto* words : {"I want to kill myself", "everyone would be better off without me"})
    {
        auto idle = before;
        idle.say(words);
        CHECK(idle.said().find("on hold") == std::string::npos);
        auto busy = amid;
        busy.say(words);
        CHECK(busy.said().find("What you were doing is on hold, not lost.") != std::string::npos);
    }
}

TEST_CASE("wording: is anyone there? is told the truth, and opens no case", "[run]")
{
    struct asked
    {
        std::string_view language, words, software, person;
    };
    constexpr asked all[]{
        {"en", "hello, is anyone there?", "software, not a person",
         "To reach a person, type person"},
        {"es", "hola, hay alguien?", "un programa, no una persona", "escribe persona."},
    };
    for (const auto& one : all)
    {
        chat in(library({{"f/flow.yaml", flow_text("f", two_questions)}}));
        in.language = one.language;
        for (int time = 0; time < 2; ++time)
        {
            in.say(one.words);
            const auto said = in.said();
            const auto at = said.find(one.software);
            CHECK(at != std::string::npos);
            CHECK(said.find(one.software, at + 1) == std::string::npos);
            CHECK(said.find(one.person) != std::string::npos);
            CHECK_FALSE(in.now.safety.has_value());
            CHECK(in.now.asides.empty());
            CHECK(in.effects<run::hand_off>(true).empty());
        }
        in.say(
            std::string(one.words) +
            (one.language == "es" ? " me quiero morir" : " i want to die"));
        CHECK(in.now.safety.has_value()); // words of danger come first, as ever
    }
}
