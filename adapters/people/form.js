// A form that says what went wrong beside the field it is about, keeps the focus there, and sends once.
import { field, make } from '/respond/make.js';

const FAULTS = {
    too_short: 'A password has 15 characters or more. Several words are easiest',
    too_long: 'This is too long',
    too_common: 'This is among the first that somebody would try. Take another',
    not_text: 'This holds a character that cannot be typed everywhere',
    not_a_handle: 'Small letters, digits, dots and dashes alone',
    taken: 'Somebody has this name',
    missing: 'This is needed',
};

// rows: [name, label, control, hint]; send(values) may throw a Refusal.
export function makeForm(rows, text, send) {
    const complaint = make('p', { class: 'complaint', role: 'alert' });
    const submit = make('button', { class: 'solid' }, text);
    const made = make('form', { class: 'stack', novalidate: true },
        rows.map(([, label, control, hint]) => field(label, control, hint)), complaint, submit);
    made.addEventListener('submit', async (event) => {
        event.preventDefault();
        if (submit.getAttribute('aria-disabled') === 'true') {
            return;
        }
        submit.setAttribute('aria-disabled', 'true');
        complaint.textContent = '';
        rows.forEach(([, , control]) => control.removeAttribute('aria-invalid'));
        try {
            await send(Object.fromEntries(rows.map(([name, , control]) => [name, control.value])));
        } catch (error) {
            complaint.textContent = FAULTS[error.code] ?? error.message;
            const at = rows.find(([name]) => name === error.field)?.[2];
            at?.setAttribute('aria-invalid', 'true');
            at?.focus();
        } finally {
            submit.removeAttribute('aria-disabled');
        }
    });
    return made;
}
