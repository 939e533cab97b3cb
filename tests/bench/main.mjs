// The figures of scripts/bench, taken in Chromium: of the page alone, then beside other libraries.

import { Session, openSample } from '../e2e/support.mjs';
import { compare } from './compare.mjs';
import { drafts } from './drafts.mjs';
import { TODAY } from './figures.mjs';
import { packages } from './packages.mjs';
import { keeping } from './keeping.mjs';
import { formPdf } from './printing.mjs';
import { scans } from './scans.mjs';
import { sheets } from './sheets.mjs';
import { sizes } from './sizes.mjs';
import { keystrokes, rosters } from './typing.mjs';

const only = process.argv[2];
if (only === 'packages' || only === 'drafts') {
  await { packages, drafts }[only]();
  process.exit();
}
if (only !== 'compare') {
  await packages();
  await drafts();
  await sizes();
  const session = await Session.open({ today: TODAY });
  try {
    const dossier = await openSample(session);
    await keystrokes(session, dossier);
    await formPdf(session, dossier);
  } finally {
    await session.close();
  }
  await scans();
  await sheets();
  await rosters();
  await keeping();
}
await compare();
