// Search as a visitor uses it, and the office that teaches it: suggestions by keyboard, initials,
// a wrong character, a synonym and a chosen page that hold at once, queries that found nothing.
// SPDX-License-Identifier: MIT
import { step, check, look, openPage, noTroubles } from './harness.mjs';
import { signIn } from './people.mjs';

const results = (page) => page.locator('main').innerText();
const ask = (page, text) => page.goto('/search?q=' + encodeURIComponent(text));

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
}
