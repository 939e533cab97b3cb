// Dossiers on the home page, the official table, drafts.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { beian, download, fromPackage, newDossier, openSample, pdfText, scenario, squeeze } from './support.mjs';

const rows = (page) => page.getByRole('main').locator('ul').first().getByRole('heading').allInnerTexts();

scenario('dossiers are renamed, copied, deleted and brought back', async (session, page) => {
  await newDossier(session);
  await session.goto();
  await page.getByRole('button', { name: /^重命名/ }).click();
  await page.getByRole('textbox', { name: '卷宗名称' }).fill('首次备案');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '首次备案', exact: true }).waitFor();
  await page.getByRole('button', { name: '复制首次备案' }).click();
  await page.getByRole('heading', { name: '首次备案（副本）' }).waitFor();
  await page.getByRole('button', { name: '删除首次备案（副本）' }).click();
  await page.getByRole('heading', { name: '首次备案（副本）' }).waitFor({ state: 'detached' });
  assert.deepEqual(await rows(page), ['首次备案']);
  await page.getByRole('status').getByRole('button', { name: '撤销' }).click();
  await page.getByRole('heading', { name: '首次备案（副本）' }).waitFor();
});

scenario('beside dossiers that are there, what begins another says so', async (session, page) => {
  await newDossier(session);
  await session.goto();
  const starts = page.getByRole('region', { name: '新建或者打开卷宗' });
  const words = await starts.getByRole('button').allInnerTexts();
  const fresh = words.filter((text) => text.startsWith('新建卷宗：'));
  assert.ok(fresh.some((text) => text.includes('个人信息出境认证专业机构备案')), words.join());
  assert.equal(words.length, fresh.length + 2, 'and the example, and what is in a file');
});

scenario('an address in a dossier that names no page says so and leads to the steps', async (session, page) => {
  const dossier = await newDossier(session);
  for (const place of ['nonsense', 'materials/99', 'roster/animals', 'print/poem', 'write/nothing', 'assign/3/statement']) {
    await session.goto(`${dossier}/${place}`);
    await page.getByRole('heading', { level: 1, name: '没有这个页面' }).waitFor();
    assert.match(await page.title(), /^没有这个页面/, place);
  }
  await page.getByRole('link', { name: '查看办理步骤' }).click();
  await page.getByRole('heading', { level: 1, name: '办理步骤' }).waitFor();
  // A place that is not there any more on a page that is there is no reason to refuse the page.
  await session.goto(`${dossier}/materials/1.3/nowhere`);
  await page.getByRole('heading', { level: 1, name: '准备材料' }).waitFor();
});

scenario('from the steps of a filing a line leads to its deadlines', { today: '2026-11-20' }, async (session, page) => {
  await openSample(session);
  const line = page.locator('.deadline').filter({ hasText: '办理备案的期限' });
  await line.getByRole('link', { name: '查看逐日计算' }).waitFor();
  await line.getByRole('link', { name: '查看期限与变化' }).click();
  await page.getByRole('heading', { level: 1, name: '期限与变化' }).waitFor();
  await page.getByText('办理备案的期限').first().waitFor();
});

scenario('what is typed into the official table is in the questions too', async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/paper`);
  await page.getByRole('textbox', { name: '机构名称' }).fill('华安认证有限公司');
  await page.getByRole('textbox', { name: '成立时间' }).fill('２０１２-6-18');
  await page.getByRole('textbox', { name: '成立时间' }).press('Tab');
  await session.goto(`${dossier}/form`);
  assert.equal(await page.getByRole('textbox', { name: '机构名称' }).inputValue(), '华安认证有限公司');
  assert.match(await page.getByRole('textbox', { name: '成立时间' }).inputValue(), /^2012(-06-18|年6月18日)$/);
});

scenario('an answer is undone and redone by button and by key', async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/form`);
  const name = page.getByRole('textbox', { name: '机构名称' });
  await name.fill('华安认证有限公司');
  await name.press('Tab');
  await page.getByRole('button', { name: '撤销' }).click();
  await page.waitForFunction(() => ![...document.querySelectorAll('input')].some((input) => input.value === '华安认证有限公司'));
  await page.getByRole('button', { name: '重做' }).click();
  await page.waitForFunction(() => [...document.querySelectorAll('input')].some((input) => input.value === '华安认证有限公司'));
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Control+z');
  await page.waitForFunction(() => ![...document.querySelectorAll('input')].some((input) => input.value === '华安认证有限公司'));
  await page.keyboard.press('Control+y');
  await page.waitForFunction(() => [...document.querySelectorAll('input')].some((input) => input.value === '华安认证有限公司'));
  assert.equal(await name.inputValue(), '华安认证有限公司');
});

scenario('an unfinished filing leaves only as a draft, and says so everywhere', { today: '2026-11-20' }, async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/form`);
  await page.getByRole('textbox', { name: '机构名称' }).fill('华安认证有限公司');
  await session.goto(`${dossier}/review`);
  assert.equal(await page.getByRole('button', { name: '导出备案包' }).count(), 0);
  const file = await download(session, () => page.getByRole('button', { name: '导出草稿' }).click());
  assert.ok(basename(file).includes('未通过自查'), basename(file));
  assert.equal(JSON.parse(fromPackage(file, 'manifest.json', 'utf8')).status, 'draft');
  const form = join(session.profile, 'filing.pdf');
  writeFileSync(form, fromPackage(file, 'filing.pdf'));
  const pages = pdfText(form).split('\f').filter((text) => text.trim());
  assert.ok(pages.length > 0 && pages.every((text) => squeeze(text).includes('未通过自查')));
  const verified = beian('verify', file, '--today', '2026-11-20');
  assert.match(verified.out, /草稿|未通过自查/, JSON.stringify(verified));
});

scenario('a package is verified in the page, and a changed byte is named', { today: '2026-11-20' }, async (session, page) => {
  const dossier = await openSample(session);
  await session.goto(`${dossier}/review`);
  const file = await download(session, () => page.getByRole('button', { name: '导出备案包' }).click());

  const verify = async (path) => {
    await session.goto('#/verify');
    const [picker] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.locator('label', { hasText: '选择备案包' }).click(),
    ]);
    await picker.setFiles(path);
  };
  await verify(file);
  await page.getByRole('main').getByText(/完整|一致/).first().waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: '作为卷宗打开' }).waitFor();

  const changed = join(session.profile, 'changed.zip');
  const content = readFileSync(file);
  // The last byte of the first JPEG: nothing is compressed in a package, so it changes that file alone.
  const at = content.indexOf(Buffer.from([0xff, 0xd9]), content.indexOf(Buffer.from([0xff, 0xd8, 0xff]))) - 1;
  content[at] ^= 1;
  writeFileSync(changed, content);
  await verify(changed);
  await page.getByRole('main').getByText(/不一致之处/).waitFor({ timeout: 60_000 });
  await page.getByRole('main').getByText('1.1-认证机构批准书.jpg').first().waitFor();
});
