// The responders' page: puts its parts together and looks at the server again and again.
import { post, read } from './ask.js';
import { openAlarm } from './alarm.js';
import { openCase } from './case.js';
import { openList } from './list.js';
import { write } from './make.js';
import { waits } from './order.js';
import { openSignIn, takeLink } from './sign_in.js';
import { at, now, setClock, span } from './times.js';
import { ended } from './words.js';

const LOOK_MS = 1_000;          // at an open case
const LIST_MS = 3_000;          // at the list
const IDLE_WARNING_MS = 120_000;

const byId = (id) => document.getElementById(id);
const views = { 'sign-in': byId('sign-in'), list: byId('list'), case: byId('case') };
const alarm = openAlarm(byId('sound'));
const list = openList(views.list, () => lookSoon(true));
const door = openSignIn(views['sign-in'], () => start());

let me = '';
let open = null;                // the case that is shown
let openReference = '';
let isIn = false;
let wasTouched = false;         // by its human, since the last look
let looking = false;
let lastList = 0;
let lastGood = 0;               // when the server last answered, by its clock
let failedSince = 0;
let idleUntil = 0;

function view(name) {
    for (const [key, section] of Object.entries(views)) {
        section.hidden = key !== name;
    }
    byId('account').hidden = name === 'sign-in';
}

// The state of the connection is always in the same place, and a break is also said aloud.
function showLink() {
    const line = byId('link-state');
    line.classList.toggle('banner', failedSince > 0);
    line.classList.toggle('grave', failedSince > 0);
    if (!isIn) {
        write(line, '');
    } else if (failedSince) {
        write(line, `No connection for ${span(now() - failedSince)}. What you see is as of ${at(lastGood)} and may be old. Trying again…`);
    } else {
        write(line, `Connected. Looked ${lastGood ? at(lastGood) : 'just now'}.`);
    }
    const left = idleUntil - now();
    byId('idle').hidden = !isIn || left > IDLE_WARNING_MS || left <= 0;
    write(byId('idle'), isIn && left > 0 ? `You will be signed out in ${span(left)}. Press a key or touch the page to stay.` : '');
}

function frame(answer) {
    setClock(answer.now_ms);
    me = answer.me.responder;
    write(byId('whose'), answer.me.name);
    idleUntil = Math.min(answer.idle_until_ms, answer.until_ms);
    lastGood = answer.now_ms;
    if (failedSince) {
        failedSince = 0;
        write(byId('alarm'), 'The connection is back.');
    }
}

function signedOut(message) {
    isIn = false;
    alarm.set(0);
    failedSince = 0;
    view('sign-in');
    showLink();
    door.open(message);
}

function refused(error) {
    if (error.code === 'signed_out') {
        signedOut(isIn ? 'You were signed out: nobody touched this page for a while, or the day was over.' : '');
    } else if (error.code === 'no_responder') {
        isIn = false;
        view('sign-in');
        door.noResponder();
    } else if (error.code === 'no_case') {
        list.tell(`Case ${openReference}: ${ended(error.message)}`);
        write(byId('alarm'), error.message);
        location.hash = '';
    } else if (!failedSince) {
        failedSince = now();
        write(byId('alarm'), 'The connection is lost. What you see may be old.');
    }
}

async function lookAtList(isHuman) {
    const answer = await read(`cases${list.wantsAll ? '' : '?open=1'}`, !isHuman);
    frame(answer);
    lastList = Date.now();
    list.show(answer.cases, me);
    alarm.set(answer.cases.filter(waits).length);
}

// One look at a time. The list is looked at also while a case is open: another one may come.
async function look(isHuman = false) {
    if (!isIn || looking) {
        return;
    }
    looking = true;
    const touched = wasTouched || isHuman;
    wasTouched = false;
    try {
        if (open) {
            await open.look(touched);
        }
        if (!open || Date.now() - lastList >= LIST_MS) {
            await lookAtList(touched);
        }
    } catch (error) {
        wasTouched = wasTouched || touched;
        refused(error);
    } finally {
        looking = false;
        showLink();
    }
}

function lookSoon(isHuman) {
    lastList = 0;
    look(isHuman);
}

// The address says which case is open, so that a notice's link leads to it and Back leads out of it.
async function follow() {
    if (takeLink() && !isIn) {
        door.open();
        return;
    }
    const reference = new URLSearchParams(location.hash.slice(1)).get('c') ?? '';
    if (!isIn || reference === openReference) {
        return;
    }
    open?.close();
    open = null;
    openReference = reference;
    if (!reference) {
        view('list');
        list.focus();
        lookSoon(true);
        return;
    }
    list.tell('');
    open = openCase(views.case, reference, me, { spoken: byId('spoken'), frame, refused });
    try {
        await open.look(true);
    } catch (error) {
        refused(error);
    }
    if (isIn && open) {
        view('case');
        open.focus();
    }
    showLink();
}

async function start() {
    try {
        const answer = await read('me', false);
        frame({ ...answer, me: answer });
        isIn = true;
        openReference = null;
        view('list');
        await follow();
    } catch (error) {
        if (error.code === 'signed_out') {
            signedOut('');
        } else if (error.isUnsure) {
            view('sign-in');
            door.open(`${error.message}. Try again in a moment.`);
        } else {
            refused(error);
        }
    }
}

byId('sign-out').addEventListener('click', async () => {
    try {
        await post('sign-out', {});
        open?.close();
        open = null;
        openReference = '';
        signedOut('You are signed out.');
    } catch (error) {
        write(byId('alarm'), `Not signed out: ${error.message}`);
        refused(error);
    }
});
for (const kind of ['pointerdown', 'keydown']) {
    addEventListener(kind, () => {
        wasTouched = true;
    }, { passive: true });
}
addEventListener('hashchange', follow);
addEventListener('online', () => look());
document.addEventListener('visibilitychange', () => look());
setInterval(() => {
    list.tick();
    open?.tick();
    if (open || Date.now() - lastList >= LIST_MS) {
        look();
    }
    showLink();
}, LOOK_MS);

takeLink();
start();
