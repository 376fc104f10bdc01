// The border to JavaScript is the same on both sides and in the list between them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

const read = (file) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const names = (text, pattern) => [...new Set([...text.matchAll(pattern)].map((match) => match[1]))].sort();

const listed = (module) => names(read('shell/web/exports.txt'), new RegExp(`^${module} +(\\w+)$`, 'gm'));
const exported = (...files) => names(files.map((file) => read(`shell/web/${file}`)).join('\n'), /^EARSHOT_EXPORT [^(]*?(earshot_\w+)\(/gm);
const typed = (name) => names(read('web/types.d.ts').split(`interface ${name} `)[1]?.split('\n}')[0] ?? '', /^ {2}_(earshot_\w+)\(/gm);

test('the app exports what the list says, and the page knows all of it', () => {
  assert.deepEqual(exported('bridge.cpp', 'answer.cpp'), listed('app'));
  assert.deepEqual(typed('EarshotAppModule'), listed('app'));
});

test('the import worker exports what the list says, and its script knows all of it', () => {
  assert.deepEqual(exported('worker.cpp', 'answer.cpp'), listed('import'));
  assert.deepEqual(typed('EarshotImportModule'), listed('import'));
});

test('only the bridge and the worker call into the program', () => {
  for (const file of ['main', 'input', 'twin', 'clock', 'files', 'import', 'store', 'touch', 'keys', 'window', 'offline', 'stop']) {
    assert.doesNotMatch(read(`web/${file}.js`), /_earshot_/, file);
  }
});

test('the list is sorted', () => {
  const lines = read('shell/web/exports.txt').split('\n').filter((line) => /^(app|import) /.test(line)).map((line) => line.replace(/ +/, ' '));
  assert.deepEqual(lines, [...lines].sort());
});
