// What the page says while it works: short messages that go by themselves or wait for an answer, and how far many
// files are that are handed over at once.

import assert from 'node:assert/strict';
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { ENTERPRISE, ROOT, beian, newDossier, readProcedure, scenario } from './support.mjs';

const today = '2026-11-20';
const SAMPLES = join(ENTERPRISE, 'files');
const PICTURE = join(ROOT, 'tests/fixtures/scans/A4彩色300dpi.jpg');

/** Longer than a message stays that asks for nothing. */
const LONG = 11_000;

scenario('a message goes by itself unless somebody is at it, and one with a way back waits', { today }, async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/materials/1.1`);
  const toasts = page.locator('.toasts');
  assert.equal(await toasts.getAttribute('aria-atomic'), 'false', 'what stands there is not spoken again');
  await page.getByLabel(/^选择文件：1\.1 /).setInputFiles(PICTURE);
  const added = toasts.locator('.toast').filter({ hasText: '已添加“' });
  await added.waitFor({ timeout: 60_000 });
  const [text, close] = [await added.locator('p').boundingBox(), await added.getByRole('button', { name: '关闭' }).boundingBox()];
  assert.ok(close.x >= text.x + text.width && close.y < text.y + text.height, '关闭 stands beside the text');
  await added.hover();
  await page.waitForTimeout(LONG);
  assert.ok(await added.isVisible(), 'while the pointer is on it');
  await page.mouse.move(0, 0);
  await added.getByRole('button', { name: '关闭' }).focus();
  await page.waitForTimeout(LONG);
  assert.ok(await added.isVisible(), 'while focus is in it');
  await page.getByRole('heading', { level: 1 }).click();
  await added.waitFor({ state: 'detached', timeout: LONG });

  await page.getByRole('button', { name: /^移除\s*：A4彩色300dpi\.jpg/ }).click();
  const removed = toasts.locator('.toast').filter({ hasText: '已移除' });
  await removed.waitFor();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(LONG);
  await removed.getByRole('button', { name: '撤销' }).click();
  await removed.waitFor({ state: 'detached' });
  await page.locator('.file-card').filter({ hasText: 'A4彩色300dpi.jpg' }).waitFor();
});

scenario('what takes back one change alone waits through others, and goes with the dossier', { today }, async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/materials/9`);
  const names = readdirSync(SAMPLES).filter((name) => name.endsWith('.jpg')).slice(0, 2);
  await page.getByLabel(/^选择文件：9 /).setInputFiles(names.map((name) => join(SAMPLES, name)));
  await page.getByText('已添加 2 个文件。').waitFor({ timeout: 60_000 });
  const removed = (name) => page.locator('.toast').filter({ hasText: `已移除“${name}”` });
  for (const name of names) {
    await page.getByRole('button', { name: new RegExp(`^移除\\s*：${name}$`) }).click();
    await removed(name).waitFor();
  }
  await removed(names[0]).getByRole('button', { name: '撤销' }).click();
  await page.locator('.file-card').filter({ hasText: names[0] }).waitFor();
  assert.ok(await removed(names[1]).isVisible());
  await session.goto('#/');
  await removed(names[1]).waitFor({ state: 'detached' });
});

scenario('messages on the first page leave the way to the example free, and all of it can be scrolled clear of them', { today, viewport: { width: 1280, height: 720 } }, async (session, page) => {
  for (const id of ['certificate-register', 'pi-export-complaint']) await newDossier(session, readProcedure(id).title);
  await session.goto();
  await page.getByRole('button', { name: /^删除/ }).first().click();
  const toast = page.locator('.toast').filter({ hasText: '已删除' });
  await toast.waitFor();
  const overlap = (one, other) =>
    one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
  const example = await page.getByRole('button', { name: '看一个完整示例' }).boundingBox();
  assert.ok(!overlap(await toast.boundingBox(), example), JSON.stringify(example));
  await page.mouse.wheel(0, 5000);
  await page.waitForFunction(() => document.querySelector('.toast').getBoundingClientRect().top > document.querySelector('.foot').getBoundingClientRect().bottom - 1);
});

scenario('no more than a few messages stand there at a time', { today }, async (session, page) => {
  const titles = ['pi-export-certifier-filing', 'certificate-register', 'pi-export-complaint', 'pi-export-route'].map((id) => readProcedure(id).title);
  for (const title of titles) await newDossier(session, title);
  await session.goto();
  for (const title of titles) {
    await page.getByRole('button', { name: new RegExp(`^删除${title}`) }).click();
    await page.locator('.toast').filter({ hasText: `已删除“${title}` }).waitFor();
  }
  assert.equal(await page.locator('.toast').count(), 3);
  assert.equal(await page.locator('.toast').filter({ hasText: titles[0] }).count(), 0, 'the oldest gave way');
});

scenario('many files that come in show how far they are as a whole, and one press stops them all', { today }, async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/materials`);
  const files = readdirSync(SAMPLES).map((name) => join(SAMPLES, name));
  await page.getByLabel('选择文件：所有材料').setInputFiles(files);
  await page.getByRole('progressbar', { name: new RegExp(`^正在处理第 \\d+ 个，共 ${files.length} 个$`) }).waitFor();
  await page.getByRole('button', { name: '全部取消' }).click();
  await page.locator('.progress-line').first().waitFor({ state: 'detached' });
  const said = await page.locator('.materials-count').innerText();
  assert.ok(Number(/已添加文件 (\d+) 件/.exec(said)[1]) < files.length, said);
  // One file alone needs no more than its own line.
  await page.getByLabel('选择文件：所有材料').setInputFiles(PICTURE);
  await page.locator('.progress-line').first().waitFor();
  assert.equal(await page.getByRole('button', { name: '全部取消' }).count(), 0);
});

scenario('many packages to verify show how far they are as a whole, and one press stops them all', { today }, async (session, page) => {
  const first = join(session.profile, '1.zip');
  const packed = beian('pack', ENTERPRISE, '--out', first, '--draft', '--today', today);
  assert.equal(packed.status, 0, JSON.stringify(packed));
  const files = [1, 2, 3, 4, 5].map((number) => join(session.profile, `${number}.zip`));
  for (const file of files.slice(1)) copyFileSync(first, file);
  await session.goto('#/verify');
  await page.locator('#verify-choose').setInputFiles(files);
  await page.getByRole('progressbar', { name: /^正在处理第 \d 个，共 5 个$/ }).waitFor();
  await page.getByRole('button', { name: '全部取消' }).click();
  await page.locator('.progress-line').first().waitFor({ state: 'detached' });
  assert.ok((await page.locator('.verify-item').count()) < files.length, 'what waited has left the list');
});
