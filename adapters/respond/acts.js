// What a human can do with a case, each as a small form. Sending is talked about beside the form that
// was sent, and a form being filled in is never taken away.
import { Refusal, newKey, post } from './ask.js';
import { openMore } from './acts_more.js';
import { form, radios } from './form.js';
import { button, field, make, select, write } from './make.js';
import { at, now } from './times.js';
import { choices } from './words.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const soon = [5, 10, 15, 30, 45, 60, 120, 240, 480, 1440];

// Sends acts of one case. An act whose answer was lost is sent again under its old key, so that it is
// done once.
export function openSender(reference) {
    const unsure = new Map();
    return async (kind, epoch, members = {}) => {
        const act = JSON.stringify({ kind, epoch, ...members });
        const key = unsure.get(act) ?? newKey();
        unsure.set(act, key);
        try {
            const done = await post(`cases/${encodeURIComponent(reference)}/act`, { kind, epoch, key, ...members });
            unsure.delete(act);
            return done;
        } catch (error) {
            if (!(error instanceof Refusal) || !error.isUnsure) {
                unsure.delete(act);
            }
            throw error;
        }
    };
}

function minutes(count) {
    return count < 60 ? `${count} minutes` : count === 60 ? '1 hour' : count < 1440 ? `${count / 60} hours` : '1 day';
}

const means = [['call', 'Call them'], ['write_here', 'Write to them here'], ['text_message', 'Text them'],
    ['meet', 'Meet them'], ['none', 'I can’t say yet']];

// act(kind, members): sends it and shows the answer; gives { text, field }, what went wrong and where.
// open(why): opens the whole run, gives its messages too.
export function openActs(act, open) {
    const until = make('span', { class: 'soft' });
    const when = select([['', 'Choose one'], ['0', 'I can’t say yet'], ...soon.map((one) => [String(one), `within ${minutes(one)}`])], { name: 'by_ms', required: true });
    const untilText = () => write(until, when.value === '' ? '' : when.value === '0' ? 'The client reads no time.' : `The client reads: by ${at(now() + Number(when.value) * MINUTE_MS)}.`);
    when.addEventListener('change', untilText);
    const claimTitle = make('h2', { id: 'claim-title' });
    const claimNote = make('p', { class: 'soft' });
    const claim = form('Take this case', 'Take this case', [
        radios('means', 'How will you be in touch?', means),
        field('By when?', when), until,
    ], (data) => act('claim', {
        means: data.get('means'),
        by_ms: data.get('by_ms') === '0' ? 0 : Math.round(now() + Number(data.get('by_ms')) * MINUTE_MS),
    }));
    const claimPart = make('section', { class: 'panel', 'aria-labelledby': 'claim-title' }, claimTitle, claimNote, claim.element);

    const reachedNote = make('p', {});
    const reached = form('Contact elsewhere', 'I reached them', [reachedNote], () => act('contacted'), { class: '' });
    const back = form('Hand back', 'Hand back to the software', [
        make('p', {}, 'You leave the chat; the case stays yours. The client is told.')], () => act('hand_back'), { class: '' });

    const hours = select([['24', 'in 24 hours'], ['48', 'in 48 hours'], ['72', 'in 72 hours']], { name: 'follow_up_ms' });
    const empty = [['', 'Choose one']];
    const close = form('Close this case', 'Close the case', [
        field('Why can it be closed?', select([...empty, ...choices('reason')], { name: 'reason', required: true })),
        field('How does it go on?', select([...empty, ...choices('outcome')], { name: 'outcome', required: true })),
        field('Follow up', hours),
    ], (data) => act('close', {
        reason: data.get('reason'), outcome: data.get('outcome'), follow_up_ms: Number(data.get('follow_up_ms')) * HOUR_MS,
    }));
    const closePart = make('details', { class: 'panel' }, make('summary', {}, 'Close this case'), close.element);

    let isFalse = false;
    const alarm = form('False alarm', 'Mark as a false alarm', [
        make('p', {}, 'This helps to mend the rules. It deletes nothing and does not close the case.')],
    () => act('false_alarm', { is_false: !isFalse }), { class: '' });
    const alarmPart = make('details', { class: 'panel' }, make('summary', {}, 'Was it a false alarm?'), alarm.element);
    const reopen = form('Open again', 'Open this case again', [], () => act('reopen'));
    const reopenPart = make('section', { class: 'panel', 'aria-label': 'This case is closed' }, make('p', {}, 'This case is closed.'), reopen.element);

    const more = openMore(act, open);
    const mine = make('section', { class: 'panel', 'aria-labelledby': 'mine-title' },
        make('h2', { id: 'mine-title' }, 'This case is yours'), reached.element, back.element);
    const again = button('Change what you said you would do', { 'aria-expanded': 'false' });
    let changes = false;
    again.addEventListener('click', () => {
        changes = !changes;
        again.setAttribute('aria-expanded', String(changes));
        claimPart.hidden = !changes;
    });
    mine.append(again);

    return {
        element: make('div', { class: 'acts' }, claimPart, mine, reopenPart, closePart, alarmPart),
        rarely: more.elements,
        tick() {
            untilText();
            more.tick();
        },
        taken() {
            changes = false;
            again.setAttribute('aria-expanded', 'false');
        },
        show(one, me, mayBeCalled) {
            const isMine = one.is_open && one.holder === me;
            claimPart.hidden = !one.is_open || (isMine && !changes);
            write(claimTitle, isMine ? 'Change what you said' : one.holder ? `Take over from ${one.holder_name}` : 'Take this case');
            write(claim.submit, isMine ? 'Change it' : one.holder ? 'Take it over' : 'Take this case');
            write(claimNote, mayBeCalled ? 'The client reads your name and what you choose here.'
                : 'There is no number that is safe to call, so the client is told that you can only write here.');
            mine.hidden = !isMine;
            const isHere = one.dialogue === 'with_human';
            write(reachedNote, isHere ? 'You also spoke with them elsewhere: by phone, by text, in person. It is noted, and this chat stays open until you hand it back.'
                : 'You spoke with them elsewhere: by phone, by text, in person. It is noted, and the others are no longer called. The client reads it.');
            back.element.hidden = !isHere;
            more.show(one);
            reopenPart.hidden = one.is_open;
            closePart.hidden = !one.is_open;
            isFalse = one.is_false_alarm;
            write(alarm.submit, isFalse ? 'It was no false alarm' : 'Mark as a false alarm');
            untilText();
        },
    };
}
