// Which case comes first, which one waits for somebody, and what its time says. Functions of a case
// as the server lists it; no page.
import { at, span } from './times.js';
import { word } from './words.js';

const rank = { l4: 5, l3: 4, l2: 3, h: 2, l1: 1, none: 0 };
const calling = new Set(['sent', 'delivered', 'chain', 'unanswered']);

// Somebody is being called and has not come: nobody took it, or who took it did not keep it. At night an
// urgent one waits for whoever happens to be here.
export const waits = (one) => one.is_open && (calling.has(one.page) || (one.page === 'no_cover' && rank[one.level] >= rank.l3));

// Open before closed, the most urgent first; of the same, the one due first, then the oldest.
export function before(a, b) {
    return Number(b.is_open) - Number(a.is_open)
        || Number(waits(b)) - Number(waits(a))
        || rank[b.level] - rank[a.level]
        || (a.due_ms || Infinity) - (b.due_ms || Infinity)
        || a.opened_ms - b.opened_ms
        || 0;
}

// Whose clock runs: that of who should look at it, who should come, who came, or of the next call.
function awaited(one) {
    if (one.review_due_ms && one.review_due_ms === one.due_ms) {
        return 'A review';
    }
    if (one.page === 'no_cover') {
        return 'Reading it';
    }
    if (calling.has(one.page)) {
        return one.page === 'unanswered' ? 'Calling everybody again' : 'Taking it';
    }
    return one.dialogue === 'with_human' ? 'The next word' : 'Contact';
}

// What is due, with the time left or the time it is over by.
export function due(one, now) {
    if (!one.is_open || !one.due_ms) {
        return { text: '', isOver: false };
    }
    const what = awaited(one);
    const left = one.due_ms - now;
    return left > 0
        ? { text: `${what} due in ${span(left)} (${at(one.due_ms)})`, isOver: false }
        : { text: `${what} is overdue by ${span(left)} (${at(one.due_ms)})`, isOver: true };
}

// Who holds it and what they said they would do.
export function held(one, me) {
    if (!one.holder) {
        return one.is_open ? 'Nobody has taken it' : '';
    }
    const isMe = one.holder === me;
    const who = isMe ? 'You' : one.holder_name;
    if (!one.is_open) {
        return `Last held by ${isMe ? 'you' : who}`;
    }
    const took = `${who} ${isMe ? 'have' : 'has'} taken it`;
    const by = one.contact_by_ms ? ` by ${at(one.contact_by_ms)}` : '';
    return one.means === 'none' && !by ? `${took} and not said yet how` : `${took} and said: ${word('means', one.means)}${by}`;
}
