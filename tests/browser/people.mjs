// Demo accounts and signing in.
// SPDX-License-Identifier: MIT
import { openPage, check } from './harness.mjs';

const password = 'shizong-2018';

export async function signIn(browser, county, login, size = 'desktop') {
  const page = await openPage(browser, county, size);
  await page.goto('/sign-in');
  await page.fill('input[name=login]', login);
  await page.fill('input[name=password]', password);
  await page.press('input[name=password]', 'Enter');
  await page.waitForURL('**/work/**');
  check(await page.locator('.who-name').count() === 1, `${login} is not signed in`);
  return page;
}

// On the review page of a document: the secrecy review is concluded in the form that approves.
export async function pass(reviewer) {
  await reviewer.locator('[name=secrecy][value=open]').first().check();
  await reviewer.getByRole('button', { name: '审核通过' }).click();
  await reviewer.waitForLoadState();
}
