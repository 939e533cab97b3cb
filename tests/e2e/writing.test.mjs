// Writing materials in the page: under their headings, imported from a document, printed, packed and verified.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, beian, download, newDossier, openSample, pdfText, scenario, squeeze, until } from './support.mjs';

const RULES = join(ROOT, 'tests/fixtures/narrative/rules.docx');
const HEADINGS = ['基础条件', '管理能力', '技术能力', '人力资源', '场所与设备资源'];
const text = (heading) => `本机构在${heading}方面已经具备开展个人信息出境认证所需要的条件，并定期评价、持续改进。`;

/** Chooses 在此撰写 for a material and goes to the page for it. */
async function write(session, dossier, material) {
  const { page } = session;
  await session.goto(`${dossier}/materials/${material}`);
  const row = page.locator(`#material-${material}`);
  await row.getByRole('radio', { name: '在此撰写' }).check();
  await row.getByRole('link', { name: /撰写/ }).click();
  await page.getByRole('button', { name: '导入文档' }).waitFor();
}

scenario('a newcomer writes one material, imports another with a heading nobody asked for, prints and exports', { today: '2026-11-20' }, async (session, page) => {
  const dossier = await openSample(session);
  await write(session, dossier, '5');
  const outline = page.getByRole('navigation', { name: '各部分' });
  assert.equal(await outline.getByText('未写').count(), 5);
  for (const heading of HEADINGS) await page.getByRole('textbox', { name: `${heading}：正文` }).fill(text(heading));
  assert.equal(await outline.getByText('已写').count(), 5);

  // The toolbar writes Markdown as if it had been typed.
  const first = page.getByRole('textbox', { name: '基础条件：正文' });
  await first.press('Control+End');
  await page.getByRole('button', { name: '插入表格：基础条件' }).click();
  assert.match(await first.inputValue(), /\n\n\| 项目 \| 内容 \| 备注 \|\n\|---\|---\|---\|/);
  await page.keyboard.insertText('设备');
  assert.match(await first.inputValue(), /\| 设备 \| 内容 \|/);
  await first.press('Control+Home');
  await first.press('Shift+End');
  await first.press('Control+b');
  assert.match(await first.inputValue(), /^\*\*本机构在[^*]+\*\*/);

  // 材料 4 comes in from a document with tracked changes.
  await write(session, dossier, '4');
  await page.getByRole('button', { name: '导入文档' }).click();
  await page.locator('#write-file').setInputFiles(RULES);
  const dialog = page.getByRole('dialog', { name: /导入文档/ });
  await dialog.getByText('文档带有修订标记（插入 1 处、删除 1 处），已按接受全部修订后的文字导入。').waitFor();
  assert.equal(await dialog.getByRole('row').count(), 7);
  assert.equal(await dialog.getByText('没有对应', { exact: true }).count(), 1);
  await dialog.getByRole('button', { name: '导入', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(await page.getByRole('textbox', { name: '认证模式：正文' }).inputValue(), '认证模式为技术验证、现场审核和获证后监督，三个环节依次进行。');
  await page.getByText('导入的章节“总则”没有对应到要求写明的任何一项。').first().waitFor();
  await session.goto(`${dossier}/findings`);
  await page.getByText(/导入的章节“总则”没有对应到要求写明的任何一项/).first().waitFor();
  await page.goBack();
  await page.getByRole('button', { name: '确认保留为另外的章节' }).click();
  assert.equal(await page.getByText('没有对应到要求写明的任何一项').count(), 0);

  // What is in the way: the files that were attached before.
  for (const material of ['4', '5']) {
    await session.goto(`${dossier}/materials/${material}`);
    await page.locator(`#material-${material}`).getByText(/已选在此撰写，仍附有现成文件/).waitFor();
    await page.locator(`#material-${material}`).getByRole('button', { name: /移除/ }).click();
    await page.locator('.toast').filter({ hasText: '各项内容所在页码也已清除' }).first().waitFor();
    await page.locator(`#material-${material}`).getByText('已写', { exact: true }).waitFor();
  }

  await session.goto(`${dossier}/print`);
  await page.getByRole('radio', { name: /个人信息保护认证实施细则/ }).check();
  const report = await download(session, () => page.getByRole('button', { name: '下载 PDF' }).click());
  // The mark of the example in the header may be read into the line below it.
  const printed = squeeze(pdfText(report)).replaceAll('示例', '');
  for (const words of ['一、总则', '二、认证依据', '现场审核和获证后监督，三个环节', '目录', '第1页', '5个工作日']) {
    assert.ok(printed.includes(words), `${words}: ${printed.slice(0, 600)}`);
  }

  await session.goto(`${dossier}/review`);
  const file = await download(session, () => page.getByRole('button', { name: '导出备案包' }).click());
  const verified = beian('verify', file, '--today', '2026-11-20');
  assert.equal(verified.status, 0, `${verified.out}${verified.err}`);
  const path = '材料/5 开展个人信息出境认证的工作计划/澄观信安认证（北京）有限公司开展个人信息出境认证的工作计划.pdf';
  assert.ok(readFileSync(file).includes(path), 'the print is the material');
});

scenario('a picture goes into the text by its digest, and a long text stays quick to type in', { today: '2026-11-20' }, async (session, page) => {
  const dossier = await newDossier(session);
  await write(session, dossier, '5');
  const area = page.getByRole('textbox', { name: '人力资源：正文' });
  await area.click();
  await page.locator('[id$="-people-picture"]').setInputFiles(join(ROOT, 'tests/fixtures/dossiers/enterprise/files/1.1-认证机构批准书.jpg'));
  await page.getByText('已插入“1.1-认证机构批准书.jpg”。').waitFor();
  const picture = /!\[1\.1-认证机构批准书\]\(图片:[0-9a-f]{12}\)/.source;
  assert.match(await area.inputValue(), new RegExp(`^${picture}$`));
  // Its caption is selected now, as is a cell of a table: what comes next stands behind, not inside.
  const again = join(ROOT, 'tests/fixtures/scans/A4彩色300dpi.jpg');
  const second = /!\[A4彩色300dpi\]\(图片:[0-9a-f]{12}\)/.source;
  await page.locator('[id$="-people-picture"]').setInputFiles(again);
  await page.getByText('已插入“A4彩色300dpi.jpg”。').waitFor();
  assert.match(await area.inputValue(), new RegExp(`^${picture}\n\n${second}$`));
  await page.getByRole('button', { name: '插入表格：人力资源' }).click();
  await page.locator('[id$="-people-picture"]').setInputFiles(again);
  const table = /\| 项目 \| 内容 \| 备注 \|\n\|---\|---\|---\|(?:\n\|  \|  \|  \|){2}/.source;
  const whole = new RegExp(`^${picture}\n\n${second}\n\n${table}\n\n${second}$`);
  await until(page, whole.source, (source) => new RegExp(source).test(document.activeElement.value));
  await session.goto(`${dossier}/materials`);
  assert.equal(await page.getByText('尚未归类的文件').count(), 0, 'a picture of a text is no stray file');

  await session.goto(`${dossier}/write/plan_text/management`);
  const long = page.getByRole('textbox', { name: '管理能力：正文' });
  // Pasted whole; handing over so long a text key by key would itself keep the page busy.
  await long.evaluate((area) => {
    area.value = '本机构按照管理体系文件开展工作，每项工作均有记录。\n'.repeat(4000);
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
  await long.press('Control+End');
  const slowest = await page.evaluate(async () => {
    const area = document.activeElement;
    let slowest = 0;
    for (let i = 0; i < 20; i++) {
      const start = performance.now();
      document.execCommand('insertText', false, '字');
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      slowest = Math.max(slowest, performance.now() - start);
    }
    return { slowest, length: area.value.length };
  });
  console.log(`100,000 characters: slowest keystroke ${Math.round(slowest.slowest)} ms`);
  assert.ok(slowest.length > 100_000);
  assert.ok(slowest.slowest < 500, `a keystroke took ${slowest.slowest} ms`);
  await page.getByText(/^已写 2 \/ 5 项/).waitFor();
});

scenario('the text of an attached file fills in the pages of its headings, and a scan says that it has none', { today: '2026-11-20' }, async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/form/org_name`);
  await page.getByRole('textbox', { name: /机构名称/ }).first().fill('澄观信安认证（北京）有限公司');
  await session.goto(`${dossier}/materials/5`);
  const row = page.locator('#material-5');
  const files = join(ROOT, 'tests/fixtures/dossiers/enterprise/files');
  await row.locator('input[type=file]').first().setInputFiles(join(files, '5-开展个人信息出境认证的工作计划.pdf'));
  await row.getByText(/在文字中找到 5 \/ 5 项标题，有机构名称/).waitFor();
  assert.equal(await row.getByRole('textbox', { name: '人力资源' }).inputValue(), '2');
  assert.equal(await row.getByRole('textbox', { name: '场所与设备资源' }).inputValue(), '3');
  const scan = page.locator('#material-6');
  await scan.locator('input[type=file]').first().setInputFiles(join(files, '3-人员背景审查表-01-陆𬱖.pdf'));
  await scan.getByText(/没有文字层（扫描件），不能查找标题和机构名称/).first().waitFor();
});

scenario('a list that is not asked for says so, and the kinds of work that nothing is said of are unwritten', { today: '2026-11-20' }, async (session, page) => {
  const dossier = await openSample(session);
  const sentence = '现在不要求填写，只在“提交方式”选择“在此撰写”时填写；已填写的不检查、不提交。';
  await session.goto(`${dossier}/roster/works`);
  await page.getByText(sentence).waitFor();
  await session.goto(`${dossier}/materials/2`);
  const row = page.locator('#material-2');
  await row.getByText(sentence).waitFor();
  await write(session, dossier, '2');
  const outline = page.getByRole('navigation', { name: '各部分' });
  await outline.getByText('未写').nth(4).waitFor();
  await page.getByText(/^已写 0 \/ 5 项，共 0 字/).waitFor();
  await session.goto(`${dossier}/materials/2`);
  await row.getByText('已写 0 / 5 项，0 字').waitFor();
  assert.equal(await row.getByText(sentence).count(), 0);
});

scenario('pages that are asked for several kinds of matter stand in a matrix, and one below the other where it is narrow', { today: '2026-11-20' }, async (session, page) => {
  const dossier = await openSample(session);
  await session.goto(`${dossier}/materials/8`);
  const material = page.locator('#material-8');
  const heads = await material.getByRole('columnheader').allTextContents();
  assert.deepEqual(heads, ['公开的受理渠道', '内部处理工作规范', '实际执行情况']);
  const row = material.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '认证客户的投诉', exact: true }) });
  assert.equal(await row.getByRole('textbox').count(), 3);
  const box = row.getByRole('textbox', { name: /^认证客户的投诉：内部处理工作规范/ });
  assert.equal(await box.inputValue(), '2');
  const lines = async () => new Set(await row.getByRole('textbox').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top))).size;
  assert.equal(await lines(), 1);
  await page.setViewportSize({ width: 320, height: 800 });
  assert.equal(await lines(), 3);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing scrolls sideways');
});

scenario('the preview of a text fits into its dialog, so that only its pages scroll', { today: '2026-11-20' }, async (session, page) => {
  const dossier = await newDossier(session);
  await write(session, dossier, '5');
  await page.getByRole('textbox', { name: '基础条件：正文' }).fill(text('基础条件'));
  await page.getByRole('button', { name: '预览', exact: true }).click();
  await page.getByRole('dialog').locator('iframe').waitFor({ timeout: 60_000 });
  for (const viewport of [{ width: 1280, height: 900 }, { width: 320, height: 568 }]) {
    await page.setViewportSize(viewport);
    const [hidden, frame] = await page.locator('.write-preview .sheet-dialog-body').evaluate((body) => [
      body.scrollHeight - body.clientHeight,
      body.querySelector('iframe').getBoundingClientRect().height / body.clientHeight,
    ]);
    assert.ok(hidden <= 1 && frame > 0.6, `${hidden} pixels hidden, the frame takes ${frame} of the dialog`);
  }
});

scenario('a document that is imported over what is written takes its place, or comes after it', { today: '2026-11-20' }, async (session, page) => {
  const dossier = await newDossier(session);
  await write(session, dossier, '5');
  const area = page.getByRole('textbox', { name: '基础条件：正文' });
  await area.fill(text('基础条件'));
  await page.getByRole('button', { name: '导入文档' }).click();
  const document = { name: '计划.md', mimeType: 'text/markdown', buffer: Buffer.from('# 基础条件\n\n另一种写法。\n\n![图](计划.png)\n') };
  await page.locator('#write-file').setInputFiles(document);
  const dialog = page.getByRole('dialog', { name: /导入文档/ });
  await dialog.getByText('请在编辑时用“插图”重新放入').waitFor();
  const question = dialog.getByRole('group', { name: '已经写有内容的部分' });
  assert.equal(await question.evaluate((it) => getComputedStyle(it).borderTopWidth), '0px');
  await question.getByRole('radio', { name: '替换原有内容' }).check();
  await dialog.getByRole('button', { name: '导入', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  assert.match(await area.inputValue(), /^另一种写法。/);
});
