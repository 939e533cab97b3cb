// What is fetched before the first screens answer to typing, and what follows.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { DIST, LATER, Session, holdParts, openSample } from '../e2e/support.mjs';
import { TODAY, kilobytes, print } from './figures.mjs';

const gzipped = (name) => gzipSync(readFileSync(join(DIST, name)), { level: 9 }).length;
const sum = (names) => names.map(gzipped).reduce((total, size) => total + size, 0);
const pathOf = (session, url) => decodeURI(new URL(url).pathname).slice(new URL(session.address).pathname.length) || 'index.html';

/**
 * What the browser fetches until the first screens answer to typing, with the later parts and styles held back to
 * prove that they are not needed: the list of dossiers, where one is named, and that dossier's form, opened by its
 * address. Without service worker, so that nothing comes from a store.
 */
export async function sizes() {
  const session = await Session.open({ today: TODAY, serviceWorkers: 'block' });
  const { page } = session;
  try {
    const dossier = await openSample(session);
    const fetched = new Set();
    session.context.on('request', (request) => fetched.add(pathOf(session, request.url())));
    await holdParts(session);
    await page.goto('about:blank');
    await firstScreen('list of dossiers', session, fetched, '#/', async () => {
      await page.getByRole('button', { name: '重命名' }).first().click();
      await page.getByRole('textbox', { name: '卷宗名称' }).fill('改名');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: '改名' }).waitFor();
    });
    await page.goto('about:blank');
    await firstScreen('form', session, fetched, `${dossier}/form`, async () => {
      await page.getByRole('textbox', { name: '机构名称' }).fill('改名后的机构');
      await page.locator('[data-save="save-done"]').waitFor();
    });
  } finally {
    await session.close();
  }
  const later = readdirSync(DIST, { recursive: true }).filter((name) => LATER.test(`/${name}`));
  print('Later parts of the page, gzipped', kilobytes(sum(later)));
  for (const name of later) print(`  ${name.split('/').pop()}`, kilobytes(gzipped(name)));
  const worker = readdirSync(join(DIST, 'worker'), { recursive: true }).filter((name) => /\.(js|wasm)$/.test(name));
  print('Worker, gzipped', kilobytes(sum(worker.map((name) => join('worker', name)))));
}

async function firstScreen(name, session, fetched, hash, use) {
  fetched.clear();
  await session.goto(hash);
  await use();
  const names = [...fetched].filter((path) => !LATER.test(`/${path}`));
  const program = names.filter((path) => /\.(html|js|css|wasm)$/.test(path));
  print(`To typing in the ${name}, gzipped`, kilobytes(sum(program)), 'aim: 400 KB');
  for (const type of ['wasm', 'js', 'css', 'html']) {
    const these = program.filter((path) => path.endsWith(`.${type}`));
    print(`  ${these.length} .${type}`, kilobytes(sum(these)));
  }
  const others = names.filter((path) => !program.includes(path));
  print(`  besides, ${others.length} files of data`, kilobytes(sum(others)), others.map((path) => path.split('/').pop()).join(' '));
}
