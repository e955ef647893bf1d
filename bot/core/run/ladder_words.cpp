#include "bot/core/run/ladder_words.hpp"

#include "bot/core/answers/phrases.hpp"
#include "bot/core/answers/words.hpp"

namespace switchback::run {
namespace {

using escalation::answer;
using escalation::question;

constexpr int no = static_cast<int>(answer::no);
constexpr int yes = static_cast<int>(answer::yes);
constexpr int not_sure = static_cast<int>(answer::not_sure);

// To any question: what sounds like a "no" and leaves it open counts as open.
constexpr answers::phrase_row open_words[] = {
    {"(maybe|perhaps|possibly|could be|might be|i might|it depends|depends|i guess|kind of|sort of|"
     "a bit|a little|not really|not sure|im not sure|unsure|i dont know|dont know|idk|dunno|"
     "hard to say|who knows)",
     not_sure},
    {"(not yet|not now|not right now|not today|not at the moment|not tonight|not anymore|"
     "probably not|maybe not|i guess not|i hope not|i dont think so|dont think so)",
     not_sure},
    {"(quizas|quiza|tal vez|a lo mejor|puede|puede que si|puede ser|depende|un poco|mas o menos|"
     "no se|no lo se|no estoy segura|no estoy seguro|no sabria decir)",
     not_sure},
    {"(todavia no|aun no|ahora no|hoy no|por ahora no|de momento no|creo que no|supongo que no|"
     "espero que no|no mucho|no realmente)",
     not_sure},
    {"(si|claro|claro que si|si claro|por supuesto|asi es)", yes},
    {"(no|nunca|para nada|que va|claro que no)", no},
};

// To "today?"
constexpr answers::phrase_row soon_words[] = {
    {"(today|tonight|this evening|this afternoon|this morning|now|right now|soon|very soon|later|"
     "later today|in a bit|any minute|tomorrow|this night|after work|when im alone|when i am "
     "alone)",
     yes},
    {"(hoy|esta noche|esta tarde|esta manana|ahora|ahora mismo|ya|pronto|muy pronto|luego|"
     "mas tarde|en un rato|manana|hoy mismo|cuando este sola|cuando este solo)",
     yes},
};

// To "is it within reach?"
constexpr answers::phrase_row near_words[] = {
    {"(its|it is|theyre|they are|ive got it|i have it|i have them|got it|got them|) "
     "(here|right here|in front of me|next to me|beside me|with me|in my hand|in my hands|"
     "in my room|in the room|in my drawer|in the drawer|in my bag|in the house|at home|"
     "in the bathroom|in the kitchen|in the cabinet|in the car|close by|nearby)",
     yes},
    {"(i have it|i have them|ive got it|ive got them|i have it here|i have them here|"
     "i have it with me|i have them with me)",
     yes},
    {"(lo tengo|la tengo|los tengo|las tengo|esta|estan|) (aqui|aqui mismo|delante|a mi lado|"
     "conmigo|en la mano|en mi mano|en las manos|en mi cuarto|en la habitacion|en el cajon|"
     "en mi cajon|en casa|en el bano|en la cocina|en el coche|cerca|al lado)",
     yes},
    {"(lo tengo|la tengo|los tengo|las tengo|cerca|a mano)", yes},
    {"(far away|not here|nowhere|i dont have any|i dont have it|i have none|none here|"
     "lejos|no lo tengo|no los tengo|no las tengo|no tengo)",
     no},
};

// To "is someone with you?"
constexpr answers::phrase_row company_words[] = {
    {"(nobody|no one|noone|none|im alone|i am alone|alone|just me|only me|by myself)", no},
    {"(nadie|estoy sola|estoy solo|sola|solo|solo yo|ninguno)", no},
};

answer find_in(const answers::phrases& known, std::string_view plain) noexcept
{
    const auto* found = known.find(plain);
    return found == nullptr ? answer::none : static_cast<answer>(*found);
}

} // namespace

answer ladder_answer(question asked, std::string_view words) noexcept
{
    static const answers::phrases open(open_words);
    static const answers::phrases soon(soon_words);
    static const answers::phrases near(near_words);
    static const answers::phrases company(company_words);
    const answers::words said(words);
    const auto plain = said.plain();
    auto found = answer::none;
    if (asked == question::act || asked == question::intent_today)
        found = find_in(soon, plain);
    else if (asked == question::reach)
        found = find_in(near, plain);
    else if (asked == question::company)
        found = find_in(company, plain);
    if (found != answer::none)
        return found;
    found = find_in(open, plain);
    // "Shall I tell the clinic?" is done on a yes alone, and left on a no alone.
    const bool is_open = found == answer::not_sure;
    return is_open && asked == question::tell ? answer::none : found;
}

answer answer_not_understood(question asked) noexcept
{
    if (asked == question::how)
        return answer::yes;
    return asked == question::company ? answer::not_sure : answer::unclear;
}

} // namespace switchback::run
