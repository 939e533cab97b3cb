// Procedures beside the filing: a route is found question by question; a complaint is written and printed.

import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { readFileSync } from 'node:fs';

import { answer } from './person.mjs';
import { ROOT, download, newDossier, pdfText, readProcedure, scenario, squeeze } from './support.mjs';

const sample = (slug) => JSON.parse(readFileSync(`${ROOT}/tests/fixtures/dossiers/${slug}/dossier.json`, 'utf8'));
const field = (procedure, id) => procedure.sections.flatMap((section) => section.fields).find((one) => one.id === id);

const order = (procedure, id) => procedure.sections.flatMap((section) => section.fields).findIndex((one) => one.id === id);
const verdict = (page) => page.getByRole('complementary', { name: '目前的结论' }).locator('.outcome-title');

scenario('a route is found question by question, and what is not known leaves it open', { today: '2026-11-21' }, async (session, page) => {
  const procedure = readProcedure('pi-export-route');
  const { answers } = sample('route');
  const dossier = await newDossier(session, procedure.title);
  await page.getByRole('link', { name: '回答问题' }).first().click();
  assert.equal(await verdict(page).innerText(), '事实不足');
  // What is said of the way ahead promises no number that grows, and every fact that is missing is one click away.
  assert.equal(await page.getByText(/共 \d+ 题/).count(), 0);
  await page.getByText(/^已答 0 题，目前还有 \d+ 个必填项/).waitFor();
  const facts = page.getByRole('complementary', { name: '目前的结论' }).locator('.decision-missing li');
  assert.ok((await facts.count()) > 0);
  assert.equal(await facts.getByRole('link').count(), await facts.count());
  const ask = async (id, reply) => {
    await page.locator(`#f-${id}`).waitFor();
    await reply();
    await page.getByRole('button', { name: /下一题|看结论/ }).click();
  };
  const reply = (id, value = answers[id]) => ask(id, () => answer(page, field(procedure, id), value));

  await reply('org_name');
  await ask('org_uscc', async () => {});
  for (const id of ['seat', 'exports', 'personal']) await reply(id);
  await ask('important', () => page.getByRole('button', { name: '不清楚' }).click());
  for (const id of ['ciio', 'intended']) await reply(id);

  await page.getByRole('link', { name: '填写出境数据流' }).click();
  await page.getByRole('button', { name: '添加数据流' }).click();
  const panel = page.getByRole('dialog');
  const row = { 出境目的: '售后服务', 境外接收方: '青岚控股（德国）', 接收方所在国家: '德国', 个人信息种类: '姓名、联系电话' };
  for (const [label, text] of Object.entries(row)) await panel.getByRole('textbox', { name: new RegExp(`^${label}`) }).fill(text);
  await panel.getByRole('radio', { name: '不主张豁免' }).check();
  await panel.getByRole('textbox', { name: /^只提供一般个人信息的人数/ }).fill('120000');
  await panel.getByRole('textbox', { name: /^提供敏感个人信息的人数/ }).fill('0');
  await panel.getByRole('button', { name: '完成' }).click();

  await session.goto(`${dossier}/form/counted_on`);
  await reply('counted_on');
  await reply('overlap', { choice: 'no' });
  for (const id of ['deleted_subtracted', 'notice', 'consent', 'assessment_done', 'assessed_on']) await reply(id);
  assert.equal(await verdict(page).innerText(), '事实不足', 'important data is still unknown');

  await page.getByRole('link', { name: '跳到结论' }).click();
  await page.getByRole('heading', { level: 1, name: '出境路径' }).waitFor();
  await page.getByRole('heading', { name: '还缺这些事实' }).waitFor();
  const unknown = page.getByRole('listitem').filter({ hasText: '出境的数据是否包含重要数据（答了“不清楚”）' });
  await unknown.getByRole('link').click();
  await ask('important', () => answer(page, field(procedure, 'important'), answers.important));
  assert.equal(await verdict(page).innerText(), '可申请认证');

  await session.goto(`${dossier}/form/topic_legality`);
  for (const id of Object.keys(answers).filter((id) => id.startsWith('topic_')).sort((a, b) => order(procedure, a) - order(procedure, b))) await reply(id);
  await reply('body');
  for (const id of ['certificate_expires_on']) await ask(id, async () => {});
  for (const id of ['filled_by', 'filled_on']) await reply(id);
  await page.getByRole('heading', { level: 1, name: '出境路径' }).waitFor();
  await page.getByText('再增加 880000 人一般个人信息，即须申报数据出境安全评估。').waitFor();
  const json = JSON.parse(readFileSync(await download(session, () => page.getByRole('button', { name: '下载结论（JSON）' }).click()), 'utf8'));
  assert.deepEqual([json.decision.outcome, json.verdict.ready], ['certification', true], JSON.stringify(json.findings));

  await page.getByRole('link', { name: '打印或者下载 PDF' }).click();
  await page.getByRole('button', { name: '下载 PDF' }).first().waitFor({ timeout: 60_000 });
  const result = await download(session, () => page.getByRole('button', { name: '下载 PDF' }).first().click());
  const printed = squeeze(pdfText(result));
  for (const word of ['出境路径自评结果', '结论：可申请认证', '售后服务', '120000']) assert.ok(printed.includes(word), word);
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
