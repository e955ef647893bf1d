// The quick way out of the page: the clinic hears of it, Back does not return, and it works with the server
// gone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openClinic } from './clinic.mjs';
import { accessible, fits, hears, openBrowser, say, shoot, visit } from './support.mjs';

const AWAY = 'https://www.wikipedia.org/';
const AT_RISK = 'I want to kill myself tonight, I have the pills here';
let browser;
let clinic;

before(async () => {
    browser = await openBrowser();
    clinic = await openClinic(browser);
});

after(async () => {
    await browser?.close();
    await clinic?.stop();
});

// A client on the page, where the neutral page is one of ours: nothing here reaches the world.
async function open(options = {}) {
    const visitor = await visit(browser, 'about:blank', options);
    await visitor.context.route(`${AWAY}**`, (route) => route.fulfill({ body: '<title>Away</title>', contentType: 'text/html' }));
    await visitor.page.goto(clinic.url);
    await visitor.page.locator('#flows button').first().waitFor();
    return visitor;
}

async function isAway(page) {
    await page.waitForURL(AWAY);
    await page.goBack();
    assert.equal(page.url(), 'about:blank', 'Back must not return to the chat');
}

test('the way out is the first stop of the Tab key, and the clinic learns of it', async () => {
    const visitor = await open();
    const { page } = visitor;
    await say(page, AT_RISK);
    await hears(page, 'I am paging');
    await clinic.mail.arrives((one) => /now, Case/.test(one.head.Subject), 20_000, 0);
    const before = clinic.mail.all().length;
    const first = await page.evaluate(() => document.querySelector('a[href], button, summary, input, select, textarea').id);
    assert.equal(first, 'leave');
    for (const [width, scheme] of [[1280, 'light'], [320, 'dark']]) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme: scheme });
        await fits(page, 'leave');
        await accessible(page, `leave ${width} ${scheme}`);
        await shoot(page, `leave-${width}-${scheme}`);
    }
    await page.locator('#leave').focus();
    await page.keyboard.press('Enter');
    await isAway(page);
    await clinic.mail.arrives((one) => /Update/.test(one.head.Subject), 20_000, before);
    await visitor.context.close();
});

test('Shift by itself three times is the same, and capital letters are not', async () => {
    const visitor = await open();
    const { page } = visitor;
    await page.locator('#words').focus();
    await page.keyboard.type('ABCD');
    for (let i = 0; i < 4; i += 1) {
        await page.keyboard.press('Shift+KeyA');
    }
    assert.ok(page.url().startsWith(clinic.url));
    for (let i = 0; i < 3; i += 1) {
        await page.keyboard.press('Shift');
    }
    await isAway(page);
    await visitor.context.close();
});

test('with the server gone the page is left all the same', async () => {
    const visitor = await open();
    await clinic.server.kill();
    await visitor.page.locator('#leave').click();
    await isAway(visitor.page);
    await visitor.context.close();
});
