// Inputs that must be refused and are too large, or too fragile, to be kept in the repository: made
// when a test runs, in a folder of its own.

import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';

/** A file of 200 MB that begins like a PDF; on most disks it takes up no room. */
export function hugeFile(folder) {
  const path = join(folder, '200兆的扫描件.pdf');
  const file = openSync(path, 'w');
  writeSync(file, '%PDF-1.7\n');
  ftruncateSync(file, 200 * 1024 * 1024);
  closeSync(file);
  return path;
}

/** A black-and-white PNG of so many pixels, all white: a few kilobytes that unfold to hundreds of megabytes. */
export function hugePicture(folder, name, width, height) {
  const row = Buffer.alloc(Math.ceil(width / 8) + 1, 0xff);
  row[0] = 0;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const around = Buffer.alloc(8);
    around.writeUInt32BE(data.length, 0);
    around.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
  };
  const path = join(folder, name);
  const data = deflateSync(Buffer.concat(Array(height).fill(row)));
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  writeFileSync(path, Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]));
  return path;
}

/** A WebP that moves: two frames of one pixel. */
export function movingPicture(folder) {
  const chunk = (kind, data) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(data.length, 0);
    return Buffer.concat([Buffer.from(kind), length, data, Buffer.alloc(data.length % 2)]);
  };
  const pixel = chunk('VP8L', Buffer.from('2f00000010071011118888fe0700', 'hex'));
  // Place, size less one, 100 ms, flags.
  const frame = chunk('ANMF', Buffer.concat([Buffer.alloc(12), Buffer.from([100, 0, 0, 0]), pixel]));
  const extended = chunk('VP8X', Buffer.from([2, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
  const body = Buffer.concat([Buffer.from('WEBP'), extended, chunk('ANIM', Buffer.alloc(6)), frame, frame]);
  const path = join(folder, '动态图片.webp');
  writeFileSync(path, chunk('RIFF', body));
  return path;
}

/** A PDF of so many pages with a line of text each. */
export function longPdf(folder, pages) {
  const content = '<< /Length 38 >>\nstream\nBT /F1 12 Tf 72 720 Td (A page) Tj ET  \nendstream';
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
  return pdfOfOnePage(join(folder, '五千页.pdf'), pages, content, font, '/Font << /F1 4 0 R >>');
}

/** A PDF of so many pages that all are the same scan. */
export function scannedPdf(path, jpeg, pages, [width, height]) {
  const content = '<< /Length 31 >>\nstream\nq 595 0 0 842 0 0 cm /P Do Q    \nendstream';
  const head = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode`;
  const picture = `<< ${head} /Length ${jpeg.length} >>\nstream\n${jpeg.toString('latin1')}\nendstream`;
  return pdfOfOnePage(path, pages, content, picture, '/XObject << /P 4 0 R >>');
}

/** A PDF whose pages all have the content of object 3, which uses object 4. */
function pdfOfOnePage(path, pages, content, used, resources) {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages} /Kids [${Array.from({ length: pages }, (_, at) => `${at + 5} 0 R`).join(' ')}] >>`,
    content,
    used,
    ...Array(pages).fill(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << ${resources} >> >>`),
  ];
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, at) => {
    const offset = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = text.length;
  const lines = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${lines}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  writeFileSync(path, text, 'latin1');
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
