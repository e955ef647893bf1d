// The ways to answer the open question: native controls, one builder per kind. Whatever the kind, the
// message box stays: every question can also be answered in the client's own words.
import { say } from './words.js';

const MOST_SCALE_BUTTONS = 11;
const MOST_CHOICE_BUTTONS = 15;

function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) {
        element.className = className;
    }
    if (text !== undefined) {
        element.textContent = text;
    }
    return element;
}

function button(text, act, className = '') {
    const element = make('button', className, text);
    element.type = 'button';
    element.addEventListener('click', act);
    return element;
}

// The earlier answer comes as it would be typed: a key, a label, or several of them.
function wasBefore(input, choice) {
    const before = [input.suggested ?? []].flat().flatMap((one) => [one, ...String(one).split(', ')]);
    return before.includes(choice.key) || before.includes(choice.label);
}

function choices(input, give) {
    if ((input.choices ?? []).length > MOST_CHOICE_BUTTONS) {
        return longList(input, give);
    }
    const row = make('div', 'choices');
    for (const choice of input.choices ?? []) {
        const one = button(choice.label, (event) => give({ choice: choice.key }, choice.label, event));
        if (wasBefore(input, choice)) {
            one.setAttribute('aria-description', say('before', { value: choice.label }));
            one.classList.add('before');
        }
        row.append(one);
    }
    return row;
}

// Countries, for one: more choices than a screen holds.
function longList(input, give) {
    const form = make('form', 'field');
    const label = make('label', '', say('list.label'));
    const list = make('select');
    list.append(new Option(say('list.choose'), ''));
    for (const choice of input.choices) {
        list.append(new Option(choice.label, choice.key, false, wasBefore(input, choice)));
    }
    const line = complaint();
    label.append(list);
    form.append(label, make('button', '', say('list.send')), line);
    form.addEventListener('submit', (event) => {
        event.preventDefault();
        const chosen = input.choices.find((one) => one.key === list.value);
        if (chosen) {
            give({ choice: chosen.key }, chosen.label, event);
        } else {
            line.textContent = say('empty');
        }
    });
    return form;
}

function yesno(input, give) {
    const both = [{ key: 'yes', label: say('yes') }, { key: 'no', label: say('no') }];
    return choices({ ...input, choices: input.choices?.length ? input.choices : both }, give);
}

function scaleSteps(range) {
    const step = range.step > 0 ? range.step : 1;
    const count = Math.floor((range.max - range.min) / step) + 1;
    return Array.from({ length: Math.max(0, Math.min(count, 1_000)) }, (_, k) => range.min + k * step);
}

function scale(input, give) {
    const range = { min: 0, max: 10, ...input.range };
    const steps = scaleSteps(range);
    if (steps.length > MOST_SCALE_BUTTONS) {
        return field(input, give, 'number');
    }
    const whole = make('div', 'scale');
    const row = make('div', 'steps');
    for (const n of steps) {
        const one = button(String(n), (event) => give({ value: n }, String(n), event));
        const label = n === range.min ? range.low : n === range.max ? range.high : '';
        if (label) {
            one.setAttribute('aria-label', say('scale.end', { n, label }));
        }
        if (n === Number(input.suggested ?? NaN)) {
            one.setAttribute('aria-description', say('before', { value: n }));
            one.classList.add('before');
        }
        row.append(one);
    }
    whole.append(row);
    if (range.low || range.high) {
        const ends = make('p', 'ends soft');
        ends.setAttribute('aria-hidden', 'true');
        for (const [n, label] of [[range.min, range.low], [range.max, range.high]]) {
            ends.append(make('span', '', label ? say('scale.end', { n, label }) : ''));
        }
        whole.append(ends);
    }
    return whole;
}

// The sentence under a control that says what is missing; announced when it changes.
function complaint() {
    const line = make('p', 'complaint');
    line.setAttribute('role', 'alert');
    return line;
}

function many(input, give) {
    const form = make('form', 'many');
    const boxes = (input.choices ?? []).map((choice) => {
        const label = make('label', 'tick');
        const box = make('input');
        box.type = 'checkbox';
        box.checked = wasBefore(input, choice);
        label.append(box, make('span', '', choice.label));
        form.append(label);
        return { box, choice };
    });
    const line = complaint();
    const send = make('button', 'solid', say('many.send'));
    form.append(line, send);
    form.addEventListener('submit', (event) => {
        event.preventDefault();
        const chosen = boxes.filter(({ box }) => box.checked).map(({ choice }) => choice);
        if (!chosen.length && input.range?.min !== 0) {
            line.textContent = say('many.none');
            return;
        }
        if (chosen.length > (input.range?.max ?? Infinity)) {
            line.textContent = say('many.most', { n: input.range.max });
            return;
        }
        const labels = chosen.map((one) => one.label).join(', ');
        give({ value: chosen.map((one) => one.key) }, labels || say('many.nothing'), event);
    });
    return form;
}

// A number, a date or a time, by the browser's own control.
function field(input, give, type) {
    const form = make('form', 'field');
    const label = make('label', '', say(`${type}.label`));
    const control = make('input');
    control.type = type;
    control.required = true;
    const { min, max, step } = input.range ?? {};
    if (type === 'number') {
        control.inputMode = 'decimal';
        control.step = step > 0 ? step : 'any';
    }
    if (min !== undefined && min !== null) {
        control.min = min;
    }
    if (max !== undefined && max !== null) {
        control.max = max;
    }
    if (input.suggested !== undefined && input.suggested !== null) {
        control.value = input.suggested;
    }
    form.noValidate = true;
    const line = complaint();
    const send = make('button', '', say(`${type}.send`));
    label.append(control);
    form.append(label, send, line);
    form.addEventListener('submit', (event) => {
        event.preventDefault();
        if (!control.checkValidity()) {
            const outside = control.validity.rangeUnderflow || control.validity.rangeOverflow;
            line.textContent = outside && control.min !== '' && control.max !== ''
                ? say('number.range', { min: control.min, max: control.max }) : say('empty');
            control.setAttribute('aria-invalid', 'true');
            control.focus();
            return;
        }
        const value = type === 'number' ? control.valueAsNumber : control.value;
        give({ value }, type === 'number' ? String(value) : shownValue(type, control), event);
    });
    return form;
}

function shownValue(type, control) {
    if (type === 'date') {
        const [year, month, day] = control.value.split('-').map(Number);
        return new Date(year, month - 1, day).toLocaleDateString(undefined, { dateStyle: 'long' });
    }
    return control.value;
}

const builders = {
    yesno, scale, many,
    one: choices,
    number: (input, give) => field(input, give, 'number'),
    date: (input, give) => field(input, give, 'date'),
    time: (input, give) => field(input, give, 'time'),
};

// Fills the group for a prompt. give(answer, shown, event) sends an answer, skip(event) skips. The group is
// hidden when the question takes nothing but words.
export function showAnswer(group, prompt, { give, skip }) {
    const { input, why } = prompt;
    const parts = [];
    if (builders[input.kind]) {
        parts.push(builders[input.kind](input, give));
    } else if (input.kind === 'text' && typeof input.suggested === 'string' && input.suggested) {
        const old = make('p', 'earlier');
        old.append(make('span', '', say('before', { value: input.suggested })),
            button(say('keep'), (event) => give({ text: input.suggested }, input.suggested, event)));
        parts.push(old);
    }
    if (input.help) {
        parts.push(make('p', 'soft', input.help));
    }
    const row = make('div', 'tools aside');
    if (why) {
        const reason = make('details', 'why');
        reason.append(make('summary', '', say('why')), make('p', '', why));
        row.append(reason);
    }
    if (input.optional) {
        row.append(button(say('skip'), skip, 'skip'));
    }
    if (row.childElementCount) {
        parts.push(row);
    }
    group.replaceChildren(...parts);
    group.hidden = parts.length === 0;
}
