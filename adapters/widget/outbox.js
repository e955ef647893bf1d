// What this device has said and the server has not yet confirmed, in the order it was said.
// The server keeps the highest number per device, so a number must never be overtaken: frames go out one
// at a time, and a frame gets its number (cid) only when it is first sent. Tabs must not share a device,
// so each tab holds a slot (device, counter, frames) under a web lock; what a closed tab left in its slot
// is taken over by the next one.
import { keep, recallJson } from './keep.js';

const PREFIX = 'switchback.slot.';
const SLOTS = 16;

const read = recallJson;
const write = (key, value) => keep(key, JSON.stringify(value));

function randomId() {
    const bytes = crypto.getRandomValues(new Uint8Array(8));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// Takes the lock and keeps it until the tab goes away; false when another tab has it.
function hold(name) {
    return new Promise((settle) => {
        navigator.locks.request(name, { ifAvailable: true }, (lock) => {
            settle(lock !== null);
            return lock === null ? undefined : new Promise(() => {});
        }).catch(() => settle(false));
    });
}

async function chooseSlot() {
    if (navigator.locks) {
        for (let k = 0; k < SLOTS; k += 1) {
            if (await hold(PREFIX + k)) {
                return PREFIX + k;
            }
        }
    }
    // No locks here (plain http, an old browser): a slot of this tab alone.
    try {
        const own = sessionStorage.getItem('switchback.slot') ?? PREFIX + randomId();
        sessionStorage.setItem('switchback.slot', own);
        return own;
    } catch {
        return PREFIX + randomId();
    }
}

export async function openOutbox() {
    const key = await chooseSlot();
    const slot = read(key) ?? { device: randomId(), n: 0, frames: [] };
    const save = () => write(key, slot);
    save();

    return {
        // Adds a frame; an urgent one goes before all that is not on its way. Returns its entry.
        add(frame, urgent = false) {
            const entry = { key: randomId(), frame, ...(urgent && { urgent }) };
            if (urgent) {
                // What was refused as too much at once is surely not stored: it may take a later number.
                slot.frames.filter((one) => one.refused).forEach((one) => {
                    delete one.cid;
                    delete one.refused;
                });
                const at = slot.frames.findIndex((one) => !one.cid);
                slot.frames.splice(at < 0 ? slot.frames.length : at, 0, entry);
            } else {
                slot.frames.push(entry);
            }
            save();
            return entry;
        },

        // The next entry to send, numbered; null when everything is confirmed.
        next() {
            const entry = slot.frames[0];
            if (!entry) {
                return null;
            }
            if (!entry.cid) {
                slot.n += 1;
                entry.cid = `${slot.device}-${slot.n}`;
                save();
            }
            return entry;
        },

        // Forgets the entry with this cid and returns it: it is stored, or refused for good.
        settle(cid) {
            const at = slot.frames.findIndex((one) => one.cid === cid);
            if (at < 0) {
                return null;
            }
            const [entry] = slot.frames.splice(at, 1);
            save();
            return entry;
        },

        all: () => slot.frames.slice(),
        has: (wanted) => slot.frames.some((one) => one.key === wanted),

        // Empties the slot and returns what was in it; the counter goes on.
        clear() {
            const left = slot.frames;
            slot.frames = [];
            save();
            return left;
        },

        // Takes over what closed tabs left unsent. Their cids stay, so nothing is stored twice.
        async adopt() {
            if (!navigator.locks) {
                return [];
            }
            const taken = [];
            for (let k = 0; k < SLOTS; k += 1) {
                const other = PREFIX + k;
                if (other === key || !read(other)?.frames?.length) {
                    continue;
                }
                await navigator.locks.request(other, { ifAvailable: true }, (lock) => {
                    const theirs = lock && read(other);
                    if (theirs) {
                        taken.push(...theirs.frames);
                        slot.frames.push(...theirs.frames);
                        save();
                        write(other, { ...theirs, frames: [] });
                    }
                });
            }
            return taken;
        },
    };
}
