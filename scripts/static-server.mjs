// A static host as plain as they come, for scripts/serve and the tests: files of one folder, under
// an optional sub-path, on 127.0.0.1 only.
//
//   node scripts/static-server.mjs [FOLDER] [--port N] [--base /sub/path/]

import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createGzip } from 'node:zlib';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.zip': 'application/zip',
};
const ALREADY_SMALL = new Set(['.jpg', '.png', '.pdf', '.zip']);

/** The decoded path of an address; undefined when it does not decode. */
function pathOf(url) {
  try {
    return decodeURIComponent(new URL(url, 'http://127.0.0.1').pathname);
  } catch {
    return undefined;
  }
}

/** Starts serving; resolves to { address, close, requests }, `requests` being every path asked for. */
export async function serve(folder, { port = 0, base = '/' } = {}) {
  const root = resolve(folder);
  const requests = [];
  const server = createServer((request, response) => {
    const path = pathOf(request.url);
    if (path === undefined) return refuse(response, 400, '地址不成文字');
    requests.push(path);
    if (`${path}/` === base) return redirect(response, base);
    const file = path.startsWith(base) ? fileAt(root, path.slice(base.length)) : undefined;
    if (!['GET', 'HEAD'].includes(request.method)) return refuse(response, 405, '只提供静态文件');
    if (!file) return refuse(response, 404, `没有这个文件：${path}`);
    send(request, response, file);
  });
  await new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', done);
  });
  const close = () =>
    new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    });
  return { address: `http://127.0.0.1:${server.address().port}${base}`, close, requests };
}

function fileAt(root, path) {
  const file = normalize(join(root, path.endsWith('/') || path === '' ? `${path}index.html` : path));
  const inside = file.startsWith(root + sep);
  return inside && existsSync(file) && statSync(file).isFile() ? file : undefined;
}

function send(request, response, file) {
  const { size, mtimeMs } = statSync(file);
  const tag = `"${size.toString(16)}-${Math.trunc(mtimeMs).toString(16)}"`;
  const extension = extname(file);
  // Every address may be kept, but has to be asked for again: what is served is what lies there now.
  const headers = { 'Content-Type': TYPES[extension] ?? 'application/octet-stream', 'Cache-Control': 'no-cache', ETag: tag };
  if (request.headers['if-none-match'] === tag) return response.writeHead(304, headers).end();
  const gzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') && !ALREADY_SMALL.has(extension);
  if (gzip) Object.assign(headers, { 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' });
  else headers['Content-Length'] = size;
  response.writeHead(200, headers);
  if (request.method === 'HEAD') return response.end();
  const content = createReadStream(file);
  content.on('error', () => response.destroy());
  (gzip ? content.pipe(createGzip()) : content).pipe(response);
}

function redirect(response, to) {
  response.writeHead(301, { Location: to }).end();
}

/** A port as the command line gives it; 0 lets the system choose. */
function portOf(text) {
  const port = Number(text);
  if (/^\d+$/.test(text ?? '') && port <= 65535) return port;
  console.error(`static-server: --port takes a number up to 65535, not ${text ?? 'nothing'}`);
  process.exit(1);
}

function refuse(response, status, text) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const options = { port: 8080 };
  let folder = 'dist';
  const rest = process.argv.slice(2);
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === '--port') options.port = portOf(rest.shift());
    else if (word === '--base') options.base = `/${rest.shift()}/`.replace(/\/+/g, '/');
    else folder = word;
  }
  if (!existsSync(join(folder, 'index.html'))) {
    console.error(`static-server: ${folder} holds no page; run scripts/serve, which builds it`);
    process.exit(1);
  }
  try {
    const { address } = await serve(folder, options);
    console.log(`Open ${address}  (Ctrl+C stops)`);
  } catch (error) {
    if (error.code !== 'EADDRINUSE') throw error;
    console.error(`static-server: port ${options.port} is in use; choose another with --port N`);
    process.exit(1);
  }
}
