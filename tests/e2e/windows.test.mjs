// One dossier in two windows: one writes, the other follows and can take over.

import assert from 'node:assert/strict';

import { newDossier, protect, scenario, unlock } from './support.mjs';

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
