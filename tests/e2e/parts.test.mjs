// The program arrives in parts: what the first screens can do before the later ones are there, and what
// happens when one does not come.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { DIST, LATER, holdParts, newDossier, scenario } from './support.mjs';

// Only a release build has its programs shrunk; a development build is many times as large.
const DEVELOPMENT = readdirSync(join(DIST, 'page'), { recursive: true }).some(
  (name) => name.endsWith('page_bg.wasm') && statSync(join(DIST, 'page', name)).size > 3_000_000,
);
const alone = { serviceWorkers: 'block' };

scenario('a form is filled in before the checks have arrived', alone, async (session, page) => {
  const release = await holdParts(session);
  const fetched = new Set();
  page.on('request', (request) => fetched.add(new URL(request.url()).pathname.slice(1) || 'index.html'));
  await session.goto();
  await page.getByRole('button', { name: '新建卷宗：' }).first().click();
  await page.waitForURL(/#\/d\/./);
  await session.goto(`${new URL(page.url()).hash}/form`);
  await page.getByRole('textbox', { name: '机构名称' }).fill('华安认证有限公司');
  await page.locator('[data-save="save-done"]').waitFor();
  await page.getByText('正在检查…').waitFor();
  assert.ok(await page.getByRole('button', { name: '检查本页并继续' }).isDisabled(), 'nothing can be checked yet');

  const program = [...fetched].filter((path) => /\.(html|js|css|wasm)$/.test(path) && !LATER.test(`/${path}`));
  const size = program.reduce((sum, path) => sum + gzipSync(readFileSync(join(DIST, path)), { level: 9 }).length, 0);
  assert.ok(program.some((path) => path.endsWith('_bg.wasm')), 'the program was among what was fetched');
  // A development build is not optimised. See scripts/bench.
  if (!DEVELOPMENT) assert.ok(size <= 400 * 1024, `typing waits for ${size} bytes`);

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
