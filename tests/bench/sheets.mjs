// An XLSX file of 1,000 people: from the moment it is chosen to the preview of what it would bring, and written into the
// roster.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { openFile, people } from '../e2e/rosters.mjs';
import { Session, beian } from '../e2e/support.mjs';
import { TODAY, median, milliseconds, print } from './figures.mjs';

const PEOPLE = 1000;

export async function sheets() {
  const session = await Session.open({ today: TODAY });
  const { page } = session;
  try {
    const folder = join(session.profile, 'people');
    mkdirSync(join(folder, 'files'), { recursive: true });
    const listed = { ...people(PEOPLE), attachments: [] };
    writeFileSync(join(folder, 'dossier.json'), JSON.stringify(listed));
    const file = join(session.profile, '人员.xlsx');
    const made = beian('export', folder, 'people', '--out', file);
    if (made.status !== 0) throw new Error(JSON.stringify(made));
    const none = { ...listed, rosters: { ...listed.rosters, people: undefined } };
    await session.goto(`${await openFile(session, none)}/roster/people`);
    const [previews, imports] = [[], []];
    for (let i = 0; i < 6; i++) {
      await page.getByRole('button', { name: '导入表格' }).click();
      const dialog = page.getByRole('dialog');
      await page.evaluate(watch, `新增 ${PEOPLE} 行`);
      await dialog.locator('input[type=file]').setInputFiles(file);
      await page.waitForFunction(() => window.shown);
      previews.push(await page.evaluate(() => window.shown));
      imports.push(await dialog.getByRole('button', { name: '导入', exact: true }).evaluate(async (button) => {
        const start = performance.now();
        button.click();
        while (document.querySelector('dialog')) await new Promise((next) => setTimeout(next));
        return performance.now() - start;
      }));
      await page.getByRole('button', { name: '撤销' }).first().click();
      await page.locator('.roster-line').first().waitFor({ state: 'detached' });
    }
    // The first one fetches and starts the worker.
    print(`XLSX of ${PEOPLE} people, from the file to the preview, median of 5`, milliseconds(median(previews.slice(1))), 'aim: 300 ms');
    print('  into the roster, checked', milliseconds(median(imports.slice(1))));
  } finally {
    await session.close();
  }
}

/** Runs in the page: takes the time from the file's being chosen until these words stand in the dialog. */
function watch(wanted) {
  window.shown = undefined;
  let start;
  document.querySelector('dialog input[type=file]').addEventListener('change', () => (start = performance.now()), { capture: true, once: true });
  const look = new MutationObserver(() => {
    if (!document.querySelector('dialog')?.textContent.includes(wanted)) return;
    look.disconnect();
    window.shown = performance.now() - start;
  });
  look.observe(document.body, { childList: true, subtree: true, characterData: true });
}
