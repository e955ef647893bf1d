// What is done with a case less often: saying what it is about, noting that an answer is known, and
// opening more of the conversation than the case does.
import { form } from './form.js';
import { field, make, select, write } from './make.js';
import { at, now } from './times.js';
import { choices } from './words.js';
import { bubble } from './talk.js';

const DAY_MS = 86_400_000;
const KNOWN_DAYS = 30;

// The day of a time by this device's calendar, as a date field writes it.
function dayOf(time) {
    const then = new Date(time);
    return [then.getFullYear(), then.getMonth() + 1, then.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

// The end of the last day for which a review counts.
function untilOf(day, days) {
    const [year, month, date] = day.split('-').map(Number);
    return Math.min(new Date(year, month - 1, date + days).getTime(), now() + KNOWN_DAYS * DAY_MS);
}

function fold(title, ...parts) {
    return make('details', { class: 'panel' }, make('summary', {}, title), parts);
}

// Sends the category and shows what came of it.
function openAbout(act) {
    const about = select(choices('about').filter(([name]) => name !== 'none'), { name: 'about', required: true });
    const { element } = form('What it is about', 'Change it', [
        make('p', {}, 'The help the client sees follows this. In an urgent case they read the first steps for it at once.'),
        field('What is it about?', about),
    ], (data) => act('about', { about: data.get('about') }), { class: '' });
    let last = '';
    return {
        element: fold('Change what it is about', element),
        show(one) {
            if (one.about !== last) {
                last = one.about;
                about.value = one.about === 'none' ? 'suicide' : one.about;
            }
        },
    };
}

function openReviewed(act) {
    const day = make('input', { type: 'date', name: 'reviewed_on', required: true });
    const done = make('p', { class: 'soft', role: 'status' });
    const bounds = () => {
        day.min = dayOf(now() - (KNOWN_DAYS - 1) * DAY_MS);
        day.max = dayOf(now());
        day.value ||= day.max;
    };
    const { element } = form('A reviewed answer', 'Note it as known', [
        make('p', {}, 'For an answer that stays the same and that you have talked about in person. The same or a lower answer then calls nobody: it is a line in the digest, and the client sees their plan. A higher one, new words, or the last day raise a case as usual.'),
        field('Which question?', make('input', { name: 'item', required: true, maxlength: '200', value: 'phq9.9', autocapitalize: 'off', spellcheck: 'false' }),
            'Its name in the questionnaire: phq9.9 is question 9 of the PHQ-9'),
        field('The answer that is known', make('input', { type: 'number', name: 'value', required: true, min: '1', max: '100', inputmode: 'numeric' }), 'A number from 1 up'),
        field('Reviewed with them on', day, 'At most 30 days ago'),
        field('Known for', select([['7', '7 days'], ['14', '14 days'], ['30', '30 days, the most there is']], { name: 'until_ms' }), 'From that day on'),
        make('label', { class: 'tick' }, make('input', { type: 'checkbox', name: 'plan', required: true }), 'They have a plan, and I went through it with them'),
    ], async (data) => {
        write(done, '');
        const until = untilOf(data.get('reviewed_on'), Number(data.get('until_ms')));
        const came = await act('reviewed', { item: data.get('item').trim(), value: Number(data.get('value')), until_ms: until });
        if (!came.text) {
            write(done, `Noted: ${data.get('item').trim()} = ${data.get('value')}, known until ${at(until)}.`);
        }
        return came;
    }, { class: '' });
    element.append(done);
    bounds();
    return { element: fold('Note a reviewed answer', element), tick: bounds };
}

// open(why): asks for the messages; gives { text, field, messages, is_cut }.
function openRest(open) {
    const log = make('ol', { class: 'log', tabindex: '0', 'aria-label': 'The whole run', hidden: true });
    const note = make('p', { class: 'soft', role: 'status' });
    const { element } = form('Open the whole run', 'Open it', [
        make('p', {}, 'The case opens what was written around its signals and while they waited. The rest of that run opens with a reason, for this one look. The client reads that you opened it; the reason stands in the log.'),
        field('Why do you need more?', make('input', { name: 'why', required: true, maxlength: '200' }), 'No words of the client, please'),
    ], async (data) => {
        const came = await open(data.get('why').trim());
        if (!came.text) {
            log.replaceChildren(...came.messages.map(bubble));
            log.hidden = false;
            write(note, came.is_cut ? 'There is more than can be shown: this is its first part.' : 'This is all of that run.');
        }
        return came;
    }, { class: '' });
    return fold('Open more than the case does', element, note, log);
}

export function openMore(act, open) {
    const about = openAbout(act);
    const reviewed = openReviewed(act);
    const rest = openRest(open);
    return {
        elements: [about.element, reviewed.element, rest],
        tick: reviewed.tick,
        show(one) {
            about.element.hidden = !one.is_open;
            about.show(one);
        },
    };
}
