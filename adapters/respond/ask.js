// Asking the server. Every request has a deadline; what went wrong is an error with a stable code.

const base = '/api/v1/respond/';
const DEADLINE_MS = 8_000;

export class Refusal extends Error {
    constructor(status, problem) {
        super(problem.title ?? 'The server refused this');
        this.status = status;
        this.code = problem.code ?? 'refused';
        this.field = problem.field ?? null;
        this.case = problem.case ?? null;
    }

    // True when the same may work in a moment: nothing is known about whether it was done.
    get isUnsure() {
        return this.status === 0 || this.status >= 500;
    }
}

// looks: by itself, not by a human; such a request keeps nobody signed in.
async function send(method, path, body, looks) {
    let answer;
    try {
        answer = await fetch(base + path, {
            method,
            body: body === undefined ? undefined : JSON.stringify(body),
            headers: {
                'X-Switchback': looks ? 'look' : '1',
                ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
            },
            credentials: 'same-origin',
            cache: 'no-store',
            signal: AbortSignal.timeout(DEADLINE_MS),
        });
        const text = await answer.text();
        const read = text ? JSON.parse(text) : {};
        if (answer.ok) {
            return read;
        }
        throw new Refusal(answer.status, read);
    } catch (error) {
        if (error instanceof Refusal) {
            throw error;
        }
        throw new Refusal(answer?.status >= 500 ? answer.status : 0, { title: 'No connection to the server', code: 'offline' });
    }
}

export const read = (path, looks = true) => send('GET', path, undefined, looks);
export const post = (path, body) => send('POST', path, body, false);

// A key for an act: the same act sent again under it is done once.
export function newKey() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
