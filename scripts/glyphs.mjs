// Mends what Noto Serif SC lacks for Chinese documents, in a cut TrueType face:
//
// * the boxes ☐ ☑ ☒, made of the face's own □, so that open and ticked boxes are of one size and weight;
// * the dash — and its double —— (one glyph, by the face's own substitution): a Latin dash in the face,
//   here full-width, at the height of Han characters, and in one piece when doubled.

import { TrueType } from './truetype.mjs';

const SQUARE = 0x25a1;
const DASHES = [[0x2014, 1000], [0x2e3a, 2000]];

// The tick and the cross in units of 1,000 to the em, drawn for a square from 100,-20 to 900,780.
// Contours run clockwise.
const TICK = [[[205, 385], [262, 440], [428, 268], [770, 690], [832, 640], [434, 150]]];
const CROSS = [
  [[223, 157], [723, 657], [777, 603], [277, 103]],
  [[277, 657], [777, 157], [723, 103], [223, 603]],
];
const dash = (width) => [[[50, 358], [50, 402], [width - 50, 402], [width - 50, 358]]];

/** The face's bytes with its boxes and dashes. */
export function mended(bytes) {
  const font = new TrueType(bytes);
  const square = font.glyphs.get(SQUARE);
  const count = font.u16('maxp', 4);
  if (!font.longOffsets || font.u32('post', 0) !== 0x00030000) throw new Error('the face is not laid out as expected');
  const extent = font.outline(square).subarray(2, 10);
  const [tick, cross] = [count, count + 1];
  const outlines = Array.from({ length: count }, (_, glyph) => font.outline(glyph));
  outlines.push(
    contours(TICK), contours(CROSS),
    composite(extent, [square]), composite(extent, [square, tick]), composite(extent, [square, cross]),
  );
  const widths = outlines.map((_, glyph) => (glyph < count ? font.advance(glyph) : font.advance(square)));
  for (const [character, width] of DASHES) {
    outlines[font.glyphs.get(character)] = contours(dash(width));
    widths[font.glyphs.get(character)] = width;
  }
  const characters = new Map([...font.glyphs, [0x2610, count + 2], [0x2611, count + 3], [0x2612, count + 4]]);

  const tables = new Map([...font.tables.keys()].map((tag) => [tag, Buffer.from(font.table(tag))]));
  const data = outlines.map(padded);
  const ends = [];
  data.reduce((at, { length }) => (ends.push(at + length), at + length), 0);
  tables.set('glyf', Buffer.concat(data));
  tables.set('loca', u32s(0, ...ends));
  tables.set('hmtx', Buffer.concat(outlines.map((outline, glyph) => i16s(widths[glyph], outline.length > 0 ? outline.readInt16BE(2) : 0))));
  tables.get('hhea').writeUInt16BE(outlines.length, 34);
  const maxp = tables.get('maxp');
  maxp.writeUInt16BE(outlines.length, 4);
  // Points and contours of composites, their parts and depth.
  for (const [at, least] of [[10, 16], [12, 4], [28, 2], [30, 1]]) maxp.writeUInt16BE(Math.max(maxp.readUInt16BE(at), least), at);
  tables.set('cmap', cmap(characters));
  return assemble(tables);
}

/** A simple outline of straight lines. */
function contours(list) {
  const points = list.flat();
  const ends = list.map((_, i) => list.slice(0, i + 1).flat().length - 1);
  const deltas = (axis) => points.map((point, i) => point[axis] - (i > 0 ? points[i - 1][axis] : 0));
  const extent = (pick) => [0, 1].map((axis) => pick(...points.map((point) => point[axis])));
  return padded(Buffer.concat([
    i16s(list.length, ...extent(Math.min), ...extent(Math.max)), u16s(...ends), u16s(0),
    Buffer.alloc(points.length, 1), i16s(...deltas(0)), i16s(...deltas(1)),
  ]));
}

/** An outline made of others, all in their own place, with the extent of the first. */
function composite(extent, parts) {
  const more = 0x20;
  const words = parts.map((glyph, i) => u16s(0x0003 | (i + 1 < parts.length ? more : 0), glyph, 0, 0));
  return padded(Buffer.concat([i16s(-1), extent, ...words]));
}

/** A cmap of one subtable in format 12. */
function cmap(characters) {
  const groups = [];
  for (const [c, glyph] of [...characters].sort(([a], [b]) => a - b)) {
    const last = groups.at(-1);
    if (last && last[1] + 1 === c && last[2] + (c - last[0]) === glyph) last[1] = c;
    else groups.push([c, c, glyph]);
  }
  const header = Buffer.concat([u16s(12, 0), u32s(16 + groups.length * 12, 0, groups.length)]);
  return Buffer.concat([u16s(0, 1, 3, 10), u32s(12), header, u32s(...groups.flat())]);
}

/** The tables as a file, with its checksums. */
function assemble(tables) {
  const tags = [...tables.keys()].sort();
  tables.get('head').writeUInt32BE(0, 8);
  const power = 2 ** Math.floor(Math.log2(tags.length));
  let at = 12 + tags.length * 16;
  const directory = [u32s(0x00010000), u16s(tags.length, power * 16, Math.log2(power), (tags.length - power) * 16)];
  const body = [];
  for (const tag of tags) {
    const data = padded(tables.get(tag));
    directory.push(Buffer.from(tag, 'latin1'), u32s(checksum(data), at, tables.get(tag).length));
    body.push(data);
    at += data.length;
  }
  const file = Buffer.concat([...directory, ...body]);
  file.writeUInt32BE((0xb1b0afba - checksum(file)) >>> 0, new TrueType(file).tables.get('head').offset + 8);
  return file;
}

function checksum(data) {
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) sum = (sum + data.readUInt32BE(i)) >>> 0;
  return sum;
}

function padded(data) {
  return Buffer.concat([data, Buffer.alloc(-data.length & 3)]);
}

function u16s(...values) {
  return Buffer.concat(values.map((value) => { const b = Buffer.alloc(2); b.writeUInt16BE(value & 0xffff); return b; }));
}

function i16s(...values) {
  return u16s(...values);
}

function u32s(...values) {
  return Buffer.concat(values.map((value) => { const b = Buffer.alloc(4); b.writeUInt32BE(value); return b; }));
}
