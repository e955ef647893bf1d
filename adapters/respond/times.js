// Times as a person on duty reads them. The server's clock counts, not the device's.

let ahead = 0;      // of the server's clock, over the device's

export function setClock(serverNow) {
    ahead = serverNow - Date.now();
}

export const now = () => Date.now() + ahead;

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });

// "14:30", or "Tue 3 Mar, 14:30" when that is another day.
export function at(time) {
    const then = new Date(time - ahead);
    const isToday = then.toDateString() === new Date().toDateString();
    return isToday ? clock.format(then) : `${day.format(then)}, ${clock.format(then)}`;
}

// "4 min", "1 h 5 min", "2 days"; seconds only in the last two minutes.
export function span(ms) {
    const seconds = Math.floor(Math.abs(ms) / 1000);
    if (seconds < 120) {
        return `${seconds} s`;
    }
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) {
        return `${minutes} min`;
    }
    const hours = Math.floor(minutes / 60);
    if (hours < 48) {
        return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
    }
    return `${Math.floor(hours / 24)} days`;
}
