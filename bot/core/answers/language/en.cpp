#include "bot/core/answers/language/language.hpp"

namespace switchback::answers {
namespace {

// Too common inside sentences to decide one: only when nothing else is said.
constexpr int alone = 1;

// Whole messages and words that lead or end one. `unsure` keeps "no idea" from being a no.
constexpr phrase_row yesno[] = {
    {"(yes|y|yeah|yea|yep|yup|yah|ya|yass|yes please|yes thanks|yes thank you|thumbsup)",
     mean(sense::yes)},
    {"(ok|okay|k|okey|sure|sure thing|of course|ofc|certainly|definitely|absolutely|totally)",
     mean(sense::yes)},
    {"(i guess so|i guess|i think so|i suppose so|i suppose|i believe so|i hope so|guess so|"
     "suppose so|think so|probably yes|probably yeah)",
     mean(sense::yes)},
    {"(i do|i did|i am|i have|i can|i will|i would|it is|it does|it did|it was|it has|we do|"
     "we did|they do|it helped|i could)",
     mean(sense::yes)},
    {"(right|correct|true|please|fine|alright|all right|ready|good idea|do it)",
     mean(sense::yes, alone)},
    {"(never|negative|false|wrong|incorrect|hardly|dont)", mean(sense::no, alone)},
    {"(thats right|exactly|indeed|affirmative|agreed|sounds good|"
     "sounds great|lets do it|lets go|go ahead|gladly|with pleasure|id like that|"
     "id love that|i would like that|please do|why not|for sure|you bet|aye|very much|"
     "very much so|without a doubt|no doubt|works for me|"
     "that works|im in|im ready|a little yes)",
     mean(sense::yes)},
    {"(no|n|nah|nope|nay|naw|no thanks|no thank you|no ty|no way|thumbsdown|not ever)",
     mean(sense::no)},
    {"(not really|not at all|not yet|not now|not right now|not today|not this time|not me|"
     "not so much|not much|not particularly|not especially|not a chance|not anymore|"
     "not any more|not that much|certainly not|definitely not|absolutely not|of course not|"
     "probably not|i guess not|guess not|i think not|i suppose not|no chance|"
     "rather not|maybe not|please dont|please no|id rather not|"
     "i would rather not|not for me|no need|not necessary|no not really)",
     mean(sense::no)},
    {"i (dont|didnt|havent|cant|couldnt|wont|wouldnt|am not|do not|did not|have not|cannot|"
     "will not)",
     mean(sense::no)},
    {"(im not|it isnt|it is not|its not|it doesnt|it didnt|it wasnt|it hasnt|i dont think so|"
     "dont think so|i do not think so|i dont want to|it didnt help|i dont believe so)",
     mean(sense::no)},
    {"(maybe|perhaps|possibly|not sure|im not sure|unsure|i dont know|dont know|dunno|i dunno|"
     "idk|no idea|no clue|i have no idea|who knows|hard to say|hard to tell|depends|"
     "it depends|sort of|sorta|kind of|kinda|a bit|a little|a little bit|somewhat|sometimes|"
     "partly|partially|in a way|in part|yes and no|yes no|no yes|both|neither|either|"
     "more or less|no problem|no worries|no comment|could be|might be|i might|"
     "no matter|nothing|none|not not|i cant say|i cant tell|if you want|if you like|whatever)",
     mean(sense::unsure)},
    {"(i think|i guess|i would say|id say|i suppose|i believe|probably|maybe just) "
     "(yes|yeah|yep)",
     mean(sense::yes)},
    {"(i think|i guess|i would say|id say|i suppose|i believe|probably) (no|nope|nah)",
     mean(sense::no)},
    {"(right now|just now|so so)", mean(sense::unsure)},
    {"(oh|um|uh|umm|hmm|hm|well|ah|eh|er|haha|ha|lol|thanks|thank|you|thankyou|actually|"
     "honestly|really|so|hey|hi|man|wow|now|today|then|very|much|always|too|lot|a|i|he|she|we|"
     "they|it|my|that|this|there|just)",
     mean(sense::filler)},
    {"(not|didnt|isnt|wasnt|cant|wont|havent|doesnt|couldnt|wouldnt|cannot|hasnt|arent|"
     "nothing at all|nobody|none at all)",
     mean(sense::negates)},
    {"(but|however|although|except|unless|though|or|if|only)", mean(sense::opposes)},
};

constexpr phrase_row numbers[] = {
    {"(zero|nil|none|nought)", mean(sense::number, 0)},
    {"(one|once)", mean(sense::number, 1)},
    {"(two|twice)", mean(sense::number, 2)},
    {"three", mean(sense::number, 3)},
    {"four", mean(sense::number, 4)},
    {"five", mean(sense::number, 5)},
    {"six", mean(sense::number, 6)},
    {"seven", mean(sense::number, 7)},
    {"eight", mean(sense::number, 8)},
    {"nine", mean(sense::number, 9)},
    {"ten", mean(sense::number, 10)},
    {"eleven", mean(sense::number, 11)},
    {"(twelve|dozen)", mean(sense::number, 12)},
    {"thirteen", mean(sense::number, 13)},
    {"fourteen", mean(sense::number, 14)},
    {"fifteen", mean(sense::number, 15)},
    {"sixteen", mean(sense::number, 16)},
    {"seventeen", mean(sense::number, 17)},
    {"eighteen", mean(sense::number, 18)},
    {"nineteen", mean(sense::number, 19)},
    {"twenty", mean(sense::ten, 20)},
    {"thirty", mean(sense::ten, 30)},
    {"(forty|fourty)", mean(sense::ten, 40)},
    {"fifty", mean(sense::ten, 50)},
    {"sixty", mean(sense::ten, 60)},
    {"seventy", mean(sense::ten, 70)},
    {"eighty", mean(sense::ten, 80)},
    {"ninety", mean(sense::ten, 90)},
    {"hundred", mean(sense::hundred, 100)},
    {"thousand", mean(sense::hundred, 1000)},
    {"half", mean(sense::half)},
    {"(more or less|kind of a|sort of a)", mean(sense::filler)},
    {"and", mean(sense::joins)},
    {"(of|over)", mean(sense::outof)},
    {"(minus|negative)", mean(sense::minus)},
    {"(because|cause|cos|coz|since|as|due)", mean(sense::because)},
    {"(time|times|people|person|days|day|nights|night|drinks|drink|cups|cup|glasses|glass|"
     "steps|step|points|point|percent|x)",
     mean(sense::plain_of)},
    {"(minute|minutes|min|mins|m)", mean(sense::minute)},
    {"(hour|hours|hr|hrs|h)", mean(sense::hour)},
    {"(about|around|maybe|like|probably|perhaps|roughly|approximately|approx|circa|almost|"
     "nearly|ish|i|id|im|its|it|is|was|would|say|said|think|guess|believe|suppose|feel|feels|a|"
     "an|at|the|out|today|now|right|currently|just|give|gave|go|with|be|put|me|my|on|scale|um|"
     "uh|umm|hmm|hm|well|oh|so|ok|okay|honestly|number|rating|score|level|definitely|"
     "solid|still|please|thanks|lol|sorry|ugh|probs|in|total|this|that|lets|for|sure|moment|"
     "the|strong|good|somewhere|thumbsup|to)",
     mean(sense::filler)},
};

constexpr phrase_row dates[] = {
    {"(january|jan)", mean(sense::month, 1)},
    {"(february|feb|febuary)", mean(sense::month, 2)},
    {"(march|mar)", mean(sense::month, 3)},
    {"(april|apr)", mean(sense::month, 4)},
    {"may", mean(sense::month, 5)},
    {"(june|jun)", mean(sense::month, 6)},
    {"(july|jul)", mean(sense::month, 7)},
    {"(august|aug)", mean(sense::month, 8)},
    {"(september|sep|sept)", mean(sense::month, 9)},
    {"(october|oct)", mean(sense::month, 10)},
    {"(november|nov)", mean(sense::month, 11)},
    {"(december|dec)", mean(sense::month, 12)},
    {"(monday|mon|mondays)", mean(sense::weekday, 0)},
    {"(tuesday|tue|tues|tuseday)", mean(sense::weekday, 1)},
    {"(wednesday|wed|weds|wensday|wednsday)", mean(sense::weekday, 2)},
    {"(thursday|thu|thur|thurs|thrusday)", mean(sense::weekday, 3)},
    {"(friday|fri)", mean(sense::weekday, 4)},
    {"(saturday|sat|saterday)", mean(sense::weekday, 5)},
    {"(sunday|sun)", mean(sense::weekday, 6)},
    {"(today|tonight|tonite|now)", mean(sense::today, 0)},
    {"(tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr|tomo|2moro)", mean(sense::today, 1)},
    {"(yesterday|yday)", mean(sense::today, -1)},
    {"(next)", mean(sense::next)},
    {"(this|coming|upcoming)", mean(sense::coming)},
    {"(last|past|previous)", mean(sense::last)},
    {"(in|within)", mean(sense::in)},
    {"(ago|back)", mean(sense::ago)},
    {"(from|hence)", mean(sense::hence)},
    {"after", mean(sense::after)},
    {"before", mean(sense::before)},
    {"(day|days)", mean(sense::day)},
    {"(week|weeks|wk|wks)", mean(sense::week, 1)},
    {"(fortnight|fortnights)", mean(sense::week, 2)},
    {"(month|months)", mean(sense::months)},
    {"(year|years|yr|yrs)", mean(sense::year)},
    {"first", mean(sense::ordinal, 1)},
    {"second", mean(sense::ordinal, 2)},
    {"third", mean(sense::ordinal, 3)},
    {"fourth", mean(sense::ordinal, 4)},
    {"fifth", mean(sense::ordinal, 5)},
    {"sixth", mean(sense::ordinal, 6)},
    {"seventh", mean(sense::ordinal, 7)},
    {"eighth", mean(sense::ordinal, 8)},
    {"ninth", mean(sense::ordinal, 9)},
    {"tenth", mean(sense::ordinal, 10)},
    {"twelfth", mean(sense::ordinal, 12)},
    {"fifteenth", mean(sense::ordinal, 15)},
    {"twentieth", mean(sense::ordinal, 20)},
    {"(a|an)", mean(sense::number, 1)},
    {"(the|on|of|at|st|nd|rd|th|i|id|ill|think|maybe|probably|perhaps|about|around|by|its|it|was|"
     "is|"
     "morning|afternoon|evening|night|um|uh|hmm|well|oh|ok|so|say|lets|please|early|late|do|"
     "until|for|since|will|be|would|guess|how|thumbsup)",
     mean(sense::filler)},
};

constexpr phrase_row times[] = {
    {"half", mean(sense::half)},
    {"quarter", mean(sense::quarter)},
    {"(past|after)", mean(sense::past)},
    {"(to|til|till|before)", mean(sense::to)},
    {"(am|morning)", mean(sense::am)},
    {"(pm|afternoon)", mean(sense::pm)},
    {"(evening|night|tonight)", mean(sense::evening)},
    {"(noon|midday|lunchtime|noontime)", mean(sense::noon)},
    {"midnight", mean(sense::midnight)},
    {"(oclock|clock|h|hrs)", mean(sense::oclock)},
    {"(now|right now|immediately)", mean(sense::now)},
    {"in", mean(sense::in)},
    {"(minute|minutes|min|mins)", mean(sense::minute)},
    {"(hour|hours|hr)", mean(sense::hour)},
    {"and", mean(sense::joins)},
    {"(a|an)", mean(sense::filler, 1)},
    {"(the|at|around|about|maybe|by|i|id|ill|think|its|it|is|was|say|like|please|probably|um|uh|"
     "hmm|well|oh|ok|o|sharp|exactly|ish|guess|on|so|lets|today|approximately|roughly|right|"
     "from|s|just|of|do|thumbsup)",
     mean(sense::filler)},
};

constexpr phrase_row choices[] = {
    {"(first|1st)", mean(sense::ordinal, 1)},
    {"second", mean(sense::ordinal, 2)},
    {"third", mean(sense::ordinal, 3)},
    {"fourth", mean(sense::ordinal, 4)},
    {"fifth", mean(sense::ordinal, 5)},
    {"sixth", mean(sense::ordinal, 6)},
    {"seventh", mean(sense::ordinal, 7)},
    {"eighth", mean(sense::ordinal, 8)},
    {"ninth", mean(sense::ordinal, 9)},
    {"tenth", mean(sense::ordinal, 10)},
    {"last", mean(sense::ordinal, -1)},
    {"(not|no|dont|didnt|isnt|wasnt|except|but|without|nor|never|cant|wont|doesnt|"
     "arent|anything|less|unless|besides|instead|rather|havent)",
     mean(sense::negates)},
    {"(and|plus|also)", mean(sense::joins)},
    {"(all|everything|all of them|all of these|all of the above|every one|all of it|"
     "everything on the list|all the above|every one of them)",
     mean(sense::all)},
    {"(none|nothing|none of these|none of them|none of the above|none of those|neither|"
     "no one of them|nothing here|nothing on the list|not any|not any of them|"
     "not any of these|none really|nothing really)",
     mean(sense::none)},
    {"(i|im|id|ill|my|the|a|an|it|its|is|was|think|guess|say|would|maybe|probably|mostly|um|uh|"
     "hmm|well|oh|so|ok|okay|please|pick|choose|chose|take|want|go|with|for|like|just|one|ones|"
     "option|number|answer|choice|thing|stuff|really|kind|sort|of|thanks|definitely|this|that|"
     "have|had|mainly|both|lot|bit|feel|feeling|felt|am|to|do|at|on|in|me|some|st|nd|rd|th|"
     "more|suppose|honestly|actually|today|now|again|thumbsup|lets|too|same|yes|yeah)",
     mean(sense::filler)},
};

} // namespace

const language& english()
{
    static const language all{
        .tag = "en",
        .yesno = phrases(yesno),
        .numbers = phrases(numbers),
        .dates = phrases(dates),
        .times = phrases(times),
        .choices = phrases(choices),
        .day_first = true,
        .either_order = true,
        .week_from_monday = false,
        .hour_first = false,
        .comma_decimal = false};
    return all;
}

} // namespace switchback::answers
