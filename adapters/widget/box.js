// The message box: grows with the text, sends on Enter where there is a keyboard, and keeps a draft over a
// reload (in this tab only).
const DRAFT = 'switchback.draft';
const MOST_ROWS = 6;

// box: the textarea in its form. send(text) gets what was written, trimmed and not empty.
export function openBox(box, send) {
    function keep() {
        box.rows = Math.min(MOST_ROWS, box.value.split('\n').length);
        try {
            sessionStorage.setItem(DRAFT, box.value);
        } catch {
            // The draft then lives as long as the page.
        }
    }

    function put(text) {
        box.value = text;
        keep();
    }

    function submit() {
        const text = box.value.trim();
        if (text) {
            put('');
            send(text);
        }
        box.focus({ preventScroll: true });
    }

    // By touch, focus goes to the form around the box, so that no keyboard covers the next question.
    box.form.tabIndex = -1;
    function focus(event) {
        const touch = event?.pointerType === 'touch'
            || (event?.detail > 0 && matchMedia('(pointer: coarse)').matches);
        (touch ? box.form : box).focus({ preventScroll: true });
    }

    box.form.addEventListener('submit', (event) => {
        event.preventDefault();
        submit();
    });
    box.addEventListener('input', keep);
    box.addEventListener('keydown', (event) => {
        // On a phone, Enter is a new line: there is a button to send.
        const plain = event.key === 'Enter' && !event.shiftKey && !event.isComposing;
        if (plain && matchMedia('(pointer: fine)').matches) {
            event.preventDefault();
            submit();
        }
    });
    try {
        put(sessionStorage.getItem(DRAFT) ?? '');
    } catch {
        put('');
    }

    return {
        put,
        focus,
        isEmpty: () => box.value === '',

        limit(length) {
            if (length > 0) {
                box.maxLength = length;
            }
        },
    };
}
