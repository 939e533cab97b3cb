// The table of staff by pdfmake.

import pdfMake from 'pdfmake/build/pdfmake.js';

/** Registers the face. */
export async function prepare(font) {
  const bytes = new Uint8Array(await (await fetch(font)).arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  pdfMake.addVirtualFileSystem({ 'serif.ttf': btoa(text) });
  const face = 'serif.ttf';
  pdfMake.addFonts({ Serif: { normal: face, bold: face, italics: face, bolditalics: face } });
}

/** The PDF as a blob. */
export function pdf({ title, heads, rows, widths }) {
  const total = widths.reduce((sum, width) => sum + width, 0);
  return pdfMake
    .createPdf({
      pageSize: 'A4',
      pageOrientation: 'landscape',
      pageMargins: [48, 51, 48, 42],
      defaultStyle: { font: 'Serif', fontSize: 9 },
      content: [
        { text: title, fontSize: 16, alignment: 'center', margin: [0, 0, 0, 8] },
        { table: { headerRows: 1, widths: widths.map((width) => `${((width / total) * 100).toFixed(2)}%`), body: [heads, ...rows] } },
      ],
    })
    .getBlob();
}
