// A roster under a person's hands: rows added, typed in, undone, searched, scrolled by the thousand, by
// keyboard alone; and the way from a finding to its cell.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT, newDossier, openSample, protect, scenario } from './support.mjs';
import { atHand, grid, offerFlows, openRows, reaches, row } from './rosters.mjs';

const AXE = readFileSync(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');
const OPTIONS = { today: '2026-11-20', copy: true };
const many = (count) => Array.from({ length: count }, (_, at) => row(at + 1));

scenario('the first row is added, filled in as questions, and kept', OPTIONS, async (session, page) => {
  offerFlows(session);
  await protect(session);
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/roster/flows`);
  await page.getByText('还没有数据流').waitFor();
  await page.getByRole('button', { name: '添加数据流' }).click();
  const panel = page.getByRole('dialog');
  assert.ok(await panel.getByRole('textbox', { name: /^编号/ }).evaluate((box) => box === document.activeElement));
  await page.keyboard.type('F-001');
  await panel.getByRole('textbox', { name: /^境外接收方/ }).fill('东海数据（新加坡）有限公司');
  await panel.getByRole('textbox', { name: /^国家或者地区/ }).fill('新加坡');
  await panel.getByRole('button', { name: '人数：不清楚' }).click();
  await panel.getByRole('textbox', { name: /^开始日期/ }).fill('2026.3.1');
  await panel.getByRole('button', { name: '完成' }).click();
  await grid(page).waitFor();
  const cells = await grid(page).getByRole('row').nth(1).innerText();
  for (const text of ['东海数据（新加坡）有限公司', '不清楚', '2026年3月1日']) assert.ok(cells.includes(text), `${text} in ${cells}`);
  await page.getByText(/已保存/).first().waitFor();
  await session.reload();
  await grid(page).getByText('东海数据（新加坡）有限公司').waitFor();
});

scenario('不清楚 is pressed, goes by typing, and a cell that is not asked is not shown', OPTIONS, async (session, page) => {
  offerFlows(session);
  await openRows(session, many(3));
  await page.getByRole('button', { name: '编辑第 2 行' }).click();
  const panel = page.getByRole('dialog');
  const unknown = panel.getByRole('button', { name: '人数：不清楚' });
  const persons = panel.getByRole('textbox', { name: /^人数/ });
  await unknown.click();
  assert.equal(await unknown.getAttribute('aria-pressed'), 'true');
  assert.equal(await persons.inputValue(), '');
  await persons.fill('80');
  assert.equal(await unknown.getAttribute('aria-pressed'), 'false');
  await panel.getByRole('radio', { name: '订立、履行合同所必需' }).check();
  await persons.waitFor({ state: 'detached' });
  await panel.getByRole('button', { name: '完成' }).click();
  assert.ok((await grid(page).getByRole('row').nth(2).innerText()).includes('—'));
});

scenario('a roster is filled in by keyboard alone', OPTIONS, async (session, page) => {
  offerFlows(session);
  await openRows(session, many(40));
  await grid(page).focus();
  await reaches(page, { focused: true, row: 1, column: 2 });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await reaches(page, { row: 2, column: 4, text: 'F-0002' });
  // Typing takes the place of what is there; Enter goes down.
  await page.keyboard.type('G-2');
  await page.keyboard.press('Enter');
  await reaches(page, { focused: true, row: 3, column: 4 });
  await page.keyboard.press('ArrowUp');
  await reaches(page, { row: 2, text: 'G-2' });
  // Escape leaves everything as it was; Tab goes on.
  await page.keyboard.press('F2');
  await page.keyboard.type('nonsense');
  await page.keyboard.press('Escape');
  await reaches(page, { focused: true, row: 2, text: 'G-2' });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await reaches(page, { focused: true, row: 2, column: 5, text: '日本' });
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await reaches(page, { row: 2, column: 1 });
  await page.keyboard.press('PageDown');
  assert.ok((await atHand(page)).row > 5);
  await page.keyboard.press('Control+End');
  await reaches(page, { row: 40 });
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: '取消选择（1 行）' }).waitFor();
  await page.keyboard.press('Delete');
  await page.getByText('已删除第 40 行。').waitFor();
  assert.equal(await grid(page).getAttribute('aria-rowcount'), '40');
  await page.keyboard.press('Control+z');
  await page.waitForFunction(() => document.querySelector('[role=grid]').getAttribute('aria-rowcount') === '41');
});

scenario('a thousand rows are scrolled, searched, moved, sorted and removed, and undone', OPTIONS, async (session, page) => {
  offerFlows(session);
  await openRows(session, many(1000));
  const lines = () => page.locator('.roster-line').count();
  assert.ok((await lines()) < 60, `${await lines()} lines are rendered`);
  const height = await page.evaluate(() => document.querySelector('.roster-grid').scrollHeight);
  const line = await page.evaluate(() => document.querySelector('.roster-line').getBoundingClientRect().height);
  assert.ok(Math.abs(height - 1000 * line) < 100, `the scrollbar stands for all rows: ${height}, ${line}`);
  await page.evaluate(() => (document.querySelector('.roster-grid').scrollTop = 500 * document.querySelector('.roster-line').offsetHeight));
  await grid(page).getByText('第501有限公司').waitFor();
  await page.getByRole('textbox', { name: '在清单中搜索' }).fill('第777有限');
  await page.getByText('显示其中 1 行').waitFor();
  assert.equal(await grid(page).getAttribute('aria-rowcount'), '2');
  await page.getByRole('textbox', { name: '在清单中搜索' }).fill('查无此项');
  await page.getByText('没有找到符合条件的行，清单共 1000 行。').waitFor();
  await page.getByRole('textbox', { name: '在清单中搜索' }).fill('');
  await page.getByRole('combobox', { name: /^排序/ }).selectOption({ label: '人数　降序' });
  await page.getByText('各行已按“人数”降序重排').waitFor();
  await grid(page).focus();
  await page.keyboard.press('Control+Home');
  const first = await grid(page).getByRole('row').nth(1).innerText();
  assert.ok(first.includes('499人'), first);
  await page.getByRole('button', { name: '撤销', exact: true }).first().click();
  // The cell at hand has gone back with its row.
  await grid(page).focus();
  await page.keyboard.press('Control+Home');
  await page.waitForFunction(() => document.querySelector('.roster-line').innerText.includes('第1有限公司'));
  await page.getByRole('button', { name: '下移' }).click();
  await page.waitForFunction(() => document.querySelector('.roster-line').innerText.includes('第2有限公司'));
});

scenario('a finding leads to its cell, and says which row it is', OPTIONS, async (session, page) => {
  offerFlows(session);
  const rows = many(300);
  rows[211].answers.begun_on = '2027-03-01';
  delete rows[250].answers.country;
  const roster = await openRows(session, rows);
  await page.getByText('共 300 行，298 行完整，2 行有待处理。').waitFor();
  await session.goto(roster.replace(/roster.*/, 'findings'));
  await page.getByRole('link', { name: '前往：出境数据流　第 251 行　国家或者地区' }).click();
  const panel = page.getByRole('dialog');
  const country = panel.getByRole('textbox', { name: /^国家或者地区/ });
  await country.waitFor();
  await page.waitForFunction((box) => box === document.activeElement, await country.elementHandle());
  await panel.getByText('还没有填写').waitFor();
  await page.keyboard.type('法国');
  await page.keyboard.press('Escape');
  await reaches(page, { focused: true, row: 251 });
  await page.getByText('299 行完整，1 行有待处理').waitFor();
  await page.getByRole('radio', { name: /^有待处理/ }).check({ force: true });
  assert.equal(await grid(page).getAttribute('aria-rowcount'), '2');
});

scenario('rows are cards on a narrow screen, and nothing scrolls sideways', { ...OPTIONS, viewport: { width: 320, height: 640 } }, async (session, page) => {
  offerFlows(session);
  await openRows(session, many(50));
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
  await page.locator('.roster-line').nth(1).getByText('西湖').first().click();
  await page.getByRole('dialog').getByRole('textbox', { name: /^编号/ }).waitFor();
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
});

scenario('axe-core finds no fault in the table or in the panel of a row', OPTIONS, async (session, page) => {
  offerFlows(session);
  const rows = many(60);
  delete rows[1].answers.country;
  await openRows(session, rows);
  const faults = async () => {
    await page.evaluate(AXE);
    const found = await page.evaluate(() => axe.run(document, { iframes: false }).then(({ violations }) => violations));
    return found.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`);
  };
  assert.deepEqual(await faults(), []);
  await page.getByRole('button', { name: '编辑第 2 行' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: /^编号/ }).waitFor();
  assert.deepEqual(await faults(), []);
});

/** The size of the first page, in points. */
function printedSize(session, pdf) {
  const file = join(session.profile, 'printed.pdf');
  writeFileSync(file, pdf);
  return /Page size:.*/.exec(execFileSync('pdfinfo', [file], { encoding: 'utf8' }))[0];
}

scenario('the overview of the materials prints on the long side, with names in few lines', { today: '2026-11-20' }, async (session, page) => {
  const dossier = await openSample(session);
  await session.goto(`${dossier}/materials`);
  await page.getByRole('table', { name: '材料总表' }).waitFor();
  await page.emulateMedia({ media: 'print' });
  const name = await page.locator('.matrix-table tbody th').first().boundingBox();
  assert.ok(name.width > 200, `${name.width} pixels wide`);
  await page.emulateMedia({ media: null });
  assert.match(printedSize(session, await page.pdf({ preferCSSPageSize: true })), /841\.\d+ x 59[45]/);
});

scenario('a roster prints as one table with every row', OPTIONS, async (session, page) => {
  offerFlows(session);
  await openRows(session, many(200));
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.waitForFunction(() => document.querySelectorAll('.roster-printed tbody tr').length === 200);
  const heads = await page.locator('.roster-printed thead th').allTextContents();
  assert.ok(heads.includes('国家或者地区') && !heads.includes('处理目的'), `only what somebody has filled in: ${heads}`);
  assert.match(await page.locator('.roster-printed-blank').textContent(), /豁免情形、处理目的/);
  await page.emulateMedia({ media: 'print' });
  const [table, name] = await page.evaluate(() => {
    const box = (one) => document.querySelector(one).getBoundingClientRect().width;
    return [box('.roster-printed'), box('.roster-printed td:nth-child(2)')];
  });
  assert.ok(name > 70 && table < 1280, `${table} and ${name} pixels wide`);
  await page.emulateMedia({ media: null });
  assert.match(printedSize(session, await page.pdf({ preferCSSPageSize: true })), /841\.\d+ x 59[45]/, 'on the long side');
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.waitForFunction(() => document.querySelector('.roster-printed') === null);
});
