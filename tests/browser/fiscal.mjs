// Fiscal tables: a “三公” table refused, corrected, published, seen with chart and data; a table
// file down and up again; the grid as a plain form.
// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { step, check, look, noTroubles, openPage } from './harness.mjs';
import { signIn } from './people.mjs';

const year = new Date().getFullYear();
const cell = (page, line, col) => page.locator(`#c-${line}-${col}`);
const errors = (page) => page.locator('#grid-hits .fiscal-hits li:not(.notice-hit)');

// As Excel gives it: rows by line, cells by tab.
function paste(page, line, col, text) {
  return cell(page, line, col).evaluate((input, text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    input.focus();
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

const autosaved = (page) => page.waitForFunction(() => document.getElementById('grid-state').textContent.startsWith('已自动保存'));

async function move(page, action, fill) {
  const form = page.locator(`#do-${action}`);
  if (fill) await fill(form);
  await form.locator('.actions button').click();
  await page.waitForLoadState();
  check(await page.locator('.flash').count() === 1, `${action}: ${await page.locator('main').innerText()}`);
}

async function open(page, login, name) {
  await page.goto('/work/fiscal/');
  await page.getByRole('link', { name }).first().click();
  await page.waitForURL(/\/work\/fiscal\/\d+\/$/);
}

export async function fiscal(browser, county) {
  let clerk, head, path;

  await step('a “三公” table typed like a spreadsheet: wrong figures are shown in their cells and refused', async () => {
    clerk = await signIn(browser, county, 'xinxi');
    await clerk.goto('/work/fiscal/');
    await look(clerk, 'fiscal-list');
    await clerk.selectOption('[name=year]', String(year));
    await clerk.selectOption('[name=kind]', 'sangong');
    await clerk.getByRole('button', { name: '开始填报' }).click();
    await clerk.waitForURL(/edit$/);
    path = new URL(clerk.url()).pathname.replace(/edit$/, '');
    check(await cell(clerk, 0, 1).inputValue() === '41.59', "last year's public figure is not filled in");
    await paste(clerk, 0, 0, ['25', '0', '18', '0', '18', '7', '7', '0'].join('\n'));
    await paste(clerk, 0, 2, ['22', '0', '15', '0', '15', '约六', '6', '0'].join('\n'));
    check(await cell(clerk, 4, 2).inputValue() === '15', 'the block was not pasted');
    await autosaved(clerk);
    check((await errors(clerk).allInnerTexts()).some((t) => t.includes('不是数字')), 'words in a number cell');
    check(await cell(clerk, 5, 2).getAttribute('aria-invalid') === 'true', 'the cell is not marked');
    await cell(clerk, 5, 2).fill('6');
    await clerk.keyboard.press('Enter');
    check(await clerk.evaluate(() => document.activeElement.id) === 'c-6-2', 'Enter does not go down');
    await clerk.keyboard.press('ArrowUp');
    await clerk.keyboard.press('ArrowUp');
    check(await clerk.evaluate(() => document.activeElement.id) === 'c-4-2', 'arrow keys');
    await cell(clerk, 1, 2).fill('3');
    await clerk.keyboard.press('Enter');
    await clerk.keyboard.press('Control+z');
    check(await cell(clerk, 1, 2).inputValue() === '0', 'undo: ' + await cell(clerk, 1, 2).inputValue());
    await clerk.fill('[name="t-reason"]', '持平');
    await clerk.getByRole('button', { name: '保存并检查' }).click();
    await clerk.waitForLoadState();
    const told = (await errors(clerk).allInnerTexts()).join('\n');
    check(/合计 · 决算数.*应是 21\.00.*F-SUM/s.test(told) && told.includes('F-3G-4') && told.includes('F-3G-1'), told);
    check((await clerk.locator('tr').nth(1).locator('.grid-computed').first().innerText()) === '-19.59', 'computed cell');
    await look(clerk, 'fiscal-refused');
    await clerk.goto(path);
    check(await clerk.locator('#do-submit form').count() === 0, 'it may be submitted with errors');
    await look(clerk, 'fiscal-blocked');
    await noTroubles(clerk);
  });

  await step('corrected, reviewed by somebody else, published', async () => {
    await clerk.goto(path + 'edit?sheet=amounts');
    await cell(clerk, 0, 2).fill('21');
    await clerk.fill('[name="t-reason"]', '没有更新车辆，公务接待和车辆运行费用比上年减少');
    await clerk.getByRole('button', { name: '保存并检查' }).click();
    await clerk.waitForLoadState();
    await clerk.goto(path + 'edit?sheet=counts');
    await paste(clerk, 0, 0, '0\n0\n0\n5\n60\n510');
    await autosaved(clerk);
    check((await clerk.locator('#grid-hits').innerText()).includes('没有发现问题'), await clerk.locator('#grid-hits').innerText());
    await look(clerk, 'fiscal-counts');
    await clerk.goto(path);
    await move(clerk, 'submit');
    check(await clerk.locator('#do-approve').count() === 0, 'the writer may review');
    head = await signIn(browser, county, 'fuze');
    head.allowStatus.add(409);
    await head.goto(path);
    await look(head, 'fiscal-review');
    const late = await head.context().newPage(); // the same form once more
    await late.goto(path);
    await move(head, 'approve');
    await late.locator('#do-approve .actions button').click();
    await late.waitForLoadState();
    check((await late.locator('main').innerText()).includes('刚刚被'), 'the second approval is not told apart');
    await late.close();
    await move(head, 'publish');
    await look(head, 'fiscal-published');
    await noTroubles(head);
    await noTroubles(clerk);
  });

  await step('a visitor finds it from the column: tables, four items, chart, CSV', async () => {
    const page = await openPage(browser, county);
    await page.goto('/zwgk/fdnr/czxx/');
    await look(page, 'fiscal-column');
    await page.getByRole('link', { name: '财政公开一览' }).click();
    check((await page.locator('h1').innerText()).includes(String(year)), await page.locator('h1').innerText());
    await look(page, 'fiscal-rollup');
    check((await page.locator('.fiscal-missing').allInnerTexts()).length > 0 || await page.locator('details').count() > 0, 'missing units');
    await page.locator('main table').first().getByRole('link', { name: '教育体育局' }).click();
    await page.waitForURL(`**/fiscal/${year}/jtj/`);
    check(await page.locator('svg.fiscal-chart.wide').count() === 1, 'no chart');
    check((await page.locator('.fiscal-four').innerText()).includes('国内公务接待 60 批次，510 人次，经费总额 6.00 万元'), 'four items');
    await look(page, 'fiscal-unit');
    const waiting = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV', exact: true }).click();
    const csv = readFileSync(await (await waiting).path(), 'utf8');
    check(csv.includes('合计,25.00,41.59,21.00,-20.59,-49.51,84.00'), csv);
    await page.goto('/fees/?q=' + encodeURIComponent('供水'));
    check((await page.locator('.fiscal-basis').innerText()).includes('师演规〔2018〕1号'), 'the basis is not linked');
    await look(page, 'fiscal-fees');
    await page.goto('/funds/');
    await look(page, 'fiscal-funds');
    await noTroubles(page);
    await page.context().close();
  });

  await step('a table file goes down and comes back', async () => {
    const page = await signIn(browser, county, 'bangong');
    page.allowStatus.add(422);
    await open(page, 'bangong', '“三公”经费决算');
    const waiting = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载表格文件' }).first().click();
    const file = await (await waiting).path();
    await page.getByRole('link', { name: '填表' }).click();
    const before = await cell(page, 4, 2).inputValue();
    await cell(page, 4, 2).fill('1.00');
    await page.getByRole('button', { name: '保存并返回' }).click();
    await page.waitForURL(/\/\d+\/$/);
    await page.setInputFiles('[name=file]', { name: '三公.xlsx', mimeType: 'application/octet-stream', buffer: readFileSync(file) });
    await page.getByRole('button', { name: '上传并导入' }).click();
    await page.waitForURL(/edit$/);
    check(Number(await cell(page, 4, 2).inputValue()) === Number(before), 'the file was not taken over');
    await page.goto(page.url().replace(/edit$/, ''));
    await page.setInputFiles('[name=file]', { name: '三公.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('no table') });
    await page.getByRole('button', { name: '上传并导入' }).click();
    await page.locator('.notice', { hasText: '不能办理' }).waitFor();
    await look(page, 'fiscal-upload');
    await noTroubles(page);
    await page.context().close();
  });

  await step("the county's own final accounts: begun with its budget, refused while they do not balance, read by a visitor", async () => {
    const page = await signIn(browser, county, 'czxinxi');
    page.allowStatus.add(422);
    await page.goto('/work/fiscal/');
    await page.selectOption('[name=year]', String(year));
    await page.selectOption('[name=kind]', 'gov_final');
    await page.getByRole('button', { name: '开始填报' }).click();
    await page.waitForURL(/edit$/);
    const book = new URL(page.url()).pathname.replace(/edit$/, '');
    const grand = page.locator('tr', { has: page.getByRole('rowheader', { name: '收入总计' }) });
    check(Number((await grand.locator('input').nth(1).inputValue()).replaceAll(',', '')) > 300000, 'the public budget is not filled in');
    check(Number((await grand.locator('input').nth(0).inputValue()).replaceAll(',', '')) > 300000, "last year's final figures are not filled in");
    await grand.locator('input').nth(3).fill('1');
    await page.getByRole('button', { name: '保存并检查' }).click();
    await page.waitForLoadState();
    const told = (await errors(page).allInnerTexts()).join('\n');
    check(/收入总计 · 决算数[^\n]*F-CROSS/.test(told.replaceAll(/\n(?=F-)/g, ' ')) && told.includes('F-META'), told);
    await look(page, 'fiscal-government-refused');
    await page.goto(book + 'edit?sheet=f06');
    await look(page, 'fiscal-government-debt');
    await page.goto(book);
    check(await page.locator('#do-submit form').count() === 0, 'it may be submitted with errors');
    await noTroubles(page);
    await page.context().close();
    const visitor = await openPage(browser, county);
    await visitor.goto(`/fiscal/${year - 1}/`);
    await look(visitor, 'fiscal-rollup-government');
    await visitor.getByRole('link', { name: `${year - 1}年政府决算` }).click();
    await visitor.waitForURL(`**/fiscal/${year - 1}/government/**`);
    check(await visitor.locator('svg.fiscal-chart.wide').count() === 2, 'charts of budget and final accounts');
    check((await visitor.locator('#gov_final').innerText()).includes('教育支出'), 'spending by class');
    for (const fold of await visitor.locator('#gov_final summary').all()) if (await fold.locator('..').getAttribute('open') === null) await fold.click();
    const text = await visitor.locator('#gov_final').innerText();
    for (const words of ['国有土地使用权出让收入', '利润收入', '城乡居民基本养老保险基金', '专项债务', '收支增减变化说明']) check(text.includes(words), `no ${words}`);
    await look(visitor, 'fiscal-government');
    const data = await (await fetch(`${county.url}/fiscal/${year - 1}/government/gov_final.json`)).json();
    check(data.sheets.length === 6 && data.sheets[1].rows.some((r) => r.row === 'out_grand' && Number(r.final) > 300000), 'open data');
    await noTroubles(visitor);
    await visitor.context().close();
  });

  await step('the county page of the finance bureau; the grid without JavaScript', async () => {
    const page = await signIn(browser, county, 'caizheng');
    await page.goto(`/work/fiscal/county?year=${year - 1}`);
    await look(page, 'fiscal-county');
    await noTroubles(page);
    await page.context().close();
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: county.url, locale: 'zh-CN' });
    const plain = await context.newPage();
    await plain.goto('/sign-in');
    await plain.fill('input[name=login]', 'bangong');
    await plain.fill('input[name=password]', 'shizong-2018');
    await plain.press('input[name=password]', 'Enter');
    await plain.waitForURL('**/work/**');
    await open(plain, 'bangong', '“三公”经费决算');
    await plain.getByRole('link', { name: '填表' }).click();
    await plain.fill('#c-4-2', '-5');
    await plain.getByRole('button', { name: '保存并检查' }).click();
    await plain.waitForLoadState();
    check((await plain.locator('.grid-error').count()) > 0 && (await plain.locator('#grid-hits').innerText()).includes('不能是负数'), 'plain form');
    await context.close();
    for (const p of [clerk, head]) await p?.context().close();
  });
}
