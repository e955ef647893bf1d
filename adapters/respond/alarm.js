// What calls a person back to the page while a case waits for somebody: a sound every few seconds and
// the count in the title. The sound can be muted for this tab; the title cannot.

const EVERY_MS = 5_000;
const TITLE = document.title;
const MUTED = 'switchback-muted';

// toggle: the sound's button.
export function openAlarm(toggle) {
    let muted = sessionStorage.getItem(MUTED) === 'yes';
    let waiting = 0;
    let audio = null;
    let last = 0;

    function show() {
        toggle.setAttribute('aria-pressed', String(!muted));
        toggle.textContent = muted ? 'Sound off' : 'Sound on';
        document.title = waiting ? `(${waiting}) ${waiting === 1 ? 'A case waits' : 'Cases wait'}: Switchback` : TITLE;
    }

    // Two short tones; a browser that allows no sound yet stays silent, and the title still counts.
    function ring() {
        audio ??= new AudioContext();
        if (audio.state !== 'running') {
            audio.resume().catch(() => {});
            return;
        }
        for (const [pitch, from] of [[880, 0], [660, 0.22]]) {
            const tone = audio.createOscillator();
            const volume = audio.createGain();
            tone.frequency.value = pitch;
            volume.gain.setValueAtTime(0.15, audio.currentTime + from);
            volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + from + 0.2);
            tone.connect(volume).connect(audio.destination);
            tone.start(audio.currentTime + from);
            tone.stop(audio.currentTime + from + 0.2);
        }
    }

    toggle.addEventListener('click', () => {
        muted = !muted;
        sessionStorage.setItem(MUTED, muted ? 'yes' : 'no');
        last = 0;
        show();
    });
    show();

    return {
        // How many cases wait for somebody now; called often.
        set(count) {
            waiting = count;
            show();
            if (!waiting || muted || Date.now() - last < EVERY_MS) {
                return;
            }
            last = Date.now();
            ring();
        },
    };
}
