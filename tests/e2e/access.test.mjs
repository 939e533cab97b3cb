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

/** What axe-core finds on the page as it is. */
async function faultsOf(page, place) {
  await page.evaluate(AXE);
  // What a frame shows is the browser's own viewer.
  const found = await page.evaluate(() => axe.run(document, { iframes: false }).then(({ violations }) => violations));
  const first = (nodes) => nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' … ');
  return found.map(({ id, help, nodes }) => `${place} ${id}: ${help}: ${first(nodes)}`);
}

for (const [kind, open] of [['an empty dossier', newDossier], ['a complete dossier', openSample]]) {
  scenario(`axe-core finds no fault on any page of ${kind}`, { today: '2026-11-20' }, async (session, page) => {
    const dossier = await open(session);
    const faults = [];
    await everyPage(session, dossier, async (place) => {
      faults.push(...(await faultsOf(page, place)));
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

scenario('at 320 px the head of a dossier overlaps nowhere, is high enough for a finger, and its name can be read', { today: '2026-11-20', viewport: { width: 320, height: 640 }, kept: true }, async (session, page) => {
  const dossier = await newDossier(session);
  const measure = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.brand, .masthead-nav > *, .dossier-name, .save-status, .undo-buttons, .verdict-chip')].map((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const touched = element.matches('a, button') ? element : element.querySelector('button');
        return { what: element.className || element.innerText, left, right, top, bottom, high: touched?.getBoundingClientRect().height ?? 44 };
      }),
    );
  const faults = [];
  for (const place of ['', '/form', '/materials', '/findings']) {
    await session.goto(dossier + place);
    const boxes = await measure();
    for (const [at, one] of boxes.entries()) {
      if (one.left < 0 || one.right > 320) faults.push(`${place} ${one.what} leaves the window`);
      if (one.high < 44) faults.push(`${place} ${one.what} is ${one.high} px high`);
      for (const other of boxes.slice(at + 1)) {
        const apart = one.right <= other.left + 1 || other.right <= one.left + 1 || one.bottom <= other.top + 1 || other.bottom <= one.top + 1;
        if (!apart) faults.push(`${place} ${one.what} and ${other.what} overlap`);
      }
    }
    const bar = await page.locator('.dossier-bar').evaluate((element) => element.getBoundingClientRect().height);
    if (place !== '' && bar > 92) faults.push(`${place}: the bar is ${bar} px high, more than two lines`);
  }
  assert.deepEqual(faults, []);
  const name = page.locator('.dossier-name');
  const cut = () => name.evaluate((element) => element.scrollWidth > element.clientWidth);
  assert.ok(await cut(), 'the name is longer than the line');
  assert.equal(await name.getAttribute('title'), await name.textContent());
  await name.click();
  await page.getByRole('heading', { level: 1, name: '办理步骤' }).waitFor();
  assert.ok(!(await cut()), 'on the first page all of it is read');
});

scenario('the editor of a text and what is imported are for everybody too', { today: '2026-11-20' }, async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/materials/4`);
  await page.locator('#material-4').getByRole('radio', { name: '在此撰写' }).check();
  await session.goto(`${dossier}/write/rules_text`);
  await page.getByRole('textbox', { name: /：正文$/ }).first().fill('# 依据\n\n* 本机构依据法律\n* 和标准\n\n| 项目 | 内容 |\n|---|---|\n| 甲 | 乙 |');
  const faults = await faultsOf(page, 'editor');
  await page.getByRole('button', { name: '导入文档' }).click();
  await page.locator('#write-file').setInputFiles(join(ROOT, 'tests/fixtures/narrative/rules.docx'));
  await page.getByRole('dialog', { name: /导入文档/ }).getByRole('row').first().waitFor();
  faults.push(...(await faultsOf(page, 'import of a document')));
  await page.keyboard.press('Escape');
  await session.goto(`${dossier}/roster/people`);
  await page.getByRole('button', { name: '导入表格' }).click();
  const dialog = page.getByRole('dialog', { name: '导入表格：人员名册' });
  faults.push(...(await faultsOf(page, 'choice of a sheet')));
  const sheet = '姓名,证件种类,证件号码,岗位,审查日期,备注\n王建国,居民身份证,11010519491231002X,审核员,2026-11-10,无\n李晓,居民身份证,1,审核员,十一月,无';
  await dialog.locator('input[type=file]').setInputFiles({ name: '人员.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) });
  await dialog.getByText('新增 2 行').waitFor();
  faults.push(...(await faultsOf(page, 'import of a sheet')));
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await session.screenshot(`import-${width}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width === 320 && wide > 320) faults.push(`the dialog is ${wide} px wide`);
  }
  assert.deepEqual(faults, []);
});

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

scenario('an input method composes undisturbed, and only the finished text counts', { kept: true }, async (session, page) => {
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
  await session.reload();
  assert.equal(await page.getByRole('textbox', { name: '机构名称' }).inputValue(), '中关村');
});

scenario('asking to go on with gaps moves focus to a summary that leads to each field', async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/form`);
  await page.getByRole('button', { name: '检查本页并继续' }).click();
  const summary = page.getByRole('alert').filter({ hasText: '个问题须改正' });
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
