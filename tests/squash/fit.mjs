// Learns the weights of the de-squasher's clues: node tests/squash/fit.mjs CLUES_PROGRAM, with EARSHOT_SHARED.
// Logistic regression by stochastic gradient steps over the tuning half of the notes, squashed in every way of
// squasher.mjs, and over plain prose, where nothing is to be cut. Writes src/formats/squash_weights.inc.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { notesFiles, proseFiles, root } from './notes.mjs';
import { squashers } from './squasher.mjs';

const [program, wanted = '150'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'earshot-fit-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const names = [];
const put = (text, starts) => {
  const name = join(folder, String(names.length));
  writeFileSync(`${name}.txt`, text);
  writeFileSync(`${name}.starts`, starts.join(' '));
  names.push(name);
};
const files = notesFiles('tuning', Number(wanted));
for (const { pieces } of files)
  for (const { squash } of Object.values(squashers)) {
    const { text, starts } = squash(pieces);
    put(text, starts);
  }
// Pages list episodes with the first two hundred characters of their notes: short texts with few lines.
const ofPages = ['text of the page', 'text of the page', 'Markdown, items touch', 'ranges at the end', 'times at the end', 'dashes touch', 'numbers touch'];
let turn = 0;
for (const { pieces } of files)
  for (let begin = 0; begin + 3 < pieces.length; begin += 2) {
    const { squash } = squashers[ofPages[turn++ % ofPages.length]];
    const whole = squash(pieces.slice(begin, begin + 8));
    const text = whole.text.slice(0, 90 + ((turn * 53) % 200));
    const end = Buffer.byteLength(text.replace(/\s+/gu, ''));
    put(text.length < whole.text.length ? `${text}…` : text, whole.starts.filter((start) => start < end));
  }
// Our own examples of what is rare in those: a broken bar where a line ended.
const examples = readFileSync(join(root, 'tests/squash/examples.txt'), 'utf8').split('\n').filter(Boolean);
for (let again = 0; again < 40; ++again)
  for (const example of examples) {
    const lines = example.split('¦');
    const starts = lines.slice(1).map((_, at) => Buffer.byteLength(lines.slice(0, at + 1).join('').replace(/\s+/gu, '')));
    put(lines.join(''), starts);
  }
for (const text of proseFiles('tuning')) put(text, []);

const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
child.stdin.end(`${names.join('\n')}\n`);
const describe = [];
const labels = [];
const rows = [];
const lost = {};
for await (const line of createInterface({ input: child.stdout })) {
  if (line.startsWith('#')) {
    const [, id, meaning] = /^# (\d+) (.*)$/.exec(line);
    describe[Number(id)] = meaning;
  } else if (line.startsWith('lost')) {
    lost[line.slice(5)] = (lost[line.slice(5)] ?? 0) + 1;
  } else if (/^[01] /.test(line)) {
    labels.push(line[0] === '1' ? 1 : 0);
    rows.push(Uint16Array.from(line.slice(2).split(' '), Number));
  }
}
const lostCount = Object.values(lost).reduce((sum, count) => sum + count, 0);
const positives = labels.reduce((sum, label) => sum + label, 0);
console.log(`${files.length} files, ${rows.length} borders, ${positives} cuts, ${lostCount} lost`);
if (process.env.SHOW_LOST)
  for (const [what, count] of Object.entries(lost).sort((a, b) => b[1] - a[1]).slice(0, 60)) console.log(count, what);

// AdaGrad with a small pull to zero, so that clues that are seen rarely say little.
const weights = new Float64Array(describe.length);
const squares = new Float64Array(describe.length).fill(1e-6);
const seen = new Uint32Array(describe.length);
for (const row of rows) for (const clue of row) ++seen[clue];
let random = 1;
const next = () => (random = (Math.imul(random, 1664525) + 1013904223) >>> 0);
const order = Uint32Array.from(rows.keys());
const pull = 2;
for (let epoch = 0; epoch < 8; ++epoch) {
  for (let i = order.length - 1; i > 0; --i) {
    const j = next() % (i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  let loss = 0;
  for (const at of order) {
    const row = rows[at];
    let sum = 0;
    for (const clue of row) sum += weights[clue];
    const chance = 1 / (1 + Math.exp(-sum));
    loss -= Math.log(Math.max(1e-9, labels[at] ? chance : 1 - chance));
    const slope = chance - labels[at];
    for (const clue of row) {
      const step = slope + (pull * weights[clue]) / seen[clue];
      squares[clue] += step * step;
      weights[clue] -= (0.15 * step) / Math.sqrt(squares[clue]);
    }
  }
  console.log(`epoch ${epoch}: loss ${(loss / rows.length).toFixed(5)}`);
}
const rowsOut = [];
weights.forEach((weight, clue) => {
  const rounded = Math.round(weight * 100);
  if (Math.abs(rounded) >= 12 && seen[clue] >= 5) rowsOut.push(`{${clue}, ${rounded}},`);
});
// The last row tells for how many clues the weights were learned.
rowsOut.push(`{${describe.length}, 0},`);
let text = '// Made by tests/squash/fit.mjs: clue and weight in hundredths of a logit.\n';
let line = '';
for (const row of rowsOut) {
  if (line.length + row.length > 98) {
    text += `${line.trimEnd()}\n`;
    line = '';
  }
  line += `${row} `;
}
writeFileSync(join(root, 'src/formats/squash_weights.inc'), `${text}${line.trimEnd()}\n`);
if (process.env.SHOW_WEIGHTS)
  for (const clue of [...weights.keys()].sort((a, b) => weights[b] - weights[a]))
    if (Math.abs(weights[clue]) >= 1) console.log(weights[clue].toFixed(2), seen[clue], describe[clue]);
console.log(`${rowsOut.length - 1} weights`);
