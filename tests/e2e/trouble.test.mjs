// What goes wrong with the browser's storage: it is said, work goes on, and nothing acknowledged is lost.

import assert from 'node:assert/strict';

import { newDossier, protect, scenario, unlock } from './support.mjs';

const organisation = (page) => page.getByRole('textbox', { name: '机构名称' });

scenario('with no room left the page says so, goes on in memory, and saves once there is room', async (session, page) => {
  await session.context.addInitScript(() => {
    for (const name of ['add', 'put']) {
      const write = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function (...args) {
        if (window.diskIsFull) throw new DOMException('full', 'QuotaExceededError');
        return write.apply(this, args);
      };
    }
  });
  await protect(session);
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/form`);
  await organisation(page).fill('华安认证有限公司');
  await page.locator('[data-save="save-done"]').waitFor();
  await page.evaluate(() => (window.diskIsFull = true));
  await organisation(page).fill('满盘认证有限公司');
  await page.getByRole('alert').getByText('存储空间已满').waitFor();
  await page.getByRole('textbox', { name: '通讯地址' }).fill('北京市东城区某街1号');
  await page.getByRole('link', { name: '备份成文件' }).waitFor();
  await page.evaluate(() => (window.diskIsFull = false));
  await page.getByText('存储空间已满').waitFor({ state: 'detached' });
  await page.locator('[data-save="save-done"]').waitFor();
  await page.reload();
  await unlock(session);
  assert.equal(await organisation(page).inputValue(), '满盘认证有限公司');
  assert.equal(await page.getByRole('textbox', { name: '通讯地址' }).inputValue(), '北京市东城区某街1号');
});

scenario('without any storage the page works, and says that nothing stays', async (session, page) => {
  await session.context.addInitScript(() => {
    IDBFactory.prototype.open = function () {
      throw new DOMException('denied', 'SecurityError');
    };
  });
  const dossier = await newDossier(session);
  await page.getByRole('alert').getByText('浏览器不允许本页面保存数据').waitFor();
  await session.goto(`${dossier}/form`);
  await organisation(page).fill('华安认证有限公司');
  await page.locator('[data-save="save-done"]').waitFor();
  await session.goto(`${dossier}/backup`);
  await page.getByRole('heading', { level: 1, name: '保存为文件' }).waitFor();
});

scenario('a damaged last record is told, and the state before it is there', async (session, page) => {
  await protect(session);
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/form`);
  await organisation(page).fill('华安认证有限公司');
  await page.locator('[data-save="save-done"]').waitFor();
  await page.waitForTimeout(500);
  await organisation(page).fill('断电认证有限公司');
  await page.waitForTimeout(1000);
  // The record that was written last ends in the middle.
  const torn = await page.evaluate(async () => {
    const open = indexedDB.open('beian-vault');
    const database = await new Promise((done) => (open.onsuccess = () => done(open.result)));
    const store = database.transaction('dossiers', 'readwrite').objectStore('dossiers');
    const ask = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
    const keys = await ask(store.getAllKeys());
    let torn = 0;
    for (const key of keys) {
      const bytes = await ask(store.get(key));
      // Of the three records the whole state is the longest; the others are single answers.
      if (bytes.length < 400) await ask(store.put(bytes.slice(0, bytes.length / 2), key)), torn++;
    }
    database.close();
    return torn;
  });
  assert.equal(torn, 2);
  await page.reload();
  await unlock(session);
  await page.getByText('记录已损坏').waitFor();
  assert.equal(await organisation(page).inputValue(), '');
  await organisation(page).fill('修复认证有限公司');
  await page.locator('[data-save="save-done"]').waitFor();
  await page.waitForTimeout(3000);
  await page.reload();
  await unlock(session);
  assert.equal(await organisation(page).inputValue(), '修复认证有限公司');
  assert.equal(await page.getByText('记录已损坏').count(), 0, 'it is mended');
});

scenario('a print whose faces cannot be fetched says so, and is made once they can be', { serviceWorkers: 'block' }, async (session, page) => {
  const dossier = await newDossier(session);
  session.offline = true;
  await page.route('**/fonts/*.ttf', (route) => route.abort());
  await session.goto(`${dossier}/print`);
  await page.getByRole('alert').getByText(/无法读取 (title|serif)\.ttf，请检查网络/).waitFor();
  assert.equal(await page.getByRole('button', { name: '下载 PDF' }).count(), 0);
  await page.unroute('**/fonts/*.ttf');
  await page.getByRole('button', { name: '重新生成' }).click();
  await page.getByRole('button', { name: '下载 PDF' }).waitFor();
  assert.equal(await page.getByText('无法读取').count(), 0);
});
