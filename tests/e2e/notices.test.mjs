// What the page says while it works: short messages that go by themselves or wait for an answer, and how far many
// files are that are handed over at once.

import assert from 'node:assert/strict';
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { ENTERPRISE, ROOT, beian, newDossier, scenario } from './support.mjs';

const today = '2026-11-20';
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
  await added.hover();
  await page.waitForTimeout(LONG);
  assert.ok(await added.isVisible(), 'while the pointer is on it');
  await page.mouse.move(0, 0);
  await added.getByRole('button', { name: '关闭' }).focus();
  await page.waitForTimeout(LONG);
  assert.ok(await added.isVisible(), 'while focus is in it');
  await page.getByRole('heading', { level: 1 }).click();
  await added.waitFor({ state: 'detached', timeout: LONG });

  await page.getByRole('button', { name: /^移除：A4彩色300dpi\.jpg/ }).click();
  const removed = toasts.locator('.toast').filter({ hasText: '已移除' });
  await removed.waitFor();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(LONG);
  await removed.getByRole('button', { name: '撤销' }).click();
  await removed.waitFor({ state: 'detached' });
  await page.locator('.file-card').filter({ hasText: 'A4彩色300dpi.jpg' }).waitFor();
});

scenario('no more than a few messages stand there at a time', { today }, async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/materials/9`);
  const folder = join(ENTERPRISE, 'files');
  const names = readdirSync(folder).filter((name) => name.endsWith('.jpg')).slice(0, 6);
  await page.getByLabel(/^选择文件：9 /).setInputFiles(names.map((name) => join(folder, name)));
  await page.getByText(`已添加 ${names.length} 个文件。`).waitFor({ timeout: 120_000 });
  for (const name of names) await page.getByRole('button', { name: `移除：${name}` }).click();
  await page.locator('.toast').filter({ hasText: `已移除“${names.at(-1)}”` }).waitFor();
  assert.equal(await page.locator('.toast').count(), 4);
  assert.equal(await page.locator('.toast').filter({ hasText: `已移除“${names[0]}”` }).count(), 0, 'the oldest gave way');
});

scenario('many files that come in show how far they are as a whole, and one press stops them all', { today }, async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/materials`);
  const folder = join(ENTERPRISE, 'files');
  const files = readdirSync(folder).map((name) => join(folder, name));
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
