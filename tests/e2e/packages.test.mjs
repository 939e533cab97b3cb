// Packages between two machines: encrypted to a receiver, signed beside, verified, compared with an earlier one.

import assert from 'node:assert/strict';
import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { ENTERPRISE, ROOT, beian, download, openSample, pdfText, scenario, squeeze } from './support.mjs';

const DAY = '2026-11-20';
const KEY = join(ROOT, 'tests/vectors/envelope-identity.txt');
const RECIPIENT = /age1\w+/.exec(readFileSync(KEY, 'utf8'))[0];

/** Chooses files with a button. */
async function choose(page, button, files) {
  const [picker] = await Promise.all([page.waitForEvent('filechooser'), page.locator('label', { hasText: button }).click()]);
  await picker.setFiles(files);
}

scenario('a package leaves encrypted to a receiver, who opens it with the private key', { today: DAY }, async (session, page) => {
  const dossier = await openSample(session);
  await session.goto(`${dossier}/review`);
  await page.getByText('加密给接收方（可选）').click();
  const field = page.getByRole('textbox', { name: '接收方公钥' });
  const button = page.getByRole('button', { name: '导出备案包' });
  await field.fill('age1wrong');
  await field.press('Tab');
  await page.getByText('接收方公钥不正确').waitFor();
  assert.ok(await button.isDisabled());
  await field.fill(readFileSync(KEY, 'utf8').split('\n').find((line) => line.startsWith('AGE-SECRET')));
  await page.getByText('这是私钥').waitFor();
  await field.fill(` ${RECIPIENT} `);
  await page.getByText('公钥格式正确').waitFor();
  const file = await download(session, () => button.click());
  assert.match(basename(file), /^备案材料_.*_20261120\.zip\.age$/);
  assert.ok(readFileSync(file).subarray(0, 21).equals(Buffer.from('age-encryption.org/v1')));

  const native = beian('verify', file, '--identity', KEY, '--quick', '--today', DAY);
  assert.match(native.out, /备案包完整，但内容是示例/, JSON.stringify(native));

  const signature = `${file.replace(/\.age$/, '')}.p7s`;
  writeFileSync(signature, 'signed elsewhere');
  const stray = join(session.profile, '别的包.zip.sig');
  writeFileSync(stray, 'x');
  await session.goto('#/verify');
  await choose(page, '选择备案包', [file, signature, stray]);
  await page.getByText('签名文件“别的包.zip.sig”没有对应的备案包').waitFor();
  await page.getByText('这是加密给接收方的备案包').waitFor();
  await choose(page, '选择私钥文件', [join(ROOT, 'package.json')]);
  await page.getByText('私钥不正确').waitFor();
  await choose(page, '选择私钥文件', [KEY]);
  await page.getByText('备案包完整，但内容是示例').waitFor({ timeout: 180_000 });
  const outcome = page.locator('.outcome');
  await outcome.getByRole('heading', { name: '签名文件' }).waitFor();
  assert.match(await outcome.innerText(), /\.zip\.p7s（16 字节）/);
  assert.match(await outcome.innerText(), /只列出，不判断其真伪/);
  assert.match(await outcome.innerText(), /材料：官方清单 13 项/);
  await page.getByRole('button', { name: '作为卷宗打开' }).click();
  await page.waitForURL(/#\/d\//);

  // Chosen on the first page, it is asked about here.
  await session.goto();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: '打开备案包或备份' }).first().click()]);
  await chooser.setFiles([file]);
  await page.getByRole('heading', { level: 1, name: '核验备案包' }).waitFor();
  await page.getByText('这是加密给接收方的备案包').waitFor();
});

scenario('the example says that it is one: over its pages, in its prints, and in its package', { today: DAY }, async (session, page) => {
  const dossier = await openSample(session);
  const tag = page.getByRole('region', { name: '卷宗' }).getByText('示例', { exact: true });
  await tag.waitFor();
  await session.goto(`${dossier}/print`);
  await page.getByRole('button', { name: '下载 PDF' }).first().waitFor({ timeout: 60_000 });
  const form = await download(session, () => page.getByRole('button', { name: '下载 PDF' }).first().click());
  assert.match(basename(form), /（示例）\.pdf$/);
  const pages = pdfText(form).split('\f').filter((text) => text.trim());
  assert.ok(pages.length > 0 && pages.every((text) => squeeze(text).includes('示例')));
  await session.goto(`${dossier}/review`);
  const file = await download(session, () => page.getByRole('button', { name: '导出备案包' }).click());
  assert.match(basename(file), /^备案材料_示例_(?!未通过自查)/);
  assert.match(beian('verify', file, '--quick', '--today', DAY).out, /内容是示例，不能作为正式材料提交/);
  // Called otherwise, a copy is still one.
  await session.goto();
  await page.getByRole('button', { name: /^复制/ }).first().click();
  const copy = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: /（副本）/ }) });
  await copy.getByRole('button', { name: /^重命名/ }).click();
  await page.getByRole('textbox', { name: '卷宗名称' }).fill('澄观信安');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: '澄观信安', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: '办理步骤' }).waitFor();
  await tag.waitFor();
});

scenario('a package is compared with an earlier one, on the screen, as data and as a note', { today: DAY }, async (session, page) => {
  const [old, now] = ['old', 'now'].map((name) => join(session.profile, name));
  for (const folder of [old, now]) cpSync(ENTERPRISE, folder, { recursive: true });
  const json = JSON.parse(readFileSync(join(now, 'dossier.json'), 'utf8'));
  json.answers.post_code = '100001';
  json.rosters.people[0].answers.position = '总经理';
  writeFileSync(join(now, 'dossier.json'), JSON.stringify(json));
  for (const folder of [old, now]) beian('pack', folder, '--draft', '--out', `${folder}.zip`, '--today', DAY);
  await session.goto('#/verify');
  await choose(page, '选择备案包', [`${now}.zip`]);
  await page.getByText('与先前的备案包比较').click({ timeout: 180_000 });
  await choose(page, '选择先前的备案包', [`${old}.zip`]);
  const changes = page.locator('.outcome-changes');
  await changes.first().waitFor();
  const text = (await changes.allInnerTexts()).join('\n');
  for (const words of ['填报内容', '邮编', '100001', '人员', '总经理']) assert.ok(text.includes(words), `${words}: ${text}`);
  const data = await download(session, () => page.getByRole('button', { name: '保存差异（JSON）' }).click());
  assert.equal(JSON.parse(readFileSync(data, 'utf8')).answers[0].after, '100001');
  const note = await download(session, () => page.getByRole('button', { name: '保存补充说明（PDF）' }).click());
  assert.match(basename(note), /补充说明\.pdf$/);
  const words = squeeze(pdfText(note));
  for (const part of ['补充说明', '邮编', '100001', '总经理']) assert.ok(words.includes(part), words);
});

scenario('a package of several hundred megabytes is verified without being held in memory', { today: DAY }, async (session, page) => {
  const folder = join(session.profile, 'large');
  cpSync(ENTERPRISE, folder, { recursive: true });
  const json = JSON.parse(readFileSync(join(folder, 'dossier.json'), 'utf8'));
  const scan = json.attachments.find((file) => file.name.endsWith('.jpg'));
  // A picture with a long tail, many times under other names.
  const { createHash } = await import('node:crypto');
  const content = Buffer.concat([readFileSync(join(folder, 'files', scan.name)), Buffer.alloc(40 * 1024 * 1024)]);
  const digest = (algorithm) => createHash(algorithm).update(content).digest('hex');
  for (let number = 0; number < 6; number += 1) {
    const name = `附页-${number}.jpg`;
    writeFileSync(join(folder, 'files', name), content);
    json.attachments.push({ ...scan, id: `x${number}`, material: '9', slot: 'document', name, size: content.length, sha256: digest('sha256'), sm3: digest('sm3') });
  }
  writeFileSync(join(folder, 'dossier.json'), JSON.stringify(json));
  const packed = beian('pack', folder, '--draft', '--out', `${folder}.zip`, '--today', DAY);
  assert.ok(statSync(`${folder}.zip`).size > 200 * 1024 * 1024, JSON.stringify(packed));
  await session.goto('#/verify');
  await choose(page, '选择备案包', [`${folder}.zip`]);
  await page.getByText('备案包完整').waitFor({ timeout: 300_000 });
});
