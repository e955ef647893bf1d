// The parts of the page by themselves, in the browser: every kind of question, and text with spans. A flow
// need not use them all for them to be right.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, fits, leave, openBrowser, openServer, shoot, visit } from './support.mjs';

let server;
let browser;

before(async () => {
    [server, browser] = await Promise.all([openServer(), openBrowser()]);
});

after(async () => {
    await browser?.close();
    await server?.stop();
});

// Puts one question on the page; what is given for it is collected in window.given.
async function ask(page, input, why) {
    await page.evaluate(async ([asked, reason]) => {
        const { showAnswer } = await import('/answer.js');
        window.given = [];
        document.getElementById('choose').hidden = true;
        showAnswer(document.getElementById('answer'), { token: 'p', input: asked, why: reason }, {
            give: (answer, shown) => window.given.push([answer, shown]),
            skip: () => window.given.push(['skip']),
        });
    }, [input, why]);
}

const given = (page) => page.evaluate(() => window.given);
const button = (page, name) => page.locator('#answer').getByRole('button', { name, exact: true });

for (const width of [320, 1280]) {
    test(`every kind of question can be answered and skipped at ${width} px`, async () => {
        const visitor = await visit(browser, server.url, { width, height: 800 });
        const { page } = visitor;
        await page.locator('#flows button').first().waitFor();
        const look = async (kind) => {
            await fits(page, `${kind} at ${width}`);
            await accessible(page, `${kind} at ${width}`);
            await shoot(page, `kind-${kind}-${width}`);
        };

        await ask(page, { kind: 'yesno', optional: true }, 'Because.');
        await look('yesno');
        await button(page, 'Yes').click();
        await button(page, 'Skip').click();
        assert.deepEqual(await given(page), [[{ choice: 'yes' }, 'Yes'], ['skip']]);

        const choices = [{ key: 'a', label: 'The first' }, { key: 'b', label: 'A second one with a longer label' },
            { key: 'c', label: 'Third' }];
        await ask(page, { kind: 'one', choices, suggested: 'b' });
        await look('one');
        await button(page, 'Third').click();
        assert.deepEqual(await given(page), [[{ choice: 'c' }, 'Third']]);

        const many = Array.from({ length: 30 }, (_, k) => ({ key: `k${k}`, label: `Country ${k}` }));
        await ask(page, { kind: 'one', choices: many });
        await look('list');
        await button(page, 'Use this choice').click();
        assert.deepEqual(await given(page), []);
        await page.getByLabel('Your choice').selectOption('Country 17');
        await button(page, 'Use this choice').click();
        assert.deepEqual(await given(page), [[{ choice: 'k17' }, 'Country 17']]);

        await ask(page, { kind: 'many', choices, range: { min: 0, max: 3 } });
        await button(page, 'Use these answers').click();
        assert.deepEqual(await given(page), [[{ value: [] }, 'None of these']]);

        await ask(page, { kind: 'many', choices, range: { min: 1, max: 2 }, suggested: ['a'] });
        await page.getByLabel('The first').uncheck();
        await button(page, 'Use these answers').click();
        await look('many');
        assert.deepEqual(await given(page), [], 'nothing chosen is not an answer');
        for (const choice of choices) {
            await page.getByLabel(choice.label).check();
        }
        await button(page, 'Use these answers').click();
        assert.deepEqual(await given(page), [], 'three are more than two');
        assert.match(await page.innerText('.complaint'), /2/);
        await page.getByLabel('Third').uncheck();
        await button(page, 'Use these answers').click();
        assert.deepEqual(await given(page),
            [[{ value: ['a', 'b'] }, 'The first, A second one with a longer label']]);

        await ask(page, { kind: 'scale', range: { min: 0, max: 10, low: 'not at all', high: 'certain', step: 1 } });
        await look('scale');
        await button(page, '10: certain').click();
        assert.deepEqual(await given(page), [[{ value: 10 }, '10']]);

        await ask(page, { kind: 'scale', range: { min: 0, max: 100 }, suggested: 30 });
        await page.getByLabel('Your number').fill('40');
        await button(page, 'Use this number').click();
        assert.deepEqual(await given(page), [[{ value: 40 }, '40']]);

        await ask(page, { kind: 'number', range: { min: 0, max: 24 } });
        await page.getByLabel('Your number').fill('25');
        await button(page, 'Use this number').click();
        await look('number');
        assert.deepEqual(await given(page), []);
        assert.equal(await page.innerText('.complaint'), 'From 0 to 24');
        await page.getByLabel('Your number').fill('7.5');
        await page.keyboard.press('Enter');
        assert.deepEqual(await given(page), [[{ value: 7.5 }, '7.5']]);

        await ask(page, { kind: 'date' });
        await look('date');
        await page.getByLabel('Your date').fill('2026-12-24');
        await button(page, 'Use this date').click();
        assert.deepEqual((await given(page))[0][0], { value: '2026-12-24' });
        assert.match((await given(page))[0][1], /24 December 2026/);

        await ask(page, { kind: 'time', suggested: '18:30' });
        await look('time');
        await button(page, 'Use this time').click();
        assert.deepEqual(await given(page), [[{ value: '18:30' }, '18:30']]);

        await ask(page, { kind: 'text', suggested: 'what I said before', optional: true });
        await look('text');
        await button(page, 'Keep this answer').click();
        assert.deepEqual(await given(page), [[{ text: 'what I said before' }, 'what I said before']]);

        await ask(page, { kind: 'none' });
        assert.ok(await page.locator('#answer').isHidden());
        await leave(visitor);
    });
}

test('spans become bold words and safe links, and nothing else', async () => {
    const visitor = await visit(browser, server.url);
    const { page } = visitor;
    const write = (text, spans) => page.evaluate(async ([words, list]) => {
        const { writeText } = await import('/log.js');
        const line = document.createElement('p');
        writeText(line, words, list);
        return Array.from(line.childNodes, (node) => [node.nodeName, node.textContent, node.href ?? null])
            .filter(([, words]) => words);
    }, [text, spans]);

    // Offsets count code points: the flag and the family are more than one of JavaScript's units each.
    assert.deepEqual(await write('🇬🇧 Call 116 123 👩‍👧 now', [
        { b: 8, e: 15, kind: 'link', href: 'tel:116123' }, { b: 20, e: 23, kind: 'bold' },
    ]), [['#text', '🇬🇧 Call ', null], ['A', '116 123', 'tel:116123'], ['#text', ' 👩‍👧 ', null], ['B', 'now', null]]);
    for (const href of ['javascript:alert(1)', 'http://example.org', 'data:text/html,x', ' javascript:x', '//x', undefined]) {
        const pieces = await write('a link here', [{ b: 2, e: 6, kind: 'link', href }]);
        assert.ok(pieces.every(([name]) => name === '#text'), String(href));
    }
    for (const spans of [
        [{ b: -1, e: 2, kind: 'bold' }], [{ b: 3, e: 99, kind: 'bold' }], [{ b: 2, e: 2, kind: 'bold' }],
        [{ b: '0', e: 2, kind: 'bold' }], [{ b: 0, e: 2, kind: 'script' }], 'bold', null, {}, [{}],
    ]) {
        const pieces = await write('plain <b>text</b>', spans);
        assert.equal(pieces.map(([, words]) => words).join(''), 'plain <b>text</b>');
        assert.ok(pieces.every(([name]) => name === '#text'), JSON.stringify(spans));
    }
    const crossing = await write('abcdef', [{ b: 0, e: 4, kind: 'bold' }, { b: 2, e: 6, kind: 'bold' }]);
    assert.deepEqual(crossing, [['B', 'abcd', null], ['#text', 'ef', null]]);
    await leave(visitor);
});
