// The page on its static host: from any folder, with the network cut, across versions.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { scenario } from './support.mjs';

const HOME = '备案卷宗';

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

/** Waits until the service worker has stored everything and serves this page. */
async function offlineReady(page) {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, { timeout: 60_000 });
}

scenario('the page opens from a sub-folder of a static host', { base: '/gov/filing/' }, async (session, page) => {
  await session.goto();
  await page.getByRole('heading', { level: 1, name: HOME }).waitFor();
});

scenario('after the first load the page opens with the network cut', { base: '/filing/' }, async (session, page) => {
  await session.goto();
  await offlineReady(page);
  await session.cutNetwork();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: HOME }).waitFor();
  await page.goto(`${session.address}#/verify`);
  await page.getByRole('heading', { level: 1, name: '核验' }).waitFor();
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
    await offlineReady(page);
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
    await page.getByRole('heading', { level: 1, name: HOME }).waitFor();
    assert.equal(await shownVersion(page), tabs === 1 ? next : old);
    if (!other) return;
    await other.close();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: HOME }).waitFor();
    await page.locator('meta[name="next-version"]').waitFor({ state: 'attached' });
    assert.equal(await shownVersion(page), next);
  });
}

scenario('an edited definition shows at the next opening, without a build', { copy: true }, async (session, page) => {
  await session.goto();
  await offlineReady(page);
  const file = join(session.folder, 'procedures/index.json');
  const index = JSON.parse(readFileSync(file, 'utf8'));
  const title = `${index[0].title}（修订）`;
  const definition = join(session.folder, `procedures/${index[0].id}/procedure.json`);
  writeFileSync(definition, readFileSync(definition, 'utf8').replace(`"${index[0].title}"`, `"${title}"`));
  await page.reload();
  await page.waitForFunction(
    (wanted) => fetch(wanted.path).then(async (answer) => (await answer.text()).includes(wanted.title)),
    { path: `procedures/${index[0].id}/procedure.json`, title },
    { polling: 200 },
  );
});
