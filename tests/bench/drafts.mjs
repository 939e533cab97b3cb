// What opening and saving a backup of 1 GB takes: on the command line, and in the page where everything is kept encrypted.
//
// In the page the memory is that of the process which runs page and worker (proportional set size), beyond what it had
// before; files go to a place that the browser gives, piece by piece.

import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { Session, protect } from '../e2e/support.mjs';
import { TODAY, print } from './figures.mjs';
import { dossier, run } from './packages.mjs';

const MEGABYTES = 1000;
const WORDS = '备份 口令 二〇二六';
const AIM = 'aim: 150 MB';

export async function drafts(program = 'target/release/beian') {
  const session = await Session.open({ today: TODAY });
  try {
    const [folder, words, file] = ['large', 'words.txt', 'large.beian'].map((name) => join(session.profile, name));
    dossier(folder, MEGABYTES);
    writeFileSync(words, `${WORDS}\n`);
    const save = await run(program, ['save', folder, '--out', file, '--passphrase-file', words]);
    rmSync(folder, { recursive: true });
    const open = await run(program, ['open', file, '--out', folder, '--passphrase-file', words]);
    rmSync(folder, { recursive: true });
    for (const [what, { seconds, memory }] of [['save', save], ['open', open]]) {
      print(`beian ${what}, ${MEGABYTES} MB`, `${seconds.toFixed(1)} s`, `${memory.toFixed(0)} MB; ${AIM}`);
    }
    await inPage(session, file);
  } finally {
    await session.close();
  }
}

async function inPage(session, file) {
  const { page } = session;
  page.setDefaultTimeout(600_000);
  await protect(session);
  await session.goto('#/keep');
  await page.locator('#open-file').setInputFiles(file);
  await page.locator('#open-passphrase').fill(WORDS);
  print(...(await watched(session, 'open', async () => {
    await page.getByRole('button', { name: '打开', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: '办理步骤' }).waitFor();
  })));
  rmSync(file);
  await page.evaluate(() => {
    window.showSaveFilePicker = async ({ suggestedName }) =>
      (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });
  });
  await page.evaluate(() => (location.hash = location.hash.replace(/(#\/d\/[^/]+).*/, '$1/backup')));
  await page.locator('#backup-passphrase').fill(WORDS);
  await page.locator('#backup-again').fill(WORDS);
  print(...(await watched(session, 'save', async () => {
    await page.getByRole('button', { name: '保存备份文件' }).click();
    await page.getByText(/已备份，今天/).waitFor();
  })));
}

/** Does something and gives a line: how long it took, and the most memory that it took beyond what there was. */
async function watched(session, what, work) {
  const before = memory(session);
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, memory(session))), 100);
  const begun = performance.now();
  try {
    await work();
  } finally {
    clearInterval(watch);
  }
  const seconds = (performance.now() - begun) / 1000;
  return [`The page's ${what}, ${MEGABYTES} MB`, `${seconds.toFixed(1)} s`, `${(most - before).toFixed(0)} MB; ${AIM}`];
}

/** The memory of the largest process that runs pages of this session's browser, in MB. */
function memory({ profile }) {
  const lines = execFileSync('ps', ['-eo', 'pid,ppid,args', '-ww'], { encoding: 'utf8' }).split('\n');
  const all = lines.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)).filter(Boolean).map(([, pid, parent, args]) => ({ pid, parent, args }));
  const mine = new Set(all.filter(({ args }) => args.includes(profile)).map(({ pid }) => pid));
  for (let size = -1; size !== mine.size; ) {
    size = mine.size;
    all.filter(({ parent }) => mine.has(parent)).forEach(({ pid }) => mine.add(pid));
  }
  const renderers = all.filter(({ pid, args }) => mine.has(pid) && args.includes('--type=renderer'));
  return Math.max(0, ...renderers.map(({ pid }) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
    } catch {
      return 0; // It has ended.
    }
  }));
}

if (process.argv[1]?.endsWith('drafts.mjs')) await drafts(process.argv[2]);
