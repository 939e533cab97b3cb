// Finishes what Trunk laid out, before it becomes dist/:
//
// * the page's program is taken apart and moves to page/<digest>/, see page-parts.mjs;
// * the worker moves to worker/<digest>/, because Trunk gives workers no versioned name, and
//   <meta name="beian-worker"> tells the page where it is;
// * service-worker.js receives the list of all files with their digests, and the version, which is
//   the digest of that list; <meta name="beian-version"> carries the same version;
// * version.json says which version a host serves now.
//
// Trunk runs this as its post_build hook and names the folder in TRUNK_STAGING_DIR.

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import { writePageParts } from './page-parts.mjs';

const dist = process.env.TRUNK_STAGING_DIR ?? process.argv[2];
if (!dist) fail('TRUNK_STAGING_DIR is not set: run this through trunk build');

const index = join(dist, 'index.html');
let html = readFileSync(index, 'utf8');

const page = versionPage();
html = withTag(html, `<meta name="beian-program" data-script="${page}/page.js" data-wasm="${page}/page_bg.wasm">`);
html = withTag(html, `<link rel="modulepreload" href="${page}/page.js"><link rel="modulepreload" href="${page}/__wasm_split.js">`);
html = withTag(html, `<link rel="preload" href="${page}/page_bg.wasm" as="fetch" type="application/wasm" crossorigin="anonymous">`);
const worker = versionWorker();
html = withMeta(html, 'beian-worker', worker);
writeFileSync(index, html);

const version = digest(JSON.stringify(listFiles()), 'hex').slice(0, 16);
html = withMeta(html, 'beian-version', version);
writeFileSync(index, html);
writeFileSync(join(dist, 'version.json'), `${JSON.stringify({ version })}\n`);
writeServiceWorker(version);

/** Puts the page's parts in a folder named after their content, in place of what Trunk made; returns it. */
function versionPage() {
  for (const name of readdirSync(dist)) {
    if (/^page(-[0-9a-f]+)?(_bg\.wasm|\.js)$/.test(name)) rmSync(join(dist, name));
  }
  const parts = join(dist, 'page/parts');
  writePageParts(parts);
  const files = readdirSync(parts).sort();
  const folder = `page/${digest(Buffer.concat(files.map((name) => readFileSync(join(parts, name)))), 'hex').slice(0, 16)}`;
  renameSync(parts, join(dist, folder));
  return `./${folder}`;
}

/** Moves the worker's files to a folder named after their content; returns the address to start. */
function versionWorker() {
  const script = readFileSync(join(dist, 'worker.js'), 'utf8');
  const program = readFileSync(join(dist, 'worker_bg.wasm'));
  const folder = `worker/${digest(Buffer.concat([Buffer.from(script + loader()), program]), 'hex').slice(0, 16)}`;
  mkdirSync(join(dist, folder), { recursive: true });
  writeFileSync(join(dist, folder, 'worker.js'), `${script}\n${loader()}`);
  renameSync(join(dist, 'worker_bg.wasm'), join(dist, folder, 'worker_bg.wasm'));
  rmSync(join(dist, 'worker.js'));
  rmSync(join(dist, 'worker_loader.js'), { force: true });
  return `./${folder}/worker.js`;
}

/**
 * Starts the worker's program with the first message, which is the compiled program where the page has it, else null.
 * Further messages come after the worker's word that it is ready.
 */
function loader() {
  return `self.addEventListener('message', ({ data }) => {
  wasm_bindgen({ module_or_path: data ?? new URL('worker_bg.wasm', self.location.href) })
    .catch((error) => setTimeout(() => { throw error; }));
}, { once: true });
`;
}

/** Every file as the page would ask for it, with its digest, in a stable order. */
function listFiles() {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(dist, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'))
    .filter((path) => !['service-worker.js', 'version.json'].includes(path))
    .sort()
    .map((path) => [path === 'index.html' ? './' : path, digest(readFileSync(join(dist, path)), 'base64')]);
}

function writeServiceWorker(version) {
  const path = join(dist, 'service-worker.js');
  const files = listFiles().map(([name, sha256]) => `  ${JSON.stringify(name)}: ${JSON.stringify(sha256)},\n`);
  const header = `const VERSION = ${JSON.stringify(version)};\nconst FILES = {\n${files.join('')}};\n\n`;
  writeFileSync(path, header + readFileSync(path, 'utf8'));
}

function withMeta(html, name, content) {
  return withTag(html, `<meta name="${name}" content="${content}">`);
}

function withTag(html, tag) {
  const end = html.search(/<\/head>|<body/i);
  if (end < 0) fail('index.html has neither </head> nor <body>');
  return html.slice(0, end) + tag + html.slice(end);
}

function digest(data, encoding) {
  return createHash('sha256').update(data).digest(encoding);
}

function fail(message) {
  console.error(`post-build: ${message}`);
  process.exit(1);
}
