// What stands when nothing else does: the crisis panel with the server dead, and the public page of the
// crisis protocol.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
    accessible, fits, hears, leave, openBrowser, openServer, say, shoot, startFlow, tap, visit,
} from './support.mjs';

let server;
let browser;

before(async () => {
    [server, browser] = await Promise.all([openServer(), openBrowser()]);
});

after(async () => {
    await browser?.close();
    await server?.stop();
});

async function keepNet(page) {
    await startFlow(page, 'My safety net');
    await hears(page, 'first signs');
    await say(page, 'I sleep <b>badly</b>');
    await hears(page, 'coming up');
    await say(page, 'skip');
    await say(page, 'skip');
    await hears(page, 'Is there someone');
    await say(page, 'no');
    await say(page, 'skip');
    await say(page, 'skip');
    await hears(page, 'What comes first');
    await say(page, 'walk to the river');
    await hears(page, 'What comes second');
    await say(page, 'skip');
    await hears(page, 'When shall we look at it again');
    await tap(page, "I'll do it myself");
    await hears(page, 'Here is what I have');
    await page.locator('#answer button').first().click();
}

// Top to bottom, as they stand in the panel.
async function order(page, selectors) {
    const tops = [];
    for (const one of selectors) {
        const shown = page.locator(one).first();
        assert.ok(await shown.isVisible(), one);
        tops.push((await shown.boundingBox()).y);
    }
    assert.deepEqual(tops, tops.toSorted((a, b) => a - b), selectors.join(', '));
}

test('with the server dead the panel shows the own net first, then lines, then grounding', async () => {
    const own = await openServer();
    const visitor = await visit(browser, own.url, { width: 360, height: 800 });
    const { page } = visitor;
    await page.locator('#flows button').first().waitFor();
    assert.ok(await page.locator('#net').isHidden(), 'no net is known yet');
    await keepNet(page);
    await page.waitForFunction(() => document.querySelectorAll('#net li').length > 0);
    await page.click('#person summary');
    await page.selectOption('#country', 'US');
    await page.click('#person summary');
    await own.kill();
    await page.locator('#status', { hasText: 'No connection right now' }).waitFor();
    await page.click('#human');
    assert.ok(await page.locator('#person').evaluate((panel) => panel.open));
    await order(page, ['#net li', '#numbers a[href="tel:988"]', '#steps > details']);
    assert.deepEqual(await page.locator('#net li').allTextContents(),
        ['Signs: I sleep <b>badly</b>', 'First move: walk to the river']);
    assert.equal(await page.locator('#numbers a[href="sms:988"]').count(), 1);
    const titles = await page.locator('#steps > details > summary').allTextContents();
    assert.equal(titles[0], 'Two minutes of grounding');
    assert.equal(titles.length, 6);
    await shoot(page, 'panel-offline-top');
    await page.locator('#steps summary').first().click();
    assert.ok(await page.locator('#steps li').first().isVisible());
    await fits(page, 'offline panel');
    await accessible(page, 'offline panel');
    await page.locator('#steps').scrollIntoViewIfNeeded();
    await shoot(page, 'panel-offline-steps');
    await leave(visitor);
    await own.stop();
});

test('the net is told again after a reload, and leaves the page with the conversation', async () => {
    const visitor = await visit(browser, server.url);
    const { page } = visitor;
    await page.locator('#flows button').first().waitFor();
    await keepNet(page);
    await page.waitForFunction(() => document.querySelectorAll('#net li').length > 0);
    await page.reload();
    await page.waitForFunction(() => document.querySelectorAll('#net li').length === 2);
    assert.ok(!(await page.evaluate(() => JSON.stringify(localStorage))).includes('river'), 'not on the device');
    await page.click('#more');
    await page.click('#erase');
    await page.click('#gone');
    await page.locator('#ended', { hasText: 'deleted' }).waitFor();
    assert.equal(await page.locator('#net li').count(), 0);
    await leave(visitor);
});

test('the panel comes from what was kept when only the numbers cannot be fetched', async () => {
    const visitor = await visit(browser, server.url);
    const { page } = visitor;
    await page.waitForFunction(() => document.querySelectorAll('#steps > details').length === 6);
    await page.route('**/lines.json*', (route) => route.abort());
    await page.reload();
    await page.waitForFunction(() => document.querySelectorAll('#steps > details').length === 6);
    await page.click('#person summary');
    await page.selectOption('#country', 'GB');
    assert.equal(await page.locator('#numbers a[href="tel:116123"]').count(), 1);
    assert.ok(visitor.errors.every((one) => one.includes('ERR_FAILED')), 'the fetch that failed, and no more');
    visitor.errors.length = 0;
    await leave(visitor);
});

test('the list of lines is sent again only when it has changed', async () => {
    const first = await fetch(`${server.url}/lines.json?lang=es`);
    const tag = first.headers.get('etag');
    assert.ok(tag);
    assert.equal((await first.json()).language, 'es');
    const again = await fetch(`${server.url}/lines.json?lang=es`, { headers: { 'If-None-Match': tag } });
    assert.equal(again.status, 304);
    const other = await fetch(`${server.url}/lines.json?lang=en`, { headers: { 'If-None-Match': tag } });
    assert.equal(other.status, 200);
});

for (const lang of ['en', 'es']) {
    for (const [width, scheme] of [[360, 'light'], [360, 'dark'], [1280, 'light'], [1280, 'dark']]) {
        const name = `protocol-${lang}-${width}-${scheme}`;
        test(`the public page reads well: ${name}`, async () => {
            const visitor = await visit(browser, `${server.url}/protocol?lang=${lang}`, { width, scheme });
            const { page } = visitor;
            assert.equal(await page.locator('section').count(), 16);
            await shoot(page, name);
            await page.locator('details summary').first().click();
            await fits(page, name, 'section > p, section > ul');
            await accessible(page, name);
            await page.locator('#lines').scrollIntoViewIfNeeded();
            await shoot(page, `${name}-lines`);
            await page.click('a[href="/protocol?lang=en"], a[href="/protocol?lang=es"]');
            assert.equal(await page.locator('html').getAttribute('lang'), lang === 'en' ? 'es' : 'en');
            await leave(visitor);
        });
    }
}
