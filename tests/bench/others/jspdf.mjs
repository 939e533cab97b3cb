// The table of staff by jsPDF and its table plugin.

import { jsPDF } from 'jspdf';
import { autoTable } from 'jspdf-autotable';

let face;

/** Reads the face. */
export async function prepare(font) {
  const bytes = new Uint8Array(await (await fetch(font)).arrayBuffer());
  face = '';
  for (let i = 0; i < bytes.length; i += 0x8000) face += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
}

/** The PDF as a blob. */
export function pdf({ title, heads, rows, widths }) {
  const document = new jsPDF({ orientation: 'landscape', unit: 'pt', format: 'a4' });
  document.addFileToVFS('serif.ttf', btoa(face));
  document.addFont('serif.ttf', 'Serif', 'normal');
  document.setFont('Serif', 'normal');
  document.setFontSize(16);
  document.text(title, 420, 66, { align: 'center' });
  const total = widths.reduce((sum, width) => sum + width, 0);
  const styles = Object.fromEntries(widths.map((width, i) => [i, { cellWidth: (width / total) * 745 }]));
  autoTable(document, {
    head: [heads],
    body: rows,
    startY: 78,
    margin: { left: 48, right: 48 },
    theme: 'grid',
    styles: { font: 'Serif', fontStyle: 'normal', fontSize: 9 },
    headStyles: { fontStyle: 'normal' },
    columnStyles: styles,
  });
  return document.output('blob');
}
