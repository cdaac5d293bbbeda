// Proofreading while writing: wrong words are underlined, one is put right with the keyboard and
// taken back, another is called no error, a reviewer agrees, and the site's work list is seen.
// SPDX-License-Identifier: MIT
import { check, look, noTroubles, step } from './harness.mjs';
import { signIn } from './people.mjs';
import { says } from './casesteps.mjs';

const text = '.ProseMirror';
const list = '[data-proof-list]';

async function write(page, words) {
  await page.click(text);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(words);
}

async function newNotice(page, title) {
  await page.goto('/work/documents/new');
  await page.check('input[name=kind][value=notice]');
  await page.fill('[name=title]', title);
  await page.evaluate(() => {
    const leaf = [...document.querySelectorAll('#f-column_id label')].find((l) => l.textContent.includes('通知公告'));
    leaf.querySelector('input').checked = true;
  });
  await page.getByRole('button', { name: '开始编写' }).click();
  await page.waitForURL('**/edit');
  await page.waitForSelector(text);
}

export async function proofreading(browser, county) {
  const page = await signIn(browser, county, 'xinxi');
  let id = '';
  await step('wrong words are underlined while one writes, and listed', async () => {
    await newNotice(page, '关于做好汛期值班工作的通知');
    id = /documents\/(\d+)/.exec(page.url())[1];
    await write(page, '各学校要认真布署，于2018年2月30日前报送方案。');
    await page.waitForSelector(`${text} .proof-serious`);
    says(await page.locator(list).innerText(), '固定写法有误：布署', '日期不存在：2018年2月30日', '须改');
    check((await page.locator(`${text} .proof-serious`).allInnerTexts()).includes('布署'), 'not the word itself');
    await look(page, 'proof-editor');
    await page.setViewportSize({ width: 360, height: 780 });
    // The list moves with the change of width, which the browser tells with its next frame.
    await page.waitForFunction(() => {
      const gap = document.querySelector('[data-proof-list]').getBoundingClientRect().top -
        document.querySelector('.ProseMirror').getBoundingClientRect().bottom;
      return gap > 0 && gap < 120;
    });
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.waitForSelector(`aside ${list}`);
  });
  await step('a suggestion is taken with Enter, undone, and taken again', async () => {
    await page.focus(`${list} .proof-go`);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    check((await page.innerText(text)).includes('认真部署'), await page.innerText(text));
    await page.click(text);
    await page.keyboard.press('Control+z');
    check((await page.innerText(text)).includes('认真布署'), 'not undone');
    await page.waitForSelector(`${text} .proof-typo, ${text} .proof-gov`);
    await page.getByRole('button', { name: '布署：改为部署' }).click();
    check((await page.innerText(text)).includes('认真部署，于'), await page.innerText(text));
  });
  await step('what is serious is called no error, and waits for the reviewer', async () => {
    await page.getByRole('button', { name: '2018年2月30日：不是错误' }).click();
    await page.waitForSelector('.editor-proof-claimed');
    await page.click('button:has-text("保存并提交审核")');
    await page.waitForURL('**/submit');
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.waitForURL(/documents\/\d+\/$/);
    await noTroubles(page);
    const reviewer = await signIn(browser, county, 'shenhe');
    await reviewer.goto(`/work/documents/${id}/review`);
    says(await reviewer.locator('main').innerText(), '审核人还没有确认');
    await reviewer.goto(`/work/documents/${id}/words`);
    await look(reviewer, 'proof-words');
    await reviewer.getByRole('button', { name: '确认不是错误' }).click();
    await reviewer.waitForLoadState();
    says(await reviewer.locator('main').innerText(), '没有发现文字问题');
    await noTroubles(reviewer);
    await reviewer.context().close();
  });
  await step('the office sees what is remembered and the work list of the site', async () => {
    const office = await signIn(browser, county, 'zhengfu');
    await office.goto('/work/proofread/');
    await look(office, 'proof-desk');
    await office.goto('/work/proofread/remembered/');
    says(await office.locator('main').innerText(), '2018年2月30日');
    await look(office, 'proof-remembered');
    await office.getByRole('button', { name: '撤销' }).first().click();
    await office.waitForLoadState();
    says(await office.locator('.flash').innerText(), '已撤销');
    await noTroubles(office);
    await office.context().close();
  });
  await step('without scripts a button lists the findings', async () => {
    const context = await browser.newContext({ baseURL: county.url, javaScriptEnabled: false, storageState: await page.context().storageState() });
    const plain = await context.newPage();
    await plain.goto('/work/documents/new');
    await plain.check('input[name=kind][value=notice]');
    await plain.fill('[name=title]', '没有脚本的通知');
    for (const summary of await plain.locator('#f-column_id summary').all()) if (await summary.isVisible() && !(await plain.locator('#f-column_id label', { hasText: '通知公告' }).first().isVisible())) await summary.click();
    await plain.locator('#f-column_id label', { hasText: '通知公告' }).first().click();
    await plain.getByRole('button', { name: '开始编写' }).click();
    await plain.fill('[name=body_html]', '<p>认真布署。</p>');
    await plain.getByRole('button', { name: '保存并检查文字' }).click();
    says(await plain.locator('main').innerText(), '正文第 1 段', '布署', '建议写作“部署”', '不是错误');
    await context.close();
  });
  await page.context().close();
}
