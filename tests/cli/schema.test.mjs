// Every line that `earshot parse --json` prints obeys the schema, whatever the input.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderWith, root, run, sharedFolder, vtt } from './run.mjs';
import { violations } from './schema.mjs';

const program = process.env.EARSHOT_CLI_UNDER_TEST ?? process.env.EARSHOT_CLI;
const skip = program ? false : 'EARSHOT_CLI_UNDER_TEST names no program';
const schema = JSON.parse(readFileSync(join(root, 'tests/cli/parse.schema.json'), 'utf8'));

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** Parses files a hundred at a time; gives the objects after checking each. */
function parsed(files, ...options) {
  const objects = [];
  for (let i = 0; i < files.length; i += 100) {
    const some = files.slice(i, i + 100);
    const lines = run(/** @type {string} */ (program), ['parse', ...some, '--json', ...options]).json();
    assert.equal(lines.length, some.length);
    for (const line of lines) assert.deepEqual(violations(schema, line), [], line.file);
    objects.push(...lines);
  }
  return objects;
}

test('the schema finds what is wrong', () => {
  assert.deepEqual(violations(schema, { file: 'a', kind: 'opml', format: 'opml', feeds: [{ url: 'x' }] }), []);
  const wrong = (line) => violations(schema, { file: 'a', kind: 'opml', format: 'opml', feeds: [], ...line }).length;
  assert.equal(wrong({ feeds: [{}] }), 1);
  assert.equal(wrong({ kind: 'music' }), 1);
  assert.equal(wrong({ kind: 'transcript' }), 2);
  assert.equal(wrong({ language: '' }), 1);
  assert.equal(wrong({ language: null }), 2);
  assert.equal(wrong({ cues: [{ text: 'x', start_ms: 1.5 }] }), 1);
});

test('every golden input obeys the schema', { skip }, () => {
  const golden = ['tests/golden/files', 'tests/regressions'].flatMap((folder) => filesBelow(join(root, folder)))
    .filter((path) => !path.endsWith('.expected'));
  assert.ok(golden.length > 10);
  parsed(golden, '--spans');
});

test('a file of each kind obeys the schema', { skip }, (t) => {
  const folder = folderWith(t, {
    'a.vtt': vtt('one'),
    'b.md': '# Notes\n\n- [00:10] an item with a [link](https://a.example)\n',
    'c.xml': '<rss><channel><title>S</title><item><title>E</title><description>d</description></item></channel></rss>',
    'd.opml': '<opml><body><outline text="A" xmlUrl="https://a.example"/></body></opml>',
    'e.bin': Buffer.from('89504e470d0a1a0a', 'hex'),
    'f.zip': Buffer.from('504b0506000000000000000000000000000000000000', 'hex'),
  });
  const names = ['a.vtt', 'b.md', 'c.xml', 'd.opml', 'e.bin', 'f.zip'];
  const objects = parsed(names.map((name) => join(folder, name)));
  assert.deepEqual(objects.map((object) => object.kind), ['transcript', 'notes', 'feed', 'opml', 'unknown', 'unknown']);
  assert.match(objects[5].diagnostics[0].message, /ZIP/);
});

const shared = sharedFolder();
test('every real input obeys the schema', { skip: skip || (shared ? false : 'no shared inputs') }, () => {
  const files = filesBelow(join(/** @type {string} */ (shared), 'corpus')).concat(filesBelow(join(/** @type {string} */ (shared), 'seeds')));
  // Of long-running shows every tenth is enough: they are alike.
  const some = files.filter((path, i) => i % 10 === 0 || path.includes('podcast-namespace'));
  parsed(some.filter((path) => statSync(path).size > 0));
});
