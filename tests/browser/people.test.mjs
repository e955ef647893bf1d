// The owner's and a therapist's first sign-in, and a client's way in by an invite, on the real pages
// against the real server, at a practice that lets in nobody else.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { codeOf } from './clinic.mjs';
import { accessible, fits, leave, openBrowser, openServer, shoot, visit } from './support.mjs';

const PASSWORD = 'seven slow trains to Lisbon';
let server;
let browser;

before(async () => {
    browser = await openBrowser();
    server = await openServer([], null, 'demo', 'open: false');
});

after(async () => {
    await browser?.close();
    await server?.stop();
});

async function look(page, name) {
    await accessible(page, name);
    await fits(page, name, 'p');
    await shoot(page, name);
}

async function setUp(link, options = {}) {
    const one = await visit(browser, link, options);
    const { page } = one;
    assert.ok(!page.url().includes('#t='), page.url());
    await look(page, 'people-link');
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByLabel('Password').fill('short');
    await page.getByLabel('Code').fill(codeOf(await page.locator('#secret').textContent(), Date.now()));
    await page.getByRole('button', { name: 'Set up and sign in' }).click();
    await page.getByText('15 characters or more. Several').waitFor();
    assert.equal(await page.getByLabel('Password').getAttribute('aria-invalid'), 'true');
    await look(page, 'people-set-up');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Set up and sign in' }).click();
    await page.locator('#recovery li').nth(9).waitFor();
    await look(page, 'people-recovery');
    const recovery = await page.locator('#recovery li').allTextContents();
    await page.getByRole('button', { name: 'I have written them down' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    return { ...one, recovery };
}

test('an owner and a therapist set up; a client comes in by an invite, confirmed by both', async () => {
    const owner = await setUp(server.command('admin', 'init'));
    const cookie = (await owner.context.cookies()).find((each) => each.name === '__Host-person');
    assert.ok(cookie?.httpOnly && cookie.secure && cookie.sameSite === 'Strict');
    await look(owner.page, 'people-owner');
    await owner.page.getByRole('button', { name: 'Sign out' }).click();
    await owner.page.getByText('You are signed out').waitFor();
    await look(owner.page, 'people-sign-in');
    await owner.page.getByLabel('Sign-in name').fill('owner');
    await owner.page.getByLabel('Password').fill('not the password at all');
    await owner.page.getByLabel('Code').fill(owner.recovery[0]);
    await owner.page.keyboard.press('Enter');
    await owner.page.getByText('do not fit together').waitFor();
    await owner.page.getByLabel('Password').fill(PASSWORD);
    await owner.page.keyboard.press('Enter');
    await owner.page.getByRole('heading', { name: 'People' }).waitFor();
    await leave({ ...owner, errors: owner.errors.filter((one) => !/403|401|422/.test(one)) });

    const therapist = await setUp(server.command('people', 'add', 'meier', '--name', 'Dr Meier'), { width: 360 });
    await therapist.page.getByLabel('Label').fill('Tuesday at ten');
    await therapist.page.getByRole('button', { name: 'Make an invite' }).click();
    const code = await therapist.page.locator('#code').textContent();
    const link = await therapist.page.locator('#link').textContent();
    await look(therapist.page, 'people-invite');

    const stranger = await visit(browser, server.url);
    await stranger.page.getByText('whom a clinic has invited').first().waitFor();
    await leave(stranger);

    const client = await visit(browser, link, { width: 320 });
    assert.ok(!client.page.url().includes('#c='), client.page.url());
    assert.equal((await client.page.getByLabel('Code').inputValue()).length, 12);
    await look(client.page, 'invite-code');
    await client.page.getByLabel('Code').fill(code.toLowerCase());
    await client.page.keyboard.press('Enter');
    await client.page.getByRole('heading', { name: 'Demonstration' }).waitFor();
    await look(client.page, 'invite-confirm');
    await client.page.locator('#yes').click();
    await client.page.locator('#flows button').first().waitFor();
    await client.page.reload();
    await client.page.locator('#flows button').first().waitFor();
    await leave(client);

    await therapist.page.getByRole('button', { name: 'Done' }).click();
    await therapist.page.getByRole('button', { name: 'Yes, this is my client' }).click();
    await therapist.page.getByText('your client').waitFor();
    await look(therapist.page, 'people-therapist');
    await leave({ ...therapist, errors: therapist.errors.filter((one) => !/403|401|422/.test(one)) });

    const late = await visit(browser, link);
    await late.page.getByRole('button', { name: 'Go on' }).click();
    await late.page.getByText('used already').waitFor();
    await leave({ ...late, errors: late.errors.filter((one) => !/404/.test(one)) });
});
