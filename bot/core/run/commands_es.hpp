// Spanish command phrases, folded, whole messages only; likely answers ("quiero terminar", "hablar
// con alguien", "mas tarde") are left out as in English. Constants; any thread.
#pragma once

#include "bot/core/answers/phrases.hpp"
#include "bot/core/run/commands.hpp"

namespace switchback::run::spanish {

inline constexpr int person = static_cast<int>(command::person);
inline constexpr int stop = static_cast<int>(command::stop);
inline constexpr int pause = static_cast<int>(command::pause);
inline constexpr int erase = static_cast<int>(command::erase);
inline constexpr int back = static_cast<int>(command::back);
inline constexpr int repeat = static_cast<int>(command::repeat);
inline constexpr int help = static_cast<int>(command::help);
inline constexpr int skip = static_cast<int>(command::skip);
inline constexpr int plan = static_cast<int>(command::plan);
inline constexpr int why = static_cast<int>(command::why);
inline constexpr int where = static_cast<int>(command::where);
inline constexpr int software = static_cast<int>(command::software);
inline constexpr int presence = static_cast<int>(command::presence);
inline constexpr int keeping = static_cast<int>(command::keeping);
inline constexpr int illness = static_cast<int>(command::illness);
inline constexpr int second_thought = static_cast<int>(command::second_thought);
inline constexpr int retraction = static_cast<int>(command::retraction);
inline constexpr int not_contacted = static_cast<int>(command::not_contacted);

inline constexpr answers::phrase_row commands[] = {
    {"(una|) (persona|persona real|persona de verdad|persona humana)", person},
    {"(un|) (humano|ser humano|humano de verdad|operador|agente)", person},
    {"hablar con (una persona|una persona real|un humano|una persona de verdad)", person},
    {"(quiero|necesito|quisiera|me gustaria|puedo|podria|dejame|prefiero) (hablar|conversar) con "
     "(una persona|una persona real|una persona de verdad|un humano|un ser humano|alguien)",
     person},
    {"(quiero|necesito|quisiera|prefiero|ponme con|pasame con|comunicame con) "
     "(una persona|una persona real|un humano|alguien real)",
     person},
    {"hay (alguien|alguna persona|una persona) (con quien hablar|con quien pueda hablar)", person},

    {"(parar|para|alto|basta|detener|detente|salir|cancelar|terminar|fin|stop|no mas)", stop},
    {"(para|detente|basta) (ya|aqui|por ahora)", stop},
    {"(parar|terminar|detener|cancelar) (esto|el chat|la conversacion|aqui)", stop},
    {"(podemos|vamos a|quiero|quisiera|prefiero|me gustaria) (parar|terminar) "
     "(aqui|por ahora|por hoy|la conversacion|el chat)",
     stop},
    {"(podemos|quiero|quisiera|me gustaria) parar (ya|esto|)", stop}, // asked about before it ends
    {"(dejame en paz|no me escribas mas|no mas preguntas|darme de baja)", stop},

    {"(pausa|pausar|una pausa|hacer una pausa|hagamos una pausa|podemos hacer una pausa)", pause},
    {"(seguir|continuar|sigo|continuo|seguimos|lo dejamos para|termino) (mas tarde|luego|despues)",
     pause},
    {"(quiero|quisiera|me gustaria|prefiero|puedo) (hacer una pausa|pausar)", pause},
    {"(me tengo que ir|tengo que irme|ahora vuelvo|vuelvo luego|un momento|guardar mi lugar)",
     pause},

    {"(borrar|eliminar|borralo|borrarlo|eliminalo|eliminarlo) (todo|)", erase},
    {"(quiero|quisiera|me gustaria|puedes|podrias|puedo|podria|como puedo|necesito|) "
     "(borrar|eliminar|borra|elimina) (todos|todas|) (mis|mi) "
     "(datos|respuestas|cuenta|mensajes|palabras|cosas|informacion|historial|conversacion)",
     erase},
    {"(quiero|quisiera|me gustaria|puedes|podrias|puedo|podria|como puedo|necesito|) "
     "(borrar|eliminar|borra|elimina|borrarlo|eliminarlo) "
     "(todo|todo esto|todo eso|esta conversacion|la conversacion|este chat|el chat|"
     "todo lo mio|lo que escribi|lo que he escrito|todo lo que escribi|todo lo que he escrito|"
     "todo lo que dije|todo lo que he dicho|todo lo que te dije|todo lo que te he dicho|"
     "todo lo que sabes de mi)",
     erase},
    {"(quiero|quisiera|me gustaria|necesito|) que (borres|elimines) "
     "(todo|todo esto|mis datos|mis respuestas|mis mensajes|esta conversacion|la conversacion|"
     "lo que escribi|todo lo que escribi|todo lo que he escrito|todo lo que dije)",
     erase},
    {"(olvidame|olvida todo|olvidalo todo|olvida todo lo que dije|olvida todo lo que escribi)",
     erase},

    {"(atras|volver|volver atras|ir atras|regresar|anterior|deshacer|vuelve|vuelve atras|"
     "un paso atras|hacia atras|para atras|ve atras|da un paso atras|retroceder|regresa)",
     back},
    {"(la|volver a la|ir a la|) (pregunta|) anterior", back},
    {"(puedo|podemos|quiero|quisiera|me gustaria|puedes) (volver|ir|regresar) "
     "(atras|un paso atras|a la anterior|a la pregunta anterior)",
     back},
    {"(quiero|puedo|dejame|) (cambiar|corregir|editar) (mi|la|esa) respuesta (anterior|)", back},

    {"(repetir|repite|repitelo|otra vez por favor|repite la pregunta|repetir la pregunta)", repeat},
    {"(puedes|podrias|me lo puedes|me puedes) (repetir|repetirlo) (eso|la pregunta|)", repeat},
    {"(como dices|que dijiste|cual era la pregunta|cual es la pregunta|que)", repeat},

    {"(ayuda|ayudame|necesito ayuda|menu|opciones|comandos|informacion|instrucciones)", help},
    {"(me puedes ayudar|puedes ayudarme|como funciona|como funciona esto|que es esto|"
     "que puedo hacer|que puedo decir|que puedo escribir)",
     help},

    {"(pasar|paso|saltar|salta|siguiente|omitir|saltarla|saltarlo|siguiente pregunta|"
     "la siguiente)",
     skip},
    {"(saltar|omitir|saltarme|pasar de) (esta|la|esta pregunta|la pregunta|esto|eso)", skip},
    {"(quiero|prefiero|puedo|podemos) (saltar|saltarme|omitir|pasar) (esta|esta pregunta|esto|)",
     skip},
    {"(prefiero no|no quiero|preferiria no|mejor no) "
     "(decir|decirlo|contestar|responder|hablar de eso|hablar de esto|compartirlo|contarlo)",
     skip},
    {"(sin comentarios|no es asunto tuyo)", skip},

    {"(plan|mi plan|el plan|plan de seguridad|mi plan de seguridad|red de seguridad|"
     "mi red de seguridad|red de apoyo|mi red de apoyo)",
     plan},
    {"(quiero|puedo|) (ver|mostrar|muestra|muestrame|abrir|ensename) (mi|el) "
     "(plan|plan de seguridad|red|red de seguridad)",
     plan},

    {"(por que|porque preguntas|por que preguntas|por que esta pregunta|para que)", why},
    {"(por que|para que) (me|) (preguntas|lo preguntas|quieres saber|quieres saberlo|"
     "necesitas saberlo|preguntas) (eso|esto|)",
     why},
    {"(para que sirve esto|por que importa)", why},

    {"(donde estaba|donde estabamos|donde estoy|donde me quede|por donde iba|por donde ibamos|"
     "donde nos quedamos|donde lo deje|donde lo dejamos|en que estaba|en que estabamos|"
     "en que ibamos|"
     "continuar|continua|seguir|sigue|reanudar|retomar)",
     where},
    {"(seguir|continuar) (donde|por donde) (estaba|estabamos|lo deje|lo dejamos|iba)", where},
    {"(cuanto falta|cuanto queda|cuantas preguntas quedan)", where},

    {"(quien eres|que eres|eres real|eres humano|eres humana)", software},
    {"(eres|tu eres|sos) (un|una) (bot|robot|ia|maquina|programa|humano|humana|persona|"
     "persona real|persona de verdad|terapeuta|medico|psicologo|psicologa)",
     software},
    {"(hablo|estoy hablando|estoy escribiendo) con (un|una) (bot|robot|ia|maquina|programa|"
     "humano|persona|persona real|persona de verdad)",
     software},
    {"(hay alguien leyendo|alguien lee|alguien esta leyendo|alguien ve) esto", software},

    {"hay (alguien|una persona|alguna persona) "
     "(ahi|aqui|alli|por ahi|por aqui|del otro lado|al otro lado|en linea|)",
     presence},
    {"(estas|sigues|estan) (ahi|aqui)", presence},
    {"(hola|buenas) (alguien|hay alguien)", presence},

    {"(puedes|podrias|sabes|vas a) guardar (un secreto|secretos|el secreto|mi secreto|"
     "esto en secreto)",
     keeping},
    {"(no se lo|no lo|no le) (digas|cuentes) (nada|) a (nadie|mi terapeuta|la clinica|mi medico|"
     "mi familia|mis padres)",
     keeping},
    {"(se lo|lo) (diras|contaras|vas a decir|vas a contar) a (alguien|mi terapeuta|la clinica|"
     "mi medico|mi familia|mis padres)",
     keeping},
    {"(esto es|es esto|es) (privado|confidencial|secreto|anonimo)", keeping},
    {"(esto queda|queda|que quede) entre nosotros", keeping},
    {"quien (mas|) (puede ver|puede leer|lee|ve|vera|leera) (esto|lo que escribo)", keeping},

    {"(puedes|podrias) (diagnosticarme|darme un diagnostico)", illness},
    {"cual es mi diagnostico", illness},
    {"que (enfermedad|trastorno) tengo", illness},
    {"(crees que tengo|sera que tengo|podria tener|puede que tenga) (depresion|ansiedad|"
     "bipolaridad|trastorno bipolar|tdah|toc|autismo|psicosis|esquizofrenia|un trastorno|"
     "una enfermedad mental)",
     illness},
    {"crees que (estoy|soy) (deprimido|deprimida|bipolar|loco|loca|enfermo|enferma)", illness},

    {"(en realidad|la verdad|la verdad es que|bueno|) (si a veces|a veces si|si que|si lo pienso)",
     second_thought},
    {"(en realidad|la verdad|la verdad es que|bueno en realidad) (si|a veces|si a veces|lo pienso)",
     second_thought},
    {"(menti|te menti|he mentido|te he mentido|no fui sincero|no fui sincera|no dije la verdad|"
     "no te dije la verdad)",
     second_thought},
    {"(eso|lo que dije) no (era|es) verdad", second_thought},
    {"(algo|eso|ha|) (cambio|cambiado|ha cambiado)", second_thought},
    {"(he cambiado|cambie) de (opinion|idea)", second_thought},

    {"(era|fue) (solo|) (una broma|broma)", retraction},
    {"(estaba|estoy) (bromeando|de broma)", retraction},
    {"no (lo|) (decia|dije) en serio", retraction},
    {"(olvida|ignora) (eso|lo que dije|lo que escribi)", retraction},

    {"(nadie|no) me (ha|han|) (llamado|llamo|llamaron|contactado|contacto|contactaron|escrito|"
     "escribio|escribieron) (nadie|todavia|aun|)",
     not_contacted},
    {"(ella|el|mi terapeuta) no me (ha|) (llamado|llamo|escrito|escribio|contactado|contacto) "
     "(todavia|aun|)",
     not_contacted},
    {"(eso|) no (es|fue) asi", not_contacted},
};

} // namespace switchback::run::spanish
