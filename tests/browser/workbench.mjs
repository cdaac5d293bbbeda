// Staff at work: write, submit, send back, approve, publish, amend, schedule, end.
// SPDX-License-Identifier: MIT
import { step, check, look, shot, noTroubles, openPage, fits } from './harness.mjs';
import { signIn, pass } from './people.mjs';
import { docx, png } from './files.mjs';

const title = '师宗县教育体育局关于做好冬季校园供暖工作的通知';

async function chooseColumn(page, name) {
  const radio = page.locator('#f-column_id label', { hasText: name }).locator('input').first();
  await page.evaluate(() => document.querySelectorAll('#f-column_id details').forEach((d) => (d.open = true)));
  await radio.check();
}

async function fillDocument(page) {
  await page.fill('[name=issuer]', '师宗县教育体育局');
  await page.fill('[name=source]', '县教育体育局');
  await page.fill('[name=formed_on]', '2026-11-20');
  await page.fill('[name=doc_no]', '师教体发〔2026〕18号');
  await page.locator('[name=open_mode][value="主动公开"]').check();
  await page.selectOption('[name=validity]', '有效');
}

// Pastes as Word does: HTML full of office marks.
async function pasteFromWord(page) {
  await page.locator('.ProseMirror').click();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/html', `<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->
      <p class="MsoNormal" style="text-align:center;mso-pagination:none"><b><span style="font-family:方正小标宋">供暖安排</span></b><o:p></o:p></p>
      <p class="MsoNormal" style="text-indent:32pt"><span lang="EN-US" style="color:red">一、供暖时间：</span>2026年12月1日起。</p>
      <table class="MsoTableGrid" border="1"><tr><td width="90"><p class="MsoNormal">学校</p></td><td><p class="MsoNormal">负责人</p></td></tr>
      <tr><td><p>示例小学</p></td><td><p>示例甲</p></td></tr></table><script>alert(1)</script><!--EndFragment--></body></html>`);
    data.setData('text/plain', '供暖安排');
    document.querySelector('.ProseMirror').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
}

export async function workbench(browser, county) {
  let editor, reviewer, head, path;

  await step('signing in: wrong password is refused, right one shows the inbox', async () => {
    const page = await openPage(browser, county);
    page.allowStatus.add(401).add(422).add(403);
    await page.goto('/work/');
    check(page.url().includes('/sign-in'), 'not asked to sign in');
    await look(page, 'sign-in');
    await page.fill('input[name=login]', 'xinxi');
    await page.fill('input[name=password]', 'wrong-password');
    await page.press('input[name=password]', 'Enter');
    await page.waitForLoadState();
    check(page.url().includes('/sign-in'), 'signed in with a wrong password');
    await shot(page, 'sign-in-wrong');
    await page.context().close();
    editor = await signIn(browser, county, 'xinxi');
    await look(editor, 'inbox-editor');
    await noTroubles(editor);
  });

  await step('a new document begins with a .docx', async () => {
    await editor.goto('/work/documents/new');
    await look(editor, 'document-new');
    await chooseColumn(editor, '其他文件');
    await editor.setInputFiles('input[name=docx]', { name: '通知.docx', mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', buffer: await docx(title) });
    await editor.getByRole('button', { name: '开始编写' }).click();
    await editor.waitForURL('**/edit');
    path = new URL(editor.url()).pathname.replace(/edit$/, '');
    check((await editor.inputValue('[name=title]')).includes('供暖'), 'the title was not taken from the .docx');
    await noTroubles(editor);
  });

  await step('rich text: paste from Word is cleaned, a picture is kept', async () => {
    check(await editor.locator('.ProseMirror').count() === 1, 'no rich-text editor');
    await pasteFromWord(editor);
    const html = await editor.locator('.ProseMirror').innerHTML();
    check(!/Mso|font-family|<script|color:/.test(html), html.slice(0, 300));
    check(/<table/.test(html), 'the table is gone');
    const chooser = editor.locator('input[type=file]:not([name])').first();
    if (await chooser.count()) await chooser.setInputFiles({ name: '示意图.png', mimeType: 'image/png', buffer: png() });
    await editor.waitForSelector('.ProseMirror img[src^="/files/"]', { timeout: 8000 });
    await shot(editor, 'edit-rich');
  });

  await step('metadata, attachment, autosave, checks, submit', async () => {
    await fillDocument(editor);
    await editor.waitForFunction(() => /已自动保存/.test(document.body.innerText), null, { timeout: 20000 });
    await editor.setInputFiles('input[name=files]', { name: '供暖学校名单.png', mimeType: 'image/png', buffer: png() });
    await editor.locator('button[value=files]').click();
    await editor.waitForLoadState();
    check(await editor.locator('#attachments ol li').count() === 1, 'the attachment is not listed');
    await look(editor, 'edit');
    await editor.getByRole('button', { name: '保存并提交审核' }).click();
    await editor.waitForURL('**/submit');
    await shot(editor, 'submit');
    await editor.getByRole('button', { name: '提交审核' }).click();
    await editor.waitForURL(`**${path}`);
    await noTroubles(editor);
  });

  await step('the writer may not approve; the reviewer sends back with coded reasons', async () => {
    check(await editor.getByRole('link', { name: '审核' }).count() === 0, 'the writer is offered to review');
    reviewer = await signIn(browser, county, 'shenhe');
    await look(reviewer, 'inbox-reviewer');
    check((await reviewer.locator('main').innerText()).includes('供暖'), 'no task for the reviewer');
    await reviewer.goto(path + 'review');
    await look(reviewer, 'review');
    reviewer.allowStatus.add(422);
    await reviewer.getByRole('button', { name: '退回起草人' }).click();
    check((await reviewer.locator('main').innerText()).includes('至少'), 'sent back without a reason');
    await reviewer.locator('[name=codes]').first().check();
    await reviewer.fill('#f-note', '标题请与正文一致。');
    await reviewer.getByRole('button', { name: '退回起草人' }).click();
    await reviewer.waitForURL(`**${path}`);
    await noTroubles(reviewer);
  });

  await step('sent back, mended, submitted again, approved, published', async () => {
    await editor.goto('/work/');
    check((await editor.locator('main').innerText()).includes('供暖'), 'no task for the writer');
    await editor.goto(path + 'edit');
    await editor.fill('[name=title]', title);
    await editor.getByRole('button', { name: '保存并提交审核' }).click();
    await editor.waitForURL('**/submit');
    await editor.getByRole('button', { name: '提交审核' }).click();
    await editor.waitForURL(`**${path}`);
    await reviewer.goto(path + 'review');
    await pass(reviewer);
    await reviewer.waitForURL(`**${path}`);
    head = await signIn(browser, county, 'fuze');
    await head.goto(path);
    await look(head, 'document-approved');
    await head.getByRole('button', { name: '发布', exact: true }).click();
    await head.waitForURL(`**${path}`);
    await look(head, 'document-published');
    await noTroubles(head);
  });

  await step('the public reads it at once, with its attachment', async () => {
    const page = await openPage(browser, county);
    await page.goto('/search?q=' + encodeURIComponent('师教体发18号'));
    await page.getByRole('link', { name: /冬季校园供暖/ }).first().click();
    await look(page, 'item-published');
    const file = await page.locator('a[href^="/files/"]').first().getAttribute('href');
    check((await fetch(county.url + file)).status === 200, 'the attachment is not public');
    await noTroubles(page);
    await page.context().close();
  });

  await step('two editors: the second sees both texts and nothing is lost', async () => {
    await editor.goto(path + 'amend');
    await editor.fill('[name=note]', '更正供暖开始的日期。');
    await editor.getByRole('button', { name: '开始修改' }).click();
    await editor.waitForURL('**/edit');
    const second = await signIn(browser, county, 'xinxi');
    second.allowStatus.add(409);
    await second.goto(path + 'edit');
    await editor.fill('[name=summary]', '第一位的概述。');
    await editor.getByRole('button', { name: '保存', exact: true }).click();
    await editor.waitForLoadState();
    await second.fill('[name=summary]', '第二位的概述。');
    await second.getByRole('button', { name: '保存', exact: true }).click();
    await second.waitForLoadState();
    const text = await second.locator('main').innerText() + await second.evaluate(() => [...document.querySelectorAll('textarea,input')].map((e) => e.value).join(' '));
    check(text.includes('第一位的概述') && text.includes('第二位的概述'), 'one of the two texts is lost');
    await look(second, 'conflict');
    await second.context().close();
  });

  await step('amended: a new edition, the old one kept, the difference shown', async () => {
    await editor.goto(path + 'edit');
    await editor.locator('.ProseMirror').click();
    await editor.keyboard.press('Control+End');
    await editor.keyboard.type('供暖开始日期更正为2026年12月5日。');
    await editor.getByRole('button', { name: '保存并提交审核' }).click();
    await editor.waitForURL('**/submit');
    await editor.getByRole('button', { name: '提交审核' }).click();
    await editor.waitForURL(`**${path}`);
    await reviewer.goto(path + 'review');
    await pass(reviewer);
    await head.goto(path);
    await head.getByRole('button', { name: '发布', exact: true }).click();
    await head.waitForURL(`**${path}`);
    await head.getByRole('button', { name: '对照所选两版' }).click();
    await head.waitForLoadState();
    check(await head.locator('ins').count() > 0, 'no difference is shown');
    await look(head, 'compare');
    await noTroubles(head);
  });

  await step('ended: repealed, the text stays under a banner', async () => {
    await head.goto(path);
    const end = head.getByRole('link', { name: '结束' });
    const page = (await end.count()) ? head : await signIn(browser, county, 'zhengfu');
    await page.goto(path + 'end');
    await look(page, 'end');
    await page.locator('[name=kind][value=repealed]').check();
    await page.fill('[name=note]', '供暖工作已经结束。');
    await page.fill('[name=basis]', '师教体发〔2027〕1号');
    await page.fill('[name=on]', '2026-11-23');
    await page.locator('main form[method=post] button.danger, main form[method=post] button.primary').last().click();
    await page.waitForURL(`**${path}`);
    const publicPath = await page.locator('a', { hasText: '公开页面' }).first().getAttribute('href').catch(() => null);
    await shot(page, 'document-ended');
    if (publicPath) {
      const html = await (await fetch(county.url + publicPath)).text();
      check(html.includes('已废止'), 'no banner');
    }
  });

  await step('the whole history is there', async () => {
    await head.goto(path + 'history');
    await look(head, 'history');
    check(await head.locator('main').innerText().then((t) => /退回/.test(t) && /发布/.test(t)), 'acts are missing');
  });

  await step('lists of the workbench on a phone', async () => {
    const phone = await signIn(browser, county, 'zhengfu', 'phone');
    for (const p of ['/work/', '/work/documents/', '/work/documents/?tab=published']) {
      await phone.goto(p);
      await fits(phone, p);
    }
    await shot(phone, 'documents-phone-real');
    await head.goto('/work/documents/');
    await look(head, 'documents');
    await noTroubles(head);
    await phone.context().close();
  });
  for (const p of [editor, reviewer, head]) await p?.context().close();
}
