// The pictures of README's tour, taken from a demo county: node tests/browser/pictures.mjs
// SPDX-License-Identifier: MIT
import { join } from 'node:path';
import { startCounty, launch, openPage, run, root, sharedFile } from './harness.mjs';
import { signIn } from './people.mjs';

const county = await startCounty();
for (const name of ['laws', 'statecouncil']) {
  const file = sharedFile(`data/corpus/${name}.jsonl`);
  if (file) run(['import', 'documents', file, '--data', county.data]);
}
const browser = await launch();

async function picture(page, path, name) {
  await page.goto(path);
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(root, 'docs/pictures', name + '.png') });
}
// The first link of the page whose text fits.
async function follow(page, list, text) {
  await page.goto(list);
  return page.locator('main a', { hasText: text }).first().getAttribute('href');
}

const visitor = await openPage(browser, county);
await picture(visitor, '/', 'home');
await picture(visitor, '/search?q=' + encodeURIComponent('政府信息公开'), 'search');
await picture(visitor, await follow(visitor, '/search?q=' + encodeURIComponent('行政许可法'), '行政许可法'), 'item');
await picture(visitor, '/progress/', 'progress');
await picture(visitor, '/request/', 'request');

const reviewer = await signIn(browser, county, 'shenhe');
await picture(reviewer, '/work/', 'inbox');
const task = await reviewer.locator('main a[href*="/work/documents/"]').first().getAttribute('href');
await picture(reviewer, task.replace(/\/(review)?$/, '/review'), 'review');

const editor = await signIn(browser, county, 'xinxi');
await editor.goto('/work/documents/');
const rows = await editor.locator('main table a').evaluateAll((list) => list.map((a) => a.getAttribute('href')));
for (const row of rows) { // the first one that is being written
  const res = await editor.goto(row + 'edit');
  if (res.status() === 200 && new URL(editor.url()).pathname.endsWith('/edit')) break;
}
await picture(editor, new URL(editor.url()).pathname, 'edit');

const office = await signIn(browser, county, 'zhengfu');
await picture(office, '/work/ledger/', 'ledger');

await picture(visitor, '/normdocs/', 'normdocs');
await picture(visitor, await follow(visitor, '/fiscal/', '县') ?? '/fiscal/', 'fiscal');
await picture(editor, await follow(editor, '/work/interpret/', '招生'), 'interpret');
await picture(office, '/work/inventory/', 'inventory');

const clerk = await signIn(browser, county, 'bangong');
await picture(clerk, await follow(clerk, '/work/requests/?tab=unit', '中标合同'), 'requests');

await browser.close();
county.stop();
