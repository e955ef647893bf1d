// The engine's own sentences, in English: every word a client reads that no flow file holds.
// Reviewed like a flow: plain, warm, no promise, no claim that anyone reads. Constants; any thread.
#pragma once

#include <string_view>

namespace switchback::run::wording {

inline constexpr std::string_view went_wrong = "Something went wrong on my side, not yours. Your "
                                               "answers are kept. You can try again in a while, "
                                               "or type \"person\" at any time.";
inline constexpr std::string_view cannot_open =
    "I can't open this right now. Your answers are kept. You can choose something else, or type "
    "\"person\" at any time.";
inline constexpr std::string_view nothing_open =
    "Nothing is open right now. Choose something to start, or type \"person\" if you want one.";
inline constexpr std::string_view unclear_first = "I didn't quite get that.";
inline constexpr std::string_view unclear_again =
    "I still didn't get that. You can tap a button, or skip this one.";
inline constexpr std::string_view invalid =
    "That doesn't fit this question. Could you try once more?";
inline constexpr std::string_view moving_on = "That's all right. We'll leave this one and go on.";
inline constexpr std::string_view pausing_here =
    "That's all right. Let's pause here. Your place is kept.";
inline constexpr std::string_view needs_answer =
    "This one can't be skipped. You can pause here instead, and come back whenever you like.";
inline constexpr std::string_view first_question =
    "This is the first question, so there's no earlier one.";
inline constexpr std::string_view wall =
    "I can't go back past this point: what came before has already been passed on.";
inline constexpr std::string_view paused =
    "Paused. Your place is kept. Come back whenever you like.";
inline constexpr std::string_view paused_other = "I've paused \"{}\" and kept your place.";
inline constexpr std::string_view nothing_paused = "Nothing is paused right now.";
inline constexpr std::string_view picking_up = "Let's pick up \"{}\" where you left it.";
inline constexpr std::string_view oldest_let_go =
    "You had many things paused, so I've closed the oldest one, \"{}\". What you saved from it "
    "stays.";
inline constexpr std::string_view where_open = "You're in \"{}\".";
inline constexpr std::string_view where_paused = "Paused: {}.";
inline constexpr std::string_view stop_really =
    "Do you want to end this for good, or pause it and keep your place?";
inline constexpr std::string_view stopped = "Ended. Thank you for the time you gave it.";
inline constexpr std::string_view erase_really =
    "This deletes everything you wrote here. It can't be undone. Delete it?";
inline constexpr std::string_view erased = "Deleting it now.";
inline constexpr std::string_view kept = "Nothing was deleted.";
inline constexpr std::string_view kept_for_now =
    "I can't delete this yet. You wrote something I tell the clinic about, and they must keep that "
    "until they close it. You can ask me again after that.";
inline constexpr std::string_view change_really =
    "You answered that one before. Do you want to change it?";
inline constexpr std::string_view old_button = "That button is from an earlier question.";
inline constexpr std::string_view help = "I ask one question at a time. You can say \"back\", "
                                         "\"skip\", \"pause\" or \"stop\" at any point. "
                                         "What would help now?";
inline constexpr std::string_view how_it_works =
    "Each question is written by a person. You can skip any of them. Your words are saved as you "
    "go, "
    "and you choose what is shared. For a person, type \"person\".";
inline constexpr std::string_view why_default =
    "It helps to look at one thing at a time. You can skip this question.";
inline constexpr std::string_view net_intro = "Here is your safety net.";
inline constexpr std::string_view net_empty = "You haven't saved a safety net yet. When you feel "
                                              "up to it, choose \"My safety net\" to make one.";
inline constexpr std::string_view still_here = "Still here, whenever you like. No hurry.";
inline constexpr std::string_view waited_paused =
    "It's been a while, so I've paused this. Your place is kept.";
inline constexpr std::string_view waited_skipped = "It's been a while, so I've left that question.";
inline constexpr std::string_view waited_ended =
    "It's been a while, so I've closed this one. What you saved stays.";
inline constexpr std::string_view offer =
    "You asked me to bring this up again: \"{}\". Start it now?";
inline constexpr std::string_view not_now = "All right. Not now.";
inline constexpr std::string_view review = "Here is what I have. You can change any of it.";
inline constexpr std::string_view review_ok = "That's right, go on";
inline constexpr std::string_view review_again = "Tap the one you want to change, or go on.";
inline constexpr std::string_view skipped_answer = "skipped";
inline constexpr std::string_view share =
    "These are the things you could show your therapist, word for word. Pick the ones you want to "
    "show. None is fine too.";
inline constexpr std::string_view share_none_to =
    "There is nothing here to share. It all stays with you.";
inline constexpr std::string_view shared =
    "Those are marked to share. Your therapist has not opened them yet.";
inline constexpr std::string_view shared_nothing = "Nothing is shared. It stays with you.";
inline constexpr std::string_view share_unclear =
    "Pick from the list by name or number, or say \"skip\" to share nothing.";

} // namespace switchback::run::wording
