// The table of `./dev bench --peers`: our core's ratios to the other engines of the same run.
//   node peers.mjs WORK CORPUS_FOLDER WASM_CLI NATIVE_CLI
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const [work, corpusFolder, cli, nativeCli] = process.argv.slice(2);
const corpus = path.basename(corpusFolder);
// What a run that was cut off left there is of another corpus, or of another build.
const forgetOwn = () => fs.rmSync(path.join(work, 'own'), { recursive: true, force: true });
forgetOwn();
process.on('exit', forgetOwn);
/** @type {Map<any, any>} */
const firsts = new Map();

/** @param {string} engine */
function result(engine) {
  return JSON.parse(fs.readFileSync(path.join(work, 'results', corpus, `${engine}.json`), 'utf8'));
}
const meta = JSON.parse(fs.readFileSync(path.join(corpusFolder, 'meta.json'), 'utf8'));
const sqlite = result('sqlite-wasm');
const mini = result('minisearch');
const scan = result('wasm-scan');
// So much text is an archive, which has rows of its own.
const archive = meta.textBytes > 1e8;
const own = { native: result('earshot-native'), wasm: result('earshot-wasm'), shipped: result('earshot-shipped') };

/** @param {number | null | undefined} value */
const shown = (value) =>
  value === null || value === undefined || Number.isNaN(value) ? '-' : value >= 100 ? value.toFixed(0) : value.toPrecision(3);

/**
 * @param {string} row
 * @param {string} what
 * @param {string} target
 * @param {(engine: any) => number | null | undefined} measured
 * @param {(value: number) => boolean} holds
 */
function line(row, what, target, measured, holds) {
  // A peer that gave up (out of memory, out of time) has no figures: its rows say '-'.
  const values = [own.wasm, own.native, own.shipped].map(measured);
  const wasm = values[0];
  const verdict = wasm === null || wasm === undefined || Number.isNaN(wasm) ? '-' : holds(wasm) ? 'holds' : 'MISSED';
  console.log(`| ${[row, what, target, ...values.map(shown), verdict].join(' | ')} |`);
}

/**
 * @param {string} row
 * @param {string} what
 * @param {any} peer
 * @param {string} group
 * @param {'p50' | 'p99'} share
 * @param {number} most
 */
function latency(row, what, peer, group, share, most) {
  line(row, `${what}, ${share}`, `${most} x ${peer.engine}`, (e) => e.classes[group].us[share] / peer.classes?.[group].us[share], (v) => v <= most);
}

console.log(`${meta.passages} passages, ${(meta.textBytes / 1e6).toFixed(1)} MB of text; medians of ${own.wasm.runs} runs in turn\n`);
console.log('| # | what | target | wasm | native | wasm, shipped analyser and ranker | wasm |');
console.log('| --- | --- | --- | ---: | ---: | ---: | --- |');
for (const group of ['common', 'rare', 'and', 'phrase', 'or', 'prefix']) {
  for (const share of /** @type {const} */ (['p50', 'p99'])) latency('G', group, scan, group, share, 1);
}
line('1', 'build', '5 x sqlite-wasm', (e) => sqlite.build_ms / e.build_ms, (v) => v >= 5);
line('1', 'build, MB/s', '60', (e) => meta.textBytes / 1e3 / e.build_ms, (v) => v >= 60);
latency('3', 'common word', sqlite, 'common', 'p50', 0.1);
latency('3', 'common word', sqlite, 'common', 'p99', 0.06);
if (archive) latency('3', 'common word, archive', sqlite, 'common', 'p99', 0.04);
latency('4', 'three words OR', sqlite, 'or', 'p50', 0.1);
latency('4', 'three words OR', sqlite, 'or', 'p99', 0.06);
latency('5', 'two words AND', sqlite, 'and', 'p50', 0.2);
latency('5', 'two words AND', sqlite, 'and', 'p99', 0.12);
latency('6', 'phrase', sqlite, 'phrase', 'p50', 0.2);
latency('6', 'phrase', sqlite, 'phrase', 'p99', 0.3);
latency('7', 'every keystroke', sqlite, 'prefix', 'p99', 0.1);
if (archive) line('7', 'every keystroke, archive, p99, ms', '8', (e) => e.classes.prefix.us.p99 / 1e3, (v) => v <= 8);
line('7', 'first letter, p50', '0.02 x sqlite-wasm', (e) => e.classes.prefix.key1 / sqlite.classes?.prefix.key1, (v) => v <= 0.02);
line('7', 'prefix, share of best BM25', '1', (e) => e.classes.prefix.bm25, (v) => v > 0.999999);
latency('8', 'one typo', mini, 'fuzzy', 'p50', 1);
latency('8', 'one typo', mini, 'fuzzy', 'p99', 0.6);
line('8', 'meant word in the top 10', '0.97', (e) => e.classes.fuzzy.hit10, (v) => v >= 0.97);
for (const group of ['and', 'phrase', 'rare']) {
  line('9', `${group}, recall`, '1', (e) => e.classes[group].recall, (v) => v === 1);
  line('9', `${group}, precision`, '1', (e) => e.classes[group].precision, (v) => v === 1);
}
for (const group of ['common', 'and', 'or', 'rare']) {
  line('9', `${group}, share of best BM25`, '1', (e) => e.classes[group].bm25, (v) => v > 0.999999);
}
line('10', 'index', '0.50 x text', (e) => e.index_bytes / meta.textBytes, (v) => v <= 0.5);
line('11', 'open, ms', '10', (e) => e.load_ms, (v) => v <= 10);
if (archive) {
  const plain = plainRead();
  line('11', 'open and first answer, archive', '3 x a plain read into wasm memory', (e) => (e.load_ms + e.first_query_ms) / plain, (v) => v <= 3);
}
for (const group of ['common', 'rare', 'and', 'phrase', 'or', 'prefix']) {
  line('2', `first answer without an index, ${group}, p50`, '3 x wasm-scan', (e) => firstOf(e, group), (v) => v <= 3);
}
line('2', 'first answer, queries that find other passages than the index', '0', (e) => (e === own.shipped ? null : firstAnswer(e).differing), (v) => v === 0);
line('12', 'memory with the text', '1.6 x text', (e) => queryMemory(e), (v) => v <= 1.6);
for (const group of ['common', 'rare', 'and', 'phrase', 'or', 'prefix']) {
  line('13', `${group}, p50, shipped analyser and ranker to plain`, '1.5', (e) => (e === own.wasm ? own.shipped.classes[group].us.p50 / e.classes[group].us.p50 : null), (v) => v <= 1.5);
}
for (const group of ['common', 'rare', 'and', 'phrase', 'or', 'prefix', 'fuzzy']) {
  line('14', `${group}, p50, wasm to native`, '1.3', (e) => (e === own.wasm ? e.classes[group].us.p50 / own.native.classes[group].us.p50 : null), (v) => v <= 1.3);
}
line('14', 'build, wasm to native', '1.5', (e) => (e === own.wasm ? e.build_ms / own.native.build_ms : null), (v) => v <= 1.5);

// Snippets and the memory of asking are in the program's own answer, which the kit does not keep.
const snippets = ownQuery();
line('15', 'ten snippets, p50, ms', '0.2', (e) => (e === own.wasm ? snippets : null), (v) => v <= 0.2);

/**
 * The median of a class's scans, to that of the plain one.
 * @param {any} engine
 * @param {string} group
 */
function firstOf(engine, group) {
  if (engine === own.shipped) return null;
  /** @type {number[]} */
  const times = Object.entries(firstAnswer(engine).queries).flatMap(([id, query]) => (id.startsWith(`${group}-`) ? query.us : []));
  times.sort((a, b) => a - b);
  return times[times.length >> 1] / scan.classes?.[group].us.p50;
}

/**
 * @param {any} engine
 * @returns {any}
 */
function firstAnswer(engine) {
  const known = firsts.get(engine);
  if (known) return known;
  const folder = path.join(work, 'own');
  fs.mkdirSync(folder, { recursive: true });
  const file = (/** @type {string} */ name) => path.join(corpusFolder, name);
  const index = path.join(folder, 'first-index');
  const out = path.join(folder, 'first.json');
  const command = engine === own.wasm ? [process.execPath, cli] : [nativeCli];
  const call = (/** @type {string[]} */ ...rest) => execFileSync(command[0], [...command.slice(1), 'bench', ...rest, '--passages', file('passages.jsonl'), '--index', index, '--out', out]);
  call('build', '--analyzer', 'shipped');
  call('first', '--queries', file('queries.jsonl'));
  const answer = JSON.parse(fs.readFileSync(out, 'utf8'));
  firsts.set(engine, answer);
  return answer;
}

/** Milliseconds to read the index with its text from the file cache into wasm memory, median of five. */
function plainRead() {
  ownAnswer();
  const index = path.join(work, 'own', 'index');
  const bytes = fs.statSync(index).size;
  const times = Array.from({ length: 5 }, () => {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) });
    const file = fs.openSync(index, 'r');
    const begin = performance.now();
    let read = 0;
    while (read < bytes) read += fs.readSync(file, new Uint8Array(memory.buffer, read, bytes - read));
    const taken = performance.now() - begin;
    fs.closeSync(file);
    return taken;
  });
  return times.sort((a, b) => a - b)[2];
}

/** @param {any} engine */
function queryMemory(engine) {
  return engine === own.wasm ? ownMemory() / meta.textBytes : null;
}

/** @returns {any} */
function ownAnswer() {
  const folder = path.join(work, 'own');
  fs.mkdirSync(folder, { recursive: true });
  const file = (/** @type {string} */ name) => path.join(corpusFolder, name);
  const index = path.join(folder, 'index');
  const out = path.join(folder, 'out.json');
  if (!fs.existsSync(out)) {
    const call = (/** @type {string[]} */ ...rest) => execFileSync(process.execPath, [cli, 'bench', ...rest, '--passages', file('passages.jsonl'), '--index', index, '--out', out]);
    call('build');
    call('query', '--queries', file('queries.jsonl'), '--budget', '4000');
  }
  return JSON.parse(fs.readFileSync(out, 'utf8'));
}
function ownMemory() {
  return ownAnswer().wasm_bytes;
}
function ownQuery() {
  /** @type {number[]} */
  const times = Object.values(ownAnswer().queries).flatMap((query) => query.snippet_us ?? []);
  times.sort((a, b) => a - b);
  return times[times.length >> 1] / 1000;
}
