// Making elements: text is only ever text, so nothing a client wrote can become markup.

// make('p', { class: 'soft', id: 'x' }, 'words', element): null children and properties are left out.
export function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
        if (value === null || value === undefined || value === false) {
            continue;
        }
        if (name.startsWith('on')) {
            element.addEventListener(name.slice(2), value);
        } else {
            element.setAttribute(name, value === true ? '' : value);
        }
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return element;
}

// A QR code as the server drew it: {size, path}. Always dark on white, which apps can read.
export function qrCode({ size, path }, label) {
    const space = 'http://www.w3.org/2000/svg';
    const drawn = (tag, properties) => {
        const element = document.createElementNS(space, tag);
        for (const [name, value] of Object.entries(properties)) {
            element.setAttribute(name, String(value));
        }
        return element;
    };
    const picture = drawn('svg', { viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-label': label, class: 'qr', 'shape-rendering': 'crispEdges' });
    picture.append(drawn('rect', { width: size, height: size, fill: '#fff' }), drawn('path', { d: path, fill: '#000' }));
    return picture;
}

// Writes text only when it changed, so that a screen reader is not told the same again.
export function write(element, text) {
    if (element.textContent !== text) {
        element.textContent = text;
    }
}

// A button that sends a form, or does something by itself.
export function button(text, properties = {}) {
    return make('button', { type: 'button', ...properties }, text);
}

let made = 0;

// A control with its label above it; hint is read with it.
export function field(text, control, hint = null) {
    made += 1;
    control.id ||= `field-${made}`;
    const says = hint ? make('span', { class: 'soft', id: `${control.id}-hint` }, hint) : null;
    if (says) {
        control.setAttribute('aria-describedby', says.id);
    }
    return make('div', { class: 'field' }, make('label', { for: control.id }, text), says, control);
}

// A select from [value, text] pairs.
export function select(choices, properties = {}) {
    return make('select', properties, choices.map(([value, text]) => make('option', { value }, text)));
}
