// A small static server for localhost: the built page as a plain host would serve it.
//
//   node web/tools/serve.mjs FOLDER PORT     serves until it is stopped; prints the address
//   node web/tools/serve.mjs --probe PORT    exits with 1 and a message when the port is taken
//
// Sends NAME.br or NAME.gz beside a file to those who accept it. Hashed names are cached for good,
// everything else is asked for again. No header is sent that a plain host would not send.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** @type {Record<string, string>} */
const kTypes = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pack': 'application/octet-stream',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

// Name, a hash of at least eight hexadecimal digits, extension: app.0123abcd.wasm
const kHashedName = /[.-][0-9a-f]{8,}\.[a-z0-9]+$/;

/**
 * The file that a request names, or null when it leads out of the folder.
 * @param {string} folder absolute
 * @param {string} url the request's target
 */
export function fileOfUrl(folder, url) {
  let name;
  try {
    name = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  if (name.includes('\0') || name.includes('\\')) return null;
  if (name.endsWith('/')) name += 'index.html';
  const file = path.resolve(folder, `.${path.posix.normalize(name)}`);
  return file.startsWith(folder + path.sep) ? file : null;
}

/** @param {string} file */
async function sizeOf(file) {
  try {
    const found = await stat(file);
    return found.isFile() ? found.size : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} folder
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(folder, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const file = fileOfUrl(folder, request.url ?? '/');
  const size = file ? await sizeOf(file) : null;
  if (!file || size === null) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n');
    return;
  }
  /** @type {Record<string, string | number>} */
  const headers = {
    'content-type': kTypes[path.extname(file)] ?? 'application/octet-stream',
    'cache-control': kHashedName.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-length': size,
  };
  let sent = file;
  const accepted = String(request.headers['accept-encoding'] ?? '');
  for (const [encoding, ending] of [['br', '.br'], ['gzip', '.gz']]) {
    if (!new RegExp(`\\b${encoding}\\b`).test(accepted)) continue;
    const packed = await sizeOf(file + ending);
    if (packed === null) continue;
    sent = file + ending;
    headers['content-encoding'] = encoding;
    headers['content-length'] = packed;
    headers.vary = 'accept-encoding';
    break;
  }
  response.writeHead(200, headers);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const stream = createReadStream(sent);
  stream.on('error', () => response.destroy());
  stream.pipe(response);
}

/**
 * Serves `folder` on localhost; port 0 lets the system choose.
 * @param {string} folder
 * @param {number} [port]
 * @returns {Promise<{address: string, port: number, close: () => Promise<void>}>}
 */
export function startServer(folder, port = 0) {
  const absolute = path.resolve(folder);
  const server = createServer((request, response) => {
    answer(absolute, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const bound = server.address();
      const actual = typeof bound === 'object' && bound ? bound.port : port;
      resolve({
        address: `http://localhost:${actual}/`,
        port: actual,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}

/** @param {unknown} error @param {number} port */
function explain(error, port) {
  const code = /** @type {NodeJS.ErrnoException} */ (error)?.code;
  if (code === 'EADDRINUSE') {
    return `port ${port} is taken by another program; choose one with --port N`;
  }
  if (code === 'EACCES') return `port ${port} may not be used by this user; choose one above 1023`;
  return `cannot serve on port ${port}: ${error}`;
}

async function main() {
  const probing = process.argv[2] === '--probe';
  const folder = probing ? '.' : process.argv[2];
  const port = Number(process.argv[3] ?? 8080);
  if (!folder || !Number.isInteger(port) || port < 1 || port > 65535) {
    console.error('usage: node web/tools/serve.mjs FOLDER PORT');
    process.exit(2);
  }
  try {
    const server = await startServer(folder, port);
    if (probing) {
      await server.close();
      return;
    }
    console.log(`Earshot is served at ${server.address} (stop with Ctrl+C)`);
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.once(signal, () => server.close().then(() => process.exit(0)));
    }
  } catch (error) {
    console.error(`dev: serve: ${explain(error, port)}`);
    process.exit(1);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
