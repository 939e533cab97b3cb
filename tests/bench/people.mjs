// The staff that every library gets: the same people, the same columns, the same face.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../e2e/support.mjs';

const ID = 'bench-people';
const BASE = JSON.parse(readFileSync(join(ROOT, 'tests/fixtures/procedures/flows/procedure.json'), 'utf8'));
const BASIS = ['M5-1-2'];

/** The columns: the fields of the roster, their titles, and their shares of the width. */
export const COLUMNS = [
  { id: 'name', label: '姓名', type: 'person_name', width: 1.2 },
  { id: 'number', label: '证件号码', type: 'text', max: 18, width: 2.6 },
  { id: 'position', label: '岗位', type: 'text', max: 20, width: 1.6 },
  { id: 'employment', label: '用工形式', type: 'choice', options: [{ code: 'full', label: '专职' }, { code: 'part', label: '兼职' }], width: 1.1 },
  { id: 'education', label: '学历', type: 'text', max: 20, width: 1.4 },
  { id: 'registration', label: '注册证书号', type: 'text', max: 30, width: 2.2 },
  { id: 'joined_on', label: '入职日期', type: 'date', width: 1.8 },
  { id: 'reviewed_on', label: '审查日期', type: 'date', width: 1.8 },
];

const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑'];
const GIVEN = ['建国', '晓', '文静', '志强', '雨桐', '思远', '海燕', '明', '俊杰', '秀兰', '子涵'];
const POSTS = ['审核员', '技术验证工程师', '认证决定人员', '获证后监督专员', '档案管理员'];
const EDUCATION = ['大学本科', '硕士研究生', '博士研究生', '大学专科'];
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const two = (number) => String(number).padStart(2, '0');

/** An ID number that nobody has, with the right check character. */
function idNumber(n) {
  const body = `110101${1960 + (n % 40)}${two((n % 12) + 1)}${two((n % 28) + 1)}${String(n % 1000).padStart(3, '0')}`;
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * WEIGHTS[i], 0);
  return body + '10X98765432'[sum % 11];
}

/** Person `n` from 1, as a dossier keeps the answers. */
function person(n) {
  return {
    name: SURNAMES[n % SURNAMES.length] + GIVEN[n % GIVEN.length],
    number: idNumber(n),
    position: POSTS[n % POSTS.length],
    employment: { choice: n % 7 === 0 ? 'part' : 'full' },
    education: EDUCATION[n % EDUCATION.length],
    registration: `2026-V1PIP-${1000000 + n}`,
    joined_on: `20${two(10 + (n % 15))}-${two((n % 12) + 1)}-${two((n % 28) + 1)}`,
    reviewed_on: `2026-${two((n % 10) + 1)}-${two((n % 28) + 1)}`,
  };
}

export const people = (count) => Array.from({ length: count }, (_, i) => person(i + 1));

const chinese = (day) => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');

/** The cells of a person as they are printed. */
export function printed(one) {
  return COLUMNS.map(({ id, type, options }) => {
    if (type === 'choice') return options.find(({ code }) => code === one[id].choice).label;
    return type === 'date' ? chinese(one[id]) : one[id];
  });
}

/** The people as a sheet that an office keeps, to be pasted. */
export const sheet = (list) => [COLUMNS.map(({ label }) => label), ...list.map(printed)].map((row) => row.join('\t')).join('\n');

/** Puts the definition of these people before those that the copied page offers. */
export function offerPeople(session) {
  const fields = COLUMNS.map(({ width, ...field }) => ({ ...field, basis: BASIS }));
  const roster = { id: 'people', title: '人员名册', row_title: '人员', basis: BASIS, row_name: 'name', unique: ['number'], fields };
  const columns = COLUMNS.map(({ id, width }) => ({ field: id, width }));
  const document = (id, title) => ({
    id, title, preset: 'compact', landscape: true, basis: BASIS, blocks: [{ roster: 'people', numbered: false, columns }],
  });
  const definition = {
    ...BASE, id: ID, title: '人员（测量）', rosters: [roster], values: [], rules: [], parameters: {},
    documents: [document('list', '人员名册'), document('other', '人员名册二')],
  };
  const folder = join(session.folder, 'procedures');
  const json = JSON.stringify(definition);
  mkdirSync(join(folder, ID), { recursive: true });
  writeFileSync(join(folder, ID, 'procedure.json'), json);
  const index = join(folder, 'index.json');
  writeFileSync(index, JSON.stringify([{ id: ID, title: definition.title }, ...JSON.parse(readFileSync(index, 'utf8'))]));
  return createHash('sha256').update(json).digest('hex');
}

/** Opens a dossier of these people; gives its address, `#/d/…`. */
export async function openPeople(session, digest, list) {
  const rows = list.map((answers, i) => ({ id: `p${String(i + 1).padStart(5, '0')}`, answers }));
  const dossier = {
    format: 1, id: 'bench', name: `人员 ${list.length} 人`, procedure: { id: ID, version: BASE.version, digest },
    answers: { ciio: { choice: 'no' }, staff: '1200' }, rosters: rows.length > 0 ? { people: rows } : {}, attachments: [],
    created: '2026-11-20T09:00:00+08:00', changed: '2026-11-20T09:00:00+08:00',
  };
  await session.goto();
  await session.opened();
  const file = { name: 'people.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(dossier)) };
  await session.page.locator('input[type=file]').first().setInputFiles(file);
  await session.page.getByRole('heading', { level: 1, name: '办理步骤' }).waitFor({ timeout: 60_000 });
  return new URL(session.page.url()).hash;
}
