#include "bot/core/homework/fault.hpp"

#include <array>

namespace switchback::homework {
namespace {

struct row
{
    std::string_view name;
    std::string_view english;
    std::string_view spanish;
};

constexpr std::array<row, problems> rows{{
    {"none", "Nothing is wrong.", "No hay ningún problema."},
    {"nobody", "Choose the client it is for.", "Elija la persona para quien es."},
    {"client_revoked", "This client's access was withdrawn. Invite them again first.",
     "El acceso de esta persona fue retirado. Primero, invítela de nuevo."},
    {"no_responder", "Nobody is set up to answer a case. Name a responder first.",
     "Nadie puede responder a un caso. Primero, nombre a alguien."},
    {"nothing", "Choose what is to be done.", "Elija qué hay que hacer."},
    {"in_the_past", "This is in the past. Choose a later day.",
     "Esta fecha ya pasó. Elija un día posterior."},
    {"out_of_order", "It opens first, then it is due, then it closes, with an hour at least.",
     "Primero se abre, luego vence y luego se cierra, con una hora como mínimo."},
    {"out_of_range", "This number is out of range.", "Este número está fuera de los límites."},
    {"bad_rule", "This rule cannot be read.", "Esta regla no se puede leer."},
    {"never_occurs", "This has no date at all. Look at the next dates.",
     "Esto no tiene ninguna fecha. Mire las próximas fechas."},
    {"too_long", "This text is too long.", "Este texto es demasiado largo."},
    {"unlocks_by_itself", "Choose another homework that comes before.",
     "Elija otra tarea que venga antes."},
    {"stale_version", "Somebody changed this while you wrote. Look at it again; your text is kept.",
     "Alguien cambió esto mientras escribía. Mírelo de nuevo; su texto se conserva."},
    {"revoked", "This homework was taken back.", "Esta tarea fue retirada."},
    {"declined", "The client has declined this homework.", "La persona no quiso esta tarea."},
    {"finished", "This homework is over.", "Esta tarea ya terminó."},
    {"paused", "This homework is paused.", "Esta tarea está en pausa."},
    {"locked", "Another homework comes first.", "Primero viene otra tarea."},
    {"not_open_yet", "This is not open yet.", "Esto aún no está abierto."},
    {"closed", "This one is over.", "Esta ya terminó."},
    {"no_such_day", "There is none on that day.", "No hay ninguna ese día."},
    {"already", "This was done before.", "Esto ya estaba hecho."},
    {"nothing_asked", "There is no other time to answer to.",
     "No hay otra fecha a la que responder."},
}};

} // namespace

std::string_view name_of(problem value) noexcept
{
    return rows[static_cast<std::size_t>(value)].name;
}

std::string sentence_of(const fault& what, std::string_view language)
{
    const auto& in = rows[static_cast<std::size_t>(what.why)];
    std::string out(language.starts_with("es") ? in.spanish : in.english);
    return what.detail.empty() ? out : out.append(" ").append(what.detail);
}

} // namespace switchback::homework
