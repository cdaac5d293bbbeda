// Templates of letters in the hands of the county, and the draft of a reply to Word and back.
// SPDX-License-Identifier: MIT
import { readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join, dirname } from 'node:path';
import { step, check, look, noTroubles } from './harness.mjs';
import { signIn } from './people.mjs';
import { act, form, intake, openTaken } from './casesteps.mjs';
import { editDocx, withoutParagraph } from './docx.mjs';

const thanks = '感谢您对政府工作的支持。';

async function edit(page, from, to) {
  const text = await page.inputValue('[name=text]');
  check(text.includes(from), `the template has no “${from}”`);
  await page.fill('[name=text]', text.replace(from, to));
}
const save = async (page) => {
  await page.getByRole('button', { name: '检查并保存' }).click();
  await page.waitForLoadState();
};

export async function letters(browser, county) {
  const dir = dirname(county.data), scan = join(dir, 'letter-scan.pdf');
  writeFileSync(scan, '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
  let office, clerk, reviewer, leader, path;

  await step('a template with an unknown placeholder is refused with its place, nothing is lost', async () => {
    office = await signIn(browser, county, 'zhengfu');
    office.allowStatus.add(422);
    await office.goto('/work/letters/');
    await look(office, 'letters-list');
    await office.getByRole('link', { name: '政府信息公开申请答复书', exact: true }).click();
    await office.waitForURL('**/work/letters/reply/');
    await look(office, 'letters-edit');
    await edit(office, '特此答复。', '特此答复。{{受理机官}}');
    const before = (await office.inputValue('[name=text]')).split('{{受理机官}}')[0].split('\n');
    await save(office);
    const told = await office.locator('.problems').innerText();
    check(told.includes(`第${before.length}行第${[...before.at(-1)].length + 1}列：没有占位符“受理机官”`), told);
    check((await office.inputValue('[name=text]')).includes('{{受理机官}}'), 'what was typed is lost');
    await look(office, 'letters-refused');
    await office.locator('.problems a').first().click();
    const caret = await office.$eval('[name=text]', (t) => t.value.slice(t.selectionStart, t.selectionStart + 8));
    check(caret === '{{受理机官}}', `the caret is at “${caret}”`);
  });

  await step('a template without the remedy is refused; mended, it is kept as a version', async () => {
    await edit(office, '{{受理机官}}', '');
    await edit(office, '{{救济途径}}\n', '');
    await save(office);
    check((await office.locator('.problems').innerText()).includes('没有写明行政复议的途径'), 'no remedy is asked for');
    await edit(office, '特此答复。', `\n特此答复。${thanks}`);
    // the placeholder comes back by its button, at the caret
    await office.$eval('[name=text]', (t) => { const at = t.value.lastIndexOf('\n特此答复。'); t.focus(); t.setSelectionRange(at, at); });
    await office.locator('[data-insert="{{救济途径}}"]').first().focus();
    await office.keyboard.press('Enter');
    await office.fill('[name=note]', '结尾加一句感谢');
    await save(office);
    check(new URL(office.url()).pathname.endsWith('/history'), 'not kept: ' + await office.locator('main').innerText());
    check((await office.locator('.diff').innerText()).includes(thanks), 'no difference is shown');
    await look(office, 'letters-history');
    const pdf = await office.request.get('/work/letters/reply/preview.pdf?code=D4');
    check(pdf.headers()['content-type'] === 'application/pdf', 'no preview');
    await noTroubles(office);
  });

  await step('the clerk takes the draft to Word; without the remedy it does not come back', async () => {
    clerk = await signIn(browser, county, 'xinxi');
    for (const status of [409, 422]) clerk.allowStatus.add(status);
    await intake(clerk, { channel: 'F2F', wanted: '县教育体育局2018年内部轮岗的讨论记录', scan, name: '张三丰', phone: '0874-5752111', id_number: '11010519491231002X' });
    path = await openTaken(clerk);
    await act(clerk, 'assign', {}, '批办');
    await act(clerk, 'draft', { code: 'D5', info_title: '内部轮岗的讨论记录', reason: '轮岗属于人事管理方面的内部事务' }, '拟定答复');
    await clerk.getByRole('link', { name: /答复书文稿/ }).click();
    await clerk.waitForURL('**/letter');
    await look(clerk, 'letters-draft');
    const [download] = await Promise.all([clerk.waitForEvent('download'), clerk.getByRole('link', { name: '下载文稿（Word）' }).click()]);
    const word = readFileSync(await download.path()), file = join(dir, '改好的.docx');
    writeFileSync(file, editDocx(word, (xml) => withoutParagraph(xml, '申请行政复议')));
    await clerk.setInputFiles('[name=file]', file);
    await save(clerk);
    check((await clerk.locator('.problems').innerText()).includes('没有写明行政复议的途径'), 'a letter without remedy was taken');
    await look(clerk, 'letters-draft-refused');
    writeFileSync(file, editDocx(word, (xml) => xml.replace(thanks, '如有疑问，请来电。').replace('-答', '-答7')));
    await clerk.setInputFiles('[name=file]', file);
    await save(clerk);
    check((await clerk.locator('.problems').innerText()).includes('“文书编号”被改动'), 'another number was taken');
    writeFileSync(file, editDocx(word, (xml) => xml.replace(thanks, '如有疑问，请来电。')));
    await clerk.setInputFiles('[name=file]', file);
    await save(clerk);
    check(await clerk.locator('.flash').count() === 1, await clerk.locator('main').innerText());
    check((await clerk.locator('.diff').innerText()).includes('如有疑问，请来电。'), 'no difference');
    await look(clerk, 'letters-draft-edited');
  });

  await step('the reviewer sees what was changed; the signed letter has the words of the clerk', async () => {
    reviewer = await signIn(browser, county, 'shenhe');
    leader = await signIn(browser, county, 'fuze');
    await clerk.goto(path);
    await act(clerk, 'submit', {}, '送审');
    await reviewer.goto(path);
    check((await reviewer.locator('.revision').innerText()).includes('如有疑问，请来电。'), 'the reviewer sees no difference');
    await look(reviewer, 'letters-review');
    await act(reviewer, 'approve', { text: '属于内部事务' }, '审查通过');
    await leader.goto(path);
    await act(leader, 'sign', {}, '签发');
    await clerk.goto(path);
    const href = await clerk.locator('.papers').getByRole('link', { name: '政府信息公开申请答复书', exact: true }).getAttribute('href');
    const file = join(dir, 'reply.pdf');
    writeFileSync(file, await (await clerk.request.get(href)).body());
    const text = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }).replace(/\s/g, '');
    check(text.includes('如有疑问，请来电。') && !text.includes(thanks) && text.includes('行政复议'), text);
    check((await clerk.locator('.papers').innerText()).includes('用文书模板第1版'), 'the letter does not name its template');
    await clerk.goto(path + 'letter');
    check(await form(clerk, 'revise-form').count() === 0, 'a signed letter may be edited');
    await look(clerk, 'letters-signed');
    for (const page of [clerk, reviewer, leader]) await noTroubles(page);
  });

  await step('back to the shipped text, as one more version', async () => {
    await office.goto('/work/letters/reply/history');
    await office.getByRole('button', { name: '恢复随附文本' }).click();
    await office.waitForLoadState();
    check((await office.locator('table').first().innerText()).includes('第2版（随附文本）'), 'not restored');
    check(await office.getByRole('button', { name: '恢复随附文本' }).count() === 0, 'still to be restored');
    await noTroubles(office);
  });
  for (const page of [office, clerk, reviewer, leader]) await page?.context().close();
}
