// The page's sentences in the language of its locale file.
import { lang, words } from './en.js';

// The sentence for a key with its {holes} filled; an unknown key gives the key, so that a gap is seen.
export function say(key, holes = {}) {
    return (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(holes[name] ?? whole));
}

export const known = (key) => key in words;

// Puts the locale's sentences into the page: as text, as a label, or as the hint of an empty box.
export function fillPage() {
    document.documentElement.lang = lang;
    for (const element of document.querySelectorAll('[data-word]')) {
        element.textContent = say(element.dataset.word);
    }
    for (const element of document.querySelectorAll('[data-label]')) {
        element.setAttribute('aria-label', say(element.dataset.label));
    }
    for (const element of document.querySelectorAll('[data-hint]')) {
        element.setAttribute('placeholder', say(element.dataset.hint));
    }
}

export { lang };
