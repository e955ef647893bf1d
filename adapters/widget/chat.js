// The page: puts the link, the log, the answers and the tools together. All state that matters lives on
// the server; what is kept here is the token, what is not confirmed yet, and the draft in the box.
import { openBox } from './box.js';
import { showEnded, whyEnded } from './ended.js';
import { recoverHistory } from './history.js';
import { openLeave } from './leave.js';
import { forgetToken, openLink, readToken } from './link.js';
import { heard, openLog } from './log.js';
import { openOutbox } from './outbox.js';
import { openPerson } from './person.js';
import { render } from './render.js';
import { openScroll } from './scroll.js';
import { openTools } from './tools.js';
import { fillPage, known, lang, say } from './words.js';

const byId = (id) => document.getElementById(id);
const HELP_WAIT_MS = 3_000;
const BACK_SHOWN_MS = 3_000;
const LONGEST_TYPING_MS = 10_000;

// The way to a person works before anything else does.
let link = null;
byId('human').addEventListener('click', askForPerson);
openLeave(byId('leave'), () => link?.isLive() && link.transmit({ t: 'bye', wipe: true }));
fillPage();
status('link.connecting');
const outbox = await openOutbox();

const log = openLog(byId('log'), byId('spoken'));
const scroll = openScroll(byId('newer'), document.querySelector('header'));
const box = openBox(byId('words'), (text) => give({ text }, text));
const place = { last: 0, log_id: null };
const rows = new Map();         // key of an unconfirmed frame -> its row in the log
const whys = new Map();         // prompt token -> why it is asked
const now = {
    flows: [],
    state: {},                  // as the server told it last
    net: [],                    // the client's own safety net, once it was told
    prompt: null,               // the open question: {token, input, why}
    answered: null,             // the token of the question whose answer is on its way
    choosing: false,            // the client asked for the list of reflections
};
let everLive = false;
let wasDown = false;
let follow = false;             // the client has just done something: show what comes of it
let typingTimer = 0;
let person = null;

const acts = {
    give,
    skip: command('skip'),
    start: (flow) => command('start', { flow }),
    resume: (index) => command('resume', { index }),
    focus: () => box.focus(),
};
const show = () => render(now, acts);

function status(key) {
    byId('status').textContent = key ? say(key) : '';
}

// ---- Saying things

// Queues a frame; a spoken one gets its row in the log at once, marked as not saved yet.
function send(frame, { shown, urgent = false } = {}) {
    const entry = outbox.add(frame, urgent);
    follow = true;
    now.choosing = false;
    if (shown !== undefined) {
        rows.set(entry.key, log.draft(shown));
        scroll.toEnd();
    }
    link.pump();
    return entry;
}

// Gives an answer to the open question; without one, the server takes it for whatever is open there.
function give(answer, shown, event) {
    const isOpen = now.state.mode !== 'human' && now.prompt?.token !== now.answered;
    const ref = isOpen ? now.prompt?.token : undefined;
    if (ref) {
        now.answered = ref;
    }
    send({ t: 'say', ...(ref && { ref }), ...answer }, { shown });
    box.focus(event);
    show();
}

function command(name, more = {}) {
    return (event) => {
        send({ t: name, ...more });
        box.focus(event);
        show();
    };
}

function showNet(own) {
    now.net = own;
    person?.net(own);
}

function askForPerson(event) {
    if (!link) {
        byId('person').open = true;
        return;
    }
    const entry = send({ t: 'human' }, { urgent: true });
    if (!link.isLive()) {
        byId('person').open = true;
        log.speak(say('person.offline'));
    } else {
        // A connection can look alive and be dead: the static help does not wait for it.
        setTimeout(() => {
            if (outbox.has(entry.key)) {
                byId('person').open = true;
                status('link.slow');
            }
        }, HELP_WAIT_MS);
    }
    box.focus(event);
    show();
}

// ---- What the server says

const handlers = {
    msg(frame) {
        if (Number.isInteger(frame.seq)) {
            place.last = Math.max(place.last, frame.seq);
        }
        const row = log.show(frame);
        const fromBot = frame.from !== 'client';
        if (fromBot && frame.input?.token && frame.input.kind !== 'none') {
            const why = frame.why ?? frame.input.why;
            whys.set(frame.input.token, why);
            now.prompt = { token: frame.input.token, input: frame.input, why };
        }
        return row && fromBot ? { row, heard: heard(frame) } : null;
    },

    state(frame) {
        now.state = frame;
        const { prompt } = frame;
        now.prompt = prompt?.token && prompt.input
            ? { why: whys.get(prompt.token) ?? prompt.input.why, ...prompt } : null;
        if (now.prompt?.token !== now.answered) {
            now.answered = null;
        }
        person?.country(frame.country);
        showNet(frame.net ?? now.net);
    },

    ack({ entry, seq, dup }) {
        const row = rows.get(entry.key);
        rows.delete(entry.key);
        if (row) {
            log.saved(row, seq);
        }
        if (dup) {
            log.settled(entry.cid);
        }
        if (entry.frame.ref && entry.frame.ref === now.answered) {
            // The question is answered; what is asked next, be it the same again, comes after the ack.
            now.answered = null;
            now.prompt = now.prompt?.token === entry.frame.ref ? null : now.prompt;
        }
    },

    err(frame) {
        const key = `err.${frame.code}`;
        const text = say(known(key) ? key : 'err.internal');
        byId('alarm').textContent = text;
        byId('status').textContent = text;
    },

    mode(frame) {
        now.state = { ...now.state, mode: frame.mode, human: frame.name };
    },

    progress(frame) {
        now.state = { ...now.state, progress: frame.progress };
    },

    redact(frame) {
        log.redact(frame.seq);
    },

    typing(frame) {
        clearTimeout(typingTimer);
        byId('typing').hidden = frame.on === false;
        const shownFor = Math.min(Number(frame.ttl) || LONGEST_TYPING_MS, LONGEST_TYPING_MS);
        typingTimer = setTimeout(() => { byId('typing').hidden = true; }, shownFor);
    },
};

// One batch of frames: everything is put in its place first, then read aloud and scrolled to, once.
function onFrames(frames) {
    const replaying = !everLive;
    const wasNear = scroll.nearEnd();
    const fresh = [];
    for (const frame of frames) {
        const shown = Object.hasOwn(handlers, frame.t) ? handlers[frame.t](frame) : null;
        if (shown) {
            fresh.push(shown);
        }
    }
    everLive = everLive || frames.some((frame) => frame.t === 'state');
    show();
    if (!fresh.length) {
        return;
    }
    byId('typing').hidden = true;
    if (replaying) {
        log.speak(say('welcome_back'));
    } else {
        fresh.forEach(({ heard }) => log.speak(heard));
    }
    if (document.visibilityState === 'visible') {
        link.transmit({ t: 'seen', seq: place.last });
    }
    if (replaying) {
        scroll.toEnd();
    } else if (wasNear || follow) {
        follow = false;
        scroll.reveal(fresh[0].row);
    } else {
        scroll.tellNewer();
    }
}

async function onLive(welcome) {
    now.flows = Array.isArray(welcome.flows) ? welcome.flows : now.flows;
    box.limit(Number(welcome.limits?.text));
    if (place.log_id && welcome.log_id !== place.log_id) {
        log.clear();
        showNet([]);
        place.last = 0;
    }
    place.log_id = welcome.log_id ?? null;
    const hasClinic = (welcome.human?.state ?? 'none') !== 'none';
    byId('readers').textContent = say(hasClinic ? 'intro.clinic' : 'intro.demo');
    byId('foot').textContent = say(hasClinic ? 'foot.clinic' : 'foot');
    status(wasDown ? 'link.back' : '');
    wasDown = false;
    setTimeout(() => byId('status').textContent === say('link.back') && status(''), BACK_SHOWN_MS);
    show();
    if (welcome.recovered === false) {
        recoverHistory(place.last, (message) => log.show(message));
    }
    (await outbox.adopt()).forEach(showWaiting);
    link.pump();
}

// What an earlier page or a closed tab left unsent is shown as waiting here, too.
function showWaiting({ key, frame }) {
    if (frame.t === 'say') {
        rows.set(key, log.draft(frame.text ?? String(frame.choice ?? frame.value)));
    }
}

// A frame that was refused for good: its words go back into the box, so that nothing typed is lost.
function onSettled({ key, frame }) {
    const row = rows.get(key);
    rows.delete(key);
    if (row) {
        log.refused(row);
    }
    if (frame.t === 'say' && frame.text && box.isEmpty()) {
        box.put(frame.text);
    }
    if (frame.ref && frame.ref === now.answered) {
        now.answered = null;
    }
    show();
}

function finish(why) {
    link.close();
    showNet([]);
    if (why === 'ended.closed') {
        forgetToken();
        outbox.clear();
        log.clear();
        box.put('');
    }
    status('');
    showEnded(why, () => {
        // Words that never reached the old conversation wait in the box for the new one.
        const left = outbox.clear().map((one) => one.frame.text).filter(Boolean);
        if (left.length) {
            box.put(left.join('\n'));
        }
        forgetToken();
    });
}

// ---- Wiring

openPerson(byId('person')).then((panel) => {
    person = panel;
    person.country(now.state.country);
    person.net(now.net);
});
openTools(() => send({ t: 'delete', confirm: true }));
for (const name of ['back', 'pause', 'plan', 'stop']) {
    byId(name).addEventListener('click', command(name));
}
byId('again').addEventListener('click', (event) => {
    // "Stop" asks whether to end or to keep the place; starting again is the answer to that.
    const { id } = now.state.flow;
    send({ t: 'stop' });
    send({ t: 'say', choice: 'end' });
    command('start', { flow: id })(event);
});
byId('other').addEventListener('click', () => {
    now.choosing = true;
    show();
    byId('choose-title').focus();
    byId('choose').scrollIntoView({ block: 'start' });
});
byId('newer').addEventListener('click', () => {
    scroll.toEnd();
    box.focus();
});

link = openLink({
    outbox, place, lang,
    practice: document.querySelector('meta[name="practice"]')?.content,
    on: {
        frames: onFrames,
        live: onLive,
        down() {
            wasDown = everLive;
            status(everLive || !navigator.onLine ? 'link.offline' : 'link.connecting');
        },
        settled: onSettled,
        ended: (code) => finish(whyEnded(code, readToken() !== null)),
    },
});
outbox.all().forEach(showWaiting);
