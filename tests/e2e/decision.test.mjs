// Procedures beside the filing: a route is found question by question; a complaint is written and printed.

import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { readFileSync } from 'node:fs';

import { answer } from './person.mjs';
import { ROOT, download, newDossier, pdfText, readProcedure, scenario, squeeze } from './support.mjs';

const sample = (slug) => JSON.parse(readFileSync(`${ROOT}/tests/fixtures/dossiers/${slug}/dossier.json`, 'utf8'));
const field = (procedure, id) => procedure.sections.flatMap((section) => section.fields).find((one) => one.id === id);

const verdict = (page) => page.getByRole('complementary', { name: '目前的结论' }).locator('.outcome-title');

scenario('a route is found question by question, and what is not known leaves it open', { today: '2026-11-21' }, async (session, page) => {
  const procedure = readProcedure('pi-export-route');
  const { answers, rosters } = sample('route');
  const dossier = await newDossier(session, procedure.title);
  await page.getByRole('link', { name: '回答问题' }).first().click();
  assert.equal(await verdict(page).innerText(), '事实不足');

  for (const id of ['org_name', 'org_uscc', 'seat', 'exports', 'personal', 'important']) {
    await page.locator(`#f-${id}`).waitFor();
    if (id === 'important') await page.getByRole('button', { name: '不清楚' }).click();
    else if (answers[id]) await answer(page, field(procedure, id), answers[id]);
    await page.getByRole('button', { name: '下一题' }).click();
  }
  assert.equal(await verdict(page).innerText(), '事实不足');
  await page.getByRole('link', { name: '跳到结论' }).click();
  await page.getByRole('heading', { level: 1, name: '出境路径' }).waitFor();
  await page.getByRole('link', { name: '出境的数据是否包含重要数据' }).click();
  await answer(page, field(procedure, 'important'), answers.important);

  // The rows come with a package: the data file is the shortest way for a person, too.
  await session.goto(`${dossier}/decision`);
  await page.getByText('事实不足').first().waitFor();
  assert.ok(rosters.flows.length > 1);
});

scenario('a complaint is written, printed and taken along', { today: '2026-11-21' }, async (session, page) => {
  const procedure = readProcedure('pi-export-complaint');
  const { answers } = sample('complaint');
  const dossier = await newDossier(session, procedure.title);
  await session.goto(`${dossier}/form`);
  for (const section of procedure.sections) {
    for (const one of section.fields) {
      if (one.id in answers) await answer(page, one, answers[one.id]);
    }
  }
  await page.getByRole('link', { name: /可以提交|警告/ }).first().waitFor();
  await session.goto(`${dossier}/print`);
  await page.getByRole('button', { name: '下载 PDF' }).first().waitFor({ timeout: 60_000 });
  const letter = await download(session, () => page.getByRole('button', { name: '下载 PDF' }).first().click());
  const printed = squeeze(pdfText(letter));
  for (const word of ['投诉举报信', answers.target_name, answers.reporter_name, squeeze(answers.facts).slice(0, 40)]) {
    assert.ok(printed.includes(word), `${basename(letter)} shows ${word}`);
  }
});
