// Scans that come in: what was seen stands beside the name, what is wrong is said in one sentence, pictures lose
// what is no picture, and no file, however hostile, harms the dossier.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { hugePicture, longPdf, movingPicture, scannedPdf } from './bad-files.mjs';
import { ROOT, download, scenario } from './support.mjs';

const SCANS = join(ROOT, 'tests/fixtures/scans');
const today = '2026-11-21';

/** A new dossier at its materials. */
async function materials(session, page) {
  await session.goto();
  await page.getByRole('button', { name: '新建卷宗' }).first().click();
  await page.getByRole('heading', { level: 1, name: '办理步骤' }).waitFor();
  await page.goto(`${page.url()}/materials/1.1`);
  await page.getByRole('heading', { level: 1, name: '准备材料' }).waitFor();
}

/** Puts a file at a material and waits for its card. */
async function put(page, material, path) {
  await page.getByLabel(new RegExp(`^(选择文件|继续添加)：${material.replace('.', '\\.')} `)).first().setInputFiles(path);
  const card = page.locator('.file-card').filter({ hasText: basename(path) });
  await card.waitFor({ timeout: 120_000 });
  return card;
}

scenario('what was seen in a scan stands beside its name, and a good one has nothing against it', { today, kept: true }, async (session, page) => {
  await materials(session, page);
  const good = await put(page, '1.1', join(SCANS, 'A4彩色300dpi.jpg'));
  assert.match(await good.innerText(), /A4 · 300 dpi · 彩色 · 见红色圆形印章约 4[123] mm/);
  const slot = page.locator('#slot-1\\.1-copy');
  assert.doesNotMatch(await slot.innerText(), /dpi。|模糊|歪斜|没有找到红色/);

  const poor = await put(page, '1.2', join(SCANS, '歪斜灰度120dpi.jpg'));
  assert.match(await poor.innerText(), /120 dpi · 没有颜色/);
  const found = page.locator('#slot-1\\.2-copy');
  for (const sentence of ['约 120 dpi，低于 200 dpi。', '明显歪斜。', '没有颜色，看不出是否盖有红色公章。']) {
    await found.getByText(`“歪斜灰度120dpi.jpg”${sentence}`).waitFor();
  }
  await session.reload();
  await found.getByText('明显歪斜。').waitFor();
});

scenario('a photograph is turned upright and loses its place and camera, and the page says so', { today }, async (session, page) => {
  await materials(session, page);
  const path = join(SCANS, '手机照片.jpg');
  assert.ok(readFileSync(path).includes('Abc\0'), 'the file carries the name of a camera');
  const card = await put(page, '1.1', path);
  await card.getByText('已从此份文件中去除拍摄位置、设备和时间，画面没有改动；您的原文件不受影响。').waitFor();
  assert.match(await card.innerText(), /已按拍摄方向转正/);
  await card.getByRole('button', { name: /^预览/ }).click();
  const picture = card.getByRole('img');
  await picture.waitFor();
  const [width, height] = await picture.evaluate(async (img) => (await img.decode(), [img.naturalWidth, img.naturalHeight]));
  assert.ok(width > height, 'the certificate lies on its long side, as it should');
  await session.goto(new URL(page.url()).hash.replace(/\/materials.*/, '/review'));
  const draft = await download(session, () => page.getByRole('button', { name: '导出草稿' }).click());
  // Nothing is compressed in a package.
  assert.ok(!readFileSync(draft).includes('Abc\0'), 'what goes out has no camera in it');
});

scenario('the pages of a TIFF are leafed through, and a second material takes the same file without storing it twice', { today, kept: true }, async (session, page) => {
  await materials(session, page);
  const card = await put(page, '1.1', join(SCANS, '三页.tif'));
  assert.match(await card.innerText(), /3 页 · A4 · 75 dpi · 彩色 · 见红色圆形印章 2 处.*空白 1 页/);
  await page.getByText('“三页.tif”第 2 页没有内容，像是空白页。').waitFor();
  await card.getByRole('button', { name: /^预览/ }).click();
  await card.getByRole('img').waitFor();
  await card.getByText('第 1 页，共 3 页').waitFor();
  await card.getByRole('button', { name: '下一页' }).click();
  await card.getByText('第 2 页，共 3 页').waitFor();
  await card.getByRole('img').waitFor();

  assert.equal(await page.getByLabel(/^用已有文件：9 /).inputValue(), '', 'nothing is chosen yet');
  await page.getByLabel(/^用已有文件：9 /).selectOption({ label: '1.1　三页.tif' });
  await page.locator('#slot-9-document .file-card').waitFor();
  const digests = await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise((done) => (indexedDB.open(name).onsuccess = ({ target }) => done(target.result)));
      if (!db.objectStoreNames.contains('files')) continue;
      return new Promise((done) => (db.transaction('files').objectStore('files').getAllKeys().onsuccess = ({ target }) => done(target.result.length)));
    }
  });
  assert.equal(digests, 1);
});

scenario('a file on its way in is cancelled, and a WebP picture is shown', { today }, async (session, page) => {
  await materials(session, page);
  const place = page.getByLabel(/^(选择文件|继续添加)：1\.1 /).first();
  const scan = readFileSync(join(SCANS, 'A4彩色300dpi.jpg'));
  const [width, height] = [scan.readUInt16BE(frame(scan) + 7), scan.readUInt16BE(frame(scan) + 5)];
  await place.setInputFiles(scannedPdf(join(session.profile, '三百页.pdf'), scan, 300, [width, height]));
  const line = page.locator('.progress-line').filter({ hasText: '三百页.pdf' });
  await line.getByText(/正在查看页面（第 \d+ 页，共 300 页）/).waitFor({ timeout: 60_000 });
  await line.getByRole('button', { name: '取消' }).click();
  await line.waitFor({ state: 'detached' });
  // The worker that was busy with it is gone; the next file has one of its own at once.
  const picture = join(session.profile, '批准书.webp');
  writeFileSync(picture, await stillPicture(page));
  const card = await put(page, '1.1', picture);
  assert.equal(await page.locator('.file-card').count(), 1, 'nothing came of what was cancelled');
  assert.match(await card.innerText(), /WebP|1 页|像素/);
  await card.getByRole('button', { name: /^预览/ }).click();
  const shown = card.getByRole('img');
  await shown.waitFor();
  assert.deepEqual(await shown.evaluate(async (img) => (await img.decode(), [img.naturalWidth, img.naturalHeight])), [827, 1169]);
});

/** Where the frame header of a JPEG begins, which says its sides. */
function frame(jpeg) {
  let at = 2;
  while (![0xc0, 0xc1, 0xc2].includes(jpeg[at + 1])) at += 2 + jpeg.readUInt16BE(at + 2);
  return at;
}

/** A page with words and a red seal as WebP, which the browser itself writes. */
async function stillPicture(page) {
  const data = await page.evaluate(() => {
    const paper = Object.assign(document.createElement('canvas'), { width: 827, height: 1169 });
    const pen = paper.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, 827, 1169);
    pen.fillStyle = '#111';
    pen.font = '28px serif';
    for (let y = 120; y < 1000; y += 48) pen.fillText('认证机构批准书　认证机构批准书　认证机构批准书', 80, y);
    pen.strokeStyle = '#d22';
    pen.lineWidth = 5;
    pen.arc(600, 950, 82, 0, 7);
    pen.stroke();
    return paper.toDataURL('image/webp', 0.8).split(',')[1];
  });
  return Buffer.from(data, 'base64');
}

scenario('pictures made to exhaust a machine are refused, odd ones taken with a word about them', { today, kept: true }, async (session, page) => {
  await materials(session, page);
  const place = page.getByLabel(/^(选择文件|继续添加)：1\.1 /);
  const folder = session.profile;
  for (const [path, words] of [
    [hugePicture(folder, '两万见方.png', 20_000, 20_000), '20000×20000'],
    [hugePicture(folder, '图片炸弹.png', 12_000, 9_000), '12000×9000'],
    [movingPicture(folder), '动态图片（2 帧）'],
  ]) {
    await place.setInputFiles(path);
    const refusal = page.getByRole('alert').filter({ hasText: basename(path) });
    const sentence = (await refusal.locator('p').innerText()).trim();
    assert.match(sentence, /^“[^。]+。$/);
    assert.ok(sentence.includes(words) && sentence.includes('，请'), sentence);
    await refusal.getByRole('button', { name: '知道了' }).click();
    await refusal.waitFor({ state: 'detached' });
  }
  await put(page, '1.1', join(SCANS, '印刷颜色.jpg'));
  await page.getByText('“印刷颜色.jpg”用的是印刷用的 CMYK 颜色，各种软件显示的颜色可能不同。').waitFor();
  await put(page, '1.1', longPdf(folder, 5_000));
  await page.getByText('“五千页.pdf”共 5000 页，自动查看了前 300 页。').waitFor();
  await session.reload();
  await page.locator('.file-card').filter({ hasText: '五千页.pdf' }).waitFor();
  await page.locator('.file-card').filter({ hasText: '印刷颜色.jpg' }).waitFor();
});
