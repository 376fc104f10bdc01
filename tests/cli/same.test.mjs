// The command line gives the same bytes natively and under Node: answers, reports and packs.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderWith, root, run, sharedFolder, vtt } from './run.mjs';

const node = process.env.EARSHOT_CLI_NODE;
const native = [process.env.EARSHOT_CLI, join(root, 'build/native/shell/cli/earshot'), join(root, 'build/release/shell/cli/earshot')]
  .find((path) => path && existsSync(path));
const skip = node && existsSync(node) && native ? false : 'needs both builds of the command line';

const both = (words, options) => {
  const [a, b] = [native, node].map((program) => run(/** @type {string} */ (program), words, options));
  assert.equal(a.code, b.code, b.err);
  assert.equal(a.out, b.out);
  return a;
};

/** Some inputs of every kind. */
function inputs() {
  const files = [];
  const demo = join(root, 'assets/demo');
  if (existsSync(demo)) files.push(...readdirSync(demo).map((name) => join(demo, name)));
  const shared = sharedFolder();
  if (shared) {
    for (const folder of ['seeds', 'corpus/virtual-coffee', 'corpus/syntaxfm']) {
      const path = join(shared, folder);
      if (existsSync(path)) files.push(...readdirSync(path).slice(0, 12).map((name) => join(path, name)));
    }
  }
  return files;
}

test('parses to the same bytes', { skip }, () => {
  both(['parse', ...inputs(), '--json', '--spans']);
  both(['parse', ...inputs()]);
});

/** Every file below a folder. */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

const isSlow = process.env.EARSHOT_SLOW ? false : 'EARSHOT_SLOW is not set';

test('parses every file of the corpus to the same bytes', { skip: skip || isSlow }, (t) => {
  const corpus = join(sharedFolder() ?? '', 'corpus');
  if (!existsSync(corpus)) return t.skip('no shared corpus');
  const files = filesBelow(corpus).sort();
  assert.ok(files.length > 1000);
  for (let begin = 0; begin < files.length; begin += 50)
    both(['parse', ...files.slice(begin, begin + 50), '--json', '--spans']);
  t.diagnostic(`${files.length} files`);
});

test('imports to the same packs and finds the same', { skip }, (t) => {
  const folder = folderWith(t, { 'talk/a.vtt': vtt('one', 'two'), 'talk/a.md': '---\ntitle: A\n---\n\n- *one*\n' });
  const words = ['import', join(folder, 'talk'), ...inputs(), '--json', '-o'];
  const [a, b] = [[native, 'a'], [node, 'b']].map(([program, name]) => {
    const library = join(folder, /** @type {string} */ (name));
    const done = run(/** @type {string} */ (program), [...words, library]);
    return { done, library, packs: readdirSync(join(library, 'packs')).sort() };
  });
  assert.equal(a.done.out, b.done.out);
  assert.deepEqual(a.packs, b.packs);
  for (const pack of a.packs)
    assert.ok(readFileSync(join(a.library, 'packs', pack)).equals(readFileSync(join(b.library, 'packs', pack))));
  for (const query of ['the', 'one', '"a b"', 'pro*', 'data -python', 'learn the'])
    both(['search', a.library, query, '--json', '--limit', '0']);
  both(['search', b.library, 'the']);
  both(['verify', b.library]);
});
