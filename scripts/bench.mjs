// The figures of scripts/bench, taken in Chromium on the complete sample dossier.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { grid, offerFlows, openRows, row } from '../tests/e2e/rosters.mjs';
import { DIST, LATER, Session, holdParts, openSample } from '../tests/e2e/support.mjs';

const TODAY = '2026-11-20';
const KEYSTROKES = 200;

const gzipped = (name) => gzipSync(readFileSync(join(DIST, name)), { level: 9 }).length;
const sum = (names) => names.map(gzipped).reduce((total, size) => total + size, 0);
const pathOf = (session, url) => decodeURI(new URL(url).pathname).slice(new URL(session.address).pathname.length) || 'index.html';
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(0)} KB`;
const milliseconds = (time) => `${time.toFixed(1)} ms`;
const print = (what, figure, aim = '') => console.log(`${what.padEnd(44)} ${figure.padStart(10)}   ${aim}`);

await sizes();
await speeds();
for (const count of [1000, 5000]) await roster(count);

/**
 * What the browser fetches until the first screens answer to typing, with the later parts and styles held back to
 * prove that they are not needed: the list of dossiers, where one is named, and that dossier's form, opened by its
 * address. Without service worker, so that nothing comes from a store.
 */
async function sizes() {
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

async function speeds() {
  const session = await Session.open({ today: TODAY });
  try {
    const dossier = await openSample(session);
    await keystrokes(session, dossier);
    await formPdf(session, dossier);
  } finally {
    await session.close();
  }
}

/**
 * From the key's own time stamp to the last change that the new findings make to the document. Only the verdict is
 * watched, which changes with every one of these keystrokes: the line beside it that says when something was saved
 * changes a third of a second later, which may well be after the next key.
 */
async function keystrokes(session, dossier) {
  const { page } = session;
  await session.goto(`${dossier}/form`);
  await page.getByRole('textbox', { name: '统一社会信用代码' }).focus();
  await page.keyboard.press('End');
  await page.evaluate(() => {
    window.taken = [];
    let pressed, changed;
    addEventListener('keydown', (event) => ([pressed, changed] = [event.timeStamp, undefined]), true);
    const verdict = document.querySelector('.verdict-chip');
    new MutationObserver(() => (changed = performance.now())).observe(verdict, { childList: true, characterData: true, subtree: true });
    addEventListener('keyup', () => setTimeout(() => changed && window.taken.push(changed - pressed), 40), true);
  });
  for (let i = 0; i < KEYSTROKES; i++) {
    await page.keyboard.press(i % 2 === 0 ? 'Backspace' : 'R');
    await page.waitForTimeout(80);
  }
  const taken = (await page.evaluate(() => window.taken)).sort((a, b) => a - b);
  const at = (share) => milliseconds(taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? NaN);
  print(`Keystroke to updated findings, p95 of ${taken.length}`, at(0.95), 'aim: 16 ms');
  print('  median', at(0.5));
}

/** A roster of so many rows: from its address to its lines, and from a key in a cell to the row's new state. */
async function roster(count) {
  const session = await Session.open({ today: TODAY, copy: true });
  const { page } = session;
  try {
    offerFlows(session);
    const address = await openRows(session, Array.from({ length: count }, (_, at) => row(at + 1)));
    await session.goto(address.replace(/\/roster.*/, '/form'));
    const shown = await page.evaluate(async (hash) => {
      const start = performance.now();
      location.hash = hash;
      while (!document.querySelector('.roster-line')) await new Promise((next) => setTimeout(next));
      return performance.now() - start;
    }, address);
    print(`Roster of ${count} rows: shown in`, milliseconds(shown), 'aim: 200 ms');
    await grid(page).focus();
    // The cell of a day: with one more letter it is none, and the row says so.
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('F2');
    await page.keyboard.press('End');
    await page.evaluate(() => {
      window.taken = [];
      let pressed, changed;
      addEventListener('keydown', (event) => ([pressed, changed] = [event.timeStamp, undefined]), true);
      const state = document.querySelector('.roster-line .roster-state');
      new MutationObserver(() => (changed = performance.now())).observe(state, { childList: true, characterData: true, subtree: true, attributes: true });
      addEventListener('keyup', () => setTimeout(() => changed && window.taken.push(changed - pressed), 60), true);
    });
    for (let i = 0; i < KEYSTROKES / 2; i++) {
      await page.keyboard.press(i % 2 === 0 ? 'R' : 'Backspace');
      await page.waitForTimeout(100);
    }
    const taken = (await page.evaluate(() => window.taken)).sort((a, b) => a - b);
    const at = (share) => milliseconds(taken[Math.floor((taken.length - 1) * share)] ?? NaN);
    print(`  keystroke in a cell, p95 of ${taken.length}`, at(0.95), 'aim: 16 ms');
    print('  median', at(0.5));
  } finally {
    await session.close();
  }
}

/** Cold: the worker and the faces are not loaded yet. Warm: another print in the same page. */
async function formPdf(session, dossier) {
  const { page } = session;
  const ready = page.getByRole('button', { name: '下载 PDF' });
  const timed = async (start) => {
    const before = performance.now();
    await start();
    await ready.waitFor({ timeout: 60_000 });
    return performance.now() - before;
  };
  await page.reload();
  print('Form PDF in Chromium, cold', milliseconds(await timed(() => page.goto(`${session.address}${dossier}/print`))));
  const warm = [];
  for (let i = 0; i < 10; i++) {
    await page.getByRole('radio', { name: '空白申请表' }).check();
    await page.getByTitle('（空白）.pdf的预览').waitFor({ timeout: 60_000 });
    await page.evaluate(() => {
      window.made = new Promise((done) => {
        let start;
        addEventListener('change', () => (start = performance.now()), { capture: true, once: true });
        new MutationObserver((_, observer) => {
          if (!document.querySelector('iframe[title$="申请表.pdf的预览"]')) return;
          observer.disconnect();
          done(performance.now() - start);
        }).observe(document.body, { childList: true, subtree: true, attributes: true });
      });
    });
    await page.getByRole('radio', { name: '已填写的申请表' }).check();
    warm.push(await page.evaluate(() => window.made));
  }
  warm.sort((a, b) => a - b);
  print('Form PDF in Chromium, warm, median of 10', milliseconds(warm[5]), 'aim: under 300 ms');
}
