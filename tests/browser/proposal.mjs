// A proposal from assignment to the published overview: joint opinion and countersign, review and
// signature by others, reply, satisfaction, public copy, promise in the ledger; what is refused.
// SPDX-License-Identifier: MIT
import { step, check, look, openPage, noTroubles } from './harness.mjs';
import { signIn, pass } from './people.mjs';

const day = (offset) => new Date(Date.now() + (offset * 24 + 8) * 3600e3).toISOString().slice(0, 10);
const year = day(0).slice(0, 4);
const title = '关于示例小学门口设置人行横道灯的建议', secret = '0874-5759876', name = '甲乙丙';
const replyTitle = '关于县示例人大第一次会议第901号建议的答复';
const main = (page) => page.locator('main').innerText();
const text = (words) => words.replace(/\s/g, '');

// Takes one step on the open page; done: what must be told then.
async function act(page, action, facts, done = true) {
  const fold = page.locator('details.panel', { has: page.locator(`form#${action}`) });
  if (await fold.getAttribute('open') === null) await fold.locator('summary').first().click();
  for (const [field, value] of Object.entries(facts)) {
    const input = page.locator(`form#${action} [name="${action}.${field}"]`);
    const kind = await input.first().evaluate((e) => e.type ?? e.tagName);
    if (kind === 'checkbox') {
      const list = page.locator(`form#${action} details.fold`);
      if (await list.getAttribute('open') === null) await list.locator('summary').click();
      await list.getByLabel(value, { exact: true }).check();
    } else if (kind === 'radio') await page.locator(`form#${action} [name="${action}.${field}"][value="${value}"]`).check();
    else if (kind === 'select-one') await input.selectOption({ label: value });
    else await input.fill(value);
  }
  await page.locator(`form#${action} .actions button`).click();
  await page.waitForLoadState();
  if (done) check(await page.locator('.flash').count() === 1, `${action}: ${(await main(page)).slice(0, 600)}`);
}

const draft = { result: 'B', openness: 'full', reply: '一、已经完成的工作\n已经现场勘察，完成设计。\n二、下一步打算\n年内安装到位。', summary: '在示例小学门口安装人行横道灯。' };

// Two others of the unit bring the document in review to the public.
async function release(reviewer, head, path) {
  await reviewer.goto(path + 'review');
  await pass(reviewer);
  await reviewer.waitForLoadState();
  await head.goto(path);
  await head.getByRole('button', { name: '发布', exact: true }).click();
  await head.waitForLoadState();
}

export async function proposals(browser, county) {
  const office = await signIn(browser, county, 'zhengfu');
  const lead = await signIn(browser, county, 'xinxi');
  const joint = await signIn(browser, county, 'caizheng');
  const reviewer = await signIn(browser, county, 'shenhe');
  const head = await signIn(browser, county, 'fuze');
  const all = [office, lead, joint, reviewer, head];
  for (const page of all) for (const status of [403, 404, 409, 422]) page.allowStatus.add(status);
  let path;

  await step('the list with lights, registration, assignment to a lead and a joint unit', async () => {
    await office.goto('/work/proposals/');
    await look(office, 'proposal-list');
    check((await main(office)).includes('逾期'), 'the late one is not shown');
    await office.goto('/work/proposals/import');
    await look(office, 'proposal-import');
    await office.goto('/work/proposals/settings');
    await look(office, 'proposal-settings');
    await office.goto('/work/proposals/new');
    await look(office, 'proposal-new');
    await office.check('[name=kind][value=npc]');
    for (const [field, value] of Object.entries({ session: '县示例人大第一次会议', number: '901', title, name, phone: secret })) await office.fill(`[name=${field}]`, value);
    await office.getByRole('button', { name: '登记', exact: true }).click();
    await office.waitForURL(/\/work\/proposals\/\d+\/$/);
    path = new URL(office.url()).pathname;
    await act(office, 'assign', { lead: '县教育体育局', joint: '县教育体育局' }, false);
    check((await main(office)).includes('主办单位不能同时是协办单位'), await main(office));
    await look(office, 'proposal-refused');
    await office.goto(path);
    await act(office, 'assign', { lead: '县教育体育局', joint: '县财政局' });
    await look(office, 'proposal-assigned');
    const stranger = await signIn(browser, county, 'xiongbi');
    stranger.allowStatus.add(404);
    await stranger.goto(path);
    check(!(await stranger.locator('body').innerText()).includes(title), 'another unit sees it');
    await stranger.context().close();
    for (const page of all) await noTroubles(page);
  });

  await step('the reply does not leave before the joint unit has countersigned this very draft', async () => {
    await lead.goto(path);
    await act(lead, 'accept', {});
    await joint.goto(path);
    await act(joint, 'joint-accept', {});
    await act(joint, 'opine', { opinion: '所需经费从年度预算中安排。' });
    await lead.goto(path);
    await act(lead, 'draft', { ...draft, reply: `${draft.reply}\n联系代表${name}，电话${secret}。` }, false);
    const refused = await main(lead);
    check(refused.includes('S-PII') && refused.includes('B-PROMISE'), refused.slice(0, 800));
    await look(lead, 'proposal-draft-refused');
    await act(lead, 'draft', { ...draft, promises: `${day(30)} 安装示例小学门口人行横道灯` });
    await act(lead, 'submit', {}, false);
    check((await main(lead)).includes('B-COSIGN') && (await main(lead)).includes('县财政局'), (await main(lead)).slice(0, 600));
    await joint.goto(path);
    await act(joint, 'object', { reason: '请写明经费渠道。' });
    await lead.goto(path);
    await act(lead, 'draft', { reply: `${draft.reply}经费由县财政局安排。` });
    await joint.goto(path);
    await act(joint, 'cosign', {});
    await look(joint, 'proposal-cosigned');
    await lead.goto(path);
    await act(lead, 'submit', {});
    for (const page of all) await noTroubles(page);
  });

  await step('reviewed and signed by others; letter; sent; the promise stands in the ledger', async () => {
    await reviewer.goto(path);
    await look(reviewer, 'proposal-review');
    await act(reviewer, 'approve', {});
    await head.goto(path);
    await act(head, 'sign', { doc_no: `师教演函[${year}]901号` }, false);
    check((await main(head)).includes('D-FORM'), (await main(head)).slice(0, 400));
    await act(head, 'sign', { doc_no: `师教演函〔${year}〕901号` });
    for (const [file, type] of [['reply.pdf', 'application/pdf'], ['public.pdf', 'application/pdf'], ['reply.docx', 'application/vnd.openxmlformats']]) {
      const answer = await lead.request.get(county.url + path + file);
      check(answer.ok() && answer.headers()['content-type'].startsWith(type), `${file}: ${answer.status()}`);
    }
    await lead.goto(path);
    await act(lead, 'send', { replied_on: day(0), delivery: '当面沟通' });
    await look(lead, 'proposal-replied');
    await lead.getByRole('link', { name: /看进展/ }).click();
    await lead.waitForURL(/\/work\/ledger\/\d+\/$/);
    check((await main(lead)).includes('安装示例小学门口人行横道灯'), await main(lead));
    for (const page of all) await noTroubles(page);
  });

  await step('satisfaction, the public copy through review, closed; the public page names nobody', async () => {
    await lead.goto(path);
    await act(lead, 'publish', {});
    const document = new URL(await lead.locator('aside a[href^="/work/documents/"]').getAttribute('href'), county.url).pathname;
    await office.goto(path);
    await act(office, 'close', {}, false);
    check((await main(office)).includes('还没有登记满意度') && (await main(office)).includes('还没有公开'), (await main(office)).slice(0, 600));
    await act(office, 'satisfy', { satisfied: '1', basically: '0', unsatisfied: '0' });
    await release(reviewer, head, document);
    await office.goto(path);
    await act(office, 'close', {});
    await look(office, 'proposal-closed');
    const visitor = await openPage(browser, county);
    await visitor.goto('/zwgk/fdnr/jyta/?kind=npc');
    await look(visitor, 'proposal-public');
    const list = await main(visitor);
    for (const words of [replyTitle, '师宗县教育体育局', draft.summary, `师教演函〔${year}〕901号`, day(0)]) check(list.includes(words), `${words}: ${list.slice(0, 900)}`);
    await visitor.getByRole('link', { name: replyTitle }).click();
    await visitor.waitForLoadState();
    await look(visitor, 'proposal-public-reply');
    const body = text(await visitor.locator('body').innerText());
    check(body.includes('甲××代表') && !body.includes(name) && !body.includes(secret), body.slice(0, 900));
    const letter = await fetch(new URL(await visitor.getByRole('link', { name: '答复函（PDF）' }).getAttribute('href'), county.url));
    check(letter.status === 200 && letter.headers.get('content-type') === 'application/pdf', `letter: ${letter.status}`);
    const data = await (await fetch(county.url + '/api/v1/proposals?kind=npc')).json();
    check(data.replies.some((r) => r.title === replyTitle && r.pdf.endsWith('.pdf')), JSON.stringify(data).slice(0, 600));
    await noTroubles(visitor);
    await visitor.context().close();
  });

  await step('the overview of the year: computed, reviewed, published with the list', async () => {
    await office.goto('/work/proposals/findings');
    await look(office, 'proposal-findings');
    check((await main(office)).includes('M-PROP-LATE'), await main(office));
    const clerk = await signIn(browser, county, 'bangong');
    await clerk.goto(`/work/proposals/year?year=${year}`);
    await look(clerk, 'proposal-year');
    await clerk.getByRole('button', { name: '生成总体情况并送审' }).click();
    await clerk.waitForLoadState();
    check(await clerk.locator('.flash').count() === 1, (await main(clerk)).slice(0, 900));
    const document = new URL(await clerk.locator('aside a[href^="/work/documents/"]').getAttribute('href'), county.url).pathname;
    await release(office, office, document);
    const visitor = await openPage(browser, county);
    await visitor.goto('/zwgk/fdnr/jyta/overview');
    await look(visitor, 'proposal-overview');
    for (const y of [year, year - 1]) check((await main(visitor)).includes(`${y}年人大代表建议和政协提案办理总体情况`), await main(visitor));
    await visitor.getByRole('link', { name: `${year}年人大代表建议和政协提案办理总体情况` }).click();
    await visitor.waitForLoadState();
    await look(visitor, 'proposal-overview-document');
    check(text(await main(visitor)).includes('办复率'), await main(visitor));
    for (const page of [visitor, clerk]) await noTroubles(page);
    await clerk.context().close();
    await visitor.context().close();
    for (const page of all) await noTroubles(page);
  });

  for (const page of all) await page.context().close();
}
