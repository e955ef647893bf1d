// The page for everyone: axe, small screens, dark and forced colours, and no need for a mouse.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
    accessible, fits, hears, leave, openBrowser, openServer, say, shoot, startFlow, tap, visit,
} from './support.mjs';

const CHECK_IN = 'Something came back';
let server;
let browser;

before(async () => {
    [server, browser] = await Promise.all([openServer(), openBrowser()]);
});

after(async () => {
    await browser?.close();
    await server?.stop();
});

const views = [
    { width: 1280, height: 800, scheme: 'light' },
    { width: 1280, height: 800, scheme: 'dark' },
    { width: 320, height: 640, scheme: 'light' },
    { width: 320, height: 640, scheme: 'dark' },
    { width: 320, height: 256, scheme: 'light' },
    { width: 640, height: 800, scheme: 'dark', forced: true },
];

for (const view of views) {
    const name = `${view.width}x${view.height} ${view.forced ? 'forced' : view.scheme}`;
    test(`every part passes axe and fits at ${name}`, async () => {
        const visitor = await visit(browser, server.url, view);
        const { page } = visitor;
        const look = async (what) => {
            await fits(page, `${what} at ${name}`);
            await accessible(page, `${what} at ${name}`);
            await shoot(page, `${name.replaceAll(' ', '-')}-${what}`);
        };
        await page.locator('#flows button').first().waitFor();
        await look('home');
        await startFlow(page, CHECK_IN);
        await hears(page, 'What came back?');
        await look('one');
        await page.locator('.why summary').click();
        await look('why');
        await tap(page, 'Feeling stuck');
        await page.locator('.steps').waitFor();
        await look('scale');
        await tap(page, '4');
        await hears(page, 'How long do you want to take?');
        await tap(page, 'Two minutes, the rest tomorrow');
        await hears(page, 'one small kind thing');
        await page.fill('#words', 'A longer line of words, to see what the box does with it. '.repeat(3));
        await look('text');
        await page.click('#more');
        await look('more');
        await page.click('#erase');
        await accessible(page, `delete at ${name}`);
        await shoot(page, `${name.replaceAll(' ', '-')}-delete`);
        await page.keyboard.press('Escape');
        await page.click('#person summary');
        await look('person');
        await leave(visitor);
    });
}

// Tabs until the focus is on what matches; fails when that takes too long.
async function tabTo(page, selector, key = 'Tab') {
    for (let presses = 0; presses < 60; presses += 1) {
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) {
            return;
        }
        await page.keyboard.press(key);
    }
    assert.fail(`no way to ${selector} by keyboard`);
}

test('a reflection can be begun, answered, gone back in and paused without a mouse', async () => {
    const visitor = await visit(browser, server.url);
    const { page } = visitor;
    await page.locator('#flows button').first().waitFor();
    await tabTo(page, '#flows li button');
    while (!(await page.evaluate((title) => document.activeElement.textContent.includes(title), CHECK_IN))) {
        await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await hears(page, 'What came back?');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'words', 'focus goes to the message box');
    await tabTo(page, '.choices button', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('.steps').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), 'words');
    await tabTo(page, '#back');
    await page.keyboard.press('Enter');
    await page.locator('.choices button').first().waitFor();
    await page.keyboard.type('feeling stuck');
    await page.keyboard.press('Enter');
    await page.locator('.steps').waitFor();
    await tabTo(page, '#more');
    await page.keyboard.press('Enter');
    await tabTo(page, '#erase');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'keep', 'the safe choice has the focus');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement.id === 'more');
    await tabTo(page, '#pause', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('#paused button').first().waitFor();
    await tabTo(page, '#person summary', 'Shift+Tab');
    await page.keyboard.press('Enter');
    assert.ok(await page.locator('#person').evaluate((panel) => panel.open));
    await page.keyboard.press('Escape');
    assert.ok(!(await page.locator('#person').evaluate((panel) => panel.open)));
    await leave(visitor);
});

test('an incoming message never moves the focus, and is read aloud once', async () => {
    const visitor = await visit(browser, server.url);
    const { page } = visitor;
    await startFlow(page, CHECK_IN);
    await hears(page, 'What came back?');
    const second = await visitor.open();
    await hears(second, 'What came back?');
    await second.evaluate(() => {
        window.heard = [];
        const region = document.getElementById('spoken');
        new MutationObserver((changes) => changes.forEach((change) =>
            change.addedNodes.forEach((node) => window.heard.push(node.textContent))))
            .observe(region, { childList: true });
    });
    await second.focus('#more');
    await tap(page, 'Feeling stuck');
    await hears(second, 'How heavy is it right now?');
    assert.equal(await second.evaluate(() => document.activeElement.id), 'more');
    const heard = await second.evaluate(() => window.heard);
    assert.equal(heard.filter((line) => line === 'How heavy is it right now?').length, 1);
    assert.equal(await second.getAttribute('#log', 'aria-live'), null);
    await leave(visitor);
});

test('what is typed while a message comes in stays, and Shift+Enter is a new line', async () => {
    const visitor = await visit(browser, server.url);
    const { page } = visitor;
    await startFlow(page, CHECK_IN);
    await hears(page, 'What came back?');
    await page.focus('#words');
    await page.keyboard.type('first');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('second');
    const other = await visitor.open();
    await hears(other, 'What came back?');
    await tap(other, 'Feeling stuck');
    await page.locator('.steps').waitFor();
    assert.equal(await page.inputValue('#words'), 'first\nsecond');
    await page.fill('#words', '');
    await say(page, '4');
    await hears(page, 'How long do you want to take?');
    await leave(visitor);
});
