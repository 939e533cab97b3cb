// From a key to what it changes: in the form, and in the cells of a roster.

import { certificates, dossier as flows, offerFlows, openFile, people, row } from '../e2e/rosters.mjs';
import { Session } from '../e2e/support.mjs';
import { KEYSTROKES, TODAY, milliseconds, print } from './figures.mjs';

/**
 * From the key's own time stamp to the last change that the new findings make to the document. Only the verdict is
 * watched, which changes with every one of these keystrokes: the line beside it that says when something was saved
 * changes a third of a second later, which may well be after the next key.
 */
export async function keystrokes(session, dossier) {
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

/** The rosters of the procedures themselves, and one of the tests', with thousands of rows. */
export async function rosters() {
  for (const count of [1000, 5000]) {
    await roster({ id: 'certificates', count, dossier: certificates, cells: { 'a number': 0, 'the day of issue': 8 } });
  }
  await roster({ id: 'people', count: 1000, dossier: people, cells: { 'a name': 0, 'the day of review': 5 } });
  for (const count of [1000, 5000]) {
    const dossier = (count) => flows(Array.from({ length: count }, (_, at) => row(at + 1)));
    await roster({ id: 'flows', count, dossier, cells: { 'a name': 0, 'a day': 5 }, serve: offerFlows });
  }
}

/**
 * A long roster: from its address to its lines; all of its checks, as when the page comes into sight again; and of a key
 * in a cell what is evaluated and rendered, and all from the key until the page has nothing left to do. A letter at the end of a day makes it none, and one more
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
    window.answered = [];
    window.stop?.();
    let pressed, begun;
    const idle = new MessageChannel();
    idle.port1.onmessage = () => window.taken.push(performance.now() - pressed);
    const onInput = () => {
      begun = performance.now();
      idle.port2.postMessage('');
    };
    // The page listens below the window: what it does, what it renders included, lies between the two.
    const onAnswered = () => window.answered.push(performance.now() - begun);
    const onKey = (event) => (pressed = event.timeStamp);
    addEventListener('keydown', onKey, true);
    addEventListener('input', onInput, true);
    addEventListener('input', onAnswered);
    window.stop = () => [removeEventListener('keydown', onKey, true), removeEventListener('input', onInput, true), removeEventListener('input', onAnswered)];
  });
  for (let i = 0; i < KEYSTROKES / 2; i++) {
    await page.keyboard.press(i % 2 === 0 ? 'R' : 'Backspace');
    await page.waitForTimeout(100);
  }
  await page.keyboard.press('Escape');
  const times = (name) => page.evaluate((name) => window[name].sort((a, b) => a - b), name);
  for (const [stage, name, aim] of [['evaluated and rendered', 'answered', 'aim: 16 ms'], ['from the key, with layout and paint', 'taken', '']]) {
    const taken = await times(name);
    const at = (share) => milliseconds(taken[Math.floor((taken.length - 1) * share)] ?? NaN);
    print(`  keystroke in ${what}, ${stage}, p95`, at(0.95), aim);
    print(`    median of ${taken.length}`, at(0.5));
  }
}
