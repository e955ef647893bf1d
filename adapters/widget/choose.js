// The list of reflections, those in the middle of one first. It is drawn again only when it has changed,
// so that the focus of someone who is choosing stays.
import { say } from './words.js';

function card(title, about, extra, act) {
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'card';
    for (const [tag, text] of [['b', title], ['span', about], ['small', extra]]) {
        if (text) {
            const part = document.createElement(tag);
            part.textContent = text;
            button.append(part);
        }
    }
    button.addEventListener('click', act);
    item.append(button);
    return item;
}

function minutes(n) {
    return n === 1 ? say('choose.minute') : say('choose.minutes', { n });
}

// section: holds the lists #paused and #flows. start(flow id) and resume(index) give the handler of a card.
export function showChooser(section, flows, paused, { start, resume }) {
    const wanted = JSON.stringify([flows, paused]);
    if (section.dataset.shown === wanted) {
        return;
    }
    section.dataset.shown = wanted;
    const titles = new Map(flows.map((flow) => [flow.id, flow.title]));
    const places = section.querySelector('#paused');
    places.hidden = paused.length === 0;
    places.replaceChildren(...paused.map(({ flow, title }, index) => card(
        say('choose.resume', { title: title ?? titles.get(flow) ?? flow }), '', say('choose.kept'), resume(index))));
    section.querySelector('#flows').replaceChildren(...flows.map((flow) => card(
        flow.title, flow.about, flow.minutes ? minutes(flow.minutes) : '', start(flow.id))));
}
