// Large files written to the place that the user picks. The dialog is answered by the test; the file behind it is a real
// one of the browser, in the page's own folder.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beian, openSample, scenario, until } from './support.mjs';

const WORDS = '备份 口令 二〇二六';
const TODAY = '2026-11-20';

/** Answers the dialog with a file of the suggested name. */
const pickSuggested = () => {
  window.asked = [];
  window.showSaveFilePicker = async (options) => {
    if (!navigator.userActivation.isActive) throw new DOMException('', 'SecurityError');
    window.asked.push(options);
    return (await navigator.storage.getDirectory()).getFileHandle(options.suggestedName, { create: true });
  };
};

/** The files at the picked place, copied into a folder; gives their names. */
async function picked({ page, profile }) {
  const files = await page.evaluate(async () => {
    const found = [];
    for await (const handle of (await navigator.storage.getDirectory()).values()) {
      const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
      found.push([handle.name, Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')]);
    }
    return found;
  });
  return files.map(([name, bytes]) => {
    const path = join(profile, name);
    writeFileSync(path, Buffer.from(bytes, 'latin1'));
    return path;
  });
}

async function backUp(session, dossier) {
  const { page } = session;
  await session.goto(`${dossier}/backup`);
  await page.locator('#backup-passphrase').fill(WORDS);
  await page.locator('#backup-again').fill(WORDS);
  await page.getByRole('button', { name: '保存备份文件' }).click();
}

scenario('a backup and a package are written to the places that the user picks', { today: TODAY }, async (session, page) => {
  const dossier = await openSample(session);
  await page.evaluate(pickSuggested);
  await backUp(session, dossier);
  await page.getByText(/已保存为“.+\.beian”。/).waitFor({ timeout: 60_000 });
  await page.getByText(/已备份，今天/).waitFor();

  await session.goto(`${dossier}/review`);
  await page.getByRole('button', { name: '导出备案包' }).click();
  await page.locator('.review-saved').getByText('已保存：').waitFor({ timeout: 60_000 });
  assert.equal(await page.getByRole('button', { name: '再次保存' }).count(), 0, 'it is there: no second download is offered');

  const asked = await page.evaluate(() => window.asked.map(({ types }) => types[0]));
  assert.deepEqual(asked.map(({ description }) => description), ['备案通卷宗备份', '备案包']);
  assert.deepEqual(asked.map(({ accept }) => Object.values(accept)), [[['.beian']], [['.zip']]]);
  const files = await picked(session);
  const [backup, packed] = ['.beian', '.zip'].map((end) => files.find((file) => file.endsWith(end)));
  const words = join(session.profile, 'passphrase.txt');
  writeFileSync(words, `${WORDS}\n`);
  const opened = beian('open', backup, '--out', join(session.profile, 'opened'), '--passphrase-file', words);
  assert.equal(opened.status, 0, JSON.stringify(opened));
  const verified = beian('verify', packed, '--quick');
  assert.equal(verified.status, 0, JSON.stringify(verified));
});

scenario('closing the dialog is no failure, and nothing is noted as saved', { today: TODAY }, async (session, page) => {
  const dossier = await openSample(session);
  await page.evaluate(() => (window.showSaveFilePicker = () => Promise.reject(new DOMException('', 'AbortError'))));
  await backUp(session, dossier);
  await page.getByRole('button', { name: '保存备份文件', disabled: false }).waitFor();
  await page.getByText('没有备份过').waitFor();
  assert.equal(await page.getByRole('alert').count(), 0);
});

scenario('a place without room is told, and half a file is not left there', { today: TODAY }, async (session, page) => {
  const dossier = await openSample(session);
  await page.evaluate(pickSuggested);
  await page.evaluate(() => {
    // The disk is full after the first piece.
    const { write } = FileSystemWritableFileStream.prototype;
    let pieces = 0;
    FileSystemWritableFileStream.prototype.write = function (piece) {
      pieces += 1;
      return pieces > 1 ? Promise.reject(new DOMException('', 'QuotaExceededError')) : write.call(this, piece);
    };
  });
  await backUp(session, dossier);
  await page.getByText('所选位置的空间不足').waitFor({ timeout: 60_000 });
  await page.getByText('没有备份过').waitFor();
  await until(page, null, async () => {
    for await (const _ of (await navigator.storage.getDirectory()).keys()) return false;
    return true;
  });
});

scenario('where the browser refuses the dialog, the file goes to the downloads', { today: TODAY }, async (session, page) => {
  const dossier = await openSample(session);
  await page.evaluate(() => (window.showSaveFilePicker = () => Promise.reject(new DOMException('', 'SecurityError'))));
  const [item] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), backUp(session, dossier)]);
  assert.match(item.suggestedFilename(), /^卷宗备份_\d{8}_[0-9a-z]{4}\.beian$/);
  await page.getByText(/已备份，今天/).waitFor();
});
