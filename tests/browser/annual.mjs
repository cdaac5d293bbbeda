// The annual report: computed, a cell opened to its cases, last year's taken in, a failed check mended,
// finished, reviewed by somebody else, public, downloaded.
// SPDX-License-Identifier: MIT
import { writeFileSync, readFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { step, check, look, noTroubles, run, openPage } from './harness.mjs';
import { signIn, pass } from './people.mjs';

const unit = '师宗县教育体育局';
const cellOf = (page, row, name) => page.locator('#table3 ~ .table-box').first().locator('tr', { hasText: row }).locator('td').nth(name);
const figure = async (page, row, column) => Number(await cellOf(page, row, column).locator('a').evaluate((a) => a.firstChild.textContent));
const notices = async (page) => (await page.locator('.notice').allInnerTexts()).join('\n');

// Last year's figures as the program writes them, with one request that was carried forward.
function lastYear(county, year, file) {
  const report = JSON.parse(run(['report', 'build', '--year', String(year), '--data', county.data, '--organ', unit]));
  for (const row of ['r1', 'r4']) for (const kind of ['自然人', '总计']) report.table3[row][kind] = 1;
  writeFileSync(file, JSON.stringify(report));
}

async function correct(page, row, column, value, reason) {
  await cellOf(page, row, column).locator('a').click();
  await page.fill('[name=value]', String(value));
  await page.fill('[name=reason]', reason);
  await page.getByRole('button', { name: '保存' }).click();
  await page.waitForURL((url) => url.hash.startsWith('#f-3-'));
}

export async function annual(browser, county) {
  const year = new Date().getFullYear();
  const file = join(dirname(county.data), 'last-year.json');
  const title = `${unit}${year}年政府信息公开工作年度报告`;
  let clerk, path, publicPath;

  await step('the clerk has the report of the year computed from the cases', async () => {
    clerk = await signIn(browser, county, 'xinxi');
    await clerk.goto(`/work/annual/?year=${year - 1}`);
    await look(clerk, 'annual-list');
    check(await clerk.getByRole('button', { name: '按系统里的申请计算' }).count() === 1, 'no report can be begun');
    await clerk.goto(`/work/annual/?year=${year}`);
    await clerk.locator('main').getByRole('link', { name: unit }).click();
    path = new URL(clerk.url()).pathname;
    await look(clerk, 'annual-report');
    check(await figure(clerk, '本年新收', 0) > 0, 'nothing was received?');
    check(/还有\d+格没有填写/.test(await notices(clerk)), 'table 2 is not asked for');
    await noTroubles(clerk);
  });

  await step('a figure opens the list of its cases, and a case', async () => {
    const n = await figure(clerk, '本年新收', 0);
    await cellOf(clerk, '本年新收', 0).locator('a').click();
    check((await clerk.locator('main').innerText()).includes(`共 ${n} 件`), 'the list does not tell the figure');
    check(await clerk.locator('main table tbody tr').count() === n, 'not all cases are listed');
    await look(clerk, 'annual-cell');
    await clerk.locator('main table a').first().click();
    await clerk.waitForURL(/\/work\/requests\/\d+\//);
    await noTroubles(clerk);
  });

  await step('what no case tells is typed; texts save themselves', async () => {
    await clerk.goto(path + 'figures');
    await look(clerk, 'annual-figures');
    for (const input of await clerk.locator('main input[name^=c][type=text]').all()) await input.fill('0');
    await clerk.getByLabel('本年收费金额（万元）').fill('12.5');
    await clerk.getByRole('button', { name: '保存' }).click();
    await clerk.waitForURL(`**${path}#table2`);
    check((await clerk.locator('#table2 + .table-box').innerText()).includes('12.5'), 'the fee is not shown');
    await clerk.goto(path + 'text');
    for (const area of await clerk.locator('main textarea').all())
      await area.fill(`本部分为演示：${await area.getAttribute('name')}。`);
    await clerk.locator('output[data-said]', { hasText: '已自动保存' }).waitFor({ timeout: 20000 });
    await look(clerk, 'annual-text');
    await clerk.goto(path);
    check((await clerk.locator('main').innerText()).includes('本部分为演示：problems。'), 'the text was lost');
    await noTroubles(clerk);
  });

  await step("last year's report is read, compared with the original, confirmed", async () => {
    lastYear(county, year - 1, file);
    await clerk.goto(path + 'import');
    await look(clerk, 'annual-import');
    await clerk.setInputFiles('[name=file]', file);
    await clerk.getByRole('button', { name: '读取' }).click();
    await clerk.getByText('请对照原件核对', { exact: true }).waitFor();
    check((await notices(clerk)).includes('表二 规章：整行没有读到'), 'what was not read is not told');
    await look(clerk, 'annual-read');
    await clerk.getByRole('button', { name: '核对无误，确认' }).click();
    await clerk.waitForURL(`**${path}`);
    await noTroubles(clerk);
  });

  await step('a check fails with its reason beside the cell; corrections with reasons mend it', async () => {
    check((await notices(clerk)).includes('应为1，现为0'), 'T4 is not told');
    check(await cellOf(clerk, '上年结转', 0).evaluate((td) => td.classList.contains('bad')), 'the cell is not marked');
    await look(clerk, 'annual-failed');
    const open = await figure(clerk, '结转下年度', 0);
    await correct(clerk, '上年结转', 0, 1, '上年1件纸质申请没有录入系统');
    check((await notices(clerk)).includes('T3'), 'the sums do not fail');
    await correct(clerk, '结转下年度', 0, open + 1, '同一件申请仍在办理');
    check(!(await notices(clerk)).includes('须改'), 'still something to mend');
    check((await cellOf(clerk, '上年结转', 0).innerText()).includes('原算 0'), 'the counted figure is not beside it');
    await noTroubles(clerk);
  });

  await step('finished, reviewed by somebody else, published', async () => {
    if (await clerk.locator('[name=confirmed]').count()) await clerk.check('[name=confirmed]');
    await clerk.getByRole('button', { name: '定稿并提交审核' }).click();
    await clerk.getByText('已定稿，第1版').waitFor();
    await look(clerk, 'annual-finished');
    const reviewer = await signIn(browser, county, 'shenhe'), head = await signIn(browser, county, 'fuze');
    await reviewer.goto('/work/');
    await reviewer.locator('main').getByRole('link', { name: new RegExp(title) }).click();
    await pass(reviewer);
    await reviewer.waitForURL(/\/work\/documents\/\d+\/$/);
    await head.goto(new URL(reviewer.url()).pathname);
    await head.getByRole('button', { name: '发布', exact: true }).click();
    await head.waitForURL(/\/work\/documents\/\d+\/$/);
    for (const page of [reviewer, head]) {
      await noTroubles(page);
      await page.context().close();
    }
  });

  await step('everybody reads it in its column and downloads the workbook', async () => {
    const page = await openPage(browser, county);
    await page.goto('/zwgk/nb/');
    await page.getByRole('link', { name: title }).click();
    publicPath = new URL(page.url()).pathname;
    await look(page, 'annual-public');
    const text = await page.locator('main').innerText();
    check(text.includes('本年新收政府信息公开申请数量') && text.includes('12.5'), 'the tables are not public');
    check(!text.includes('纸质申请没有录入'), 'reasons of corrections are public');
    const href = await page.locator('a[href$=".xlsx"]').first().getAttribute('href');
    const bytes = Buffer.from(await (await fetch(county.url + href)).arrayBuffer());
    check(bytes.subarray(0, 2).toString() === 'PK' && bytes.length > 5000, 'no workbook');
    await noTroubles(page);
    await page.context().close();
    await clerk.goto(path);
    check(await clerk.locator(`main a[href="${publicPath}"]`).count() === 1, 'the report does not lead to its page');
    const [download] = await Promise.all([clerk.waitForEvent('download'), clerk.getByRole('link', { name: 'XLSX' }).click()]);
    check(readFileSync(await download.path()).subarray(0, 2).toString() === 'PK', 'no workbook for the clerk');
    await noTroubles(clerk);
    await clerk.context().close();
  });

  await step("the county's report sums the organs and names those that have not finished", async () => {
    const page = await signIn(browser, county, 'bangong');
    await page.goto(`/work/annual/?year=${year}`);
    await page.selectOption('[name=unit]', { label: '师宗县人民政府（全县汇总）' });
    await page.getByRole('button', { name: '按系统里的申请计算' }).click();
    await page.getByText('各机关报告').first().waitFor();
    const told = await notices(page);
    check(told.includes('没有定稿：') && told.includes('师宗县财政局') && !told.includes(unit), told);
    await look(page, 'annual-county');
    await noTroubles(page);
    await page.context().close();
  });
}
