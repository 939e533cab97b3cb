// A roster filled from a sheet as an office keeps it: chosen, checked, imported, undone, exported again.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { download, ROOT, scenario } from './support.mjs';

const SHEETS = join(ROOT, 'tests/fixtures/sheets');

/** Adds the definition of the tests, which has a roster with every type of field, to the served page. */
function addDefinition(folder) {
  const json = readFileSync(join(ROOT, 'tests/fixtures/definitions/register.json'), 'utf8');
  mkdirSync(join(folder, 'procedures/register'), { recursive: true });
  writeFileSync(join(folder, 'procedures/register/procedure.json'), json);
  const index = join(folder, 'procedures/index.json');
  const procedures = JSON.parse(readFileSync(index, 'utf8'));
  procedures.push({ id: 'register', title: '证书登记（试验）' });
  writeFileSync(index, JSON.stringify(procedures));
}

/** Starts a dossier and goes to its roster. */
async function openRoster(session, page) {
  addDefinition(session.folder);
  await session.goto();
  await page.getByRole('button', { name: /证书登记（试验）/ }).click();
  await page.waitForURL(/#\/d\/[^/]+/);
  const id = /#\/d\/([^/]+)/.exec(page.url())[1];
  await session.goto(`#/d/${id}/roster/certificates`);
}

/** What the browser does when somebody pastes a text. */
function paste(target, text) {
  return target.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

scenario('a sheet is imported as it is, its wrong cells named, undone, and exported again', { copy: true, today: '2026-11-21' }, async (session, page) => {
  await openRoster(session, page);
  await page.getByRole('button', { name: '导入表格' }).click();
  const dialog = page.getByRole('dialog', { name: '导入表格：证书' });
  await dialog.locator('input[type=file]').setInputFiles(join(SHEETS, 'other.xlsx'));
  await dialog.getByRole('alert').getByText('工作表“工资”里没有“证书”的表头').waitFor();
  assert.ok(await dialog.getByRole('button', { name: '导入', exact: true }).isDisabled());
  await dialog.getByRole('button', { name: '换一个表格' }).click();
  await dialog.locator('input[type=file]').setInputFiles(join(SHEETS, 'password.xlsx'));
  await dialog.getByText('设有打开密码').waitFor();
  await dialog.locator('input[type=file]').setInputFiles(join(SHEETS, 'register.xlsx'));
  await dialog.getByText('新增 5 行').waitFor();
  await dialog.getByText('重复而不导入 1 行').waitFor();
  await dialog.getByText('逐格查看').click();
  await dialog.getByText('日历上没有这一天').first().waitFor();
  await session.screenshot('sheet-import');
  await dialog.getByRole('checkbox', { name: '不导入有阻断问题的行' }).check();
  await dialog.getByText('新增 3 行').waitFor();
  await dialog.getByRole('button', { name: '导入', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('PIPEC-2026-0003').first().waitFor();

  const file = await download(session, () => page.getByRole('button', { name: '导出 Excel' }).click());
  assert.ok(file.endsWith('证书.xlsx'));
  await page.getByRole('button', { name: '导入表格' }).click();
  await dialog.locator('input[type=file]').setInputFiles(file);
  await dialog.getByText('相同 3 行').waitFor();
  await dialog.getByText('内容与清单相同，不需要导入。').waitFor();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: '撤销' }).first().click();
  await page.getByText('PIPEC-2026-0003').first().waitFor({ state: 'hidden' });
});

scenario('cells are pasted, their columns chosen, and the template is downloaded', { copy: true, today: '2026-11-21' }, async (session, page) => {
  await openRoster(session, page);
  const template = await download(session, () => page.getByRole('button', { name: '下载模板' }).click());
  assert.ok(template.endsWith('证书_模板.xlsx'));
  await page.getByRole('button', { name: '导入表格' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('证书编号\t客户\nA-1\t甲公司');
  await dialog.getByRole('button', { name: '读取粘贴的内容' }).click();
  await dialog.getByText('新增 1 行').waitFor();
  await dialog.getByRole('button', { name: '换一个表格' }).click();
  await paste(dialog.getByRole('textbox'), '证书编号\t客户\nA-1\t甲公司\nA-2\t乙公司\n');
  await dialog.getByText('新增 2 行').waitFor();
  await dialog.getByRole('combobox', { name: 'B列客户对应' }).selectOption({ label: '获证组织名称' });
  await dialog.getByRole('cell', { name: '甲公司' }).nth(1).waitFor();
  await dialog.getByRole('button', { name: '导入', exact: true }).click();
  await page.getByText('甲公司').first().waitFor();
});
