// The list of cases. Rows stay where they are in the page and only their words change, so that the
// focus and a screen reader's place survive each look.
import { make, write } from './make.js';
import { before, due, held, waits } from './order.js';
import { at, now } from './times.js';
import { word } from './words.js';

function openRow(reference) {
    const name = make('span', { class: 'name' });
    const urgency = make('span', { class: 'badge' });
    const drill = make('span', { class: 'badge drill', hidden: true }, 'DRILL');
    const review = make('span', { class: 'badge', hidden: true }, 'For review');
    const lost = make('span', { class: 'badge l2', hidden: true }, 'A notice was not delivered');
    const falseAlarm = make('span', { class: 'badge', hidden: true }, 'False alarm');
    const state = make('span', {});
    const holder = make('span', {});
    const time = make('span', { class: 'due' });
    const opened = make('span', { class: 'soft' });
    const link = make('a', { href: `#c=${encodeURIComponent(reference)}` },
        make('span', { class: 'badges' }, urgency, drill, review, lost, falseAlarm), name);
    const item = make('li', { class: 'card' }, make('h2', {}, link), state, holder, time, opened);
    return {
        item,
        show(one, me) {
            const late = due(one, now());
            write(urgency, one.is_open ? word('urgency', one.level) : 'Closed');
            urgency.className = `badge ${one.is_open ? one.level : ''}`;
            drill.hidden = !one.is_drill;
            review.hidden = !one.is_open || !one.review_due_ms;
            lost.hidden = !one.is_open || !one.notices_lost;
            falseAlarm.hidden = !one.is_false_alarm;
            write(name, `${word('level', one.level)}: ${word('about', one.about)}${one.wants_person && one.level !== 'h' ? ', wants a person' : ''}`);
            write(state, one.is_open ? `Case ${one.reference}: ${word('page', one.page)}` : `Case ${one.reference}`);
            write(holder, held(one, me));
            write(time, late.text);
            time.hidden = !late.text;
            time.classList.toggle('over', late.isOver);
            write(opened, `Opened ${at(one.opened_ms)}`);
            item.classList.toggle('waits', waits(one));
        },
    };
}

// section: where it is shown; onAll(): called when closed cases are to be shown too, or no more.
export function openList(section, onAll) {
    const rows = new Map();
    let shown = [];
    let me = '';
    const heading = make('h1', { tabindex: '-1' }, 'Cases');
    const news = make('p', { class: 'banner', hidden: true });
    const count = make('p', { class: 'soft', role: 'status' });
    const list = make('ul', { class: 'cards' });
    const all = make('input', { type: 'checkbox' });
    all.addEventListener('change', onAll);
    section.replaceChildren(make('div', { class: 'between' }, heading, make('label', { class: 'tick' }, all, 'Closed cases too')), news, count, list);

    function tick() {
        for (const one of shown) {
            rows.get(one.reference).show(one, me);
        }
    }

    return {
        get wantsAll() {
            return all.checked;
        },
        focus: () => heading.focus(),
        // Says above the list why one landed here; '' takes it away.
        tell(text) {
            news.hidden = !text;
            write(news, text);
        },
        tick,
        show(cases, who) {
            me = who;
            shown = [...cases].sort(before);
            const open = shown.filter((one) => one.is_open).length;
            const waiting = shown.filter(waits).length;
            write(count, open === 0 ? 'No open case.' : `${open} open, ${waiting === 0 ? 'none waits for somebody' : `${waiting} waiting for somebody to take ${waiting === 1 ? 'it' : 'them'}`}.`);
            const kept = new Set(shown.map((one) => one.reference));
            for (const [reference, row] of rows) {
                if (!kept.has(reference)) {
                    row.item.remove();
                    rows.delete(reference);
                }
            }
            shown.forEach((one, place) => {
                if (!rows.has(one.reference)) {
                    rows.set(one.reference, openRow(one.reference));
                }
                const { item } = rows.get(one.reference);
                if (list.children[place] !== item) {
                    // A moved element loses the focus, so it is given back.
                    const focused = item.contains(document.activeElement) ? document.activeElement : null;
                    list.insertBefore(item, list.children[place] ?? null);
                    focused?.focus();
                }
            });
            tick();
        },
    };
}
