// The browser is killed at random moments while somebody types and attaches. Whatever the page had shown as saved
// is there again afterwards. BEIAN_KILLS says how often; a few times with the other tests.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { ENTERPRISE, newDossier, protect, scenario, unlock } from './support.mjs';

const KILLS = Number(process.env.BEIAN_KILLS ?? 6);
const organisation = (page) => page.getByRole('textbox', { name: '机构名称' });
const SCAN = join(ENTERPRISE, 'files');

// The same moments in every run.
function random(seed) {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
}

scenario(`killed ${KILLS} times, nothing that was shown as saved is lost`, { timeout: 240_000 + KILLS * 30_000 }, async (session) => {
  const chance = random(20261129);
  await protect(session);
  const dossier = await newDossier(session);
  const scan = readFileSync(join(SCAN, '9-授权委托书.pdf'));
  // The same content twice at one place is one file: each has a remark of its own at its end.
  const another = (number) => Buffer.concat([scan, Buffer.from(`\n% ${number}\n`)]);
  let typed = 0;
  let attached = 0;
  let survived = 0;
  let handed = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const { page } = session;
    // What the page had acknowledged by the last look.
    const acknowledged = { typed: survived, attached };
    // A scan is looked at before it is attached, which takes a while after a start.
    const attaches = kill % 3 === 1;
    // From when a file is handed in; the first time only after it was attached, however slow the machine.
    let begin;
    const begun = new Promise((done) => (begin = done));
    if (!attaches) begin();
    const delay = 200 + chance() * (attaches ? 9000 : 3000);
    const moment = begun.then(() => wait(delay));
    let over = false;
    moment.then(() => (over = true));
    const work = (async () => {
      while (!over) {
        if (attaches) {
          await session.goto(`${dossier}/materials`);
          const before = await page.locator('.file-card').count();
          await page.getByLabel(/^(选择文件|继续添加)：1\.1 /).first().setInputFiles({ name: `件${kill}-${attached}.pdf`, mimeType: 'application/pdf', buffer: another(`${kill}-${handed++}`) });
          if (attached > 0) begin();
          await page.waitForFunction((count) => document.querySelectorAll('.file-card').length > count, before, { timeout: attached > 0 ? 9000 : 60_000 });
          await page.locator('[data-save="save-done"]').waitFor({ timeout: 4000 });
          acknowledged.attached = await page.locator('.file-card').count();
          begin();
        } else {
          await session.goto(`${dossier}/form`);
          for (let more = 0; more < 5 && !over; more++) {
            typed += 1;
            await organisation(page).fill(`第${typed}次填写`);
            const shown = typed;
            await page.waitForFunction(() => document.querySelector('[data-save]')?.dataset.save === 'save-busy', null, { timeout: 2000 }).catch(() => {});
            await page.locator('[data-save="save-done"]').waitFor({ timeout: 4000 });
            acknowledged.typed = shown;
          }
        }
      }
    })().catch(begin);
    await moment;
    await session.kill();
    await work;
    await session.startBrowser();
    await session.goto(`${dossier}/form`);
    await unlock(session);
    const value = await organisation(session.page).inputValue();
    survived = Number(/第(\d+)次/.exec(value)?.[1] ?? 0);
    assert.ok(survived >= acknowledged.typed, `kill ${kill}: “${value}” is there, ${acknowledged.typed} had been shown as saved`);
    await session.goto(`${dossier}/materials`);
    await session.page.getByRole('heading', { level: 1, name: '准备材料' }).waitFor();
    const files = await session.page.locator('.file-card').count();
    assert.ok(files >= acknowledged.attached, `kill ${kill}: ${files} files are there, ${acknowledged.attached} had been shown as saved`);
    attached = files;
    typed = Math.max(typed, survived);
    if ((kill + 1) % 10 === 0) console.log(`${kill + 1} kills, nothing lost`);
  }
  assert.ok(typed > 0 && attached > 0, `${typed} edits were typed and ${attached} files attached`);
  console.log(`killed ${KILLS} times: ${typed} edits typed, ${attached} files attached`);
});
