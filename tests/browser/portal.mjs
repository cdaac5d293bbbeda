// What the public sees of validity, interpretation, chain, editions, units, open data: from the home
// page on, by clicking, in three sizes.
// SPDX-License-Identifier: MIT
import { step, check, openPage, look, axe, fits, shot, noTroubles } from './harness.mjs';

export async function portal(browser, county) {
  const page = await openPage(browser, county);
  const main = () => page.locator('main').innerText();

  await step('the home page leads to every public section', async () => {
    await page.goto('/');
    const paths = await page.locator('.home-ways a').evaluateAll((list) => list.map((a) => a.getAttribute('href')));
    for (const path of ['/normdocs/', '/zwgk/fdnr/zcjd/', '/decisions/', '/fiscal/', '/fees/', '/zwgk/fdnr/jyta/', '/zwgk/danwei/', '/zwgk/nb/', '/request/'])
      check(paths.includes(path), `no way to ${path}`);
    for (const path of paths) check((await fetch(county.url + path)).status === 200, path);
    await page.goto('/zwgk/');
    await look(page, 'portal-columns');
    await noTroubles(page);
  });

  await step('a repealed document says so first, and shows the chain that ended it', async () => {
    await page.goto('/normdocs/?state=' + encodeURIComponent('废止'));
    await page.locator('main td a', { hasText: '户外广告设置管理规定' }).first().click();
    const text = await main();
    check(text.indexOf('已废止') < text.indexOf('发文字号'), 'the end does not come first');
    const chain = page.locator('.chain > li');
    check(await chain.count() === 2, 'the chain has not two texts');
    check((await chain.nth(1).innerText()).includes('废止本文件'), await chain.nth(1).innerText());
    check(await chain.nth(0).getAttribute('aria-current') === 'true', 'this text is not marked');
    await look(page, 'portal-repealed');
    await chain.nth(1).locator('a').click();
    check((await main()).includes('有效期至'), 'the new text does not say until when');
    check(await page.locator('.chain a', { hasText: '户外广告设置管理规定' }).count() === 1, 'the new text does not lead back');
    await noTroubles(page);
  });

  await step('an interpretation shows its policy first; the policy shows form and kind', async () => {
    await page.goto('/zwgk/fdnr/zcjd/');
    await page.locator('.facet a', { hasText: '问答' }).click();
    await look(page, 'portal-interpretations');
    check(await page.locator('.items > li').count() === 1, 'not narrowed to one');
    const formed = (await page.locator('.items .item-day').first().innerText()).slice(0, 4);
    await page.goto(page.url() + '&year=' + formed);
    check(await page.locator('.items > li').count() === 1, `filters do not combine: ${page.url()}`);
    for (const label of ['订阅', 'CSV', 'JSON']) {
      const href = await page.locator('.sort a.extra', { hasText: label }).getAttribute('href');
      check(/form=/.test(href) && /year=/.test(href), `${label} forgets the filters: ${href}`);
      const body = await (await fetch(county.url + href)).text();
      check(body.split(await page.locator('.items a').first().innerText()).length > 1, `${label}: ${body.slice(0, 300)}`);
    }
    await look(page, 'portal-narrowed');
    await page.locator('.items a').first().click();
    const about = page.locator('.doc-about');
    check((await about.innerText()).includes('有效'), 'does not say whether the policy is in force');
    check((await about.boundingBox()).y < (await page.locator('.facts').boundingBox()).y, 'the policy does not come first');
    await look(page, 'portal-interpretation');
    await about.locator('a').click();
    check(/问答 · 部门解读/.test(await page.locator('.doc-head .facts').innerText()), 'no form and kind');
    await look(page, 'portal-policy');
    await noTroubles(page);
  });

  await step('who publishes what, down to the list behind a figure', async () => {
    await page.goto('/zwgk/danwei/');
    check(/个单位，共\s*[\d,]+\s*条/.test(await main()), 'no count');
    await look(page, 'portal-units');
    await page.locator('main a', { hasText: '师宗县教育体育局' }).click();
    await look(page, 'portal-unit');
    const cell = page.locator('td a').first();
    const count = await cell.innerText();
    await cell.click();
    check(new RegExp(`共\\s*${count}\\s*条`).test(await main()), `the list has not ${count}`);
    await noTroubles(page);
  });

  await step('the index of open data: every set answers with the fields of its schema', async () => {
    await page.goto('/api/v1/');
    await look(page, 'portal-data');
    const own = (url) => county.url + new URL(url).pathname;
    const index = await (await fetch(county.url + '/api/v1/index.json')).json();
    check(index.licence.includes('注明来源') && index.datasets.length >= 6, 'the index is not whole');
    for (const set of index.datasets) {
      const csv = await (await fetch(own(set.csv))).text();
      check(csv.includes(','), `${set.name}: no CSV`);
      check((await fetch(own(set.page))).status === 200, `${set.name}: no page`);
      if (!set.json) continue;
      const schema = await (await fetch(own(set.schema))).json();
      const answer = await (await fetch(own(set.json))).json();
      const [list] = schema.required;
      const known = Object.keys(schema.properties[list].items.properties);
      // the demo county has not published an annual report yet
      check(answer[list].length > 0 || set.name === 'annual', `${set.name}: empty`);
      for (const row of answer[list])
        for (const key of Object.keys(row)) check(known.includes(key), `${set.name}: ${key} is not in the schema`);
    }
    await page.goto('/feeds/');
    await look(page, 'portal-feeds');
    await noTroubles(page);
  });

  await step('a document with its chain prints; elder mode fits a phone', async () => {
    await page.goto('/normdocs/?state=' + encodeURIComponent('废止'));
    await page.locator('main td a', { hasText: '户外广告设置管理规定' }).first().click();
    await page.emulateMedia({ media: 'print' });
    await shot(page, 'portal-print');
    check(await page.locator('.chain').isVisible(), 'the chain is not printed');
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize({ width: 360, height: 780 });
    await page.locator('.switches a', { hasText: '长者版' }).click();
    await axe(page, 'elder item');
    await fits(page, 'elder item');
    await page.locator('.switches a', { hasText: '标准版' }).click();
    await noTroubles(page);
  });
  await page.context().close();
}
