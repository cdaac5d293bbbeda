// Petitions that concern information: registering, the co-sign sheet from both sides with each
// outcome, handing over in both directions without the petitioner filing twice.
// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, look, noTroubles, step } from './harness.mjs';
import { editDocx } from './docx.mjs';
import { signIn } from './people.mjs';
import { act, hides, pdfText, says } from './casesteps.mjs';

const form = (page, action) => page.locator(`form[action$="/do/${action}"]`);

async function take(page, path, action, facts = {}) {
  await page.goto(path);
  check(await form(page, action).count() === 1, `${action} is not offered: ${await page.locator('main').innerText()}`);
  if (facts.verdict) await form(page, action).locator(`[name=verdict][value=${facts.verdict}]`).check();
  if (facts.text) await form(page, action).locator('[name=text]').fill(facts.text);
  if (facts.organ) await form(page, action).locator('[name=organ]').selectOption({ label: facts.organ });
  await form(page, action).locator('.actions button').click();
  await page.waitForLoadState();
  says(await page.locator('.flash').innerText(), '已办理');
}

async function register(office, number, passage) {
  await office.goto('/work/petitions/new');
  await office.fill('[name=number]', number);
  await office.fill('[name=subject]', '反映学校收费并索要文件');
  await office.fill('[name=name]', '示例信访人未');
  await office.fill('[name=phone]', '0874-0000001');
  await office.fill('[name=passage]', passage);
  await office.getByRole('button', { name: '登记', exact: true }).click();
  await office.waitForURL(/\/work\/petitions\/\d+\/$/);
  return new URL(office.url()).pathname;
}

async function sheet(page, path) {
  const answer = await page.request.get(path + 'sheet.pdf');
  check(answer.ok(), `no sheet: ${answer.status()}`);
  return pdfText(await answer.body());
}

// The opinion written in Word stands in the form of its step, and is not saved yet.
async function writtenInWord(page, path, opinion) {
  const file = join(tmpdir(), `huiqiandan-${process.pid}.docx`), line = '　　　　　　　　签　名：';
  const answer = await page.request.get(path + 'sheet.docx');
  writeFileSync(file, editDocx(await answer.body(), (xml) => xml.replace(line, `${opinion}</w:t></w:r></w:p><w:p><w:r><w:t>${line}`)));
  await page.goto(path);
  await page.locator('summary', { hasText: '用 Word 填写会签单' }).click();
  await page.setInputFiles('#sheet-back [name=file]', file);
  await page.getByRole('button', { name: '比较' }).click();
  await page.waitForLoadState();
  says(await page.locator('main').innerText(), '会签单里填写了内容，还没有保存', opinion);
  check(await form(page, 'opine').locator('[name=text]').inputValue() === opinion, 'not in the form of the step');
  await look(page, 'petition-sheet-back');
}

const state = async (page, path) => {
  await page.goto(path);
  return (await page.locator('aside').innerText()).replace(/\s+/g, '');
};

// B: the opinion is agreed to and the request made of the passage, in the petitioner's name.
async function becomesRequest({ office, disclosure, clerk }) {
  await office.goto('/work/petitions/');
  await look(office, 'petition-list');
  await office.goto('/work/petitions/new');
  await look(office, 'petition-new');
  await office.getByRole('button', { name: '登记', exact: true }).click();
  await office.waitForLoadState();
  check(await office.locator('[data-problems] li, [data-problems] a').count() >= 3, 'what is missing is not listed');
  const path = await register(office, '信访示例〔1〕1号', '请依申请公开2018年学校食堂收费标准的批复');
  says(await state(office, path), '申请公开', '待会签');
  await look(office, 'petition-item');
  await take(office, path, 'open');
  check(await form(office, 'opine').count() === 0, 'the petition office may write the opinion of the other side');
  await disclosure.goto('/work/');
  says(await disclosure.locator('main').innerText(), '会签');
  await writtenInWord(disclosure, path, '属于政府信息公开申请');
  await take(disclosure, path, 'opine', { verdict: 'B', text: '内容是要求提供批复，属于公开申请' });
  check(await form(disclosure, 'agree').count() === 0, 'the disclosure office may agree with itself');
  await office.goto(path);
  await look(office, 'petition-opined');
  await take(office, path, 'agree');
  await take(disclosure, path, 'hand_over', { organ: '师宗县教育体育局' });
  says(await disclosure.locator('main').innerText(), '还没有与申请人确认收到');
  await clerk.goto('/work/requests/?tab=all&q=' + encodeURIComponent('食堂收费标准的批复'));
  await clerk.locator('main table a').first().click();
  await clerk.waitForURL(/\/work\/requests\/\d+\/$/);
  says(await clerk.locator('main').innerText(), '示例信访人未', '转');
  await act(clerk, 'confirm', { how: '电话' }, '登记');
  await take(office, path, 'close', { text: '已书面告知信访人依法定途径办理' });
  says(await state(office, path), '已办结', '属于政府信息公开申请');
  says(await sheet(office, path), '信访示例〔1〕1号', '学校食堂收费标准的批复', '属于公开申请', '师教体信公开');
}

// A: it stays a petition.
async function staysPetition({ office, disclosure }) {
  const path = await register(office, '信访示例〔1〕2号', '要求查处乱收费，并说明政府信息为什么不公开');
  await take(office, path, 'open');
  await take(disclosure, path, 'opine', { verdict: 'A', text: '要求查处，属于信访' });
  await take(office, path, 'agree');
  await take(office, path, 'close', { text: '转县教体局按信访办理' });
  says(await state(office, path), '已办结', '属于信访事项');
  says(await sheet(office, path), '属于信访事项', '要求查处');
}

// C after a dissent: the leader in charge decides, both sides go on with their part.
async function isDecided({ office, disclosure, leader }) {
  const path = await register(office, '信访示例〔1〕3号', '反映收费问题，同时申请公开2018年收费公示表');
  await take(office, path, 'open');
  await take(disclosure, path, 'opine', { verdict: 'A', text: '以反映问题为主' });
  await take(office, path, 'dissent', { verdict: 'C', text: '另有明确的公开申请' });
  await disclosure.goto(path);
  check(await form(disclosure, 'decide').count() === 0, 'who wrote the opinion may decide on it');
  await leader.goto('/work/');
  says(await leader.locator('main').innerText(), '会签：决定');
  await leader.goto(path);
  await look(leader, 'petition-disputed');
  await take(leader, path, 'decide', { verdict: 'C', text: '两者兼有，分别办理' });
  await take(disclosure, path, 'hand_over', { organ: '师宗县人民政府' });
  await take(office, path, 'close', { text: '信访部分另行办理，已告知' });
  says(await sheet(office, path), '另有明确的公开申请', '两者兼有');
}

// D: what is missing is added and the sheet goes round again.
async function isSupplemented({ office, disclosure }) {
  const path = await register(office, '信访示例〔1〕4号', '索取有关复印件');
  await take(office, path, 'open');
  await take(disclosure, path, 'opine', { verdict: 'D', text: '看不出要什么' });
  await take(office, path, 'agree');
  await take(office, path, 'supplement', { text: '信访人说明要2018年收费批复的复印件' });
  says(await state(office, path), '待会签');
  await take(office, path, 'open');
  await take(disclosure, path, 'opine', { verdict: 'B', text: '补充后明确' });
  await take(office, path, 'agree');
  says(await state(office, path), '属于政府信息公开申请');
}

// What a request turned out to be (passed on in cases.mjs): it comes by itself, with number and text, and is signed by both.
async function comesFromRequest({ office, disclosure }) {
  await office.goto('/work/petitions/');
  const link = office.locator('main table a', { hasText: '转自师教体信公开' });
  check(await link.count() > 0, 'the request that was passed on is not here');
  await link.first().click();
  await office.waitForURL(/\/work\/petitions\/\d+\/$/);
  const path = new URL(office.url()).pathname;
  says(await office.locator('main').innerText(), '要求处理某校乱收费的投诉');
  await take(office, path, 'open');
  await take(disclosure, path, 'opine', { verdict: 'A', text: '属于投诉' });
  await take(office, path, 'agree');
  await take(office, path, 'close', { text: '按信访受理' });
  says(await state(office, path), '已办结');
}

const plays = [['becomes a request without being filed twice', becomesRequest], ['stays a petition', staysPetition],
  ['a dissent is decided: both', isDecided], ['what is missing is added', isSupplemented],
  ['comes from a request', comesFromRequest]];

export async function petitions(browser, county) {
  const o = {};
  for (const [role, login] of [['office', 'xinfang'], ['disclosure', 'zhengfu'], ['clerk', 'xinxi'], ['leader', 'fenguan']]) {
    o[role] = await signIn(browser, county, login);
    for (const status of [409, 422]) o[role].allowStatus.add(status);
  }
  for (const [name, play] of plays)
    await step(`a petition: ${name}`, async () => {
      await play(o);
      for (const page of Object.values(o)) await noTroubles(page);
    });
  await step('a petition: who has no part in it does not see it', async () => {
    o.clerk.allowStatus.add(403);
    await o.clerk.goto('/work/petitions/');
    hides(await o.clerk.locator('main').innerText(), '示例信访人未', '信访示例〔1〕1号');
  });
  for (const page of Object.values(o)) await page.context().close();
}
