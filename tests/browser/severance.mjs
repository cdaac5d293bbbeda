// A partial release: the applicant asks, the clerk masks what may not be released with mouse and
// keyboard, the reply goes through review and signature, the applicant downloads the copy; what was
// masked is nowhere in it.
// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { step, check, look, noTroubles } from './harness.mjs';
import { signIn } from './people.mjs';
import { pack } from './zip.mjs';
import { act, apply, form, says } from './casesteps.mjs';

const secrets = { person: '示例联系人癸', phone: '13000000137', account: '6200000000007788' };
const person = { name: '示例申请人壬', id: '999999199007160234', phone: '0874-0000000' };
const open = '食材每日早晨六点半以前送到食堂';

// One A4 page whose lines lie at known heights; the original as a unit would scan or export it.
async function makeOriginal(browser, file) {
  const page = await browser.newPage();
  await page.setContent(`<title>与${secrets.person}的合同</title><style>@page{size:A4;margin:0} body{margin:0;font:16pt serif}
    p{position:absolute;left:20mm;margin:0;height:10mm;line-height:10mm}</style>
    <p style="top:20mm">食堂食材采购合同</p><p style="top:50mm">${open}</p>
    <p style="top:80mm">联系人：${secrets.person}，手机${secrets.phone}</p><p style="top:143mm;left:60mm">账号${secrets.account}</p>`);
  await page.pdf({ path: file, preferCSSPageSize: true });
  await page.close();
  const text = pdfText(file);
  for (const s of Object.values(secrets)) check(text.includes(s), `the original does not say ${s}: ${text}`);
}

function pdfText(file) {
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/[ \t]+/g, '');
}

// Share of dark and of white pixels in a part of page 1, given in 1/10000.
function shares(file, x, y, w, h) {
  const pgm = execFileSync('pdftoppm', ['-r', '100', '-gray', '-f', '1', '-l', '1', file], { maxBuffer: 64 << 20 });
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.subarray(0, 64).toString('latin1'));
  const [width, height] = [+head[1], +head[2]];
  let dark = 0, white = 0, n = 0;
  for (let j = Math.ceil(y * height / 10000) + 1; j < (y + h) * height / 10000 - 1; j++)
    for (let i = Math.ceil(x * width / 10000) + 1; i < (x + w) * width / 10000 - 1; i++, n++) {
      const v = pgm[head[0].length + j * width + i];
      dark += v < 64;
      white += v > 192;
    }
  return { dark: dark / n, white: white / n };
}

async function drag(page, from, to) {
  const box = await page.locator('[data-mask-layer]').boundingBox();
  const at = ([x, y]) => [box.x + box.width * x / 10000, box.y + box.height * y / 10000];
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]));
  await page.mouse.move(...at(to));
  await page.mouse.up();
}

// A Word file of some paragraphs and a table.
function makeWord(path) {
  const p = (text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`, cell = (text) => `<w:tc>${p(text)}</w:tc>`;
  const body = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` +
    `<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>供货单位联系表</w:t></w:r></w:p>` +
    p(`联系人：${secrets.person}`) + p(`账号：${secrets.account ?? secrets.phone}`) +
    `<w:tbl><w:tr>${cell('品种')}${cell('数量')}</w:tr><w:tr>${cell('大米')}${cell('三百公斤')}</w:tr></w:tbl></w:body></w:document>`;
  writeFileSync(path, pack([{ name: '[Content_Types].xml', bytes: Buffer.from('<Types/>') },
    { name: 'word/document.xml', bytes: Buffer.from(body) }]));
}

const drawn = async (page) => JSON.parse(await page.locator('[data-mask-field]').inputValue());

export async function severance(browser, county) {
  const dir = dirname(county.data), original = join(dir, `与${secrets.person}的合同.pdf`);
  let applicant, clerk, reviewer, leader, path, regions;

  await step('severance: somebody asks for a contract; the clerk begins', async () => {
    await makeOriginal(browser, original);
    applicant = await apply({ browser, county, person }, '示例小学2018年秋季学期食堂食材采购合同全文');
    clerk = await signIn(browser, county, 'xinxi');
    reviewer = await signIn(browser, county, 'shenhe');
    leader = await signIn(browser, county, 'fuze');
    for (const status of [409, 422]) clerk.allowStatus.add(status); // refusals are meant
    await clerk.goto(`/work/requests/?tab=all&q=${encodeURIComponent(applicant.number)}`);
    await clerk.locator('.cases a', { hasText: '食堂食材采购合同' }).first().click();
    await clerk.waitForURL(/\/work\/requests\/\d+\/$/);
    path = new URL(clerk.url()).pathname;
    await act(clerk, 'assign', { text: '请办公室办理' }, '批办');
  });

  await step('severance: a file with a password is refused with what to do, and nothing is kept', async () => {
    await clerk.getByRole('link', { name: '区分处理', exact: true }).first().click();
    await clerk.waitForURL('**/severance/');
    await look(clerk, 'severance-empty');
    const locked = join(dir, 'locked.pdf');
    writeFileSync(locked, '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
      '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n4 0 obj<</Filter/Standard/V 1/R 2/P -4/O <' + '0'.repeat(63) + '1>/U <' + '0'.repeat(63) + '2>>>endobj\n' +
      'trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]>>\n%%EOF\n');
    await clerk.fill('[name=title]', '加密的合同');
    await clerk.setInputFiles('[name=file]', locked);
    await clerk.getByRole('button', { name: '上传并画遮盖区域' }).click();
    await clerk.waitForLoadState();
    const told = await clerk.locator('[data-problems]').innerText();
    check(told.includes('没有保存') && told.includes('密码'), told);
    check(await clerk.inputValue('[name=title]') === '加密的合同', 'what was typed is lost');
    await look(clerk, 'severance-refused');
  });

  await step('severance: a Word file becomes pages, with the warning to look at them, and is masked like a PDF', async () => {
    const word = join(dir, '供货单位联系表.docx');
    makeWord(word);
    await clerk.goto(`${path}severance/`);
    await clerk.fill('[name=title]', '供货单位联系表');
    await clerk.setInputFiles('[name=file]', word);
    await clerk.getByRole('button', { name: '上传并画遮盖区域' }).click();
    await clerk.waitForURL(/\/severance\/\d+\/$/);
    says(await clerk.locator('main').innerText(), '由系统从 Word 文件转换，版面是简化的', '逐页检查');
    await clerk.locator('[data-mask-image]').evaluate((e) => e.complete && e.naturalWidth ? 0 : new Promise((done) => e.addEventListener('load', done)));
    await look(clerk, 'severance-word');
    await clerk.locator('.mask').evaluate((e) => e.scrollIntoView({ block: 'start' }));
    await clerk.selectOption('[data-mask-ground]', 'D4');
    await drag(clerk, [800, 1250], [9200, 1900]);
    await clerk.fill('[name=title]', '联系表副本');
    await clerk.fill('[name=words]', secrets.person);
    await clerk.getByRole('button', { name: '生成副本并核对' }).click();
    await clerk.waitForURL('**/proof');
    says(await clerk.locator('main').innerText(), '核对通过');
    await clerk.goto(`${path}severance/`);
    says(await clerk.locator('main').innerText(), 'Word 文件：供货单位联系表', '转换成页面');
    await look(clerk, 'severance-word-list');
    await clerk.goto(path);
    await act(clerk, 'hold', { paper: await form(clerk, 'hold').locator('[name="hold.paper"]').last().evaluate((e) =>
      e.tagName === 'SELECT' ? [...e.options].find((o) => o.text.includes('联系表副本')).value : e.value), text: '不用这份' }, '不再提供');
    await noTroubles(clerk);
  });

  await step('severance: regions are drawn with the mouse and with the keyboard alone', async () => {
    await clerk.goto(`${path}severance/`);
    await clerk.fill('[name=title]', `与${secrets.person}的合同`);
    await clerk.setInputFiles('[name=file]', original);
    await clerk.getByRole('button', { name: '上传并画遮盖区域' }).click();
    await clerk.waitForURL(/\/severance\/\d+\/$/);
    await clerk.locator('[data-mask-image]').evaluate((e) => e.complete && e.naturalWidth ? 0 : new Promise((done) => e.addEventListener('load', done)));
    check(await clerk.locator('[data-mask-image]').evaluate((e) => e.naturalWidth) > 800, 'no page image');
    await look(clerk, 'severance-editor');
    await clerk.locator('.mask').evaluate((e) => e.scrollIntoView({ block: 'start' }));
    await clerk.selectOption('[data-mask-ground]', 'D4');
    await drag(clerk, [800, 2650], [9000, 3100]);
    await clerk.locator('[data-act=add]').focus();
    await clerk.keyboard.press('Enter');
    for (let i = 0; i < 40 && (await drawn(clerk))[1].w < 6400; i++) await clerk.keyboard.press('Shift+ArrowRight');
    for (let i = 0; i < 40 && (await drawn(clerk))[1].x > 2400; i++) await clerk.keyboard.press('ArrowLeft');
    for (let i = 0; i < 40 && (await drawn(clerk))[1].y < 4780; i++) await clerk.keyboard.press('ArrowDown');
    for (let i = 0; i < 40 && (await drawn(clerk))[1].y > 4800; i++) await clerk.keyboard.press('ArrowUp');
    for (let i = 0; i < 40 && (await drawn(clerk))[1].h < 500; i++) await clerk.keyboard.press('Shift+ArrowDown');
    regions = await drawn(clerk);
    check(regions.length === 2 && regions.every((r) => r.label === '第三方合法权益'), JSON.stringify(regions));
    await clerk.fill('[name=title]', `${secrets.phone}的合同`);
    await clerk.fill('[name=words]', Object.values(secrets).join('\n'));
    await clerk.getByRole('button', { name: '生成副本并核对' }).click();
    await clerk.locator('[data-problems]').waitFor();
    check((await clerk.locator('[data-problems]').innerText()).includes('副本名称'), 'the name of the copy tells what is masked');
    check((await drawn(clerk)).length === 2, 'what was drawn is lost');
    await look(clerk, 'severance-problem');
    await clerk.fill('[name=title]', '食堂食材采购合同（部分公开）');
    await clerk.getByRole('button', { name: '生成副本并核对' }).click();
    await clerk.waitForURL('**/proof');
    check((await clerk.locator('main').innerText()).includes('核对通过'), 'not proven');
    await clerk.locator('.twin-pages img').first().evaluate((e) => e.complete && e.naturalWidth ? 0 : new Promise((done) => e.addEventListener('load', done)));
    await look(clerk, 'severance-proof');
    const image = await clerk.request.get(await clerk.locator('.twin-pages img').first().getAttribute('src'));
    check(image.headers()['cache-control'] === 'private, no-store', 'the page image may be cached');
  });

  await step('severance: made again, the old copy is kept and not sent', async () => {
    await clerk.getByRole('link', { name: '重新制作' }).click();
    await clerk.waitForURL(/\/severance\/\d+\/$/);
    check((await drawn(clerk)).length === 2, 'the regions are not shown again');
    await clerk.getByRole('button', { name: '生成副本并核对' }).click();
    await clerk.waitForURL('**/proof');
    await clerk.goto(`${path}severance/`);
    const text = await clerk.locator('main').innerText();
    check(text.includes('不再提供') && text.includes('随答复提供') && text.includes('原件，不提供'), text);
    await look(clerk, 'severance-list');
    await noTroubles(clerk);
  });

  await step('severance: a partial reply with an unmasked file is stopped, then goes out with the copy', async () => {
    await clerk.goto(path);
    await act(clerk, 'consult', { kind: 'THIRD', party: '示例食材配送公司', text: '食堂食材采购合同' }, '征求意见');
    await act(clerk, 'consult_answer', { consult: await form(clerk, 'consult_answer').locator('[name="consult_answer.consult"]').last()
      .evaluate((e) => e.value || e.options[e.options.length - 1].value), answer: 'OBJECT', reasonable: '1', text: '属于商业秘密' }, '收到意见');
    await act(clerk, 'draft', { code: 'P1', info_title: '食堂食材采购合同', withheld: 'D5', withheld_parts: '联系人、手机和账号；属于个人隐私和商业秘密',
      released_part: '合同其余内容', supply_form: '电子文件', attachments: '食堂食材采购合同（部分公开）' }, '拟定答复');
    says(await act(clerk, 'submit', {}), '没有这项依据');
    await form(clerk, 'draft').locator('[name="draft.withheld"][value="D5"]').evaluate((e) => { e.checked = false; });
    await act(clerk, 'draft', { withheld: 'D4' }, '拟定答复');
    const fold = clerk.locator('details', { has: form(clerk, 'add_file') });
    await fold.locator('summary').first().click();
    await form(clerk, 'add_file').locator('[type=file]').setInputFiles(join(dir, 'locked.pdf'));
    await act(clerk, 'add_file', { slot: 'supplied', title: '别的文件' }, '补充材料');
    says(await act(clerk, 'submit', {}), '没有遮盖就会提供');
    await look(clerk, 'severance-stopped');
    await act(clerk, 'hold', { paper: await form(clerk, 'hold').locator('option', { hasText: '别的文件' }).getAttribute('value').catch(() => null) ??
      await form(clerk, 'hold').locator('[name="hold.paper"]').last().getAttribute('value'), text: '传错了' }, '不再提供');
    await act(clerk, 'submit', {}, '送审');
    await reviewer.goto(path);
    await act(reviewer, 'approve', { text: '遮盖的内容属于个人隐私，同意' }, '审查通过');
    await leader.goto(path);
    await act(leader, 'sign', { text: '同意' }, '签发');
    await applicant.page.goto('/request/progress');
    check(!(await applicant.page.locator('main').innerText()).includes('部分公开'), 'the copy is out before the reply is delivered');
    await clerk.goto(path);
    await act(clerk, 'deliver', { delivery: 'ELECTRONIC', evidence: '网上送达' }, '送达');
    await look(clerk, 'severance-delivered');
    for (const page of [clerk, reviewer, leader]) await noTroubles(page);
  });

  await step('severance: the applicant downloads the copy; what was masked is nowhere', async () => {
    const page = applicant.page;
    await page.goto('/request/progress');
    await look(page, 'severance-progress');
    const files = [];
    for (const link of await page.locator('.files a').all()) {
      const answer = await page.request.get(await link.getAttribute('href'));
      const file = join(dir, `applicant-${files.length}.pdf`);
      writeFileSync(file, await answer.body());
      files.push({ file, title: await link.innerText(), head: JSON.stringify(answer.headers()) });
    }
    const twin = files.filter((f) => f.title.includes('部分公开')), reply = files.filter((f) => f.title.includes('答复书'));
    check(twin.length === 1 && reply.length === 1, JSON.stringify(files));
    for (const f of files) {
      const bytes = readFileSync(f.file), text = pdfText(f.file);
      for (const s of Object.values(secrets)) {
        const utf16 = Buffer.from(s, 'utf16le').swap16();
        check(!text.includes(s) && !bytes.includes(s) && !bytes.includes(utf16) && !f.head.includes(s) && !f.title.includes(s), `${f.title} says ${s}`);
      }
    }
    check(pdfText(twin[0].file).trim() === '', 'the copy has text: ' + pdfText(twin[0].file));
    for (const r of regions) {
      const s = shares(twin[0].file, r.x, r.y, r.w, r.h);
      check(s.dark > 0.6 && s.white > 0.005, `no black box with a label: ${JSON.stringify([r, s])}`);
    }
    check(shares(twin[0].file, 900, 1700, 6000, 350).dark > 0.02, 'what is released is not to be read');
    const text = pdfText(reply[0].file);
    for (const word of ['第十五条', '区分处理', '个人隐私']) check(text.includes(word), `the reply does not say ${word}: ${text}`);
    check(!(await page.content()).match(new RegExp(Object.values(secrets).join('|'))), 'the page tells a secret');
    await noTroubles(page);
  });

  await step('severance: the copy of the file for the applicant holds no original, the whole file does', async () => {
    const whole = await (await clerk.request.get(`${path}file.zip`)).body(), copy = await (await clerk.request.get(`${path}copy.zip`)).body();
    const name = Buffer.from(secrets.person);
    check(whole.includes(name) && !copy.includes(name), 'the original is in the wrong package');
    check(whole.includes(readFileSync(original)) && !copy.includes(readFileSync(original)), 'the original is in the wrong package');
    const zip = join(dir, 'copy.zip');
    writeFileSync(zip, copy);
    check(execFileSync(process.env.GONGKAI_PROGRAM ?? join(import.meta.dirname, '../../build/gongkai'), ['verify-file', zip], { encoding: 'utf8' }).length > 0, 'not proven');
    for (const page of [clerk, reviewer, leader, applicant.page]) await page.context().close();
  });
}
