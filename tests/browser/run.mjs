// The main job as a new user would do it, in a real browser: import, find, read, write, review,
// publish, amend, end, the plan and its ledger. TAP on standard output; screenshots in artefacts/.
// SPDX-License-Identifier: MIT
import { startCounty, launch, finish, lookedAt } from './harness.mjs';
import { publicSite } from './public.mjs';
import { portal } from './portal.mjs';
import { workbench } from './workbench.mjs';
import { interpretation } from './interpret.mjs';
import { ledger } from './ledger.mjs';
import { fiscal } from './fiscal.mjs';
import { casework } from './casework.mjs';
import { inventory } from './inventory.mjs';
import { cases } from './cases.mjs';
import { petitions } from './petition.mjs';
import { calendar } from './calendar.mjs';
import { administration } from './administration.mjs';
import { editor } from './editor.mjs';
import { proofreading } from './proofread.mjs';
import { request } from './request.mjs';
import { feedback } from './feedback.mjs';
import { searching } from './search.mjs';
import { normdoc } from './normdoc.mjs';
import { decision } from './decision.mjs';
import { proposals } from './proposal.mjs';
import { masking } from './mask.mjs';
import { severance } from './severance.mjs';
import { letters } from './letters.mjs';
import { prepared } from './prepared.mjs';
import { annual } from './annual.mjs';

const county = await startCounty();
const browser = await launch();
try {
  await editor(browser);
  await portal(browser, county);
  await publicSite(browser, county);
  await workbench(browser, county);
  await proofreading(browser, county);
  await interpretation(browser, county);
  await ledger(browser, county);
  await fiscal(browser, county);
  await inventory(browser, county);
  await casework(browser, county);
  await cases(browser, county);
  await petitions(browser, county);
  await calendar(browser, county);
  await request(browser, county);
  await feedback(browser, county);
  await normdoc(browser, county);
  await decision(browser, county);
  await proposals(browser, county);
  await administration(browser, county);
  await searching(browser, county);
  await masking(browser, county);
  await severance(browser, county);
  await letters(browser, county);
  await prepared(browser, county);
  await annual(browser, county);
  await lookedAt();
} finally {
  await browser.close();
  county.stop();
}
process.exit(finish());
