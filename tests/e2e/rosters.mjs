// A roster to test with: a procedure of its own beside the shipped ones, and dossiers with many rows.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './support.mjs';

const DEFINITION = join(ROOT, 'tests/fixtures/procedures/flows/procedure.json');
const ID = 'test-flows';

/** Puts the test procedure before the others that the copied page offers. */
export function offerFlows(session) {
  const folder = join(session.folder, 'procedures');
  mkdirSync(join(folder, ID), { recursive: true });
  cpSync(DEFINITION, join(folder, ID, 'procedure.json'));
  const index = join(folder, 'index.json');
  const listed = JSON.parse(readFileSync(index, 'utf8'));
  writeFileSync(index, JSON.stringify([{ id: ID, title: '出境数据流登记（测试）' }, ...listed]));
}

/** Row number `n` from 1, complete. */
export function row(n) {
  return {
    id: `row${String(n).padStart(6, '0')}`,
    answers: {
      number: `F-${String(n).padStart(4, '0')}`,
      recipient: `${['东海', '南山', '西湖', '北辰'][n % 4]}数据（新加坡）第${n}有限公司`,
      country: ['新加坡', '德国', '日本', '美国'][n % 4],
      persons: String((n * 37) % 500),
      begun_on: `2026-0${(n % 9) + 1}-15`,
      contact: `138${String(10000000 + n)}`,
    },
  };
}

/** A dossier with these rows, as a data file. */
export function dossier(rows) {
  const digest = createHash('sha256').update(readFileSync(DEFINITION)).digest('hex');
  return {
    format: 1,
    id: 'from-a-file',
    name: `清单 ${rows.length} 行`,
    procedure: { id: ID, version: '1', digest },
    answers: { ciio: { choice: 'no' }, staff: '120' },
    rosters: rows.length > 0 ? { flows: rows } : {},
    attachments: [],
    created: '2026-11-20T09:00:00+08:00',
    changed: '2026-11-20T09:00:00+08:00',
  };
}

/** Opens a dossier from a data file; gives its address, `#/d/…`. */
export async function openFile(session, dossier) {
  const { page } = session;
  await session.goto();
  const file = { name: 'rows.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(dossier)) };
  await page.locator('input[type=file]').first().setInputFiles(file);
  await page.getByRole('heading', { level: 1, name: '办理步骤' }).waitFor({ timeout: 60_000 });
  return new URL(page.url()).hash;
}

/** Opens a dossier with these rows; gives the address of its roster, `#/d/…/roster/flows`. */
export async function openRows(session, rows) {
  const address = `${await openFile(session, dossier(rows))}/roster/flows`;
  await session.goto(address);
  return address;
}

const sample = (name) => JSON.parse(readFileSync(join(ROOT, 'tests/fixtures/dossiers', name, 'dossier.json'), 'utf8'));

/** A register of so many certificates, with as many changes as go with them: the sample's, over and over. */
export function certificates(count) {
  const register = sample('certificate-register');
  const { certificates: listed, changes } = register.rosters;
  const numbered = (number, at) => `${number}-${Math.floor(at)}`;
  const again = (n, at) => ({
    id: `c${n}`,
    answers: { ...listed[at].answers, number: numbered(listed[at].answers.number, n / listed.length) },
  });
  const rounds = Math.floor(count / listed.length);
  const changed = Array.from({ length: rounds * changes.length }, (_, n) => {
    const { answers } = changes[n % changes.length];
    return { id: `h${n}`, answers: { ...answers, certificate: numbered(answers.certificate, n / changes.length) } };
  });
  const rows = Array.from({ length: count }, (_, n) => again(n, n % listed.length));
  return { ...register, name: `${count} 份证书`, rosters: { certificates: rows, changes: changed }, attachments: [] };
}

/** A filing by a body with so many people: the sample's, over and over, each with a name and a passport of their own. */
export function people(count) {
  const filing = sample('enterprise');
  const listed = filing.rosters.people;
  const name = (n) => [n / 400, n / 20, n].map((digit) => '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉'[Math.floor(digit) % 20]).join('');
  const person = (_, n) => ({
    id: `p${n}`,
    answers: {
      ...listed[n % listed.length].answers,
      name: name(n),
      id_document: { kind: 'passport', number: `E${String(n).padStart(8, '0')}`, from: '2020-01-05', to: '2030-01-05' },
    },
  });
  const rosters = { ...filing.rosters, people: Array.from({ length: count }, person) };
  return { ...filing, name: `${count} 人`, rosters, attachments: [] };
}

/** The grid. */
export const grid = (page) => page.getByRole('grid', { name: '出境数据流' });

/** The cell at hand as a screen reader finds it: its row and column from 1, and its text. */
export function atHand(page) {
  return page.evaluate(() => {
    const grid = document.querySelector('[role=grid]');
    const cell = document.getElementById(grid.getAttribute('aria-activedescendant'));
    return {
      focused: document.activeElement === grid,
      row: Number(cell?.closest('[role=row]').getAttribute('aria-rowindex')) - 1,
      column: Number(cell?.getAttribute('aria-colindex')),
      text: cell?.textContent.trim(),
    };
  });
}

/** Waits until the cell at hand is as wanted. */
export async function reaches(page, wanted) {
  for (let i = 0; ; i++) {
    const now = await atHand(page);
    if (Object.entries(wanted).every(([key, value]) => now[key] === value)) return;
    if (i > 40) assert.deepEqual(now, { ...now, ...wanted });
    await page.waitForTimeout(50);
  }
}
