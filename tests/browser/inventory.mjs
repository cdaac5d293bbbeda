// The register of documents: hand entry, gaps, review, empty column, reconciliation, and what the workbench adds.
// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { step, check, look, noTroubles, openPage, program } from './harness.mjs';
import { signIn } from './people.mjs';

const year = new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' }).slice(0, 4);
const daysAgo = (n) => new Date(Date.now() - n * 86400e3).toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' });
const press = async (page, name) => {
  await page.getByRole('button', { name, exact: true }).click();
  await page.waitForLoadState();
};
const says = async (page, text) => check((await page.locator('main').innerText()).includes(text), `no “${text}” on ${page.url()}`);

export async function inventory(browser, county) {
  let editor;

  await step('the register lists what is late, near and withheld', async () => {
    editor = await signIn(browser, county, 'xinxi');
    for (const status of [409, 422]) editor.allowStatus.add(status); // refusals are meant
    await editor.goto('/work/inventory/');
    await says(editor, '逾期未公开');
    await look(editor, 'inventory-list');
    await editor.goto('/work/inventory/?state=overdue');
    check(await editor.locator('tbody tr').count() >= 1, 'nothing is overdue');
    await editor.locator('tbody a').first().click();
    await says(editor, 'C-DUE20');
    await look(editor, 'inventory-document');
    await noTroubles(editor);
  });

  await step('a document is registered by hand; all that is wrong is shown at once', async () => {
    await editor.goto('/work/inventory/new');
    await editor.fill('[name=doc_no]', `师演教发[${year}]9`);
    await editor.fill('[name=formed_on]', daysAgo(3));
    await editor.fill('[name=title]', '师宗县教育体育局关于冬季作息时间的通知');
    await editor.check('[name=open_mode][value=不予公开]');
    await editor.fill('[name=open_limit]', '永久');
    await press(editor, '登记');
    for (const code of ['D-BRK', 'D-HAO', 'R-LIMIT', 'R-BASIS']) await says(editor, code);
    await look(editor, 'inventory-refused');
    await editor.fill('[name=doc_no]', `师演教发〔${year}〕9号`);
    await editor.fill('[name=open_limit]', '长期');
    await editor.check('[name=open_mode][value=主动公开]');
    await press(editor, '登记');
    await says(editor, '20 个工作日内公开');
    await says(editor, '公开时限');
    const facts = await editor.locator('main').innerText();
    check(new RegExp(`[0-9A-Z]{18}/${year}-\\d{5}|\\d{10}/${year}-\\d{6}`).test(facts), `no index number: ${facts.slice(0, 800)}`);
    check(facts.includes('长期'), 'no open limit');
    await look(editor, 'inventory-registered');
    await editor.getByRole('link', { name: '起草上网' }).click();
    await says(editor, '不用重填');
    await look(editor, 'inventory-start');
    await noTroubles(editor);
  });

  await step('missing numbers are explained', async () => {
    await editor.goto('/work/inventory/gaps');
    await look(editor, 'inventory-gaps');
    await editor.getByRole('link', { name: `说明原因：师演教发〔${year}〕7号` }).click();
    await editor.check('[name=kind][value=VOID]');
    await editor.fill('[name=reason]', '内容有误，作废重发');
    await look(editor, 'inventory-reason');
    await press(editor, '记下原因');
    await says(editor, '内容有误，作废重发');
    check(await editor.getByRole('link', { name: `说明原因：师演教发〔${year}〕7号` }).count() === 0, 'the number is still missing');
  });

  await step('a withheld document is looked at again', async () => {
    await editor.goto('/work/inventory/reviews');
    await look(editor, 'inventory-reviews');
    await editor.locator('tbody a').first().click();
    await editor.check('[name=what][value=keep]');
    await editor.fill('[name=reason]', '仍是未定稿的讨论材料');
    await look(editor, 'inventory-review');
    await press(editor, '完成复审');
    await says(editor, '仍是未定稿的讨论材料');
  });

  await step('a column without content says why, and the public reads it', async () => {
    await editor.goto('/work/inventory/columns');
    await look(editor, 'inventory-columns');
    await editor.locator('[name=column_id]').first().selectOption({ index: 1 });
    await editor.fill('[name=reason]', '本县今年没有这类事项，所以没有应公开的内容');
    await editor.fill('[name=until]', daysAgo(-90));
    await press(editor, '声明');
    const path = await editor.locator('tbody a').first().getAttribute('href');
    const visitor = await openPage(browser, county);
    await visitor.goto(path);
    await says(visitor, '本县今年没有这类事项');
    await look(visitor, 'inventory-declared');
    await noTroubles(visitor);
    await visitor.context().close();
  });

  await step('a register is reconciled; confirming twice changes nothing the second time', async () => {
    const file = join(dirname(county.data), 'dengjibu.xlsx');
    writeFileSync(file, execFileSync(program, ['inventory', '--data', county.data, '--format', 'xlsx'], { maxBuffer: 64 << 20 }));
    await editor.goto('/work/inventory/?q=' + encodeURIComponent('冬季作息时间'));
    await editor.locator('tbody a').first().click(); // its number changes after the file was written
    await editor.getByRole('link', { name: '修改登记' }).click();
    await editor.fill('[name=doc_no]', `师演教发〔${year}〕10号`);
    await press(editor, '保存');
    await editor.goto('/work/inventory/reconcile');
    await look(editor, 'inventory-reconcile');
    await editor.setInputFiles('[name=file]', file);
    await press(editor, '开始核对');
    await says(editor, '登记但未上网');
    await says(editor, '确认，把 1 份补入台账');
    check(await editor.locator('#v0 + table tbody tr').count() >= 2, 'what other units published is online');
    await look(editor, 'inventory-result');
    await editor.getByRole('button', { name: /^确认，把/ }).click();
    await editor.waitForLoadState();
    await says(editor, '没有要补的');
    await editor.goto('/work/inventory/reconcile');
    await editor.setInputFiles('[name=file]', file);
    await press(editor, '开始核对');
    await says(editor, '没有要补的');
    await noTroubles(editor);
  });

  await step('another unit sees nothing of it; who inspects sees all and changes nothing', async () => {
    const other = await signIn(browser, county, 'xiongbi');
    await other.goto('/work/inventory/');
    check(!(await other.locator('main').innerText()).includes('师演教发'), 'another unit sees the register');
    await look(other, 'inventory-empty');
    const inspector = await signIn(browser, county, 'ducha');
    await inspector.goto('/work/inventory/');
    await says(inspector, '师演教发');
    check(await inspector.getByRole('link', { name: '登记文件' }).count() === 0, 'the inspector may register');
    await look(inspector, 'inventory-all');
    await noTroubles(inspector);
    await other.context().close();
    await inspector.context().close();
    await editor.context().close();
  });
}
