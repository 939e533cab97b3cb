// Nothing that was typed is lost: not by a crash a second later, not by leaving at once.

import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';

import { newDossier, scenario } from './support.mjs';

const organisation = (page) => page.getByRole('textbox', { name: '机构名称' });

/** Goes to the form of a new dossier and types into its first question. */
async function typeSomething(session, text) {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/form`);
  await organisation(session.page).click();
  await session.page.keyboard.type(text);
  return `${dossier}/form`;
}

scenario('what was typed a second before a crash is there again, at the same place', { kept: true }, async (session) => {
  const place = await typeSomething(session, '华安认证');
  await wait(1000);
  await session.kill();
  await session.startBrowser();
  await session.goto(place);
  await session.opened();
  assert.equal(await organisation(session.page).inputValue(), '华安认证');
});

scenario('what was typed at the moment of a reload is there again', { kept: true }, async (session, page) => {
  await typeSomething(session, '华安认证');
  await session.reload();
  await page.getByRole('heading', { level: 1, name: '填写申请表' }).waitFor();
  assert.equal(await organisation(page).inputValue(), '华安认证');
});

scenario('what was typed at the moment of closing the tab is there again', { kept: true }, async (session, page) => {
  const place = await typeSomething(session, '华安认证');
  session.page = await session.context.newPage();
  await page.close({ runBeforeUnload: true });
  await session.goto(place);
  await session.opened();
  assert.equal(await organisation(session.page).inputValue(), '华安认证');
});

scenario('the page says when and where it has saved', { kept: true }, async (session, page) => {
  await typeSomething(session, '华安认证');
  await page.getByText(/已保存在本机浏览器 \d\d:\d\d:\d\d/).waitFor();
  await session.goto();
  await page.getByRole('region', { name: '数据保存在哪里' }).getByText('加密保存在这台电脑的这个浏览器里').waitFor();
  await session.goto('#/keep');
  await page.getByText(/已用 .+，可用/).waitFor();
});
