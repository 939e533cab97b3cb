// What is kept in the browser: only with a passphrase, unreadable without it, and locked again.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { openFile } from './rosters.mjs';
import { ENTERPRISE, PASSPHRASE, download, newDossier, protect, readDossier, scenario, unlock } from './support.mjs';

const organisation = (page) => page.getByRole('textbox', { name: '机构名称' });

/** Every file of a folder with its bytes. */
function* filesOf(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, name);
    let stat;
    try {
      stat = statSync(path);
    } catch {
      continue; // Gone with the browser.
    }
    if (stat.isFile()) yield [name, readFileSync(path)];
  }
}

/** The files of the browser's profile in which one of these texts is readable, however it is encoded. */
function readableIn(session, texts) {
  const found = [];
  for (const [name, bytes] of filesOf(join(session.profile, 'profile'))) {
    for (const text of texts) {
      const encodings = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le'), Buffer.from(encodeURIComponent(text))];
      if (encodings.some((wanted) => bytes.includes(wanted))) found.push(`${text} in ${name}`);
    }
  }
  return found;
}

/** The sample with nothing in it that lies on the host too, and all that nobody else may read of it. */
function secret() {
  const { dossier } = readDossier(ENTERPRISE);
  const texts = [];
  const mark = (text) => {
    // Choices and days are in the definition and in the program.
    if (typeof text !== 'string' || /^[a-z0-9_]{1,24}$/.test(text) || /^[\d\-.年月日]{1,11}$/.test(text)) return text;
    const marked = `${text}丙戊庚`;
    texts.push(marked);
    return marked;
  };
  const marked = (answers) =>
    Object.fromEntries(Object.entries(answers).map(([id, it]) => [id, typeof it === 'string' ? mark(it) : it && Object.fromEntries(Object.entries(it).map(([part, text]) => [part, mark(text)]))]));
  dossier.answers = marked(dossier.answers);
  for (const rows of Object.values(dossier.rosters ?? {})) for (const row of rows) row.answers = marked(row.answers);
  dossier.name = mark(dossier.name);
  dossier.attachments = [];
  return { dossier, texts };
}

scenario('what is kept is locked after a reload and opens with its passphrase only', async (session, page) => {
  await protect(session);
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/form`);
  await organisation(page).fill('华安认证有限公司');
  await page.locator('[data-save="save-done"]').waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: '本机卷宗已锁定' }).waitFor();
  assert.ok(!(await page.content()).includes('华安'), 'nothing of it is on the page');
  await page.locator('#passphrase').fill('不对的口令 2026');
  await page.getByRole('button', { name: '解锁' }).click();
  await page.getByText('口令不正确').waitFor();
  await unlock(session);
  assert.equal(await organisation(page).inputValue(), '华安认证有限公司', 'at the place where it was left');
});

scenario('without a passphrase nothing is written, and the page says so', async (session, page) => {
  const dossier = await newDossier(session);
  await page.getByText('填写的内容还没有保存到这台电脑').waitFor();
  await session.goto(`${dossier}/form`);
  await organisation(page).fill('华安认证有限公司');
  await page.waitForTimeout(1000);
  const kept = await page.evaluate(async () => {
    const open = indexedDB.open('beian-vault');
    const database = await new Promise((done) => (open.onsuccess = () => done(open.result)));
    const count = (name) => new Promise((done) => (database.transaction(name).objectStore(name).count().onsuccess = (event) => done(event.target.result)));
    const counts = await Promise.all([...database.objectStoreNames].map(count));
    database.close();
    return counts.reduce((sum, one) => sum + one, 0);
  });
  assert.equal(kept, 0);
});

scenario('what was filled in before the passphrase was set is kept with it', async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/form`);
  await organisation(page).fill('华安认证有限公司');
  await page.getByRole('link', { name: '设置口令，保存到本机' }).click();
  await protect(session);
  await page.reload();
  await unlock(session);
  await session.goto(`${dossier}/form`);
  assert.equal(await organisation(page).inputValue(), '华安认证有限公司');
});

scenario('no name, number or file name of a dossier is readable in the browser profile', async (session, page) => {
  await protect(session);
  const { dossier: filed, texts } = secret();
  const dossier = await openFile(session, filed);
  await session.goto(`${dossier}/materials`);
  // The picture of the sample, with something behind its end that makes it another file.
  const scan = Buffer.concat([readFileSync(join(ENTERPRISE, 'files/1.2-营业执照副本.jpg')), Buffer.from('丙戊庚')]);
  await page.getByLabel(/^(选择文件|继续添加)：1\.2 /).setInputFiles({ name: '只在此处的扫描件.jpg', mimeType: 'image/jpeg', buffer: scan });
  await page.locator('.file-card').first().waitFor();
  await session.goto(`${dossier}/form`);
  await organisation(page).fill('只在此处出现的机构甲乙丙');
  await page.locator('[data-save="save-done"]').waitFor();
  await session.goto(`${dossier}/roster/people`);
  await page.getByRole('button', { name: '导入表格' }).click();
  await page.getByRole('dialog').getByRole('textbox').pressSequentially('粘贴处键入的戊己庚');
  await page.keyboard.press('Escape');
  await session.goto(`${dossier}/print`);
  const [shown] = await Promise.all([page.waitForEvent('popup', { timeout: 60_000 }), page.getByRole('link', { name: '在新窗口打开' }).click({ timeout: 60_000 })]);
  await page.waitForTimeout(1000);
  await shown.close();
  await session.goto(`${dossier}/backup`);
  await page.locator('#backup-passphrase').fill(PASSPHRASE);
  await page.locator('#backup-again').fill(PASSPHRASE);
  await download(session, () => page.getByRole('button', { name: '保存备份文件' }).click());
  for (const place of ['/materials', '/findings', '/print', '/review', '/roster/people', '']) {
    await session.goto(dossier + place);
    await page.waitForTimeout(300);
  }
  // As a restart of the computer would, with everything written down.
  await session.context.close();
  const digest = createHash('sha256').update(scan).digest('hex');
  const wanted = [...texts, '只在此处出现的机构甲乙丙', '粘贴处键入的戊己庚', '只在此处的扫描件', digest, PASSPHRASE];
  assert.ok(wanted.length > 60, `${wanted.length} texts are looked for`);
  assert.deepEqual(readableIn(session, wanted), []);
  await session.startBrowser();
  await session.goto();
  await unlock(session);
  await session.goto(`${dossier}/form`);
  assert.equal(await organisation(session.page).inputValue(), '只在此处出现的机构甲乙丙', 'and all of it was there');
});

scenario('the lock button locks at once, and a while without a touch does too', async (session, page) => {
  await page.clock.install();
  await protect(session);
  await page.getByRole('button', { name: '锁定', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: '本机卷宗已锁定' }).waitFor();
  await unlock(session);
  await page.clock.fastForward('14:00');
  assert.equal(await page.getByRole('heading', { name: '本机卷宗已锁定' }).count(), 0);
  await page.clock.fastForward('02:00');
  await page.getByRole('heading', { level: 1, name: '本机卷宗已锁定' }).waitFor();
});

scenario('leaving while a passphrase is being set leaves everything as it was, and it can be set again', async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/form`);
  await organisation(page).fill('华安认证有限公司');
  await session.goto('#/keep');
  await page.locator('#passphrase-new').fill(PASSPHRASE);
  await page.locator('#passphrase-again').fill(PASSPHRASE);
  await page.getByRole('button', { name: '设置口令，加密保存' }).click();
  await page.evaluate(() => (location.hash = '#/'));
  await page.getByText('口令设置没有完成').waitFor();
  await page.getByText('现在填写的内容只在本页内').waitFor();
  await protect(session);
  await page.reload();
  await unlock(session);
  await session.goto(`${dossier}/form`);
  assert.equal(await organisation(page).inputValue(), '华安认证有限公司');
});

scenario('a file handed in just before its dossier is left is there afterwards', async (session, page) => {
  await protect(session);
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/materials`);
  const place = page.getByLabel(/^(选择文件|继续添加)：1\.2 /);
  await place.setInputFiles(join(ENTERPRISE, 'files/1.2-营业执照副本.jpg'));
  await page.evaluate(() => (location.hash = '#/'));
  await page.getByText('已添加“1.2-营业执照副本.jpg”').waitFor();
  await session.goto(`${dossier}/materials`);
  await page.locator('.file-card').getByText('1.2-营业执照副本.jpg', { exact: true }).waitFor();
  await session.reload();
  await page.locator('.file-card').getByText('1.2-营业执照副本.jpg', { exact: true }).waitFor();
});

scenario('whoever leaves the page with something that is nowhere else is asked, wherever in the page that is', async (session, page) => {
  const asks = async () => {
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    await dialog.dismiss();
    return dialog.type();
  };
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/form`);
  await organisation(page).fill('华安认证有限公司');
  await session.goto();
  assert.equal(await asks(), 'beforeunload');
  await session.goto('#/calendar');
  assert.equal(await asks(), 'beforeunload');
});

scenario('the recovery sheet opens what the passphrase no longer does, and the old passphrase is void', async (session, page) => {
  const secret = await protect(session);
  const dossier = await newDossier(session);
  await page.reload();
  await page.getByText('忘记了口令').click();
  await page.locator('#recovery-secret').fill(secret.replace(/.{8}/g, '$& '));
  await page.locator('#passphrase-new').fill('另一句够长的口令');
  await page.locator('#passphrase-again').fill('另一句够长的口令');
  await page.getByRole('button', { name: '打开并设置新口令' }).click();
  await page.getByRole('heading', { name: '办理步骤' }).waitFor({ timeout: 60_000 });
  assert.equal(new URL(page.url()).hash, dossier);
  await page.reload();
  await page.locator('#passphrase').fill(PASSPHRASE);
  await page.getByRole('button', { name: '解锁' }).click();
  await page.getByText('口令不正确').waitFor();
  await unlock(session, '另一句够长的口令');
});

scenario('a passphrase is changed, and everything taken away, from the page that keeps', async (session, page) => {
  await protect(session);
  await newDossier(session);
  await session.goto('#/keep');
  await page.locator('summary', { hasText: '更换口令' }).click();
  await page.locator('#passphrase-before').fill(PASSPHRASE);
  await page.locator('#passphrase-new').fill('另一句够长的口令');
  await page.locator('#passphrase-again').fill('另一句够长的口令');
  await page.getByRole('button', { name: '更换口令' }).click();
  await page.getByText('口令已更换').waitFor({ timeout: 60_000 });
  await page.reload();
  await unlock(session, '另一句够长的口令');
  await page.getByText('删除本机全部数据').click();
  await page.locator('#delete-all').fill('删除');
  await page.getByRole('button', { name: '删除本机全部卷宗和附件' }).click();
  await page.getByRole('heading', { name: '设置口令，加密保存到本机' }).waitFor();
});

scenario('a passphrase that is easily guessed is only taken from who says that it is meant', async (session, page) => {
  await session.goto('#/keep');
  const submit = page.getByRole('button', { name: '设置口令，加密保存' });
  const meant = page.getByRole('checkbox', { name: '我知道这个口令容易被猜中，仍要使用' });
  const fill = async (passphrase) => {
    for (const field of ['#passphrase-new', '#passphrase-again']) await page.locator(field).fill(passphrase);
  };
  await fill('12345678');
  assert.equal(await meant.count(), 0);
  await submit.click();
  await page.getByText('这个口令容易被猜中，拿到文件的人').waitFor();
  await meant.check();
  // Meant was the one that stood there.
  await fill('password1');
  await meant.waitFor({ state: 'detached' });
  await submit.click();
  assert.ok(!(await meant.isChecked()));
  await meant.check();
  await submit.click();
  await page.getByRole('heading', { name: '恢复凭据' }).waitFor({ timeout: 60_000 });
});
