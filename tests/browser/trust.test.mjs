// What the page may be trusted with: it says what it is, shows text only as text, has help that needs
// nothing, and deletes when told.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { hears, leave, mine, openBrowser, openServer, root, say, shoot, startFlow, visit } from './support.mjs';
import { words } from '../../adapters/widget/en.js';
import { say as word } from '../../adapters/widget/words.js';

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

test('the page comes with the strict content policy and every file with its type', async () => {
    const answer = await fetch(`${server.url}/`);
    const policy = new Set(answer.headers.get('content-security-policy').split(';').map((one) => one.trim()));
    for (const rule of [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
        "require-trusted-types-for 'script'", "trusted-types 'none'", "base-uri 'none'", "object-src 'none'",
        "form-action 'self'", "frame-ancestors 'none'",
    ]) {
        assert.ok(policy.has(rule), rule);
    }
    const types = {
        '/': 'text/html', '/chat.css': 'text/css', '/chat.js': 'text/javascript', '/en.js': 'text/javascript',
        '/icon.svg': 'image/svg+xml',
    };
    for (const [file, type] of Object.entries(types)) {
        const got = await fetch(server.url + file);
        assert.equal(got.status, 200, file);
        assert.ok(got.headers.get('content-type').startsWith(type), file);
    }
});

test('the page belongs to the practice of its server, whatever its id', async () => {
    const own = await openServer([], null, 'rio-norte');
    const tags = [];
    try {
        for (const url of [server.url, own.url]) {
            const answer = await fetch(`${url}/`);
            const tag = answer.headers.get('etag');
            if (process.env.SWITCHBACK_WEB_DIR) { // read from disk, the page is kept by nobody
                assert.equal(answer.headers.get('cache-control'), 'no-store');
                continue;
            }
            assert.equal(answer.headers.get('cache-control'), 'no-cache');
            const again = await fetch(`${url}/`, { headers: { 'If-None-Match': tag } });
            assert.equal(again.status, 304);
            assert.equal(await again.text(), '');
            tags.push(tag);
        }
        assert.equal(new Set(tags).size, tags.length, 'a page of one practice is not that of another');
        const visitor = await visit(browser, own.url);
        const { page } = visitor;
        await startFlow(page, CHECK_IN);
        await say(page, 'person');
        await hears(page, 'clinic');
        const hello = new Promise((settle) => {
            page.once('websocket', (socket) => socket.once('framesent', ({ payload }) => settle(JSON.parse(payload))));
        });
        await page.reload();
        assert.equal((await hello).practice, 'rio-norte');
        await hears(page, 'clinic');
        await leave(visitor);
    } finally {
        await own.stop();
    }
});

test('the sentences in the page are the sentences of the locale', () => {
    const html = readFileSync(`${root}/adapters/widget/index.html`, 'utf8');
    const plain = (text) => text.replace(/\s+/g, ' ').trim();
    let count = 0;
    for (const [, key, text] of html.matchAll(/data-word="([^"]+)"[^>]*>([^<]*)</g)) {
        assert.equal(plain(text), plain(words[key] ?? ''), key);
        count += 1;
    }
    for (const [, text, key] of html.matchAll(/aria-label="([^"]+)"[^>]*data-label="([^"]+)"/g)) {
        assert.equal(text, words[key]);
        count += 1;
    }
    assert.ok(count > 30, `${count} sentences compared`);
    const used = readdirText().matchAll(/say\('([\w.]+)'/g);
    for (const [, key] of used) {
        assert.ok(key in words, `${key} has a sentence`);
    }
    assert.equal(word('choose.minutes', { n: 5 }), 'About 5 minutes');
});

function readdirText() {
    return ['chat', 'answer', 'choose', 'ended', 'log', 'person', 'scroll', 'tools'].map((one) =>
        readFileSync(`${root}/adapters/widget/${one}.js`, 'utf8')).join('\n');
}

test('it says that it is software, a demonstration, and that no clinic reads it', async () => {
    const visitor = await visit(browser, server.url);
    const { page } = visitor;
    await page.locator('#flows button').first().waitFor();
    const text = await page.innerText('body');
    assert.match(text, /software, not a person/);
    assert.match(text, /This is a demonstration\. No clinic reads what you write here\./);
    await leave(visitor);
});

test('hostile words are shown as words', async () => {
    const visitor = await visit(browser, server.url);
    const { page } = visitor;
    await startFlow(page, CHECK_IN);
    await hears(page, 'What came back?');
    const hostile = [
        '<img src=x onerror="document.title=\'owned\'">',
        '<script>document.title="owned"</script>',
        '</li></ol><iframe src="javascript:alert(1)"></iframe>',
        '[a](javascript:alert(1)) {{constructor.constructor("alert(1)")()}} ${1} {came_back}',
        '\u202Eevil\u202C \u0000 \uFFFD &lt;b&gt; %s %n \'; DROP TABLE messages;--',
        '👩‍👩‍👧‍👦 e\u0301 \u0627\u0644\u0633\u0644\u0627\u0645',
    ].map((text) => text.replaceAll('\u0000', ''));
    for (const text of hostile) {
        await say(page, text);
    }
    const shown = await mine(page).locator('.words').allTextContents();
    assert.deepEqual(shown, hostile);
    await page.reload();
    await page.waitForFunction((n) => document.querySelectorAll('#log .mine').length === n, hostile.length);
    assert.deepEqual(await mine(page).locator('.words').allTextContents(), hostile);
    assert.equal(await page.locator('#log').locator('img, script, iframe').count(), 0);
    assert.notEqual(await page.title(), 'owned');
    await shoot(page, 'hostile');
    await leave(visitor);
});

test('the word person brings help that says no clinic is connected', async () => {
    const visitor = await visit(browser, server.url);
    const { page } = visitor;
    await startFlow(page, CHECK_IN);
    await hears(page, 'What came back?');
    await say(page, 'person');
    await hears(page, 'clinic');
    await shoot(page, 'person-typed');
    await leave(visitor);
});

test('the button for a person does the same, with no reflection open', async () => {
    const visitor = await visit(browser, server.url);
    const { page } = visitor;
    await page.locator('#flows button').first().waitFor();
    await page.click('#human');
    await hears(page, 'clinic');
    await shoot(page, 'person-button');
    await leave(visitor);
});

test('the numbers are there with the server gone, and say that they are not confirmed', async () => {
    const own = await openServer();
    const visitor = await visit(browser, own.url, { width: 320, height: 640 });
    const { page } = visitor;
    await page.locator('#flows button').first().waitFor();
    await own.kill();
    await page.locator('#status', { hasText: 'No connection right now' }).waitFor();
    await page.click('#human');
    assert.ok(await page.locator('#person').evaluate((panel) => panel.open), 'the panel opens by itself');
    assert.match(await page.innerText('#person'), /not confirmed/);
    assert.equal(await page.locator('#person a[href="https://findahelpline.com"]').count(), 1);
    assert.ok(await page.locator('#person a[href^="tel:"]').first().isVisible());
    await shoot(page, 'person-offline-320');
    await leave(visitor);
    await own.stop();
});

test('the country picker shows that country, with links to call', async () => {
    const visitor = await visit(browser, server.url);
    const { page } = visitor;
    await page.click('#person summary');
    await page.selectOption('#country', { label: 'United Kingdom' });
    assert.equal(await page.locator('#numbers a[href="tel:999"]').count(), 1);
    assert.equal(await page.locator('#numbers a[href="tel:116123"]').count(), 1);
    await shoot(page, 'person-country');
    await page.reload();
    await page.click('#person summary');
    await page.locator('#numbers a[href="tel:999"]').waitFor();
    await leave(visitor);
});

test('a deleted conversation is gone from the device and from the server', async () => {
    const visitor = await visit(browser, server.url);
    const { page } = visitor;
    await startFlow(page, CHECK_IN);
    await hears(page, 'What came back?');
    await say(page, 'something private');
    await page.click('#more');
    await page.click('#erase');
    await shoot(page, 'delete');
    await page.click('#keep');
    assert.equal(await mine(page).count(), 1, 'keeping it deletes nothing');
    await page.click('#more');
    await page.click('#erase');
    await page.click('#gone');
    await page.locator('#ended', { hasText: 'deleted' }).waitFor();
    assert.equal(await page.locator('#log li').count(), 0);
    assert.equal(await page.evaluate(() => localStorage.getItem('switchback.token')), null);
    await page.click('#anew');
    await page.locator('#flows button').first().waitFor();
    assert.equal(await mine(page).count(), 0);
    await leave(visitor);
});
