// How well notes whose line ends were taken out by squasher.mjs get them back.
//
//   EARSHOT_CLI_UNDER_TEST=earshot node tests/squash/evaluate.mjs [testing|tuning] [files]
//
// Gold are the places where lines of the original began, counted in bytes that are not white space; found are those
// where a heading, an item or a paragraph of `earshot parse --json --as notes-text` begins, marker included. The first
// line begins by itself and is not counted. A time is found if an entry of `outline` or of `times` has its start and,
// for a range, its end. Text is unchanged if all characters of `plain` that are not white space are those of the file,
// in order.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notesFiles, proseFiles } from './notes.mjs';
import { squashers, timesOf } from './squasher.mjs';

const visible = (text) => text.replace(/\s+/gu, '');
const bytes = (text) => Buffer.byteLength(visible(text));

/** Parses texts as plain-text notes. @param {string[]} texts */
export function parseAll(program, texts) {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-squash-'));
  try {
    texts.forEach((text, at) => writeFileSync(join(folder, `${at}.txt`), text));
    const out = [];
    const perRun = 400;
    for (let begin = 0; begin < texts.length; begin += perRun) {
      const names = texts.slice(begin, begin + perRun).map((_, at) => `${begin + at}.txt`);
      const first = program.endsWith('.mjs') ? [process.execPath, program] : [program];
      const run = spawnSync(first[0], [...first.slice(1), 'parse', '--json', '--as', 'notes-text', ...names], {
        cwd: folder,
        maxBuffer: 1 << 30,
        encoding: 'utf8',
      });
      if (run.status !== 0) throw new Error(`earshot parse ended with ${run.status}: ${run.stderr}`);
      out.push(...run.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line)));
    }
    return out;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const entriesOf = (outline) => (outline ?? []).flatMap((entry) => [entry, ...entriesOf(entry.children)]);

/** Where the entries of a parsed file begin in its text, and the times it found. */
export function foundIn(parsed, text) {
  const starts = [];
  const entries = entriesOf(parsed.outline);
  let at = 0;
  for (const { marker = '', text: own } of entries) {
    const begin = own === '' ? -1 : text.indexOf(own, at);
    if (begin < 0) continue;
    const before = text.slice(0, begin).trimEnd();
    const hashes = /#{1,6}$/.exec(before)?.[0].length ?? 0;
    const from = marker && before.endsWith(marker) ? before.length - marker.length : hashes ? before.length - hashes : begin;
    starts.push(bytes(text.slice(0, from)));
    at = begin + own.length;
  }
  const times = [...entries, ...(parsed.times ?? [])]
    .filter((entry) => entry.start_ms !== undefined)
    .map((entry) => (entry.end_ms === undefined ? `${entry.start_ms}` : `${entry.start_ms}-${entry.end_ms}`));
  return { starts: starts.filter((start) => start > 0), times };
}

const tally = () => ({ files: 0, right: 0, found: 0, gold: 0, times: 0, timesFound: 0, changed: 0, left: 0 });
const f1 = ({ right, found, gold }) => (found + gold === 0 ? 1 : (2 * right) / (found + gold));

/** Squashes and parses all notes. */
export function evaluate(program, files) {
  const cases = [];
  for (const { path, pieces } of files)
    for (const [name, { squash }] of Object.entries(squashers)) {
      const { text, starts } = squash(pieces);
      const linesOf = () => {
        const buffer = Buffer.from(visible(text));
        return [0, ...starts].map((start, at) => buffer.subarray(start, starts[at]).toString());
      };
      cases.push({ path, name, text, starts, times: timesOf(linesOf()) });
    }
  const parsed = parseAll(program, cases.map(({ text }) => text));
  /** @type {Record<string, ReturnType<typeof tally>>} */
  const byName = {};
  const byConfidence = Array.from({ length: 10 }, () => ({ ...tally(), confidence: 0 }));
  const worst = [];
  cases.forEach((one, at) => {
    const found = foundIn(parsed[at], one.text);
    const gold = new Set(one.starts);
    const score = { ...tally(), files: 1 };
    score.gold = gold.size;
    score.found = new Set(found.starts).size;
    score.right = [...new Set(found.starts)].filter((start) => gold.has(start)).length;
    const times = [...found.times];
    score.times = one.times.length;
    for (const time of one.times) {
      const place = times.indexOf(time);
      if (place < 0) continue;
      times.splice(place, 1);
      ++score.timesFound;
    }
    const { squashed } = parsed[at];
    if (squashed) score.changed = visible(parsed[at].plain) === visible(one.text) ? 0 : 1;
    else score.left = 1;
    const total = (byName[one.name] ??= tally());
    for (const key of Object.keys(total)) total[key] += score[key];
    if (squashed && one.starts.length > 0) {
      const row = byConfidence[Math.min(9, Math.floor(squashed.confidence * 10))];
      for (const key of Object.keys(score)) row[key] += score[key];
      row.confidence += squashed.confidence;
    }
    worst.push({ ...one, score, found, parsed: parsed[at] });
  });
  return { byName, byConfidence, cases: worst };
}

/** Texts that nothing is squashed in but that were cut. */
export function wronglyCut(program, texts) {
  return parseAll(program, texts).map((parsed, at) => ({ parsed, text: texts[at] })).filter(({ parsed }) => parsed.squashed);
}

export function sum(tallies) {
  const out = tally();
  for (const one of tallies) for (const key of Object.keys(out)) out[key] += one[key];
  return out;
}
export { f1 };

const percent = (value) => (100 * value).toFixed(1).padStart(6);
export function table({ byName, byConfidence }) {
  const lines = [`${'squasher'.padEnd(38)} files  prec.  recall     F1  times  changed  left alone`];
  const row = (name, one) =>
    `${name.padEnd(38)} ${String(one.files).padStart(5)} ${percent(one.right / Math.max(1, one.found))} ${percent(
      one.right / Math.max(1, one.gold))} ${percent(f1(one))} ${percent(one.times ? one.timesFound / one.times : 1)} ${String(
      one.changed).padStart(8)} ${String(one.left).padStart(6)}`;
  for (const [name, one] of Object.entries(byName)) lines.push(row(name, one));
  const some = (isBare) => sum(Object.entries(byName).filter(([name]) => !!squashers[name].isBare === isBare).map(([, one]) => one));
  lines.push(row('all but bare', some(false)), row('bare', some(true)), '', 'confidence  files  mean     F1');
  byConfidence.forEach((one, at) => {
    if (one.files === 0) return;
    lines.push(`${(at / 10).toFixed(1)}-${((at + 1) / 10).toFixed(1)}    ${String(one.files).padStart(6)} ${percent(one.confidence / one.files)} ${percent(f1(one))}`);
  });
  return lines.join('\n');
}

if (process.argv[1]?.endsWith('evaluate.mjs')) {
  const program = process.env.EARSHOT_CLI_UNDER_TEST;
  if (!program) throw new Error('EARSHOT_CLI_UNDER_TEST names no program');
  const [half = 'testing', most = '1000', show] = process.argv.slice(2);
  const result = evaluate(program, notesFiles(half, Number(most)));
  console.log(table(result));
  const prose = proseFiles(half);
  const cut = wronglyCut(program, prose);
  console.log(`\n${cut.length} of ${prose.length} texts of prose were cut`);
  if (show) {
    for (const { text } of cut.slice(0, 20)) console.log('PROSE', text.slice(0, 300));
    for (const one of result.cases.filter(({ name }) => name === show).sort((a, b) => f1(a.score) - f1(b.score)).slice(0, 12)) {
      console.log('=====', one.path, f1(one.score).toFixed(3), JSON.stringify(one.parsed.squashed ?? 'left alone'));
      const buffer = Buffer.from(visible(one.text));
      const gold = new Set(one.starts);
      const found = new Set(one.found.starts);
      for (const start of [...new Set([...gold, ...found])].sort((a, b) => a - b)) {
        if (gold.has(start) && found.has(start)) continue;
        console.log(gold.has(start) ? '  missed' : '  wrong ', `${buffer.subarray(Math.max(0, start - 30), start)}|${buffer.subarray(start, start + 30)}`);
      }
    }
  }
}
