// Takes the page's program apart: into what the first screens need, and the parts that follow.
//
// src/main.rs marks the entry of each part with #[wasm_split(name)]. scripts/link.rs has the program linked with its
// relocations, from which wasm-split-cli knows what each function uses. What can be reached from the start
// goes into page_bg.wasm, what only a part can reach into split_<part>.wasm, what several parts share into
// chunk_<n>.wasm; all of them run in one memory. __wasm_split.js fetches the parts.

import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

// As Trunk does it, and scripts/lib.sh: whoever calls trunk directly need not set the path.
const caches = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
const tools = process.env.BEIAN_TOOLS || join(caches, 'beian-tools');
const PATH = ['node_modules/.bin', join(tools, 'bin'), process.env.PATH].join(delimiter);

// Compressed, -O3 is no larger than -Oz, and the checks are a third faster.
const OPTIMISE = ['-O3', '--enable-bulk-memory', '--enable-nontrapping-float-to-int', '--enable-sign-ext',
  '--enable-mutable-globals', '--enable-reference-types', '--enable-multivalue'];

const INSTANTIATE = `async function instantiate(fetched, imports) {
    const answer = await fetched;
    if (!answer.ok) throw new Error(answer.url + ': ' + answer.status);
    const typed = (answer.headers.get('Content-Type') || '').startsWith('application/wasm');
    return typed ? WebAssembly.instantiateStreaming(answer, imports) : WebAssembly.instantiate(await answer.arrayBuffer(), imports);
}
`;

/** Writes page.js, __wasm_split.js, page_bg.wasm and the parts into a folder. */
export function writePageParts(folder) {
  const release = process.env.TRUNK_PROFILE === 'release';
  run('wasm-split-cli', '--target', 'web', '--out-name', 'page', program(release), folder);
  const whole = join(folder, 'page.wasm');
  run('wasm-bindgen', '--keep-lld-exports', '--target', 'web', '--no-typescript', '--out-name', 'page', '--out-dir', folder, whole);
  rmSync(whole);
  mendLoader(join(folder, '__wasm_split.js'));
  if (!release) return;
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.wasm'))) {
    run('wasm-opt', ...OPTIMISE, join(folder, name), '-o', join(folder, name));
  }
}

/** The program as Cargo linked it. */
function program(release) {
  const metadata = JSON.parse(run('cargo', 'metadata', '--offline', '--no-deps', '--format-version', '1'));
  return join(metadata.target_directory, 'wasm32-unknown-unknown', release ? 'page' : 'debug', 'page.wasm');
}

/** Lets the parts arrive from a host that does not know the type of .wasm, as page.js itself does. */
function mendLoader(path) {
  const call = 'WebAssembly.instantiateStreaming(src, imports)';
  const loader = readFileSync(path, 'utf8');
  if (!loader.includes(call)) throw new Error(`${path} is not as scripts/page-parts.mjs knows it: another wasm-split-cli?`);
  writeFileSync(path, loader.replaceAll(call, 'instantiate(src, imports)') + INSTANTIATE);
}

/** What a tool prints; what it complains of is shown only when it fails. */
function run(command, ...options) {
  return execFileSync(command, options, { encoding: 'utf8', env: { ...process.env, PATH }, stdio: 'pipe' });
}
