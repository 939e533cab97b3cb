// What a person at the keyboard does: moves with Tab, types, ticks, picks files. No step here clicks.

import assert from 'node:assert/strict';

/** Whatever stands behind a label: “（必填）”, “选填” and the like are read out with it. */
const named = (label) => new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);

/** What has focus: its role, its name, and the name of the group it belongs to. */
export function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const text = (node) => {
      const copy = node?.cloneNode(true);
      copy?.querySelectorAll('[aria-hidden="true"]').forEach((hidden) => hidden.remove());
      return copy ? copy.textContent.replace(/\s+/g, ' ').trim() : '';
    };
    const label = element.getAttribute('aria-label') ?? text(element.labels?.[0]);
    return {
      tag: element.localName,
      type: element.type ?? '',
      name: label || text(element).slice(0, 80),
      group: text(element.closest('fieldset')?.querySelector('legend')),
    };
  });
}

/** Presses Tab until `wanted` accepts what has focus; a person gives up after three hundred. */
export async function tabTo(page, wanted, what) {
  const passed = [];
  for (let presses = 0; presses < 300; presses++) {
    const here = await focused(page);
    if (wanted(here)) return here;
    passed.push(here.name || here.tag);
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab never reached ${what}; it passed: ${passed.slice(-15).join(' | ')}`);
}

/** Tabs to a button or link and presses Enter. */
export async function pressEnterOn(page, name) {
  await tabTo(page, (here) => ['a', 'button'].includes(here.tag) && named(name).test(here.name), `“${name}”`);
  await page.keyboard.press('Enter');
}

const typeInto = async (page, wanted, what, text) => {
  await tabTo(page, wanted, what);
  for (const [i, line] of text.split('\n').entries()) {
    if (i > 0) await page.keyboard.press('Enter');
    await page.keyboard.insertText(line);
  }
};

/** Answers a question of the form, by its type; `answer` is as a dossier stores it. */
export async function answer(page, field, value) {
  const isField = (here) => named(field.label).test(here.name);
  const inGroup = (here) => named(field.label).test(here.group);
  const part = (label) => (here) => inGroup(here) && here.tag === 'input' && here.type === 'text' && named(label).test(here.name);
  if (field.same_as) {
    // The document in hand says the same as the form: one press.
    return pressEnterOn(page, `${field.label}与申请表一致`);
  }
  switch (field.type) {
    case 'contents':
      for (const { code, label: own, under } of field.headings) {
        const label = under ? `${under}：${own}` : own;
        const box = (here) => inGroup(here) && here.tag === 'input' && named(label).test(here.name);
        await typeInto(page, box, `${field.label}：${label}`, value[code]);
      }
      return;
    case 'choice': {
      const option = field.options.find(({ code }) => code === value.choice);
      await tabTo(page, (here) => inGroup(here) && here.type === 'radio', field.label);
      await page.keyboard.press('Space');
      for (let i = 0; i < field.options.length && (await focused(page)).name !== option.label; i++) {
        await page.keyboard.press('ArrowDown');
      }
      assert.equal((await focused(page)).name, option.label);
      if (value.other) await typeInto(page, (here) => here.type === 'text', `${field.label}：${option.label}`, value.other);
      return;
    }
    case 'money':
      return typeInto(page, (here) => inGroup(here) && here.type === 'text', field.label, value.amount);
    case 'period':
      await typeInto(page, part('起始日期'), `${field.label}：起始日期`, value.from);
      return endOfPeriod(page, field, inGroup, part('截止日期'), value.to);
    case 'id_document':
      await tabTo(page, (here) => inGroup(here) && here.tag === 'select', `${field.label}：证件种类`);
      await chooseInList(page, value.kind);
      await typeInto(page, part('证件号码'), `${field.label}：证件号码`, value.number);
      await typeInto(page, part('有效期自'), `${field.label}：有效期自`, value.from);
      return endOfPeriod(page, field, inGroup, part('有效期至'), value.to);
    case 'confirm':
      await tabTo(page, (here) => isField(here) && here.type === 'checkbox', field.label);
      return page.keyboard.press('Space');
    default:
      return typeInto(page, (here) => isField(here) && ['input', 'textarea'].includes(here.tag), field.label, value);
  }
}

async function endOfPeriod(page, field, inGroup, end, value) {
  if (value !== '长期') return typeInto(page, end, `${field.label}：至`, value);
  await tabTo(page, (here) => inGroup(here) && here.type === 'checkbox' && /长期/.test(here.name), `${field.label}：长期`);
  return page.keyboard.press('Space');
}

async function chooseInList(page, value) {
  const chosen = () => page.evaluate(() => document.activeElement.value);
  for (let i = 0; i < 20 && (await chosen()) !== value; i++) await page.keyboard.press('ArrowDown');
  assert.equal(await chosen(), value);
}

/** Opens the file picker of a place by keyboard and picks files. */
export async function pickFiles(page, label, files) {
  const isPicker = (here) => /^(选择文件|继续添加)/.test(here.name) && here.name.includes(label);
  // The browser opens no picker while the one before is still closing, so a person presses again.
  for (let presses = 0; presses < 5; presses++) {
    await tabTo(page, isPicker, `选择文件：${label}`);
    const opened = page.waitForEvent('filechooser', { timeout: 3_000 }).catch(() => undefined);
    await page.keyboard.press('Space');
    const picker = await opened;
    if (picker) return picker.setFiles(files);
  }
  assert.fail(`the file picker of ${label} stayed closed`);
}

/** Fills a roster from a sheet: opens it, imports the file, goes back. */
export async function importRoster(page, roster, file) {
  await pressEnterOn(page, `填写${roster.title}`);
  await page.getByRole('heading', { level: 1, name: roster.title }).waitFor();
  await pressEnterOn(page, '导入表格');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await dialog.locator('input[type=file]').first().setInputFiles(file);
  const button = dialog.getByRole('button', { name: '导入', exact: true });
  await button.and(page.locator(':enabled')).waitFor();
  await button.focus();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.goBack();
}
