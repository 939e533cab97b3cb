// How long the official form takes to print.

import { milliseconds, print } from './figures.mjs';

/** Cold: the worker and the faces are not loaded yet. Warm: another print in the same page. */
export async function formPdf(session, dossier) {
  const { page } = session;
  const ready = page.getByRole('button', { name: '下载 PDF' });
  const timed = async (start) => {
    const before = performance.now();
    await start();
    await ready.waitFor({ timeout: 60_000 });
    return performance.now() - before;
  };
  print('Form PDF in Chromium, cold', milliseconds(await timed(() => session.goto(`${dossier}/print`))));
  const warm = [];
  for (let i = 0; i < 10; i++) {
    await page.getByRole('radio', { name: '空白申请表' }).check();
    await page.getByTitle('（空白）.pdf的预览').waitFor({ timeout: 60_000 });
    await page.evaluate(() => {
      window.made = new Promise((done) => {
        let start;
        addEventListener('change', () => (start = performance.now()), { capture: true, once: true });
        new MutationObserver((_, observer) => {
          if (!document.querySelector('iframe[title$="申请表.pdf的预览"]')) return;
          observer.disconnect();
          done(performance.now() - start);
        }).observe(document.body, { childList: true, subtree: true, attributes: true });
      });
    });
    await page.getByRole('radio', { name: '已填写的申请表' }).check();
    warm.push(await page.evaluate(() => window.made));
  }
  warm.sort((a, b) => a - b);
  print('Form PDF in Chromium, warm, median of 10', milliseconds(warm[5]), 'aim: under 300 ms');
}
