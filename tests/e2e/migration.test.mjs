// A form changes while dossiers by its earlier version exist: opening one shows what has changed, nothing is lost, the
// old one stays, and all of it can be undone.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ENTERPRISE, beian, download, openSample, scenario } from './support.mjs';

/** Publishes the next version of the filing: one question with another id, one that is gone, one that is new. */
function publishNextVersion(folder) {
  const place = join(folder, 'procedures/pi-export-certifier-filing');
  const text = readFileSync(join(place, 'procedure.json'), 'utf8');
  const { version } = JSON.parse(text);
  mkdirSync(join(place, 'earlier'));
  writeFileSync(join(place, 'earlier', `${version}.json`), text);
  const next = JSON.parse(text.replace(/\borg_name\b/g, 'institution_name'));
  Object.assign(next, { version: '2027.1', earlier: [version] });
  const fields = next.sections[0].fields;
  fields.find((field) => field.id === 'institution_name').was = 'org_name';
  fields.push({ id: 'website', label: '网址', type: 'text', max: 100, optional: true, off_form: true, basis: fields[0].basis });
  const last = next.sections.at(-1);
  assert.equal(last.fields[0].id, 'truth_declared');
  last.fields.shift();
  writeFileSync(join(place, 'procedure.json'), JSON.stringify(next));
  return version;
}

const names = (page) => page.getByRole('main').locator('.dossier-row').getByRole('heading').allInnerTexts();

scenario('a dossier of an earlier version is brought over with a report, and the old one stays until told otherwise', {
  copy: true, serviceWorkers: 'block', today: '2026-11-20', kept: true,
}, async (session, page) => {
  const old = await openSample(session);
  const [before] = await (async () => {
    await session.goto();
    return names(page);
  })();
  const version = publishNextVersion(session.folder);
  await session.reload();
  await session.goto(old);

  // The report.
  await page.getByRole('heading', { level: 1, name: '版本变化' }).waitFor();
  const main = page.getByRole('main');
  await main.getByText(`按 ${version} 版填写，本页面现用 2027.1 版`).waitFor();
  const kind = (name) => main.locator('section.changes-kind').filter({ has: page.getByRole('heading', { name }) });
  await kind('另存的旧答案').getByText('本机构负责人确认').waitFor();
  await kind('编号有变').getByText('机构名称').waitFor();
  await kind('新增的内容').getByText('网址').waitFor();
  await session.screenshot('migration-report');
  const made = new URL(page.url()).hash.replace(/\/changes$/, '');
  assert.notEqual(made, old);

  // Nothing is lost: what has another id stands in its place, what has none is kept aside and can be saved.
  const kept = await download(session, () => main.getByRole('button', { name: '下载旧答案（JSON）' }).click());
  assert.deepEqual(JSON.parse(readFileSync(kept, 'utf8')).map((it) => [it.place, it.version, it.answer]), [['truth_declared', version, 'yes']]);
  const data = await download(session, () => main.getByRole('button', { name: '下载旧卷宗数据' }).click());
  const oldDossier = JSON.parse(readFileSync(data, 'utf8'));
  assert.equal(oldDossier.procedure.version, version);
  await session.goto(`${made}/form`);
  assert.equal(await page.getByRole('textbox', { name: '机构名称' }).inputValue(), oldDossier.answers.org_name);
  await session.goto(made);
  await page.getByRole('link', { name: '查看版本变化和旧答案' }).waitFor();

  // Opening the old one again leads to the same place, and back does not lead round in circles.
  await session.goto();
  assert.deepEqual((await names(page)).sort(), [before, `${before}（2027.1 版）`].sort());
  await page.getByRole('link', { name: before, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: '版本变化' }).waitFor();
  assert.equal(new URL(page.url()).hash, `${made}/changes`);
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: '我的卷宗' }).waitFor();

  // Undone: the old dossier as it was, and nothing else.
  await session.goto(`${made}/changes`);
  await page.getByRole('button', { name: '撤销转换，按旧内容保留' }).click();
  await page.getByRole('heading', { level: 1, name: '我的卷宗' }).waitFor();
  await page.getByRole('heading', { name: before, exact: true }).waitFor();
  assert.deepEqual(await names(page), [before]);

  // Brought over again; then the old one is deleted, and that is undone, too.
  await session.goto(old);
  await page.getByRole('heading', { level: 1, name: '版本变化' }).waitFor();
  await page.getByRole('button', { name: '删除旧卷宗' }).click();
  await page.getByText('没有可以对照的旧卷宗').waitFor();
  await main.getByRole('heading', { name: '卷宗中另存的旧答案' }).waitFor();
  await page.getByRole('status').getByRole('button', { name: '撤销' }).click();
  await page.getByText('已恢复旧卷宗').waitFor();
  await session.goto();
  assert.equal((await names(page)).length, 2);

  // What is kept aside is removed when nobody needs it, and that is an edit like any other.
  await session.goto(`${made}/changes`);
  await main.getByRole('button', { name: '移除本机构负责人确认' }).click();
  await main.getByRole('heading', { name: '卷宗中另存的旧答案' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '撤销', exact: true }).click();
  await main.getByRole('heading', { name: '卷宗中另存的旧答案' }).waitFor();
});

scenario('a definition in which only rules have changed opens dossiers as they are', { copy: true, serviceWorkers: 'block', kept: true }, async (session, page) => {
  const dossier = await openSample(session);
  const file = join(session.folder, 'procedures/pi-export-certifier-filing/procedure.json');
  const definition = JSON.parse(readFileSync(file, 'utf8'));
  definition.rules[0].message += '请注意。';
  writeFileSync(file, JSON.stringify(definition));
  await session.reload();
  await session.goto(`${dossier}/form`);
  await page.getByRole('textbox', { name: '机构名称' }).waitFor();
  assert.equal(new URL(page.url()).hash, `${dossier}/form`);
});

scenario('a package by the earlier version is verified by that version, fetched for it alone', {
  copy: true, serviceWorkers: 'block', today: '2026-11-20',
}, async (session, page) => {
  const file = join(session.profile, 'package.zip');
  const packed = beian('pack', ENTERPRISE, '--out', file, '--today', '2026-11-20');
  assert.equal(packed.status, 0, JSON.stringify(packed));
  const version = publishNextVersion(session.folder);
  const earlier = [];
  page.on('request', (request) => request.url().includes('/earlier/') && earlier.push(new URL(request.url()).pathname));
  await session.goto('#/verify');
  await session.reload();
  await page.getByRole('heading', { level: 1, name: '核验备案包' }).waitFor();
  assert.deepEqual(earlier, []);
  await page.locator('#verify-choose').setInputFiles(file);
  const outcome = page.locator('.outcome');
  await outcome.getByText('复核结论与包内一致').waitFor({ timeout: 180_000 });
  await outcome.getByText('按现行版本（2027.1，2026年11月20日）检查').waitFor();
  assert.ok(earlier.length === 1 && earlier[0].endsWith(`/earlier/${version}.json`), earlier.join());
});
