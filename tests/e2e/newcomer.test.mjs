// The whole job, as somebody does it who has never seen the page: from nothing to a package, by
// keyboard alone, and the package verified by the command line and opened again on another machine.

import assert from 'node:assert/strict';
import { basename, join } from 'node:path';

import { answer, importRoster, pickFiles, pressEnterOn } from './person.mjs';
import { ENTERPRISE, Session, beian, download, pdfText, readDossier, readProcedure, scenario, squeeze } from './support.mjs';

const { dossier, files } = readDossier(ENTERPRISE);
const procedure = readProcedure(dossier.procedure.id);
const today = dossier.answers.form_date;

/** The files that the sample has at a place, as paths. */
const filesAt = (material, slot) =>
  dossier.attachments.filter((a) => a.material === material.id && a.slot === slot.id).map((a) => files[a.name]);

/** How the page names a place for files. */
const placeName = (material, slot) => [material.id, material.title, slot.title].filter(Boolean).join(' ');

async function fill(page, fields) {
  for (const field of fields) {
    if (field.id in dossier.answers) await answer(page, field, dossier.answers[field.id]);
  }
}

/** Takes over whose file each is, as the names of the files say. */
async function matchWithRows(page, count) {
  await page.getByRole('progressbar').waitFor({ state: 'detached' });
  await pressEnterOn(page, '逐人对应');
  await pressEnterOn(page, `对应 ${count} 份`);
  await page.getByText(`${count} 人都有`).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: '准备材料' }).waitFor();
}

/** Everything that the review page says of a dossier's content, without spaces. */
async function content(page) {
  const tables = await page.getByRole('main').getByRole('table').allInnerTexts();
  return tables.map(squeeze);
}

scenario('a newcomer fills, checks, prints and exports a filing by keyboard, and it opens again elsewhere', { today }, async (session, page) => {
  await session.goto();
  await pressEnterOn(page, `新建卷宗：${procedure.title}`);
  await page.getByRole('heading', { level: 1, name: '办理步骤' }).waitFor();

  await pressEnterOn(page, '开始填写');
  await page.getByRole('heading', { level: 1, name: '填写申请表' }).waitFor();
  for (const section of procedure.sections.filter((section) => !section.at)) await fill(page, section.fields);
  await pressEnterOn(page, '检查本页并继续');

  await page.getByRole('heading', { level: 1, name: '准备材料' }).waitFor();
  for (const roster of procedure.rosters.filter((roster) => roster.beside && dossier.rosters[roster.id])) {
    const sheet = join(session.profile, `${roster.id}.csv`);
    const exported = beian('export', ENTERPRISE, roster.id, '--out', sheet);
    assert.equal(exported.status, 0, exported.out + exported.err);
    await importRoster(page, roster, sheet);
    await page.getByRole('heading', { level: 1, name: '准备材料' }).waitFor();
  }
  for (const material of procedure.materials) {
    for (const slot of material.slots) {
      const paths = filesAt(material, slot);
      if (paths.length === 0) continue;
      await pickFiles(page, `：${placeName(material, slot)}`, paths);
      for (const path of paths) await page.getByText(basename(path), { exact: true }).waitFor();
      if (slot.for_each) await matchWithRows(page, paths.length);
    }
    await fill(page, (material.fields ?? []).map((field) => ({ headings: material.headings, ...field })));
  }
  await page.getByRole('progressbar').waitFor({ state: 'detached' });

  await pressEnterOn(page, '打印盖章');
  await page.getByRole('heading', { level: 1, name: '打印盖章' }).waitFor();
  await page.getByRole('button', { name: '下载 PDF' }).waitFor({ timeout: 60_000 });
  const form = await download(session, () => pressEnterOn(page, '下载 PDF'));
  assert.equal(basename(form), '个人信息出境认证专业机构备案申请表.pdf');
  const printed = squeeze(pdfText(form));
  for (const word of ['澄观信安认证（北京）有限公司', '王㛃', '阿依努尔·麦麦提', '91110199MADC7Q2X3R', '单位（公章）']) {
    assert.ok(printed.includes(word), `the printed form shows ${word}`);
  }
  // Plain extraction reads the label at the left in the middle of the text beside it.
  const scope = printed.replaceAll('业务范围简介', '');
  assert.ok(scope.includes(squeeze(dossier.answers.business_scope)), 'not a character of the long text is lost');
  assert.ok(!printed.includes('未通过自查'));

  await pressEnterOn(page, '导出备案包');
  await page.getByRole('heading', { level: 1, name: '导出备案包' }).waitFor();
  for (const section of procedure.sections.filter((section) => section.at === 'export')) await fill(page, section.fields);
  await page.getByRole('link', { name: '可以提交' }).waitFor();
  const before = await content(page);
  const file = await download(session, async () => {
    await page.getByRole('button', { name: '导出备案包' }).focus();
    await page.keyboard.press('Enter');
  });
  assert.ok(!basename(file).includes('未通过自查'), basename(file));

  const verified = beian('verify', file, '--today', today);
  assert.equal(verified.status, 0, verified.out + verified.err);

  const elsewhere = await Session.open({ today });
  try {
    await elsewhere.goto();
    const [picker] = await Promise.all([
      elsewhere.page.waitForEvent('filechooser'),
      elsewhere.page.getByRole('button', { name: '打开备案包' }).click(),
    ]);
    await picker.setFiles(file);
    await elsewhere.page.getByRole('heading', { level: 1, name: '办理步骤' }).waitFor({ timeout: 60_000 });
    await elsewhere.page.getByRole('link', { name: '可以提交' }).waitFor();
    await elsewhere.page.goto(`${elsewhere.page.url()}/review`);
    await elsewhere.page.getByRole('heading', { level: 1, name: '导出备案包' }).waitFor();
    assert.deepEqual(await content(elsewhere.page), before);
    const again = await download(elsewhere, () => elsewhere.page.getByRole('button', { name: '导出备案包' }).click());
    const verifiedAgain = beian('verify', again, '--today', today);
    assert.equal(verifiedAgain.status, 0, verifiedAgain.out + verifiedAgain.err);
    assert.deepEqual(elsewhere.wrongs, []);
  } catch (error) {
    await elsewhere.screenshot('opened-elsewhere');
    throw error;
  } finally {
    await elsewhere.close();
  }
});
