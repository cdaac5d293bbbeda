// The public site: what citizens see, in three sizes, without and with a keyboard.
// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { step, check, openPage, look, axe, shot, run, sharedFile, noTroubles, fits } from './harness.mjs';

// A small law of our own, used where the shared corpus is not there.
function ownCorpus(county) {
  const file = join(dirname(county.data), 'own.jsonl');
  const articles = (n) => Array.from({ length: n }, (_, i) =>
    `第${'一二三四五六七八九十'[i]}条 为了规范第${i + 1}项公开工作，保障公众依法获取信息，结合本县实际，制定本条。`).join('\n\n');
  const rows = Array.from({ length: 30 }, (_, i) => ({
    id: `B${i}`, title: `某某市政务公开工作条例（示例第${i + 1}号）`, type: '地方性法规', region: '某某市',
    issuer: '某某市人民代表大会常务委员会', number: i ? '' : '某政发〔2018〕71号', date: `${2010 + (i % 5)}-01-01`, effective: '2018-03-01',
    body: `## 第一章  总则\n\n${articles(5)}\n\n## 第二章  公开\n\n${articles(5)}\n\n## 第三章  附则\n\n${articles(3)}`,
  }));
  writeFileSync(file, rows.map((r) => JSON.stringify(r)).join('\n') + '\n');
  return file;
}

export async function publicSite(browser, county) {
  const page = await openPage(browser, county);

  await step('documents imported while the site runs are there with the next request', async () => {
    await page.goto('/');
    const before = await (await fetch(county.url + '/')).text();
    const out = run(['import', 'documents', sharedFile('data/corpus/statecouncil.jsonl') ?? ownCorpus(county), '--data', county.data]);
    check(/新增 \d+，更新 0，未变 0，无法使用 \d+/.test(out), out.slice(-200));
    const after = await (await fetch(county.url + '/')).text();
    check(before !== after, 'the home page did not change');
    if (sharedFile('data/corpus/laws.jsonl')) run(['import', 'documents', sharedFile('data/corpus/laws.jsonl'), '--data', county.data]);
    else run(['import', 'documents', ownCorpus(county), '--data', county.data]);
  });

  await step('home page', async () => {
    await page.goto('/');
    await look(page, 'home');
    const box = await page.locator('.home-search input').boundingBox();
    check(box.width > 300, 'the search box is not the largest thing');
    await noTroubles(page);
  });

  await step('skip link and keyboard reach the search box', async () => {
    await page.goto('/');
    await page.keyboard.press('Tab');
    check(await page.evaluate(() => document.activeElement.className) === 'skip', 'first Tab is not the skip link');
    await page.keyboard.press('/');
    check(await page.evaluate(() => document.activeElement.name) === 'q', '/ does not focus the search box');
  });

  for (const [path, name] of [['/zwgk/', 'column-branch'], ['/zwgk/fdnr/zcwj/', 'column-list'], ['/zwgk/zn/', 'column-page'],
    ['/site-map/', 'site-map'], ['/open-data/', 'open-data'], ['/log/', 'log'], ['/progress/', 'progress-empty'], ['/zwgk/ysqgk/', 'request-guide']]) {
    await step(`page ${path}`, async () => {
      const res = await page.goto(path);
      check(res.status() === 200, `${path}: ${res.status()}`);
      await look(page, name);
      await noTroubles(page);
    });
  }

  await step('a list is filtered by year and validity, and says how many', async () => {
    await page.goto('/zwgk/fdnr/zcwj/flfg/');
    const text = await page.locator('main').innerText();
    check(/共\s*[\d,]+\s*[件条]/.test(text), 'no count');
    const year = page.locator('.facet a[href*="year="]').first();
    await year.click();
    check(page.url().includes('year='), 'the year did not become a filter');
    await look(page, 'column-filtered');
    await noTroubles(page);
  });

  let item = '';
  await step('a document page: metadata, contents, meta tags, proof', async () => {
    await page.goto('/zwgk/fdnr/zcwj/flfg/');
    const link = page.locator('main a[href*="/t20"]').first();
    item = await link.getAttribute('href');
    await link.click();
    await look(page, 'item');
    for (const name of ['SiteName', 'SiteDomain', 'SiteIDCode', 'ColumnName', 'ColumnType', 'ArticleTitle', 'PubDate', 'ContentSource'])
      check(await page.locator(`head meta[name="${name}"]`).count() === 1, `meta tag ${name}`);
    check(await page.locator('a[href^="#c"], a[href^="#a"], a[href^="#h"]').count() > 0, 'no table of contents');
    await noTroubles(page);
  });

  await step('the document prints', async () => {
    await page.goto(item);
    await page.emulateMedia({ media: 'print' });
    await shot(page, 'item-print');
    check(!await page.locator('nav.nav').isVisible(), 'the navigation is printed');
    await page.emulateMedia({ media: 'screen' });
  });

  await step('elder mode and traditional characters', async () => {
    await page.goto(item);
    await page.locator('.switches a', { hasText: '长者版' }).click();
    check(await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize)) >= 20, 'letters are too small');
    await shot(page, 'item-elder');
    await axe(page, 'elder mode');
    await fits(page, 'elder mode');
    await page.locator('.switches a', { hasText: '标准版' }).click();
    await page.locator('.switches a', { hasText: '繁體' }).click();
    await shot(page, 'item-traditional');
    await page.locator('.switches a[lang="zh-Hans"]').click();
  });

  await step('search by words, with marks and filters', async () => {
    await page.goto('/');
    await page.fill('.home-search input', '政府信息公开');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search?**');
    check(await page.locator('main mark').count() > 0, 'nothing is marked');
    await look(page, 'search');
    await noTroubles(page);
  });

  await step('search by number in another spelling', async () => {
    const number = sharedFile('data/corpus/statecouncil.jsonl') ? '国发[2019]5' : '某政发2018 71';
    await page.goto('/search?q=' + encodeURIComponent(number));
    const first = await page.locator('main li, main article').filter({ has: page.locator('a[href*="/t20"]') }).first().innerText();
    check(sharedFile('data/corpus/statecouncil.jsonl') ? first.includes('双随机') : first.includes('示例第1号'), first);
  });

  await step('an honest empty page', async () => {
    await page.goto('/search?q=' + encodeURIComponent('龘靐齉爩 zzqx'));
    check(/没有|未找到/.test(await page.locator('main').innerText()), 'does not say that nothing was found');
    await look(page, 'search-empty');
  });

  await step('an unknown address: 404 with a way on', async () => {
    page.allowStatus.add(404);
    const res = await page.goto('/no/such/page');
    check(res.status() === 404, String(res.status()));
    await look(page, 'not-found');
  });

  await step('feeds, site map and robots are well-formed', async () => {
    for (const path of ['/zwgk/fdnr/zcwj/feed.xml', '/sitemap.xml']) {
      const res = await fetch(county.url + path);
      check(res.status === 200, `${path}: ${res.status}`);
      const xml = await res.text();
      const bad = await page.evaluate((x) => new DOMParser().parseFromString(x, 'text/xml').querySelector('parsererror')?.textContent, xml);
      check(!bad, `${path}: ${bad}`);
    }
    check((await (await fetch(county.url + '/robots.txt')).text()).includes('Sitemap:'), 'robots.txt names no site map');
  });

  await step('the public log is served', async () => {
    const note = await (await fetch(county.url + '/log/checkpoint')).text();
    check(/^[^\n]+\n\d+\n[A-Za-z0-9+/=]{44}\n/.test(note), note);
    check((await fetch(county.url + '/log/tile/0/000.p/' + Math.min(255, +note.split('\n')[1] % 256 || 1))).status < 500, 'tiles');
  });
  await page.context().close();
}
