// The figures of scripts/bench, taken in Chromium on the complete sample dossier.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { DIST, Session, openSample } from '../tests/e2e/support.mjs';

const TODAY = '2026-11-20';
const KEYSTROKES = 200;

const gzipped = (name) => gzipSync(readFileSync(join(DIST, name)), { level: 9 }).length;
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(0)} KB`;
const milliseconds = (time) => `${time.toFixed(1)} ms`;
const print = (what, figure, aim = '') => console.log(`${what.padEnd(44)} ${figure.padStart(10)}   ${aim}`);

sizes();
await speeds();

/** What has to arrive before the first page can be used; the worker and the fonts come later. */
function sizes() {
  const names = readdirSync(DIST).filter((name) => /\.(html|js|css|wasm)$/.test(name) && name !== 'service-worker.js');
  const total = names.map(gzipped).reduce((sum, size) => sum + size, 0);
  print('To interactive, gzipped', kilobytes(total), 'aim: 400 KB');
  for (const name of names.filter((name) => name.endsWith('.wasm'))) print(`  of it ${name}`, kilobytes(gzipped(name)));
  const worker = readdirSync(join(DIST, 'worker'), { recursive: true }).filter((name) => /\.(js|wasm)$/.test(name));
  print('Worker, gzipped', kilobytes(worker.reduce((sum, name) => sum + gzipped(join('worker', name)), 0)));
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

/** From the key's own time stamp to the last change that the new findings make to the document. */
async function keystrokes(session, dossier) {
  const { page } = session;
  await session.goto(`${dossier}/form`);
  await page.getByRole('textbox', { name: '统一社会信用代码' }).focus();
  await page.keyboard.press('End');
  await page.evaluate(() => {
    window.taken = [];
    let pressed, changed;
    addEventListener('keydown', (event) => ([pressed, changed] = [event.timeStamp, undefined]), true);
    // The verdict stands in the bar above, and changes with every one of these keystrokes.
    const bar = document.querySelector('[href$="/findings"]').closest('section');
    new MutationObserver(() => (changed = performance.now())).observe(bar, { childList: true, characterData: true, subtree: true });
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
