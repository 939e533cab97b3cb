// Print marks as a person meets them: print the form, scan it askew, drop it in, change an answer; and the
// bound volume.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { ENTERPRISE, download, newDossier, openSample, readDossier, scenario } from './support.mjs';

/** Prints the form of a dossier, or another document of it with so called a title. */
async function printed(session, dossier, document = '', title = '备案申请表') {
  const { page } = session;
  await session.goto(`${dossier}/print${document}`);
  await page.locator(`iframe[title*="${title}"]`).waitFor({ timeout: 60_000 });
  const button = page.getByRole('button', { name: '下载 PDF' }).first();
  await button.waitFor({ timeout: 60_000 });
  return download(session, () => button.click());
}

/** A page of a PDF as a scanner gives it: at so many dpi, askew, a little grey, as JPEG of quality 40. */
async function scanned(session, pdf, { dpi = 200, degrees = 3 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'beian-scan-'));
  execFileSync('pdftoppm', ['-r', String(dpi), '-png', '-f', '1', '-l', '1', pdf, join(folder, 'page')], { stdio: 'ignore' });
  const png = execFileSync('sh', ['-c', `cat ${join(folder, 'page')}*.png`], { maxBuffer: 1 << 28 });
  const desk = await session.context.newPage();
  const jpeg = await desk.evaluate(
    async ([data, degrees]) => {
      const picture = new Image();
      picture.src = `data:image/png;base64,${data}`;
      await picture.decode();
      const paper = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height });
      const pen = paper.getContext('2d');
      pen.fillStyle = '#f4f2ee';
      pen.fillRect(0, 0, paper.width, paper.height);
      pen.translate(paper.width / 2, paper.height / 2);
      pen.rotate((degrees * Math.PI) / 180);
      pen.globalAlpha = 0.85;
      pen.drawImage(picture, -picture.width / 2, -picture.height / 2);
      return paper.toDataURL('image/jpeg', 0.4).split(',')[1];
    },
    [png.toString('base64'), degrees],
  );
  await desk.close();
  const file = join(folder, '扫描件.jpg');
  writeFileSync(file, Buffer.from(jpeg, 'base64'));
  return file;
}

scenario('a scan of the printed form stands at its place by itself, and is outdated once an answer changes', { today: '2026-11-20' }, async (session, page) => {
  const dossier = await openSample(session);
  const scan = await scanned(session, await printed(session, dossier));
  // The material is complete and folded to a line; an address that names it opens it.
  const place = page.locator('#slot-1-stamped');
  await session.goto(`${dossier}/materials/1`);
  await place.getByRole('button', { name: /移除/ }).first().click();
  await page.locator('.unsorted input[type=file]').first().setInputFiles(scan);
  await page.getByText('“扫描件.jpg”按打印标记归入材料 1').waitFor({ timeout: 60_000 });
  await place.getByText('扫描件.jpg').first().waitFor();
  assert.equal(await page.getByText(/打印后，/).count(), 0);

  await session.goto(`${dossier}/form`);
  const capital = page.locator('#f-registered_capital');
  await capital.fill('5000');
  await capital.blur();
  await session.goto(`${dossier}/materials`);
  await place.getByText('“扫描件.jpg”第 1 页打印后，注册资本已改。').waitFor();
  await session.goto(`${dossier}/findings`);
  await page.getByText('第 1 页打印后，注册资本已改').first().waitFor();
  await session.screenshot('print-mark-outdated');

  // In another dossier the same scan is put nowhere.
  const other = await newDossier(session);
  await session.goto(`${other}/materials`);
  await page.locator('#slot-1-stamped input[type=file]').first().setInputFiles(scan);
  await page.getByText('是从另一份卷宗打印的，没有归入任何材料').first().waitFor({ timeout: 60_000 });
  assert.equal(await page.locator('#slot-1-stamped .slot-files').count(), 0);
  await session.screenshot('print-mark-foreign');
});

/** The pages of a PDF as one TIFF of grey pictures at 150 dpi, as office scanners that feed sheets make them. */
function stacked(pdf, name) {
  const folder = mkdtempSync(join(tmpdir(), 'beian-stack-'));
  execFileSync('pdftoppm', ['-r', '150', '-gray', pdf, join(folder, 'page')], { stdio: 'ignore' });
  const pages = readdirSync(folder).sort().map((file) => readFileSync(join(folder, file)));
  const parts = [Buffer.from('II*\0\0\0\0\0', 'latin1')];
  const links = [];
  let [at, link] = [8, 4];
  for (const page of pages) {
    const [head, width, height] = /^P5\s(\d+) (\d+)\s255\s/.exec(page.subarray(0, 40).toString('latin1'));
    const pixels = page.subarray(head.length);
    // Sides, 8 bits, no compression, black is zero, one strip, 150 pixels to an inch.
    const entries = [[256, 4, width], [257, 4, height], [258, 3, 8], [259, 3, 1], [262, 3, 1], [273, 4, at], [278, 4, height], [279, 4, pixels.length]];
    const after = at + pixels.length + (pixels.length % 2);
    entries.push([282, 5, after + 2 + 12 * 11 + 4], [283, 5, after + 2 + 12 * 11 + 4], [296, 3, 2]);
    const directory = Buffer.alloc(2 + 12 * entries.length + 4 + 8);
    directory.writeUInt16LE(entries.length, 0);
    entries.forEach(([tag, kind, value], i) => {
      directory.writeUInt16LE(tag, 2 + 12 * i);
      directory.writeUInt16LE(kind, 4 + 12 * i);
      directory.writeUInt32LE(1, 6 + 12 * i);
      directory.writeUInt32LE(Number(value), 10 + 12 * i);
    });
    directory.writeUInt32LE(150, directory.length - 8);
    directory.writeUInt32LE(1, directory.length - 4);
    parts.push(pixels, Buffer.alloc(pixels.length % 2), directory);
    links.push([link, after]);
    link = after + 2 + 12 * entries.length;
    at = after + directory.length;
  }
  const file = join(folder, name);
  const whole = Buffer.concat(parts);
  for (const [from, to] of links) whole.writeUInt32LE(to, from);
  writeFileSync(file, whole);
  return file;
}

scenario('what is printed is what the address names, and 打印盖章 leads back to the form', { today: '2026-11-20' }, async (session, page) => {
  const dossier = await openSample(session);
  const person = readDossier(ENTERPRISE).dossier.rosters.people[0].id;
  await session.goto(`${dossier}/print/background_table`);
  const table = page.getByRole('radio', { name: /背景审查表/ });
  const filled = page.getByRole('radio', { name: '已填写的申请表' });
  const shown = (hash) => page.waitForFunction((hash) => location.hash === hash, `${dossier}/print${hash}`);
  assert.ok(await table.isChecked());
  await page.getByLabel('范围').selectOption(person);
  await shown(`/background_table/${person}`);
  assert.equal(await page.getByLabel('范围').inputValue(), person);
  const name = readDossier(ENTERPRISE).dossier.rosters.people[0].answers.name;
  await page.locator(`iframe[title*="背景审查表 ${name}"]`).waitFor({ timeout: 60_000 });
  const one = await download(session, () => page.getByRole('button', { name: '下载 PDF' }).first().click());
  assert.match(basename(one), new RegExp(`^人员背景审查表 ${name}（.+）\\.pdf$`), 'whose table it is');
  await page.getByRole('navigation', { name: '办理步骤' }).getByRole('link', { name: /打印盖章/ }).click();
  await shown('');
  await page.waitForFunction(() => document.querySelector('#print-row') === null);
  assert.ok(await filled.isChecked());
  await page.getByRole('radio', { name: '空白申请表' }).check();
  await shown('');
  await table.check();
  await shown('/background_table');
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('#print-row') === null);
  assert.ok(await filled.isChecked());
});

scenario('a stack of scans is taken apart by its button, and every part stands at its place', { today: '2026-11-20' }, async (session, page) => {
  const dossier = await openSample(session);
  const form = await printed(session, dossier);
  const person = readDossier(ENTERPRISE).dossier.rosters.people[0].id;
  const table = await printed(session, dossier, `/background_table/${person}`, '背景审查表');
  const sheets = join(session.profile, '一叠.pdf');
  execFileSync('pdfunite', [form, table, sheets]);
  await session.goto(`${dossier}/materials`);
  const unsorted = page.locator('.unsorted');
  await unsorted.locator('input[type=file]').first().setInputFiles(stacked(sheets, '一叠.tif'));
  await unsorted.getByText(/这份扫描件里有 2 份打印件/).waitFor({ timeout: 60_000 });
  for (const width of [320, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const [card, notice] = await Promise.all(['.file-card', '.notice'].map((one) => unsorted.locator(one).boundingBox()));
    assert.ok(card.width > 200 && notice.y >= card.y + card.height, `at ${width}: ${JSON.stringify({ card, notice })}`);
  }
  await unsorted.getByRole('button', { name: '按打印标记拆分归类' }).click();
  await page.getByText('已把“一叠.tif”拆成 2 份，按打印标记归入各自的材料。').first().waitFor({ timeout: 60_000 });
  await unsorted.getByText('这份扫描件里有').waitFor({ state: 'detached' });
  const asked = page.locator('.toast').filter({ hasText: '请在“尚未归类的文件”处拆分' });
  await asked.waitFor({ state: 'detached' });
  for (const place of ['1-stamped', '3-tables']) {
    await session.goto(`${dossier}/materials/${place.replace('-', '/')}`);
    // Beside the scan of the sample.
    const card = page.locator(`#slot-${place} .file-card`).last();
    assert.match(await card.innerText(), /1 页/);
    assert.equal(await page.locator(`#slot-${place} .file-card`).count(), place === '1-stamped' ? 2 : 13);
  }
  // What is said in a dossier is not said elsewhere.
  await session.goto(`${dossier}/materials`);
  await unsorted.locator('input[type=file]').first().setInputFiles(stacked(sheets, '又一叠.tif'));
  await asked.waitFor({ timeout: 60_000 });
  await session.goto();
  await asked.waitFor({ state: 'detached' });
});

scenario('everything is bound into one PDF with contents, bookmarks and running numbers', { today: '2026-11-20' }, async (session, page) => {
  const dossier = await openSample(session);
  await session.goto(`${dossier}/review`);
  const volume = await download(session, () => page.getByRole('button', { name: '生成合订本' }).click());
  await page.getByText(/共 \d+ 页。/).waitFor();
  await session.screenshot('volume');
  execFileSync('qpdf', ['--check', volume]);
  const info = execFileSync('pdfinfo', [volume], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const pages = Number(/Pages:\s+(\d+)/.exec(info)[1]);
  assert.ok(pages > 40, `${pages} pages`);
  assert.match(info, /Tagged:\s+yes/);
  const text = execFileSync('pdftotext', ['-layout', volume, '-'], { encoding: 'utf8' });
  assert.match(text, new RegExp(`${pages} / ${pages}`));
  assert.match(text, /材料清单/);
  assert.ok(readFileSync(volume).includes('/Outlines'));
});
