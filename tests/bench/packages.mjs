// Packing and verifying with the native command: throughput beside `zip -0` with `sha256sum`, memory from 100 MB to
// 1 GB, and a folder of 1,000 packages.
//
//   node tests/bench/packages.mjs [PROGRAM]    PROGRAM: target/release/beian

import { spawn } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { print } from './figures.mjs';

const MB = 1024 * 1024;
const FILE = 20 * MB;
const DAY = ['--today', '2026-11-21'];

/** A PDF of one page with a stream of random bytes. */
function pdf(bytes) {
  const noise = randomFillSync(Buffer.alloc(bytes - 1024));
  const parts = [];
  const offsets = [];
  let at = 0;
  const put = (part) => {
    const buffer = Buffer.isBuffer(part) ? part : Buffer.from(part, 'latin1');
    parts.push(buffer);
    at += buffer.length;
  };
  const object = (...body) => {
    offsets.push(at);
    put(`${offsets.length} 0 obj\n`);
    body.forEach(put);
    put('\nendobj\n');
  };
  put('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n');
  object('<< /Type /Catalog /Pages 2 0 R >>');
  object('<< /Type /Pages /Kids [3 0 R] /Count 1 >>');
  object('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>');
  object(`<< /Length ${noise.length} >>\nstream\n`, noise, '\nendstream');
  const table = at;
  put(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n`);
  offsets.forEach((offset) => put(`${String(offset).padStart(10, '0')} 00000 n \n`));
  put(`trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`);
  return Buffer.concat(parts);
}

/** A dossier folder with so many megabytes of attachments. */
export function dossier(folder, megabytes) {
  const sample = 'tests/fixtures/dossiers/enterprise';
  const json = JSON.parse(readFileSync(join(sample, 'dossier.json'), 'utf8'));
  mkdirSync(join(folder, 'files'), { recursive: true });
  for (const file of json.attachments) {
    copyFileSync(join(sample, 'files', file.name), join(folder, 'files', file.name));
  }
  const digest = (algorithm, bytes) => createHash(algorithm).update(bytes).digest('hex');
  for (let number = 0; number < (megabytes * MB) / FILE; number += 1) {
    const bytes = pdf(FILE);
    const name = `附件-${number}.pdf`;
    writeFileSync(join(folder, 'files', name), bytes);
    json.attachments.push({
      id: `x${number}`, material: '9', slot: 'document', name, media: 'application/pdf', size: bytes.length,
      sha256: digest('sha256', bytes), sm3: digest('sm3', bytes), pages: 1,
    });
  }
  writeFileSync(join(folder, 'dossier.json'), JSON.stringify(json));
}

/** Runs a program: seconds, and the most memory it had in MB. */
export function run(program, args, codes = [0]) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let memory = 0;
    let said = '';
    child.stderr.on('data', (text) => { said += text; });
    const watch = setInterval(() => {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
        memory = Math.max(memory, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      } catch { /* It has ended. */ }
    }, 10);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      if (!codes.includes(code)) reject(new Error(`${program} ${args.join(' ')}: ${code}\n${said}`));
      resolve({ seconds: (performance.now() - begun) / 1000, memory });
    });
  });
}

/** The fastest of some runs. */
async function fastest(times, work) {
  let best = await work();
  for (let time = 1; time < times; time += 1) {
    const next = await work();
    if (next.seconds < best.seconds) best = next;
  }
  return best;
}

/** Prints all figures of packages. */
export async function packages(program = 'target/release/beian') {
  const root = mkdtempSync(join(tmpdir(), 'beian-bench-'));
  try {
    const memory = { pack: [], verify: [] };
    for (const megabytes of [100, 500, 1000]) {
      const folder = join(root, String(megabytes));
      const target = join(root, `${megabytes}.zip`);
      dossier(folder, megabytes);
      const times = megabytes === 1000 ? 1 : 3;
      const pack = await fastest(times, () => run(program, ['pack', folder, '--out', target, '--draft', ...DAY]));
      const verify = await fastest(times, () => run(program, ['verify', target, ...DAY]));
      memory.pack.push(pack.memory);
      memory.verify.push(verify.memory);
      if (megabytes === 500) {
        const size = statSync(target).size / MB;
        const plain = join(root, 'plain.zip');
        const zip = await fastest(times, () => {
          rmSync(plain, { force: true });
          return run('zip', ['-0', '-q', '-r', plain, folder]);
        });
        const sum = await fastest(times, () => run('sha256sum', [plain]));
        const base = size / (zip.seconds + sum.seconds);
        print('zip -0, then sha256sum, 500 MB', `${base.toFixed(0)} MB/s`, '');
        for (const [what, { seconds }] of [['pack', pack], ['verify', verify]]) {
          const rate = size / seconds;
          print(`beian ${what}, 500 MB`, `${rate.toFixed(0)} MB/s`, `${(rate / base).toFixed(2)} of it; aim: 0.50`);
        }
      }
      rmSync(folder, { recursive: true });
      rmSync(target);
    }
    for (const [what, [small, , large]] of Object.entries(memory)) {
      print(`beian ${what}, memory at 100 MB and 1 GB`, `${small.toFixed(0)} and ${large.toFixed(0)} MB`, 'aim: flat');
    }
    await many(program, root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Verifies 1,000 copies of a package. */
async function many(program, root) {
  const folder = join(root, 'many');
  mkdirSync(folder);
  const one = join(folder, '0000.zip');
  await run(program, ['pack', 'tests/fixtures/dossiers/enterprise', '--out', one, ...DAY]);
  for (let number = 1; number < 1000; number += 1) {
    copyFileSync(one, join(folder, `${String(number).padStart(4, '0')}.zip`));
  }
  const { seconds, memory } = await run(program, ['verify', folder, '--quick', ...DAY]);
  const size = statSync(one).size / 1024;
  print(`beian verify --quick, 1,000 packages of ${size.toFixed(0)} KB`, `${seconds.toFixed(1)} s`, `${memory.toFixed(0)} MB`);
}

if (process.argv[1]?.endsWith('packages.mjs')) await packages(process.argv[2]);
