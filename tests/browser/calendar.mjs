// The calendar: the notice of a year is pasted, what was read is shown, confirmed, and counts.
// SPDX-License-Identifier: MIT
import { check, look, noTroubles, step } from './harness.mjs';
import { signIn } from './people.mjs';
import { hides, says } from './casesteps.mjs';

const weekday = (year, month, day) => '日一二三四五六'[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
const on = (year, month, day) => `${month}月${day}日（周${weekday(year, month, day)}）`;

async function send(page, year, text, button) {
  await page.fill('[name=year]', String(year));
  await page.fill('[name=source]', '示例文号〔0〕1号');
  await page.fill('[name=text]', text);
  await page.getByRole('button', { name: button }).click();
  await page.waitForLoadState();
}

export async function calendar(browser, county) {
  await step('the notice of next year is entered by pasting it', async () => {
    const page = await signIn(browser, county, 'admin');
    page.allowStatus.add(422);
    await page.goto('/work/calendar/');
    const year = Number(await page.inputValue('[name=year]')); // the first that is missing
    await look(page, 'calendar');
    const notice = (y) => `一、元旦：${on(y, 1, 1)}放假。\n二、劳动节：${on(y, 5, 1)}至2日放假。\n三、国庆节：${on(y, 10, 1)}至7日放假。`;
    await send(page, year, notice(year).replace(/（周.）/, '（周' + weekday(year, 1, 2) + '）'), '读取并核对');
    says(await page.locator('[data-problems]').innerText(), '请核对年份');
    check((await page.inputValue('[name=text]')).includes('劳动节'), 'what was pasted is lost');
    await send(page, year + 1, notice(year + 1), '读取并核对');
    says(await page.locator('[data-problems]').innerText(), `请先录入 ${year} 年`);
    await send(page, year, notice(year), '读取并核对');
    says(await page.locator('main').innerText(), '个工作日', `${year}-10-01 至 ${year}-10-07`, '元旦');
    await look(page, 'calendar-check');
    await page.getByRole('button', { name: '确认录入' }).click();
    await page.waitForURL('**/work/calendar/');
    says(await page.locator('.flash').innerText(), `已录入 ${year} 年的日历`);
    says(await page.locator('main').innerText(), `${year}年12月31日`, '示例文号〔0〕1号');
    await noTroubles(page);
    await page.context().close();
    const clerk = await signIn(browser, county, 'xinxi');
    clerk.allowStatus.add(403);
    await clerk.goto('/work/calendar/');
    hides(await clerk.locator('main').innerText(), '读取并核对');
    await clerk.context().close();
  });
}
