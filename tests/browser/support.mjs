// What every browser test needs: the real server on a scratch folder, the real browser, and a page that
// keeps account of content-policy violations and console errors.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = process.env.SWITCHBACK_SHOTS;
const READY_MS = 30_000;
const WAIT_MS = 40_000;
const CHROMIUM = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'];

function binary() {
    const candidates = [process.env.SWITCHBACK_BIN, 'build/dev/bot/switchback', 'build/release/bot/switchback']
        .filter(Boolean).map((one) => path.resolve(root, one));
    const found = candidates.find((one) => existsSync(one));
    assert.ok(found, `no switchback binary; set SWITCHBACK_BIN or build one of ${candidates.join(', ')}`);
    return found;
}

function freePort() {
    return new Promise((settle, fail) => {
        const probe = net.createServer();
        probe.once('error', fail);
        probe.listen(0, '127.0.0.1', () => {
            const { port } = probe.address();
            probe.close(() => settle(port));
        });
    });
}

async function ready(url, child, output) {
    const end = Date.now() + READY_MS;
    while (Date.now() < end) {
        if (child.exitCode !== null || child.signalCode !== null) {
            break;
        }
        try {
            if ((await fetch(`${url}/readyz`)).ok) {
                return;
            }
        } catch {
            // Not listening yet.
        }
        await new Promise((settle) => setTimeout(settle, 50));
    }
    throw new Error(`the server did not become ready:\n${output.join('')}`);
}

// A server on its own data folder and port; start() again after kill() continues with the same data.
// settings: more lines of its config file. clinicOf(url): the text of its clinic's file. practice: its id.
// who: whom the practice lets in.
export async function openServer(settings = [], clinicOf = null, practice = 'demo', who = 'open: true, visitors: as_clients') {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'switchback-browser-'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const config = path.join(folder, 'config.yaml');
    let child = null;
    if (clinicOf) {
        writeFileSync(path.join(folder, 'clinic.yaml'), clinicOf(url));
    }
    writeFileSync(config, [
        'address: 127.0.0.1', `port: ${port}`, `data: ${folder}/data`, `flows: ${root}/flows`,
        `practice: {id: ${practice}, name: Demonstration, ${who}${clinicOf ? ', clinic: clinic.yaml' : ''}}`,
        ...(process.env.SWITCHBACK_WEB_DIR ? [`web_dir: ${path.resolve(root, process.env.SWITCHBACK_WEB_DIR)}`] : []),
        ...settings, '',
    ].join('\n'));

    async function end(signal) {
        const old = child;
        child = null;
        if (old && old.exitCode === null && old.signalCode === null) {
            const gone = new Promise((settle) => old.once('exit', settle));
            old.kill(signal);
            await gone;
        }
    }

    const server = {
        url,
        async start() {
            const output = [];
            child = spawn(binary(), ['serve', '--config', config], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
            child.stdout.on('data', (text) => output.push(text));
            child.stderr.on('data', (text) => output.push(text));
            await ready(url, child, output);
        },
        // Runs a command of the operator on this server's settings; what it prints.
        command: (...words) => execFileSync(binary(), [...words, '--config', config], { cwd: root, encoding: 'utf8' }).trim(),
        kill: () => end('SIGKILL'),
        async stop() {
            await end('SIGTERM');
            rmSync(folder, { recursive: true, force: true });
        },
    };
    await server.start();
    return server;
}

export async function openBrowser() {
    return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: CHROMIUM });
}

// A visitor: a fresh profile, with one page. violations and errors stay empty on a healthy page.
export async function visit(browser, url, options = {}) {
    const context = await browser.newContext({
        viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
        colorScheme: options.scheme ?? 'light',
        forcedColors: options.forced ? 'active' : 'none',
        reducedMotion: 'reduce',
        locale: 'en-GB',
        ...(options.kept && { storageState: options.kept }),
    });
    context.setDefaultTimeout(WAIT_MS);
    const visitor = { context, violations: [], errors: [] };
    await context.exposeBinding('reportViolation', (_, what) => visitor.violations.push(what));
    await context.addInitScript(() => {
        addEventListener('securitypolicyviolation', (event) => {
            window.reportViolation(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
        });
    });
    visitor.open = async () => {
        const page = await context.newPage();
        page.on('pageerror', (error) => visitor.errors.push(String(error)));
        page.on('console', (message) => {
            // A refused connection while the server is down is the browser's own line, not the page's.
            if (message.type() === 'error' && !/WebSocket connection|ERR_CONNECTION/.test(message.text())) {
                visitor.errors.push(message.text());
            }
        });
        await page.goto(url);
        return page;
    };
    visitor.page = await visitor.open();
    return visitor;
}

export async function leave(visitor) {
    assert.deepEqual(visitor.violations, [], 'content policy violations');
    assert.deepEqual(visitor.errors, [], 'errors in the console');
    await visitor.context.close();
}

// ---- Acting as a client

export async function startFlow(page, title) {
    await page.locator('#flows button', { hasText: title }).click();
}

// Types into the message box and waits until the server has stored it.
export async function say(page, text) {
    const before = await mine(page).count();
    await page.fill('#words', text);
    await page.press('#words', 'Enter');
    await page.waitForFunction(([count]) => {
        const rows = document.querySelectorAll('#log .mine');
        return rows.length > count && !document.querySelector('#log .waiting');
    }, [before]);
}

// Taps one of the ways to answer.
export async function tap(page, label) {
    await page.locator('#answer').getByRole('button', { name: label, exact: true }).click();
}

export const mine = (page) => page.locator('#log .mine');
export const theirs = (page) => page.locator('#log .theirs');

// Waits until the bot has said something with these words, after the last thing the client said.
export async function hears(page, words) {
    await page.waitForFunction((wanted) => {
        const rows = Array.from(document.querySelectorAll('#log li'));
        const last = rows.findLastIndex((row) => row.classList.contains('mine'));
        return rows.slice(last + 1).some((row) => row.textContent.includes(wanted));
    }, words, { timeout: WAIT_MS });
}

// The conversation as plain lines, for comparing what two pages show.
export async function transcript(page) {
    return page.$$eval('#log li', (rows) => rows.map((row) => row.querySelector('.body').textContent));
}

// ---- Looking

// Runs axe on what is shown and fails with its findings.
export async function accessible(page, where) {
    await page.evaluate(axeSource);
    const found = await page.evaluate(async () => {
        // What is scrolled half under the head or the box is not small: nothing sticks while axe measures.
        const sticky = [document.querySelector('header'), document.getElementById('compose')].filter(Boolean);
        sticky.forEach((part) => { part.style.position = 'static'; });
        const result = await window.axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        });
        sticky.forEach((part) => { part.style.position = ''; });
        return result.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`);
    });
    assert.deepEqual(found, [], `axe on ${where}`);
}

// No sideways scroll, nothing cut off at the edge, and every control big enough to hit; but for links
// that stand in a sentence, where `sentences` selects them.
export async function fits(page, where, sentences = '.body') {
    const problems = await page.evaluate((inSentences) => {
        const list = [];
        if (document.documentElement.scrollWidth > innerWidth) {
            list.push(`scrolls sideways: ${document.documentElement.scrollWidth} > ${innerWidth}`);
        }
        const shown = (element) => element.checkVisibility() && !element.closest('.away, .jump');
        for (const element of document.querySelectorAll('header *, main *, form *')) {
            if (shown(element) && element.getBoundingClientRect().right > innerWidth + 0.5) {
                list.push(`cut off: ${element.outerHTML.slice(0, 80)}`);
            }
        }
        for (const element of document.querySelectorAll('button, summary, select, textarea, input, a')) {
            const target = element.closest('label') ?? element;
            const { width, height } = target.getBoundingClientRect();
            if (shown(element) && (width < 44 || height < 44) && !element.closest(inSentences)) {
                list.push(`small target ${width}x${height}: ${element.outerHTML.slice(0, 80)}`);
            }
        }
        return list;
    }, sentences);
    assert.deepEqual(problems, [], where);
}

export async function shoot(page, name) {
    if (shots) {
        mkdirSync(shots, { recursive: true });
        await page.screenshot({ path: path.join(shots, `${name}.png`) });
    }
}
