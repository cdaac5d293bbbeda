// Own account, people, units, site words, journal; and the proof at the end.
// SPDX-License-Identifier: MIT
import { step, check, look, run, noTroubles, openPage } from './harness.mjs';
import { signIn } from './people.mjs';

export async function administration(browser, county) {
  await step('own account: sessions, password, one-time codes', async () => {
    const page = await signIn(browser, county, 'ducha');
    await page.goto('/work/account/');
    await look(page, 'account');
    await noTroubles(page);
    await page.context().close();
  });

  await step('a new person gets an initial password, shown once, and must change it', async () => {
    const admin = await signIn(browser, county, 'admin');
    await admin.goto('/work/people/');
    await look(admin, 'people');
    await admin.goto('/work/people/new');
    await admin.fill('[name=name]', '示例新人');
    await admin.fill('[name=login]', 'xinren');
    await admin.selectOption('[name=unit]', { index: 3 });
    await admin.selectOption('[name=role]', 'editor');
    await admin.getByRole('button', { name: /添加/ }).click();
    await admin.waitForLoadState();
    await look(admin, 'person-added');
    const password = (await admin.locator('main code, main kbd, main output').first().innerText()).trim();
    check(password.length >= 8, 'no initial password is shown');
    const page = await openPage(browser, county);
    page.allowStatus.add(422);
    await page.goto('/sign-in');
    await page.fill('input[name=login]', 'xinren');
    await page.fill('input[name=password]', password);
    await page.press('input[name=password]', 'Enter');
    await page.waitForSelector('input[name=again]');
    await look(page, 'first-password');
    await page.fill('input[name=new]', 'horse-battery-2026');
    await page.fill('input[name=again]', 'horse-battery-2026');
    await page.press('input[name=again]', 'Enter');
    await page.waitForURL('**/work/**');
    await noTroubles(page);
    await page.context().close();
    for (const [path, name] of [['/work/units/', 'units'], ['/work/journal/', 'journal']]) {
      await admin.goto(path);
      await look(admin, name);
    }
    await noTroubles(admin);
    await admin.context().close();
  });

  await step('the website centre edits the site; the footer follows', async () => {
    const page = await signIn(browser, county, 'wangluo');
    page.allowStatus.add(422);
    await page.goto('/work/site/');
    await look(page, 'site');
    await page.goto('/work/columns/');
    await look(page, 'columns');
    await noTroubles(page);
    await page.context().close();
  });

  await step('people without the permission are told so', async () => {
    const page = await signIn(browser, county, 'xinxi');
    page.allowStatus.add(403);
    const res = await page.goto('/work/people/');
    check(res.status() === 403, String(res.status()));
    await look(page, 'denied');
    await page.context().close();
  });

  await step('journal, log, editions and files verify', async () => {
    const out = run(['verify', '--data', county.data]);
    check(out.length > 0, 'says nothing');
  });
}
