// Normative documents: one through its life cycle to filing, and a clean-up from creation to the
// changed public pages; what the public sees; who cites what was repealed.
// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { step, check, look, openPage, run, noTroubles } from './harness.mjs';
import { signIn } from './people.mjs';

const day = (offset) => new Date(Date.now() + (offset * 24 + 8) * 3600e3).toISOString().slice(0, 10);
const year = day(0).slice(0, 4);
const title = '师宗县示例窗口服务管理办法', number = `师演规〔${year}〕88号`;
const main = (page) => page.locator('main').innerText();

// Three documents of one far year, that only this play touches, and the text of the one it makes.
function importTexts(county) {
  const file = join(dirname(county.data), 'normative.jsonl');
  const body = '第一条 为了规范窗口服务，方便群众办事，结合本县实际，制定本办法。\n\n第二条 各窗口单位按照本办法提供服务。';
  const text = (id, name, no, date) => ({ id, title: name, type: '行政规范性文件', issuer: '师宗县人民政府', number: no, date, effective: date, body });
  const rows = [text('N1', title, number, day(0)), ...['甲', '乙', '丙'].map((c, i) =>
    text(`N${i + 2}`, `师宗县示例${c}类管理办法`, `师演规〔1999〕${i + 1}号`, `1999-0${i + 1}-01`))];
  writeFileSync(file, rows.map((r) => JSON.stringify(r)).join('\n') + '\n');
  run(['import', 'documents', file, '--data', county.data]);
}

// Takes one step on the open page of a document; done: what the page tells then.
async function act(page, action, facts, done) {
  const fold = page.locator('details', { has: page.locator(`form#${action}`) });
  if (await fold.getAttribute('open') === null) await fold.locator('summary').click();
  for (const [name, value] of Object.entries(facts)) {
    const input = page.locator(`form#${action} [name="${action}.${name}"]`);
    if (value === true) await input.check();
    else if (await input.evaluate((e) => e.tagName) === 'SELECT') await input.selectOption(value);
    else await input.fill(value);
  }
  await page.locator(`form#${action} .actions button`).click();
  await page.waitForLoadState();
  if (done) check(await page.locator('.flash').count() === 1, `${action}: ${(await main(page)).slice(0, 600)}`);
}

export async function normdoc(browser, county) {
  const drafter = await signIn(browser, county, 'bangong');
  const office = await signIn(browser, county, 'zhengfu');
  const legal = await signIn(browser, county, 'fazhi');
  for (const page of [drafter, office, legal]) for (const status of [409, 422]) page.allowStatus.add(status);
  let path;

  await step('a normative document: planned, drafted, consulted on, reviewed, decided', async () => {
    importTexts(county);
    await drafter.goto('/work/normdocs/new');
    await look(drafter, 'normdoc-new');
    await drafter.fill('[name=title]', title);
    await drafter.check('[name=kind][value=government]');
    await drafter.fill('[name=necessity]', '窗口服务没有统一的标准。');
    await drafter.fill('[name=basis]', '《优化营商环境条例》第三十六条');
    await drafter.getByRole('button', { name: '申报', exact: true }).click();
    await drafter.waitForURL(/\/work\/normdocs\/\d+\/$/);
    path = new URL(drafter.url()).pathname;
    await office.goto(path);
    await act(office, 'plan', {}, true);
    await drafter.goto(path);
    await act(drafter, 'consult', { notice: '征求意见公告', consult_from: day(-3), consult_to: day(-1) });
    const refused = await main(drafter);
    check(refused.includes('请填写“征求意见稿”') && refused.includes('N-CONSULT'), refused.slice(0, 600));
    await look(drafter, 'normdoc-refused');
    await act(drafter, 'consult', { draft: '征求意见稿', note: '起草说明', channel: '0874-5750000', consult_from: day(-30), consult_to: day(-3) }, true);
    await act(drafter, 'heard', { result: '收到5条，采纳4条', opinions: '5', adopted: '4' }, true);
    await act(drafter, 'send', { materials: true }, true);
    await legal.goto(path);
    await look(legal, 'normdoc-legal');
    await act(legal, 'lawful', { legal_opinion: '主体、权限、内容、程序合法' }, true);
    await office.goto(path);
    await act(office, 'decide', { meeting: '县人民政府第12次常务会议', meeting_on: day(0) }, true);
    for (const page of [drafter, office, legal]) await noTroubles(page);
  });

  await step('numbered, published, filed: the register and the public database show it', async () => {
    await act(office, 'number', { reg_no: '师规登88', doc_no: number.replace('〔', '[').replace('〕', ']'), formed_on: day(0), effective_on: day(0), months: '72' });
    const refused = await main(office);
    check(refused.includes('N-TERM') && refused.includes('D-BRK'), refused.slice(0, 600));
    await look(office, 'normdoc-number');
    await act(office, 'number', { doc_no: number, months: '60' }, true);
    await drafter.goto(path);
    await act(drafter, 'publish', {}, true);
    await office.goto(path);
    await look(office, 'normdoc-filing');
    await act(office, 'file', { filed_on: day(0), filing_doc: `师府文备〔${year}〕8号`, to_government: true, to_congress: true, papers: true }, true);
    await act(office, 'register', { archive_no: `曲规备〔${year}〕88号`, archived_on: day(0) }, true);
    await look(office, 'normdoc-filed-item');
    check((await main(office)).includes('曲规备'), await main(office));
    const visitor = await openPage(browser, county);
    await visitor.goto('/normdocs/filed');
    check((await main(visitor)).includes(title), 'not in the filing catalogue');
    await visitor.goto(`/normdocs/?year=${year}`);
    check((await main(visitor)).includes('师规登88'), await main(visitor));
    for (const page of [visitor, office, drafter]) await noTroubles(page);
    await visitor.context().close();
  });

  await step('a clean-up: list, proposals, one decision; banners, lists and links change together', async () => {
    await office.goto('/work/normdocs/campaigns/');
    await look(office, 'cleanup-list');
    await office.goto('/work/normdocs/campaigns/new');
    await look(office, 'cleanup-new');
    await office.fill('[name=title]', '历史文件清理');
    await office.fill('[name=due]', day(10));
    await office.fill('[name=year_from]', '1999');
    await office.fill('[name=year_to]', '1999');
    await office.getByRole('button', { name: '生成清单' }).click();
    await office.waitForURL(/campaigns\/\d+\/$/);
    check((await main(office)).includes('文件（3 份）'), await main(office));
    const choose = async (i, value, reason) => {
      await office.locator('#propose select').nth(i).selectOption(value);
      await office.locator('#propose input[name^="reason."]').nth(i).fill(reason);
    };
    await choose(0, 'repeal', '');
    await office.getByRole('button', { name: '保存意见' }).click();
    await office.waitForLoadState();
    check((await main(office)).includes('请写明理由'), 'a repeal without a reason?');
    await choose(0, 'repeal', '所依据的上位法已经废止');
    await choose(1, 'lapse', '调整对象已经消失');
    await choose(2, 'amend', '部分条文与上位法不一致');
    await office.getByRole('button', { name: '保存意见' }).click();
    await office.waitForLoadState();
    await look(office, 'cleanup-open');
    const visitor = await openPage(browser, county);
    const text = async (name) => {
      await visitor.goto('/normdocs/?year=1999');
      await visitor.getByRole('link', { name, exact: true }).click();
      await visitor.waitForLoadState();
      return main(visitor);
    };
    check(!(await text('师宗县示例甲类管理办法')).includes('已废止'), 'changed before the decision');
    await office.fill('#approve [name=number]', `师演发〔${year}〕77号`);
    await office.getByRole('button', { name: '发布决定并更新全部文件' }).click();
    await office.waitForLoadState();
    check(await office.locator('.flash').count() === 1, (await main(office)).slice(0, 600));
    await look(office, 'cleanup-decided');
    check((await text('师宗县示例甲类管理办法')).includes('本文件已废止'), 'no banner');
    await look(visitor, 'cleanup-banner');
    check((await text('师宗县示例乙类管理办法')).includes('本文件已失效'), 'no banner of the lapse');
    const amended = await text('师宗县示例丙类管理办法');
    check(!amended.includes('本文件已') && amended.includes('本文件拟修改'), 'the banner of what is to be amended');
    await look(visitor, 'cleanup-to-amend');
    await visitor.goto('/normdocs/?year=1999');
    check((await main(visitor)).includes('拟修改'), 'the list does not say 拟修改');
    const data = await (await fetch(county.url + await visitor.locator('.sort a', { hasText: 'JSON' }).getAttribute('href'))).json();
    check(data.documents.length === 3 && data.documents.filter((d) => d.to_be_amended).length === 1, JSON.stringify(data).slice(0, 400));
    await visitor.goto('/zwgk/fdnr/qlgb/');
    await visitor.getByRole('link', { name: /规范性文件清理结果的决定/ }).first().click();
    await visitor.waitForLoadState();
    check((await main(visitor)).includes('三、废止的规范性文件'), 'no lists');
    await look(visitor, 'cleanup-decision');
    await noTroubles(office);
    await noTroubles(visitor);
    await visitor.context().close();
  });

  await step('the public looks up: database, a day, years, filing, the history of one document', async () => {
    const page = await openPage(browser, county);
    for (const [target, name, words] of [['/normdocs/', 'normdoc-base', '规范性文件库'], [`/normdocs/on?on=${day(0)}`, 'normdoc-on', '有效'],
      ['/normdocs/years', 'normdoc-years', '缺'], ['/normdocs/years?year=1999', 'normdoc-year', '已废止、失效（2 件）'], ['/normdocs/filed', 'normdoc-filed', '曲规备']]) {
      await page.goto(target);
      check((await main(page)).includes(words), `${target}: ${(await main(page)).slice(0, 300)}`);
      await look(page, name);
    }
    await page.goto('/normdocs/?year=1999');
    await page.locator('a', { hasText: '效力沿革：师宗县示例甲类管理办法' }).click();
    await page.waitForLoadState();
    check((await main(page)).includes('清理结果：废止'), await main(page));
    await look(page, 'normdoc-past');
    await noTroubles(page);
    await page.context().close();
  });

  await step('findings, countdowns and citations have their pages', async () => {
    for (const [target, name, words] of [['/work/normdocs/', 'normdoc-list', '制定中'], ['/work/normdocs/ending', 'normdoc-ending', '停车场'],
      ['/work/normdocs/findings', 'normdoc-findings', 'N-FIELD'], ['/work/normdocs/cites', 'normdoc-cites', '户外广告'], ['/work/normdocs/settings', 'normdoc-settings', '备案期限']]) {
      await office.goto(target);
      check((await main(office)).includes(words), `${target}: ${(await main(office)).slice(0, 300)}`);
      await look(office, name);
    }
    for (const page of [drafter, office, legal]) { await noTroubles(page); await page.context().close(); }
  });
}
