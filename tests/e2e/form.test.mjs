// The form: what is open has one number everywhere, one cause is told once, and the official table leaves nothing out.

import assert from 'node:assert/strict';

import { openFile, people } from './rosters.mjs';
import { newDossier, readProcedure, scenario } from './support.mjs';

const TODAY = '2026-11-20';

/** Waits until an element has focus. */
async function focused(page, locator) {
  await locator.waitFor();
  await page.waitForFunction((element) => element === document.activeElement, await locator.elementHandle());
}

/** Fills a question in and leaves it: the button beside a day still belongs to it. */
async function fill(page, name, text) {
  await page.getByRole('textbox', { name }).fill(text);
  await page.getByRole('heading', { level: 1 }).click();
}

scenario('problems, questions and materials each have one number, wherever it stands', { today: TODAY }, async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/form`);
  await fill(page, '机构名称', '华安认证有限公司');
  await page.waitForFunction(() => /还有 \d+ 个问题/.test(document.querySelector('nav.steps')?.textContent ?? ''));
  const chip = await page.locator('.verdict-chip').innerText();
  const [blocking, waiting] = ['阻断', '待定'].map((word) => Number(new RegExp(`${word}\\s*(\\d+)`).exec(chip)?.[1] ?? 0));
  const problems = `还有 ${blocking + waiting} 个问题`;
  const steps = page.getByRole('navigation', { name: '办理步骤' });
  await steps.getByText(problems, { exact: true }).waitFor();
  const sections = readProcedure('pi-export-certifier-filing').sections.filter((section) => !section.at);
  const asked = sections.flatMap((section) => section.fields).filter((field) => !field.optional).length;
  await steps.getByText(`还有 ${asked - 1} 个必填项`, { exact: true }).waitFor();

  await session.goto(`${dossier}/findings`);
  await page.getByText(`尚不能提交：${problems}（阻断 ${blocking}、待定 ${waiting}）`).waitFor();
  await session.goto(`${dossier}/review`);
  await page.getByText(`${problems}，不解决不能提交。`).waitFor();
  await session.goto(`${dossier}/materials`);
  const materials = await page.locator('.materials-count strong').innerText();
  assert.match(materials, /^还有 \d+ 项材料$/);
  await steps.getByText(materials, { exact: true }).waitFor();
  await session.goto(dossier);
  await page.getByRole('main').getByText(problems, { exact: true }).waitFor();
  await page.getByRole('main').getByText(materials, { exact: true }).waitFor();
});

scenario('one cause is told in full at its first place, and the other place leads there', { today: TODAY }, async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/form`);
  await fill(page, '成立时间', '2020年1月1日');
  await fill(page, '批准书颁发日期', '2019年1月1日');
  const told = page.locator('.field-note').filter({ hasText: '晚于批准书颁发日期' });
  await told.waitFor();
  const pointer = page.locator('.field-note').filter({ hasText: '处是同一个问题' });
  assert.deepEqual([await told.count(), await pointer.count()], [1, 1]);
  await pointer.getByRole('link', { name: '“成立时间”' }).click();
  await focused(page, page.getByRole('textbox', { name: '成立时间' }));
  await session.goto(`${dossier}/findings`);
  const row = page.locator('.finding-row').filter({ hasText: '晚于批准书颁发日期' });
  await row.waitFor();
  assert.equal(await row.count(), 1);
});

scenario('what must be answered and stands in no cell of the official table is within reach of it', { today: TODAY }, async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/paper`);
  const beside = page.getByRole('navigation', { name: '不在表格上的问题' });
  const line = beside.getByRole('listitem').filter({ hasText: '个人信息保护认证资质批准日期' });
  await line.getByText('未填').waitFor();
  await line.getByRole('link').click();
  const box = page.locator('#f-qualification_date');
  await focused(page, box);
  await box.fill('2026年10月1日');
  await page.keyboard.press('Tab');
  await page.goBack();
  await line.getByText('已填').waitFor();
});

scenario('what is found alike in many rows is one line at the other field that it is about', { today: TODAY }, async (session, page) => {
  const dossier = people(3);
  for (const row of dossier.rosters.people) row.answers.id_document = { ...row.answers.id_document, to: '2021-01-04' };
  const address = await openFile(session, { ...dossier, answers: { ...dossier.answers, form_date: '2026-11-20' } });
  await session.goto(`${address}/form/form_date`);
  const pointer = page.locator('.field-note').filter({ hasText: '同一个问题' });
  await pointer.first().waitFor();
  assert.match(await pointer.first().innerText(), /等 3 处是同一个问题/);
  assert.equal(await pointer.count(), 1);
});

scenario('a cause is told in full where something stands while its first place is blank', { today: TODAY }, async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/form`);
  // Later than ten working days after the approval: the reason is asked for, and not given yet.
  for (const [field, text] of [['qualification_date', '2026年9月1日'], ['form_date', '2026年11月20日']]) {
    await page.locator(`#f-${field}`).fill(text);
    await page.getByRole('heading', { level: 1 }).click();
  }
  const [told, pointer] = ['form_date', 'qualification_date'].map((field) => page.locator(`#f-${field}-notes .field-note`));
  await told.waitFor();
  assert.match(await told.innerText(), /备案期限为2026年9月15日/);
  assert.match(await pointer.innerText(), /与“日期”处是同一个问题/);
});
