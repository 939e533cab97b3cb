// The people as an office knows them: copied from a sheet, printed one table each, stamped, scanned, put back.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { ENTERPRISE, ROOT, download, newDossier, openSample, pdfText, readProcedure, scenario } from './support.mjs';

const TODAY = '2026-11-20';
const HEADS = '姓名\t证件种类\t证件号码\t岗位\t用工形式\t审查日期';
const PEOPLE = ['王建国\t居民身份证\t11010519491231002X', '李晓\t居民身份证\t440524188001010014', '沈砚秋\t居民身份证\t310199199001193424'];
const SHEET = [HEADS, ...PEOPLE.map((one) => `${one}\t审核员\t专职\t2026-11-10`)].join('\n');

/** What the browser does when somebody pastes where no text is typed. */
function paste(page, text) {
  return page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** The cell of the overview for a material under a heading, as it is read out. */
async function cell(page, material, heading) {
  const table = page.getByRole('table', { name: '材料总表' });
  const heads = await table.getByRole('columnheader').allTextContents();
  const row = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${material} ?\\D`) }) });
  // The material itself is the head of its row.
  return (await row.getByRole('cell').nth(heads.indexOf(heading) - 1).locator('.matrix-value').innerText()).replace(/\s+/g, ' ').trim();
}

scenario('people are pasted, their tables printed, the stamped scans put back in bulk, and the overview is complete', { today: TODAY }, async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/roster/people`);
  await paste(page, SHEET);
  const dialog = page.getByRole('dialog', { name: '导入表格：人员名册' });
  await dialog.getByText('新增 3 行').waitFor();
  // Of a document its kind may be read by whoever looks on, its number not.
  await dialog.getByRole('cell', { name: '居民身份证', exact: true }).first().waitFor();
  assert.equal(await dialog.getByText('11010519491231002X').count(), 0);
  assert.equal(await page.getByRole('grid').count(), 0, 'nothing changes before it is confirmed');
  await dialog.getByRole('button', { name: '导入', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('grid', { name: '人员名册' }).getByText('沈砚秋').waitFor();

  await page.getByRole('link', { name: '全部打印' }).click();
  await page.getByLabel('范围').waitFor();
  const all = await download(session, () => page.getByRole('button', { name: '下载 PDF' }).click({ timeout: 60_000 }));
  assert.match(execFileSync('pdfinfo', [all], { encoding: 'utf8' }), /Pages:\s+3\b/);
  const outline = execFileSync('mutool', ['show', all, 'outline'], { encoding: 'utf8' });
  assert.deepEqual([...outline.matchAll(/"([^"]+)"/g)].map(([, title]) => title), ['王建国', '李晓', '沈砚秋']);
  assert.match(pdfText(all), /非官方样式/);
  await page.getByLabel('范围').selectOption({ label: '2　李晓' });
  const one = await download(session, () => page.getByRole('button', { name: '下载 PDF' }).click({ timeout: 60_000 }));
  assert.match(pdfText(one), /440524188001010014/);
  assert.doesNotMatch(pdfText(one), /王建国/);

  // A scan each, as an office names them: by name, by number, and as the machine counted.
  const names = ['背景审查表_王建国.pdf', '440524188001010014.pdf', '扫描0003.pdf'];
  const samples = join(ENTERPRISE, 'files');
  const scans = readdirSync(samples).filter((name) => name.startsWith('3-人员背景审查表')).sort();
  const files = names.map((name, i) => ({ name, mimeType: 'application/pdf', buffer: readFileSync(join(samples, scans[i])) }));
  await session.goto(`${dossier}/assign/3/tables`);
  await page.locator('#assign-choose').setInputFiles(files);
  await page.getByRole('heading', { name: '尚未对应的文件（3 份）' }).waitFor({ timeout: 60_000 });
  assert.equal(await page.getByRole('combobox', { name: '背景审查表_王建国.pdf' }).inputValue(), '王建国');
  assert.equal(await page.getByRole('combobox', { name: '440524188001010014.pdf' }).inputValue(), '李晓');
  const last = page.getByRole('combobox', { name: '扫描0003.pdf' });
  assert.equal(await last.inputValue(), '');
  // Whose scan a name does not tell is seen where it is picked.
  await page.getByRole('button', { name: /^预览.*扫描0003\.pdf/ }).click();
  await page.getByTitle('扫描0003.pdf的预览').waitFor();
  await page.getByRole('button', { name: /^收起预览.*扫描0003\.pdf/ }).click();
  await last.fill('沈某某');
  await page.getByText('名册中没有“沈某某”').waitFor();
  await page.getByRole('button', { name: '对应 2 份' }).waitFor();
  await last.fill('沈砚秋');
  await page.getByRole('button', { name: '对应 3 份' }).click();
  await page.getByText('3 人都有人员背景审查表。').waitFor();

  await session.goto(`${dossier}/materials`);
  assert.equal(await cell(page, '3', '一人一表'), '齐备 3/3');
  // One step back takes all three back, one step on puts them there again.
  await page.getByRole('button', { name: '撤销', exact: true }).first().click();
  await page.waitForFunction(() => document.querySelector('.matrix').textContent.includes('0/3'));
  assert.match(await cell(page, '3', '一人一表'), /^不全 0\/3/);
  await page.getByRole('button', { name: '重做' }).click();
  await page.waitForFunction(() => document.querySelector('.matrix').textContent.includes('3/3'));
});

scenario('a row opened as questions says which files are there for it, and leads to them', { today: TODAY }, async (session, page) => {
  const dossier = await openSample(session);
  await session.goto(`${dossier}/roster/people`);
  await page.getByRole('button', { name: '编辑第 1 行' }).click();
  const papers = page.getByRole('dialog').getByRole('region', { name: '本行的文件' });
  assert.match(await papers.innerText(), /已有 1 件\s*材料 3 人员背景审查表\s*3-人员背景审查表-01/);
  await page.getByRole('dialog').getByRole('button', { name: '再添加一行' }).click();
  await papers.getByText('缺', { exact: true }).waitFor();
  await papers.getByRole('link', { name: '材料 3 人员背景审查表' }).click();
  await page.getByRole('heading', { level: 1, name: '人员背景审查表：逐人对应' }).waitFor();
});

scenario('a complete dossier is complete in every cell of the overview, on a narrow screen too', { today: TODAY, viewport: { width: 320, height: 800 } }, async (session, page) => {
  const dossier = await openSample(session);
  await session.goto(`${dossier}/materials`);
  await page.getByText('13 项材料都已齐备。').waitFor();
  const table = page.getByRole('table', { name: '材料总表' });
  assert.equal(await table.getByRole('row').count(), 14);
  assert.equal(await table.getByRole('rowheader').count(), 13);
  assert.equal(await cell(page, '3', '一人一表'), '齐备 12/12');
  assert.equal(await cell(page, '4', '规定内容'), '齐备 5/5');
  // Of the official form it is its own questions that are required.
  const sections = readProcedure('pi-export-certifier-filing').sections.filter((section) => !section.at);
  const asked = sections.flatMap((section) => section.fields).filter((field) => !field.optional).length;
  assert.equal(await cell(page, '1', '相关填报'), `齐备 ${asked}/${asked}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  assert.ok(!wide, 'nothing stands outside a screen of 320 px');
  await session.goto(`${dossier}/assign/3/tables`);
  await page.getByText('12 人都有人员背景审查表。').waitFor();
  await page.getByRole('button', { name: /^移除/ }).first().click();
  await page.getByRole('heading', { name: '还没有人员背景审查表的人员（1 人）' }).waitFor();

  // More files than are listed at once: each is found by its name, and can be taken away.
  const samples = join(ENTERPRISE, 'files');
  const scan = readFileSync(join(samples, readdirSync(samples).find((name) => name.startsWith('3-人员背景审查表'))));
  const more = Array.from({ length: 10 }, (_, i) => ({ name: `补充${i}.pdf`, mimeType: 'application/pdf', buffer: Buffer.concat([scan, Buffer.from(`\n% ${i}\n`)]) }));
  await page.locator('#assign-choose').setInputFiles(more);
  await page.getByRole('heading', { name: '尚未对应的文件（10 份）' }).waitFor({ timeout: 90_000 });
  await session.goto(`${dossier}/materials/3/tables`);
  const place = page.locator('#slot-3-tables');
  await place.getByRole('button', { name: /^再显示一些（还有 1 件）/ }).waitFor();
  assert.equal(await place.locator('.file-card').count(), 20);
  await place.getByRole('searchbox').fill('补充9');
  await place.locator('.file-card').filter({ hasText: '补充9.pdf' }).waitFor();
  assert.equal(await place.locator('.file-card').count(), 1);
  await place.getByRole('button', { name: /^移除/ }).click();
  await place.getByRole('searchbox').waitFor({ state: 'detached' });
  assert.equal(await place.locator('.file-card').count(), 20);
});

scenario('fifty thousand rows and a workbook with macros are answered by a sentence, and nothing is lost', { today: TODAY }, async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/roster/people`);
  await paste(page, SHEET);
  const dialog = page.getByRole('dialog', { name: '导入表格：人员名册' });
  await dialog.getByText('新增 3 行').waitFor();
  await dialog.getByRole('button', { name: '导入', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: '导入表格' }).click();
  // Made inside the page: handing over so large a file from outside would itself keep it busy.
  await dialog.locator('input[type=file]').evaluate(async (input, heads) => {
    const line = (_, i) => `人员,居民身份证,${11010519490000000 + i},审核员,专职,2026-11-10`;
    const text = [heads.replaceAll('\t', ','), ...Array.from({ length: 50_000 }, line)].join('\n');
    const files = new DataTransfer();
    files.items.add(new File([text], '五万人.csv', { type: 'text/csv' }));
    await new Promise((next) => setTimeout(next, 500));
    window.longest = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (window.longest = Math.max(window.longest, duration)))).observe({ entryTypes: ['longtask'] });
    input.files = files.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }, HEADS);
  await dialog.getByText('有50000行，“人员名册”最多5000行').waitFor({ timeout: 90_000 });
  assert.ok(await dialog.getByRole('button', { name: '导入', exact: true }).isDisabled());
  const longest = await page.evaluate(() => window.longest);
  assert.ok(longest < 500, `the page stood still for ${longest} ms`);
  await dialog.getByRole('button', { name: '换一个表格' }).click();
  await dialog.locator('input[type=file]').setInputFiles(join(ROOT, 'tests/fixtures/sheets/macros.xlsm'));
  await dialog.getByText(/宏/).first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('grid', { name: '人员名册' }).getByText('沈砚秋').waitFor();
});
