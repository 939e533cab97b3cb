// The page for everybody: no fault that axe-core knows, no sideways scrolling on a narrow screen, input
// methods left in peace, focus that goes where it is needed.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT, newDossier, openSample, scenario } from './support.mjs';

const AXE = readFileSync(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');
const PAGES = ['', '/form', '/paper', '/materials', '/assign/3/tables', '/timeline', '/findings', '/print', '/review', '/law/A1-3'];
const OUTSIDE = ['#/', '#/verify', '#/law', '#/law/rules', '#/law/rules/pi-export-certifier-filing/filed_late', '#/calendar'];

/** Goes to every page of a dossier, and to the pages outside. */
async function everyPage(session, dossier, look) {
  for (const hash of [...OUTSIDE, ...PAGES.map((page) => dossier + page)]) {
    await session.goto(hash);
    if (hash.endsWith('/print')) {
      await session.page.getByRole('button', { name: '下载 PDF' }).waitFor({ timeout: 60_000 });
    }
    if (hash.includes('/law')) await session.page.locator('.law-words, .law-rule-line, .law-example').first().waitFor();
    await look(hash.replace(dossier, '#/d/…'));
  }
}

for (const [kind, open] of [['an empty dossier', newDossier], ['a complete dossier', openSample]]) {
  scenario(`axe-core finds no fault on any page of ${kind}`, { today: '2026-11-20' }, async (session, page) => {
    const dossier = await open(session);
    const faults = [];
    await everyPage(session, dossier, async (place) => {
      await page.evaluate(AXE);
      // What a frame shows is the browser's own viewer.
      const found = await page.evaluate(() => axe.run(document, { iframes: false }).then(({ violations }) => violations));
      for (const { id, help, nodes } of found) {
        faults.push(`${place} ${id}: ${help}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' … ')}`);
      }
    });
    assert.deepEqual(faults, []);
  });

  // 320 px is also what 1280 px at 400 % leave.
  scenario(`no page of ${kind} scrolls sideways at 320 px`, { today: '2026-11-20', viewport: { width: 320, height: 640 } }, async (session, page) => {
    const dossier = await open(session);
    const wide = [];
    await everyPage(session, dossier, async (place) => {
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 320) wide.push(`${place}: ${width} px`);
    });
    assert.deepEqual(wide, []);
  });
}

scenario('questions one at a time, and what they decide, are for everybody too', { today: '2026-11-21' }, async (session, page) => {
  await session.goto();
  await page.locator('input[type=file]').first().setInputFiles(join(ROOT, 'tests/fixtures/dossiers/route/dossier.json'));
  await page.getByRole('heading', { level: 1, name: '办理步骤' }).waitFor();
  const dossier = new URL(page.url()).hash;
  for (const place of ['', '/form/important', '/form/flows', '/form/topic_risk', '/decision', '/review']) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await session.goto(dossier + place);
    await page.evaluate(AXE);
    const found = await page.evaluate(() => axe.run(document, { iframes: false }).then(({ violations }) => violations));
    assert.deepEqual(found.map(({ id, nodes }) => `${place} ${id}: ${nodes[0].html.slice(0, 160)}`), []);
    await page.setViewportSize({ width: 320, height: 640 });
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320, `${place} scrolls sideways`);
  }
});

scenario('an input method composes undisturbed, and only the finished text counts', async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/form`);
  const box = page.getByRole('textbox', { name: '机构名称' });
  await box.click();
  await box.evaluate((input) => {
    window.composed = [];
    for (const kind of ['compositionstart', 'compositionend']) {
      input.addEventListener(kind, ({ data }) => window.composed.push(`${kind} ${data}`));
    }
  });
  const before = await page.getByRole('link', { name: /阻断/ }).innerText();
  const keyboard = await session.context.newCDPSession(page);
  for (const text of ['z', 'zh', 'zhong', 'zhong g', 'zhong guan', 'zhong guan cun']) {
    await keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await page.waitForTimeout(120);
    assert.equal(await box.inputValue(), text);
  }
  // Longer than autosave and checks take.
  await page.waitForTimeout(1000);
  assert.equal(await box.inputValue(), 'zhong guan cun');
  assert.equal(await page.getByRole('link', { name: /阻断/ }).innerText(), before, 'unfinished text is no answer');
  await keyboard.send('Input.insertText', { text: '中关村' });
  assert.equal(await box.inputValue(), '中关村');
  assert.deepEqual(await page.evaluate(() => window.composed), ['compositionstart ', 'compositionend 中关村']);
  await page.waitForTimeout(600);
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: '机构名称' }).inputValue(), '中关村');
});

scenario('asking to go on with gaps moves focus to a summary that leads to each field', async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/form`);
  await page.getByRole('button', { name: '检查本页并继续' }).click();
  const summary = page.getByRole('alert').filter({ hasText: '处须改正' });
  await summary.waitFor();
  assert.ok(await summary.evaluate((element) => element === document.activeElement));
  await summary.getByRole('link').filter({ hasText: '统一社会信用代码' }).first().click();
  const code = page.getByRole('textbox', { name: '统一社会信用代码' });
  assert.ok(await code.evaluate((element) => element === document.activeElement));
});

scenario('a finding is one click from its field', async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/findings`);
  // What is only still to be given is folded: first comes what to do next.
  const next = page.getByRole('region', { name: '接下来' });
  await next.getByRole('link', { name: '填写申请表' }).waitFor();
  await page.getByText(/^还没有填写或者放入 \d+ 项/).first().click();
  await page.getByRole('main').getByRole('link').filter({ hasText: /邮编/ }).first().click();
  const code = page.getByRole('textbox', { name: '邮编' });
  await code.waitFor();
  await page.waitForFunction((element) => element === document.activeElement, await code.elementHandle());
});

scenario('a sensitive number is masked until it is asked for', { today: '2026-11-20' }, async (session, page) => {
  const dossier = await openSample(session);
  await session.goto(`${dossier}/form`);
  const phone = page.getByRole('textbox', { name: '经办人联系电话' });
  assert.match(await phone.inputValue(), /^134\D+6217$/);
  await page.getByRole('button', { name: '显示经办人联系电话' }).click();
  assert.equal(await phone.inputValue(), '13490006217');
});
