// Letters before their act: prepared from the form, seen, edited here and in Word, refused with all
// reasons, outdated by what happens meanwhile, brought up to date and sent.
// SPDX-License-Identifier: MIT
import { readFileSync, writeFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { step, check, look, noTroubles } from './harness.mjs';
import { editDocx } from './docx.mjs';
import { signIn } from './people.mjs';
import { act, draftFirst, editInWord, editWords, form, intake, issueDraft, makeScan, openTaken, papers, says } from './casesteps.mjs';

const thanks = '感谢您对教育工作的关心。';
const problems = (page) => page.locator('.problems').innerText();

export async function prepared(browser, county) {
  const word = join(dirname(county.data), '改好的告知书.docx'), scan = await makeScan(browser, county);
  const clerk = await signIn(browser, county, 'xinxi'), reviewer = await signIn(browser, county, 'shenhe');
  for (const page of [clerk, reviewer]) for (const status of [409, 422]) page.allowStatus.add(status);
  let path;

  await step('a correction notice is seen before it goes out, edited here; what is missing is refused at once', async () => {
    await intake(clerk, { channel: 'F2F', wanted: '近年来的有关文件', scan, name: '张三丰', phone: '0874-5752111', id_number: '11010519491231002X' });
    path = await openTaken(clerk);
    await act(clerk, 'assign', {}, '批办');
    await draftFirst(clerk, 'correction_notice', { text: '请写明是哪一件文件\n请写明大致的时间' });
    says(await clerk.locator('.letter-sheet').innerText(), '张三丰：', '请写明大致的时间', '视为放弃', '补正告知书');
    await look(clerk, 'prepared-correction');
    await editWords(clerk, '无正当理由逾期不补正的，视为放弃申请，本机关不再处理该政府信息公开申请。\n答复期限自本机关收到补正后的申请之日起重新计算。', thanks);
    says(await problems(clerk), '没有写“视为放弃”', '没有写“重新计算”');
    check((await clerk.inputValue('#words-form [name=text]')).includes(thanks), 'what was typed is lost');
    await look(clerk, 'prepared-refused');
    await clerk.reload();
    await clerk.goto(path + 'prepared/correction_notice/');
    await editWords(clerk, '重新计算。', '重新计算。' + thanks);
    check(await clerk.locator('.flash').count() === 1, await clerk.locator('main').innerText());
    says(await clerk.locator('.diff').innerText(), thanks);
    await look(clerk, 'prepared-edited');
    const pdf = await clerk.request.get(await clerk.getByRole('link', { name: /成文的样子/ }).getAttribute('href'));
    check(pdf.headers()['content-type'] === 'application/pdf', 'no preview: ' + pdf.status() + (await pdf.text()).replace(/[\s\S]*<main/, '').replace(/<[^>]*>|\s+/g, ' ').slice(0, 400));
    await clerk.goto(path);
    says(await clerk.locator('.doings').innerText(), '补正告知书已有文稿，改过文字');
    await look(clerk, 'prepared-case');
    await noTroubles(clerk);
  });

  await step('other facts make the edited words old: it says what changed, sends nothing, and is brought up to date', async () => {
    await draftFirst(clerk, 'correction_notice', { days: '10' });
    const stale = await clerk.locator('.notice.stop').first().innerText();
    says(stale, '补正期限', '不更新，发不出去');
    await look(clerk, 'prepared-stale');
    says(await issueDraft(clerk), '还写着原来的“补正期限”');
    await clerk.getByRole('button', { name: '更新到文稿里' }).click();
    await clerk.waitForLoadState();
    check(await clerk.locator('.notice.stop').count() === 0, 'still outdated');
    await issueDraft(clerk, '发出补正告知书');
    const all = await papers(clerk, path);
    says(all['政府信息公开申请补正告知书'], thanks, '请写明大致的时间');
    const docx = await clerk.request.get(await clerk.getByRole('link', { name: /下载 Word.*补正告知书/ }).getAttribute('href'));
    check(docx.ok() && (await docx.body()).subarray(0, 2).toString() === 'PK', 'no Word file of what was sent');
    await look(clerk, 'prepared-issued');
    await noTroubles(clerk);
  });

  await step('the clerk prepares an extension in Word, the head of the office sends it', async () => {
    await act(clerk, 'correction_received', { text: '要2018年的学区划分文件' }, '收到补正');
    await draftFirst(clerk, 'extension', { days: '10', text: '需要到县档案馆查阅历史档案' });
    check(await form(clerk, 'issue-form').count() === 0, 'the clerk may send it');
    await editInWord(clerk, word, (xml) => xml.replace('负责人同意', '同意').replace('特此告知。', '特此告知，敬请谅解。'));
    says(await problems(clerk), '没有写“负责人同意”');
    await editInWord(clerk, word, (xml) => xml.replace('特此告知。', '特此告知，敬请谅解。'));
    check(await clerk.locator('.flash').count() === 1, await clerk.locator('main').innerText());
    await look(clerk, 'prepared-extension');
    await reviewer.goto(path);
    await reviewer.getByRole('link', { name: '看文稿、发出' }).click();
    await reviewer.waitForURL('**/prepared/extension/');
    says(await reviewer.locator('.diff').innerText(), '敬请谅解');
    await issueDraft(reviewer, '批准延期');
    says((await papers(clerk, path))['政府信息公开申请延期答复告知书'], '特此告知，敬请谅解。', '负责人同意');
    await noTroubles(clerk);
    await noTroubles(reviewer);
  });

  await step('several letters of one act, a tab each; a draft that is not wanted is set aside', async () => {
    await draftFirst(clerk, 'consult', { kind: 'THIRD', party: '师宗示例服装有限公司', text: '校服采购合同附件' });
    check(await clerk.locator('.tabs a').count() === 2, 'no tabs');
    await clerk.locator('.tabs a').last().click();
    await clerk.waitForLoadState();
    says(await clerk.locator('.letter-sheet').innerText(), '征求意见告知书');
    await look(clerk, 'prepared-two');
    await clerk.getByRole('button', { name: '不用这份文稿' }).click();
    await clerk.waitForLoadState();
    check(!(await clerk.locator('.doings').innerText()).includes('已有文稿'), 'the draft stands');
    await noTroubles(clerk);
  });

  await step('the sheet of approval goes to Word and back: what was written is named and stands in the form of its act', async () => {
    await clerk.goto(path);
    await clerk.locator('summary', { hasText: '内部表格' }).click();
    await clerk.getByRole('link', { name: '填写政府信息公开申请办理呈批单' }).click();
    await clerk.waitForURL('**/forms/approval');
    await look(clerk, 'form-approval');
    const [download] = await Promise.all([clerk.waitForEvent('download'), clerk.getByRole('link', { name: '下载表格（Word）' }).click()]);
    const sheet = readFileSync(await download.path());
    const send = async (change) => {
      writeFileSync(word, editDocx(sheet, change));
      await clerk.setInputFiles('#form-back [name=file]', word);
      await clerk.getByRole('button', { name: '比较' }).click();
      await clerk.waitForLoadState();
    };
    await send((xml) => xml.replace('张三丰', '李四'));
    says(await problems(clerk), '“申请人”来自案卷', '请恢复为“张三丰”');
    await look(clerk, 'form-refused');
    await send((xml) => xml.replace('　　　　　　　　承办人', '拟予公开</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">　　　　　　　　承办人'));
    says(await clerk.locator('.notice').first().innerText(), '填写了 1 项，还没有保存', '拟办意见：现在写“拟予公开”');
    check((await clerk.inputValue('[name="draft.opinion"]')) === '拟予公开', 'not in the form of the draft');
    await look(clerk, 'form-filled');
    await noTroubles(clerk);
  });

  await step('a withdrawal has its sheet of approval before it is done', async () => {
    await clerk.goto(path);
    await draftFirst(clerk, 'withdraw', { text: '申请人书面撤回' });
    says(await clerk.locator('.letter-sheet').innerText(), '办理呈批单', '申请人书面撤回');
    await look(clerk, 'prepared-withdraw');
    await issueDraft(clerk, '撤回');
    says((await papers(clerk, path))['政府信息公开申请办理呈批单'], '申请人书面撤回');
    await noTroubles(clerk);
  });
  for (const page of [clerk, reviewer]) await page.context().close();
}
