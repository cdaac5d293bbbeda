// Answered requests: a proposal becomes a document, a closed case a public question and answer;
// nothing of the applicant is public; the search before the form finds it.
// SPDX-License-Identifier: MIT
import { check, look, noTroubles, openPage, step } from './harness.mjs';
import { signIn, pass } from './people.mjs';
import { dirname, join } from 'node:path';
import { act, hides, intake, openTaken, says, sendOut } from './casesteps.mjs';

const title = '普通高中收费在哪里查？';
const path = (page) => new URL(page.url()).pathname;
const main = (page) => page.locator('main').innerText();
const press = async (page, name) => {
  await page.getByRole('button', { name, exact: true }).click();
  await page.waitForLoadState();
};

async function approve(browser, county, document) {
  const reviewer = await signIn(browser, county, 'shenhe'), head = await signIn(browser, county, 'fuze');
  await reviewer.goto(document + 'review');
  await pass(reviewer);
  await head.goto(document);
  await press(head, '发布');
  for (const page of [reviewer, head]) {
    await noTroubles(page);
    await page.context().close();
  }
}

async function paperOf(browser, county, name, text) {
  const page = await browser.newPage(), path = join(dirname(county.data), name);
  await page.setContent(`<p>${text}</p>`);
  await page.pdf({ path });
  await page.close();
  return path;
}

// Answered with two files, one of which names the applicant: only the other goes with the document.
async function filesGoAlong(browser, county, clerk) {
  const o = { clerk, reviewer: await signIn(browser, county, 'shenhe'), leader: await signIn(browser, county, 'fuze'),
    scan: await paperOf(browser, county, 'scan-of-feedback.pdf', '扫描件') };
  const person = { name: '示例申请人亥', phone: '0874-0000000', id_number: '999999199007170141' };
  await intake(clerk, { channel: 'F2F', wanted: '2018年校车线路和停靠点一览表', ...person, scan: o.scan, identity: o.scan });
  const at = await openTaken(clerk);
  await act(clerk, 'assign', {}, '批办');
  await act(clerk, 'draft', { code: 'G2', info_title: '校车线路一览表', supply_form: '纸质复印件', copies: '1', attachments: '校车线路一览表',
    file: [await paperOf(browser, county, '校车线路一览表.pdf', '线路一：县城至雄壁。'),
      await paperOf(browser, county, '签收单.pdf', '由示例申请人亥签收')] }, '拟定答复');
  await sendOut(o, at);
  await clerk.goto(at.replace('/requests/', '/feedback/case/'));
  await clerk.locator('form[action$="/mark"] [name=worth]').first().check();
  await clerk.locator('form[action$="/mark"] button').last().click();
  await clerk.waitForURL(/\/work\/feedback\/\d+\/$/);
  const files = clerk.locator('#f-files');
  says(await files.innerText(), '文字已经检查，没有发现个人信息', '有个人信息，不能附上');
  check(await files.locator('input:checked').count() === 1 && await files.locator('input:disabled').count() === 1, 'the ticks are wrong');
  await look(clerk, 'feedback-files');
  await clerk.selectOption('[name=column]', 'zwdt/tzgg');
  await clerk.fill('[name=text]', '校车线路见附件。');
  await press(clerk, '起草并送审');
  const document = await clerk.getByRole('link', { name: '打开文件' }).getAttribute('href');
  await clerk.goto(document);
  says(await main(clerk), '校车线路一览表.pdf');
  hides(await main(clerk), '签收单');
  await noTroubles(clerk);
  for (const page of [o.reviewer, o.leader]) await page.context().close();
}

export async function feedback(browser, county) {
  const clerk = await signIn(browser, county, 'xinxi');
  const visitor = await openPage(browser, county);
  for (const status of [409, 422]) clerk.allowStatus.add(status);
  let group, asked;

  await step('several asked for the same: the unit has the proposal in its inbox', async () => {
    await clerk.goto('/work/');
    says(await main(clerk), '研究主动公开');
    await clerk.goto('/work/feedback/');
    await look(clerk, 'feedback-list');
    await press(clerk, '现在整理');
    await clerk.locator('main table').getByRole('link', { name: /普通高中收费项目和标准/ }).click();
    await clerk.waitForURL(/\/work\/feedback\/\d+\/$/);
    group = path(clerk);
    says(await main(clerk), '有 2 个申请人申请过', '师教体信公开');
    await look(clerk, 'feedback-group');
    await noTroubles(clerk);
  });

  await step('not now with a reason, and undone', async () => {
    await clerk.fill('[name=reason]', '等价格部门核对');
    await press(clerk, '暂不公开');
    says(await main(clerk), '等价格部门核对');
    await look(clerk, 'feedback-later');
    await press(clerk, '撤销，重新研究');
    says(await main(clerk), '起草公开文件');
    await noTroubles(clerk);
  });

  await step('the document is refused while an applicant shows, then handed in', async () => {
    await clerk.fill('[name=text]', '收费项目和标准如下。\n示例申请人壬 申请过。');
    await clerk.selectOption('[name=column]', 'zwdt/tzgg');
    await press(clerk, '起草并送审');
    says(await main(clerk), '“内容”第2行', '申请人的姓名');
    await look(clerk, 'feedback-refused');
    await clerk.fill('[name=text]', '收费项目和标准如下。');
    await press(clerk, '起草并送审');
    says(await main(clerk), '待审核');
    const document = await clerk.getByRole('link', { name: '打开文件' }).getAttribute('href');
    await approve(browser, county, document);
    await clerk.goto(group);
    says(await main(clerk), '已发布');
    await visitor.goto(await clerk.getByRole('link', { name: '查看', exact: true }).getAttribute('href'));
    says(await main(visitor), '收费项目和标准如下');
    hides(await main(visitor), '示例申请人');
    await noTroubles(clerk);
  });

  await step('the released files go with the document, what names the applicant does not', () => filesGoAlong(browser, county, clerk));

  await step('a closed case becomes a public question and answer', async () => {
    await clerk.goto('/work/feedback/?tab=answers');
    await look(clerk, 'feedback-answers');
    await clerk.locator('main table').nth(1).getByRole('row', { name: /请提供2018年秋季学期普通高中/ }).getByRole('link').click();
    await clerk.waitForURL(/\/case\/\d+\/$/);
    asked = path(clerk);
    await look(clerk, 'feedback-case');
    await clerk.fill('[name=title]', title);
    await clerk.fill('[name=question]', '我是示例申请人癸，电话0874 0000000');
    await press(clerk, '送审');
    says(await main(clerk), '“问题”第1行', '申请人的姓名', '申请人的电话');
    await clerk.fill('[name=question]', '普通高中每学期收哪些费用，到哪里能查到？');
    await clerk.fill('[name=answer]', '收费公示在通知公告栏目。\n学校门口的公示栏也有。');
    await press(clerk, '送审');
    says(await main(clerk), '审核期间不能修改');
    const document = await clerk.getByRole('link', { name: '审核和发布' }).getAttribute('href');
    await clerk.goto(document + 'edit');
    says(await clerk.locator('body').innerText(), '由“答复再利用”生成');
    await visitor.goto('/request/answered/');
    hides(await main(visitor), title);
    await approve(browser, county, document);
    await noTroubles(clerk);
  });

  await step('the public list, its filters, the page: nothing of the applicant', async () => {
    await visitor.goto('/request/answered/');
    await look(visitor, 'feedback-public');
    says(await main(visitor), title, '县教育体育局', '予以公开');
    hides(await visitor.content(), '示例申请人', '9999991990', '师教体信公开');
    await visitor.goto('/request/answered/?outcome=D');
    says(await main(visitor), '没有符合条件的答复');
    await look(visitor, 'feedback-public-none');
    await visitor.goto('/request/answered/');
    await visitor.getByRole('link', { name: title }).click();
    await visitor.waitForURL(/\/hdjl\/dfxd\//);
    await look(visitor, 'feedback-answer');
    hides(await visitor.content(), '示例申请人', '9999991990', '师教体信公开');
    await noTroubles(visitor);
  });

  await step('the search before the form finds the answer', async () => {
    await visitor.goto('/request/new?what=find');
    await visitor.fill('[name=wanted]', '普通高中每学期收哪些费用');
    await press(visitor, '查一查');
    await visitor.locator('.item-title', { hasText: '普通高中收费在哪里查' }).waitFor();
    await noTroubles(visitor);
  });
  for (const page of [clerk, visitor]) await page.context().close();
}
