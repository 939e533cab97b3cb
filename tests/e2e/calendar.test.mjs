// The holiday tables: which there are, how a host adds one, and what a contradictory file comes to.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { newDossier, offlineReady, scenario, until } from './support.mjs';

/** An arrangement of 2027 as a notice might give it; no official one is published yet. */
const NEXT = {
  format: 1,
  year: 2027,
  sources: [{ title: '国务院办公厅关于2027年部分节假日安排的通知', number: '国办发明电〔2026〕9号', date: '2026-11-25', url: 'https://www.gov.cn/' }],
  holidays: [
    { name: '元旦', from: '2027-01-01', to: '2027-01-03', work: [] },
    { name: '春节', from: '2027-02-05', to: '2027-02-11', work: ['2027-01-31'] },
    { name: '清明节', from: '2027-04-03', to: '2027-04-05', work: [] },
    { name: '劳动节', from: '2027-05-01', to: '2027-05-05', work: ['2027-05-08'] },
    { name: '端午节', from: '2027-06-09', to: '2027-06-09', work: [] },
    { name: '中秋节', from: '2027-09-15', to: '2027-09-15', work: [] },
    { name: '国庆节', from: '2027-10-01', to: '2027-10-07', work: ['2027-09-26', '2027-10-09'] },
  ],
};

const put = (session, year, table) =>
  writeFileSync(join(session.folder, `calendar/${year}.json`), JSON.stringify(table));
const with2027 = (change) => {
  const table = structuredClone(NEXT);
  change(table.holidays, table);
  return table;
};

scenario('the calendar says which tables there are, by which notice, and shows each year', { today: '2026-11-20' }, async (session, page) => {
  await session.goto('#/calendar');
  await page.getByText('已收录2019年至2026年的节假日安排，2027年的尚未公布或者未收录。').waitFor();
  const row = page.getByRole('row').filter({ hasText: '国务院办公厅关于2026年部分节假日安排的通知' });
  assert.match(await row.innerText(), /国办发明电〔2025〕7号[\s\S]*2025年11月4日/);
  assert.match(await row.getByRole('link', { name: /通知/ }).getAttribute('href'), /^https:\/\/www\.gov\.cn\//);
  assert.equal(await page.locator('.calendar-month').count(), 12);
  // The form of a day, not its colour alone, and words for those who hear it.
  const day = (date) => page.locator('.calendar-month td').filter({ has: page.locator(`time[datetime="${date}"]`) });
  assert.match(await day('2026-10-01').innerText(), /休[\s\S]*放假（国庆节）/);
  assert.match(await day('2026-10-10').innerText(), /班[\s\S]*调休上班（国庆节）/);
  await page.getByRole('link', { name: '2020年', exact: true }).click();
  await page.getByRole('heading', { level: 2, name: '2020年', exact: true }).waitFor();
  assert.match(await day('2020-02-02').innerText(), /休/);
  await page.getByRole('link', { name: '2027年', exact: true }).click();
  await page.getByText('2027年的节假日安排未公布或者未收录。').waitFor();
  assert.equal(await page.locator('.calendar-month').count(), 0);
});

scenario('a table dropped into the folder counts at the next opening, without a build', { copy: true, today: '2026-12-28' }, async (session, page) => {
  put(session, 2027, NEXT);
  await session.goto('#/calendar/2027');
  await page.getByText('已收录2019年至2027年的节假日安排').waitFor();
  assert.equal(await page.locator('.calendar-month').count(), 12);
  const dossier = await newDossier(session);
  await session.goto(`${dossier}/form/qualification_date`);
  await page.getByRole('textbox', { name: '个人信息保护认证资质批准日期' }).fill('2026-12-28');
  await page.keyboard.press('Tab');
  await session.goto(`${dossier}/findings`);
  // 1 January is off; each day of the count says why it counts or does not.
  await page.getByText('至2027年1月12日期满').first().waitFor();
  const newYear = page.locator('.clock-day').filter({ has: page.locator('time[datetime="2027-01-01"]') });
  assert.match(await newYear.innerText(), /元旦放假/);
});

scenario('a table put there later is found once the page works offline, too', { copy: true, today: '2026-12-28' }, async (session, page) => {
  await session.goto('#/calendar/2027');
  await page.getByText('2027年的节假日安排未公布或者未收录。').waitFor();
  await offlineReady(session);
  put(session, 2027, NEXT);
  // The first opening looks for it, the second one counts with it.
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await until(page, undefined, async () => (await (await fetch('calendar/2027.json')).text()).includes('元旦'));
  await page.reload();
  await page.getByText('已收录2019年至2027年的节假日安排').waitFor();
});

scenario('any period is counted day by day, with the reason for each, and bad input is answered in words', { today: '2026-11-20' }, async (session, page) => {
  await session.goto('#/calendar/2026-09-24+10');
  await page.getByText('自2026年9月24日起算，当日不计，10 个工作日，至2026年10月15日期满。').waitFor();
  const day = (date) => page.locator('.clock-day').filter({ has: page.locator(`time[datetime="${date}"]`) });
  assert.match(await day('2026-09-25').innerText(), /中秋节放假/);
  assert.match(await day('2026-10-10').innerText(), /第6日，调休上班/);
  assert.match(await day('2026-10-11').innerText(), /周末/);
  assert.match(await day('2026-10-15').innerText(), /第10日[\s\S]*期满/);
  const workdays = page.getByRole('textbox', { name: '期限', exact: true });
  for (const bad of ['-1', '1e99', '0', '约十']) {
    await workdays.fill(bad);
    await page.getByText('期限应为 1 至 250 之间的整数。').waitFor();
  }
  await workdays.fill('30');
  await page.getByText('30 个工作日，至2026年11月12日期满。').waitFor();
  const start = page.getByRole('textbox', { name: '起算日期（当日不计）' });
  const years = '可以填写1900年至2199年之间的日期';
  for (const [bad, said] of [
    ['0000-01-01', years],
    ['2026-02-30', '日历上没有这一天'],
    ['9999-12-31', years],
    ['昨天', '不是能够识别的日期'],
  ]) {
    await start.fill(bad);
    await page.getByText('起算日期：').and(page.getByText(said)).waitFor();
  }
  await start.fill('2026年12月28日');
  await page.getByText('期满日不能确定，最早为').waitFor();
});

scenario('a period of months is counted step by step, forward and backward', { today: '2026-11-20' }, async (session, page) => {
  await session.goto('#/calendar/2026-04-04+-6m');
  const steps = page.locator('.clock-steps li');
  await steps.first().waitFor();
  assert.deepEqual(await steps.allInnerTexts(), [
    '自2026年4月4日往前数 6 个月，对应日为2025年10月4日（周六）。',
    '2025年10月4日（周六）：放假。',
    '2025年10月3日（周五）：放假。',
    '2025年10月2日（周四）：放假。',
    '2025年10月1日（周三）：放假。',
    '最后一日仍是2025年10月4日，不因放假变动；建议提前到工作日2025年9月30日（周二）办理。',
  ]);
  await page.getByRole('combobox', { name: '期限的单位' }).selectOption('个月');
  await page.getByRole('textbox', { name: '起算日期（当日不计）' }).fill('2025-08-31');
  await page.getByRole('textbox', { name: '期限', exact: true }).fill('1');
  await page.getByText('该月没有对应日，以该月最后一日为准（民法典第二百零二条）。').waitFor();
  await page.getByText('当日是工作日，即为最后一日。').waitFor();
});

const AFTER_NEXT = {
  ...NEXT,
  year: 2028,
  sources: [{ ...NEXT.sources[0], title: '国务院办公厅关于2028年部分节假日安排的通知', date: '2027-11-25' }],
  holidays: [
    { name: '元旦', from: '2028-01-01', to: '2028-01-03', work: [] },
    { name: '春节', from: '2028-01-25', to: '2028-01-31', work: ['2028-01-22'] },
    { name: '清明节', from: '2028-04-04', to: '2028-04-04', work: [] },
    { name: '劳动节', from: '2028-05-01', to: '2028-05-02', work: [] },
    { name: '端午节', from: '2028-05-27', to: '2028-05-29', work: [] },
    { name: '国庆节、中秋节', from: '2028-10-01', to: '2028-10-07', work: ['2028-10-08'] },
  ],
};

scenario('a year that the page was not built with is found by its name, kept, and there with the network cut', { copy: true, today: '2027-12-01' }, async (session, page) => {
  put(session, 2027, NEXT);
  // Nothing may be asked for that is not there, so the file of the year after lies there, not filled in.
  put(session, 2028, { format: 1, year: 2028, sources: [], holidays: [] });
  await session.goto('#/calendar/2028');
  await page.getByText('已收录2019年至2027年的节假日安排').waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  put(session, 2028, AFTER_NEXT);
  await page.reload();
  await page.getByText('已收录2019年至2028年的节假日安排').waitFor();
  await session.cutNetwork();
  await page.reload();
  await page.getByText('已收录2019年至2028年的节假日安排').waitFor();
  assert.equal(await page.locator('.calendar-month').count(), 12);
});

const CONTRADICTIONS = [
  ['a day both off and worked', 2027, with2027((h) => h[1].work.push('2027-02-06')), /calendar\/2027\.json 无法使用：.*2027年2月6日既列为放假又列为上班/],
  ['a day of another year', 2027, with2027((h) => (h[0].to = '2028-01-03')), /calendar\/2027\.json 无法使用：.*2028年1月3日不属于2027年/],
  ['a make-up day on a weekday', 2027, with2027((h) => (h[1].work = ['2027-02-01'])), /calendar\/2027\.json 无法使用：.*2027年2月1日不是周六或周日/],
  ['a forgotten make-up day', 2027, with2027((h) => (h[1].work = [])), /calendar\/2027\.json 无法使用：.*春节.*漏列的上班日/],
  ['a table under the name of another year', 2025, NEXT, /calendar\/2025\.json 无法使用：.*文件名是2025年，内容却是2027年/],
  ['no JSON at all', 2027, undefined, /calendar\/2027\.json 无法使用：/],
];

for (const [what, year, table, reason] of CONTRADICTIONS) {
  scenario(`${what} keeps a table out, with file and reason, and everything else goes on`, { copy: true, today: '2026-11-20' }, async (session, page) => {
    if (table) put(session, year, table);
    else writeFileSync(join(session.folder, 'calendar/2027.json'), '{"format": 1,');
    await session.goto('#/calendar');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), reason);
    assert.match(await alert.innerText(), /其他年份照常使用/);
    await page.getByText('已收录2019年至2026年的节假日安排').waitFor();
    assert.equal(await page.locator('.calendar-month').count(), 12);
  });
}
