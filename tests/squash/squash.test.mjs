// The de-squasher on notes it was not tuned on: the testing half of the shared corpus and of the demo show.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluate, f1, sum, table, wronglyCut } from './evaluate.mjs';
import { notesFiles, proseFiles, sharedFolder } from './notes.mjs';
import { squashers } from './squasher.mjs';

const program = process.env.EARSHOT_CLI_UNDER_TEST;
const skip = !program ? 'EARSHOT_CLI_UNDER_TEST names no program' : !sharedFolder() ? 'EARSHOT_SHARED is missing' : false;

test('finds the lines and the times of squashed notes and changes no character', { skip }, (t) => {
  const result = evaluate(/** @type {string} */ (program), notesFiles('testing', 150));
  for (const line of table(result).split('\n')) t.diagnostic(line);
  const all = sum(Object.entries(result.byName).filter(([name]) => !squashers[name].isBare).map(([, one]) => one));
  assert.ok(all.files > 1000);
  assert.ok(f1(all) >= 0.94, `F1 ${f1(all)}`);
  assert.ok(all.timesFound / all.times >= 0.98, `times ${all.timesFound / all.times}`);
  for (const [name, one] of Object.entries(result.byName)) {
    assert.equal(one.changed, 0, name);
    const least = squashers[name].isBare ? 0.6 : name.includes('220') ? 0.7 : 0.87;
    assert.ok(f1(one) >= least, `${name}: F1 ${f1(one)}`);
  }
});

test('is as sure as it is right', { skip }, () => {
  const { byConfidence } = evaluate(/** @type {string} */ (program), notesFiles('testing', 60));
  const rows = byConfidence.filter(({ files }) => files >= 30);
  assert.ok(rows.length >= 2);
  rows.forEach((row, at) => {
    assert.ok(Math.abs(row.confidence / row.files - f1(row)) < 0.2, `${row.confidence / row.files} and ${f1(row)}`);
    if (at > 0) assert.ok(f1(row) > f1(rows[at - 1]));
  });
});

test('leaves prose, titles and notes with line ends alone', { skip }, () => {
  const texts = proseFiles('testing');
  assert.ok(texts.length > 500);
  const cut = wronglyCut(/** @type {string} */ (program), texts);
  assert.ok(cut.length * 200 < texts.length, cut.map(({ text }) => text.slice(0, 200)).join('\n'));
});
