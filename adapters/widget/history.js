// What a long conversation's replay left out, read by HTTP page by page.
import { readToken } from './link.js';

const MOST_PAGES = 100;

// Shows everything after `after` that is not shown yet: show(message) gives null for what was there already.
export async function recoverHistory(after, show) {
    let at = after;
    for (let page = 0; page < MOST_PAGES; page += 1) {
        let messages;
        try {
            const answer = await fetch(`api/v1/history?after=${at}`, {
                headers: { Authorization: `Bearer ${readToken()}` }, cache: 'no-store',
            });
            ({ messages } = answer.ok ? await answer.json() : { messages: [] });
        } catch {
            return;
        }
        const fresh = messages.filter((message) => show(message));
        if (!fresh.length) {
            return;
        }
        at = messages.at(-1).seq;
    }
}
