// The page: puts the link, the log, the answers and the tools together. All state that matters lives on
// the server; what is kept here is the token, what is not confirmed yet, and the draft in the box.
import { lang, say, words as locale } from './en.js';
import { showAnswer } from './answer.js';
import { forgetToken, openLink, readToken } from './link.js';
import { openLog } from './log.js';
import { openOutbox } from './outbox.js';
import { openPerson } from './person.js';

const byId = (id) => document.getElementById(id);
const DRAFT = 'switchback.draft';
const HELP_WAIT_MS = 3_000;
const NEAR_END_PX = 160;
const MOST_ROWS = 6;
const ENDED = {
    4500: 'ended.token', 4501: 'ended.frame', 4502: 'ended.frame', 4503: 'ended.withdrawn',
    4504: 'ended.version', 4505: 'ended.closed',
};

const box = byId('words');
const log = openLog(byId('log'), byId('spoken'));
const place = { last: 0, log_id: null };
const drafts = new Map();       // outbox entry key -> its row in the log
const prompts = new Map();      // prompt token -> {token, input, why}
let flows = [];
let state = {};
let prompt = null;              // the open question
let answered = null;            // the token of the question whose answer is on its way
let choosing = false;           // the client asked for the list of reflections
let everLive = false;
let follow = false;             // the client has just done something: show what comes of it
let outbox;
let link;

for (const [attribute, put] of [
    ['data-word', (element, text) => { element.textContent = text; }],
    ['data-label', (element, text) => element.setAttribute('aria-label', text)],
    ['data-hint', (element, text) => element.setAttribute('placeholder', text)],
]) {
    for (const element of document.querySelectorAll(`[${attribute}]`)) {
        const text = locale[element.getAttribute(attribute)];
        if (element.textContent !== text || attribute !== 'data-word') {
            put(element, text);
        }
    }
}
document.documentElement.lang = lang;

// ---- Saying things

// Queues a frame; a spoken one gets its row in the log at once, marked as not saved yet.
function send(frame, { shown, urgent = false } = {}) {
    const entry = outbox.add(frame, urgent);
    follow = true;
    if (shown !== undefined) {
        drafts.set(entry.key, log.draft(shown));
        toEnd();
    }
    link.pump();
    return entry;
}

// The frame as it leaves: what was typed before its question was known takes the question open now.
function prepare(frame) {
    if (frame.t !== 'say' || frame.ref || !prompt || prompt.token === answered) {
        return frame;
    }
    return { ...frame, ref: prompt.token };
}

function reply(answer, shown, event) {
    const ref = prompt && prompt.token !== answered ? prompt.token : undefined;
    if (ref) {
        answered = ref;
    }
    send({ t: 'say', ...(ref && { ref }), ...answer }, { shown });
    afterPress(event);
    render();
}

function command(name, more = {}) {
    return (event) => {
        choosing = false;
        send({ t: name, ...more });
        afterPress(event);
        render();
    };
}

// After a button that goes away, focus goes to the message box; by touch it goes to the group around the
// box, so that no keyboard covers the next question.
function afterPress(event) {
    const touch = event?.pointerType === 'touch' || (event?.detail > 0 && matchMedia('(pointer: coarse)').matches);
    (touch ? byId('compose') : box).focus({ preventScroll: true });
}

function submitWords() {
    const text = box.value.trim();
    if (!text) {
        box.focus();
        return;
    }
    box.value = '';
    keepDraft();
    reply({ text }, text);
    box.focus({ preventScroll: true });
}

function keepDraft() {
    box.rows = Math.min(MOST_ROWS, box.value.split('\n').length + Math.floor(box.value.length / 60));
    try {
        sessionStorage.setItem(DRAFT, box.value);
    } catch {
        // The draft then lives as long as the page.
    }
}

function askForPerson(event) {
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
    choosing = false;
    afterPress(event);
    render();
}

// ---- What the server says

function onMessage(frame) {
    if (Number.isInteger(frame.seq)) {
        place.last = Math.max(place.last, frame.seq);
    }
    const row = log.show(frame);
    if (frame.from !== 'client' && frame.input?.token && frame.input.kind !== 'none') {
        prompt = { token: frame.input.token, input: frame.input, why: frame.why };
        prompts.set(prompt.token, prompt);
    }
    return row && frame.from !== 'client' ? { row, text: frame.text } : null;
}

function onState(frame) {
    state = frame;
    if (frame.prompt?.token) {
        const known = prompts.get(frame.prompt.token);
        prompt = { why: known?.why, ...frame.prompt };
        if (prompt.input) {
            prompts.set(prompt.token, prompt);
        } else {
            prompt = known ?? null;
        }
    } else {
        prompt = null;
    }
    if (answered && prompt?.token !== answered) {
        answered = null;
    }
    person?.country(frame.country);
}

function onAck(frame) {
    const { entry, seq } = frame;
    const row = drafts.get(entry.key);
    drafts.delete(entry.key);
    if (row) {
        log.saved(row, seq);
    }
    if (entry.frame.t === 'delete') {
        finish('ended.deleted');
    }
}

function onError(frame) {
    const key = `err.${frame.code}`;
    const text = say(locale[key] ? key : 'err.internal');
    byId('alarm').textContent = text;
    byId('status').textContent = text;
    if (frame.code === 'stale_input' || frame.code === 'bad_request' || frame.code === 'not_allowed') {
        answered = null;
    }
}

// One batch of frames: everything is shown first, then read aloud and scrolled to, once.
function onFrames(frames) {
    const replaying = !link.isLive() || !everLive;
    const wasNear = nearEnd();
    const fresh = [];
    for (const frame of frames) {
        if (frame.t === 'msg') {
            const shown = onMessage(frame);
            if (shown) {
                fresh.push(shown);
            }
        } else if (frame.t === 'state') {
            onState(frame);
        } else if (frame.t === 'ack') {
            onAck(frame);
        } else if (frame.t === 'err') {
            onError(frame);
        } else if (frame.t === 'mode') {
            state = { ...state, mode: frame.mode };
        } else if (frame.t === 'progress') {
            state = { ...state, progress: frame };
        } else if (frame.t === 'redact') {
            log.redact(frame.seq);
        } else if (frame.t === 'typing') {
            showTyping(frame);
        }
    }
    if (fresh.length) {
        byId('typing').hidden = true;
        if (!replaying) {
            fresh.forEach(({ text }) => log.speak(text));
        }
        if (document.visibilityState === 'visible') {
            link.transmit({ t: 'seen', seq: place.last });
        }
    }
    render();
    if (fresh.length) {
        if (wasNear || follow || replaying) {
            follow = false;
            reveal(fresh[0].row, replaying);
        } else {
            byId('newer').hidden = false;
        }
    }
}

let typingTimer = 0;
function showTyping(frame) {
    clearTimeout(typingTimer);
    byId('typing').hidden = frame.on === false;
    typingTimer = setTimeout(() => { byId('typing').hidden = true; }, Math.min(Number(frame.ttl) || 4_000, 10_000));
}

function onLive(welcome) {
    flows = Array.isArray(welcome.flows) ? welcome.flows : flows;
    const longest = Number(welcome.limits?.text ?? welcome.limits?.text_bytes);
    if (longest > 0) {
        box.maxLength = longest;
    }
    if (place.log_id && welcome.log_id !== place.log_id) {
        log.clear();
    }
    place.log_id = welcome.log_id ?? null;
    status(everLive ? 'link.back' : '');
    if (everLive) {
        setTimeout(() => byId('status').textContent === say('link.back') && status(''), 3_000);
    }
    setTimeout(() => { everLive = true; }, 0);
    takeOver();
    render();
}

// What a closed tab left unsent is shown as waiting here, too.
async function takeOver() {
    for (const entry of await outbox.adopt()) {
        showWaiting(entry);
    }
    link.pump();
}

function showWaiting(entry) {
    const { frame } = entry;
    if (frame.t === 'say') {
        drafts.set(entry.key, log.draft(frame.text ?? String(frame.choice ?? frame.value)));
    }
}

function onDown() {
    status(everLive ? 'link.offline' : 'link.connecting');
    if (!navigator.onLine) {
        status('link.offline');
    }
}

// A frame that was refused for good: its words go back into the box, so that nothing typed is lost.
function onSettled(entry) {
    const row = drafts.get(entry.key);
    drafts.delete(entry.key);
    if (row) {
        log.refused(row);
    }
    if (entry.frame.t === 'say' && entry.frame.text && !box.value) {
        box.value = entry.frame.text;
        keepDraft();
    }
    render();
}

// ---- The end of a conversation

function finish(why) {
    const wiped = why === 'ended.deleted';
    link.close();
    if (wiped) {
        forgetToken();
        outbox.clear();
        log.clear();
        box.value = '';
        keepDraft();
    }
    state = {};
    prompt = null;
    status('');
    byId('ended-why').textContent = say(why);
    byId('anew').textContent = say(why === 'ended.version' || why === 'ended.frame' ? 'reload' : 'anew');
    byId('ended').hidden = false;
    for (const id of ['compose', 'answer', 'choose']) {
        byId(id).hidden = true;
    }
    byId('alarm').textContent = say(why);
    byId('anew').focus();
    byId('anew').onclick = () => {
        if (why !== 'ended.version' && why !== 'ended.frame') {
            // Words that never reached the old conversation stay in the box for the new one.
            const left = outbox.clear().map((one) => one.frame.text).filter(Boolean);
            if (left.length) {
                box.value = left.join('\n');
                keepDraft();
            }
            forgetToken();
        }
        location.reload();
    };
}

// ---- Showing

function status(key) {
    byId('status').textContent = key ? say(key) : '';
}

function nearEnd() {
    return scrollY + innerHeight >= document.documentElement.scrollHeight - NEAR_END_PX;
}

function toEnd() {
    scrollTo(0, document.documentElement.scrollHeight);
    byId('newer').hidden = true;
}

// Scrolls to the end, or, when that would push the first new message off the top, to that message.
function reveal(row, replaying) {
    toEnd();
    const hidden = document.querySelector('header').getBoundingClientRect().bottom - row.getBoundingClientRect().top;
    if (!replaying && hidden > 0) {
        scrollBy(0, -hidden - 12);
    }
}

function minutes(n) {
    return n === 1 ? say('choose.minute') : say('choose.minutes', { n });
}

function card(title, about, extra, act) {
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'card';
    const parts = [['b', title], ['span', about], ['small', extra]].filter(([, text]) => text);
    button.append(...parts.map(([tag, text]) => {
        const part = document.createElement(tag);
        part.textContent = text;
        return part;
    }));
    button.addEventListener('click', act);
    item.append(button);
    return item;
}

function renderChooser() {
    const open = flows.length > 0 && (choosing || !(state.flow || prompt || answered));
    byId('choose').hidden = !open;
    if (!open) {
        return;
    }
    const paused = Array.isArray(state.paused) ? state.paused : [];
    const wanted = JSON.stringify([flows, paused]);
    if (byId('choose').dataset.shown === wanted) {
        return;
    }
    byId('choose').dataset.shown = wanted;
    byId('paused').hidden = paused.length === 0;
    byId('paused').replaceChildren(...paused.map((one) => card(
        say('choose.resume', { title: one.title ?? one.flow }), '', say('choose.kept'),
        command('start', { flow: one.flow }))));
    byId('flows').replaceChildren(...flows.map((one) => card(
        one.title, one.about, one.minutes ? minutes(one.minutes) : '', command('start', { flow: one.id }))));
}

let shownToken = null;
function renderAnswer() {
    const group = byId('answer');
    const open = prompt && prompt.token !== answered && !choosing ? prompt.token : null;
    if (open === shownToken) {
        return;
    }
    shownToken = open;
    const hadFocus = group.contains(document.activeElement);
    if (open) {
        showAnswer(group, prompt, { give: reply, skip: command('skip') });
    } else {
        group.hidden = true;
        group.replaceChildren();
    }
    if (hadFocus) {
        box.focus({ preventScroll: true });
    }
}

function renderProgress() {
    const { done, total } = state.progress ?? {};
    const known = Boolean(state.flow) && total > 0;
    byId('progress').hidden = !known;
    if (known) {
        byId('meter').value = Math.min(1, done / total);
    }
}

function render() {
    const running = Boolean(state.flow || prompt);
    for (const id of ['back', 'pause', 'stop']) {
        byId(id).hidden = !running;
    }
    byId('again').hidden = !state.flow;
    renderAnswer();
    renderChooser();
    renderProgress();
}

function showMenu(open) {
    byId('menu').hidden = !open;
    byId('more').setAttribute('aria-expanded', String(open));
}

// ---- Wiring

let person = null;
openPerson(byId('person')).then((panel) => {
    person = panel;
    person.country(state.country);
});

byId('compose').tabIndex = -1;
byId('compose').addEventListener('submit', (event) => {
    event.preventDefault();
    submitWords();
});
box.addEventListener('input', keepDraft);
box.addEventListener('keydown', (event) => {
    // On a phone, Enter is a new line: there is a button to send.
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && matchMedia('(pointer: fine)').matches) {
        event.preventDefault();
        submitWords();
    }
});
byId('human').addEventListener('click', askForPerson);
byId('back').addEventListener('click', command('back'));
byId('pause').addEventListener('click', command('pause'));
byId('plan').addEventListener('click', command('plan'));
byId('stop').addEventListener('click', command('stop'));
byId('again').addEventListener('click', (event) => {
    const flow = state.flow?.id;
    command('stop')();
    command('start', { flow })(event);
});
byId('other').addEventListener('click', () => {
    choosing = true;
    render();
    byId('choose-title').focus();
    byId('choose').scrollIntoView({ block: 'start' });
});
byId('more').addEventListener('click', () => showMenu(byId('menu').hidden));
byId('menu').addEventListener('click', () => showMenu(false));
byId('compose').addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !byId('menu').hidden) {
        showMenu(false);
        byId('more').focus();
    }
});
byId('person').addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && byId('person').open) {
        byId('person').open = false;
        byId('person').querySelector('summary').focus();
    }
});
byId('erase').addEventListener('click', () => byId('sure').showModal());
byId('sure').addEventListener('close', () => byId('more').focus());
byId('keep').addEventListener('click', () => byId('sure').close());
byId('gone').addEventListener('click', () => {
    byId('sure').close();
    send({ t: 'delete', confirm: true });
});
byId('newer').addEventListener('click', () => {
    toEnd();
    box.focus({ preventScroll: true });
});
addEventListener('scroll', () => nearEnd() && (byId('newer').hidden = true), { passive: true });

try {
    box.value = sessionStorage.getItem(DRAFT) ?? '';
} catch {
    // No draft was kept.
}
keepDraft();
status('link.connecting');
outbox = await openOutbox();
link = openLink({
    outbox, place, lang,
    on: {
        prepare, frames: onFrames, live: onLive, down: onDown, settled: onSettled,
        ended: (code) => finish(ENDED[code] ?? 'ended.closed'),
    },
});
outbox.all().forEach(showWaiting);
