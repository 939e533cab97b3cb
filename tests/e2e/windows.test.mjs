// One dossier in two windows: one writes, the other follows and can take over.

import assert from 'node:assert/strict';

import { download, newDossier, openSample, protect, scenario, unlock } from './support.mjs';

const organisation = (page) => page.getByRole('textbox', { name: '机构名称' });
const following = (page) => page.getByText('正在另一窗口中填写');

/** Opens the form of one dossier in a second window too. */
async function twoWindows(session) {
  await protect(session);
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/form`);
  await organisation(session.page).waitFor();
  const other = await session.context.newPage();
  await other.goto(session.address + `${dossier}/form`);
  await unlock({ page: other });
  await organisation(other).waitFor();
  return { one: session.page, other, dossier };
}

scenario('the second window of a dossier shows what the first one saves, and edits nothing', async (session) => {
  const { one, other } = await twoWindows(session);
  await following(other).waitFor();
  assert.equal(await following(one).count(), 0);
  assert.ok(await organisation(other).isDisabled());
  await organisation(one).fill('华安认证有限公司');
  await other.waitForFunction(() => [...document.querySelectorAll('input')].some((input) => input.value === '华安认证有限公司'));
});

scenario('a window takes over, and goes on from what the other had typed', async (session) => {
  const { one, other } = await twoWindows(session);
  await following(other).waitFor();
  await organisation(one).fill('甲认证有限公司');
  await other.getByRole('button', { name: '改在本窗口填写' }).click();
  await following(one).waitFor();
  await following(other).waitFor({ state: 'detached' });
  await other.waitForFunction(() => [...document.querySelectorAll('input')].some((input) => input.value === '甲认证有限公司'));
  await organisation(other).fill('乙认证有限公司');
  await one.waitForFunction(() => [...document.querySelectorAll('input')].some((input) => input.value === '乙认证有限公司'));
  assert.ok(await organisation(one).isDisabled());
});

scenario('when the window that writes is closed, the other one writes', async (session) => {
  const { one, other } = await twoWindows(session);
  await following(other).waitFor();
  await one.close();
  await following(other).waitFor({ state: 'detached' });
  session.page = other;
  await organisation(other).fill('丙认证有限公司');
  await other.locator('[data-save="save-done"]').waitFor();
});

scenario('where windows can keep no turns, what both have typed is put together', async (session) => {
  await session.context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }));
  const { one, other } = await twoWindows(session);
  assert.equal(await following(other).count(), 0);
  await Promise.all([
    organisation(one).fill('丁认证有限公司'),
    other.getByRole('textbox', { name: '通讯地址' }).fill('北京市东城区某街1号'),
  ]);
  for (const page of [one, other]) {
    await page.waitForFunction(() => {
      const values = [...document.querySelectorAll('input, textarea')].map((input) => input.value);
      return values.includes('丁认证有限公司') && values.includes('北京市东城区某街1号');
    });
  }
});

scenario('locking one window locks the others', async (session) => {
  const { one, other } = await twoWindows(session);
  await one.getByRole('button', { name: '锁定', exact: true }).click();
  for (const page of [one, other]) await page.getByRole('heading', { level: 1, name: '本机卷宗已锁定' }).waitFor();
});

scenario('what one window takes away, the other does not call saved, and its text still goes to a file', async (session) => {
  await protect(session);
  const dossier = await openSample(session);
  await session.goto(`${dossier}/form`);
  await organisation(session.page).waitFor();
  const other = await session.context.newPage();
  await other.goto(`${session.address}#/keep`);
  await unlock({ page: other });
  await other.getByText('删除本机全部数据').click();
  await other.locator('#delete-all').fill('删除');
  await other.getByRole('button', { name: '删除本机全部卷宗和附件' }).click();
  await other.getByRole('heading', { name: '设置口令，加密保存到本机' }).waitFor();
  const { page } = session;
  await organisation(page).fill('华安认证有限公司');
  await page.getByText('数据已被清除').first().waitFor();
  assert.equal(await page.locator('[data-save="save-done"]').count(), 0);
  await session.goto(`${dossier}/backup`);
  await page.locator('#backup-passphrase').fill('备份 口令 二〇二六');
  await page.locator('#backup-again').fill('备份 口令 二〇二六');
  await download(session, () => page.getByRole('button', { name: '保存备份文件' }).click());
  await page.getByText('以下附件的内容已不在本机').waitFor();
});

scenario('renaming in the list keeps what another window has typed since the list was read', async (session) => {
  const { one, other, dossier } = await twoWindows(session);
  await following(other).waitFor();
  await other.goto(`${session.address}#/`);
  await other.getByRole('button', { name: /^重命名/ }).waitFor();
  await organisation(one).fill('华安认证有限公司');
  await one.locator('[data-save="save-done"]').waitFor();
  await other.getByRole('button', { name: /^重命名/ }).click();
  await other.getByRole('textbox', { name: '卷宗名称' }).fill('改过的名称');
  await other.getByRole('button', { name: '保存', exact: true }).click();
  await other.getByRole('link', { name: '改过的名称' }).waitFor();
  await one.getByText('改过的名称').waitFor();
  assert.equal(await organisation(one).inputValue(), '华安认证有限公司');
  await one.close();
  session.page = other;
  await other.goto(`${session.address}${dossier}/form`);
  await organisation(other).waitFor();
  assert.equal(await organisation(other).inputValue(), '华安认证有限公司');
});
