// A dossier as an encrypted file: saved here, opened on another machine, by the command line and by hand.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ENTERPRISE, Session, beian, download, newDossier, openSample, readDossier, scenario } from './support.mjs';

const WORDS = '备份 口令 二〇二六';

async function saveBackup(session, dossier) {
  const { page } = session;
  await session.goto(`${dossier}/backup`);
  await page.locator('#backup-passphrase').fill(WORDS);
  await page.locator('#backup-again').fill(WORDS);
  const file = await download(session, () => page.getByRole('button', { name: '保存备份文件' }).click());
  await page.getByText(/已备份，今天/).waitFor();
  return file;
}

scenario('a dossier saved to a file is whole on another machine, in the page and on the command line', { today: '2026-11-20' }, async (session) => {
  const file = await saveBackup(session, await openSample(session));
  const bytes = readFileSync(file);
  assert.ok(bytes.subarray(0, 21).toString() === 'age-encryption.org/v1', 'it is an age file');

  const words = join(session.profile, 'passphrase.txt');
  writeFileSync(words, `${WORDS}\n`);
  const folder = join(session.profile, 'opened');
  const opened = beian('open', file, '--out', folder, '--passphrase-file', words);
  assert.equal(opened.status, 0, JSON.stringify(opened));
  const { dossier } = readDossier(folder);
  const original = readDossier(ENTERPRISE).dossier;
  assert.deepEqual(dossier.answers, original.answers);
  assert.deepEqual(dossier.attachments.map((it) => it.sha256), original.attachments.map((it) => it.sha256));
  assert.equal(beian('check', folder, '--today', '2026-11-20').status, 0, 'and it can be submitted from there');
  const again = join(session.profile, 'again.beian');
  assert.equal(beian('save', folder, '--out', again, '--passphrase-file', words).status, 0);

  for (const [name, draft] of [['of the page', file], ['of the command line', again]]) {
    const elsewhere = await Session.open({ today: '2026-11-20' });
    try {
      const { page } = elsewhere;
      await elsewhere.goto();
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: '打开备案包或备份' }).first().click()]);
      await chooser.setFiles(draft);
      await page.locator('#open-passphrase').fill('不对的口令');
      await page.getByRole('button', { name: '打开', exact: true }).click();
      await page.getByText('口令不正确').waitFor();
      await page.locator('#open-passphrase').fill(WORDS);
      await page.getByRole('button', { name: '打开', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: '办理步骤' }).waitFor({ timeout: 60_000 });
      await page.locator('.verdict-chip').getByText('可以提交').waitFor({ timeout: 60_000 });
      assert.deepEqual(elsewhere.wrongs, [], name);
    } finally {
      await elsewhere.close();
    }
  }
});

scenario('the age of the last backup is shown, and what has changed since', async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto('#/keep');
  await page.getByText('没有备份过').waitFor();
  await saveBackup(session, dossier);
  await session.goto(`${dossier}/form`);
  await page.getByRole('textbox', { name: '机构名称' }).fill('华安认证有限公司');
  await page.waitForTimeout(1500);
  await session.goto('#/keep');
  await page.getByText(/今天 .+备份，之后有改动/).waitFor();
});

scenario('what is no backup is refused with its reason', async (session, page) => {
  const folder = join(session.profile, 'bad');
  mkdirSync(folder);
  const cases = [
    ['zip.beian', Buffer.from('PK\x03\x04 whatever'), '不是 age 加密文件'],
    ['empty.beian', Buffer.alloc(0), '不是 age 加密文件'],
  ];
  for (const [name, bytes, reason] of cases) {
    writeFileSync(join(folder, name), bytes);
    await session.goto('#/keep');
    await page.locator('#open-file').setInputFiles(join(folder, name));
    await page.locator('#open-passphrase').fill(WORDS);
    await page.getByRole('button', { name: '打开', exact: true }).click();
    await page.getByText(reason).waitFor();
  }
});
