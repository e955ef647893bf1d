// The socket: hello, resume, heartbeat, reconnection with back-off, and one unconfirmed frame at a time.
// It knows the protocol's envelope and nothing of the page. Events go to the callbacks given to openLink.
import { forget, keep, recall } from './keep.js';

const PROTOCOL = 'switchback.v1';
const TOKEN = 'switchback.token';
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 20_000;
const WELCOME_WAIT_MS = 8_000;
const PROBE_WAIT_MS = 4_000;
const ACK_WAIT_MS = 15_000;
const DEFAULT_RETRY_MS = 2_000;
const FINAL = 4500;

export function readToken() {
    return recall(TOKEN);
}

export function forgetToken() {
    forget(TOKEN);
}

// on: {frames(list), live(welcome), down(), ended(code), settled(entry, frame)}; see the calls below.
// place: {last, log_id}, the part of the history this page has; kept by the page, read at each hello.
// practice: whose page this is, as the server wrote into it; with none the server takes itself to be meant.
export function openLink({ outbox, place, lang, practice, on }) {
    let socket = null;
    let live = false;
    let ended = false;
    let failures = 0;
    let inFlight = null;
    let sentAt = 0;
    let holdUntil = 0;
    let lastHeard = 0;
    let lastBeat = 0;
    let beat = 25_000;
    let retryTimer = 0;
    let pumpTimer = 0;
    let releaseHello = () => {};

    function transmit(frame) {
        if (socket?.readyState === WebSocket.OPEN) {
            socket.send(JSON.stringify(frame));
        }
    }

    // Sends the oldest unconfirmed frame, unless one is under way or the server asked for a pause.
    function pump() {
        if (!live || inFlight) {
            return;
        }
        const wait = holdUntil - Date.now();
        if (wait > 0 && !outbox.all()[0]?.urgent) {
            clearTimeout(pumpTimer);
            pumpTimer = setTimeout(pump, wait);
            return;
        }
        const entry = outbox.next();
        if (entry) {
            inFlight = entry;
            sentAt = Date.now();
            delete entry.refused;
            transmit({ ...entry.frame, cid: entry.cid });
        }
    }

    function refused(frame) {
        if (!inFlight || (frame.ref && frame.ref !== inFlight.cid)) {
            return;
        }
        const entry = inFlight;
        inFlight = null;
        if (frame.retry) {
            entry.refused = frame.code === 'rate_limited';
            holdUntil = Date.now() + (Number(frame.after) * 1_000 || DEFAULT_RETRY_MS);
        } else {
            outbox.settle(entry.cid);
            on.settled(entry, frame);
        }
        pump();
    }

    function welcomed(frame) {
        if (frame.token) {
            keep(TOKEN, frame.token);
        }
        releaseHello();
        live = true;
        failures = 0;
        inFlight = null;
        const seconds = Number(frame.hb) || 25;
        beat = seconds > 1_000 ? seconds : seconds * 1_000;
        on.live(frame);
        pump();
    }

    function receive(data) {
        lastHeard = Date.now();
        let list;
        try {
            list = [JSON.parse(data)].flat();
        } catch {
            return;
        }
        const rest = [];
        for (const frame of list) {
            if (frame.t === 'welcome') {
                welcomed(frame);
            } else if (frame.t === 'ack') {
                const entry = outbox.settle(frame.cid);
                if (inFlight?.cid === frame.cid) {
                    inFlight = null;
                }
                if (entry) {
                    rest.push({ ...frame, entry });
                }
            } else if (frame.t !== 'hb') {
                rest.push(frame);
            }
        }
        if (rest.length) {
            on.frames(rest);
        }
        rest.filter((frame) => frame.t === 'err').forEach(refused);
        pump();
    }

    function lost(code) {
        releaseHello();
        socket = null;
        live = false;
        inFlight = null;
        if (code >= FINAL && code < 5000) {
            ended = true;
            on.ended(code);
            return;
        }
        on.down();
        const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
        failures += 1;
        clearTimeout(retryTimer);
        // Jitter, so that a restarted server is not met by everybody in the same second.
        retryTimer = setTimeout(connect, ceiling / 2 + Math.random() * ceiling);
    }

    // The token changes at every welcome: two tabs must not greet at once, or the one that stores its
    // token first loses it to the other.
    async function greetAlone() {
        if (!navigator.locks) {
            return;
        }
        await new Promise((ready) => {
            navigator.locks.request('switchback.hello', { signal: AbortSignal.timeout(3_000) }, () => {
                ready();
                return new Promise((done) => {
                    releaseHello = done;
                    setTimeout(done, WELCOME_WAIT_MS);
                });
            }).catch(ready);
        });
    }

    function connect() {
        clearTimeout(retryTimer);
        if (ended || socket) {
            return;
        }
        const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
        const mine = new WebSocket(`${scheme}//${location.host}/ws`, PROTOCOL);
        socket = mine;
        const giveUp = setTimeout(() => !live && socket === mine && drop(), WELCOME_WAIT_MS);
        mine.onopen = async () => {
            await greetAlone();
            if (socket !== mine) {
                releaseHello();
                return;
            }
            const token = readToken();
            transmit({
                t: 'hello', v: 1, ...(token && { token }), ...(practice && { practice }),
                last: place.last, ...(place.log_id && { log_id: place.log_id }), lang,
                tz: Intl.DateTimeFormat().resolvedOptions().timeZone, caps: ['state'],
            });
        };
        mine.onmessage = (event) => socket === mine && receive(event.data);
        mine.onclose = (event) => {
            clearTimeout(giveUp);
            if (socket === mine) {
                lost(event.code);
            }
        };
    }

    // Leaves a socket that has gone silent without waiting for its close.
    function drop() {
        const old = socket;
        lost(1006);
        old?.close();
    }

    function wake() {
        if (ended) {
            return;
        }
        if (live) {
            const asked = Date.now();
            transmit({ t: 'hb' });
            setTimeout(() => live && lastHeard < asked && drop(), PROBE_WAIT_MS);
        } else {
            failures = 0;
            connect();
        }
    }

    setInterval(() => {
        if (!live) {
            return;
        }
        const silent = Date.now() - lastHeard > 2 * beat + 5_000;
        if (silent || (inFlight && Date.now() - sentAt > ACK_WAIT_MS)) {
            drop();
        } else if (Date.now() - lastBeat >= beat * 0.8) {
            lastBeat = Date.now();
            transmit({ t: 'hb' });
        }
    }, 10_000);
    addEventListener('online', wake);
    addEventListener('offline', () => live && wake());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wake());
    connect();

    return {
        pump,
        transmit,
        isLive: () => live,
        // Closes for good, without a word to on.ended.
        close() {
            ended = true;
            const old = socket;
            socket = null;
            live = false;
            old?.close();
        },
    };
}
