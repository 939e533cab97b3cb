// The figures of scripts/bench, taken in Chromium on the complete sample dossier.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { certificates, dossier as flows, offerFlows, openFile, people, row } from '../tests/e2e/rosters.mjs';
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
for (const count of [1000, 5000]) {
  await roster({ id: 'certificates', count, dossier: certificates, cells: { 'a number': 0, 'the day of issue': 8 } });
}
await roster({ id: 'people', count: 1000, dossier: people, cells: { 'a name': 0, 'the day of review': 5 } });
for (const count of [1000, 5000]) {
  const dossier = (count) => flows(Array.from({ length: count }, (_, at) => row(at + 1)));
  await roster({ id: 'flows', count, dossier, cells: { 'a name': 0, 'a day': 5 }, serve: offerFlows });
}

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

/**
 * A long roster: from its address to its lines; all of its checks, as when the page comes into sight again; and from
 * a key in a cell until the page has nothing left to do. A letter at the end of a day makes it none, and one more
 * makes no name wrong: the first changes what is found, the second does not.
 */
async function roster({ count, dossier, id, cells, serve }) {
  const session = await Session.open({ today: TODAY, copy: true });
  const { page } = session;
  try {
    serve?.(session);
    const address = `${await openFile(session, dossier(count))}/roster/${id}`;
    await session.goto(address.replace(/\/roster.*/, '/form'));
    const shown = await page.evaluate(async (hash) => {
      const start = performance.now();
      location.hash = hash;
      while (!document.querySelector('.roster-line')) await new Promise((next) => setTimeout(next));
      return performance.now() - start;
    }, address);
    print(`${id}, ${count} rows: shown in`, milliseconds(shown), 'aim: 200 ms');
    const full = await page.evaluate(async () => {
      const taken = [];
      for (let i = 0; i < 9; i++) {
        const start = performance.now();
        dispatchEvent(new Event('visibilitychange'));
        taken.push(performance.now() - start);
        await new Promise((next) => setTimeout(next, 100));
      }
      return taken.sort((a, b) => a - b)[4];
    });
    print('  full check, median of 9', milliseconds(full), 'aim: 60 ms of 1000 people');
    for (const [what, moves] of Object.entries(cells)) await typing(page, what, moves);
  } finally {
    await session.close();
  }
}

/** Types in the cell of the first row that so many moves to the right of the name lead to. */
async function typing(page, what, moves) {
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+Home');
  for (let i = 0; i < moves + 1; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await page.keyboard.press('End');
  await page.evaluate(() => {
    window.taken = [];
    window.stop?.();
    let pressed;
    const idle = new MessageChannel();
    idle.port1.onmessage = () => window.taken.push(performance.now() - pressed);
    // What answers to a key is done before any later message is handled.
    const onInput = () => idle.port2.postMessage('');
    const onKey = (event) => (pressed = event.timeStamp);
    addEventListener('keydown', onKey, true);
    addEventListener('input', onInput, true);
    window.stop = () => [removeEventListener('keydown', onKey, true), removeEventListener('input', onInput, true)];
  });
  for (let i = 0; i < KEYSTROKES / 2; i++) {
    await page.keyboard.press(i % 2 === 0 ? 'R' : 'Backspace');
    await page.waitForTimeout(100);
  }
  await page.keyboard.press('Escape');
  const taken = (await page.evaluate(() => window.taken)).sort((a, b) => a - b);
  const at = (share) => milliseconds(taken[Math.floor((taken.length - 1) * share)] ?? NaN);
  print(`  keystroke in ${what}, p95 of ${taken.length}`, at(0.95), 'aim: 16 ms');
  print('    median', at(0.5));
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
