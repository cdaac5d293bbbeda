// Major decisions: one from the draft to the evaluation, with a citizen's comment that is adopted
// and shown; what is refused, what waits for release, what the county's column shows.
// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { step, check, look, openPage, run, noTroubles } from './harness.mjs';
import { signIn } from './people.mjs';

const day = (offset) => new Date(Date.now() + (offset * 24 + 8) * 3600e3).toISOString().slice(0, 10);
const title = '师宗县示例停车场收费方案', renamed = '师宗县示例停车场收费办法';
const main = (page) => page.locator('main').innerText();

// The decision as a published document.
function importDecision(county) {
  const file = join(dirname(county.data), 'decision.jsonl');
  writeFileSync(file, JSON.stringify({ id: 'D1', title: '师宗县人民政府关于示例停车场收费的决定', type: '通知公告', issuer: '师宗县人民政府',
    number: `师演发〔${day(0).slice(0, 4)}〕66号`, date: day(0), body: '第一条 示例停车场前三十分钟免费。' }) + '\n');
  run(['import', 'documents', file, '--data', county.data]);
}

// Takes one step on the open page of a thread; done: it must succeed.
async function act(page, action, facts, done) {
  const fold = page.locator('details', { has: page.locator(`form#${action}`) });
  if (await fold.getAttribute('open') === null) await fold.locator('summary').click();
  for (const [name, value] of Object.entries(facts)) await page.fill(`form#${action} [name="${action}.${name}"]`, value);
  await page.locator(`form#${action} .actions button`).click();
  await page.waitForLoadState();
  if (done) check(await page.locator('.flash').count() === 1, `${action}: ${(await main(page)).slice(0, 600)}`);
}

export async function decision(browser, county) {
  const clerk = await signIn(browser, county, 'xinxi');
  const head = await signIn(browser, county, 'fuze');
  const legal = await signIn(browser, county, 'fazhi');
  const office = await signIn(browser, county, 'zhengfu');
  const visitor = await openPage(browser, county);
  for (const page of [clerk, head, legal, visitor]) for (const status of [404, 409, 422]) page.allowStatus.add(status);
  let work, shown;
  const release = async () => {
    await head.goto(work);
    await head.locator('#release-form button').click();
    await head.waitForLoadState();
    check(await head.locator('.flash').count() === 1, (await main(head)).slice(0, 600));
  };

  await step('a decision: registered, refused without its basis, consulted on', async () => {
    await clerk.goto('/work/decisions/new');
    await look(clerk, 'decision-new');
    await clerk.fill('[name=title]', title);
    await clerk.fill('[name=source]', '政府工作报告任务 第9项');
    await clerk.getByRole('button', { name: '登记', exact: true }).click();
    await clerk.waitForURL(/\/work\/decisions\/\d+\/$/);
    work = new URL(clerk.url()).pathname;
    shown = work.replace('/work', '').replace(/\/$/, '');
    await act(clerk, 'consult', { from: day(0), to: day(9), channel: '来信' });
    const refused = await main(clerk);
    for (const code of ['M-BASIS', 'M-DRAFT', 'M-COMMENT']) check(refused.includes(code), `${code}: ${refused.slice(0, 600)}`);
    await look(clerk, 'decision-refused');
    await act(clerk, 'basis', { basis: '《价格法》第十八条' }, true);
    await act(clerk, 'draft', { summary: '前三十分钟免费，之后每小时三元。' }, true);
    await act(clerk, 'consult', { from: day(0), to: day(9), channel: '来信', short_reason: '汛期前必须启用' }, true);
    await visitor.goto(shown);
    check((await visitor.title()).includes(title) === false, 'public before it was released');
    await look(clerk, 'decision-waits');
    await head.goto(work);
    await head.locator('summary', { hasText: '退回修改' }).click();
    await head.fill('#return-form [name=note]', '依据写全称');
    await head.getByRole('button', { name: '退回', exact: true }).click();
    await head.waitForLoadState();
    await clerk.goto(work);
    check((await main(clerk)).includes('依据写全称'), 'the reason of the return is not shown');
    await act(clerk, 'basis', { basis: '《中华人民共和国价格法》第十八条' }, true);
    await clerk.setInputFiles('form#draft [name="draft.files"]', [
      { name: '收费方案（草案）.csv', mimeType: 'text/csv', buffer: Buffer.from('时段,元\n前三十分钟,0\n') },
      { name: '假的.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ\x90\x00 no paper') }]);
    await act(clerk, 'draft', { summary: '前三十分钟免费，之后每小时三元。' });
    check((await main(clerk)).includes('假的.pdf') || await clerk.locator('.flash').count() === 0, 'a file that lies about its type was taken');
    await look(clerk, 'decision-file-refused');
    await clerk.setInputFiles('form#draft [name="draft.files"]', { name: '收费方案（草案）.csv', mimeType: 'text/csv', buffer: Buffer.from('时段,元\n前三十分钟,0\n') });
    await act(clerk, 'draft', { summary: '前三十分钟免费，之后每小时三元。' }, true);
    await act(clerk, 'consult', { from: day(0), to: day(9), channel: '来信', short_reason: '汛期前必须启用' }, true);
    await release();
    await look(head, 'decision-released');
  });

  await step('a citizen comments without signing in; nobody sees it before it is answered', async () => {
    await visitor.goto('/decisions/');
    await visitor.getByRole('link', { name: title }).click();
    await visitor.waitForLoadState();
    const text = await main(visitor);
    check(text.includes('师宗县教育体育局') && text.includes('汛期前必须启用') && text.includes('尚未公布'), text.slice(0, 800));
    await visitor.getByRole('link', { name: '我要提意见' }).first().click();
    await look(visitor, 'decision-comment');
    await visitor.getByLabel('您的意见').fill('医院门口的停车场应当免费一小时，我的电话是13812345678');
    await visitor.getByLabel('怎样称呼您').fill('赵女士');
    await visitor.getByRole('button', { name: '提交意见' }).click();
    await visitor.waitForURL(/sent=1/);
    await look(visitor, 'decision-comment-sent');
    await visitor.goto(shown);
    check(!(await main(visitor)).includes('医院门口') && (await main(visitor)).includes('待答复 1 条'), await main(visitor));
    for (const page of [visitor, clerk, head]) await noTroubles(page);
  });

  await step('the comment is adopted and shown without name and number', async () => {
    await clerk.goto('/work/');
    check((await main(clerk)).includes('答复 1 条公众意见'), 'no task to answer');
    await clerk.goto(work + 'comments');
    check((await main(clerk)).includes('赵女士'), await main(clerk));
    await clerk.getByLabel('处理').selectOption('adopted');
    await clerk.getByRole('button', { name: '保存答复' }).click();
    await clerk.waitForLoadState();
    check((await main(clerk)).includes('S-PII'), (await main(clerk)).slice(0, 600));
    await look(clerk, 'decision-answers');
    await clerk.getByLabel('公开的意见内容').fill('医院门口的停车场应当免费一小时');
    await clerk.getByLabel('理由').fill('方案第二条增加：县医院停车场前一小时免费');
    await clerk.getByRole('button', { name: '保存答复' }).click();
    await clerk.waitForLoadState();
    await visitor.goto(shown);
    const text = await main(visitor);
    check(text.includes('前一小时免费') && text.includes('采纳 1 条'), text);
    check(!text.includes('赵女士') && !text.includes('13812345678'), 'personal data on the public page');
  });

  await step('reviewed, discussed, decided, carried out, evaluated: every slot is filled in public', async () => {
    await clerk.goto(work);
    await act(clerk, 'heard', { outcome: '收到 1 条，采纳 1 条' });
    check((await main(clerk)).includes('才结束'), 'closed before its end');
    // a consultation that is over: the window is put right to the days before today
    await act(clerk, 'consult', { from: day(-40), to: day(-1), short_reason: '' });
    check((await main(clerk)).includes('提前结束要写明理由'), 'ended early without a reason');
    await act(clerk, 'consult', { short_reason: '此前已在乡镇征求一个月' }, true);
    await release();
    await clerk.goto(work);
    await act(clerk, 'heard', { outcome: '收到 1 条，采纳 1 条' }, true);
    await act(clerk, 'send', {});
    check((await main(clerk)).includes('M-STUDY'), 'sent to review without study');
    await act(clerk, 'expert', { opinion: '收费标准合理', expert_on: day(0) }, true);
    await act(clerk, 'risk', { without: '不影响社会稳定' }, true);
    await act(clerk, 'send', {}, true);
    await legal.goto(work);
    await look(legal, 'decision-legal');
    await act(legal, 'lawful', { legal_opinion: '权限、程序、内容合法', legal_on: day(0) }, true);
    await clerk.goto(work);
    await act(clerk, 'discuss', { meeting: '县人民政府第9次常务会议', met_on: day(0), outcome: '原则同意' }, true);
    importDecision(county);
    await visitor.goto('/search?q=' + encodeURIComponent('示例停车场收费的决定'));
    await visitor.getByRole('link', { name: /示例停车场收费的决定/ }).first().click();
    await visitor.waitForLoadState();
    const text = new URL(visitor.url()).pathname;
    await act(clerk, 'publish', { page: county.url + text }, true);
    await act(clerk, 'progress', { progress_on: day(0), text: '设备安装完成', percent: '60' }, true);
    await act(clerk, 'complete', { done_on: day(0), text: '停车场全部启用，首月收费 3 万元' }, true);
    await release();
    await clerk.goto(work);
    await act(clerk, 'evaluate', { evaluated_on: day(0), evaluator: '示例大学', text: '周转率提高，群众满意' }, true);
    await release();
    await visitor.goto(shown);
    const all = await main(visitor);
    check(!all.includes('尚未公布') && all.includes('示例大学') && all.includes('已评估'), all);
    await look(visitor, 'decision-thread');
    await visitor.goto(text);
    check((await main(visitor)).includes('决策过程') && (await main(visitor)).includes(title), 'the decision does not name its thread');
    await look(visitor, 'decision-document');
    for (const page of [visitor, clerk, head, legal]) await noTroubles(page);
  });

  await step('search and site map know the thread; its file is downloaded; it is renamed, the old name stays', async () => {
    const found = async (words) => {
      await visitor.goto('/search?q=' + encodeURIComponent(words));
      return visitor.locator(`main a[href^="${shown}"]`).count();
    };
    check(await found(title) > 0, 'the thread is not found by its name');
    await look(visitor, 'decision-search');
    check(await found('设备安装完成 周转率') > 0, 'the thread is not found by what stands in it');
    const map = async () => (await (await fetch(county.url + '/sitemap/1.xml')).text()).includes(shown + '</loc>');
    check(await map(), 'not in the site map');
    await visitor.goto(shown);
    const file = await visitor.locator('ul.files a').first().getAttribute('href');
    check((await (await fetch(county.url + file)).text()).includes('前三十分钟'), 'the file is not what was sent');
    await clerk.goto(work);
    await act(clerk, 'rename', { title, why: '错别字' });
    check((await main(clerk)).includes('和现在的一样'), 'renamed to the same name');
    await look(clerk, 'decision-rename');
    await act(clerk, 'rename', { title: renamed, why: '县政府会议决定按办法制发' }, true);
    await visitor.goto(shown);
    check((await main(visitor)).includes(title) && !(await main(visitor)).includes('收费办法'), 'renamed before it was released');
    await release();
    await visitor.goto(shown);
    const text = await main(visitor);
    check(text.includes(renamed) && text.includes(`${title}（用到`) && text.includes('按办法制发'), text.slice(0, 800));
    await look(visitor, 'decision-renamed');
    check(await found('示例停车场收费办法') > 0 && await found(title) > 0, 'not found by both names');
    for (const page of [visitor, clerk, head]) await noTroubles(page);
  });

  await step('a thread entered by mistake is withdrawn: gone from search and site map with the next query', async () => {
    await clerk.goto('/work/decisions/new');
    await clerk.fill('[name=title]', '误登记的示例事项');
    await clerk.getByRole('button', { name: '登记', exact: true }).click();
    await clerk.waitForURL(/\/work\/decisions\/\d+\/$/);
    const gone = new URL(clerk.url()).pathname;
    await act(clerk, 'basis', { basis: '不是重大决策' }, true);
    await head.goto(gone);
    await head.locator('#release-form button').click();
    await head.waitForLoadState();
    const query = '/search?q=' + encodeURIComponent('误登记的示例事项');
    await visitor.goto(query);
    check(await visitor.getByRole('link', { name: '误登记的示例事项' }).count() > 0, 'not found after its release');
    await head.goto(gone);
    await head.getByRole('link', { name: '到“文件”中办理结束' }).click();
    await head.waitForLoadState();
    await head.getByRole('link', { name: '结束' }).first().click();
    await head.waitForLoadState();
    await head.locator('[name=kind][value=error]').check();
    await head.fill('[name=note]', '误登记');
    await head.locator('main form').getByRole('button', { name: '结束' }).first().click();
    await head.waitForLoadState();
    await visitor.goto(query);
    check(await visitor.getByRole('link', { name: '误登记的示例事项' }).count() === 0, 'still found after it was withdrawn');
    visitor.allowStatus.add(410);
    await visitor.goto(gone.replace('/work', '').replace(/\/$/, ''));
    check((await main(visitor)).includes('误登记'), 'the reason is not told');
    await look(visitor, 'decision-withdrawn');
    check(!(await (await fetch(county.url + '/sitemap/1.xml')).text()).includes(gone.replace('/work', '').replace(/\/$/, '') + '</loc>'), 'still in the site map');
    await head.goto(gone);
    check((await main(head)).includes('已经从网站撤下'), await main(head));
    for (const page of [visitor, clerk, head]) await noTroubles(page);
  });

  await step('the column, the catalogue, open data, findings and settings', async () => {
    for (const [target, name, words] of [['/decisions/', 'decision-list', '来源：师宗县'], ['/decisions/catalogue', 'decision-catalogue', '重大行政决策事项目录'],
      ['/zwgk/fdnr/zdjc/', 'decision-column', '重大决策信息公开']]) {
      await visitor.goto(target);
      check((await main(visitor)).includes(words), `${target}: ${(await main(visitor)).slice(0, 300)}`);
      await look(visitor, name);
    }
    const data = await (await fetch(county.url + '/decisions/list.json')).json();
    check(data.total === data.decisions.length && data.decisions.some((d) => d.title === renamed && d.empty.length === 0 && d.entries.some((e) => e.old_title === title)), 'open data');
    for (const [target, name, words] of [['/work/decisions/', 'decision-work', 'M-PROGRESS'], ['/work/decisions/findings', 'decision-findings', '没有更新进展'],
      ['/work/decisions/settings', 'decision-settings', '进展']]) {
      await office.goto(target);
      check((await main(office)).includes(words), `${target}: ${(await main(office)).slice(0, 300)}`);
      await look(office, name);
    }
    await office.goto('/work/decisions/1/');
    await look(office, 'decision-item');
    for (const page of [visitor, clerk, head, legal, office]) { await noTroubles(page); await page.context().close(); }
  });
}
