// What the end-to-end tests share: the built page on a local static host, Chromium with guards that
// hold in every test, and the steps that many tests take.
//
// The guards: no request but for a file of dist/, no word against the policy of the page, no error in the
// console, no exception. A test that breaks one fails, whatever else it checks.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

import { serve } from '../../scripts/static-server.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
export const ROOT = resolve(HERE, '../..');
// The page to test; another build than the one in dist/ can be named.
export const DIST = process.env.BEIAN_DIST ?? join(ROOT, 'dist');
export const OUTPUT = join(HERE, 'output');
export const BEIAN = join(ROOT, 'target/debug/beian');
export const ENTERPRISE = join(ROOT, 'tests/fixtures/dossiers/enterprise');

const BROWSER = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

const CONTEXT = {
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  viewport: { width: 1280, height: 900 },
  acceptDownloads: true,
};

/** A browser, a static host and the guards, for one test. */
export class Session {
  /**
   * `base`: the sub-path of the host; `today`: the day that the page believes it is; `copy`: serve a
   * copy of dist/ (`session.folder`) that the test may change; `serviceWorkers: 'block'`: every file comes
   * over the network; `timeout`: for the whole scenario, in milliseconds; `kept`: begin with a passphrase set, so that what is done outlives the page.
   */
  static async open({ base = '/', today, viewport, copy = false, serviceWorkers = 'allow', kept = false } = {}) {
    const session = new Session();
    session.today = today;
    session.options = { ...CONTEXT, viewport: viewport ?? CONTEXT.viewport, serviceWorkers };
    session.profile = mkdtempSync(join(tmpdir(), 'beian-e2e-'));
    session.folder = copy ? join(session.profile, 'dist') : DIST;
    if (copy) cpSync(DIST, session.folder, { recursive: true });
    session.host = await serve(session.folder, { base });
    session.address = session.host.address;
    session.wrongs = [];
    await session.startBrowser();
    if (kept) await protect(session);
    return session;
  }

  /** Starts Chromium on this session's profile; a second time after `kill`. */
  async startBrowser() {
    this.context = await chromium.launchPersistentContext(join(this.profile, 'profile'), { ...BROWSER, ...this.options });
    // A dialog of the operating system, which nobody answers here: files go to the downloads; see outlet.test.mjs.
    await this.context.addInitScript(() => delete window.showSaveFilePicker);
    if (this.today) await this.context.clock.setFixedTime(new Date(`${this.today}T09:30:00+08:00`));
    this.context.on('request', (request) => this.guardRequest(request.url()));
    this.context.on('page', (page) => this.guardPage(page));
    for (const page of this.context.pages()) this.guardPage(page);
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
  }

  guardRequest(url) {
    if (/^(blob|data|about|chrome-extension|chrome):/.test(url)) return;
    if (url === this.expectedElsewhere) return;
    if (!url.startsWith(this.address)) return this.wrongs.push(`request to another place: ${url}`);
    const path = decodeURI(new URL(url).pathname).slice(new URL(this.address).pathname.length);
    if (!existsSync(join(this.folder, path === '' ? 'index.html' : path))) this.wrongs.push(`request for no file of the page: ${url}`);
    if (new URL(url).search) this.wrongs.push(`request that carries something: ${url}`);
  }

  guardPage(page) {
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => this.wrongs.push(`exception: ${error}`));
    page.on('console', (message) => {
      const text = message.text();
      if (message.type() !== 'error') return;
      if (this.offline && /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_FAILED|Failed to fetch/.test(text)) return;
      this.wrongs.push(`console: ${text}`);
    });
  }

  /** Opens an address of the page, `#/…`, and waits until its heading is there. */
  async goto(hash = '#/') {
    await this.page.goto(this.address + hash);
    await this.page.getByRole('heading', { level: 1 }).first().waitFor();
  }

  /** Loads the page anew, and unlocks what is kept. */
  async reload() {
    await this.page.reload();
    await this.opened();
  }

  /** Waits until the page is there, and unlocks what is kept. */
  async opened() {
    await this.page.getByRole('heading', { level: 1 }).first().waitFor();
    if (await this.page.getByRole('heading', { name: '本机卷宗已锁定' }).count()) await unlock(this);
  }

  /** Cuts the network, and stops the host for good measure. */
  async cutNetwork() {
    this.offline = true;
    await this.context.setOffline(true);
    await this.host.close();
  }

  /** Ends the browser as a crash does: at once, without a word to the page. */
  async kill() {
    const processes = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes(this.profile))
      .map((line) => Number.parseInt(line, 10));
    const gone = new Promise((done) => this.context.once('close', done));
    for (const pid of processes) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It went with its parent.
      }
    }
    await gone;
    for (const name of ['SingletonLock', 'SingletonSocket', 'SingletonCookie']) {
      rmSync(join(this.profile, 'profile', name), { force: true });
    }
  }

  async screenshot(name) {
    mkdirSync(OUTPUT, { recursive: true });
    for (const [i, page] of this.context.pages().entries()) {
      await page.screenshot({ path: join(OUTPUT, `${name}${i ? `-${i}` : ''}.png`) }).catch(() => {});
    }
  }

  async close() {
    await this.context.close().catch(() => {});
    await this.host.close().catch(() => {});
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * One test, with a session of its own. On failure a picture of every open page is left in
 * tests/e2e/output, under the test's name.
 */
export function scenario(name, options, steps) {
  if (typeof options === 'function') return scenario(name, {}, options);
  test(name, { timeout: options.timeout ?? 240_000 }, async () => {
    const session = await Session.open(options);
    try {
      await steps(session, session.page);
      assert.deepEqual(session.wrongs, [], 'the page broke one of the rules that hold everywhere');
    } catch (error) {
      await session.screenshot(name.replace(/[^\p{L}\p{N}]+/gu, '-'));
      if (session.wrongs.length > 0) error.message += `\nAlso: ${session.wrongs.join('\n      ')}`;
      throw error;
    } finally {
      await session.close();
    }
  });
}

/** Runs the native command line; returns { status, out, err } and never throws for a status. */
export function beian(...args) {
  try {
    return { status: 0, out: execFileSync(BEIAN, args, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }), err: '' };
  } catch (error) {
    if (error.status === undefined || error.status === null) throw error;
    return { status: error.status, out: error.stdout, err: error.stderr };
  }
}

/** The text of a PDF file, as any reader finds it, without layout. */
export function pdfText(file) {
  return execFileSync('pdftotext', ['-enc', 'UTF-8', file, '-'], { encoding: 'utf8' });
}

/** Text without spaces and line breaks, to look for words that a table cell may have broken. */
export function squeeze(text) {
  return text.replace(/\s+/gu, '');
}

/** Clicks what starts a download and stores the file under its own name; returns its path. */
export async function download(session, start) {
  const [item] = await Promise.all([session.page.waitForEvent('download', { timeout: 60_000 }), start()]);
  const file = join(session.profile, 'downloads', item.suggestedFilename());
  await item.saveAs(file);
  return file;
}

/** The sample dossier of a folder, and its files by name. */
export function readDossier(folder) {
  const dossier = JSON.parse(readFileSync(join(folder, 'dossier.json'), 'utf8'));
  const files = Object.fromEntries(readdirSync(join(folder, 'files')).map((name) => [name, join(folder, 'files', name)]));
  return { dossier, files };
}

/** The definition that a built page carries. */
export function readProcedure(id) {
  return JSON.parse(readFileSync(join(DIST, 'procedures', id, 'procedure.json'), 'utf8'));
}

/** Starts a new dossier from the home page, of the first procedure unless one is named; returns its address, `#/d/…`. */
export async function newDossier(session, procedure = '') {
  await session.goto();
  await session.page.getByRole('button', { name: `新建卷宗：${procedure}` }).first().click();
  return atTasks(session);
}

/** Opens the complete sample; returns its address, `#/d/…`. */
export async function openSample(session) {
  await session.goto();
  await session.page.getByRole('button', { name: '看一个完整示例' }).first().click();
  return atTasks(session);
}

async function atTasks({ page }) {
  await page.getByRole('heading', { level: 1, name: '办理步骤' }).waitFor({ timeout: 60_000 });
  return new URL(page.url()).hash;
}

export const PASSPHRASE = '竹篮打水 不如骑驴 2026';

/** Sets the passphrase, so that what follows is kept in the browser. Gives what stands on the recovery sheet. */
export async function protect(session, passphrase = PASSPHRASE) {
  const { page } = session;
  await session.goto('#/keep');
  await page.locator('#passphrase-new').fill(passphrase);
  await page.locator('#passphrase-again').fill(passphrase);
  await page.getByRole('button', { name: '设置口令，加密保存' }).click();
  await page.getByRole('heading', { name: '恢复凭据' }).waitFor({ timeout: 60_000 });
  const secret = (await page.locator('.recovery-secret').innerText()).replace(/\s/g, '');
  await page.getByRole('button', { name: '已妥善保存，不再显示' }).click();
  return secret;
}

/** Unlocks what a page that was loaded anew asks for. */
export async function unlock({ page }, passphrase = PASSPHRASE) {
  await page.locator('#passphrase').fill(passphrase);
  await page.getByRole('button', { name: '解锁' }).click();
  await page.getByRole('heading', { name: '本机卷宗已锁定' }).waitFor({ state: 'detached', timeout: 60_000 });
}

/** The addresses of what the first screens do without: parts of the program, and the styles of later pages. */
export const LATER = new RegExp(`/page/[^/]+/(split|chunk)_[^/]+\\.wasm$${laterStyles()}`);

function laterStyles() {
  const links = readFileSync(join(DIST, 'index.html'), 'utf8').match(/<link[^>]* class="later"[^>]*>/g) ?? [];
  return links.map((link) => `|/${link.match(/href="\.\/([^"]+)"/)[1]}$`).join('');
}

/** Holds back what the first screens do without until the function that it returns is called. */
export async function holdParts({ context }) {
  let release;
  const released = new Promise((done) => (release = done));
  await context.route(LATER, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** Waits until the service worker has stored every file and serves this page. */
export async function offlineReady(session) {
  const list = readdirSync(session.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  // service-worker.js and version.json are not among them.
  const files = list.length - 2;
  await until(session.page, files, async (wanted) => {
    if (!navigator.serviceWorker.controller) return false;
    const name = (await caches.keys()).find((key) => key.startsWith('beian-files '));
    return name !== undefined && (await (await caches.open(name)).keys()).length >= wanted;
  });
}

/** Asks an asynchronous question of the page until the answer is yes; waitForFunction does not await. */
export async function until(page, argument, question, patience = 120_000) {
  const end = Date.now() + patience;
  while (!(await page.evaluate(question, argument))) {
    assert.ok(Date.now() < end, `waited in vain for: ${question}`);
    await page.waitForTimeout(200);
  }
}

/** A file of a package, as text or, without an encoding, as bytes. */
export function fromPackage(zip, name, encoding) {
  const script = 'import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))';
  return execFileSync('python3', ['-c', script, zip, name], { encoding, maxBuffer: 256 * 1024 * 1024 });
}
