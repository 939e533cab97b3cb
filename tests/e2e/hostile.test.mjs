// A dossier from outside full of what browsers, spreadsheets and file systems have been known to act upon: every page
// shows it as the text that it is, no script runs, and the page stays usable.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { DIST, ENTERPRISE, download, readDossier, readProcedure, scenario } from './support.mjs';

const TEXTS = [
  '<img src=x onerror="window.ran=1">',
  '<script>window.ran=1</script>',
  '"><svg onload=window.ran=1>',
  'javascript:window.ran=1',
  '=HYPERLINK("https://example.org","x")',
  '+1+cmd|\' /C calc\'!A0',
  '@SUM(A1:A9)',
  '发票\u202Efdp.exe\u2066',
  'a\u0000b\u0001\u001B[31m',
  '{{7*7}}${7*7}]]>',
];
const ID = 'pi-export-certifier-filing';

/** The complete sample with every text answer replaced, also in rosters, names and what is kept aside. */
function hostileDossier() {
  const { dossier } = readDossier(ENTERPRISE);
  const definition = readFileSync(join(DIST, 'procedures', ID, 'procedure.json'));
  dossier.procedure.digest = createHash('sha256').update(definition).digest('hex');
  let at = 0;
  const next = () => TEXTS[at++ % TEXTS.length];
  const turn = (answer) => {
    if (typeof answer === 'string') return next();
    if ('choice' in answer) return answer;
    return Object.fromEntries(Object.keys(answer).map((part) => [part, next()]));
  };
  const all = (answers) => Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, turn(answer)]));
  dossier.answers = all(dossier.answers);
  dossier.answers.org_name = TEXTS[0];
  dossier.answers.business_scope = '长'.repeat(350_000);
  for (const rows of Object.values(dossier.rosters)) for (const row of rows) row.answers = all(row.answers);
  dossier.kept = TEXTS.map((text, n) => ({ place: `gone_${n}`, label: text, version: text, answer: text }));
  dossier.name = `${TEXTS[0]}${TEXTS[7]}`;
  dossier.attachments = [];
  return dossier;
}

/** What has become of the texts on this page. */
async function assertHarmless(page, where) {
  const found = await page.evaluate(() => ({
    ran: window.ran,
    alive: document.querySelectorAll('script:not([src]), img[src="x"], svg[onload], a[href^="javascript:"], [onerror]').length,
    text: document.body.innerText.length,
  }));
  assert.equal(found.ran, undefined, `${where}: a script ran`);
  assert.equal(found.alive, 0, `${where}: a text has become an element`);
  assert.ok(found.text > 100, `${where}: the page is there`);
}

scenario('a dossier full of markup, formulas and controls is shown as text on every page', { today: '2026-11-20' }, async (session, page) => {
  page.on('dialog', (dialog) => {
    session.wrongs.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const file = join(session.profile, 'hostile.json');
  const hostile = hostileDossier();
  writeFileSync(file, JSON.stringify(hostile));
  await session.goto();
  const [picker] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: /^打开/ }).first().click(),
  ]);
  await picker.setFiles(file);
  await page.getByRole('heading', { level: 1, name: '办理步骤' }).waitFor({ timeout: 60_000 });
  const dossier = new URL(page.url()).hash;
  const procedure = readProcedure(ID);
  const written = procedure.materials.flatMap((it) => it.fields ?? []).find((field) => field.type === 'narrative').id;
  const roster = Object.keys(hostile.rosters)[0];
  const pages = ['', '/form', '/paper', '/materials', `/roster/${roster}`, `/write/${written}`, '/findings', '/timeline', '/print', '/review', '/changes', '/law'];
  for (const place of pages) {
    await session.goto(`${dossier}${place}`);
    await assertHarmless(page, place);
  }
  await session.goto(`${dossier}/changes`);
  for (const text of TEXTS.slice(0, 4)) await page.getByText(text, { exact: true }).first().waitFor();

  // It stays usable: an answer is mended and stays mended.
  await session.goto(`${dossier}/form`);
  const name = page.getByRole('textbox', { name: '机构名称' });
  assert.equal(await name.inputValue(), TEXTS[0]);
  await name.fill('华安认证有限公司');
  await name.press('Tab');
  await session.goto(`${dossier}/paper`);
  assert.equal(await page.getByRole('textbox', { name: '机构名称' }).inputValue(), '华安认证有限公司');

  // What leaves the page as a sheet holds no formula.
  await session.goto(`${dossier}/roster/${roster}`);
  const saved = await download(session, () => page.getByRole('button', { name: /CSV/ }).first().click());
  const sheet = readFileSync(saved, 'utf8').replace(/^\uFEFF/, '');
  assert.ok(sheet.includes("'=HYPERLINK"), 'the formula is there as a text');
  for (const cell of sheet.split(/\r\n|,/)) assert.doesNotMatch(cell, /^"?[=+\-@\t\r]/, cell);
  await session.goto();
  await assertHarmless(page, 'home');
});
