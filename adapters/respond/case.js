// One case: what it opens, what can be done, the conversation.
import { openActs, openSender } from './acts.js';
import { read } from './ask.js';
import { make, write } from './make.js';
import { due, held } from './order.js';
import { openTalk } from './talk.js';
import { at, now } from './times.js';
import { ended, word } from './words.js';

// A part whose rows are made anew only when what they show has changed.
function part(title, className, emptyText, row) {
    const body = make('ul', { class: className });
    const empty = make('p', { class: 'soft' }, emptyText);
    let last = null;
    return {
        element: make('section', { class: 'panel' }, make('h2', {}, title), empty, body),
        show(rows) {
            const now_ = JSON.stringify(rows);
            if (now_ === last) {
                return;
            }
            last = now_;
            body.replaceChildren(...rows.map(row));
            empty.hidden = rows.length > 0;
        },
    };
}

const signal = (one) => make('li', {},
    one.words ? make('blockquote', { dir: 'auto' }, one.words) : null,
    make('p', {}, `${word('from', one.from)}, ${at(one.at_ms)}: ${word('level', one.level).toLowerCase()}, ${word('about', one.about)}`),
    one.rule ? make('p', { class: 'soft' }, `Rule ${one.rule}`) : null);

const answer = (one) => make('li', {}, `${word('question', one.to)} `, make('b', {}, word('answer', one.was)));

const paged = (one) => make('li', {},
    make('b', {}, one.name), ` ${word('tier', one.as)}, ${at(one.sent_ms)}`,
    make('span', { class: 'soft' }, one.receipts.filter((was) => was !== 'none').map((was, i) => ` · channel ${i + 1}: ${word('receipt', was)}`).join('')));

const sentences = (parts) => parts.filter(Boolean).map((text) => `${text[0].toUpperCase()}${text.slice(1)}.`).join(' ');

function whoWasFaster(one, me) {
    if (!one.holder) {
        return 'Somebody was faster';
    }
    return one.holder === me ? 'You hold it now, from another page' : `${one.holder_name} was faster and holds it now`;
}

// Opens a case in a section. me: responder id. on: {spoken, alarm, frame(answer), refused(error)}.
export function openCase(section, reference, me, on) {
    const send = openSender(reference);
    const knownWords = new Map();
    let one = null;
    let mayBeCalled = false;
    let isOver = false;

    const heading = make('h1', { tabindex: '-1' }, `Case ${reference}`);
    const badges = make('p', { class: 'badges' });
    const state = make('p', {});
    const time = make('p', { class: 'due' });
    const quick = make('p', { class: 'banner grave', hidden: true }, 'Left by quick exit: do not call without the safe-contact note. Nothing is sent to their device.');
    const drill = make('p', { class: 'banner drill', hidden: true }, 'DRILL: this is an exercise. No client is behind it.');
    const unanswered = make('p', { class: 'banner grave', hidden: true }, 'Everybody on the list was tried and nobody has answered. Take it if you can.');
    const news = make('p', { class: 'banner', role: 'alert', tabindex: '-1', hidden: true });

    const raised = part('What raised it', 'rows', 'No signal is noted.', signal);
    const answers = part('Answers to the safety questions', 'rows', 'None was asked or answered yet.', answer);
    const contact = part('Safe contact', 'rows', 'They have not said how they can be reached safely.',
        (row) => make('li', {}, `${row.name}: `, make('b', { dir: 'auto' }, row.said)));
    const callable = make('p', {});
    contact.element.firstChild.after(callable);
    const plan = part('Their own plan', 'rows', 'They have no plan here.', (text) => make('li', { dir: 'auto' }, text));
    const pages = part('Who was paged', 'rows', 'Nobody was paged.', paged);

    function tell(text) {
        news.hidden = !text;
        write(news, text);
    }

    function present(next) {
        one = next;
        const late = due(one, now());
        const marks = [one.is_open ? word('urgency', one.level) : 'Closed', one.is_drill ? 'DRILL' : null,
            one.is_false_alarm ? 'False alarm' : null].filter(Boolean).join('|');
        if (badges.dataset.marks !== marks) {
            badges.dataset.marks = marks;
            badges.replaceChildren(...marks.split('|').map((text, i) =>
                make('span', { class: `badge ${text === 'DRILL' ? 'drill' : i === 0 && one.is_open ? one.level : ''}` }, text)));
        }
        write(state, sentences([`${word('level', one.level)}: ${word('about', one.about)}`, one.wants_person ? 'they asked for a person' : '',
            word('page', one.page), word('dialogue', one.dialogue), held(one, me)]));
        write(time, late.text);
        time.hidden = !late.text;
        time.classList.toggle('over', late.isOver);
        drill.hidden = !one.is_drill;
        unanswered.hidden = one.page !== 'unanswered';
        acts.show(one, me, mayBeCalled);
        const isMine = one.holder === me;
        talk.allow(one.is_open, one.dialogue === 'with_human' && isMine ? '' : 'Your first words take you into the chat, by your name');
    }

    // Does an act and shows the case as it then is; gives what went wrong ('' for nothing) and in which field.
    async function act(kind, members) {
        tell('');
        try {
            const done = await send(kind, one.epoch, members);
            on.frame(done);
            if (kind === 'claim') {
                acts.taken();
            }
            present(done.case);
            await look(true);
            return { text: '', field: '' };
        } catch (error) {
            return wentWrong(error, kind);
        }
    }

    function wentWrong(error, kind) {
        if (error.code === 'signed_out') {
            on.refused(error);
            return { text: 'You are signed out.', field: '' };
        }
        if (error.case) {
            present(error.case);
            const faster = `${whoWasFaster(error.case, me)}. Nothing of yours was done; look at the case as it now stands.`;
            if (kind === 'say') {
                return { text: faster, field: '' };
            }
            // The form may be gone, so this stands at the head of the case, and the eye goes with it.
            tell(faster);
            news.focus();
            return { text: '', field: '' };
        }
        const unsure = ' It may not have been done: press again, it is never done twice.';
        return { text: `${ended(error.message)}${error.isUnsure ? unsure : ''}`, field: error.field };
    }

    // The whole run, for a reason.
    async function openRun(why) {
        try {
            const came = await send('break_glass', one.epoch, { why });
            on.frame(came);
            return { ...came, text: '', field: '' };
        } catch (error) {
            return wentWrong(error, 'break_glass');
        }
    }

    const acts = openActs(act, openRun);
    const talk = openTalk(on.spoken, async (words) => (await act('say', { words })).text);

    // A later look brings only new messages, and with them only new words of signals.
    function withWords(signals) {
        return signals.map((each) => {
            const key = `${each.at_ms} ${each.from} ${each.rule}`;
            if (each.words) {
                knownWords.set(key, each.words);
            }
            return { ...each, words: each.words || knownWords.get(key) || '' };
        });
    }

    // The first look opens the case, which the server notes with who did; later ones ask for what is new.
    async function look(isHuman = false) {
        const path = `cases/${encodeURIComponent(reference)}${one ? `?after=${Math.max(talk.last, 1)}` : ''}`;
        const answer = await read(path, !isHuman);
        if (isOver) {
            return;
        }
        on.frame(answer);
        mayBeCalled = answer.may_be_called;
        raised.show(withWords(answer.signals));
        answers.show(answer.answers);
        contact.show(answer.contact);
        write(callable, answer.may_be_called ? 'They said that a number is safe to call.' : 'No number is known to be safe to call.');
        plan.show(answer.plan);
        pages.show(answer.pages);
        quick.hidden = !answer.left_quickly;
        talk.show(answer.messages);
        present(answer.case);
    }

    section.replaceChildren(
        make('p', {}, make('a', { href: '#', class: 'back' }, 'All cases')),
        make('div', { class: 'head' }, heading, badges, state, time), drill, quick, unanswered, news,
        make('div', { class: 'two' }, make('div', { class: 'first' }, raised.element, contact.element), acts.element, talk.element,
            make('div', { class: 'rest' }, answers.element, plan.element, pages.element, acts.rarely)));

    return {
        look,
        focus: () => heading.focus(),
        tick() {
            if (one) {
                const late = due(one, now());
                write(time, late.text);
                time.classList.toggle('over', late.isOver);
                acts.tick();
            }
        },
        close() {
            isOver = true;
            section.replaceChildren();
        },
    };
}
