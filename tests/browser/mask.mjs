// The masking editor: drawn with the mouse, worked with the keyboard alone, by touch, undone.
// SPDX-License-Identifier: MIT
import { step, check, look, shot, noTroubles, sizes } from './harness.mjs';
import { signIn } from './people.mjs';

const saved = async (page) => JSON.parse(await page.locator('[data-mask-field]').inputValue());
const near = (a, b, far = 60) => Math.abs(a - b) <= far;

// A point of the page shown, in 1/10000.
async function point(page, x, y) {
  const box = await page.locator('[data-mask-layer]').boundingBox();
  return { x: box.x + box.width * x / 10000, y: box.y + box.height * y / 10000 };
}

async function drag(page, from, to) {
  const a = await point(page, ...from), b = await point(page, ...to);
  await page.mouse.move(a.x, a.y);
  await page.mouse.down();
  await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2);
  await page.mouse.move(b.x, b.y);
  await page.mouse.up();
}

async function open(browser, county, size) {
  const page = await signIn(browser, county, 'xinxi', size);
  await page.goto('/work/gallery');
  await page.locator('.mask').scrollIntoViewIfNeeded();
  await page.locator('.mask').evaluate((e) => e.scrollIntoView({ block: 'start' }));
  return page;
}

export async function masking(browser, county) {
  await step('masking: regions are drawn, moved, resized, labelled and undone with the mouse', async () => {
    const page = await open(browser, county);
    check((await saved(page)).length === 1, 'the saved region is not there');
    await page.selectOption('[data-mask-ground]', 'D1');
    await drag(page, [1100, 4200], [6000, 4700]);
    let list = await saved(page);
    check(list.length === 2 && list[1].ground === 'D1' && list[1].label === '国家秘密', 'not drawn: ' + JSON.stringify(list));
    check(near(list[1].x, 1100) && near(list[1].y, 4200) && near(list[1].w, 4900) && near(list[1].h, 500), 'drawn elsewhere: ' + JSON.stringify(list[1]));
    await drag(page, [3000, 4300], [3500, 5300]);
    list = await saved(page);
    check(list.length === 2 && near(list[1].x, 1600) && near(list[1].y, 5200) && near(list[1].w, 4900), 'not moved: ' + JSON.stringify(list[1]));
    await drag(page, [list[1].x + list[1].w, list[1].y + list[1].h], [8000, 7000]);
    list = await saved(page);
    check(near(list[1].w, 6400) && near(list[1].h, 1800) && near(list[1].x, 1600), 'not resized: ' + JSON.stringify(list[1]));
    await page.locator('[data-mask-list] li').nth(1).locator('select').selectOption('D6');
    check((await saved(page))[1].label === '过程性信息', 'ground not changed');
    await look(page, 'masking');
    for (let i = 0; i < 4; i++) await page.click('[data-act=undo]');
    check((await saved(page)).length === 1, 'not undone');
    for (let i = 0; i < 4; i++) await page.click('[data-act=redo]');
    list = await saved(page);
    check(list.length === 2 && list[1].ground === 'D6' && near(list[1].w, 6400), 'not redone: ' + JSON.stringify(list));
    await drag(page, [9000, 9000], [9010, 9010]);
    check((await saved(page)).length === 2, 'a slip of the hand became a region');
    await drag(page, [3000, 6000], [9900, 9900]);
    list = await saved(page);
    check(list.every((r) => r.x >= 0 && r.x + r.w <= 10000 && r.y + r.h <= 10000), 'moved off the page: ' + JSON.stringify(list));
    await page.click('[data-act=next]');
    check(await page.locator('.mask-box').count() === 0, 'regions of page 1 on page 2');
    await page.click('[data-act=larger]');
    await drag(page, [500, 500], [2500, 900]);
    list = await saved(page);
    check(list[2].page === 2 && near(list[2].x, 500) && near(list[2].w, 2000), 'zoomed: ' + JSON.stringify(list[2]));
    check(await page.locator('.mask-count').nth(1).innerText() === '1 个', 'the page list does not count');
    await noTroubles(page);
    await page.context().close();
  });

  await step('masking: the keyboard alone does everything', async () => {
    const page = await open(browser, county);
    await page.locator('[data-act=add]').focus();
    await page.keyboard.press('Enter');
    let list = await saved(page);
    check(list.length === 2, 'not added');
    const before = list[1];
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+ArrowUp');
    list = await saved(page);
    check(list[1].x === before.x + 150 && list[1].h === before.h + 50 && list[1].y === before.y - 10, 'not moved: ' + JSON.stringify(list[1]));
    check(await page.evaluate(() => document.activeElement.matches('.mask-box')), 'the focus was lost');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    list = await saved(page);
    check(list.length === 2 && list[1].x === before.x, 'presses of one key are not one step: ' + JSON.stringify(list));
    await page.keyboard.press('Control+y');
    check((await saved(page))[1].x === before.x + 150, 'not redone');
    await page.locator('.mask-box').first().focus();
    await page.keyboard.press('Tab');
    check(await page.evaluate(() => document.activeElement.matches('.mask-box:nth-child(2)')), 'Tab does not go to the next region');
    await page.keyboard.press('Enter');
    check(await page.evaluate(() => document.activeElement.matches('[data-row=ground]')), 'Enter does not go to the ground');
    await page.locator('.mask-box').nth(1).focus();
    await page.keyboard.press('Delete');
    check((await saved(page)).length === 1, 'not deleted');
    check(await page.evaluate(() => document.activeElement.matches('.mask-box')), 'the focus did not go to the next region');
    check((await page.locator('[data-mask-say]').innerText()).includes('已删除'), 'not announced');
    await noTroubles(page);
    await page.context().close();
  });

  await step('masking: a finger draws on a phone', async () => {
    const page = await open(browser, county, 'phone');
    const client = await page.context().newCDPSession(page);
    await client.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 });
    const a = await point(page, 1000, 3000), b = await point(page, 7000, 4000);
    const touch = (type, p) => client.send('Input.dispatchTouchEvent', { type, touchPoints: p ? [p] : [] });
    await touch('touchStart', a);
    await touch('touchMove', { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
    await touch('touchMove', b);
    await touch('touchEnd');
    const list = await saved(page);
    check(list.length === 2 && near(list[1].w, 6000, 120) && near(list[1].h, 1000, 120), 'not drawn: ' + JSON.stringify(list));
    await shot(page, 'masking-touch');
    await noTroubles(page);
    await page.context().close();
  });

  await step('masking: without JavaScript the field and the page images are there', async () => {
    const page = await signIn(browser, county, 'xinxi');
    const state = await page.context().storageState();
    const context = await browser.newContext({ javaScriptEnabled: false, storageState: state, baseURL: county.url, viewport: sizes.desktop });
    const plain = await context.newPage();
    await plain.goto('/work/gallery');
    check(await plain.locator('[data-mask-field]').isVisible(), 'no field');
    check(await plain.locator('[data-mask-link]').count() === 2 && !await plain.locator('.mask-bar').isVisible(), 'dead parts are shown');
    await context.close();
    await page.context().close();
  });
}
