// Makes the static site: every file under a name with the hash of its content, references rewritten, the service
// worker's list of files, and a table of what a first visit transfers.
//
//   node web/tools/bundle.mjs --out FOLDER --web web --version 0.1.0 [--limit BYTES] FILE...
//
// FILEs are what the build made: wasm and its JavaScript, fonts, the demo pack. NAME=FILE gives one another name.
// No dependencies, and no bundling: a dozen small modules load side by side and are cached each for itself.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { writeIcons } from './icons.mjs';

/** Known by their name: the browser or the installed app asks for them. */
const kFixedNames = new Set(['index.html', 'sw.js', 'manifest.webmanifest']);
/** Read where the app cannot run: no visit transfers it beside the app. */
const kInstead = new Set(['plain.html']);
/** What the service worker does not fetch by its name: the page is './'. */
const kNotKept = new Set(['index.html', ...kInstead]);
const kTextEndings = new Set(['.html', '.css', '.js', '.mjs', '.webmanifest', '.svg', '.json']);
/** Loaded when first needed; kept for offline use like the rest, but no part of what a first visit waits for. */
const kOnDemand = /^(earshot-import|import_worker)\b/;

/** @param {Uint8Array | string} content */
const hashOf = (content) => createHash('sha256').update(content).digest('hex').slice(0, 10);

/**
 * @param {string} name
 * @param {string} hash
 */
export function hashedName(name, hash) {
  const dot = name.lastIndexOf('.');
  return `${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
}

/**
 * The files that a text names in quotes, as "./name" or "name".
 * @param {string} text
 * @param {Iterable<string>} names
 */
export function referencesIn(text, names) {
  return [...names].filter((name) => new RegExp(`(["'\`])(\\./)?${name.replaceAll('.', '\\.')}\\1`).test(text));
}

/**
 * @param {string} text
 * @param {Map<string, string>} renamed
 */
export function rewriteReferences(text, renamed) {
  for (const [name, to] of renamed) {
    text = text.replace(new RegExp(`(["'\`])(\\./)?${name.replaceAll('.', '\\.')}\\1`, 'g'), `$1$2${to}$1`);
  }
  return text;
}

/**
 * Comments of our own modules are for readers of the source, which is linked; a line that is only comment goes.
 * @param {string} text
 */
export function withoutCommentLines(text) {
  return text.replace(/^[ \t]*\/\*(?:(?!\*\/)[\s\S])*\*\/[ \t]*\n/gm, '').replace(/^[ \t]*\/\/.*\n/gm, '').replace(/\n{2,}/g, '\n');
}

/**
 * Gives every file its final name and content. Files may name each other, but not in a circle.
 * @param {Map<string, Buffer>} files by plain name
 * @returns {Map<string, { name: string, content: Buffer }>}
 */
export function nameByContent(files) {
  /** @type {Map<string, { name: string, content: Buffer }>} */
  const done = new Map();
  /** @param {string} name @param {string[]} trail */
  const visit = (name, trail) => {
    if (done.has(name)) return;
    if (trail.includes(name)) throw new Error(`these files name each other: ${[...trail, name].join(' -> ')}`);
    let content = files.get(name) ?? Buffer.alloc(0);
    if (kTextEndings.has(path.extname(name))) {
      const text = content.toString('utf8');
      const named = referencesIn(text, files.keys()).filter((other) => other !== name && !kFixedNames.has(other));
      for (const other of named) visit(other, [...trail, name]);
      content = Buffer.from(rewriteReferences(text, new Map(named.map((other) => [other, done.get(other)?.name ?? other]))));
    }
    done.set(name, { name: kFixedNames.has(name) ? name : hashedName(name, hashOf(content)), content });
  };
  for (const name of files.keys()) visit(name, []);
  return done;
}

/** @param {Uint8Array} content */
const brotli = (content) => brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } });
/** @param {Uint8Array} content */
const gzip = (content) => gzipSync(content, { level: 9 });

/** @param {string[]} args */
function readArguments(args) {
  /** @type {{ out: string, web: string, version: string, limit: number, files: Map<string, string> }} */
  const wish = { out: '', web: '', version: '0', limit: Infinity, files: new Map() };
  for (let i = 0; i < args.length; ++i) {
    const arg = args[i] ?? '';
    if (arg === '--out') wish.out = args[++i] ?? '';
    else if (arg === '--web') wish.web = args[++i] ?? '';
    else if (arg === '--version') wish.version = args[++i] ?? '';
    else if (arg === '--limit') wish.limit = Number(args[++i]);
    else if (arg.includes('=')) wish.files.set(arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1));
    else wish.files.set(path.basename(arg), arg);
  }
  if (!wish.out || !wish.web) throw new Error('usage: bundle.mjs --out FOLDER --web FOLDER --version VERSION FILE...');
  return wish;
}

/** @param {ReturnType<typeof readArguments>} wish */
export function bundle(wish) {
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  for (const name of readdirSync(wish.web)) {
    if (!/\.(js|css|html|webmanifest)$/.test(name)) continue;
    let text = readFileSync(path.join(wish.web, name), 'utf8');
    if (name.endsWith('.js')) text = withoutCommentLines(text);
    if (name === 'index.html') text = addPreloads(text, wish.web).replace('data-version="dev"', `data-version="${wish.version}"`);
    files.set(name, Buffer.from(text));
  }
  const icons = `${wish.out}.icons`;
  writeIcons(icons);
  for (const name of readdirSync(icons)) files.set(name, readFileSync(path.join(icons, name)));
  rmSync(icons, { recursive: true });
  for (const [name, file] of wish.files) {
    if (!existsSync(file)) throw new Error(`${file} is missing`);
    files.set(name, readFileSync(file));
  }

  const worker = files.get('sw.js')?.toString('utf8') ?? '';
  files.delete('sw.js');
  const named = nameByContent(files);
  const release = hashOf([...named.values()].map(({ name, content }) => name + hashOf(content)).sort().join('\n'));
  const list = ['./', ...[...named].filter(([plain]) => !kNotKept.has(plain)).map(([, { name }]) => name).sort()];
  const filled = worker.replace('__RELEASE__', release).replace('/* __FILES__ */', list.map((name) => `'${name}'`).join(', '));
  if (filled === worker) throw new Error('sw.js has no place for its list of files');
  named.set('sw.js', { name: 'sw.js', content: Buffer.from(filled) });

  rmSync(wish.out, { recursive: true, force: true });
  mkdirSync(wish.out, { recursive: true });
  /** @type {{ plain: string, size: number, br: number, gz: number }[]} */
  const rows = [];
  for (const [plain, { name, content }] of named) {
    const at = path.join(wish.out, name);
    writeFileSync(at, content);
    const packed = { br: content.length, gz: content.length };
    if (path.extname(name) !== '.png') {
      const br = brotli(content);
      const gz = gzip(content);
      if (br.length < content.length) {
        writeFileSync(`${at}.br`, br);
        packed.br = br.length;
      }
      if (gz.length < content.length) {
        writeFileSync(`${at}.gz`, gz);
        packed.gz = gz.length;
      }
    }
    rows.push({ plain, size: content.length, ...packed });
  }
  return { rows, release };
}

/**
 * Preloads for the modules that main.js reaches, so that they come in one go.
 * @param {string} html
 * @param {string} folder
 */
function addPreloads(html, folder) {
  /** @type {Set<string>} */
  const reached = new Set();
  const open = ['main.js'];
  for (let name = open.pop(); name; name = open.pop()) {
    const file = path.join(folder, name);
    if (!existsSync(file)) continue;
    for (const [, other] of readFileSync(file, 'utf8').matchAll(/^import .* from '\.\/([\w-]+\.js)';$/gm)) {
      if (!other || reached.has(other)) continue;
      reached.add(other);
      open.push(other);
    }
  }
  const links = [...reached].sort().map((name) => `<link rel="modulepreload" href="./${name}">\n`);
  return html.replace('<script type="module"', `${links.join('')}<script type="module"`);
}

/** @param {{ plain: string, size: number, br: number, gz: number }[]} rows */
function printTable(rows) {
  /** @param {number} bytes */
  const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
  const total = { size: 0, br: 0, gz: 0 };
  console.log(`${'file'.padEnd(26)}${'kB'.padStart(9)}${'brotli'.padStart(9)}${'gzip'.padStart(9)}`);
  for (const row of rows.filter(({ plain }) => !kInstead.has(plain)).sort((a, b) => b.br - a.br)) {
    total.size += row.size;
    total.br += row.br;
    total.gz += row.gz;
    if (row.br > 2000) console.log(`${row.plain.padEnd(26)}${kb(row.size)}${kb(row.br)}${kb(row.gz)}${kOnDemand.test(row.plain) ? '  (when importing; kept for offline use)' : ''}`);
  }
  console.log(`${'all, smaller ones included'.padEnd(26)}${kb(total.size)}${kb(total.br)}${kb(total.gz)}`);
  return total;
}

function main() {
  const wish = readArguments(process.argv.slice(2));
  const { rows } = bundle(wish);
  const total = printTable(rows);
  if (total.br > wish.limit) throw new Error(`the site is ${total.br} bytes as brotli; the limit is ${wish.limit}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    main();
  } catch (error) {
    console.error(`bundle: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}
