// The visible list of messages and the hidden region that reads new ones aloud. The list is not live:
// a screen reader hears each new bot message once, and may walk the list at any time.
import { say } from './words.js';

const SAFE_LINK = /^(tel:|sms:|https:)/i;
const SPOKEN_FOR_MS = 1_500;

// Writes text with its spans into an element. Offsets count code points; a span that overlaps the one
// before it, lies outside the text or links to anything but a phone or a secure page is plain text.
export function writeText(element, text, spans) {
    const points = Array.from(String(text ?? ''));
    const pieces = [];
    let at = 0;
    const sorted = (Array.isArray(spans) ? spans : [])
        .filter((span) => Number.isInteger(span.b) && Number.isInteger(span.e))
        .sort((one, two) => one.b - two.b);
    for (const span of sorted) {
        if (span.b < at || span.e <= span.b || span.e > points.length) {
            continue;
        }
        pieces.push(points.slice(at, span.b).join(''), piece(points.slice(span.b, span.e).join(''), span));
        at = span.e;
    }
    pieces.push(points.slice(at).join(''));
    element.replaceChildren(...pieces);
}

function piece(text, span) {
    if (span.kind === 'bold') {
        const bold = document.createElement('b');
        bold.textContent = text;
        return bold;
    }
    if (span.kind === 'list') {
        const item = document.createElement('span');
        item.className = 'item';
        item.textContent = text;
        return item;
    }
    if (span.kind === 'link' && SAFE_LINK.test(span.href ?? '')) {
        const link = document.createElement('a');
        link.href = span.href;
        link.rel = 'noopener noreferrer';
        link.textContent = text;
        if (/^https:/i.test(span.href)) {
            link.target = '_blank';
        }
        return link;
    }
    return text;
}

function speaker(message) {
    if (message.from === 'client') {
        return say('you');
    }
    if (message.from === 'human') {
        return message.name ? say('person', { name: message.name }) : say('someone');
    }
    return say('bot');
}

// What is read aloud: a human's words by their name, so that nobody takes them for the program's.
export const heard = (message) => (message.from === 'human' ? speaker(message) : '') + message.text;

// list: the <ol>; spoken: the polite region. Messages are unique by seq; one without a seq is crisis help
// shown before it was stored, and gives way to the stored one with the same id.
export function openLog(list, spoken) {
    const bySeq = new Map();
    const early = new Map();
    const awaited = new Map();      // seq of an acknowledged row whose stored message has not come yet
    let lastMark = null;

    function row(from, prefix, text, spans) {
        const item = document.createElement('li');
        item.className = from === 'client' ? 'mine' : from === 'human' ? 'theirs human' : 'theirs';
        const who = document.createElement('span');
        // A human's name is seen; who else speaks is told by the side they stand on.
        who.className = from === 'human' ? 'name' : 'away';
        who.textContent = prefix;
        const body = document.createElement('p');
        body.className = 'body';
        body.dir = 'auto';
        const words = document.createElement('span');
        words.className = 'words';
        writeText(words, text, spans);
        body.append(who, words);
        item.append(body);
        return item;
    }

    // Keeps the list in the order of seq, whatever order the rows came in.
    function sort(item, seq) {
        item.dataset.seq = seq;
        let after = list.lastElementChild;
        while (after && !(Number(after.dataset.seq) < seq)) {
            after = after.previousElementSibling;
        }
        if (after) {
            after.after(item);
        } else {
            list.prepend(item);
        }
    }

    function place(item, seq) {
        sort(item, seq);
        bySeq.set(seq, item);
    }

    // The stored form of a row that is shown already: the server's words win.
    function meet(item, message) {
        writeText(item.querySelector('.words'), message.text, message.spans);
        place(item, message.seq);
    }

    return {
        // Shows a message; gives its row, or null when it was there already.
        show(message) {
            const stored = Number.isInteger(message.seq);
            if (stored ? bySeq.has(message.seq) : early.has(message.id)) {
                return null;
            }
            const mine = awaited.get(message.seq);
            awaited.delete(message.seq);
            if (mine && message.from === 'client') {
                meet(mine, message);
                return null;
            }
            const item = row(message.from, speaker(message), message.text, message.spans);
            const shown = early.get(message.id);
            if (shown) {
                early.delete(message.id);
                shown.remove();
            }
            if (stored) {
                place(item, message.seq);
            } else {
                early.set(message.id, item);
                list.append(item);
            }
            return shown ? null : item;
        },

        // A message of the client's that is not stored yet.
        draft(text) {
            const item = row('client', say('you'), text);
            const mark = document.createElement('span');
            mark.className = 'mark';
            mark.textContent = say('saving');
            item.classList.add('waiting');
            item.append(mark);
            list.append(item);
            return item;
        },

        // The server has it. seq is that of the first message it led to: as a rule the client's own words,
        // which may have come before the ack or come after it.
        saved(item, seq) {
            item.classList.remove('waiting');
            lastMark?.remove();
            lastMark = item.querySelector('.mark');
            lastMark.textContent = say('saved');
            const first = bySeq.get(seq);
            if (first?.classList.contains('mine')) {
                first.remove();
                place(item, seq);
            } else if (first) {
                first.before(item);
            } else if (Number.isInteger(seq)) {
                sort(item, seq);
                awaited.set(seq, item);
            }
        },

        // The input was stored before, and what it led to is in the replay: the early help is there twice.
        settled(cid) {
            for (const [id, item] of early) {
                if (id.startsWith(`h-${cid}-`)) {
                    early.delete(id);
                    item.remove();
                }
            }
        },

        refused(item) {
            item.classList.remove('waiting');
            item.classList.add('unsaved');
            item.querySelector('.mark').textContent = say('unsaved');
        },

        redact(seq) {
            const words = bySeq.get(seq)?.querySelector('.words');
            if (words) {
                words.textContent = say('redacted');
            }
        },

        clear() {
            bySeq.clear();
            early.clear();
            awaited.clear();
            list.replaceChildren();
        },

        // Reads a sentence aloud once.
        speak(text) {
            const line = document.createElement('p');
            line.textContent = text;
            spoken.append(line);
            setTimeout(() => line.remove(), SPOKEN_FOR_MS);
        },
    };
}
