// A policy without interpretation comes back; with plan and interpretation it goes out together.
// SPDX-License-Identifier: MIT
import { step, check, look, noTroubles, openPage } from './harness.mjs';
import { signIn } from './people.mjs';

const title = '师宗县教育体育局校园开放管理办法';
const text = (page) => page.locator('main').innerText();

async function write(page, html) {
  await page.locator('.ProseMirror').click();
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.setData('text/html', content);
    data.setData('text/plain', content);
    document.querySelector('.ProseMirror').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, html);
}

async function press(page, name, target) {
  await page.getByRole('button', { name, exact: true }).click();
  await page.waitForURL(target);
}

export async function interpretation(browser, county) {
  const editor = await signIn(browser, county, 'xinxi');
  const reviewer = await signIn(browser, county, 'shenhe');
  const head = await signIn(browser, county, 'fuze');
  let policy, pack;

  await step('a normative document submitted alone cannot be approved and is sent back with the reasons found', async () => {
    await editor.goto('/work/documents/new');
    await editor.evaluate(() => document.querySelectorAll('#f-column_id details').forEach((d) => (d.open = true)));
    await editor.locator('#f-column_id label', { hasText: '行政规范性文件' }).locator('input').first().check();
    await editor.fill('[name=title]', title);
    await editor.getByRole('button', { name: '开始编写' }).click();
    await editor.waitForURL('**/edit');
    policy = new URL(editor.url()).pathname.replace(/edit$/, '');
    await write(editor, '<p>第一条 学校体育场地在课余时间和节假日向居民免费开放。</p><p>第二条 学校应当公布开放时间，登记入校人员。</p>');
    await editor.fill('[name=issuer]', '师宗县教育体育局');
    await editor.fill('[name=source]', '县教育体育局');
    await editor.locator('[name=open_mode][value="主动公开"]').check();
    await editor.selectOption('[name=validity]', '有效');
    await press(editor, '保存并提交审核', '**/submit');
    await press(editor, '提交审核', `**${policy}`);
    reviewer.allowStatus.add(422).add(409);
    await reviewer.goto(policy + 'review');
    check(/没有解读材料/.test(await text(reviewer)), 'the reviewer is not told');
    check(await reviewer.locator('[name=codes][value=P-NOMAT]').isChecked(), 'the reason is not chosen already');
    await look(reviewer, 'interpret-review');
    await reviewer.getByRole('button', { name: '退回起草人' }).click();
    await reviewer.waitForURL(`**${policy}`);
    check(/已退回/.test(await text(reviewer)), 'it was not sent back');
  });

  await step('plan and interpretation are prepared; what is missing is listed until nothing is', async () => {
    await editor.goto(policy);
    await editor.getByRole('link', { name: '准备解读' }).click();
    await press(editor, '建立同步送审的一组材料', '**/work/interpret/*/');
    pack = new URL(editor.url()).pathname;
    check(/P-NOPLAN/.test(await text(editor)) && /P-NOMAT/.test(await text(editor)), 'not all that is missing is listed');
    check(await editor.getByRole('button', { name: '报负责人签批' }).count() === 0, 'it can go on');
    await look(editor, 'interpret-missing');
    await editor.fill('[name=outline]', '为什么开放、怎样登记、什么时候不开放');
    await editor.fill('[name=forms]', '问答');
    await editor.fill('[name=channel]', '县政府网站');
    await editor.fill('[name=interpreter]', '示例丙');
    await editor.fill('[name=planned_on]', '2026-11-25');
    await editor.getByRole('button', { name: '保存方案' }).click();
    await editor.waitForLoadState();
    await editor.selectOption('[name=said_kind]', '负责人解读');
    await editor.selectOption('[name=said_form]', '问答');
    await press(editor, '新建并写正文', '**/edit');
    await write(editor, '<p>问：孩子放学后能去学校打球吗？</p><p>答：可以。刷身份证登记就能进，上课时间除外。</p>');
    await editor.getByRole('button', { name: '保存', exact: true }).first().click();
    await editor.waitForLoadState();
    await editor.goto(pack);
    check(!/P-NO/.test(await text(editor)), await text(editor));
    await noTroubles(editor);
  });

  await step('the head signs all three, and all go out together, each with a link to the other', async () => {
    await press(editor, '报负责人签批', `**${pack}`);
    await head.goto('/work/');
    check(/签批文件和解读/.test(await text(head)), 'no task for the head');
    await head.goto(pack);
    await look(head, 'interpret-sign');
    await head.locator('[name=secrecy][value=open]').check();
    await press(head, '签批同意', `**${pack}`);
    check(/保密审查：可公开/.test(await text(head)), 'the secrecy review is not on the page');
    await look(head, 'interpret-signed');
    await press(head, '一起发布', `**${pack}`);
    const paths = await head.getByRole('link', { name: '公开页面' }).evaluateAll((links) => links.map((l) => l.getAttribute('href')));
    check(paths.length === 2, `${paths.length} are public`);
    await look(head, 'interpret-live');
    const visitor = await openPage(browser, county);
    for (const [from, to] of [paths, [...paths].reverse()]) {
      await visitor.goto(from);
      check(await visitor.locator(`a[href="${to}"]`).count() > 0, `${from} does not lead to ${to}`);
    }
    await look(visitor, 'interpret-public');
    await head.goto('/work/interpret/?tab=figures');
    check(/1 次/.test(await text(head)), 'the interpretation by the head is not counted');
    await look(head, 'interpret-figures');
    await noTroubles(head);
    for (const page of [editor, reviewer, head, visitor]) await page.context().close();
  });
}
