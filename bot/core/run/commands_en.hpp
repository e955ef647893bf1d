// English command phrases, folded, whole messages only. Left out on purpose, because they are
// likely answers: "talk to someone", "I want to stop", "I made a mistake", "end it", "later", "I
// need a break", "what is wrong with me". Constants; any thread.
#pragma once

#include "bot/core/answers/phrases.hpp"
#include "bot/core/run/commands.hpp"

namespace switchback::run::english {

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
    {"(a|) (real|live|actual|) (person|human|human being)", person},
    {"(persons|operator|agent|representative|reach a person|reach a human|reach someone)", person},
    {"(talk|speak|chat) (to|with) (a|) (real|live|actual|) (person|human)", person},
    {"(i want to|i need to|i would like to|id like to|can i|could i|may i|let me|i wanna) "
     "(please|) (talk|speak|chat) (to|with) "
     "(a person|a human|a real person|a real human|an actual person|someone|somebody|"
     "someone real|a human being|an actual human|somebody real)",
     person},
    {"(i want|i need|i would like|id like|get me|give me|can i have|could i have|can i get) "
     "(a|) (real|) (person|human)",
     person},
    {"(connect me|put me through) (to|with) (a person|a human|a real person|someone)", person},
    {"(is there|isnt there) (a person|a human|a real person|anyone|anybody|someone) "
     "(i can talk to|i could talk to|i can speak to)",
     person},
    {"(i want|i need) to (reach|contact) (a person|a human|someone)", person},

    {"(stop|quit|exit|cancel|end|stopall|stop all|unsubscribe)", stop},
    {"(stop|end|quit|exit|cancel) (this|the) (chat|flow|conversation|bot|exercise)", stop},
    {"(stop|end) (chat|conversation|now|here)", stop},
    {"(lets|let us|can we|could we|can you|could you|i want to|id like to) (stop|end) here", stop},
    {"(lets|let us|can we|could we) (stop|end this)", stop},
    {"stop (asking|messaging me|texting me|writing to me|asking me questions|this)", stop},
    {"(no more questions|leave me alone)", stop},

    {"(pause|pause here|pause this|pause for now|pause it|lets pause|can we pause|can i pause)",
     pause},
    {"(take a break|can we take a break|can i take a break|lets take a break)", pause},
    {"(can we|can i|could we|lets|ill|i will|id rather|) "
     "(do this|continue|finish|finish this|come back|continue this) later",
     pause},
    {"(i have to|i need to|i got to|i gotta|gotta|got to|ive got to) go", pause},
    {"(save for later|brb|be right back|gtg|g2g|hold on|save my place|keep my place)", pause},

    {"(delete|erase)", erase},
    {"(i want to|i want you to|id like to|can i|how do i|can you|could you|could you please|) "
     "(delete|erase|remove|clear|wipe) (my|all my|all of my) "
     "(data|answers|account|messages|information|info|history|stuff|words|conversation|chat)",
     erase},
    {"(i want to|i want you to|id like to|can i|how do i|can you|could you|could you please|) "
     "(delete|erase|wipe) (everything|all|what) "
     "(i wrote|ive written|i said|ive said|i typed|i told you|ive told you|you have on me|"
     "you know about me|about me)",
     erase},
    {"(i want to|i want you to|id like to|can i|can you|could you|could you please|) "
     "(delete|erase|clear|wipe) (everything|all|all of it|it all|all this|all of this)",
     erase},
    {"(delete|erase|clear|wipe) (this conversation|this chat|the conversation|the chat)", erase},
    {"(forget me|delete me|forget everything|forget everything i said)", erase},

    {"(back|go back|undo|previous|one back|step back|one step back|go back one|go back a step|"
     "go one back|go back one step|back one|back up)",
     back},
    {"(go back to|back to|show|) (the|) (previous|last) (question|step|one)", back},
    {"(can|could|may) (i|we|you) go back (one|a step|one step|)", back},
    {"(let me|can i|could i|i want to|id like to|) (change|edit|fix|correct) "
     "(my|that|my last|the last|my previous) (answer|reply)",
     back},
    {"(wrong answer|wrong button|i clicked the wrong one|i pressed the wrong one|let me go back)",
     back},

    {"(repeat|repeat that|repeat it|repeat this|repeat the question|repeat question|say again)",
     repeat},
    {"(can you|could you|) (say|ask) (that|it) again", repeat},
    {"(can|could|would) you repeat (that|it|the question|)", repeat},
    {"(what|what was|whats|what is) (was|) (the|your) question (again|)", repeat},
    {"(what|huh|pardon|come again|what was that|sorry what|what did you say|i missed that)",
     repeat},

    {"(help|help me|i need help|menu|commands|options|info|information|instructions)", help},
    {"(can you help me|can you help|i need some help|need help)", help},
    {"how (does|do) (this|it|you) work", help},
    {"what (can|do) i (do|say|type|write) (here|)", help},
    {"(what is this|whats this)", help},

    {"(skip|skip it|skip this|skip that|pass|i pass|ill pass|next|next one|next question|"
     "skip please)",
     skip},
    {"(skip|pass on) (this|the|that) (question|one|step)", skip},
    {"(can|could|may) (i|we) skip (this|it|that|this one|this question|)", skip},
    {"(id like to|i want to|ill|lets|i will) skip (this|it|that|this one|this question|)", skip},
    {"(i would|id|i|) (rather|prefer) not (to|) (say|answer|answer that|talk about it|share|)",
     skip},
    {"(i|) (dont|do not) (want|wish|like) to (answer|say|share|answer that|answer this|tell you|"
     "talk about it|talk about this|talk about that|share that)",
     skip},
    {"(no comment|none of your business|not going to answer|i wont answer|not telling)", skip},

    {"(plan|my plan|the plan|safety plan|my safety plan|safety net|my safety net)", plan},
    {"(can i|let me|i want to|id like to|) (show|open|see|view|look at) (me|) "
     "(my|the) (plan|safety plan|safety net|net)",
     plan},
    {"(what is|whats|wheres|where is) my (plan|safety plan|safety net)", plan},

    {"(why|why this|why that|why this question|why that question|but why)", why},
    {"why (do|are|did|would) you (ask|asking|want to know|need to know|need that|need this) "
     "(that|this|me that|me this|it|me|)",
     why},
    {"why does (it|that|this) matter", why},
    {"(what is this for|whats this for|why are we doing this|why do you care)", why},

    {"(where was i|where were we|where am i|where are we|resume|continue|carry on)", where},
    {"(pick up|continue|resume|start|go on|carry on) where (we|i) (left off|stopped|were|was)",
     where},
    {"(whats left|how much is left|how much longer|how many questions are left|how long is this|"
     "how many more)",
     where},

    {"(what are you|who are you|are you real|are you human|are you ai|are you automated)",
     software},
    {"(are you|are u|r u) (a|an) (real|) (bot|robot|ai|chatbot|machine|computer|program|human|"
     "human being|person|therapist|doctor|counselor|counsellor)",
     software},
    {"am i (talking|speaking|chatting|writing) (to|with) (a|an) (real|) "
     "(bot|robot|ai|machine|computer|program|human|person)",
     software},
    {"is this (a|an) (real|) (bot|robot|ai|machine|computer|program|human|person)", software},
    {"(is|are) (anyone|anybody|someone|somebody|people) (reading|watching) (this|me|)", software},

    {"(is|) (anyone|anybody) (there|here|out there|home|listening)", presence},
    {"is (someone|somebody) (there|here|out there|listening)", presence},
    {"(is there|isnt there) (a person|a human|a real person|anyone|anybody|someone|somebody) "
     "(there|here|out there|at the other end|on the other end|on the other side)",
     presence},
    {"are you (there|here|still there|still here|listening)", presence},
    {"(hello|hi|hey) (anyone|anybody)", presence},

    {"(can|could|will|would) you keep (a secret|secrets|my secret|this secret|this private|"
     "it private|this to yourself|it to yourself|this between us|it between us|"
     "this confidential|it confidential|this quiet|it quiet)",
     keeping},
    {"(dont|do not|promise not to|promise you wont|you wont|you cant|you must not) tell "
     "(anyone|anybody|my therapist|the clinic|my doctor|my family|my parents)",
     keeping},
    {"(will you|are you going to|do you) tell (anyone|anybody|someone|my therapist|the clinic|"
     "my doctor|my family|my parents)",
     keeping},
    {"is this (private|confidential|secret|a secret|anonymous|between us)", keeping},
    {"(this stays|can this stay|does this stay|keep this|keep it) between us", keeping},
    {"who (else|) (can see|can read|will see|will read|sees|reads) (this|it|what i write)",
     keeping},

    {"(can|could|will|would) you diagnose me", illness},
    {"(what is|whats) my diagnosis", illness},
    {"what (disorder|illness|mental illness|condition) do i have", illness},
    {"(do|could|might) i have (depression|anxiety|bipolar|bipolar disorder|ptsd|adhd|ocd|bpd|"
     "autism|psychosis|schizophrenia|an eating disorder|a mental illness|a disorder)",
     illness},
    {"am i (depressed|bipolar|mentally ill|autistic|borderline|psychotic|schizophrenic|crazy|"
     "going crazy|going mad|an alcoholic)",
     illness},

    {"(actually|well|) (yes|yeah) (actually|sometimes|i do|i am|i have|it is)", second_thought},
    {"(actually|honestly|to be honest) (yes|yeah|yep|sometimes|i do|i am|i have|it is|it has)",
     second_thought},
    {"(i lied|i lied to you|i lied before|i lied about that|i was lying|i wasnt honest|"
     "i was not honest|i didnt tell the truth|i did not tell the truth)",
     second_thought},
    {"(that|what i said) (wasnt|was not) true", second_thought},
    {"(it|that|something) has changed", second_thought},
    {"(i changed|i have changed|ive changed) my mind (about that|)", second_thought},

    {"(i was|im|i am) (just|only|) (joking|kidding)", retraction},
    {"(it was|that was) (just|only|) a joke", retraction},
    {"i (didnt|did not) mean (it|that) (like that|that way|)", retraction},
    {"(forget|ignore) (that|what i said|what i wrote)", retraction},

    {"(nobody|no one|noone) (has|) (called|phoned|contacted|reached|texted|written to|wrote to|"
     "spoken to|talked to) me (yet|)",
     not_contacted},
    {"(she|he|they|dana|my therapist) (didnt|did not|never|hasnt|has not|havent|have not) "
     "(call|called|contact|contacted|reach|reached|text|texted|write|written) (me|to me) (yet|)",
     not_contacted},
    {"(i|) (havent|have not) heard from (anyone|anybody|her|him|them) (yet|)", not_contacted},
    {"(that is|thats) not (so|true)", not_contacted},
};

} // namespace switchback::run::english
