// Asking the server. Every request has a deadline; what went wrong is an error with a stable code and the
// field it is about.
const DEADLINE_MS = 15_000;

export class Refusal extends Error {
    constructor(status, problem) {
        super(problem.title ?? 'The server refused this');
        this.status = status;
        this.code = problem.code ?? 'refused';
        this.field = problem.field ?? null;
    }
}

// token: a client's, when they talk here already.
async function send(method, path, body, token) {
    let answer;
    try {
        answer = await fetch(path, {
            method,
            body: body === undefined ? undefined : JSON.stringify(body),
            headers: {
                'X-Switchback': '1',
                ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
                ...(token ? { Authorization: `Bearer ${token}` } : {}),
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
        throw new Refusal(answer?.status ?? 0, { title: 'No connection to the server. Try again', code: 'offline' });
    }
}

export const read = (path) => send('GET', path);
export const post = (path, body = {}, token = null) => send('POST', path, body, token);
