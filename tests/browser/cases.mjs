// Whole cases, from the application to the archived file that proves itself, as applicant and as
// every officer: the papers are read, and so is what the applicant sees at each step.
// SPDX-License-Identifier: MIT
import { join, dirname } from 'node:path';
import { check, look, noTroubles, step } from './harness.mjs';
import { signIn } from './people.mjs';
import { act, actAt, apply, archive, askAnew, draftFirst, editInWord, editWords, fillIntake, findCase, form, intake, issueDraft, makeScan, openTaken, ownPapers, papers, prepare,
  progress, hides, says, sendOut } from './casesteps.mjs';

const person = { name: '示例申请人午', id: '999999199007170141', phone: '0874-0000000' };
const reconsideration = '师宗县人民政府申请行政复议';

const days = (n) => new Date(Date.now() + 8 * 3600e3 - n * 86400e3).toISOString().slice(0, 10);

// Applied on the web and taken up: the applicant has the number, the clerk has the case.
async function begin(o, wanted) {
  const own = await apply(o, wanted);
  says(await progress(o, own.page), '正在办理', '最迟在');
  const path = await findCase(o.clerk, own.number);
  await act(o.clerk, 'assign', { text: '请承办' }, '批办');
  says(await progress(o, own.page), '开始办理');
  return { ...own, path };
}

// Answered: the applicant is told what, until when it can be disputed, and reads the same letter.
async function answered(o, own, kind, ...words) {
  const text = await progress(o, own.page);
  says(text, '已答复', kind, '申请行政复议的最后一天');
  const mine = await ownPapers(own.page);
  const reply = mine['政府信息公开申请答复书'];
  says(reply, own.number + '-答', person.name, '师宗县教育体育局', ...words);
  const inside = await papers(o.clerk, own.path);
  check(inside['政府信息公开申请答复书'] !== undefined || Object.keys(inside).some((t) => t.includes('答复书')), 'no reply in the file');
  return { text, mine, reply, inside };
}

async function close(o, own, titles) {
  await archive(o, own.path, ['登记表', '登记回执', '呈批单', '答复书', ...titles]);
  for (const page of [o.clerk, o.reviewer, o.leader, own.page]) await noTroubles(page);
  await own.page.context().close();
}

async function plainRelease(o) {
  const own = await begin(o, '本县2018年义务教育阶段学区划分方案的全文');
  await act(o.clerk, 'draft', { code: 'G2', info_title: '学区划分方案', supply_form: '电子文件', copies: '1',
    attachments: '学区划分方案', file: o.scan }, '拟定答复');
  await sendOut(o, own.path, { delivery: 'ELECTRONIC', evidence: '网站下载' });
  const { mine } = await answered(o, own, '予以公开', '学区划分方案', '第三十六条第（二）项', reconsideration, '6个月');
  says(mine['政府信息公开申请登记回执'], own.number + '-回', '法定答复期限');
  check(Object.keys(mine).length >= 3, 'the information itself is not there: ' + Object.keys(mine));
  await look(own.page, 'cases-answered');
  const anew = await askAnew(o, own.number, own.code);
  says((await anew.locator('main').innerText()).replace(/\s+/g, ''), '已答复');
  await anew.context().close();
  await close(o, own, ['保密审查表']);
}

async function correctionThenRefusal(o) {
  const own = await begin(o, '近年来的有关请示');
  await draftFirst(o.clerk, 'correction_notice', { text: '请写明是哪一件请示，例如名称、时间' });
  await editWords(o.clerk, '重新计算。', '重新计算。如需帮助，请来电。');
  hides(await progress(o, own.page), '请您补正申请'); // not sent yet
  await issueDraft(o.clerk, '补正');
  says(await progress(o, own.page), '请您补正申请', '请写明是哪一件请示');
  says((await ownPapers(own.page))['政府信息公开申请补正告知书'], own.number + '-补', '请写明是哪一件请示', '视为放弃',
    '如需帮助，请来电。');
  await look(own.page, 'cases-correct');
  await own.page.fill('[name=text]', '要2018年撤并教学点的请示件');
  await own.page.setInputFiles('[name=files]', o.scan);
  await own.page.getByRole('button', { name: '提交补正' }).click();
  await own.page.waitForLoadState();
  says(await progress(o, own.page), '收到您的补正，答复期限重新起算');
  await o.clerk.goto(own.path);
  says(await o.clerk.locator('main').innerText(), '要2018年撤并教学点的请示件');
  check(await form(o.clerk, 'correction_notice').count() === 0, 'a second correction is offered');
  await act(o.clerk, 'draft', { code: 'D6', info_title: '撤并教学点的请示', reason: '该请示尚在研究，公开会影响决策' }, '拟定答复');
  await act(o.clerk, 'submit', {}, '送审');
  await actAt(o.reviewer, own.path, 'return', { codes: 'R-REASON', text: '理由要针对本案写' }, '退回修改');
  await o.clerk.goto(own.path);
  await act(o.clerk, 'draft', { code: 'D6', info_title: '撤并教学点的请示',
    reason: '该请示属于讨论研究中的请示，尚未形成结论，公开会影响决策' }, '拟定答复');
  await sendOut(o, own.path, { delivery: 'POST', evidence: 'XA00000001' });
  await answered(o, own, '不予公开', '尚未形成结论', '第十六条第二款', '应当先自收到之日起60日内向师宗县人民政府申请行政复议');
  await act(o.clerk, 'add_file', { slot: 'correction_delivery', title: '补正告知书送达记录', file: o.scan }, '补充材料');
  await close(o, own, ['补正告知书', '申请人补正记录', '政府信息公开申请表']);
}

async function thirdPartyObjects(o) {
  const own = await begin(o, '校服采购合同及其附件的报价明细');
  await act(o.clerk, 'consult', { kind: 'THIRD', party: '师宗示例服装有限公司', text: '校服采购合同附件二：报价明细',
    received: days(0) }, '征求意见');
  const waiting = await progress(o, own.page);
  says(waiting, '正在征求意见', '不计入答复期限');
  hides(waiting, '服装');
  await look(own.page, 'cases-consulting');
  const told = await ownPapers(own.page);
  says(told['政府信息公开征求意见告知书'], own.number + '-征告');
  hides(JSON.stringify(told), '服装有限公司');
  const sent = await papers(o.clerk, own.path);
  const asked = Object.entries(sent).find(([title]) => title.includes('征求第三方意见书'))[1];
  says(asked, '师宗示例服装有限公司', '报价明细', '15个工作日');
  hides(asked, person.name, person.phone);
  await act(o.clerk, 'consult_answer', { consult: await form(o.clerk, 'consult_answer')
    .locator('[name="consult_answer.consult"]').last().evaluate((e) => e.value || e.options[e.options.length - 1].value),
    answer: 'OBJECT', reasonable: '1', text: '属于商业秘密，公开会损害公司利益', file: o.scan }, '收到意见');
  await act(o.clerk, 'draft', { code: 'D4', info_title: '校服采购合同附件二', reason: '报价明细属于商业秘密，第三方不同意公开' }, '拟定答复');
  await act(o.clerk, 'submit', {}, '送审');
  await actAt(o.legal, own.path, 'approve', { text: '第三方理由合理，不公开不损害公共利益' }, '审查通过');
  await actAt(o.leader, own.path, 'sign', {}, '签发');
  await actAt(o.clerk, own.path, 'deliver', { delivery: 'POST', evidence: 'XA00000002', file: o.scan }, '送达');
  await act(o.clerk, 'close', {}, '办结');
  const { reply } = await answered(o, own, '不予公开', '第十五条', '第三十二条', '书面征求第三方意见，第三方不同意公开',
    '应当先自收到之日起60日内向师宗县人民政府申请行政复议');
  hides(reply, '服装有限公司');
  await close(o, own, ['征求第三方意见书', '征求意见反馈记录']);
}

async function notHeld(o) {
  const own = await begin(o, '1952年本县扫盲班的花名册');
  await act(o.clerk, 'draft', { code: 'N1a', info_title: '扫盲班花名册', reason: '经检索没有制作、保存' });
  says(await o.clerk.locator('.problems').innerText(), '先做检索记录');
  await act(o.clerk, 'search', { where: '局档案室、县档案馆移交清单', words: '扫盲 花名册', who: '示例甲', text: '未检索到' }, '检索');
  // put off by ten days, in words written in Word by the clerk, sent by the head of the office
  await draftFirst(o.clerk, 'extension', { days: '10', text: '需要到县档案馆查阅移交的历史档案' });
  await editInWord(o.clerk, join(dirname(o.county.data), '延期告知书.docx'), (xml) => xml.replace('特此告知。', '特此告知，敬请谅解。'));
  says(await o.clerk.locator('.diff').innerText(), '敬请谅解');
  await o.reviewer.goto(own.path);
  await o.reviewer.getByRole('link', { name: '看文稿、发出' }).click();
  await o.reviewer.waitForURL('**/prepared/extension/');
  await issueDraft(o.reviewer, '批准延期');
  await own.page.reload();
  says((await ownPapers(own.page))['政府信息公开申请延期答复告知书'], own.number + '-延', '特此告知，敬请谅解。', '负责人同意');
  await o.clerk.goto(own.path);
  await act(o.clerk, 'add_file', { slot: 'extension_delivery', title: '延期告知书送达记录', file: o.scan }, '补充材料');
  await act(o.clerk, 'draft', { code: 'N1a', info_title: '扫盲班花名册', reason: '经检索没有制作、保存' }, '拟定答复');
  await sendOut(o, own.path);
  const { inside, mine } = await answered(o, own, '无法提供', '检索', '不存在', '第三十六条第（四）项');
  says(Object.entries(inside).find(([t]) => t.includes('检索记录'))[1], '局档案室', '扫盲');
  hides(JSON.stringify(mine), '移交清单');
  await close(o, own, ['检索记录', '延期答复告知书']);
}

async function excessive(o) {
  const own = await begin(o, '每所学校每天的全部会议记录');
  await actAt(o.reviewer, own.path, 'reason_notice', { text: '本月已提出四十件内容相近的申请', days: '10' }, '说明理由');
  says(await progress(o, own.page), '请您说明理由', '四十件内容相近', '说明理由的最后一天');
  says((await ownPapers(own.page))['政府信息公开申请说明理由告知书'], own.number + '-理', '四十件');
  await look(own.page, 'cases-reasons');
  await own.page.fill('[name=text]', '想全面了解学校的工作');
  await own.page.getByRole('button', { name: '提交理由' }).click();
  await own.page.waitForLoadState();
  says(await progress(o, own.page), '收到您说明的理由');
  await o.clerk.goto(own.path);
  says(await o.clerk.locator('main').innerText(), '想全面了解学校的工作');
  await act(o.clerk, 'draft', { code: 'X4', reason: '一个月内就相近内容提出四十件申请，所述理由不能说明需要' }, '拟定答复');
  await sendOut(o, own.path);
  await answered(o, own, '不予处理', '第三十五条', '四十件', reconsideration);
  await close(o, own, ['说明理由告知书', '申请人说明理由记录']);
}

// Came by letter so long ago that the time for paying is over.
async function feeUnpaid(o) {
  const { code, number } = await intake(o.clerk, { channel: 'POST_SIGNED', arrived: days(80), wanted: '2015年以来全部学校的收费台账',
    name: person.name, phone: person.phone, id_number: person.id, scan: o.scan, identity: o.scan });
  const path = await openTaken(o.clerk);
  await act(o.clerk, 'assign', {}, '批办');
  await actAt(o.reviewer, path, 'fee_notice', { day: days(75), standard: 'PIECES', count: '12', why: '一份申请含十二项，拆分计算', received: days(75),
    text: '到县财政局非税窗口缴纳', file: o.scan }, '收费');
  const page = await askAnew(o, number, code);
  const own = { page, path, number };
  says(await progress(o, page), '请您缴纳信息处理费', '金额200元', '非税窗口');
  says((await ownPapers(page))['政府信息公开信息处理费收费通知书'], own.number + '-费', '200元', '20个工作日');
  await look(page, 'cases-fee');
  await act(o.reviewer, 'abandon', { text: '期满未缴费' }, '不再处理');
  says(await progress(o, page), '不再处理', '可以重新申请');
  says((await ownPapers(page))['政府信息公开申请不再处理告知书'], own.number + '-止', '未缴纳', '200元');
  await o.clerk.goto(path);
  await act(o.clerk, 'add_file', { slot: 'arrival', title: '信封', file: o.scan }, '补充材料');
  await archive(o, path, ['收费通知书', '未缴费记录', '呈批单', '不再处理告知书']);
  for (const p of [o.clerk, o.reviewer, page]) await noTroubles(p);
  await page.context().close();
}

async function petitionInDisguise(o) {
  const own = await begin(o, '要求处理某校乱收费的投诉，请公开处理结果');
  await act(o.clerk, 'draft', { code: 'X1', reason: '内容是要求处理收费问题的投诉', right_channel: '县信访局、12345' }, '拟定答复');
  await sendOut(o, own.path);
  await answered(o, own, '不予处理', '第三十九条第一款', '县信访局');
  await o.clerk.goto(own.path);
  await o.clerk.getByRole('button', { name: /转信访部门登记/ }).click();
  await o.clerk.waitForLoadState();
  says(await o.clerk.locator('.flash').innerText(), '已转信访部门');
  await close(o, own, []);
  return own.number;
}

async function onTheSpot(o) {
  const { code, number } = await intake(o.clerk, { channel: 'F2F', wanted: '本县中小学校历在哪里公布', name: person.name,
    phone: person.phone, id_number: person.id, scan: o.scan, identity: o.scan });
  const path = await openTaken(o.clerk);
  check(await form(o.clerk, 'answer_now').count() === 0, 'the clerk may sign');
  await o.leader.goto(path);
  const facts = { code: 'G1', info_title: '中小学校历', where: '县政府门户网站通知公告栏目', published: days(30),
    text: '已主动公开，同意', evidence: '申请人签收', file: o.scan };
  await prepare(o.leader, 'answer_now', facts);
  await look(o.leader, 'cases-on-the-spot');
  await act(o.leader, 'answer_now', facts, '当场答复');
  const page = await askAnew(o, number, code);
  const own = { page, path, number };
  await answered(o, own, '已主动公开', '通知公告栏目', '第三十六条第（一）项', reconsideration);
  await o.clerk.goto(path);
  await act(o.clerk, 'add_file', { slot: 'arrival', title: '当面收件记录', file: o.scan }, '补充材料');
  await close(o, own, ['保密审查表', '送达']);
}

// Asked over the counter with evidence; the form of the draft asks other questions than for a request.
async function askedToCorrect(o, wanted) {
  await fillIntake(o.clerk, { channel: 'F2F', wanted, name: person.name, phone: person.phone, id_number: person.id,
    scan: o.scan, identity: o.scan });
  await o.clerk.check('[name=fix]');
  await o.clerk.getByRole('button', { name: '登记', exact: true }).click();
  await o.clerk.waitForLoadState();
  const code = await o.clerk.locator('.query-code').innerText();
  const number = (await o.clerk.locator('.receipt').innerText()).match(/\S+〔\d+〕第\d+号/)[0];
  const path = await openTaken(o.clerk);
  check(await form(o.clerk, 'answer_now').count() === 0, 'a correction is offered on the spot');
  await act(o.clerk, 'assign', {}, '批办');
  check(await form(o.clerk, 'draft').locator('[value=G2]').count() === 0, 'a correction may end as a release');
  return { page: await askAnew(o, number, code), path, number };
}

async function recordCorrected(o) {
  const own = await askedToCorrect(o, '学籍表上的出生日期与户口簿不一致，要求更正');
  await prepare(o.clerk, 'draft', { code: 'FIX1', fix_from: '2005年3月1日', fix_to: '2005年3月11日', fix_done: days(0) });
  await look(o.clerk, 'cases-correct-record');
  await act(o.clerk, 'draft', { code: 'FIX1', fix_from: '2005年3月1日', fix_to: '2005年3月11日', fix_done: days(0),
    reason: '与户口簿、原始学籍卡片不一致' }, '拟定答复');
  await sendOut(o, own.path);
  says(await progress(o, own.page), '已答复', '更正并告知');
  const reply = (await ownPapers(own.page))['政府信息公开申请答复书'];
  says(reply, '政府信息更正申请答复书', '由“2005年3月1日”更正为“2005年3月11日”', '第四十一条', reconsideration);
  await o.clerk.goto(own.path);
  await act(o.clerk, 'add_file', { slot: 'arrival', title: '当面收件记录', file: o.scan }, '补充材料');
  await close(o, own, []);
}

async function correctionForwarded(o) {
  const own = await askedToCorrect(o, '毕业证书上的姓名有误，要求更正');
  await act(o.clerk, 'draft', { code: 'FIX2', fix_body: '示例市教育局', fix_contact: '0874-0000021',
    reason: '该证书由市教育局制作、管理' }, '拟定答复');
  await sendOut(o, own.path);
  says(await progress(o, own.page), '已答复', '转送有权更正的机关');
  const mine = await ownPapers(own.page), inside = await papers(o.clerk, own.path);
  says(mine['政府信息公开申请答复书'], '转送有权更正的机关示例市教育局');
  says(inside['政府信息更正申请转送函'], own.number + '-转', '示例市教育局', person.name, '毕业证书');
  check(mine['政府信息更正申请转送函'] === undefined, 'the letter to the other organ goes to the applicant');
  await act(o.clerk, 'add_file', { slot: 'arrival', title: '当面收件记录', file: o.scan }, '补充材料');
  await close(o, own, []);
}

const plays = [['plain release', plainRelease], ['correction, then a refusal', correctionThenRefusal],
  ['a third party objects', thirdPartyObjects], ['not held', notHeld], ['excessive requests', excessive],
  ['a fee that is not paid', feeUnpaid], ['a petition in disguise, passed on', petitionInDisguise],
  ['answered on the spot', onTheSpot], ['a record is corrected', recordCorrected],
  ['a correction is forwarded', correctionForwarded]];

export async function cases(browser, county) {
  const o = { browser, county, person, secrets: ['意见：', '服装有限公司'], scan: await makeScan(browser, county) };
  for (const [role, login] of [['clerk', 'xinxi'], ['reviewer', 'shenhe'], ['leader', 'fuze'], ['legal', 'fazhi']]) {
    o[role] = await signIn(browser, county, login);
    for (const status of [409, 422]) o[role].allowStatus.add(status);
  }
  for (const [name, play] of plays) await step(`a whole case: ${name}`, () => play(o));
  for (const role of ['clerk', 'reviewer', 'leader', 'legal']) await o[role].context().close();
}
