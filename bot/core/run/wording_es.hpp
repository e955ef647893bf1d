// The engine's sentences in Spanish: neutral, "tú", no word that takes the client's gender. The
// words they say to type are commands of commands_es.hpp. Constants; any thread.
#pragma once

#include "bot/core/run/wording.hpp"

namespace switchback::run::wording {

inline constexpr sentences spanish{
    .went_wrong =
        "Algo falló de mi lado, no del tuyo. Tus respuestas están guardadas. Puedes probar otra "
        "vez en un rato, o escribir \"persona\" cuando quieras.",
    .cannot_open =
        "Ahora no puedo abrir esto. Tus respuestas están guardadas. Puedes elegir otra cosa, o "
        "escribir \"persona\" cuando quieras.",
    .nothing_open =
        "Ahora no hay nada abierto. Elige algo para empezar, o escribe \"persona\" si quieres "
        "hablar con una.",
    .unclear_first = "No lo he entendido del todo.",
    .unclear_again = "Sigo sin entenderlo. Puedes tocar un botón, o saltar esta pregunta.",
    .invalid = "Eso no encaja con esta pregunta. ¿Puedes probar otra vez?",
    .moving_on = "Está bien. Dejamos esta pregunta y seguimos.",
    .pausing_here = "Está bien. Hagamos una pausa aquí. Tu lugar queda guardado.",
    .needs_answer = "Esta no se puede saltar. Puedes hacer una pausa aquí y volver cuando quieras.",
    .first_question = "Esta es la primera pregunta. No hay otra antes.",
    .wall = "No puedo volver más atrás de este punto: lo de antes ya se ha enviado.",
    .paused = "En pausa. Tu lugar queda guardado. Vuelve cuando quieras.",
    .paused_other = "He puesto en pausa \"{}\" y he guardado tu lugar.",
    .nothing_paused = "Ahora no hay nada en pausa.",
    .picking_up = "Seguimos con \"{}\" donde lo dejaste.",
    .oldest_let_go =
        "Tenías muchas cosas en pausa, así que he cerrado la más antigua, \"{}\". Lo que "
        "guardaste de ella se queda.",
    .where_open = "Estás en \"{}\".",
    .where_paused = "En pausa: {}.",
    .stop_really = "¿Quieres terminar esto del todo, o hacer una pausa y guardar tu lugar?",
    .stopped = "Terminado. Gracias por el tiempo que le diste.",
    .erase_really = "Esto borra todo lo que escribiste aquí. No se puede deshacer. ¿Lo borro?",
    .erased = "Lo borro ahora.",
    .kept = "No se ha borrado nada.",
    .kept_for_now =
        "Todavía no puedo borrar esto. Escribiste algo de lo que aviso a la clínica, y allí "
        "tienen que guardarlo hasta que lo cierren. Después puedes pedírmelo otra vez.",
    .change_really = "Esa ya la respondiste antes. ¿Quieres cambiarla?",
    .old_button = "Ese botón es de una pregunta anterior.",
    .help = "Hago una pregunta cada vez. Puedes decir \"atrás\", \"saltar\", \"pausa\" o \"parar\" "
            "cuando quieras. ¿Qué te ayudaría ahora?",
    .how_it_works =
        "Cada pregunta la ha escrito una persona. Puedes saltar cualquiera. Tus palabras se "
        "guardan según avanzas, y tú eliges qué se comparte. Para hablar con una persona, "
        "escribe \"persona\".",
    .why_default = "Ayuda mirar una cosa cada vez. Puedes saltar esta pregunta.",
    .net_intro = "Esta es tu red de seguridad.",
    .net_empty =
        "Todavía no has guardado una red de seguridad. Cuando te venga bien, elige \"My safety "
        "net\" para hacer una.",
    .still_here = "Sigo aquí, para cuando quieras. No hay prisa.",
    .waited_paused = "Ha pasado un rato, así que he puesto esto en pausa. Tu lugar queda guardado.",
    .waited_skipped = "Ha pasado un rato, así que he dejado esa pregunta.",
    .waited_ended = "Ha pasado un rato, así que he cerrado esto. Lo que guardaste se queda.",
    .offer = "Me pediste volver sobre esto: \"{}\". ¿Empezamos ahora?",
    .not_now = "De acuerdo. Ahora no.",
    .review = "Esto es lo que tengo. Puedes cambiar lo que quieras.",
    .review_ok = "Así está bien, seguir",
    .review_again = "Toca lo que quieras cambiar, o sigue.",
    .skipped_answer = "sin respuesta",
    .share =
        "Estas son las cosas que podrías mostrar a tu terapeuta, palabra por palabra. Elige las "
        "que quieras mostrar. Ninguna también está bien.",
    .share_none_to = "Aquí no hay nada que compartir. Todo se queda contigo.",
    .shared = "Queda marcado para mostrar. Tu terapeuta no lo ha abierto todavía.",
    .shared_nothing = "No se comparte nada. Se queda contigo.",
    .share_unclear =
        "Elige de la lista por nombre o número, o di \"saltar\" para no compartir nada.",
    .yes = "Sí",
    .no = "No",
    .go_on = "Seguir",
    .all_right = "De acuerdo",
    .want_person = "Quiero hablar con una persona",
    .show_net = "Ver mi red de seguridad",
    .how_works = "¿Cómo funciona esto?",
    .keep_it = "No borrar",
    .delete_all = "Borrar todo",
    .pause_place = "Pausa, guardar mi lugar",
    .end_it = "Terminar",
};

} // namespace switchback::run::wording
