// What the page shows for where the conversation stands: the answers of the open question, the list of
// reflections, the tools that make sense now, and how far along it is.
import { showAnswer } from './answer.js';
import { showChooser } from './choose.js';
import { say } from './words.js';

const byId = (id) => document.getElementById(id);
let shownPrompt = null;

function renderAnswer(now, acts) {
    const group = byId('answer');
    const waits = now.prompt && now.prompt.token !== now.answered && !now.choosing;
    // A human asks in words and is answered in words.
    const open = waits && now.state.mode !== 'human' ? now.prompt : null;
    if (open?.token === shownPrompt) {
        return;
    }
    shownPrompt = open?.token;
    const hadFocus = group.contains(document.activeElement);
    if (open) {
        showAnswer(group, open, acts);
    } else {
        group.hidden = true;
        group.replaceChildren();
    }
    if (hadFocus) {
        acts.focus();
    }
}

function renderChooser(now, acts) {
    const idle = !(now.state.flow || now.prompt || now.answered) && now.state.mode !== 'human';
    const open = now.flows.length > 0 && (now.choosing || idle);
    byId('choose').hidden = !open;
    if (open) {
        showChooser(byId('choose'), now.flows, now.state.paused ?? [], acts);
    }
}

// Who leads the talk stands in the head, in the same place on every page; with the bot, nothing does.
function renderLeader({ state }) {
    const line = byId('leader');
    const { mode, human } = state;
    const isHuman = mode === 'human';
    line.hidden = !isHuman && mode !== 'waiting';
    line.classList.toggle('human', isHuman);
    document.body.classList.toggle('with-human', isHuman);
    const text = line.hidden ? ''
        : say(isHuman ? human ? 'mode.human' : 'mode.human_unnamed' : 'mode.waiting', { name: human });
    if (line.textContent !== text) {
        line.textContent = text;
    }
}

function renderProgress({ state }) {
    const percent = Number(state.progress ?? NaN);
    const shown = Boolean(state.flow) && percent >= 0;
    byId('progress').hidden = !shown;
    if (shown) {
        byId('meter').value = Math.min(100, percent);
    }
}

// now: {flows, state, prompt, answered, choosing}; acts: {give, skip, start, resume, focus}.
export function render(now, acts) {
    const running = Boolean(now.state.flow || now.prompt);
    for (const id of ['back', 'pause', 'stop']) {
        byId(id).hidden = !running;
    }
    byId('again').hidden = !now.state.flow;
    renderAnswer(now, acts);
    renderChooser(now, acts);
    renderLeader(now);
    renderProgress(now);
}
