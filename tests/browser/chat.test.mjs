// A visitor's journeys: finish a reflection, leave and come back, change an answer, pause, two tabs, and a
// server that dies in the middle.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
    hears, leave, mine, openBrowser, openServer, say, shoot, startFlow, tap, theirs, transcript, visit,
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

test('a visitor finishes setback-check-in by buttons', async () => {
    const visitor = await visit(browser, server.url);
    const { page } = visitor;
    await startFlow(page, CHECK_IN);
    await hears(page, 'What came back?');
    await shoot(page, 'check-in-first');
    await tap(page, 'Feeling stuck');
    await hears(page, 'How heavy is it right now?');
    await shoot(page, 'check-in-scale');
    await tap(page, '4');
    await hears(page, 'How long do you want to take?');
    await tap(page, 'Two minutes, the rest tomorrow');
    await hears(page, 'one small kind thing');
    await say(page, 'Call my sister');
    await hears(page, 'How is it now?');
    await tap(page, 'A bit lighter');
    await hears(page, 'Nothing from this talk was shared.');
    await page.locator('#choose').waitFor();
    assert.equal(await mine(page).count(), 5);
    assert.equal(await page.locator('#log .waiting').count(), 0);
    await shoot(page, 'check-in-done');
    await leave(visitor);
});

test('a visitor finishes setback-check-in by typing alone', async () => {
    const visitor = await visit(browser, server.url);
    const { page } = visitor;
    await startFlow(page, CHECK_IN);
    await hears(page, 'What came back?');
    await say(page, 'feeling stuck');
    await hears(page, 'How heavy is it right now?');
    await say(page, 'about four');
    await hears(page, 'How long do you want to take?');
    await say(page, 'two minutes');
    await hears(page, 'one small kind thing');
    await say(page, 'Go to bed early');
    await hears(page, 'How is it now?');
    await say(page, 'about the same');
    await hears(page, 'Nothing from this talk was shared.');
    await leave(visitor);
});

test('a reload, and a closed tab, continue at the same question with nothing lost', async () => {
    const visitor = await visit(browser, server.url);
    const { page } = visitor;
    await startFlow(page, CHECK_IN);
    await hears(page, 'What came back?');
    await tap(page, 'An old habit');
    await hears(page, 'How heavy is it right now?');
    await page.fill('#words', 'half a thought');
    const said = await transcript(page);

    await page.reload();
    await hears(page, 'How heavy is it right now?');
    await page.locator('.steps button').first().waitFor();
    assert.deepEqual(await transcript(page), said);
    assert.equal(await page.inputValue('#words'), 'half a thought', 'the draft is kept');
    await shoot(page, 'after-reload');

    await page.close();
    const later = await visitor.open();
    await hears(later, 'How heavy is it right now?');
    assert.deepEqual(await transcript(later), said);
    await tap(later, '3');
    await hears(later, 'How long do you want to take?');
    await leave(visitor);
});

test('back asks the earlier question again, and the new answer counts', async () => {
    const visitor = await visit(browser, server.url);
    const { page } = visitor;
    await startFlow(page, CHECK_IN);
    await hears(page, 'What came back?');
    await tap(page, 'An old habit');
    await hears(page, 'How heavy is it right now?');
    const asked = await theirs(page).filter({ hasText: 'What came back?' }).count();
    await page.click('#back');
    await page.locator('#answer').getByRole('button', { name: 'Feeling stuck', exact: true }).waitFor();
    assert.equal(await theirs(page).filter({ hasText: 'What came back?' }).count(), asked + 1);
    await shoot(page, 'back');
    await tap(page, 'Feeling stuck');
    await hears(page, 'How heavy is it right now?');
    await leave(visitor);
});

test('skip leaves a question out', async () => {
    const visitor = await visit(browser, server.url);
    const { page } = visitor;
    await startFlow(page, CHECK_IN);
    await hears(page, 'What came back?');
    await tap(page, 'Skip');
    await page.locator('.steps').waitFor();
    await leave(visitor);
});

test('a pause keeps the place, also over a reload, and the visitor carries on there', async () => {
    const visitor = await visit(browser, server.url);
    const { page } = visitor;
    await startFlow(page, CHECK_IN);
    await hears(page, 'What came back?');
    await tap(page, 'Feeling stuck');
    await page.locator('.steps').waitFor();
    await page.click('#pause');
    const carryOn = page.locator('#paused button', { hasText: CHECK_IN });
    await carryOn.waitFor();
    await shoot(page, 'paused');
    await page.reload();
    await carryOn.click();
    await page.locator('.steps').waitFor();
    await tap(page, '4');
    await hears(page, 'How long do you want to take?');
    await leave(visitor);
});

test('two tabs show the same conversation, and either may answer', async () => {
    const visitor = await visit(browser, server.url);
    const { page } = visitor;
    await startFlow(page, CHECK_IN);
    await hears(page, 'What came back?');
    const second = await visitor.open();
    await second.locator('#answer').getByRole('button', { name: 'Feeling stuck', exact: true }).waitFor();
    await tap(second, 'Feeling stuck');
    await page.locator('.steps').waitFor();
    await tap(page, '4');
    await second.locator('#answer').getByRole('button', { name: 'Ten minutes', exact: true }).waitFor();
    assert.deepEqual(await transcript(second), await transcript(page));
    await page.reload();
    await page.locator('#answer').getByRole('button', { name: 'Ten minutes', exact: true }).waitFor();
    assert.deepEqual(await transcript(page), await transcript(second));
    await leave(visitor);
});

test('a killed server loses nothing: what was said meanwhile is stored once when it is back', async () => {
    const own = await openServer();
    const visitor = await visit(browser, own.url);
    const { page } = visitor;
    await startFlow(page, CHECK_IN);
    await hears(page, 'What came back?');
    await tap(page, 'Feeling stuck');
    await page.locator('.steps').waitFor();
    await page.locator('#log .waiting').waitFor({ state: 'detached' });
    const said = await transcript(page);

    await own.kill();
    await page.locator('#status', { hasText: 'No connection right now' }).waitFor();
    await page.fill('#words', 'about four');
    await page.press('#words', 'Enter');
    assert.equal(await page.locator('#log .waiting').count(), 1, 'it says that it is not saved yet');
    await shoot(page, 'server-gone');
    await page.waitForTimeout(1_500);

    await own.start();
    await hears(page, 'How long do you want to take?');
    await page.locator('#log .waiting').waitFor({ state: 'detached' });
    const now = await transcript(page);
    assert.deepEqual(now.slice(0, said.length), said);
    assert.equal(now.filter((line) => line.includes('about four')).length, 1);
    await page.reload();
    await hears(page, 'How long do you want to take?');
    assert.deepEqual(await transcript(page), now);
    await leave(visitor);
    await own.stop();
});

test('words written with no server outlive the tab they were written in', async () => {
    const own = await openServer();
    const visitor = await visit(browser, own.url);
    const { page } = visitor;
    await startFlow(page, CHECK_IN);
    await hears(page, 'What came back?');
    const second = await visitor.open();
    await hears(second, 'What came back?');
    await own.kill();
    await second.locator('#status', { hasText: 'No connection right now' }).waitFor();
    await second.fill('#words', 'feeling stuck');
    await second.press('#words', 'Enter');
    await second.close();
    await own.start();
    await hears(page, 'How heavy is it right now?');
    assert.equal(await mine(page).filter({ hasText: 'feeling stuck' }).count(), 1);
    await leave(visitor);
    await own.stop();
});
