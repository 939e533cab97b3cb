// The page on its static host: from any folder, with the network cut, across versions.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beian, download, offlineReady, openSample, scenario, until } from './support.mjs';

/** Puts another version into the folder, as a new build would: another page, another list. */
function publishNextVersion(folder) {
  const page = join(folder, 'index.html');
  const html = readFileSync(page, 'utf8');
  const old = /<meta name="beian-version" content="(\w+)">/.exec(html)[1];
  const next = old.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
  const sha256 = (text) => createHash('sha256').update(text).digest('base64');
  const nextHtml = html.replace(old, next).replace('</head>', '<meta name="next-version"></head>');
  writeFileSync(page, nextHtml);
  const script = join(folder, 'service-worker.js');
  writeFileSync(script, readFileSync(script, 'utf8').replace(old, next).replace(sha256(html), sha256(nextHtml)));
  writeFileSync(join(folder, 'version.json'), JSON.stringify({ version: next }));
  return { old, next };
}

const shownVersion = (page) => page.locator('meta[name="beian-version"]').getAttribute('content');

scenario('the page opens from a sub-folder of a static host', { base: '/gov/filing/' }, async (session, page) => {
  await session.goto();
  await page.getByRole('heading', { level: 1 }).waitFor();
});

scenario('after the first load everything works with the network cut', { base: '/filing/', today: '2026-11-20' }, async (session, page) => {
  await session.goto();
  await offlineReady(session);
  await session.cutNetwork();
  await page.reload();
  const dossier = await openSample(session);
  await page.getByRole('link', { name: '可以提交' }).waitFor();
  await session.goto(`${dossier}/print`);
  await page.getByRole('button', { name: '下载 PDF' }).waitFor({ timeout: 60_000 });
  await session.goto(`${dossier}/review`);
  const file = await download(session, () => page.getByRole('button', { name: '导出备案包' }).click());
  const verified = beian('verify', file, '--today', '2026-11-20');
  assert.equal(verified.status, 0, verified.out + verified.err);
});

scenario('a page that cannot start says why', async (session, page) => {
  await page.route('**/*_bg.wasm', (route) => route.abort());
  await page.goto(session.address);
  await page.getByRole('alert').filter({ hasText: '浏览器版本过低或设置受限' }).waitFor();
  session.wrongs.length = 0;
});

for (const tabs of [1, 2]) {
  const name = tabs === 1 ? 'a new version arrives with a reload of the only tab' : 'a second open tab holds a new version back';
  scenario(name, { copy: true }, async (session, page) => {
    await session.goto();
    await offlineReady(session);
    const other = tabs === 2 ? await session.context.newPage() : undefined;
    await other?.goto(session.address);
    const { old, next } = publishNextVersion(session.folder);
    assert.equal(await shownVersion(page), old);
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration.update();
      const coming = registration.installing ?? registration.waiting;
      while (coming.state === 'installing') await new Promise((later) => setTimeout(later, 50));
    });
    // The open page goes on with its own version, whatever it asks for.
    assert.match(await page.evaluate(() => fetch('./').then((answer) => answer.text())), new RegExp(old));
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.equal(await shownVersion(page), tabs === 1 ? next : old);
    if (!other) return;
    await other.close();
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('meta[name="next-version"]').waitFor({ state: 'attached' });
    assert.equal(await shownVersion(page), next);
  });
}

scenario('an edited definition shows at the next opening, without a build', { copy: true }, async (session, page) => {
  await session.goto();
  await offlineReady(session);
  const file = join(session.folder, 'procedures/index.json');
  const index = JSON.parse(readFileSync(file, 'utf8'));
  const title = `${index[0].title}（修订）`;
  const definition = join(session.folder, `procedures/${index[0].id}/procedure.json`);
  writeFileSync(definition, readFileSync(definition, 'utf8').replace(`"${index[0].title}"`, `"${title}"`));
  await page.reload();
  const wanted = { path: `procedures/${index[0].id}/procedure.json`, title };
  await until(page, wanted, async ({ path, title }) => (await (await fetch(path)).text()).includes(title));
});
