// A clinic with two responders and a mail server: its settings, and signing its people in.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { openMail } from './mail.mjs';
import { openServer, visit } from './support.mjs';

const STEP_MS = 30_000;
const MAIL_MS = 15_000;

// Two people who are there at any hour, each reached by a mailbox.
const settings = (url, mail) => [
    'neutral_name: Rio Norte', `link_base: ${url}`, 'zone: Etc/UTC',
    `mail: {server: "${mail.url}", from: page@clinic.example}`,
    'people:',
    '  - id: meier', '    name: Dr Meier', '    roles: [primary]', '    hours: [Mon-Sun 00:00-24:00]',
    '    channels: [{email: meier@clinic.example}]',
    '  - id: okafor', '    name: Ada Okafor', '    roles: [backup]', '    hours: [Mon-Sun 00:00-24:00]',
    '    channels: [{email: okafor@clinic.example}]', '',
].join('\n');

// What an authenticator app shows (RFC 6238), from the secret as the page shows it.
export function codeOf(secret, time) {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const bits = Array.from(secret.replaceAll(' ', ''), (one) => letters.indexOf(one).toString(2).padStart(5, '0')).join('');
    const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
    const message = Buffer.alloc(8);
    message.writeBigUInt64BE(BigInt(Math.floor(time / STEP_MS)));
    const hash = createHmac('sha1', key).update(message).digest();
    return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

export async function openClinic(browser) {
    const mail = await openMail();
    const server = await openServer([], (url) => settings(url, mail));
    const secrets = new Map();
    const lastCode = new Map();
    const kept = new Map();         // what a browser keeps of who signed in

    // A code that was not used yet: waits for the next one when it was.
    async function freshCode(id) {
        for (;;) {
            const code = codeOf(secrets.get(id), Date.now());
            if (lastCode.get(id) !== code) {
                lastCode.set(id, code);
                return code;
            }
            await new Promise((settle) => setTimeout(settle, 500));
        }
    }

    // Signs in on a page that was opened by a link; the first time sets up the app.
    async function enter(page, id) {
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByLabel('Code').waitFor();
        if (!secrets.has(id)) {
            secrets.set(id, await page.locator('.secret').textContent());
        }
        await page.getByLabel('Code').fill(await freshCode(id));
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'Sign out' }).waitFor();
    }

    const clinic = {
        mail, server, enter,
        url: server.url,

        // Signs in by an administrator's link.
        async signIn(id, options = {}) {
            const link = server.command('responder', 'link', id);
            const visitor = await visit(browser, link, options);
            await enter(visitor.page, id);
            await visitor.page.getByRole('heading', { name: 'Cases' }).waitFor();
            return { ...visitor, link };
        },

        // A page of whoever signed in before, in a browser of its own; signs in where nobody did.
        async pageOf(id, options = {}) {
            if (!kept.has(id)) {
                const first = await clinic.signIn(id, options);
                kept.set(id, await first.context.storageState());
                return first;
            }
            const visitor = await visit(browser, `${server.url}/respond`, { ...options, kept: kept.get(id) });
            await visitor.page.getByRole('heading', { name: 'Cases' }).waitFor();
            return visitor;
        },

        // Asks for a link on the page and gives the one that came by mail.
        async linkByMail(page, typed, address) {
            const before = mail.all().length;
            await page.getByLabel('Who are you?').fill(typed);
            await page.keyboard.press('Enter');
            await page.getByRole('heading', { name: 'Look at your messages' }).waitFor();
            const { head, body } = await mail.arrives((one) => one.to === address && one.head.Subject === 'Rio Norte: Sign in', MAIL_MS, before);
            assert.equal(head.To, `<${address}>`);
            const [name, link, good, end] = body.split('\r\n');
            assert.equal(name, 'Rio Norte');
            assert.match(link, new RegExp(`^Sign in: ${server.url}/respond#t=[\\w-]{43}$`));
            assert.equal(good, 'It works once, for ten minutes. If you did not ask for it, leave it.');
            assert.equal(end, '');
            return link.slice('Sign in: '.length);
        },

        async stop() {
            await server.stop();
            mail.stop();
        },
    };
    return clinic;
}

// Refusals are answers here, and the browser writes them to its console.
export async function leaveResponder(visitor) {
    assert.deepEqual(visitor.violations, [], 'content policy violations');
    assert.deepEqual(visitor.errors.filter((one) => !/Failed to load resource/.test(one)), [], 'errors');
    await visitor.context.close();
}
