// What stays on the device. Where the browser forbids storage, it lives as long as the page.
const memory = new Map();

export function recall(key) {
    try {
        return localStorage.getItem(key) ?? memory.get(key) ?? null;
    } catch {
        return memory.get(key) ?? null;
    }
}

export function keep(key, value) {
    memory.set(key, value);
    try {
        localStorage.setItem(key, value);
    } catch {
        // Full or forbidden: memory has it.
    }
}

export function forget(key) {
    memory.delete(key);
    try {
        localStorage.removeItem(key);
    } catch {
        // Nothing was kept.
    }
}

export function recallJson(key) {
    try {
        return JSON.parse(recall(key));
    } catch {
        return null;
    }
}
