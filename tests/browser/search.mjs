// Search as a visitor uses it, and the office that teaches it: suggestions by keyboard, initials,
// a wrong character, a synonym and a chosen page that hold at once, queries that found nothing; what
// only an attachment says, from upload to result.
// SPDX-License-Identifier: MIT
import { step, check, look, openPage, noTroubles } from './harness.mjs';
import { signIn, pass } from './people.mjs';
import { docx, png } from './files.mjs';

const results = (page) => page.locator('main').innerText();
const ask = (page, text) => page.goto('/search?q=' + encodeURIComponent(text));

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

async function pdfOf(browser, html) {
  const page = await browser.newPage();
  await page.setContent(html);
  const bytes = await page.pdf();
  await page.close();
  return bytes;
}

// A scan: the page is a picture.
const scan = (browser) => pdfOf(browser, `<img src="data:image/png;base64,${png(200).toString('base64')}" width="500">`);

async function press(page, name) {
  await page.getByRole('button', { name, exact: true }).click();
  await page.waitForLoadState();
}

async function publishWithFiles(browser, county, files) {
  const editor = await signIn(browser, county, 'xinxi');
  await editor.goto('/work/documents/new');
  await editor.evaluate(() => document.querySelectorAll('#f-column_id details').forEach((d) => (d.open = true)));
  await editor.locator('#f-column_id label', { hasText: '其他文件' }).locator('input').first().check();
  await editor.setInputFiles('input[name=docx]', { name: '通知.docx', mimeType: WORD, buffer: await docx('师宗县教育体育局关于公布营养餐供货名单的通知') });
  await editor.getByRole('button', { name: '开始编写' }).click();
  await editor.waitForURL('**/edit');
  const path = new URL(editor.url()).pathname.replace(/edit$/, '');
  await editor.fill('[name=issuer]', '师宗县教育体育局');
  await editor.fill('[name=source]', '县教育体育局');
  await editor.fill('[name=formed_on]', '2026-11-20');
  await editor.locator('[name=open_mode][value="主动公开"]').check();
  await editor.selectOption('[name=validity]', '有效');
  await editor.setInputFiles('input[name=files]', files);
  await editor.getByRole('button', { name: '上传附件' }).click();
  await editor.waitForLoadState();
  await editor.click('button:has-text("保存并提交审核")');
  await editor.waitForURL('**/submit');
  await editor.getByRole('button', { name: '提交审核' }).click();
  await editor.waitForURL(/documents\/\d+\/$/);
  const reviewer = await signIn(browser, county, 'shenhe'), head = await signIn(browser, county, 'fuze');
  await reviewer.goto(path + 'review');
  await pass(reviewer);
  await head.goto(path);
  await press(head, '发布');
  await reviewer.context().close();
  await head.context().close();
  return { editor, path };
}

// The job reads attachments within seconds.
async function untilFound(page, text, words) {
  for (let i = 0; i < 60; i++) {
    await ask(page, text);
    if ((await results(page)).includes(words)) return;
    await page.waitForTimeout(500);
  }
  check(false, `${text}: ${await results(page)}`);
}

async function attachments(browser, county, visitor, office) {
  await step('what only a PDF or a Word file says is found, with its name and its page', async () => {
    const pdf = await pdfOf(browser, '<p>第一页是目录</p><p style="page-break-before:always">菌子山小学由黑尔糯包谷合作社供货</p>');
    const { editor, path } = await publishWithFiles(browser, county, [
      { name: '供货名单.pdf', mimeType: 'application/pdf', buffer: pdf },
      { name: '花名册.docx', mimeType: WORD, buffer: await docx('雄壁薏仁粉丝厂供货明细') },
      { name: '盖章件.pdf', mimeType: 'application/pdf', buffer: await scan(browser) },
    ]);
    await untilFound(visitor, '黑尔糯包谷', '附件：供货名单.pdf');
    check((await results(visitor)).includes('第 2 页'), await results(visitor));
    const link = visitor.locator('.item-file a').first();
    check(/\.pdf#page=2$/.test(await link.getAttribute('href')), 'the link does not open the page');
    const answer = await visitor.request.get((await link.getAttribute('href')).split('#')[0]);
    check(answer.ok(), 'the file is not there');
    await look(visitor, 'search-attachment');
    await untilFound(visitor, '薏仁粉丝厂', '附件：花名册.docx');
    await ask(office, '薏仁粉丝厂');
    await office.goto(office.url() + '&why=1');
    await office.locator('.why summary').first().click();
    check(/附件/.test(await office.locator('.why').first().innerText()), 'staff are not told');
    await look(office, 'search-attachment-why');
    await editor.goto(path);
    check((await results(editor)).includes('没有可检索的文字（扫描件或图片）'), await results(editor));
    await look(editor, 'document-attachments');
    await noTroubles(visitor);
    await noTroubles(editor);
    await editor.context().close();
  });
}

export async function searching(browser, county) {
  const visitor = await openPage(browser, county);
  const office = await signIn(browser, county, 'zhengfu');
  let chosen = '';

  await step('titles are suggested while one types, and chosen with the keyboard', async () => {
    await visitor.goto('/');
    await visitor.fill('.home-search input', '');
    await visitor.locator('.home-search input').pressSequentially('信息公开', { delay: 20 });
    await visitor.waitForSelector('.suggest [role=option]');
    await look(visitor, 'suggest');
    await visitor.locator('.home-search input').focus();
    await visitor.keyboard.type('指');
    await visitor.waitForSelector('.suggest [role=option]');
    await visitor.keyboard.press('ArrowDown');
    const box = visitor.locator('.home-search input');
    const id = await box.getAttribute('aria-activedescendant');
    check(id && await visitor.locator('#' + id).getAttribute('aria-selected') === 'true', 'nothing is chosen');
    await visitor.keyboard.press('Enter');
    await visitor.waitForURL(/\/t\d+/);
    chosen = new URL(visitor.url()).pathname;
    await noTroubles(visitor);
  });

  await step('initials and a wrong character are understood, and it is said how', async () => {
    await ask(visitor, 'szx xxgk');
    check((await results(visitor)).includes('以下按“师宗县 信息公开”查找'), await results(visitor));
    await look(visitor, 'search-read-as');
    await ask(visitor, '政府信息公幵指南');
    check(/政府信息公开指南/.test(await results(visitor)), await results(visitor));
  });

  await step('a query in vain reaches the office without a person; a synonym answers it at once', async () => {
    await ask(visitor, '衙司在哪');
    check((await results(visitor)).includes('没有查到'), 'something was found');
    await office.goto('/work/search/words/new?use=same&phrase=' + encodeURIComponent('衙司'));
    await office.fill('[name=target]', '便民服务中心');
    await office.locator('main form button').click();
    await office.waitForURL('**/work/search/words/?use=same');
    await look(office, 'search-words');
    await ask(visitor, '衙司在哪');
    check((await results(visitor)).includes('便民服务中心'), await results(visitor));
  });

  await step('the chosen page comes first for its words, until it is ended', async () => {
    await office.goto('/work/search/words/new?use=best');
    await office.fill('[name=phrase]', '怎么申请公开');
    office.allowStatus.add(422);
    await office.fill('[name=target]', '/no/such/page');
    await office.locator('main form button').click();
    check((await results(office)).includes('没有找到这个公开页面'), 'a wrong address was taken');
    await office.fill('[name=target]', county.url + chosen);
    await office.locator('main form button').click();
    await office.waitForURL('**/work/search/words/?use=best');
    await ask(visitor, '怎么申请公开');
    check(await visitor.locator('.search-best a').first().getAttribute('href') === chosen, 'it is not first');
    await look(visitor, 'search-best');
    await office.locator('tbody button', { hasText: '停用' }).first().click();
    await ask(visitor, '怎么申请公开');
    check(await visitor.locator('.search-best').count() === 0, 'it is still there');
  });

  await step('staff see why a result stands where it does; visitors do not', async () => {
    await office.goto('/search?why=1&q=' + encodeURIComponent('公开'));
    await office.locator('.why summary').first().click();
    await look(office, 'search-why');
    await visitor.goto('/search?why=1&q=' + encodeURIComponent('公开'));
    check(await visitor.locator('.why').count() === 0, 'a visitor sees it');
    await office.goto('/work/search/');
    await look(office, 'search-desk');
    await noTroubles(office);
  });

  await step('a measure of the plan is found, is told from documents, and opens where it stands', async () => {
    await visitor.goto('/progress/?plan=1');
    const item = visitor.locator('.progress-item').first();
    const anchor = await item.getAttribute('id');
    const title = (await item.locator('h3').innerText()).replace(/^\d+\.\s*/, '').replace(/\s/g, '');
    await ask(visitor, title);
    const hit = visitor.locator('.search-hits > li', { has: visitor.locator(`a[href$="#${anchor}"]`) }).first();
    check((await hit.innerText()).includes('重点任务'), await results(visitor));
    await visitor.locator('.search-facets summary').click();
    await look(visitor, 'search-measure');
    await visitor.goto(visitor.url() + '&kind=measure');
    check(await visitor.locator('.search-hits > li').count() > 0 && /类型：重点任务/.test(await results(visitor)), await results(visitor));
    await visitor.locator('.search-hits .item-title a').first().click();
    await visitor.waitForURL(/\/progress\/\?plan=\d+#measure-\d+$/);
    check(await visitor.locator(new URL(visitor.url()).hash).isVisible(), 'it is not there');
    await noTroubles(visitor);
  });

  await step('a number that no document has leads to the nearest ones', async () => {
    await ask(visitor, '师政办发〔2018〕999号');
    check((await results(visitor)).includes('像是文号'), await results(visitor));
    await ask(visitor, '2018 2号');
    await look(visitor, 'search-number');
    await ask(visitor, '2018 99号');
    check((await results(visitor)).includes('“2018 99号”像是文号'), await results(visitor));
    await look(visitor, 'search-number-near');
  });

  await attachments(browser, county, visitor, office);

  await step('a unit that is asked for it answers as a question of the FAQ, begun by one click', async () => {
    const row = office.locator('tbody tr', { hasText: '衙司在哪' });
    for (let i = 0; i < 140 && await row.count() === 0; i++) { // counts are written every minute
      await office.waitForTimeout(500);
      await office.goto('/work/search/');
    }
    await look(office, 'search-desk-vain');
    check(await row.getByRole('link', { name: '加常见问题' }).count() === 0, 'offered to one who may not draft');
    await row.locator('summary').click();
    await row.locator('select').selectOption({ label: '县教育体育局' });
    await row.getByRole('button', { name: '派给该单位' }).click();
    await office.waitForURL('**/work/search/**');
    const editor = await signIn(browser, county, 'xinxi');
    await editor.goto('/work/?tab=unit');
    await editor.locator('main a', { hasText: '衙司在哪' }).first().click();
    await look(editor, 'search-todo');
    await editor.getByRole('link', { name: '答成常见问题' }).click();
    await editor.waitForURL(/documents\/new/);
    check(await editor.inputValue('[name=title]') === '衙司在哪', 'the question is not there');
    check(await editor.locator('[name=kind][value=page]').isChecked(), 'another kind is chosen');
    check(/常见问题问答/.test(await editor.locator('#f-column_id label:has(input:checked)').innerText()), 'another column is chosen');
    await noTroubles(editor);
    await editor.context().close();
  });
}
