// Print marks as a person meets them: print the form, scan it askew, drop it in, change an answer; and the
// bound volume.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { download, newDossier, openSample, scenario } from './support.mjs';

/** Prints the form of a dossier. */
async function printed(session, dossier) {
  const { page } = session;
  await session.goto(`${dossier}/print`);
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

scenario('everything is bound into one PDF with contents, bookmarks and running numbers', { today: '2026-11-20' }, async (session, page) => {
  const dossier = await openSample(session);
  await session.goto(`${dossier}/review`);
  const volume = await download(session, () => page.getByRole('button', { name: '生成合订本' }).click());
  await page.getByText(/，共 \d+ 页。/).waitFor();
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
