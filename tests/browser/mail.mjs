// A real mail server for the browser's tests: the one of tests/integration, in a process of its own. It
// can be held still, as a server that takes a connection and answers nothing.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './support.mjs';

const LOOK_MS = 100;

// head: {name: value}; body: its text, decoded.
function parse(line) {
    const { to, content } = JSON.parse(line);
    const [top, ...rest] = content.split('\r\n\r\n');
    const head = Object.fromEntries(top.replaceAll('\r\n ', ' ').split('\r\n').map((one) => {
        const at = one.indexOf(': ');
        return [one.slice(0, at), one.slice(at + 2)];
    }));
    return { to: to.join(' '), head, body: rest.join('\r\n\r\n') };
}

export async function openMail() {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'switchback-mail-'));
    // Debian's own: another python3 on the path would not see Debian's aiosmtpd.
    const child = spawn('/usr/bin/python3', [path.join(root, 'tests/integration/page_servers.py'), folder],
        { stdio: ['ignore', 'pipe', 'ignore'] });
    const line = await new Promise((settle, fail) => {
        let text = '';
        child.once('exit', () => fail(new Error('the mail server did not start; is python3-aiosmtpd installed?')));
        child.stdout.on('data', (part) => {
            text += part;
            if (text.endsWith('\n')) {
                settle(text);
            }
        });
    });
    const file = path.join(folder, 'plain.mails.bytes');
    const all = () => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').filter(Boolean).map(parse) : []);
    return {
        url: `smtp://127.0.0.1:${JSON.parse(line).plain}`,
        all,
        // The first mail from number `from` on that the test wants.
        async arrives(wanted, withinMs, from = 0) {
            for (const end = Date.now() + withinMs; Date.now() < end;) {
                const found = all().slice(from).find(wanted);
                if (found) {
                    return found;
                }
                await new Promise((settle) => setTimeout(settle, LOOK_MS));
            }
            throw new Error(`no such mail in ${withinMs} ms; there are ${all().length}`);
        },
        hold: () => child.kill('SIGSTOP'),
        release: () => child.kill('SIGCONT'),
        stop() {
            child.removeAllListeners('exit');
            child.kill('SIGKILL');
            rmSync(folder, { recursive: true, force: true });
        },
    };
}
