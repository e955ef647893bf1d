// The responders' page against the real server: a client at risk on one page, responders on two others.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { accessible, fits, hears, openBrowser, openServer, say, shoot, visit } from './support.mjs';

const STEP_MS = 30_000;
const AT_RISK = 'I want to kill myself tonight, I have the pills here';
// Two people who answer at any hour, by a channel that reaches nobody.
const ROTA = [
    'responders:',
    '  - {id: meier, name: Dr Meier, primary: true}',
    '  - {id: okafor, name: Ada Okafor, backup: true}',
];
let server;
let browser;

before(async () => {
    [server, browser] = await Promise.all([openServer(ROTA), openBrowser()]);
});

after(async () => {
    await browser?.close();
    await server?.stop();
});

// What an authenticator app shows (RFC 6238), from the secret as the page shows it.
function codeOf(secret, time) {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const bits = Array.from(secret.replaceAll(' ', ''), (one) => letters.indexOf(one).toString(2).padStart(5, '0')).join('');
    const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
    const message = Buffer.alloc(8);
    message.writeBigUInt64BE(BigInt(Math.floor(time / STEP_MS)));
    const hash = createHmac('sha1', key).update(message).digest();
    return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const secrets = new Map();
const lastCode = new Map();

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

// Signs a responder in by an administrator's link; the first time sets up the app.
async function signIn(id, options = {}) {
    const link = server.command('responder', 'link', id);
    const visitor = await visit(browser, link, options);
    const { page } = visitor;
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Code').waitFor();
    if (!secrets.has(id)) {
        secrets.set(id, await page.locator('.secret').textContent());
    }
    await page.getByLabel('Code').fill(await freshCode(id));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Cases' }).waitFor();
    return { ...visitor, link };
}

// Refusals are answers here, and the browser writes them to its console.
async function leave(visitor) {
    assert.deepEqual(visitor.violations, [], 'content policy violations');
    assert.deepEqual(visitor.errors.filter((one) => !/Failed to load resource/.test(one)), [], 'errors');
    await visitor.context.close();
}

async function clientAtRisk() {
    const client = await visit(browser, server.url);
    await client.page.locator('#flows button').first().waitFor();
    await say(client.page, AT_RISK);
    return client;
}

async function take(page, how, within) {
    await page.getByLabel(how).check();
    await page.getByLabel('By when?').selectOption(within);
    await page.getByRole('button', { name: /^Take/ }).click();
}

test('a link signs in once, with a code, and leaves the address bar at once', async () => {
    const one = await signIn('meier');
    assert.ok(!one.page.url().includes('#t='), one.page.url());
    const cookie = (await one.context.cookies()).find((each) => each.name === '__Host-session');
    assert.ok(cookie?.httpOnly && cookie.secure && cookie.sameSite === 'Strict');
    const other = await visit(browser, one.link);
    await other.page.getByRole('button', { name: 'Sign in' }).click();
    await other.page.getByText('used already').waitFor();
    await one.page.getByRole('button', { name: 'Sign out' }).click();
    await one.page.getByText('You are signed out').waitFor();
    await one.page.reload();
    await one.page.getByLabel('Who are you?').waitFor();
    await leave(other);
    await leave(one);
});

test('a wrong code says so, keeps the focus, and five close the link', async () => {
    const visitor = await visit(browser, server.command('responder', 'link', 'okafor'));
    const { page } = visitor;
    await page.getByRole('button', { name: 'Sign in' }).click();
    for (let tries = 1; tries <= 5; tries += 1) {
        await page.getByLabel('Code').fill('12345');
        await page.keyboard.press('Enter');
        await page.getByText(tries < 5 ? 'That code is not right' : 'this link is closed').waitFor();
        if (tries === 1) {
            assert.equal(await page.evaluate(() => document.activeElement.className), 'code');
        }
    }
    await leave(visitor);
});

test('a client at risk reaches a human: taken, talked with, handed back, closed, opened again', async () => {
    const responder = await signIn('meier');
    const client = await clientAtRisk();
    const { page } = responder;
    await page.locator('.card.waits').first().waitFor();
    assert.match(await page.title(), /^\(1\) A case waits/);
    await shoot(page, 'respond-list');
    await page.locator('.card a').first().click();
    await page.locator('blockquote', { hasText: AT_RISK }).waitFor();
    await take(page, 'Write to them here', '10');
    await page.getByRole('heading', { name: 'This case is yours' }).waitFor();
    await hears(client.page, 'Dr Meier has seen this');

    await page.getByLabel('Write to the client').fill('Hello, I am Dr Meier. Are you safe right now?');
    await page.keyboard.press('Enter');
    await client.page.locator('#log').getByText('Are you safe right now?').waitFor();
    await client.page.fill('#words', 'I put them away');
    await client.page.press('#words', 'Enter');
    await page.locator('.log').getByText('I put them away').waitFor();
    assert.equal(await page.locator('blockquote').first().textContent(), AT_RISK);
    await shoot(page, 'respond-talk');

    await page.getByRole('button', { name: 'Hand back to the software' }).click();
    await page.getByRole('button', { name: 'Hand back to the software' }).waitFor({ state: 'hidden' });
    await page.getByText('Close this case').click();
    await page.getByLabel('Why can it be closed?').selectOption('plan_made');
    await page.getByLabel('How does it go on?').selectOption('goes_on');
    await page.getByRole('button', { name: 'Close the case' }).click();
    await page.getByText('This case is closed.').waitFor();
    await page.getByRole('button', { name: 'Open this case again' }).click();
    await page.getByRole('button', { name: /^Take/ }).waitFor();
    await leave(client);
    await leave(responder);
});

test('of two who take a case, one has it and the other reads who was faster', async () => {
    const client = await clientAtRisk();
    const both = [await signIn('meier'), await signIn('okafor', { width: 390 })];
    await both[0].page.locator('.card.waits a').first().click();
    const address = both[0].page.url();
    await both[1].page.evaluate((hash) => { location.hash = hash; }, new URL(address).hash);
    for (const { page } of both) {
        await page.getByLabel('Write to them here').check();
        await page.getByLabel('By when?').selectOption('10');
    }
    await Promise.all(both.map(({ page }) => page.getByRole('button', { name: /^Take/ }).click()));
    const faster = both.map(({ page }) => page.getByText('was faster and holds it now'));
    await Promise.race(faster.map((one) => one.waitFor()));
    const counts = await Promise.all(faster.map((one) => one.count()));
    assert.equal(counts[0] + counts[1], 1);
    await leave(client);
    await Promise.all(both.map(leave));
});

test('a server that is gone is said so, and the page comes back by itself, signed in', async () => {
    const responder = await signIn('meier');
    await server.kill();
    await responder.page.getByText('What you see is as of').waitFor();
    await server.start();
    await responder.page.getByText('Connected.').waitFor();
    assert.equal(await responder.page.getByRole('heading', { name: 'Cases' }).isVisible(), true);
    await leave(responder);
});

for (const view of [{ width: 1280, height: 800, scheme: 'light' }, { width: 320, height: 640, scheme: 'dark' }]) {
    test(`every part passes axe and fits at ${view.width} ${view.scheme}`, async () => {
        const responder = await signIn('okafor', view);
        const { page } = responder;
        const look = async (what) => {
            await fits(page, what);
            await accessible(page, what);
            await shoot(page, `respond-${view.width}-${what}`);
        };
        await page.locator('.card').first().waitFor();
        await look('list');
        await page.locator('.card a').first().click();
        await page.locator('.log li').first().waitFor();
        await look('case');
        await page.getByText('Close this case').click();
        await look('closing');
        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.getByLabel('Who are you?').waitFor();
        await look('signed-out');
        await leave(responder);
    });
}
