// The face for libraries that read no newer table of characters than format 4 (jsPDF): the same glyphs, with that
// table in the place of its own.

import { readFileSync } from 'node:fs';

/** Gaps of so many characters are filled, so that the table stays within its 64 KB. */
const GAP = 6;

/** Glyph numbers by character, from a table of format 12. */
function characters(cmap) {
  const count = cmap.readUInt16BE(2);
  const offsets = Array.from({ length: count }, (_, i) => cmap.readUInt32BE(8 + 8 * i));
  const at = offsets.find((offset) => cmap.readUInt16BE(offset) === 12);
  if (at === undefined) throw new Error('the face has no table of characters of format 12');
  const glyphs = new Map();
  for (let i = 0; i < cmap.readUInt32BE(at + 12); i++) {
    const [first, last, glyph] = [0, 4, 8].map((offset) => cmap.readUInt32BE(at + 16 + 12 * i + offset));
    for (let c = first; c <= last && c < 0xffff; c++) glyphs.set(c, glyph + c - first);
  }
  return glyphs;
}

/** The same as a table of format 4. */
function format4(glyphs) {
  const segments = [];
  for (const c of [...glyphs.keys()].sort((a, b) => a - b)) {
    const last = segments.at(-1);
    if (last && c - last.end <= GAP) last.end = c;
    else segments.push({ start: c, end: c });
  }
  segments.push({ start: 0xffff, end: 0xffff });
  const list = segments.flatMap(({ start, end }) => Array.from({ length: end - start + 1 }, (_, i) => glyphs.get(start + i) ?? 0));
  const n = segments.length;
  const length = 16 + 8 * n + 2 * list.length;
  if (length > 0xffff) throw new Error(`a table of ${length} bytes does not fit`);
  const table = Buffer.alloc(12 + length);
  table.writeUInt16BE(1, 2);
  table.writeUInt16BE(3, 4);
  table.writeUInt16BE(1, 6);
  table.writeUInt32BE(12, 8);
  const power = 2 ** Math.floor(Math.log2(n));
  [4, length, 0, 2 * n, 2 * power, Math.log2(power), 2 * (n - power)].forEach((value, i) => table.writeUInt16BE(value, 12 + 2 * i));
  let placed = 0;
  segments.forEach(({ start, end }, i) => {
    table.writeUInt16BE(end, 26 + 2 * i);
    table.writeUInt16BE(start, 28 + 2 * (n + i));
    const here = 28 + 2 * (3 * n + i);
    table.writeUInt16BE(28 + 8 * n + 2 * placed - here, here);
    placed += end - start + 1;
  });
  list.forEach((glyph, i) => table.writeUInt16BE(glyph, 28 + 8 * n + 2 * i));
  return table;
}

/** The bytes of the face with a table of format 4. */
export function face(path) {
  const font = readFileSync(path);
  const records = Array.from({ length: font.readUInt16BE(4) }, (_, i) => 12 + 16 * i);
  const record = records.find((at) => font.toString('latin1', at, at + 4) === 'cmap');
  const offset = font.readUInt32BE(record + 8);
  const table = format4(characters(font.subarray(offset, offset + font.readUInt32BE(record + 12))));
  const end = (font.length + 3) & ~3;
  const whole = Buffer.concat([font, Buffer.alloc(end - font.length), table]);
  whole.writeUInt32BE(end, record + 8);
  whole.writeUInt32BE(table.length, record + 12);
  return whole;
}
