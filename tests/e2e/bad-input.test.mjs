// What nobody could use: each gives one sentence that names the file and says what to do, and the
// dossier is as it was before.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { halfPackage, hugeFile, slippingPackage, wholePackage } from './bad-files.mjs';
import { BEIAN, ENTERPRISE, ROOT, beian, readDossier, scenario } from './support.mjs';

const BAD = join(ROOT, 'tests/fixtures/bad');
const { dossier, files } = readDossier(ENTERPRISE);
const today = dossier.answers.form_date;
const approval = dossier.attachments.find(({ material }) => material === '1.1').name;

/** One sentence, with the file's name in it. */
function assertOneSentence(text, name) {
  const sentence = text.trim();
  assert.ok(sentence.includes(`“${name}”`), `names ${name}: ${sentence}`);
  assert.match(sentence, /^[^。]+。$/, 'is one sentence');
  assert.match(sentence, /请/, 'says what to do');
}

/** The dossiers and files in the browser's store, however they are written there. */
function stored(page) {
  return page.evaluate(async () => {
    const tables = {};
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise((done, failed) => {
        const open = indexedDB.open(name);
        open.onsuccess = () => done(open.result);
        open.onerror = () => failed(open.error);
      });
      for (const table of ['dossiers', 'files'].filter((store) => db.objectStoreNames.contains(store))) {
        const all = (kind) => new Promise((done) => {
          const request = db.transaction(table).objectStore(table)[kind]();
          request.onsuccess = () => done(request.result);
        });
        const digests = [];
        for (const value of await all('getAll')) {
          const bytes = value instanceof Uint8Array || value instanceof ArrayBuffer ? value : new TextEncoder().encode(JSON.stringify(value));
          const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
          digests.push([...sum.slice(0, 8)].join('.'));
        }
        tables[`${name}/${table}`] = { keys: (await all('getAllKeys')).map(String), digests };
      }
      db.close();
    }
    return tables;
  });
}

/** Waits until the store has not changed for a while, and says what it holds. */
async function settled(page) {
  let before = JSON.stringify(await stored(page));
  for (;;) {
    await page.waitForTimeout(1500);
    const now = JSON.stringify(await stored(page));
    if (now === before) return now;
    before = now;
  }
}

scenario('files that nobody could use are refused one by one, and the dossier stays as it was', { today, kept: true }, async (session, page) => {
  await session.goto();
  await page.getByRole('button', { name: '新建卷宗' }).first().click();
  await page.getByRole('heading', { level: 1, name: '办理步骤' }).waitFor();
  await page.goto(`${page.url()}/materials/1.1`);
  const place = page.getByLabel(/^(选择文件|继续添加)：1\.1 /);
  await place.setInputFiles(files[approval]);
  const kept = page.getByText(approval, { exact: true });
  await kept.waitFor();
  const before = await settled(page);
  assert.match(before, /files.*keys":\["[0-9a-f]{208}"\]/, 'the good file is in the store, under a sealed name');

  const bad = ['empty.pdf', 'text-named.pdf', 'password.pdf', 'photo.heic', 'truncated.jpg', 'truncated.pdf'].map((name) => join(BAD, name));
  for (const path of [...bad, hugeFile(session.profile)]) {
    await place.setInputFiles(path);
    const refusal = page.getByRole('alert').filter({ hasText: basename(path) });
    assertOneSentence(await refusal.locator('p').innerText(), basename(path));
    await refusal.getByRole('button', { name: '知道了' }).click();
    await refusal.waitFor({ state: 'detached' });
  }
  assert.equal(await settled(page), before);
  await session.reload();
  await kept.waitFor();
});

scenario('a package cut in half and one with names that lead elsewhere open nothing and harm nothing', { today, kept: true }, async (session, page) => {
  await session.goto();
  await page.getByRole('button', { name: '新建卷宗' }).first().click();
  await page.getByRole('heading', { level: 1, name: '办理步骤' }).waitFor();
  const before = await settled(page);
  const whole = wholePackage(session.profile, BEIAN, ENTERPRISE, today);
  for (const path of [halfPackage(session.profile, whole), slippingPackage(session.profile)]) {
    await session.goto();
    const [picker] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: '打开备案包' }).click()]);
    await picker.setFiles(path);
    const refusal = page.getByRole('alert').filter({ hasText: basename(path) });
    assertOneSentence(await refusal.locator('p').innerText(), basename(path));
    assert.equal(await settled(page), before);

    const verified = beian('verify', path, '--today', today);
    assert.equal(verified.status, 2, verified.out + verified.err);
    assert.ok(verified.err.includes(basename(path)), verified.err);
  }
});

for (const [mistake, place] of [['syntax-error', '第 5 行'], ['bad-cel', 'rules[0].check']]) {
  scenario(`a definition with a mistake (${mistake}) stops the page with file, place and reason`, { today, copy: true }, async (session, page) => {
    const definition = 'procedures/pi-export-certifier-filing/procedure.json';
    writeFileSync(join(session.folder, definition), readFileSync(join(BAD, `procedure-${mistake}.json`)));
    await session.goto();
    const words = await page.getByRole('main').innerText();
    assert.ok(words.includes(definition) && words.includes(place), words);
  });
}
