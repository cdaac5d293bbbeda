// Information on request as a citizen does it: asks, searches first, fills in with mistakes, sends,
// prints the receipt, asks for the progress with the code, corrects, withdraws; with and without
// JavaScript, by keyboard, in elder mode.
// SPDX-License-Identifier: MIT
import { step, check, look, noTroubles, openPage, sizes } from './harness.mjs';

const person = { name: '示例申请人庚', id: '999999199007170141', phone: '0874-0000000' };

async function fillIn(page) {
  await page.selectOption('[name=organ]', { label: '师宗县人民政府' });
  await page.fill('[name=wanted]', '2018年县级重点建设项目名单和投资额');
  await page.fill('[name=name]', person.name);
  await page.fill('[name=id_number]', person.id);
  await page.fill('[name=phone]', person.phone);
  await page.check('[name=agree]');
}

async function receipt(page) {
  await page.waitForURL('**/request/sent');
  const codes = page.locator('.request-codes dd');
  return { number: await codes.nth(0).innerText(), code: await codes.nth(1).innerText() };
}

async function ask(page, number, code) {
  await page.goto('/request/progress');
  await page.fill('[name=number]', number);
  await page.fill('[name=code]', code);
  await page.getByRole('button', { name: '查询', exact: true }).click();
  await page.waitForLoadState();
}

async function cookieless(page, text, what) {
  check(!page.url().includes(text), `${what} is in the address`);
  check(!(await page.content()).includes(text), `${what} is on the page`);
}

export async function request(browser, county) {
  let kept;

  await step('a citizen finds the door from the home page', async () => {
    const page = await openPage(browser, county);
    await page.goto('/');
    await page.getByRole('link', { name: /依申请公开/ }).first().click();
    await page.waitForURL('**/request/');
    check((await page.locator('.request-where').innerText()).includes('0874-0000001'), 'no telephone of the organ');
    await look(page, 'request');
    await page.getByRole('link', { name: /我要申请/ }).click();
    await page.waitForURL('**/request/new');
    await look(page, 'request-choose');
    await page.getByRole('link', { name: /投诉、举报/ }).click();
    check((await page.locator('main').innerText()).includes('12345'), 'a complaint is not led to 12345');
    await look(page, 'request-complaint');
    await page.goto('/request/new?what=question');
    await look(page, 'request-question');
    await noTroubles(page);
    await page.context().close();
  });

  await step('what is public already is shown while one types; found ends happily', async () => {
    const page = await openPage(browser, county, 'phone');
    await page.goto('/request/new?what=find');
    await page.fill('[name=wanted]', '师宗县人民政府信息公开指南');
    await page.locator('[data-find-list] li').first().waitFor();
    check(!page.url().includes('%'), 'what was typed is in the address');
    await look(page, 'request-find');
    await page.getByRole('button', { name: /已找到/ }).click();
    await page.waitForURL('**/request/found');
    await look(page, 'request-found');
    await noTroubles(page);
    await page.context().close();
  });

  for (const size of ['phone', 'desktop'])
    await step(`an application at ${sizes[size].width} px: mistakes at once, then receipt and progress`, async () => {
      const page = await openPage(browser, county, size);
      page.allowStatus.add(422);
      await page.goto('/request/new?what=find');
      await page.fill('[name=wanted]', '重点建设项目名单');
      await page.getByRole('button', { name: /填写申请表/ }).click();
      await page.waitForURL('**/request/form');
      check(await page.inputValue('[name=wanted]') === '重点建设项目名单', 'what was typed is lost');
      check(await page.locator('[data-group=body]').isHidden(), 'both kinds of applicant are shown');
      await page.check('[name=who][value=body]');
      check(await page.locator('[data-group=person]').isHidden(), 'the switch does nothing');
      await page.check('[name=who][value=person]');
      await page.fill('[name=id_number]', '999999199007170142');
      await page.getByRole('button', { name: '提交申请' }).click();
      await page.waitForURL('**/request/send');
      const problems = await page.locator('[data-problems]').innerText();
      for (const word of ['哪个机关', '姓名', '身份证号码不正确', '联系方式', '同意'])
        check(problems.includes(word), `“${word}” is not among the problems: ${problems}`);
      check(await page.inputValue('[name=id_number]') === '999999199007170142', 'what was typed is lost');
      await look(page, `request-gaps-${size}`);
      await fillIn(page);
      await page.getByRole('button', { name: '提交申请' }).click();
      kept = await receipt(page);
      check(/〔\d{4}〕第\d+号/.test(kept.number), kept.number);
      check(kept.code.length === 10, kept.code);
      await look(page, `request-sent-${size}`);
      await page.reload();
      check((await page.content()).includes(kept.code), 'the receipt does not survive a reload');
      check(!page.url().includes(kept.code), 'the code is in the address');
      check(await page.getByRole('button', { name: '打印回执' }).isVisible(), 'nothing to print with');
      await page.getByRole('button', { name: /退出/ }).click();
      await page.waitForURL('**/request/progress');
      await cookieless(page, kept.number, 'the number of who has left');
      await look(page, 'request-ask');
      await ask(page, kept.number, 'ABCDEFGHJK');
      check((await page.locator('[data-problems]').innerText()).includes('没有查到'), 'a wrong code is not refused');
      await ask(page, kept.number, kept.code.toLowerCase());
      check((await page.locator('main').innerText()).includes('办理经过'), 'no progress');
      await cookieless(page, person.id, 'the identity number');
      await cookieless(page, kept.code, 'the query code');
      await look(page, `request-progress-${size}`);
      const ics = await page.request.get('/request/dates.ics');
      check((await ics.text()).includes('DTSTART;VALUE=DATE:'), 'no day in the calendar file');
      await noTroubles(page);
      await page.context().close();
    });

  await step('without JavaScript, by keyboard, in elder mode: sent and withdrawn', async () => {
    const context = await browser.newContext({ viewport: sizes.phone, javaScriptEnabled: false, baseURL: county.url, locale: 'zh-CN' });
    context.setDefaultTimeout(10000);
    const page = await context.newPage();
    await page.goto('/prefs?elder=1&back=/request/form');
    await page.goto('/request/form');
    await fillIn(page);
    await page.locator('[name=agree]').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const { number, code } = await receipt(page);
    const other = await (await browser.newContext({ baseURL: county.url })).newPage();
    await other.goto('/request/sent');
    check(!(await other.content()).includes(code), 'another browser sees the receipt');
    await other.context().close();
    await page.getByRole('link', { name: '查看进度' }).click();
    check((await page.locator('main').innerText()).includes(number), 'the progress is of another case');
    await page.getByRole('link', { name: '撤回申请' }).click();
    await page.getByRole('link', { name: /不撤回/ }).click();
    await page.getByRole('link', { name: '撤回申请' }).click();
    await page.getByRole('button', { name: '确认撤回' }).click();
    await page.waitForURL('**/request/progress');
    check((await page.locator('main').innerText()).includes('您撤回了申请'), 'not withdrawn');
    await context.close();
  });
}
