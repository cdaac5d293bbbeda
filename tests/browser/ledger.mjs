// The plan: read from its own text, confirmed by a person, listed with lights, each unit sees its
// own, the public sees the progress.
// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { step, check, look, run, sharedFile, noTroubles, openPage } from './harness.mjs';
import { signIn } from './people.mjs';

// A plan of our own, used where the real one is not there.
function ownPlan(county) {
  const file = join(dirname(county.data), 'plan.txt');
  writeFileSync(file, `师宗县政务公开示范整改方案
一、工作目标
着力解决主动公开不及时等问题，确保2027年6月30日前全面整改到位。
二、工作重点和措施
(一)做好主动公开
1.补齐历史文件。梳理2017年以来的文件，没有公开的予以公开。(牵头单位:县政府办公室;责任单位:各乡、镇人民政府、街道办事处,县直各部门)
2.公开财政资金信息。补充完善“三公”经费公开内容，2026年底前完成。(牵头单位:县财政局;责任单位:县直各部门)
(二)做好网站工作
3.充实常见问题问答。完善“常见问题问答”专栏，内容不充实的限期补充。(牵头单位:县政府办公室,县政府信息网络技术服务中心;责任单位:县直各部门)
`);
  return file;
}

export async function ledger(browser, county) {
  const real = sharedFile('seed/plan.txt');
  const n = real ? 18 : 3, first = real ? '梳理政府文件公开情况' : '补齐历史文件';
  let office;

  await step(`the plan is read from its text: ${n} measures`, async () => {
    const out = run(['import', 'plan', real ?? ownPlan(county), '--data', county.data]);
    check(out.includes(String(n)), out);
    const again = run(['import', 'plan', real ?? ownPlan(county), '--data', county.data]);
    check(again.includes(String(n)), again);
    const res = await (await fetch(county.url + '/progress/')).text();
    check(!res.includes(first), 'unconfirmed measures are public');
  });

  await step('a person confirms each line beside the text', async () => {
    office = await signIn(browser, county, 'zhengfu');
    await office.goto('/work/ledger/');
    await look(office, 'ledger-before');
    await office.getByRole('link', { name: /^确认《/ }).first().click();
    await office.waitForURL('**/plans/**');
    await look(office, 'ledger-confirm');
    check(await office.locator('section.proposal').count() === n, 'not every measure is proposed');
    await office.locator('section.proposal').first().getByRole('button', { name: '确认', exact: true }).click();
    await office.waitForLoadState();
    check(/1\s*\/\s*\d+/.test(await office.locator('.progress').first().innerText()), 'the bar did not move');
    const all = office.getByRole('button', { name: /确认齐全的/ });
    if (await all.count()) await all.click();
    await office.waitForLoadState();
    await noTroubles(office);
  });

  await step('the ledger lists them with lights; a measure gets its report', async () => {
    await office.goto('/work/ledger/');
    check(await office.locator('.ledger-table .light').count() > 0, 'no lights');
    await look(office, 'ledger');
    const href = await office.locator('.ledger-table a[href*="/work/ledger/"]', { hasText: first }).first().getAttribute('href');
    await office.goto(href);
    await office.selectOption('[name=stage]', { index: 2 });
    await office.fill('[name=percent]', '60');
    await office.fill('[name=text]', '已经梳理2017年以来的文件，正在逐件补齐。');
    await office.getByRole('button', { name: '报送', exact: true }).click();
    await office.waitForLoadState();
    await look(office, 'measure');
    check((await office.locator('main').innerText()).includes('逐件补齐'), 'the report is not shown');
    await noTroubles(office);
  });

  await step('each unit sees its own', async () => {
    const unit = await signIn(browser, county, 'caizheng');
    await unit.goto('/work/ledger/mine');
    await look(unit, 'ledger-mine');
    check((await unit.locator('main').innerText()).includes('财政'), 'the finance bureau does not see its measure');
    await unit.context().close();
  });

  await step('the public sees the progress', async () => {
    const page = await openPage(browser, county);
    await page.goto('/progress/');
    const other = page.locator('main nav a', { hasText: real ? '整改方案' : '示范' });
    if (!(await page.locator('main').innerText()).includes('逐件补齐') && await other.count()) await other.first().click();
    await look(page, 'progress');
    check((await page.locator('main').innerText()).includes('逐件补齐'), 'the report is not public');
    await noTroubles(page);
    await page.context().close();
    await office.context().close();
  });
}
