// A small form with its button. What went wrong stands beside the field it is about, or above the button
// where it is about none.
import { make } from './make.js';

export function radios(name, legend, rows) {
    return make('fieldset', {}, make('legend', {}, legend), rows.map(([value, text]) =>
        make('label', { class: 'tick' }, make('input', { type: 'radio', name, value, required: true }), text)));
}

let made = 0;

// The control a refusal names: our controls bear the names of the act's members.
function controlOf(form, name) {
    const found = name ? form.elements.namedItem(name) : null;
    return found instanceof RadioNodeList ? found[0] : found;
}

// send(data) does it and gives { text, field }: what went wrong, '' for nothing, and the field it is about.
export function form(title, text, parts, send, properties = {}) {
    made += 1;
    const complaint = make('p', { class: 'complaint', role: 'alert', id: `complaint-${made}` });
    const submit = make('button', { class: properties.class ?? 'solid' }, text);
    const element = make('form', { class: 'stack', autocomplete: 'off', 'aria-label': title }, parts, complaint, submit);
    let faulty = null;

    function clear() {
        complaint.textContent = '';
        faulty?.removeAttribute('aria-invalid');
        faulty?.removeAttribute('aria-errormessage');
        faulty = null;
        submit.before(complaint);
    }

    element.addEventListener('submit', async (event) => {
        event.preventDefault();
        if (submit.getAttribute('aria-disabled') === 'true') {
            return;
        }
        submit.setAttribute('aria-disabled', 'true');
        clear();
        const came = await send(new FormData(element));
        submit.removeAttribute('aria-disabled');
        faulty = came.text ? controlOf(element, came.field) : null;
        if (faulty) {
            faulty.closest('.field, fieldset').append(complaint);
            faulty.setAttribute('aria-invalid', 'true');
            faulty.setAttribute('aria-errormessage', complaint.id);
            faulty.focus();
        }
        complaint.textContent = came.text;
    });
    return { element, submit };
}
