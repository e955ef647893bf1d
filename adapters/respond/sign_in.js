// Signing in: the link's own button, the new app, the code; or asking for a link. Opening the page uses
// nothing up: a mail scanner that follows a link presses no button.
import { post } from './ask.js';
import { button, field, make, qrCode } from './make.js';

const KEPT = 'switchback-link';

// Takes the link's word out of the address bar at once; it stays in this tab until it was used, because
// a phone may drop the page while its human looks for the code in another app.
export function takeLink() {
    const parts = new URLSearchParams(location.hash.slice(1));
    const word = parts.get('t');
    // A notice's link names its case in the path.
    const named = /^\/respond\/(\w+)$/.exec(location.pathname)?.[1];
    const reference = parts.get('c') ?? named;
    if (word) {
        sessionStorage.setItem(KEPT, word);
    }
    if (word || named) {
        history.replaceState(null, '', reference ? `/respond#c=${encodeURIComponent(reference)}` : '/respond');
    }
    return sessionStorage.getItem(KEPT);
}

const dropLink = () => sessionStorage.removeItem(KEPT);

function groups(secret) {
    return secret.match(/.{1,4}/g).join(' ');
}

// section: where it is shown; done(): called when signed in.
export function openSignIn(section, done) {
    let link = null;
    let why = '';

    function show(title, ...parts) {
        const heading = make('h1', { tabindex: '-1' }, title);
        section.replaceChildren(heading, ...parts.filter(Boolean));
        heading.focus();
    }

    // A form that says what went wrong beside its field and keeps the focus there.
    function form(label, control, submit, text, send) {
        const complaint = make('p', { class: 'complaint', role: 'alert' });
        const button_ = make('button', { class: 'solid' }, text);
        const made = make('form', { class: 'stack', autocomplete: 'off', novalidate: true }, field(label, control, submit), complaint, button_);
        made.addEventListener('submit', async (event) => {
            event.preventDefault();
            if (button_.getAttribute('aria-disabled') === 'true') {
                return;
            }
            button_.setAttribute('aria-disabled', 'true');
            complaint.textContent = '';
            try {
                await send(control.value.trim());
            } catch (error) {
                if (error.code === 'link_over') {
                    lost(error.message);
                    return;
                }
                complaint.textContent = error.message;
                control.setAttribute('aria-invalid', 'true');
                control.select();
            } finally {
                button_.removeAttribute('aria-disabled');
            }
        });
        return made;
    }

    const codeBox = () => make('input', { inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: '7', class: 'code', required: true });

    async function enter(code) {
        if (!code) {
            throw new Error('Write the six digits your app shows now');
        }
        await post('sign-in', { link, code });
        dropLink();
        done();
    }

    function askCode(name) {
        show(`Hello, ${name}`, form('Code', codeBox(), 'The six digits your authenticator app shows now', 'Sign in', enter));
        section.querySelector('input').focus();
    }

    function setUp(name, enrol) {
        show(`Hello, ${name}`,
            make('p', {}, 'This is your first sign-in. Add this page to an authenticator app on your phone (any app for one-time codes will do). You need it each time you sign in.'),
            make('ol', { class: 'steps' },
                make('li', {}, 'On the phone itself: ', make('a', { href: enrol.uri }, 'open it in your app'), '.'),
                enrol.qr ? make('li', {}, 'From another device: scan this with the app.', qrCode(enrol.qr, 'The key below, as a picture to scan')) : null,
                make('li', {}, 'Or choose “enter a key” in the app, and type this key (by time, 6 digits):',
                    make('p', { class: 'secret', 'aria-label': `Key: ${Array.from(enrol.secret).join(' ')}` }, groups(enrol.secret))),
                make('li', {}, 'Write the code it now shows:')),
            form('Code', codeBox(), 'Six digits', 'Sign in', enter));
    }

    async function open(complaint, starter) {
        starter.setAttribute('aria-disabled', 'true');
        complaint.textContent = '';
        try {
            const state = await post('sign-in', { link });
            if (state.next === 'enrol') {
                setUp(state.name, state.enrol);
            } else {
                askCode(state.name);
            }
        } catch (error) {
            if (error.code === 'link_over') {
                lost(error.message);
            } else {
                complaint.textContent = error.message;
            }
        } finally {
            starter.removeAttribute('aria-disabled');
        }
    }

    function withLink() {
        const complaint = make('p', { class: 'complaint', role: 'alert' });
        const starter = button('Sign in', { class: 'solid', onclick: () => open(complaint, starter) });
        show('Sign in', why ? make('p', { class: 'note' }, why) : null,
            make('p', {}, 'Your link works once. Have your authenticator app at hand.'), complaint, starter);
    }

    function lost(message) {
        dropLink();
        link = null;
        why = message;
        askForLink();
    }

    function askForLink() {
        const box = make('input', { autocomplete: 'username', maxlength: '120', required: true });
        show('Sign in', why ? make('p', { class: 'note' }, why) : null,
            make('p', {}, 'You sign in by a link that is sent to you. The first one comes from your administrator.'),
            form('Who are you?', box, 'Your name, your short name on the rota, or your e-mail address', 'Send me a link', async (to) => {
                if (!to) {
                    throw new Error('Write who you are');
                }
                await post('link', { to });
                why = '';
                show('Look at your messages',
                    make('p', {}, 'If that is a responder here who has signed in before, a link is on its way. It works for ten minutes.'),
                    button('Ask again', { onclick: askForLink }));
            }));
    }

    function noResponder() {
        show('No responder is configured', make('p', {}, 'This server has nobody on its rota, so there is nothing to sign in to. Your administrator can change that.'));
    }

    return {
        // message: why one has to sign in again, or nothing.
        open(message = '') {
            why = message;
            link = takeLink();
            if (link) {
                withLink();
            } else {
                askForLink();
            }
        },
        noResponder,
    };
}
