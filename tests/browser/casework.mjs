// Requests in the hands of the officers: plain release, and correction followed by a refusal.
// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { step, check, look, noTroubles } from './harness.mjs';
import { signIn } from './people.mjs';
import { act, form, intake, openTaken } from './casesteps.mjs';

const idNumber = '11010519491231002X';
async function organ(browser, county) {
  const page = await signIn(browser, county, 'zhengfu');
  await page.goto('/work/requests/organs');
  const listed = () => page.locator('main table a', { hasText: '教育体育局' }).count();
  if (!await listed()) {
    await page.goto('/work/requests/organs?unit=new');
    await page.selectOption('[name=unit]', { label: '师宗县教育体育局' });
    await page.selectOption('[name=office]', { label: '师宗县教育体育局' });
    await page.fill('[name=word]', '师教');
    await page.fill('[name=phone]', '0874-5752000');
    await page.fill('[name=address]', '师宗县丹凤街道');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.waitForLoadState();
  }
  check(await listed() === 1, 'the organ is not listed');
  await look(page, 'casework-organs');
  await page.goto('/work/requests/organs?unit=new');
  await look(page, 'casework-organ');
  await noTroubles(page);
  await page.context().close();
}

const letter = (channel, wanted, scan) =>
  ({ channel, wanted, scan, name: '张三丰', phone: '0874-5752111', id_number: idNumber });

export async function casework(browser, county) {
  const scan = join(dirname(county.data), 'scan.pdf');
  writeFileSync(scan, '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
  let clerk, reviewer, leader, path;

  await step('an organ is set up to receive requests', () => organ(browser, county));

  await step('the clerk takes in what was handed in; what is missing is shown and accepted', async () => {
    clerk = await signIn(browser, county, 'xinxi');
    reviewer = await signIn(browser, county, 'shenhe');
    leader = await signIn(browser, county, 'fuze');
    for (const status of [409, 422]) clerk.allowStatus.add(status); // refusals are meant
    await clerk.goto('/work/requests/new');
    await look(clerk, 'casework-new');
    await intake(clerk, letter('F2F', '2026年义务教育阶段学区划分方案的文件全文', scan));
    await look(clerk, 'casework-receipt');
    path = await openTaken(clerk);
    await look(clerk, 'casework-registered');
    check(!(await clerk.content()).includes(idNumber), 'the number of identity is open');
    await clerk.getByRole('button', { name: '显示证件号码' }).click();
    await clerk.waitForLoadState();
    check((await clerk.content()).includes(idNumber), 'the number of identity is not shown');
    await clerk.goto('/work/requests/');
    check((await clerk.locator('main').innerText()).includes('张**'), 'the applicant is not masked');
    await look(clerk, 'casework-list');
    await noTroubles(clerk);
  });

  await step('plain release: assigned, drafted along the seven steps, reviewed, signed, delivered, closed', async () => {
    await clerk.goto(path);
    await act(clerk, 'assign', { text: '请义教股办理' }, '批办');
    await look(clerk, 'casework-exam');
    await act(clerk, 'draft', { code: 'G2' });
    check(await clerk.locator('.problems').count() === 1, 'nothing is missing?');
    await look(clerk, 'casework-refused');
    await act(clerk, 'draft', { info_title: '2026年义务教育阶段学区划分方案', supply_form: '纸质文件', copies: '1', attachments: '学区划分方案' }, '拟定答复');
    await look(clerk, 'casework-drafted');
    await act(clerk, 'submit', {}, '送审');
    check(await form(clerk, 'approve').count() === 0, 'the clerk may review');
    await reviewer.goto(path);
    await look(reviewer, 'casework-review');
    await act(reviewer, 'approve', { text: '不涉及国家秘密和个人隐私，可以公开' }, '审查通过');
    await leader.goto(path);
    await look(leader, 'casework-sign');
    await act(leader, 'sign', { text: '同意' }, '签发');
    await clerk.goto(path);
    await act(clerk, 'deliver', { delivery: 'HAND', evidence: '张三丰签收', file: scan }, '送达');
    await look(clerk, 'casework-delivered');
    await act(clerk, 'close', {}, '办结');
    await look(clerk, 'casework-closed');
    for (const page of [clerk, reviewer, leader]) await noTroubles(page);
  });

  await step('two officers at once: the second sees the conflict and keeps what was typed', async () => {
    await intake(clerk, letter('POST_SIGNED', '近年来的有关文件', scan));
    path = await openTaken(clerk);
    const other = await signIn(browser, county, 'xinxi');
    other.allowStatus.add(409);
    await other.goto(path);
    await act(clerk, 'assign', {}, '批办');
    await act(other, 'assign', { text: '由我办理' });
    const text = await other.locator('main').innerText();
    check(text.includes('刚刚被别人办理过') && text.includes('由我办理'), text);
    await look(other, 'casework-conflict');
    await noTroubles(other);
    await other.context().close();
  });

  await step('correction, then a refusal: the clock restarts, the answer names clause and reason', async () => {
    await clerk.goto(path);
    await act(clerk, 'correction_notice', { text: '请写明文件的名称、文号，或者大致的时间和事项' }, '补正');
    await look(clerk, 'casework-correction');
    await act(clerk, 'correction_received', { text: '要2026年的所有内部请示件' }, '收到补正');
    check(await form(clerk, 'correction_notice').count() === 0, 'a second correction is offered');
    await act(clerk, 'draft', { code: 'D6', info_title: '内部请示件', reason: '属于行政机关内部的请示，尚在讨论研究之中' }, '拟定答复');
    await act(clerk, 'submit', {}, '送审');
    await reviewer.goto(path);
    await act(reviewer, 'return', { codes: 'R-REASON', text: '理由要针对本案写' }, '退回修改');
    await clerk.goto(path);
    await look(clerk, 'casework-returned');
    await act(clerk, 'draft', { code: 'D6', info_title: '内部请示件', reason: '所要的请示件是讨论研究过程中的请示，公开会影响决策，尚未形成结论' }, '拟定答复');
    await act(clerk, 'submit', {}, '送审');
    await reviewer.reload();
    await act(reviewer, 'approve', { text: '属于过程性信息，同意不予公开' }, '审查通过');
    await leader.goto(path);
    await act(leader, 'sign', {}, '签发');
    await clerk.goto(path);
    await act(clerk, 'deliver', { delivery: 'POST', evidence: 'XA00000001', file: scan }, '送达');
    check((await clerk.locator('main').innerText()).includes('过程性信息'), 'the reply is not told');
    await clerk.goto('/work/requests/?tab=ended');
    await look(clerk, 'casework-ended');
    for (const page of [clerk, reviewer, leader]) {
      await noTroubles(page);
      await page.context().close();
    }
  });

  await step('who does not handle a case does not see who asked', async () => {
    const page = await signIn(browser, county, 'ducha');
    await page.goto(path);
    const text = await page.content();
    check(!text.includes('张三丰') && !text.includes('5752111'), 'the supervisor sees the applicant');
    await look(page, 'casework-supervisor');
    await noTroubles(page);
    await page.context().close();
    const other = await signIn(browser, county, 'xiongbi');
    other.allowStatus.add(404);
    await other.goto(path);
    check((await other.locator('main').innerText()).includes('没有这件申请'), 'a stranger sees the case');
    await other.context().close();
  });
}
