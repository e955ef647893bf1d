// The crisis panel: static words in the page; the client's own safety net, as long as the page is open;
// the numbers of one country, an exercise and what to do in each danger from /lines.json, kept on the
// device so that they are there without a connection. The country is asked, never guessed from the
// browser. A number nobody has confirmed says so beside it.
import { keep, recall, recallJson } from './keep.js';
import { lang, say } from './words.js';

const LINES = 'switchback.lines';
const COUNTRY = 'switchback.country';
const UNKNOWN = /^(unknown)?$/;

function link(href, text) {
    const element = document.createElement('a');
    element.href = href;
    element.textContent = text;
    if (href.startsWith('https:')) {
        element.rel = 'noopener noreferrer';
        element.target = '_blank';
    }
    return element;
}

const dialled = (number) => String(number).replace(/[^\d+*#]/g, '');

// The one way a line is reached: by call, by text (with the word to send, if it asks for one) or by chat.
function way(line) {
    const { channel, number } = line;
    if (channel === 'chat') {
        return /^https:/.test(number) ? link(number, say('person.chat')) : null;
    }
    if (channel === 'text') {
        const body = line.word ? `?&body=${encodeURIComponent(line.word)}` : '';
        return link(`sms:${dialled(number)}${body}`,
            say(line.word ? 'person.text_word' : 'person.text', { number, word: line.word }));
    }
    return link(`tel:${dialled(number)}`,
        say(line.option ? 'person.call_option' : 'person.call', { number, option: line.option }));
}

function row(line) {
    const item = document.createElement('li');
    const name = document.createElement('b');
    name.textContent = line.name;
    const facts = document.createElement('span');
    facts.className = 'soft';
    const mark = line.verified_on ? say('person.checked', { date: line.verified_on }) : say('person.mark');
    facts.textContent = [UNKNOWN.test(line.hours ?? '') ? '' : line.hours, mark].filter(Boolean).join(' · ');
    item.append(name, way(line) ?? '', facts);
    return item;
}

const item = (text) => Object.assign(document.createElement('li'), { textContent: text });

// A title to open, with its steps.
function fold({ title, steps }) {
    const details = document.createElement('details');
    const summary = document.createElement('summary');
    const list = document.createElement('ol');
    summary.textContent = title;
    list.append(...steps.map(item));
    details.append(summary, list);
    return details;
}

async function load() {
    try {
        const answer = await fetch(`lines.json?lang=${lang}`);
        if (answer.ok) {
            const lines = await answer.json();
            keep(LINES, JSON.stringify(lines));
            return lines;
        }
    } catch {
        // No connection: what was kept at the last visit will do.
    }
    return recallJson(LINES);
}

// Fills the panel; gives {country, net}, which take what the conversation knows.
export async function openPerson(panel) {
    const find = (id) => panel.querySelector(`#${id}`);
    const picker = find('country');
    const numbers = find('numbers');

    function choose(code) {
        const country = countries.find((one) => one.code === code);
        picker.value = country ? code : '';
        numbers.replaceChildren(...(country ? country.lines.map(row) : []));
        numbers.hidden = !country;
        find('fallback').hidden = Boolean(country);
    }

    const lines = await load();
    const countries = (lines?.countries ?? [])
        .filter((one) => one.code && one.lines?.length);
    countries.sort((one, two) => String(one.name).localeCompare(String(two.name)));
    if (countries.length) {
        const none = new Option(say('person.choose'), '');
        picker.replaceChildren(none, ...countries.map((one) => new Option(one.name, one.code)));
        picker.addEventListener('change', () => {
            keep(COUNTRY, picker.value);
            choose(picker.value);
        });
        find('pick').hidden = false;
        choose(recall(COUNTRY) ?? '');
    }
    const steps = [lines?.grounding, ...(lines?.help ?? [])].filter((one) => one?.steps?.length);
    find('steps').replaceChildren(...steps.map(fold));
    return {
        // The client's own safety net, line by line; it stays in this page alone.
        net(own) {
            find('net').hidden = !own.length;
            find('net').querySelector('ul').replaceChildren(...own.map(item));
        },
        // The conversation's country, unless the client has chosen one here.
        country(code) {
            if (code && !recall(COUNTRY)) {
                choose(code);
            }
        },
    };
}
