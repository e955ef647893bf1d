// A client's way in: the code they were given, the clinic it is from, and their yes to it. Opening the page
// uses nothing up. This is an automated guide, and the page says so before anything is begun.
import { forget, keep, recall } from '/keep.js';
import { post } from '/people/ask.js';
import { makeForm } from '/people/form.js';
import { button, make } from '/respond/make.js';

const TOKEN = 'switchback.token'; // as the chat page keeps it
const page = document.getElementById('page');

function show(title, ...parts) {
    const heading = make('h1', { tabindex: '-1' }, title);
    page.replaceChildren(heading, ...parts.filter(Boolean));
    heading.focus();
}

async function accept(code, practice) {
    const token = recall(TOKEN);
    try {
        return await post('/api/v1/invite/accept', { code, practice }, token);
    } catch (error) {
        // A conversation that is no more: this begins another.
        if (!token || error.code !== 'token') {
            throw error;
        }
        forget(TOKEN);
        return post('/api/v1/invite/accept', { code, practice });
    }
}

function confirm(code, offered) {
    const complaint = make('p', { class: 'complaint', role: 'alert' });
    const yes = button(`Yes, ${offered.practice} is my clinic`, { class: 'solid', id: 'yes', onclick: async () => {
        if (yes.getAttribute('aria-disabled') === 'true') {
            return;
        }
        yes.setAttribute('aria-disabled', 'true');
        try {
            const taken = await accept(code, offered.practice);
            if (taken.token) {
                keep(TOKEN, taken.token);
            }
            location.replace('/');
        } catch (error) {
            complaint.textContent = error.message;
            yes.removeAttribute('aria-disabled');
        }
    } });
    show(offered.practice,
        make('p', {}, `${offered.therapist} invites you. What you share here, they can read, once they have said yes too.`),
        make('p', {}, 'You will talk with an automated guide, not with a person.'),
        complaint, yes, button('No, this is not my clinic', { id: 'no', onclick: () => ask('', 'Nothing was begun. Ask whoever gave you the code.') }));
}

function ask(code, why = '') {
    show('Your invite', why && make('p', { class: 'note' }, why),
        makeForm([
            ['code', 'Code', make('input', { value: code, required: true, maxlength: '20', class: 'code', autocapitalize: 'characters', autocomplete: 'off' }),
                'Twelve letters and digits, as your clinic gave it to you'],
        ], 'Go on', async (values) => confirm(values.code, await post('/api/v1/invite/look', values))));
}

// The code leaves the address bar at once.
const code = new URLSearchParams(location.hash.slice(1)).get('c') ?? '';
if (code) {
    history.replaceState(null, '', '/invite');
}
ask(code);
