// The conversation of a case: the messages it opens, new ones as they come, and the box to write in.
import { button, make, write } from './make.js';
import { at } from './times.js';

function speaker(message) {
    if (message.from === 'client') {
        return 'Client';
    }
    return message.from === 'human' ? message.name || 'A responder' : 'Software';
}

// A message as a row of a conversation.
export function bubble(message) {
    const kind = message.from === 'human' ? 'mine' : message.from === 'client' ? 'theirs' : 'theirs bot';
    return make('li', { class: kind }, make('span', { class: 'mark' }, `${speaker(message)}, ${at(message.at_ms)}`),
        make('p', { class: 'body', dir: 'auto' }, message.text));
}

// say(words): sends them; gives '' when the server has them, else what went wrong. spoken: the polite region.
export function openTalk(spoken, say) {
    const shown = new Set();
    let last = 0;
    const log = make('ol', { class: 'log', tabindex: '0', 'aria-label': 'Messages' });
    const none = make('p', { class: 'soft' }, 'No message to show.');
    const box = make('textarea', { id: 'words', rows: '2', maxlength: '4000', enterkeyhint: 'send' });
    const status = make('p', { class: 'soft', role: 'status' });
    const send = make('button', { class: 'solid' }, 'Send');
    const form = make('form', { class: 'write', autocomplete: 'off' },
        make('label', { for: 'words' }, 'Write to the client'), box, send, status);
    const newer = button('New message below', { class: 'newer', hidden: true, onclick: () => log.scrollTo(0, log.scrollHeight) });
    const element = make('section', { class: 'panel talk', 'aria-labelledby': 'talk-title' },
        make('h2', { id: 'talk-title' }, 'Conversation'), none, log, newer, form);

    const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    log.addEventListener('scroll', () => {
        newer.hidden = newer.hidden || atEnd();
    });
    box.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            form.requestSubmit();
        }
    });
    form.addEventListener('submit', async (event) => {
        event.preventDefault();
        const words = box.value.trim();
        if (!words || box.readOnly) {
            return;
        }
        // The words stay in the box until the server has them.
        box.readOnly = true;
        write(status, 'Sending…');
        const wrong = await say(words);
        box.readOnly = false;
        write(status, wrong ? `${wrong} Your words are still in the box.` : 'Sent: the server has it.');
        status.classList.toggle('complaint', wrong !== '');
        if (!wrong) {
            box.value = '';
        }
    });

    return {
        element,
        get last() {
            return last;
        },
        focus: () => box.focus(),
        // canWrite: the case is open. why: what a first word does, or ''.
        allow(canWrite, why) {
            form.hidden = !canWrite;
            if (canWrite) {
                box.setAttribute('placeholder', why);
            }
        },
        show(messages) {
            const follows = atEnd();
            const isFirst = last === 0;
            for (const message of messages) {
                if (shown.has(message.seq)) {
                    continue;
                }
                shown.add(message.seq);
                last = Math.max(last, message.seq);
                log.append(bubble(message));
                if (!isFirst && message.from === 'client') {
                    write(spoken, `Client: ${message.text}`);
                }
                newer.hidden = follows || isFirst;
            }
            none.hidden = shown.size > 0;
            if (follows || isFirst) {
                log.scrollTo(0, log.scrollHeight);
            }
        },
    };
}
