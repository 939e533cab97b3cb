// Reads what scripts/fonts needs to know of a TrueType file: its characters, tables and outlines.

import { readFileSync } from 'node:fs';

export class TrueType {
  /** From a path or from bytes. */
  constructor(source) {
    this.bytes = typeof source === 'string' ? readFileSync(source) : Buffer.from(source);
    this.tables = new Map();
    for (let i = 0; i < this.bytes.readUInt16BE(4); i += 1) {
      const at = 12 + i * 16;
      const [offset, length] = [8, 12].map((field) => this.bytes.readUInt32BE(at + field));
      this.tables.set(this.bytes.toString('latin1', at, at + 4), { offset, length });
    }
    this.glyphs = this.#readCharacters();
    this.longOffsets = this.u16('head', 50) === 1;
  }

  has(character) {
    return this.glyphs.has(character);
  }

  /** All characters, ascending. */
  characters() {
    return [...this.glyphs.keys()].sort((a, b) => a - b);
  }

  /** Bytes of the outline of a character. */
  outlineSize(character) {
    return this.outline(this.glyphs.get(character)).length;
  }

  /** The outline of a glyph as it lies in the file. */
  outline(glyph) {
    const place = (n) => (this.longOffsets ? this.u32('loca', n * 4) : this.u16('loca', n * 2) * 2);
    return this.table('glyf').subarray(place(glyph), place(glyph + 1));
  }

  /** The width of a glyph; the last one listed holds for all after it. */
  advance(glyph) {
    return this.u16('hmtx', Math.min(glyph, this.u16('hhea', 34) - 1) * 4);
  }

  /** The bytes of a table. */
  table(tag) {
    const { offset, length } = this.tables.get(tag);
    return this.bytes.subarray(offset, offset + length);
  }

  u16(tag, at) {
    return this.bytes.readUInt16BE(this.tables.get(tag).offset + at);
  }

  u32(tag, at) {
    return this.bytes.readUInt32BE(this.tables.get(tag).offset + at);
  }

  /** The Unicode cmap, in format 12 where there is one, else in format 4. */
  #readCharacters() {
    const cmap = this.tables.get('cmap').offset;
    const subtables = [];
    for (let i = 0; i < this.bytes.readUInt16BE(cmap + 2); i += 1) {
      const at = cmap + this.bytes.readUInt32BE(cmap + 4 + i * 8 + 4);
      subtables.push([this.bytes.readUInt16BE(at), at]);
    }
    const find = (format) => subtables.find(([has]) => has === format)?.[1];
    if (find(12)) return this.#readFormat12(find(12));
    if (find(4)) return this.#readFormat4(find(4));
    throw new Error('the font has no Unicode cmap');
  }

  #readFormat12(at) {
    const glyphs = new Map();
    for (let i = 0; i < this.bytes.readUInt32BE(at + 12); i += 1) {
      const group = at + 16 + i * 12;
      const [first, last, glyph] = [0, 4, 8].map((offset) => this.bytes.readUInt32BE(group + offset));
      for (let c = first; c <= last; c += 1) glyphs.set(c, glyph + c - first);
    }
    return glyphs;
  }

  #readFormat4(at) {
    const glyphs = new Map();
    const segments = this.bytes.readUInt16BE(at + 6);
    for (let i = 0; i < segments; i += 2) {
      const last = this.bytes.readUInt16BE(at + 14 + i);
      const first = this.bytes.readUInt16BE(at + 16 + segments + i);
      const delta = this.bytes.readUInt16BE(at + 16 + segments * 2 + i);
      const place = at + 16 + segments * 3 + i;
      const offset = this.bytes.readUInt16BE(place);
      for (let c = first; c <= last && c !== 0xffff; c += 1) {
        const listed = offset === 0 ? c : this.bytes.readUInt16BE(place + offset + (c - first) * 2);
        const glyph = offset === 0 || listed !== 0 ? (listed + delta) & 0xffff : 0;
        if (glyph !== 0) glyphs.set(c, glyph);
      }
    }
    return glyphs;
  }
}
