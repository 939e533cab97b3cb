// Inputs that must be refused and are too large, or too fragile, to be kept in the repository: made
// when a test runs, in a folder of its own.

import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A file of 200 MB that begins like a PDF; on most disks it takes up no room. */
export function hugeFile(folder) {
  const path = join(folder, '200兆的扫描件.pdf');
  const file = openSync(path, 'w');
  writeSync(file, '%PDF-1.7\n');
  ftruncateSync(file, 200 * 1024 * 1024);
  closeSync(file);
  return path;
}

/** The first half of a package. */
export function halfPackage(folder, whole) {
  const path = join(folder, '只剩一半的备案包.zip');
  const bytes = readFileSync(whole);
  writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length / 2)));
  return path;
}

/** A package with an entry whose name leads out of the folder into which it is unpacked. */
export function slippingPackage(folder) {
  const path = join(folder, '名称越界的备案包.zip');
  writeFileSync(path, storedZip([['manifest.json', '{}'], ['../outside.txt', '放到文件夹外面']]));
  return path;
}

/** A whole package of a sample dossier, by the command line. */
export function wholePackage(folder, beian, dossier, today) {
  const path = join(folder, '完整的备案包.zip');
  execFileSync(beian, ['pack', dossier, '--out', path, '--today', today], { stdio: 'pipe' });
  return path;
}

/** A ZIP archive without compression; entries are pairs of name and text. */
function storedZip(entries) {
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [name, text] of entries) {
    const [label, content] = [Buffer.from(name), Buffer.from(text)];
    // Version, flags (UTF-8 names), method, time, date, check sum, both sizes, lengths of name and extra.
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x0800, 2);
    head.writeUInt16LE(0x21, 8);
    head.writeUInt32LE(crc32(content), 10);
    head.writeUInt32LE(content.length, 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt16LE(label.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, tail, label);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, label, content]);
    parts.push(local);
    at += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listing, end]);
}

/** The check sum of ZIP; Node's own is missing from the first releases of version 20. */
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
