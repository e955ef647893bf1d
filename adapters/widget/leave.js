// The quick way out: the server hears of it where it can, the words leave the screen, and the browser goes
// to a page that says nothing of this one. Replaced, so that Back does not return here. What stays on the
// device and in the browser's history is said in README.md.
const PRESSES = 3;
const WITHIN_MS = 5_000;

// `tell` sends the farewell; the link works as a plain one where this script does not run.
export function openLeave(way, tell) {
    const go = () => {
        document.body.hidden = true;
        document.title = '';
        tell();
        location.replace(way.href);
    };
    way.addEventListener('click', (event) => {
        event.preventDefault();
        go();
    });
    // Shift by itself, three times: with another key it is only a capital letter.
    let alone = false;
    let presses = [];
    addEventListener('keydown', (event) => {
        alone = event.key === 'Shift' && !event.repeat;
    });
    addEventListener('keyup', (event) => {
        if (event.key !== 'Shift' || !alone) {
            return;
        }
        const now = Date.now();
        presses = [...presses.filter((at) => now - at < WITHIN_MS), now];
        if (presses.length >= PRESSES) {
            go();
        }
    });
}
