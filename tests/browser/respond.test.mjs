// The responders' page against the real server and a real mail server: a client at risk on one page,
// responders on two others. The whole story of one case is in story.test.mjs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leaveResponder as leave, openClinic } from './clinic.mjs';
import { accessible, fits, openBrowser, say, shoot, visit } from './support.mjs';

const AT_RISK = 'I want to kill myself tonight, I have the pills here';
let clinic;
let browser;

before(async () => {
    browser = await openBrowser();
    clinic = await openClinic(browser);
});

after(async () => {
    await browser?.close();
    await clinic?.stop();
});

const signIn = (id, options) => clinic.signIn(id, options);
const pageOf = (id, options) => clinic.pageOf(id, options);

async function clientAtRisk() {
    const client = await visit(browser, clinic.url);
    await client.page.locator('#flows button').first().waitFor();
    await say(client.page, AT_RISK);
    return client;
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

test('a link that was asked for comes by mail to who has signed in before, and to nobody else', async () => {
    const asking = await visit(browser, `${clinic.url}/respond`);
    const link = await clinic.linkByMail(asking.page, 'meier@clinic.example', 'meier@clinic.example');
    // Ada Okafor has no app yet, the third is nobody: the page says the same, and no mail leaves.
    for (const typed of ['okafor', 'nobody@clinic.example']) {
        await asking.page.getByRole('button', { name: 'Ask again' }).click();
        await asking.page.getByLabel('Who are you?').fill(typed);
        await asking.page.keyboard.press('Enter');
        await asking.page.getByRole('heading', { name: 'Look at your messages' }).waitFor();
    }
    await asking.page.goto(link);
    await clinic.enter(asking.page, 'meier');
    assert.deepEqual(clinic.mail.all().map((one) => one.to), ['meier@clinic.example']);
    await asking.page.getByRole('button', { name: 'Sign out' }).click();
    await leave(asking);
});

test('a wrong code says so, keeps the focus, and five close the link', async () => {
    const visitor = await visit(browser, clinic.server.command('responder', 'link', 'okafor'));
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

test('of two who take a case, one has it and the other reads who was faster', async () => {
    const client = await clientAtRisk();
    const both = [await pageOf('meier'), await pageOf('okafor', { width: 390 })];
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
    const responder = await pageOf('meier');
    await clinic.server.kill();
    await responder.page.getByText('What you see is as of').waitFor();
    await clinic.server.start();
    await responder.page.getByText('Connected.').waitFor();
    assert.equal(await responder.page.getByRole('heading', { name: 'Cases' }).isVisible(), true);
    await leave(responder);
});

for (const view of [{ width: 1280, height: 800, scheme: 'light' }, { width: 320, height: 640, scheme: 'dark' }]) {
    test(`every part passes axe and fits at ${view.width} ${view.scheme}`, async () => {
        const responder = await pageOf('okafor', view);
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
        await leave(responder);
        const stranger = await visit(browser, `${clinic.url}/respond`, view);
        await stranger.page.getByLabel('Who are you?').waitFor();
        await fits(stranger.page, 'signed out');
        await accessible(stranger.page, 'signed out');
        await leave(stranger);
    });
}
