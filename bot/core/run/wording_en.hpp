// The engine's sentences in English, the source of the others. Constants; any thread.
#pragma once

#include "bot/core/run/wording.hpp"

namespace switchback::run::wording {

inline constexpr sentences english{
    .went_wrong =
        "Something went wrong on my side, not yours. Your answers are kept. You can try again in "
        "a while, or type \"person\" at any time.",
    .cannot_open =
        "I can't open this right now. Your answers are kept. You can choose something else, or "
        "type \"person\" at any time.",
    .nothing_open =
        "Nothing is open right now. Choose something to start, or type \"person\" if you want "
        "one.",
    .unclear_first = "I didn't quite get that.",
    .unclear_again = "I still didn't get that. You can tap a button, or skip this one.",
    .invalid = "That doesn't fit this question. Could you try once more?",
    .moving_on = "That's all right. We'll leave this one and go on.",
    .pausing_here = "That's all right. Let's pause here. Your place is kept.",
    .needs_answer =
        "This one can't be skipped. You can pause here instead, and come back whenever you like.",
    .first_question = "This is the first question, so there's no earlier one.",
    .wall = "I can't go back past this point: what came before has already been passed on.",
    .paused = "Paused. Your place is kept. Come back whenever you like.",
    .paused_other = "I've paused \"{}\" and kept your place.",
    .nothing_paused = "Nothing is paused right now.",
    .picking_up = "Let's pick up \"{}\" where you left it.",
    .oldest_let_go =
        "You had many things paused, so I've closed the oldest one, \"{}\". What you saved from "
        "it stays.",
    .where_open = "You're in \"{}\".",
    .where_paused = "Paused: {}.",
    .stop_really = "Do you want to end this for good, or pause it and keep your place?",
    .stopped = "Ended. Thank you for the time you gave it.",
    .erase_really = "This deletes everything you wrote here. It can't be undone. Delete it?",
    .erased = "Deleting it now.",
    .kept = "Nothing was deleted.",
    .kept_for_now =
        "I can't delete this yet. You wrote something I tell the clinic about, and they must "
        "keep that until they close it. You can ask me again after that.",
    .change_really = "You answered that one before. Do you want to change it?",
    .old_button = "That button is from an earlier question.",
    .help =
        "I ask one question at a time. You can say \"back\", \"skip\", \"pause\" or \"stop\" at "
        "any point. What would help now?",
    .how_it_works =
        "Each question is written by a person. You can skip any of them. Your words are saved as "
        "you go, and you choose what is shared. For a person, type \"person\".",
    .why_default = "It helps to look at one thing at a time. You can skip this question.",
    .net_intro = "Here is your safety net.",
    .net_empty =
        "You haven't saved a safety net yet. When you feel up to it, choose \"My safety net\" to "
        "make one.",
    .still_here = "Still here, whenever you like. No hurry.",
    .waited_paused = "It's been a while, so I've paused this. Your place is kept.",
    .waited_skipped = "It's been a while, so I've left that question.",
    .waited_ended = "It's been a while, so I've closed this one. What you saved stays.",
    .offer = "You asked me to bring this up again: \"{}\". Start it now?",
    .not_now = "All right. Not now.",
    .review = "Here is what I have. You can change any of it.",
    .review_ok = "That's right, go on",
    .review_again = "Tap the one you want to change, or go on.",
    .skipped_answer = "skipped",
    .share = "These are the things you could show your therapist, word for word. Pick the ones you "
             "want to show. None is fine too.",
    .share_none_to = "There is nothing here to share. It all stays with you.",
    .shared = "Those are marked to share. Your therapist has not opened them yet.",
    .shared_nothing = "Nothing is shared. It stays with you.",
    .share_unclear = "Pick from the list by name or number, or say \"skip\" to share nothing.",
    .yes = "Yes",
    .no = "No",
    .go_on = "Go on",
    .all_right = "All right",
    .want_person = "I want a person",
    .show_net = "Show my safety net",
    .how_works = "How does this work?",
    .keep_it = "Keep it",
    .delete_all = "Delete everything",
    .pause_place = "Pause, keep my place",
    .end_it = "End it",
};

} // namespace switchback::run::wording
