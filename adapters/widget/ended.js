// The end of a conversation: deleted, refused or out of date. Nothing can be said any more, so the box and
// the answers go, and one button offers the way on.
import { say } from './words.js';

const byId = (id) => document.getElementById(id);
const WHY = {
    4500: 'ended.token', 4501: 'ended.frame', 4502: 'ended.frame', 4503: 'ended.withdrawn',
    4504: 'ended.version', 4505: 'ended.closed',
};

// A visitor without a token is refused where a practice is not open to everybody.
export function whyEnded(code, hasToken) {
    return code === 4500 && !hasToken ? 'ended.invited' : WHY[code] ?? 'ended.closed';
}

// forget() runs when the client chooses a new conversation, not when reloading may still help.
export function showEnded(why, forget) {
    const reload = ['ended.version', 'ended.frame', 'ended.invited'].includes(why);
    byId('ended-why').textContent = say(why);
    byId('alarm').textContent = say(why);
    byId('anew').textContent = say(reload ? 'reload' : 'anew');
    for (const id of ['compose', 'answer', 'choose']) {
        byId(id).hidden = true;
    }
    byId('ended').hidden = false;
    byId('anew').focus();
    byId('anew').addEventListener('click', () => {
        if (!reload) {
            forget();
        }
        location.reload();
    });
}
