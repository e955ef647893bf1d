#include "bot/core/run/commands.hpp"

#include <catch2/catch.hpp>
#include <ctime>
#include <string>

using switchback::run::command;
using switchback::run::command_of;

namespace {

struct row
{
    std::string_view words;
    command means;
};

// What people send when they want to steer.
constexpr row steering[] = {
    {"person", command::person},
    {"Person.", command::person},
    {"a human", command::person},
    {"human", command::person},
    {"REAL PERSON PLEASE!", command::person},
    {"real person please", command::person},
    {"talk to a person", command::person},
    {"Talk to a real human", command::person},
    {"can I talk to someone", command::person},
    {"Can I talk to someone?", command::person},
    {"hi, can I speak to a person please", command::person},
    {"I want to talk to somebody", command::person},
    {"I'd like to talk to a person", command::person},
    {"I\u2019d like to talk to a person", command::person},
    {"get me a human", command::person},
    {"is there anyone I can talk to?", command::person},
    {"is anyone there?", command::presence},
    {"hello, is anyone there?", command::presence},
    {"Hello? Anybody there?", command::presence},
    {"hi, is there anybody out there", command::presence},
    {"are you there?", command::presence},
    {"is there someone I can talk to", command::person},
    {"una persona", command::person},
    {"stop", command::stop},
    {"  STOP!!!  ", command::stop},
    {"please stop", command::stop},
    {"stop please", command::stop},
    {"quit", command::stop},
    {"can we stop here?", command::stop},
    {"end chat", command::stop},
    {"leave me alone", command::stop},
    {"unsubscribe", command::stop},
    {"pause", command::pause},
    {"Can we pause?", command::pause},
    {"let's take a break", command::pause},
    {"I have to go", command::pause},
    {"gotta go", command::pause},
    {"can we finish this later", command::pause},
    {"delete", command::erase},
    {"delete my data", command::erase},
    {"Can you erase all my messages?", command::erase},
    {"delete everything", command::erase},
    {"delete everything I wrote", command::erase},
    {"erase my data", command::erase},
    {"please delete all my stuff", command::erase},
    {"Could you please delete everything I've told you?", command::erase},
    {"I want you to erase all of it", command::erase},
    {"how do I delete my account", command::erase},
    {"back", command::back},
    {"go back", command::back},
    {"Go back.", command::back},
    {"ok go back", command::back},
    {"previous question", command::back},
    {"undo", command::back},
    {"can I change my answer?", command::back},
    {"repeat", command::repeat},
    {"repeat that please", command::repeat},
    {"what was the question?", command::repeat},
    {"Can you say that again?", command::repeat},
    {"help", command::help},
    {"Help?", command::help},
    {"?", command::help},
    {"???", command::help},
    {"how does this work", command::help},
    {"what can I say", command::help},
    {"are you a bot?", command::software},
    {"Are you a real person?", command::software},
    {"who are you", command::software},
    {"am I talking to a robot", command::software},
    {"is anyone reading this?", command::software},
    {"can you keep a secret?", command::keeping},
    {"please don't tell anyone", command::keeping},
    {"don't tell my therapist", command::keeping},
    {"who can see this?", command::keeping},
    {"do I have bipolar disorder?", command::illness},
    {"am I depressed", command::illness},
    {"can you diagnose me", command::illness},
    {"skip", command::skip},
    {"skip this one", command::skip},
    {"Skip this question, please", command::skip},
    {"pass", command::skip},
    {"rather not say", command::skip},
    {"I'd rather not say", command::skip},
    {"prefer not to answer", command::skip},
    {"I don't want to talk about it", command::skip},
    {"next question", command::skip},
    {"plan", command::plan},
    {"my plan", command::plan},
    {"show me my safety plan", command::plan},
    {"my safety net", command::plan},
    {"why", command::why},
    {"Why?", command::why},
    {"why do you ask?", command::why},
    {"Why are you asking me this", command::why},
    {"where was I?", command::where},
    {"resume", command::where},
    {"continue", command::where},
    {"pick up where we left off", command::where},
    {"stop \U0001F64F", command::stop},
    {"\u200Fstop\u200F", command::stop},
    {"\uFF53\uFF54\uFF4F\uFF50", command::stop},
};

// What people say in answer to a question, with a command's word in it.
constexpr std::string_view answers[] = {
    "I'm a bad person",
    "I can't stop",
    "I went back to him",
    "help me understand him",
    "skip breakfast",
    "I'm not a people person",
    "a person I trust",
    "my person",
    "talk to someone",
    "there is someone here who hurts me",
    "nobody is there for me",
    "is anyone there for me",
    "someone here",
    "hi there",
    "talk to my sister",
    "I want to talk to my boss",
    "human contact",
    "I have depression",
    "what is wrong with me",
    "I am depressed",
    "I told him a secret",
    "he told me not to tell anyone",
    "nobody reads my letters",
    "you are a person too",
    "being treated like a human",
    "I talked to a person at work",
    "I want to stop",
    "I want to stop drinking",
    "stop drinking",
    "stop it",
    "he told me to stop",
    "I stopped",
    "non-stop worrying",
    "quit my job",
    "I quit smoking",
    "end it",
    "end the relationship",
    "it never ends",
    "cancel the party",
    "pause before I answer him",
    "I need a break",
    "take a break from my phone",
    "later",
    "later today",
    "delete the app",
    "delete his number",
    "delete all about him",
    "erase everything he said",
    "delete what he wrote",
    "I want to delete it",
    "clear my head",
    "wipe it all away",
    "I deleted everything he sent",
    "forget him",
    "back pain",
    "my back hurts",
    "back to work",
    "I want to go back",
    "go back to school",
    "going back to therapy",
    "he came back",
    "call her back",
    "take me back",
    "I want my life back",
    "I made a mistake",
    "I keep repeating the same mistakes",
    "repeat after me",
    "again and again",
    "help my mother",
    "ask for help",
    "nothing helps",
    "no one can help me",
    "how do I help him",
    "skip the gym",
    "I skip meals",
    "pass the exam",
    "my dad passed",
    "next week",
    "next to my bed",
    "plan a walk",
    "my plan is to call her",
    "I planned everything",
    "make a plan",
    "why me",
    "why does it always happen to me",
    "I don't know why",
    "where I was born",
    "continue with school",
    "keep going",
    "the people I love",
    "I don't want to talk about it with my mother",
    "I can't stop, please help me understand",
    "stop and breathe",
    "person or persons unknown",
    "yes",
    "no",
    "7",
    "tomorrow",
    "it is what it is",
    "",
    "   ",
    "!!!",
    "...",
    "please",
    "ok",
    "thanks",
    "\U0001F622",
};

constexpr row steering_in_spanish[] = {
    {"una persona", command::person},
    {"Quiero hablar con alguien", command::person},
    {"\u00BFPuedo hablar con una persona?", command::person},
    {"una persona de verdad, por favor", command::person},
    {"\u00BFhay alguien con quien hablar?", command::person},
    {"hola, \u00BFhay alguien?", command::presence},
    {"hola, hay alguien ah\u00ED?", command::presence},
    {"\u00BFHay alguien del otro lado?", command::presence},
    {"\u00BFest\u00E1s ah\u00ED?", command::presence},
    {"parar", command::stop},
    {"basta", command::stop},
    {"stop", command::stop},
    {"pausa", command::pause},
    {"me tengo que ir", command::pause},
    {"borrar mis datos", command::erase},
    {"borra todo", command::erase},
    {"borra todo lo que escrib\u00ED", command::erase},
    {"B\u00F3rralo todo", command::erase},
    {"elimina mis datos", command::erase},
    {"quiero borrar todo", command::erase},
    {"\u00BFPuedes borrar todo lo que he escrito, por favor?", command::erase},
    {"me gustar\u00EDa eliminar mis datos", command::erase},
    {"por favor, elimina la conversaci\u00F3n", command::erase},
    {"quiero que borres todo", command::erase},
    {"olv\u00EDdalo todo", command::erase},
    {"para", command::stop},
    {"por favor, para", command::stop},
    {"para, por favor", command::stop},
    {"quiero parar", command::stop},
    {"quiero parar ya", command::stop},
    {"\u00BFpodemos parar por hoy?", command::stop},
    {"quisiera hacer una pausa", command::pause},
    {"\u00BFd\u00F3nde nos quedamos?", command::where},
    {"\u00BFen qu\u00E9 est\u00E1bamos?", command::where},
    {"atr\u00E1s, porfa", command::back},
    {"\u00BFpuedo volver un paso atr\u00E1s?", command::back},
    {"disculpa, quiero volver atr\u00E1s", command::back},
    {"atr\u00E1s", command::back},
    {"ATRAS", command::back},
    {"volver", command::back},
    {"la pregunta anterior", command::back},
    {"repite la pregunta", command::repeat},
    {"\u00BFcu\u00E1l era la pregunta?", command::repeat},
    {"ayuda", command::help},
    {"\u00BFeres una persona?", command::software},
    {"\u00BFhablo con un robot?", command::software},
    {"\u00BFpuedes guardar un secreto?", command::keeping},
    {"no se lo digas a mi terapeuta", command::keeping},
    {"\u00BFcrees que tengo depresi\u00F3n?", command::illness},
    {"\u00BFc\u00F3mo funciona?", command::help},
    {"pasar", command::skip},
    {"prefiero no decirlo", command::skip},
    {"No quiero hablar de eso", command::skip},
    {"siguiente", command::skip},
    {"mi plan", command::plan},
    {"mu\u00E9strame mi plan", command::plan},
    {"\u00BFpor qu\u00E9?", command::why},
    {"\u00BFPor qu\u00E9 preguntas eso?", command::why},
    {"\u00BFd\u00F3nde estaba?", command::where},
    {"continuar", command::where},
};

constexpr std::string_view answers_in_spanish[] = {
    "soy una mala persona",
    "no puedo parar",
    "quiero parar de beber",
    "quiero terminar",
    "quiero terminar con \u00E9l",
    "borrar todo lo que dijo",
    "quiero borrarlo de mi vida",
    "para nada",
    "olv\u00EDdalo",
    "volv\u00ED con \u00E9l",
    "volver con \u00E9l",
    "hablar con alguien",
    "hay alguien que me persigue",
    "no hay nadie que me ayude",
    "no hay nadie",
    "hablar con mi hermana",
    "una persona de confianza",
    "pasar tiempo con mi hija",
    "paso a paso",
    "pasar hambre",
    "para dormir mejor",
    "para mi madre",
    "saltar la comida",
    "ayudar a mi padre",
    "pedir ayuda",
    "nadie me ayuda",
    "hacer un plan",
    "dolor de espalda",
    "borrar su n\u00FAmero",
    "m\u00E1s tarde",
    "por que me dej\u00F3",
    "continuar con la escuela",
    "como",
    "s\u00ED",
    "no",
};

} // namespace

TEST_CASE("command_of: a whole message that steers is a command", "[core][commands]")
{
    for (const auto& [words, means] : steering)
    {
        INFO(words);
        const auto found = command_of(words, "en");
        REQUIRE(found.has_value());
        CHECK(name_of(*found) == name_of(means));
    }
}

TEST_CASE("command_of: a command's word inside an answer stays an answer", "[core][commands]")
{
    static_assert(std::size(answers) >= 60);
    for (const auto words : answers)
    {
        INFO(words);
        CHECK_FALSE(command_of(words, "en").has_value());
    }
}

TEST_CASE("command_of: Spanish steers in Spanish and falls back to English", "[core][commands]")
{
    for (const auto& [words, means] : steering_in_spanish)
    {
        INFO(words);
        const auto found = command_of(words, "es-MX");
        REQUIRE(found.has_value());
        CHECK(name_of(*found) == name_of(means));
    }
    for (const auto words : answers_in_spanish)
    {
        INFO(words);
        CHECK_FALSE(command_of(words, "es").has_value());
    }
    CHECK(command_of("go back", "es") == command::back);
    CHECK(command_of("go back", "ar") == command::back);
    CHECK_FALSE(command_of("pasar", "en").has_value());
}

TEST_CASE("command_of: no language gives a phrase two meanings", "[core][commands]")
{
    CHECK(switchback::run::command_clashes() == 0);
}

TEST_CASE("command_of: hostile bytes are not commands", "[core][commands]")
{
    CHECK_FALSE(command_of(std::string(8192, 's'), "en").has_value());
    CHECK_FALSE(command_of(std::string("\xFF\xFE\x80 \xC3", 5), "en").has_value());
    CHECK_FALSE(command_of("\xF0\x9F", "en").has_value());
    CHECK_FALSE(command_of("help me\xFFunderstand", "en").has_value());
    CHECK(command_of(std::string("stop\0", 5), "en") == command::stop);
    CHECK(command_of("st\xC2\xADop", "en") == command::stop);
    CHECK_FALSE(command_of(std::string(90, '?') + "x", "en").has_value());
}

TEST_CASE("command_of: the cost of an answer that is no command", "[core][commands][.cost]")
{
    constexpr std::string_view said[] = {
        "yes", "about seven", "I went back to him again", "work and money and my family I suppose"};
    constexpr int rounds = 2'000'000;
    std::size_t found = 0;
    const auto start = std::clock(); // of this process: the machine may be busy
    for (int i = 0; i < rounds; ++i)
        found += command_of(said[static_cast<std::size_t>(i) & 3], "en").has_value() ? 1 : 0;
    const double took = 1e9 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    WARN("ns a message: " << took / rounds);
    CHECK(found == 0);
}
