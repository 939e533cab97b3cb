// A register of certificates: entered by hand, the five working days counted out, a change that may not be
// named, the timeline on wide and narrow screens, and what is exported.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT, download, scenario } from './support.mjs';

const SAMPLE = join(ROOT, 'tests/fixtures/dossiers/certificate-register/dossier.json');
const OPTIONS = { today: '2026-11-20' };

/** Opens the sample, or with `blank` a register without rows; returns its address, `#/d/…`. */
async function openRegister(session, { blank = false } = {}) {
  const { page } = session;
  const dossier = JSON.parse(readFileSync(SAMPLE, 'utf8'));
  if (blank) delete dossier.rosters;
  await session.goto();
  const file = { name: 'register.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(dossier)) };
  await page.locator('input[type=file]').first().setInputFiles(file);
  await page.getByRole('heading', { level: 1, name: '办理步骤' }).waitFor({ timeout: 60_000 });
  return new URL(page.url()).hash;
}

scenario('a certificate is entered, its five working days are counted out, and a change that may not be is named', OPTIONS, async (session, page) => {
  const dossier = await openRegister(session, { blank: true });
  await session.goto(`${dossier}/roster/certificates`);
  await page.getByRole('button', { name: '添加证书' }).click();
  let panel = page.getByRole('dialog');
  await panel.getByRole('textbox', { name: /^证书编号/ }).fill('HA-1');
  await panel.getByRole('textbox', { name: /^获证个人信息处理者名称/ }).fill('北京示例有限公司');
  await panel.getByRole('radio', { name: '境内' }).check();
  await panel.getByRole('textbox', { name: /^认证范围/ }).fill('人力资源管理信息向境外母公司提供');
  await panel.getByRole('textbox', { name: /^发证日期/ }).fill('2026.11.18');
  await panel.getByRole('textbox', { name: /^有效期届满日期/ }).fill('2029.11.17');
  await panel.getByRole('button', { name: '完成' }).click();

  await session.goto(`${dossier}/timeline`);
  const line = page.getByRole('listitem').filter({ hasText: '报送证书出具信息' });
  await line.getByText('2026年11月25日').waitFor();
  await line.getByRole('button', { name: /计算过程/ }).click();
  for (const text of ['第1日', '第5日', '周末', '期满']) await line.getByText(text).first().waitFor();

  await session.goto(`${dossier}/roster/changes`);
  await page.getByRole('button', { name: '添加状态变化' }).click();
  panel = page.getByRole('dialog');
  await panel.getByRole('textbox', { name: /^变化的证书编号/ }).fill('HA-1');
  await panel.getByRole('radio', { name: '恢复' }).check();
  await panel.getByRole('textbox', { name: /^变化日期/ }).fill('2026.11.19');
  await panel.getByRole('textbox', { name: /^变更原因/ }).fill('整改完成');
  await panel.getByRole('button', { name: '完成' }).click();
  await session.goto(`${dossier}/findings`);
  await page.getByText('证书HA-1在2026年11月19日是“有效”，不能再作这项变更。').waitFor();
});

scenario('the timeline is read without colour, by a screen reader, and on a narrow screen', OPTIONS, async (session, page) => {
  const dossier = await openRegister(session);
  await session.goto(`${dossier}/timeline`);
  const table = page.getByRole('table', { name: '各月的期限和状态变化' });
  const now = table.getByRole('row', { name: /2026年\s*11月/ });
  await now.getByText('今天 20日').waitFor();
  assert.match(await now.getByRole('img').getAttribute('aria-label'), /18日状态变化1项/);
  await page.getByText('2028年', { exact: false }).first().waitFor();
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 900 });
      const room = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(room <= 0, `${width} px: ${room} px too wide`);
      await session.screenshot(`timeline-${scheme}-${width}`);
    }
  }
});

scenario('deadlines go to a calendar, records to a sheet and to JSON', OPTIONS, async (session, page) => {
  const dossier = await openRegister(session);
  await session.goto(`${dossier}/timeline`);
  const calendar = await download(session, () => page.getByRole('button', { name: /导出日历文件/ }).click());
  const events = readFileSync(calendar, 'utf8').replaceAll('\r\n ', '');
  assert.match(events, /SUMMARY:报送证书出具信息：HA-PIEX-2026-0032/);
  const records = await download(session, () => page.getByRole('button', { name: '导出 JSON' }).click());
  const lines = JSON.parse(readFileSync(records, 'utf8'));
  const dossierRows = JSON.parse(readFileSync(SAMPLE, 'utf8')).rosters;
  assert.equal(lines.length, dossierRows.certificates.length + dossierRows.changes.length);
  assert.equal(lines.at(-1)['报送期限'], '2026年11月25日');
  const sheet = await download(session, () => page.getByRole('button', { name: '导出 Excel' }).click());
  assert.equal(readFileSync(sheet).subarray(0, 2).toString(), 'PK');
});
