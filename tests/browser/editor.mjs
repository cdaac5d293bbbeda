// The editor by itself, on a page with the strict CSP: writing, pasting, pictures, tables, saving, keys.
// SPDX-License-Identifier: MIT
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { axe, check, noTroubles, openPage, root, step } from './harness.mjs';
import { png } from './files.mjs';

const csp = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const sha = 'a'.repeat(64);
const start = `<h2 id="h1">一、总则</h2>
<p>第一段。</p>
<p class="align-right">师宗县人民政府</p>
<table><caption>表 1</caption><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td class="align-center">1</td><td rowspan="2">2</td></tr><tr><td>3</td></tr></tbody></table>
<dl><dt>术语</dt><dd>解释</dd></dl>`;
const html = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>编辑</title><link rel="icon" href="/static/mark.svg">
<link rel="stylesheet" href="/static/base.css"><link rel="stylesheet" href="/static/work.css"><link rel="stylesheet" href="/dist/editor.css">
<script type="module" src="/dist/editor.js"></script></head><body class="work"><main class="work-main"><h1>编辑</h1>
<form method="post" action="/save" data-autosave="/autosave"><input type="hidden" name="csrf" value="secret"><input type="hidden" name="version" value="1">
<input type="hidden" name="once" value="o1"><label for="f-body_html">正文</label>
<textarea id="f-body_html" name="body_html" data-editor data-upload="/image">
${start}</textarea><button>保存</button></form></main></body></html>`;
const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{color:red}</style><!--[if gte mso 9]><xml><o:x/></xml><![endif]--></head><body>
<p class=MsoNormal>起</p><h1>标题一</h1><p class=MsoNormal align=center style='text-align:center;text-indent:0cm'><b style='mso-bidi-font-weight:normal'>
<span style='font-size:22pt'>关于通知</span></b><o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;</span></span><![endif]>要点甲</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>要点乙</p>
<p class=MsoNormal>　　正文<span style='font-weight:bold;color:red'>粗体</span><a href="javascript:alert(1)">坏</a><a href="https://a.cn">好</a><img src="file:///c:/x.png"></p>
<script>alert(1)</script></body></html>`;

function serve(state) {
  const files = { '/static/': join(root, 'src/lib/ui/static/'), '/dist/': join(root, 'web/dist/') };
  const types = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };
  const server = createServer((request, response) => {
    const chunks = [];
    const send = (status, type, body) => {
      response.writeHead(status, { 'Content-Type': type, 'Content-Security-Policy': csp });
      response.end(body);
    };
    request.on('data', (c) => chunks.push(c));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('latin1'), path = request.url;
      const folder = Object.keys(files).find((f) => path.startsWith(f));
      if (folder) return send(200, types[path.split('.').pop()], readFileSync(files[folder] + path.slice(folder.length)));
      if (path.startsWith('/files/')) return send(200, 'image/png', png());
      if (path === '/image') {
        state.images.push(body);
        return state.refuse ? send(422, 'application/json', '{"message":"内容不是图片"}') : send(200, 'application/json', `{"path":"/files/${sha}/x.png","name":"x.png"}`);
      }
      if (path === '/autosave') {
        state.saves.push({ body, mark: request.headers['x-autosave'] });
        return state.conflict ? send(409, 'application/json', '{"message":"李四刚刚保存过，"}') : send(200, 'application/json', '{"version":2}');
      }
      if (path === '/save') state.sent = decodeURIComponent(body.replace(/\+/g, ' '));
      send(200, 'text/html; charset=utf-8', html);
    });
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

const text = '.ProseMirror';
const value = async (page) => {
  await page.waitForTimeout(400); // written back after a moment
  return page.$eval('textarea', (t) => t.value);
};
const message = (page) => page.textContent('.editor-message');
const paste = (page, type, data) =>
  page.evaluate(([type, data]) => {
    const d = new DataTransfer();
    if (type === 'file') d.items.add(new File([new Uint8Array(data)], '截图.png', { type: 'image/png' }));
    else { d.setData(type, data); d.setData('text/plain', 'x'); }
    document.querySelector('.ProseMirror').dispatchEvent(new ClipboardEvent('paste', { clipboardData: d, bubbles: true, cancelable: true }));
  }, [type, data]);
const toEnd = async (page, place) => {
  await page.click(`${text} ${place}`);
  await page.keyboard.press('End');
};

export async function editor(browser) {
  if (!existsSync(join(root, 'web/dist/editor.js'))) return;
  const state = { images: [], saves: [] };
  const server = await serve(state);
  const page = await openPage(browser, { url: `http://127.0.0.1:${server.address().port}` });
  await page.goto('/');
  await step('编辑器：不改动时原文不变，表题、合并单元格、术语都认得', async () => {
    await page.waitForSelector(text);
    check((await value(page)) === start, 'the textarea changed by itself');
    check((await page.locator(`${text} td[rowspan="2"]`).count()) === 1 && (await page.locator(`${text} dt`).count()) === 1, 'structure lost');
    await axe(page, 'editor');
  });
  await step('编辑器：打字、加粗、用键盘走工具栏、撤销', async () => {
    await toEnd(page, 'p >> nth=0');
    await page.keyboard.press('Control+b');
    await page.keyboard.type('粗');
    check((await value(page)).includes('第一段。<strong>粗</strong>'), await value(page));
    await page.keyboard.press('Alt+F10');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    check((await value(page)).includes('<h2>第一段。'), 'no heading by keyboard');
    check((await page.locator('.editor-button[aria-pressed="true"]', { hasText: '标题' }).count()) === 1, 'not shown as pressed');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    check((await value(page)).includes('<p>第一段。'), 'not undone');
  });
  await step('编辑器：从 Word 粘贴只留下结构', async () => {
    await toEnd(page, 'p >> nth=0');
    await paste(page, 'text/html', word);
    const v = await value(page);
    for (const want of ['<h2>标题一</h2>', '<p class="align-center indent-none"><strong>关于通知</strong></p>', '<li>要点甲</li><li>要点乙</li>', '<strong>粗体</strong>坏<a href="https://a.cn" rel="noopener">好</a>'])
      check(v.replace(/>\s+</g, '><').includes(want), `${want} is not in\n${v}`);
    check(!/Mso|style=|javascript|alert|file:/.test(v), v);
    check((await message(page)).includes('1 张图片'), await message(page));
  });
  await step('编辑器：粘贴图片即上传，失败时说明原因', async () => {
    await paste(page, 'file', [...png()]);
    await page.waitForFunction(() => document.querySelector('.ProseMirror img[src*="aaaa"]'));
    check(/name="csrf"\r\n\r\nsecret/.test(state.images[0]) && state.images[0].includes('name="file"'), state.images[0].slice(0, 300));
    check((await value(page)).includes(`<img src="/files/${sha}/x.png"`), 'picture not in the text');
    state.refuse = true;
    page.allowStatus.add(422);
    await page.setInputFiles('input[type=file]', { name: 'y.png', mimeType: 'image/png', buffer: Buffer.from('x') });
    await page.waitForFunction(() => document.querySelector('.editor-message').textContent.includes('内容不是图片'));
  });
  await step('编辑器：插入表格、增行、链接只收安全的网址', async () => {
    await toEnd(page, 'p >> nth=0');
    await page.click('[aria-label="表格"]');
    await page.keyboard.press('Enter');
    for (const word of ['项目', '内容', '备注']) {
      await page.keyboard.type(word);
      await page.keyboard.press('Tab');
    }
    await page.click('button:has-text("下方插行")');
    check((await page.locator(`${text} table`).first().locator('tr').count()) === 5, 'no row added');
    check((await value(page)).includes('<tr><th>项目</th><th>内容</th><th>备注</th></tr>'), await value(page));
    await page.click(`${text} p >> nth=0`);
    for (const key of ['Home', 'Shift+ArrowRight', 'Control+k']) {
      await page.waitForTimeout(100); // the browser tells of a moved selection a moment later
      await page.keyboard.press(key);
    }
    await page.keyboard.type('javascript:x');
    await page.keyboard.press('Enter');
    check((await page.textContent('.editor-panel .editor-problem')).includes('https://'), 'unsafe address taken');
    await page.fill('.editor-panel input', 'www.gov.cn/x');
    await page.keyboard.press('Enter');
    check((await value(page)).includes('<a href="https://www.gov.cn/x" rel="noopener">第</a>'), await value(page));
    await axe(page, 'editor with table');
  });
  await step('编辑器：自动保存，别人先改过时停下并说明', async () => {
    await page.waitForFunction(() => /已自动保存 \d\d:\d\d/.test(document.querySelector('.editor-message').textContent), null, { timeout: 15000 });
    const { body, mark } = state.saves[0];
    check(mark === '1' && body.includes('version=1') && !body.includes('once='), body.slice(0, 200));
    check((await page.inputValue('[name=version]')) === '2', 'version not taken over');
    state.conflict = true;
    page.allowStatus.add(409);
    await page.click(`${text} p >> nth=0`);
    await page.keyboard.type('再');
    await page.waitForFunction(() => document.querySelector('.editor-message').textContent.includes('李四'), null, { timeout: 15000 });
    check((await page.locator('.editor-message a').count()) === 1, 'no link to the newest text');
  });
  await step('编辑器：提交时写回；没有违反 CSP', async () => {
    await toEnd(page, 'p >> nth=0');
    await page.keyboard.type('末尾');
    await page.click('button:has-text("保存")');
    await page.waitForLoadState();
    check(Buffer.from(state.sent, 'utf8').toString().includes('末尾'), 'the last words were not sent');
    await noTroubles(page);
  });
  await page.context().close();
  server.close();
}
