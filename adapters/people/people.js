// The page of the practice's people until the console is there: setting up an account by a link, signing
// in, inviting clients, and saying yes to those who took an invite. Opening it uses nothing up: a mail
// scanner that follows a link presses no button.
import { button, make } from '/respond/make.js';
import { post, read } from './ask.js';
import { makeForm } from './form.js';

const api = '/api/v1/people/';
const page = document.getElementById('page');
const account = document.getElementById('account');
const spoken = document.getElementById('spoken');
const KEPT = 'switchback-set-up';

function show(title, ...parts) {
    const heading = make('h1', { tabindex: '-1' }, title);
    page.replaceChildren(heading, ...parts.filter(Boolean));
    heading.focus();
}

const box = (properties = {}) => make('input', { required: true, ...properties });
const codeBox = () => box({ autocomplete: 'one-time-code', maxlength: '16', class: 'code' });

// The link's word leaves the address bar at once, and stays in this tab until it was used.
function takeLink() {
    const word = new URLSearchParams(location.hash.slice(1)).get('t');
    if (word) {
        sessionStorage.setItem(KEPT, word);
        history.replaceState(null, '', '/people');
    }
    return sessionStorage.getItem(KEPT);
}

function lost(error) {
    if (error.code !== 'link_over') {
        throw error;
    }
    sessionStorage.removeItem(KEPT);
    signIn(error.message);
}

function showRecovery(codes) {
    show('Your recovery codes',
        make('p', {}, 'Each signs you in once when your phone is not at hand. They are shown this once: write them down, apart from the phone.'),
        make('ul', { class: 'secret', id: 'recovery' }, codes.map((one) => make('li', {}, one))),
        button('I have written them down', { class: 'solid', onclick: home }));
}

function setUpForm(link, state) {
    const secret = state.enrol.secret.match(/.{1,4}/g).join(' ');
    show('Set up your account',
        make('p', {}, 'Add this account to an authenticator app (any app for one-time codes will do): ',
            make('a', { href: state.enrol.uri }, 'open it in your app'),
            ', or choose “enter a key” there and type this key (by time, 6 digits):'),
        make('p', { class: 'secret', id: 'secret' }, secret),
        makeForm([
            ['handle', 'Sign-in name', box({ value: state.handle, autocomplete: 'username', maxlength: '64' }), 'Small letters, digits, dots and dashes'],
            ['name', 'Your name', box({ value: state.name, autocomplete: 'name', maxlength: '120' }), 'As clients read it'],
            ['password', 'Password', box({ type: 'password', autocomplete: 'new-password' }), '15 characters or more; several words are easiest. Nothing else is asked of it'],
            ['code', 'Code', codeBox(), 'The six digits your app shows now'],
        ], 'Set up and sign in', async (values) => {
            try {
                const done = await post(`${api}set-up`, { link, ...values });
                sessionStorage.removeItem(KEPT);
                showRecovery(done.recovery);
            } catch (error) {
                lost(error);
            }
        }));
}

function withLink(link) {
    const complaint = make('p', { class: 'complaint', role: 'alert' });
    show('Set up your account',
        make('p', {}, 'Your link works once. Have your phone at hand.'), complaint,
        button('Begin', { class: 'solid', onclick: async () => {
            try {
                setUpForm(link, await post(`${api}set-up`, { link }));
            } catch (error) {
                try {
                    lost(error);
                } catch {
                    complaint.textContent = error.message;
                }
            }
        } }));
}

function signIn(why = '') {
    account.hidden = true;
    show('Sign in', why && make('p', { class: 'note' }, why),
        makeForm([
            ['handle', 'Sign-in name', box({ autocomplete: 'username', maxlength: '64' })],
            ['password', 'Password', box({ type: 'password', autocomplete: 'current-password' })],
            ['code', 'Code', codeBox(), 'The six digits your app shows now, or a recovery code'],
        ], 'Sign in', async (values) => {
            await post(`${api}sign-in`, values);
            await home();
        }));
}

const STATES = { open: 'not taken yet', taken: 'taken: is this who you gave it to?', confirmed: 'your client', withdrawn: 'withdrawn', over: 'over' };

function inviteRow(one, me) {
    const act = (name, text) => button(text, { onclick: async () => {
        try {
            await post(`/api/v1/invites/${one.invite}/${name}`);
            spoken.textContent = 'Done';
        } catch (error) {
            spoken.textContent = error.message;
        }
        await home();
    } });
    const isMine = one.therapist === me.person;
    return make('li', { class: 'card' },
        make('p', {}, make('b', {}, one.label || 'Without a label'), `: ${STATES[one.state] ?? one.state}`),
        make('p', { class: 'soft' }, `Made ${new Date(one.made_ms).toLocaleString()}`),
        one.state === 'taken' && isMine ? act('confirm', 'Yes, this is my client') : null,
        ['open', 'taken'].includes(one.state) ? act('withdraw', 'Withdraw') : null);
}

function newInvite(made) {
    show('A new invite',
        make('p', {}, 'Read this code to your client, or give them the link. It works once, for two weeks, and is shown this once.'),
        make('p', { class: 'secret', id: 'code' }, made.code),
        make('p', { id: 'link' }, made.link),
        button('Done', { class: 'solid', onclick: home }));
}

async function home() {
    let me;
    try {
        me = await read(`${api}me`);
    } catch (error) {
        signIn(error.code === 'signed_out' || error.code === 'no_people' ? '' : error.message);
        return;
    }
    account.hidden = false;
    document.getElementById('whose').textContent = me.name;
    const has = (role) => me.roles.includes(role);
    const invites = has('therapist') || has('owner') ? (await read('/api/v1/invites')).invites : null;
    const people = has('owner') ? (await read('/api/v1/people')).people : null;
    show(`Hello, ${me.name}`,
        has('therapist') ? make('h2', {}, 'Invite a client') : null,
        has('therapist') ? makeForm([
            ['label', 'Label', make('input', { maxlength: '60' }), 'By which you know whom it is for. Sealed; the client does not see it'],
        ], 'Make an invite', async (values) => newInvite(await post('/api/v1/invites', values))) : null,
        invites && make('h2', {}, 'Invites'),
        invites && (invites.length ? make('ul', { class: 'stack', id: 'invites' }, invites.map((one) => inviteRow(one, me)))
            : make('p', { class: 'soft' }, 'None yet.')),
        people && make('h2', {}, 'People'),
        people && make('ul', { id: 'people' }, people.map((one) =>
            make('li', {}, `${one.name} (${one.handle}): ${one.roles.join(', ')}; ${one.state}`))));
}

document.getElementById('sign-out').addEventListener('click', async () => {
    try {
        await post(`${api}sign-out`);
    } finally {
        signIn('You are signed out.');
    }
});

const link = takeLink();
if (link) {
    withLink(link);
} else {
    await home();
}
