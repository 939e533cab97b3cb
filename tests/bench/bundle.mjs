// The other libraries as scripts of pages of their own, beside the page that is measured.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));

/** Writes a module of `others/` with all that it needs, and a page that offers it as `window.other`. */
export async function bundle(session, name, styles = []) {
  const folder = join(session.folder, 'others');
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(HERE, 'others', `${name}.mjs`), ...styles.map((style) => join(HERE, 'node_modules', style))],
    outdir: join(folder, name),
    entryNames: '[name]',
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'error',
    define: { global: 'globalThis' },
  });
  const links = styles.map((style) => `<link rel="stylesheet" href="${name}/${style.split('/').pop()}">`);
  writeFileSync(join(folder, `${name}.html`), `<!DOCTYPE html><meta charset="utf-8"><title>${name}</title>${links.join('')}<div id="app"></div>`);
  return `others/${name}.html`;
}
