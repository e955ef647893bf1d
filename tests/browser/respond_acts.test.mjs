// What a responder does less often, on the real page: a key as a QR code, reaching a client elsewhere while
// in their chat, what a case is about, a reviewed answer, and the rest of a run for a reason.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leaveResponder, openClinic } from './clinic.mjs';
import { accessible, fits, hears, leave, openBrowser, say, shoot, visit } from './support.mjs';

const FIRST = 'The garden was quiet this morning';
const AT_RISK = 'I want to kill myself tonight, I have the pills here';
const LOOKS = [[1280, 'light'], [320, 'dark']];
let browser;
let clinic;
let client;
let page;                           // the responder's
let responder;

before(async () => {
    browser = await openBrowser();
    clinic = await openClinic(browser);
});

after(async () => {
    await browser?.close();
    await clinic?.stop();
});

async function look(what) {
    for (const [width, scheme] of LOOKS) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme: scheme });
        await fits(page, what);
        await accessible(page, `${what} ${width} ${scheme}`);
        await shoot(page, `${what}-${width}-${scheme}`);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: 'light' });
}

test('a new app is set up by a picture or by its key', async () => {
    const link = clinic.server.command('responder', 'link', 'meier');
    responder = await visit(browser, link);
    page = responder.page;
    await page.getByRole('button', { name: 'Sign in' }).click();
    const picture = page.getByRole('img', { name: 'The key below, as a picture to scan' });
    await picture.waitFor();
    const box = await picture.boundingBox();
    assert.ok(box.width >= 150 && Math.abs(box.width - box.height) < 1, JSON.stringify(box));
    assert.ok(await page.locator('.secret').isVisible());
    await look('respond-new-app');
    await page.reload();
    await clinic.enter(page, 'meier');
});

test('the case opens what was written while the client waited', async () => {
    client = await visit(browser, clinic.url);
    await client.page.locator('#flows button').first().waitFor();
    await say(client.page, FIRST);
    for (let i = 0; i < 6; i += 1) {
        await say(client.page, `And then the day went on, part ${i}`);
    }
    await say(client.page, AT_RISK);
    await hears(client.page, 'I am paging');
    for (let i = 0; i < 7; i += 1) {
        await say(client.page, `Is somebody there ${i}`);
    }
    await page.locator('.card.waits a').first().click();
    await page.locator('.log').getByText('Is somebody there 6').waitFor();
    const words = await page.locator('.talk .log .theirs:not(.bot) .body').allTextContents();
    assert.ok(!words.includes(FIRST), 'the sixth before is not opened');
    assert.ok(words.includes('And then the day went on, part 1'));
    assert.equal(words.filter((one) => one.startsWith('Is somebody there')).length, 7);
});

test('reached elsewhere too, the chat stays open', async () => {
    await page.getByLabel('Write to them here').check();
    await page.getByLabel('By when?').selectOption('10');
    await page.getByRole('button', { name: 'Take this case' }).click();
    await page.getByRole('heading', { name: 'This case is yours' }).waitFor();
    await page.getByLabel('Write to the client').fill('Hello, I am Dr Meier.');
    await page.keyboard.press('Enter');
    await page.getByText('this chat stays open until you hand it back').waitFor();
    await page.getByRole('button', { name: 'I reached them' }).click();
    await say(client.page, 'Thank you for the call');
    await page.locator('.log').getByText('Thank you for the call').waitFor();
    await page.getByText('A human is in the chat').waitFor();
    assert.equal(await client.page.locator('#leader').textContent(), 'You are talking with Dr Meier');
});

test('what it is about is changed, and a reviewed answer is noted for its days', async () => {
    await page.getByText('Change what it is about').click();
    await page.getByLabel('What is it about?').selectOption('self_harm');
    await page.getByRole('button', { name: 'Change it', exact: true }).click();
    await page.getByText('Imminent: self-harm').waitFor();

    await page.getByText('Note a reviewed answer').click();
    const item = page.getByLabel('Which question?');
    await page.getByLabel('The answer that is known').fill('2');
    await page.getByLabel('They have a plan').check();
    // A review too long ago counts no more: the field says so.
    const day = page.getByLabel('Reviewed with them on');
    const today = await day.inputValue();
    await day.evaluate((field) => {
        field.min = '';
        field.value = '2020-01-01';
    });
    await page.getByRole('button', { name: 'Note it as known' }).click();
    const until = page.getByLabel('Known for');
    await page.waitForFunction(() => document.activeElement.name === 'until_ms');
    assert.equal(await until.getAttribute('aria-invalid'), 'true');
    const complaint = page.locator(`#${await until.getAttribute('aria-errormessage')}`);
    assert.match(await complaint.textContent(), /^That time is over/);
    await look('respond-reviewed');
    await day.fill(today);
    await until.selectOption('30');
    await page.getByRole('button', { name: 'Note it as known' }).click();
    await page.getByText('Noted: phq9.9 = 2, known until').waitFor();
    assert.equal(await until.getAttribute('aria-invalid'), null);
    assert.equal(await item.inputValue(), 'phq9.9');
});

test('the rest of the run opens with a reason, and the client reads who did', async () => {
    await page.getByText('Open more than the case does').click();
    await page.getByLabel('Why do you need more?').fill('to see how it began');
    await page.getByRole('button', { name: 'Open it' }).click();
    await page.getByRole('list', { name: 'The whole run' }).getByText(FIRST).waitFor();
    await hears(client.page, 'Dr Meier from the clinic has opened more of what you wrote here.');
    await look('respond-rest');
});

test('an address asks for ten links, and a proxy says which address that is', async () => {
    const ask = (address, times) => page.evaluate(async ([from, count]) => {
        let answer = null;
        for (let i = 0; i < count; i += 1) {
            answer = await fetch('/api/v1/respond/link', {
                method: 'POST',
                headers: { 'Content-Type': 'application/json', 'X-Switchback': '1', 'X-Forwarded-For': from },
                body: JSON.stringify({ to: 'nobody' }),
            });
        }
        return [answer.status, answer.headers.get('Retry-After')];
    }, [address, times]);
    assert.deepEqual(await ask('203.0.113.9', 10), [202, null]);
    // Only the last one is what the proxy saw; the others are what the asker claims.
    assert.deepEqual(await ask('198.51.100.1, 203.0.113.9', 1), [429, '600']);
    assert.deepEqual(await ask('203.0.113.10', 1), [202, null]);
});

test('a case that is not there is said, not passed over', async () => {
    await page.evaluate(() => { location.hash = '#c=22222222'; });
    await page.getByText('There is no such case, or its client has deleted what they wrote.').first().waitFor();
    await page.getByRole('heading', { name: 'Cases' }).waitFor();
    await leave(client);
    await leaveResponder(responder);
});
