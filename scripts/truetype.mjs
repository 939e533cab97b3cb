// Reads what scripts/fonts needs to know of a TrueType file: its characters and the size of outlines.

import { readFileSync } from 'node:fs';

export class TrueType {
  /** From a path or from bytes. */
  constructor(source) {
    this.bytes = typeof source === 'string' ? readFileSync(source) : Buffer.from(source);
    this.tables = new Map();
    for (let i = 0; i < this.bytes.readUInt16BE(4); i += 1) {
      const at = 12 + i * 16;
      this.tables.set(this.bytes.toString('latin1', at, at + 4), this.bytes.readUInt32BE(at + 8));
    }
    this.glyphs = this.#readCharacters();
    this.longOffsets = this.bytes.readUInt16BE(this.tables.get('head') + 50) === 1;
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
    const glyph = this.glyphs.get(character);
    return this.#outline(glyph + 1) - this.#outline(glyph);
  }

  #outline(glyph) {
    const loca = this.tables.get('loca');
    return this.longOffsets ? this.bytes.readUInt32BE(loca + glyph * 4) : this.bytes.readUInt16BE(loca + glyph * 2) * 2;
  }

  /** The Unicode cmap, in format 12 where there is one, else in format 4. */
  #readCharacters() {
    const cmap = this.tables.get('cmap');
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
