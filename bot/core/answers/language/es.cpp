#include "bot/core/answers/language/language.hpp"

namespace switchback::answers {
namespace {

// Too common inside sentences to decide one: only when nothing else is said.
constexpr int alone = 1;

constexpr phrase_row yesno[] = {
    {"(si|s|sip|sipi|claro|claro que si|por supuesto|desde luego|vale|ok|okay|okey|bueno|"
     "de acuerdo|si por favor|si gracias|thumbsup|dale|venga|adelante|obvio|sale|yes)",
     mean(sense::yes)},
    {"(creo que si|supongo que si|supongo|seguro que si|pienso que si|me parece que si|"
     "espero que si|probablemente si|asi es|exacto|exactamente|es verdad|"
     "efectivamente|me gustaria|lo hice|lo soy|por que no|porque no|como no|"
     "sin duda|hagamoslo|vamos|buena idea|esta bien|me ayudo|eso es|totalmente|"
     "definitivamente|perfecto)",
     mean(sense::yes)},
    {"(correcto|cierto|verdad|quiero|por favor|listo|lista|seguro|segura)",
     mean(sense::yes, alone)},
    {"(nunca|jamas|falso|incorrecto|tampoco)", mean(sense::no, alone)},
    {"(no|n|nop|nope|que va|para nada|en absoluto|no gracias|thumbsdown|de nada no|"
     "ni hablar|de ninguna manera|de ningun modo|ni loco|ni loca)",
     mean(sense::no)},
    {"(creo que no|supongo que no|pienso que no|me parece que no|no creo|no lo creo|"
     "claro que no|por supuesto que no|desde luego que no|la verdad que no|la verdad es que no|"
     "la verdad no|no mucho|no tanto|no realmente|realmente no|no exactamente|todavia no|aun no|"
     "ahora no|hoy no|mejor no|prefiero que no|probablemente no|no quiero|no me ayudo|"
     "no por ahora|por ahora no|no es eso|no lo hice|yo no)",
     mean(sense::no)},
    {"(quizas|quiza|tal vez|talvez|puede|puede ser|a lo mejor|no se|no lo se|no estoy seguro|"
     "no estoy segura|ni idea|no tengo idea|depende|mas o menos|un poco|algo|a veces|en parte|"
     "si y no|regular|quien sabe|no sabria decir|no hay problema|sin problema|"
     "lo que quieras|como quieras|da igual|me da igual|ambos|ninguno|ninguna|nada)",
     mean(sense::unsure)},
    {"(pues|eh|mm|ay|ah|oh|gracias|hombre|mira|hola|ya|hoy|ahora|mucho|muy|realmente|yo|el|ella|"
     "me|lo|la|eso|esto|muchas|tambien)",
     mean(sense::filler)},
    {"(yo creo que|diria que|yo diria que) si", mean(sense::yes)},
    {"(yo creo que|diria que|yo diria que) no", mean(sense::no)},
    {"(pero|aunque|excepto|salvo|o|solo|sino)", mean(sense::opposes)},
};

constexpr phrase_row numbers[] = {
    {"(cero|ninguno|ninguna)", mean(sense::number, 0)},
    {"uno", mean(sense::number, 1)},
    {"(un|una)", mean(sense::article)},
    {"dos", mean(sense::number, 2)},
    {"tres", mean(sense::number, 3)},
    {"cuatro", mean(sense::number, 4)},
    {"cinco", mean(sense::number, 5)},
    {"seis", mean(sense::number, 6)},
    {"siete", mean(sense::number, 7)},
    {"ocho", mean(sense::number, 8)},
    {"nueve", mean(sense::number, 9)},
    {"diez", mean(sense::number, 10)},
    {"once", mean(sense::number, 11)},
    {"(doce|docena)", mean(sense::number, 12)},
    {"trece", mean(sense::number, 13)},
    {"catorce", mean(sense::number, 14)},
    {"quince", mean(sense::number, 15)},
    {"dieciseis", mean(sense::number, 16)},
    {"diecisiete", mean(sense::number, 17)},
    {"dieciocho", mean(sense::number, 18)},
    {"diecinueve", mean(sense::number, 19)},
    {"veinte", mean(sense::number, 20)},
    {"(veintiuno|veintiun)", mean(sense::number, 21)},
    {"veintidos", mean(sense::number, 22)},
    {"veintitres", mean(sense::number, 23)},
    {"veinticuatro", mean(sense::number, 24)},
    {"veinticinco", mean(sense::number, 25)},
    {"veintiseis", mean(sense::number, 26)},
    {"veintisiete", mean(sense::number, 27)},
    {"veintiocho", mean(sense::number, 28)},
    {"veintinueve", mean(sense::number, 29)},
    {"treinta", mean(sense::ten, 30)},
    {"cuarenta", mean(sense::ten, 40)},
    {"cincuenta", mean(sense::ten, 50)},
    {"sesenta", mean(sense::ten, 60)},
    {"setenta", mean(sense::ten, 70)},
    {"ochenta", mean(sense::ten, 80)},
    {"noventa", mean(sense::ten, 90)},
    {"(cien|ciento)", mean(sense::hundred, 100)},
    {"mil", mean(sense::hundred, 1000)},
    {"(medio|media)", mean(sense::half)},
    {"mas o menos", mean(sense::filler)},
    {"y", mean(sense::joins)},
    {"(de|sobre)", mean(sense::outof)},
    {"menos", mean(sense::minus)},
    {"(porque|pues|ya)", mean(sense::because)},
    {"(veces|vez|personas|persona|dias|dia|noches|noche|copas|copa|vasos|vaso|pasos|paso|"
     "puntos|punto|por|x)",
     mean(sense::plain_of)},
    {"(minuto|minutos|min|mins|m)", mean(sense::minute)},
    {"(hora|horas|h|hs)", mean(sense::hour)},
    {"(como|unos|unas|casi|aproximadamente|aprox|alrededor|quizas|quiza|tal|tal "
     "vez|cerca|creo|que|diria|"
     "yo|es|a|el|la|lo|en|hoy|ahora|mas|o|eh|mm|bueno|pues si|supongo|probablemente|"
     "digamos|seria|me|siento|estoy|con|pongo|doy|le|si|gracias|favor|vez quizas|vale|"
     "alrededor|nivel|numero|nota|escala|thumbsup)",
     mean(sense::filler)},
};

constexpr phrase_row dates[] = {
    {"(enero|ene)", mean(sense::month, 1)},
    {"(febrero|feb)", mean(sense::month, 2)},
    {"marzo", mean(sense::month, 3)},
    {"(abril|abr)", mean(sense::month, 4)},
    {"mayo", mean(sense::month, 5)},
    {"(junio|jun)", mean(sense::month, 6)},
    {"(julio|jul)", mean(sense::month, 7)},
    {"(agosto|ago)", mean(sense::month, 8)},
    {"(septiembre|setiembre|sep|sept)", mean(sense::month, 9)},
    {"(octubre|oct)", mean(sense::month, 10)},
    {"(noviembre|nov)", mean(sense::month, 11)},
    {"(diciembre|dic)", mean(sense::month, 12)},
    {"(lunes|lun)", mean(sense::weekday, 0)},
    {"martes", mean(sense::weekday, 1)},
    {"(miercoles|mie)", mean(sense::weekday, 2)},
    {"(jueves|jue)", mean(sense::weekday, 3)},
    {"(viernes|vie)", mean(sense::weekday, 4)},
    {"(sabado|sab)", mean(sense::weekday, 5)},
    {"(domingo|dom)", mean(sense::weekday, 6)},
    {"(hoy|ahora)", mean(sense::today, 0)},
    {"manana", mean(sense::today, 1)},
    {"(pasado manana|pasadomanana)", mean(sense::today, 2)},
    {"ayer", mean(sense::today, -1)},
    {"(anteayer|antier|antes de ayer)", mean(sense::today, -2)},
    {"(proximo|proxima|siguiente|viene)", mean(sense::next)},
    {"(este|esta)", mean(sense::coming)},
    {"(pasado|pasada|ultimo|ultima)", mean(sense::last)},
    {"(en|dentro)", mean(sense::in)},
    {"hace", mean(sense::ago)},
    {"(dia|dias)", mean(sense::day)},
    {"(semana|semanas)", mean(sense::week, 1)},
    {"quincena", mean(sense::week, 2)},
    {"(mes|meses)", mean(sense::months)},
    {"(ano|anos)", mean(sense::year)},
    {"primero", mean(sense::ordinal, 1)},
    {"(un|una)", mean(sense::number, 1)},
    {"(el|la|de|del|que|a|por|tarde|noche|creo|quizas|quiza|para|desde|hasta|seria|"
     "sera|fue|es|eh|bueno|pues|temprano|vale|ok|o|thumbsup)",
     mean(sense::filler)},
};

constexpr phrase_row times[] = {
    {"(media|medio)", mean(sense::half)},
    {"cuarto", mean(sense::quarter)},
    {"y", mean(sense::past)},
    {"menos", mean(sense::to)},
    {"(am|manana|madrugada)", mean(sense::am)},
    {"(pm|tarde)", mean(sense::pm)},
    {"noche", mean(sense::evening)},
    {"mediodia", mean(sense::noon)},
    {"medianoche", mean(sense::midnight)},
    {"(h|hs|hrs|punto)", mean(sense::oclock)},
    {"(ahora|ya|ahora mismo)", mean(sense::now)},
    {"(dentro|en)", mean(sense::in)},
    {"(minuto|minutos|min|mins)", mean(sense::minute)},
    {"(hora|horas)", mean(sense::hour)},
    {"(un|una)", mean(sense::filler, 1)},
    {"(a|las|la|los|el|al|de|del|por|sobre|como|hacia|eso|creo|quizas|quiza|son|es|mas|o|"
     "eh|bueno|pues|vale|ok|mismo|aproximadamente|hoy|thumbsup)",
     mean(sense::filler)},
};

constexpr phrase_row choices[] = {
    {"(primero|primera|primer)", mean(sense::ordinal, 1)},
    {"(segundo|segunda)", mean(sense::ordinal, 2)},
    {"(tercero|tercera|tercer)", mean(sense::ordinal, 3)},
    {"(cuarto|cuarta)", mean(sense::ordinal, 4)},
    {"(quinto|quinta)", mean(sense::ordinal, 5)},
    {"(sexto|sexta)", mean(sense::ordinal, 6)},
    {"(septimo|septima)", mean(sense::ordinal, 7)},
    {"(octavo|octava)", mean(sense::ordinal, 8)},
    {"(ultimo|ultima)", mean(sense::ordinal, -1)},
    {"(no|excepto|salvo|menos|pero|sin|ni|nunca|tampoco|sino)", mean(sense::negates)},
    {"(y|e|mas|tambien|ademas)", mean(sense::joins)},
    {"(todo|todos|todas|todas ellas|todos ellos|todas las anteriores|todos los anteriores|"
     "todo lo anterior|todas esas|todos esos)",
     mean(sense::all)},
    {"(ninguno|ninguna|nada|ninguno de estos|ninguna de estas|ninguno de ellos|"
     "ninguna de ellas|ninguna de las anteriores|ninguno de los anteriores|"
     "nada de eso|nada de esto)",
     mean(sense::none)},
    {"(yo|el|la|los|las|lo|un|una|mi|mis|es|son|era|creo|que|supongo|diria|quizas|quiza|tal|vez|"
     "elijo|escojo|quiero|opcion|numero|respuesta|por|favor|gracias|eh|bueno|pues|de|del|"
     "a|con|me|siento|estoy|sobre|todo eso|si|hoy|ahora|algo|vale|ok|thumbsup)",
     mean(sense::filler)},
};

} // namespace

const language& spanish()
{
    static const language all{
        .tag = "es",
        .yesno = phrases(yesno),
        .numbers = phrases(numbers),
        .dates = phrases(dates),
        .times = phrases(times),
        .choices = phrases(choices),
        .day_first = true,
        .either_order = false,
        .week_from_monday = true,
        .hour_first = true,
        .comma_decimal = true};
    return all;
}

} // namespace switchback::answers
