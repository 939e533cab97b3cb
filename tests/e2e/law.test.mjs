// 依据: from a finding to its clause and back, searching, deep links, the rules, and printing.

import assert from 'node:assert/strict';

import { newDossier, scenario } from './support.mjs';

const hasFocus = (locator) => locator.evaluate((element) => element === document.activeElement);
const hash = (page) => new URL(page.url()).hash;

/** Waits until an element has focus. */
async function focused(page, locator) {
  await locator.waitFor();
  await page.waitForFunction((element) => element === document.activeElement, await locator.elementHandle());
}

scenario('a finding is one click from its clause, and back is one click too', { today: '2026-11-20' }, async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/findings`);
  await page.getByText(/^还没有填写或者放入 \d+ 项/).first().click();
  const row = page.locator('.finding-row').filter({ hasText: '“邮编”' }).first();
  const link = row.getByRole('link', { name: /附件2《备案申请表》“邮编”/ }).first();
  await link.click();
  const clause = page.locator('#law-A2-8');
  await focused(page, clause);
  assert.equal(hash(page), `${dossier}/law/A2-8`);
  assert.match(await clause.innerText(), /邮　　编/);
  // What was found stands with the clause.
  assert.match(await clause.innerText(), /“邮编”还没有填写/);
  await page.goBack();
  await focused(page, link);
  assert.equal(hash(page), `${dossier}/findings`);
  // And from the clause to where it is mended.
  await link.click();
  await clause.getByRole('link', { name: '前往：邮编' }).first().click();
  await focused(page, page.getByRole('textbox', { name: '邮编' }));
});

scenario('the error summary and the question itself lead to the clause as well', { today: '2026-11-20' }, async (session, page) => {
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/form`);
  await page.getByRole('button', { name: '检查本页并继续' }).click();
  const summary = page.getByRole('alert').filter({ hasText: '个问题须改正' });
  const line = summary.getByRole('listitem').filter({ hasText: '邮编' });
  await line.getByRole('link', { name: /^依据/ }).click();
  await focused(page, page.locator('#law-A2-8'));
  await session.goto(`${dossier}/form/post_code`);
  await page.getByRole('textbox', { name: '邮编' }).fill('12');
  await page.keyboard.press('Tab');
  await page.locator('.field-note').filter({ hasText: '邮政编码应为6位数字' }).waitFor();
  await page.locator('#basis-f-post_code').click();
  await focused(page, page.locator('#law-A2-8'));
  await page.goBack();
  await focused(page, page.locator('#basis-f-post_code'));
  // In the official table it is the note that leads there.
  await session.goto(`${dossier}/paper/post_code`);
  await page.getByRole('textbox', { name: '邮编' }).fill('123');
  await page.keyboard.press('Tab');
  await page.locator('.field-note').getByRole('link', { name: /^依据/ }).click();
  await focused(page, page.locator('#law-A2-8'));
});

scenario('a deep link shows the clause, marks it and gives it focus', async (session, page) => {
  await session.goto('#/law/M5-1-2');
  const clause = page.locator('#law-M5-1-2');
  await focused(page, clause);
  assert.ok(await clause.evaluate((element) => element.classList.contains('law-here')));
  const box = await clause.boundingBox();
  assert.ok(box.y >= 0 && box.y + box.height <= 900, 'the clause is in view');
  // Another clause of the same page.
  await page.getByRole('navigation', { name: '条文目录' }).getByRole('link', { name: '第十二条' }).click();
  await focused(page, page.locator('#law-M12-1'));
  assert.equal(await page.locator('.law-here').count(), 1);
  await session.goto('#/law/M99');
  await page.getByText('没有编号为“M99”的条款。').waitFor();
});

scenario('both texts stand there whole, in order and under their headings', async (session, page) => {
  await session.goto('#/law');
  const texts = page.getByRole('article');
  await texts.first().waitFor();
  assert.equal(await texts.count(), 2);
  const measures = texts.filter({ has: page.getByRole('heading', { level: 2, name: '个人信息出境认证办法', exact: true }) });
  const articles = await measures.getByRole('heading', { level: 3 }).allInnerTexts();
  assert.equal(articles.length, 19);
  assert.deepEqual([articles[0], articles[18]], ['第一条', '第十九条']);
  for (const file of ['measures', 'guide']) {
    const { clauses } = await page.evaluate((name) => fetch(`law/${name}.json`).then((answer) => answer.json()), file);
    const shown = await page.locator('.law-texts').evaluate((element) => element.textContent);
    let at = 0;
    for (const { code, text, layout } of clauses) {
      const [first, ...others] = text.split('\n');
      // What else the title of a form says stands below the form.
      if (layout === 'form') for (const line of others) assert.ok(shown.includes(line), code);
      for (const line of layout === 'form' ? [first] : [first, ...others]) {
        const next = shown.indexOf(line, at);
        assert.ok(next >= 0, `${code} is missing or out of order: ${line}`);
        at = next;
      }
      assert.equal(await page.locator(`[id="law-${code}"]`).count(), 1, code);
    }
  }
});

scenario('searching finds texts, rules and titles as one types, and says when there is nothing', async (session, page) => {
  await session.goto('#/law');
  const box = page.getByRole('textbox', { name: '查找条文、规则和标题' });
  const outcome = page.getByRole('search').getByRole('status');
  await box.pressSequentially('10个工作日');
  await page.locator('mark').first().waitFor();
  assert.match(await outcome.innerText(), /^找到条文 \d+ 条、规则 \d+ 条。$/);
  for (const mark of await page.locator('mark').allInnerTexts()) assert.match(mark, /10 ?个工作日/);
  await box.fill('备案指南');
  await page.getByRole('heading', { level: 2, name: '标题' }).waitFor();
  await box.fill('第12条第三款');
  await page.locator('#law-search-outcome').filter({ hasText: '条文 1 条' }).waitFor();
  await page.locator('.law-hit-title').getByRole('link').click();
  await focused(page, page.locator('#law-M12-3'));
  assert.equal(await box.inputValue(), '');
  await box.fill('太空旅行');
  await outcome.filter({ hasText: '没有找到' }).waitFor();
});

scenario('searching leaves an input method in peace', async (session, page) => {
  await session.goto('#/law');
  const box = page.getByRole('textbox', { name: '查找条文、规则和标题' });
  await box.click();
  const keyboard = await session.context.newCDPSession(page);
  for (const text of ['t', 'tou', 'tou su']) {
    await keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await page.waitForTimeout(60);
    assert.equal(await box.inputValue(), text);
  }
  assert.equal(await page.locator('#law-search-outcome').innerText(), '', 'unfinished text is not searched for');
  await keyboard.send('Input.insertText', { text: '投诉' });
  await page.locator('mark').first().waitFor();
  assert.ok((await page.locator('mark').allInnerTexts()).every((text) => text === '投诉'));
});

scenario('every rule of every procedure is documented with what fails and what passes', async (session, page) => {
  await session.goto('#/law/rules');
  const index = await page.evaluate(() => fetch('procedures/index.json').then((answer) => answer.json()));
  for (const { id, title } of index) {
    await page.getByRole('heading', { level: 2, name: title }).waitFor();
    const { rules } = await page.evaluate((id) => fetch(`procedures/${id}/procedure.json`).then((answer) => answer.json()), id);
    const list = page.locator('.law-rules').filter({ has: page.getByRole('heading', { level: 2, name: title }) });
    assert.equal(await list.locator('.law-rule-line').count(), rules.length);
  }
  const { id } = index[0];
  await page.getByRole('link', { name: '超过 10 个工作日办理' }).click();
  await page.getByRole('heading', { level: 1, name: '超过 10 个工作日办理' }).waitFor();
  assert.equal(hash(page), `#/law/rules/${id}/filed_late`);
  await page.getByRole('heading', { level: 3, name: '不通过', exact: true }).waitFor();
  await page.getByRole('heading', { level: 3, name: '通过', exact: true }).waitFor();
  assert.match(await page.getByRole('article').innerText(), /查什么[\s\S]*为什么[\s\S]*不查什么[\s\S]*备案期限为2026年10月15日，申请表日期2026年10月16日已经超过。/);
  await page.getByRole('link', { name: '《个人信息出境认证办法》第十二条第一款' }).click();
  await focused(page, page.locator('#law-M12-1'));
  // Back on the rule, the clause lists it.
  await page.locator('#law-M12-1 summary').filter({ hasText: '规则' }).click();
  await page.locator('#law-M12-1').getByRole('link', { name: '超过 10 个工作日办理' }).click();
  await page.getByRole('heading', { level: 1, name: '超过 10 个工作日办理' }).waitFor();
  await session.goto('#/law/rules/nowhere/nothing');
  await page.getByRole('heading', { level: 1, name: '没有这条规则' }).waitFor();
});

scenario('the law can be read by keyboard alone', async (session, page) => {
  await session.goto('#/law');
  await page.locator('#law-M1-1').waitFor();
  await page.getByRole('link', { name: '跳到主要内容' }).focus();
  const wanted = page.getByRole('navigation', { name: '条文目录' }).getByRole('link', { name: '第十五条' });
  for (let presses = 0; presses < 60 && !(await hasFocus(wanted)); presses++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await focused(page, page.locator('#law-M15-1'));
});
