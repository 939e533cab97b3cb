// The page beside other libraries in one Chromium run: the same people, the same face, one table with ratios.
//
// What is timed runs inside the browser, from the call to the finished blob, list of errors or document. "Cold"
// begins before anything of the library or of the face has been fetched; all come from the same local host. The page
// gets its program ready once a dossier has been open for ten seconds: "ready" is the first print after that, "cold"
// one before, of whose program only what unlocking needs has run.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Session, protect } from '../e2e/support.mjs';
import { bundle } from './bundle.mjs';
import { face } from './face.mjs';
import { at, median } from './figures.mjs';
import { COLUMNS, offerPeople, openPeople, people, printed, sheet } from './people.mjs';

const PEOPLE = 1000;
const FACE = 'serif.ttf';
const KEYS = 60;
const PATIENCE = 20_000;
const IDLE = 92_000;
const TITLE = '人员名册';

/** Takes all measurements and prints them. */
export async function compare() {
  const session = await Session.open({ copy: true, serviceWorkers: 'block' });
  const table = [];
  const add = (what, ours, others, aim = '') => table.push({ what, ours, others, aim });
  try {
    const digest = offerPeople(session);
    await protect(session);
    const pages = {
      pdfmake: await bundle(session, 'pdfmake'),
      jspdf: await bundle(session, 'jspdf'),
      ajv: await bundle(session, 'ajv'),
      survey: await bundle(session, 'survey', ['survey-core/survey-core.min.css']),
    };
    writeFileSync(join(session.folder, 'others', FACE), face(join(session.folder, 'fonts', FACE)));
    // Between programs on one machine compression only costs time.
    await session.context.setExtraHTTPHeaders({ 'Accept-Encoding': 'identity' });
    session.page.setDefaultTimeout(120_000);
    const list = people(PEOPLE);

    const [ours, pdfmake, jspdf] = [await ourPdf(session, digest, list), await otherPdf(session, pages.pdfmake, list), await otherPdf(session, pages.jspdf, list)];
    const named = (key) => ({ pdfmake: pdfmake[key], 'jspdf+autotable': jspdf[key] });
    add(`PDF of ${PEOPLE} staff rows, cold`, ours.cold, named('cold'));
    add('  the first of a page that got ready', ours.ready, named('cold'), '3 times as fast as pdfmake');
    add(`PDF of ${PEOPLE} staff rows, warm`, ours.warm, named('warm'));

    add(`Check of ${PEOPLE} people, from nothing`, await ourCheck(session, digest, list), { ajv: await otherCheck(session, pages.ajv, list) });

    for (const count of [100, PEOPLE]) {
      const [grid, survey] = [await ourGrid(session, digest, people(count)), await otherGrid(session, pages.survey, people(count))];
      add(`Grid of ${count} rows, shown`, grid.shown, { survey: survey.shown }, count === PEOPLE ? 'under 200 ms' : '');
      add(`Grid of ${count} rows, keystroke p95`, grid.p95, { survey: survey.p95 }, count === PEOPLE ? 'under 16 ms' : '');
    }
    add(`Sheet of ${PEOPLE} people pasted, read and checked`, await ourImport(session, digest, list), {});
  } finally {
    await session.close();
  }
  show(table);
}

function show(table) {
  const time = (value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
  console.log(`\n${'In one Chromium run'.padEnd(46)} ${'page'.padStart(10)}   beside it (times as long)`);
  for (const { what, ours, others, aim } of table) {
    const beside = Object.entries(others).map(([name, value]) => `${name} ${time(value)} (${(value / ours).toFixed(1)}×)`);
    console.log(`${what.padEnd(46)} ${time(ours).padStart(10)}   ${beside.join(', ').padEnd(60)} ${aim && `aim: ${aim}`}`);
  }
}

/** A page that knows nothing yet. */
async function fresh(session, address) {
  await session.page.goto('about:blank');
  await session.page.goto(session.address + address);
}

/** The first print of a page, at once and after it got ready; warm: the same document again. */
async function ourPdf(session, digest, list) {
  const { page } = session;
  const dossier = await openPeople(session, digest, list);
  await page.locator('[data-save="save-done"]').waitFor();
  const preview = (title) => `iframe[title="${title}.pdf的预览"]`;
  const first = async (wait) => {
    await fresh(session, dossier);
    await session.opened();
    await page.locator('.verdict-chip').first().waitFor();
    await page.waitForTimeout(wait);
    return page.evaluate(timeUntil, { hash: `${dossier}/print/list`, selector: preview(TITLE) });
  };
  const cold = await first(0);
  // Unlocking has started the worker; so long unused, it ends.
  const ready = await first(IDLE);
  const warm = [];
  for (let i = 0; i < 5; i++) {
    await page.evaluate(timeUntil, { hash: `${dossier}/print/other`, selector: preview('人员名册二') });
    warm.push(await page.evaluate(timeUntil, { hash: `${dossier}/print/list`, selector: preview(TITLE) }));
  }
  return { cold, ready, warm: median(warm) };
}

/** Inside the page: goes to an address and waits until something is there. */
function timeUntil({ hash, selector }) {
  return new Promise((done) => {
    const start = performance.now();
    const look = () => document.querySelector(selector) && (watch.disconnect(), done(performance.now() - start));
    const watch = new MutationObserver(look);
    watch.observe(document.body, { childList: true, subtree: true, attributes: true });
    location.hash = hash;
  });
}

async function otherPdf(session, address, list) {
  await fresh(session, address);
  const data = { title: TITLE, heads: COLUMNS.map(({ label }) => label), rows: list.map(printed), widths: COLUMNS.map(({ width }) => width) };
  const script = `./${address.replace(/.*\//, '').replace('.html', '')}/${address.replace(/.*\//, '').replace('.html', '.js')}`;
  return session.page.evaluate(
    async ({ script, data, font }) => {
      const start = performance.now();
      const other = await import(new URL(script, location.href));
      await other.prepare(font);
      const first = await other.pdf(structuredClone(data));
      const cold = performance.now() - start;
      const pages = (await first.text()).match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      if (pages < 10) throw new Error(`a PDF of ${pages} pages came of it`);
      const warm = [];
      for (let i = 0; i < 2; i++) {
        const again = performance.now();
        await other.pdf(structuredClone(data));
        warm.push(performance.now() - again);
      }
      return { cold, warm: Math.min(...warm) };
    },
    { script, data, font: FACE },
  );
}

/** All checks from nothing, as when the page comes into sight again, with what they change on the page. */
async function ourCheck(session, digest, list) {
  const { page } = session;
  await openPeople(session, digest, list);
  await page.locator('.verdict-chip').first().waitFor();
  return page.evaluate(async () => {
    const times = [];
    for (let i = 0; i < 9; i++) {
      const start = performance.now();
      dispatchEvent(new Event('visibilitychange'));
      times.push(performance.now() - start);
      await new Promise((next) => setTimeout(next, 100));
    }
    return times.sort((a, b) => a - b)[4];
  });
}

async function otherCheck(session, address, list) {
  await fresh(session, address);
  return session.page.evaluate(
    async ({ columns, list }) => {
      const other = await import(new URL('./ajv/ajv.js', location.href));
      const check = other.compile(columns);
      const times = [];
      for (let i = 0; i < 5; i++) {
        const start = performance.now();
        if (!check(list)) throw new Error(JSON.stringify(check.errors.slice(0, 3)));
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[2];
    },
    { columns: COLUMNS, list },
  );
}

/** From the key's own time stamp until what answers to it is done and laid out, before any later message. */
function watchKeys() {
  window.taken = [];
  let pressed;
  const handled = new MessageChannel();
  handled.port1.onmessage = () => (document.body.offsetHeight, window.taken.push(performance.now() - pressed));
  addEventListener('keydown', (event) => (pressed = event.timeStamp), true);
  addEventListener('input', () => handled.port2.postMessage(0), true);
}

async function type(page) {
  await page.evaluate(watchKeys);
  // What takes seconds a key is clear after a few.
  const end = Date.now() + PATIENCE;
  for (let i = 0; i < KEYS && Date.now() < end; i++) {
    await page.keyboard.press(i % 2 === 0 ? 'R' : 'Backspace');
    await page.waitForTimeout(110);
  }
  return at((await page.evaluate(() => window.taken)).sort((a, b) => a - b), 0.95);
}

async function ourGrid(session, digest, list) {
  const { page } = session;
  const dossier = await openPeople(session, digest, list);
  await session.goto(`${dossier}/form`);
  await page.locator('.verdict-chip').first().waitFor();
  await page.waitForTimeout(500);
  const shown = await page.evaluate(async (hash) => {
    const start = performance.now();
    location.hash = hash;
    while (!document.querySelector('.roster-line')) await new Promise((next) => setTimeout(next));
    document.body.offsetHeight;
    return performance.now() - start;
  }, `${dossier}/roster/people`);
  await page.getByRole('grid', { name: TITLE }).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await page.keyboard.press('End');
  return { shown, p95: await type(page) };
}

async function otherGrid(session, address, list) {
  const { page } = session;
  await fresh(session, address);
  const shown = await page.evaluate(
    async ({ columns, list }) => {
      const other = await import(new URL('./survey/survey.js', location.href));
      const start = performance.now();
      other.show(document.getElementById('app'), columns, list);
      while (document.querySelectorAll('#app tbody tr').length < list.length) await new Promise((next) => setTimeout(next));
      document.body.offsetHeight;
      return performance.now() - start;
    },
    { columns: COLUMNS, list },
  );
  await page.locator('#app tbody tr').first().locator('input').nth(2).focus();
  await page.keyboard.press('End');
  return { shown, p95: await type(page) };
}

/** From the paste to the preview of what the import would change. */
async function ourImport(session, digest, list) {
  const { page } = session;
  const dossier = await openPeople(session, digest, []);
  await session.goto(`${dossier}/roster/people`);
  const times = [];
  for (let i = 0; i < 4; i++) {
    await page.getByRole('button', { name: '导入表格' }).click();
    const dialog = page.getByRole('dialog');
    const area = dialog.getByRole('textbox');
    times.push(
      await area.evaluate(
        (element, { text, wanted }) =>
          new Promise((done) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', text);
            const start = performance.now();
            const watch = new MutationObserver(() => {
              if (!document.querySelector('dialog').textContent.includes(wanted)) return;
              watch.disconnect();
              done(performance.now() - start);
            });
            watch.observe(document.body, { childList: true, subtree: true, characterData: true });
            element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
          }),
        { text: sheet(list), wanted: `新增 ${list.length} 行` },
      ),
    );
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
  // The first one fetches and starts the worker.
  return median(times.slice(1));
}
