// Every sentence the page itself says, in English. What the flows say comes from the server.
// A translation is a file like this one; {holes} are filled by say().
export const lang = 'en';

export const words = {
    'jump': 'Skip to the message box',
    'kind': 'software, not a person',
    'human': 'Talk to a person',
    'log': 'Messages',
    'answer': 'Ways to answer',
    'compose': 'Write a message',
    'write': 'Your message',
    'hint': 'Write here',
    'send': 'Send',
    'typing': 'Switchback is writing…',
    'foot': 'Demonstration: no clinic reads this.',

    'person.title': 'Need a person now?',
    'person.danger': "If someone's life is in danger now, call your emergency number.",
    'person.alone': "This page can't call anyone for you, and no one is watching it.",
    'person.line': "On a crisis line, a person can listen to you. You don't need to know what to say.",
    'person.country': 'Show numbers for',
    'person.choose': 'Choose a country',
    'person.common': 'Emergency numbers in some places (not confirmed):',
    'person.112': 'in most of Europe',
    'person.911': 'in the US and Canada',
    'person.999': 'in the UK',
    'person.000': 'in Australia',
    'person.111': 'in New Zealand',
    'person.unconfirmed': 'Where it says “not confirmed”, we have not checked the number ourselves. If a '
        + 'number does not work, try your emergency number or the list below.',
    'person.directory': 'findahelpline.com: crisis lines in many countries (opens a new tab)',
    'person.emergency': 'Emergency',
    'person.call': 'Call {number}',
    'person.text': 'Text {number}',
    'person.chat': 'Chat online',
    'person.mark': 'not confirmed',
    'person.checked': 'checked {date}',
    'person.offline': 'This page has no connection right now. You can still call or text these numbers.',

    'intro.title': 'A short reflection, one question at a time',
    'intro.what': 'Change rarely goes in a straight line. Switchback asks a few simple questions, so you can '
        + 'look at a step back and choose one small step from here. You can skip a question, go back, '
        + 'pause or stop.',
    'intro.demo': 'This is a demonstration. No clinic reads what you write here.',
    'intro.software': 'You are writing to software, not to a person.',
    'intro.kept': 'What you write is stored so that you can carry on later on this device. You can delete it '
        + 'under More. If other people use this device, delete it before you leave.',

    'choose.title': 'What would you like to do?',
    'choose.minutes': 'About {n} minutes',
    'choose.minute': 'About 1 minute',
    'choose.resume': 'Carry on: {title}',
    'choose.kept': 'Your place is kept',

    'back': 'Back',
    'pause': 'Pause',
    'plan': 'Safety net',
    'more': 'More',
    'other': 'Choose another reflection',
    'again': 'Start this one again',
    'stop': 'Stop this reflection',
    'erase': 'Delete my conversation',

    'yes': 'Yes',
    'no': 'No',
    'skip': 'Skip',
    'why': 'Why am I asked this?',
    'many.send': 'Use these answers',
    'many.none': 'Choose one or more first, or skip.',
    'number.label': 'Your number',
    'number.range': 'From {min} to {max}',
    'number.send': 'Use this number',
    'date.label': 'Your date',
    'date.send': 'Use this date',
    'time.label': 'Your time',
    'time.send': 'Use this time',
    'empty': 'Fill this in first, or write your answer below.',
    'scale.end': '{n}: {label}',
    'before': 'Your answer before: {value}',
    'keep': 'Keep this answer',
    'change': 'Change this answer',

    'you': 'You: ',
    'bot': 'Switchback: ',
    'person': '{name}: ',
    'someone': 'A person: ',
    'saving': 'Saving…',
    'saved': 'Saved',
    'unsaved': 'Not saved',
    'redacted': 'This message was removed.',
    'newer': 'New message below',
    'progress': 'How far you are',
    'welcome_back': 'You are back where you left off.',

    'link.connecting': 'Connecting…',
    'link.offline': 'No connection right now. You can keep writing: it is kept on this device and sent when '
        + 'the connection is back.',
    'link.back': 'Connected again.',
    'link.slow': 'This is taking a while. If you need a person now, the numbers are at the top of the page.',

    'err.bad_request': 'That could not be used. Please try another way of answering.',
    'err.too_long': 'That is too long for one message. Please send it in two parts.',
    'err.rate_limited': 'That was a lot at once. The rest is sent in a moment.',
    'err.stale_input': 'That question has moved on. Here is the one that is open now.',
    'err.not_allowed': 'That is not possible right now.',
    'err.closed': 'This conversation is closed.',
    'err.busy': 'It could not be saved just now. We keep trying.',
    'err.internal': 'Something went wrong on our side. What was marked as saved is kept.',

    'ended.deleted': 'Your conversation was deleted.',
    'ended.token': 'Your earlier conversation could not be opened on this device.',
    'ended.frame': 'The page and the server did not understand each other. Reloading the page may help.',
    'ended.withdrawn': 'This conversation is not open to this device any more.',
    'ended.version': 'This page is out of date. Please reload it.',
    'ended.closed': 'This conversation is closed.',
    'anew': 'Start a new conversation',
    'reload': 'Reload the page',

    'sure.title': 'Delete this conversation?',
    'sure.what': "This deletes what you wrote here. It can't be undone.",
    'sure.keep': 'Keep it',
    'sure.delete': 'Delete it',
};

// The sentence for a key with its {holes} filled; an unknown key gives the key, so that a gap is seen.
export function say(key, holes = {}) {
    return (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(holes[name] ?? whole));
}
