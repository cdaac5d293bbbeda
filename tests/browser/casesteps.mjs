// What applicants and officers do with a request: filling in forms, acts, papers as text, the case file.
// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { check, openPage, run } from './harness.mjs';
import { editDocx } from './docx.mjs';
import { unpack } from './zip.mjs';

export const form = (page, action) => page.locator(`form#${action}`);
const field = (page, action, fact) => form(page, action).locator(`[name="${action}.${fact}"]`);

// ---- officers ----

// A scan as it comes from the scanner, for envelopes, identity cards and receipts.
export async function makeScan(browser, county) {
  const page = await browser.newPage();
  const path = join(dirname(county.data), 'scan-of-cases.pdf');
  await page.setContent('<p>扫描件（示例）</p>');
  await page.pdf({ path });
  await page.close();
  return path;
}

async function fill(page, action, fact, value) {
  const input = field(page, action, fact);
  const kind = await input.first().getAttribute('type');
  if (kind === 'radio' || kind === 'checkbox')
    await form(page, action).locator(`[name="${action}.${fact}"][value="${value}"]`).check();
  else if (kind === 'file') await input.setInputFiles(value);
  else if (await input.evaluate((e) => e.tagName) === 'SELECT') await input.selectOption(value);
  else await input.fill(value);
}

// Opens the form of an act where it is folded and fills its facts.
export async function prepare(page, action, facts) {
  const fold = page.locator('details', { has: form(page, action) });
  if (await fold.count() && !(await fold.getAttribute('open') !== null)) await fold.locator('summary').first().click();
  for (const [fact, value] of Object.entries(facts)) await fill(page, action, fact, value);
}

// Does one act; the page must tell that it was done. Without `done` whatever follows is accepted. What
// the page tells is returned.
export async function act(page, action, facts, done) {
  await prepare(page, action, facts);
  await form(page, action).locator('.actions button').first().click();
  await page.waitForLoadState();
  const told = (await page.locator('.flash, .problems, .notice.stop').allInnerTexts()).join();
  check(!done || (told.includes(done) && await page.locator('.flash').count() === 1), `${action}: ${told}`);
  return told;
}

// Has the letters of an act as a draft first: the page of the draft is open afterwards.
export async function draftFirst(page, action, facts) {
  await prepare(page, action, facts);
  const buttons = form(page, action).locator('.actions button');
  await buttons.filter({ hasText: /预览、改文字|拟文稿|更新文稿/ }).click();
  await page.waitForLoadState();
  check(new URL(page.url()).pathname.endsWith(`/prepared/${action}/`) && await page.locator('.flash').count() === 1,
    `${action}: ${await page.locator('main').innerText()}`);
}

// Edits the words of the draft that is open, in the browser.
export async function editWords(page, from, to) {
  const fold = page.locator('details.prepared-edit');
  if (await fold.getAttribute('open') === null) await fold.locator('summary').click();
  const text = await page.inputValue('#words-form [name=text]');
  check(text.includes(from), `“${from}” is not in the draft: ${text}`);
  await page.fill('#words-form [name=text]', text.replace(from, to));
  await page.getByRole('button', { name: '检查并保存' }).click();
  await page.waitForLoadState();
}

// The same in Word: change gets word/document.xml.
export async function editInWord(page, file, change) {
  const fold = page.locator('details.prepared-edit');
  if (await fold.getAttribute('open') === null) await fold.locator('summary').click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载文稿（Word）' }).click()]);
  writeFileSync(file, editDocx(readFileSync(await download.path()), change));
  await page.setInputFiles('#words-form [name=file]', file);
  await page.getByRole('button', { name: '检查并保存' }).click();
  await page.waitForLoadState();
}

// Sends what the open draft holds.
export async function issueDraft(page, done) {
  await form(page, 'issue-form').locator('.actions button').click();
  await page.waitForLoadState();
  const told = (await page.locator('.flash, .problems').allInnerTexts()).join();
  check(!done || (told.includes(done) && await page.locator('.flash').count() === 1), told);
  return told;
}

// The act of an officer who comes to the case from elsewhere.
export async function actAt(page, path, action, facts, done) {
  await page.goto(path);
  await act(page, action, facts, done);
}

export async function fillIntake(clerk, facts) {
  await clerk.goto('/work/requests/new');
  await clerk.selectOption('[name=channel]', facts.channel);
  if (facts.arrived) await clerk.fill('[name=arrived]', facts.arrived);
  for (const name of ['name', 'phone', 'id_number', 'wanted']) await clerk.fill(`[name=${name}]`, facts[name]);
  await clerk.check('[name=form][value=PAPER]');
  await clerk.check('[name=delivery][value=PICKUP]');
  await clerk.setInputFiles('[name=scan]', facts.scan);
  if (facts.identity) await clerk.setInputFiles('[name=identity]', facts.identity);
}

// Takes in what came by letter or over the counter; the case is open afterwards.
export async function intake(clerk, facts) {
  await fillIntake(clerk, facts);
  await clerk.getByRole('button', { name: '登记', exact: true }).click();
  await clerk.waitForLoadState();
  const code = await clerk.locator('.query-code').innerText();
  check(/^[0-9A-Z]{5}-?[0-9A-Z]{5}$/.test(code), `no query code: ${code}`);
  return { code, number: (await clerk.locator('.receipt').innerText()).match(/\S+〔\d+〕第\d+号/)?.[0] };
}

export async function openTaken(clerk) {
  await clerk.getByRole('link', { name: '打开这件申请' }).click();
  await clerk.waitForURL(/\/work\/requests\/\d+\/$/);
  return new URL(clerk.url()).pathname;
}

// The case that a number belongs to, found as an officer finds it.
export async function findCase(clerk, number) {
  await clerk.goto('/work/requests/?tab=all&q=' + encodeURIComponent(number));
  const row = clerk.locator('main table tr', { hasText: number });
  check(await row.count() === 1, `${number} is not in the list`);
  await row.getByRole('link').first().click();
  await clerk.waitForURL(/\/work\/requests\/\d+\/$/);
  return new URL(clerk.url()).pathname;
}

// Review, signature, delivery and closing by those whose business it is.
export async function sendOut(o, path, delivery = { delivery: 'HAND', evidence: '申请人签收' }) {
  await act(o.clerk, 'submit', {}, '送审');
  await actAt(o.reviewer, path, 'approve', { text: '已经保密审查和公开审查，同意' }, '审查通过');
  await actAt(o.leader, path, 'sign', { text: '同意' }, '签发');
  await actAt(o.clerk, path, 'deliver', { ...delivery, file: o.scan }, '送达');
  await act(o.clerk, 'close', {}, '办结');
}

// ---- papers ----

export function pdfText(bytes) {
  return execFileSync('pdftotext', ['-', '-'], { input: bytes, encoding: 'utf8' }).replace(/\s+/g, '');
}

async function texts(page, links) {
  const out = {};
  for (const link of await links.all()) {
    const title = (await link.innerText()).trim();
    const answer = await page.request.get(await link.getAttribute('href'));
    check(answer.ok(), `${title}: ${answer.status()}`);
    const bytes = await answer.body();
    out[title] = (out[title] ?? '') + (bytes.subarray(0, 5).toString() === '%PDF-' ? pdfText(bytes) : '');
  }
  return out;
}

// Every paper of the case page as text, by its title.
export async function papers(officer, path) {
  await officer.goto(path);
  return texts(officer, officer.locator('table.papers a'));
}

export function says(text, ...words) {
  for (const word of words) check(text?.includes(word), `“${word}” is not in: ${text}`);
}
export function hides(text, ...words) {
  for (const word of words) check(!text.includes(word), `“${word}” is in: ${text}`);
}

function zipEntry(zip, name) {
  const found = unpack(zip).find((entry) => entry.name === name);
  check(found, `no ${name} in the package`);
  return found.bytes;
}

function proved(path) {
  try { return run(['verify-file', path], { stdio: 'pipe' }); } catch { return ''; }
}

// Archives; the package that is then downloaded must prove itself and lack nothing.
export async function archive(o, path, titles) {
  await o.clerk.goto(path);
  const missing = await o.clerk.locator('.gaps li').allInnerTexts();
  check(missing.length === 0, 'the file lacks ' + missing.join());
  await act(o.clerk, 'archive', { retention: '30' }, '归档');
  const zip = await (await o.clerk.request.get(path + 'file.zip')).body();
  const file = join(dirname(o.county.data), 'case.zip');
  writeFileSync(file, zip);
  check(proved(file) !== '', 'the package does not prove itself');
  const manifest = zipEntry(zip, 'manifest.json').toString();
  check(JSON.parse(manifest).missing.length === 0, 'the package names what is missing: ' + manifest);
  for (const title of titles) check(manifest.includes(title), `“${title}” is not in the manifest: ${manifest}`);
  says(pdfText(zipEntry(zip, '案卷.pdf')), o.person.name, ...titles);
  zip[zip.length >> 1] ^= 1;
  writeFileSync(file, zip);
  check(proved(file) === '', 'a changed package proves itself');
}

// ---- the applicant ----

export async function apply(o, wanted) {
  const page = await openPage(o.browser, o.county);
  page.allowStatus.add(422);
  await page.goto('/request/form');
  await page.selectOption('[name=organ]', { label: '师宗县教育体育局' });
  await page.fill('[name=wanted]', wanted);
  await page.fill('[name=name]', o.person.name);
  await page.fill('[name=id_number]', o.person.id);
  await page.fill('[name=phone]', o.person.phone);
  if (o.scan) await page.setInputFiles('[name=identity_file]', o.scan);
  await page.check('[name=agree]');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.waitForURL('**/request/sent');
  const codes = page.locator('.request-codes dd');
  return { page, number: await codes.nth(0).innerText(), code: await codes.nth(1).innerText() };
}

// Asks with number and code in a browser that knows nothing.
export async function askAnew(o, number, code) {
  const page = await openPage(o.browser, o.county, 'phone');
  await page.goto('/request/progress');
  await page.fill('[name=number]', number);
  await page.fill('[name=code]', code);
  await page.getByRole('button', { name: '查询', exact: true }).click();
  await page.waitForLoadState();
  return page;
}

// What the applicant reads now; never who works on it, nor what stays in the house.
export async function progress(o, page) {
  await page.goto('/request/progress');
  const text = (await page.locator('main').innerText()).replace(/\s+/g, '');
  hides(text, '示例甲', '示例乙', '示例丙', ...o.secrets);
  return text;
}

export function ownPapers(page) {
  return texts(page, page.locator('.files a'));
}
