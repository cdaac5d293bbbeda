// Starts a demo county of its own, drives Debian's Chromium, writes TAP lines, keeps screenshots.
// SPDX-License-Identifier: MIT
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'node:net';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
export const root = resolve(here, '../..');
export const program = process.env.GONGKAI_PROGRAM ?? join(root, 'build/gongkai');
export const shared = process.env.GONGKAI_SHARED ?? join(root, '../shared');
const artefacts = join(here, 'artefacts');
mkdirSync(artefacts, { recursive: true });

const axeSource = readFileSync(join(here, 'node_modules/axe-core/axe.min.js'), 'utf8');

export const sizes = {
  phone: { width: 360, height: 780 },
  desktop: { width: 1280, height: 900 },
  wide: { width: 2560, height: 1440 },
};

function freePort() {
  return new Promise((done) => {
    const s = createServer().listen(0, '127.0.0.1', () => {
      const { port } = s.address();
      s.close(() => done(port));
    });
  });
}

export function run(args, options = {}) {
  return execFileSync(program, args, { encoding: 'utf8', maxBuffer: 64 << 20, ...options });
}

export async function startCounty() {
  const dir = mkdtempSync(join(tmpdir(), 'gongkai-browser-'));
  const data = join(dir, 'county');
  run(['init', '--data', data, '--demo']);
  const port = await freePort();
  const server = spawn(program, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  server.stderr.on('data', (d) => (log += d));
  server.stdout.on('data', (d) => (log += d));
  const url = `http://127.0.0.1:${port}`;
  for (let i = 0; ; i++) {
    try { await fetch(url + '/robots.txt'); break; } catch (e) {
      if (i > 200 || server.exitCode !== null) throw new Error('server did not start: ' + log);
      await new Promise((r) => setTimeout(r, 50));
    }
  }
  return {
    url, data, log: () => log,
    stop() { server.kill('SIGTERM'); rmSync(dir, { recursive: true, force: true }); },
  };
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

// A page that fails the step on script errors, CSP violations and broken own requests.
export async function openPage(browser, county, size = 'desktop') {
  const context = await browser.newContext({
    viewport: sizes[size], locale: 'zh-CN', timezoneId: 'Asia/Shanghai', baseURL: county.url,
  });
  context.setDefaultTimeout(10000);
  const page = await context.newPage();
  page.troubles = [];
  page.allowStatus = new Set();
  page.on('pageerror', (e) => page.troubles.push('script: ' + e.message));
  page.on('console', (m) => {
    if (m.type() === 'error' && !/status of 4\d\d/.test(m.text())) page.troubles.push('console: ' + m.text());
  });
  page.on('response', (r) => {
    if (r.status() >= 400 && !page.allowStatus.has(r.status())) page.troubles.push(`${r.status()} ${r.url()}`);
  });
  return page;
}

let count = 0, failed = 0;
export async function step(name, fn) {
  count++;
  try {
    await fn();
    console.log(`ok ${count} - ${name}`);
  } catch (e) {
    failed++;
    console.log(`not ok ${count} - ${name}`);
    console.log(String(e.stack ?? e).split('\n').slice(0, 25).map((l) => '# ' + l).join('\n'));
  }
}
export function finish() {
  console.log(`1..${count}`);
  return failed ? 1 : 0;
}

export function check(cond, what) {
  if (!cond) throw new Error(what);
}

export async function noTroubles(page) {
  const list = page.troubles.splice(0);
  check(list.length === 0, list.join('\n'));
}

// axe-core on the page as it stands: 0 violations, whatever the level.
export async function axe(page, name) {
  // evaluate bypasses the page's CSP, which forbids added script elements
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  const list = result.violations.map((v) => `${name}: ${v.id}: ${v.help}: ` +
    v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ' ' + (n.failureSummary ?? '').replace(/\s+/g, ' ').slice(0, 160)).join(' | '));
  check(list.length === 0, list.join('\n'));
}

// No sideways scrolling: the page fits its window.
export async function fits(page, name) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check(over <= 0, `${name}: ${over} px wider than the window`);
}

export async function shot(page, name) {
  await page.screenshot({ path: join(artefacts, name + '.png'), fullPage: true });
}

// Looks at the page in every size: screenshot, axe, width. What is wrong is reported by lookedAt,
// so that the work of a step goes on.
const looks = { pages: 0, wrong: [] };
export async function look(page, name) {
  const before = page.viewportSize();
  looks.pages++;
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    await shot(page, `${name}-${size}`);
    for (const test of size === 'wide' ? [fits] : [fits, axe])
      await test(page, `${name} at ${size}`).catch((e) => looks.wrong.push(e.message));
  }
  await page.setViewportSize(before);
}
export async function lookedAt() {
  await step(`${looks.pages} pages: axe-core 0 violations, no sideways scrolling from 360 px to 2560 px`, async () =>
    check(looks.pages > 0 && looks.wrong.length === 0, looks.wrong.join('\n')));
}

export function sharedFile(name) {
  const p = join(shared, name);
  return existsSync(p) ? p : null;
}
