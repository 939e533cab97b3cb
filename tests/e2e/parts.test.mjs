// The program arrives in parts: what the first screens can do before the later ones are there, and what
// happens when one does not come.

import assert from 'node:assert/strict';

import { LATER, holdParts, newDossier, scenario } from './support.mjs';

const alone = { serviceWorkers: 'block' };

scenario('a form opened by its address is filled in before the checks have arrived', alone, async (session, page) => {
  const dossier = await newDossier(session);
  const release = await holdParts(session);
  await session.goto(`${dossier}/form`);
  await page.reload();
  await page.getByRole('textbox', { name: '机构名称' }).fill('华安认证有限公司');
  await page.locator('[data-save="save-done"]').waitFor();
  await page.getByText('正在检查…').waitFor();
  assert.ok(await page.getByRole('button', { name: '检查本页并继续' }).isDisabled(), 'nothing can be checked yet');

  release();
  await page.locator('.verdict-chip').getByText(/阻断 \d+/).waitFor();
  assert.equal(await page.getByRole('textbox', { name: '机构名称' }).inputValue(), '华安认证有限公司');
  await page.getByRole('button', { name: '检查本页并继续' }).click();
  await page.getByRole('alert').getByText('统一社会信用代码').first().waitFor();
});

scenario('a part that cannot be fetched is named, and fetched again when asked', alone, async (session, page) => {
  session.offline = true;
  await page.route(LATER, (route) => route.abort());
  await session.goto();
  await page.getByRole('alert').getByText('页面没有完整载入').waitFor();
  await page.getByRole('link', { name: '核验' }).click();
  await page.getByRole('button', { name: '重试' }).waitFor();
  await page.unroute(LATER);
  await page.getByRole('button', { name: '重试' }).click();
  await page.getByRole('heading', { level: 1, name: '核验' }).waitFor();
  assert.equal(await page.getByText('页面没有完整载入').count(), 0);
});

scenario('a host that does not know the type of the program serves it all the same', alone, async (session, page) => {
  await page.route(/\.wasm$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, headers: { ...answer.headers(), 'content-type': 'application/octet-stream' } });
  });
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/findings`);
  await page.getByRole('heading', { level: 1, name: '自查结果' }).waitFor();
});
