// The crisis panel: static words in the page, plus the numbers of one country from /lines.json, kept on
// the device so that they are there without a connection. The country is asked, never guessed from the
// browser. A number nobody has confirmed says so beside it.
import { keep, recall, recallJson } from './keep.js';
import { say } from './words.js';

const LINES = 'switchback.lines';
const COUNTRY = 'switchback.country';

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

function ways(line) {
    const found = [];
    if (line.number) {
        found.push(link(`tel:${dialled(line.number)}`, say('person.call', { number: line.number })));
    }
    if (line.text) {
        found.push(link(`sms:${dialled(line.text)}`, say('person.text', { number: line.text })));
    }
    if (/^https:/.test(line.chat ?? '')) {
        found.push(link(line.chat, say('person.chat')));
    }
    return found;
}

function row(line) {
    const item = document.createElement('li');
    const name = document.createElement('b');
    name.textContent = line.name;
    const facts = document.createElement('span');
    facts.className = 'soft';
    const mark = line.verified_on ? say('person.checked', { date: line.verified_on }) : say('person.mark');
    facts.textContent = [line.hours, mark].filter(Boolean).join(' · ');
    item.append(name, ...ways(line), facts);
    return item;
}

// An entry of the list as one shape, whichever way the emergency number is written.
function linesOf(country) {
    const emergency = [country.emergency ?? []].flat()
        .map((one) => (typeof one === 'object' ? one : { number: one, verified_on: country.verified_on }));
    return [...emergency.map((one) => ({ ...one, name: one.name ?? say('person.emergency') })),
        ...(country.lines ?? [])];
}

const codeOf = (country) => country.code ?? country.country;

async function load() {
    try {
        const answer = await fetch('lines.json');
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

// Fills the panel; gives {open, country}: open shows it, country takes the one the conversation knows.
export async function openPerson(panel) {
    const find = (id) => panel.querySelector(`#${id}`);
    const picker = find('country');
    const numbers = find('numbers');

    function choose(code) {
        const country = countries.find((one) => codeOf(one) === code);
        picker.value = country ? code : '';
        numbers.replaceChildren(...(country ? linesOf(country).map(row) : []));
        numbers.hidden = !country;
        find('fallback').hidden = Boolean(country);
    }

    const lines = await load();
    const countries = (Array.isArray(lines) ? lines : lines?.countries ?? [])
        .filter((one) => codeOf(one) && linesOf(one).length);
    countries.sort((one, two) => String(one.name).localeCompare(String(two.name)));
    if (countries.length) {
        const none = new Option(say('person.choose'), '');
        picker.replaceChildren(none, ...countries.map((one) => new Option(one.name ?? codeOf(one), codeOf(one))));
        picker.addEventListener('change', () => {
            keep(COUNTRY, picker.value);
            choose(picker.value);
        });
        find('pick').hidden = false;
        choose(recall(COUNTRY) ?? '');
    }
    return {
        // The conversation's country, unless the client has chosen one here.
        country(code) {
            if (code && !recall(COUNTRY)) {
                choose(code);
            }
        },
    };
}
