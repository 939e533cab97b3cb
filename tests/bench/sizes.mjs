// What is fetched before the first screens answer to typing, and what follows.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { DIST, LATER, Session, holdParts } from '../e2e/support.mjs';
import { TODAY, kilobytes, print } from './figures.mjs';

const gzipped = (name) => gzipSync(readFileSync(join(DIST, name)), { level: 9 }).length;
const sum = (names) => names.map(gzipped).reduce((total, size) => total + size, 0);
const pathOf = (session, url) => decodeURI(new URL(url).pathname).slice(new URL(session.address).pathname.length) || 'index.html';

/**
 * What the browser fetches until the form of a new dossier answers to typing, with the later parts and styles held
 * back to prove that they are not needed. Without service worker, so that nothing comes from a store. Unlocking what is
 * kept needs the part `guard` and the worker besides, whose sizes follow.
 */
export async function sizes() {
  const session = await Session.open({ today: TODAY, serviceWorkers: 'block' });
  const { page } = session;
  try {
    const fetched = new Set();
    session.context.on('request', (request) => fetched.add(pathOf(session, request.url())));
    await holdParts(session);
    await session.goto();
    await page.getByRole('button', { name: '新建卷宗：' }).first().click();
    await page.waitForURL(/#\/d\/./);
    await session.goto(`${new URL(page.url()).hash}/form`);
    await page.getByRole('textbox', { name: '机构名称' }).fill('新建的机构');
    await page.locator('[data-save="save-done"]').waitFor();
    firstScreens(fetched);
  } finally {
    await session.close();
  }
  const later = readdirSync(DIST, { recursive: true }).filter((name) => LATER.test(`/${name}`));
  print('Later parts of the page, gzipped', kilobytes(sum(later)));
  for (const name of later) print(`  ${name.split('/').pop()}`, kilobytes(gzipped(name)));
  const worker = readdirSync(join(DIST, 'worker'), { recursive: true }).filter((name) => /\.(js|wasm)$/.test(name));
  print('Worker, gzipped', kilobytes(sum(worker.map((name) => join('worker', name)))));
}

function firstScreens(fetched) {
  const names = [...fetched].filter((path) => !LATER.test(`/${path}`));
  const program = names.filter((path) => /\.(html|js|css|wasm)$/.test(path));
  print('To typing in a new form, gzipped', kilobytes(sum(program)), 'aim: 400 KB');
  for (const type of ['wasm', 'js', 'css', 'html']) {
    const these = program.filter((path) => path.endsWith(`.${type}`));
    print(`  ${these.length} .${type}`, kilobytes(sum(these)));
  }
  const others = names.filter((path) => !program.includes(path));
  print(`  besides, ${others.length} files of data`, kilobytes(sum(others)), others.map((path) => path.split('/').pop()).join(' '));
}
