import assert from 'node:assert/strict';
import test from 'node:test';
import { encodePng, drawMark, isOnLetter } from '../../web/tools/icons.mjs';
import { hashedName, nameByContent, referencesIn, withoutCommentLines } from '../../web/tools/bundle.mjs';

const files = (facts) => new Map(Object.entries(facts).map(([name, text]) => [name, Buffer.from(text)]));

test('a file is named by its content, and its references follow', () => {
  const named = nameByContent(files({ 'index.html': '<script src="./a.js">', 'a.js': "import './b.js';", 'b.js': '1' }));
  const b = named.get('b.js')?.name ?? '';
  assert.match(b, /^b\.[0-9a-f]{10}\.js$/);
  assert.ok(named.get('a.js')?.content.toString().includes(`'./${b}'`));
  assert.equal(named.get('index.html')?.name, 'index.html');
});

test('a changed leaf renames all that name it', () => {
  const one = nameByContent(files({ 'a.js': "import './b.js';", 'b.js': '1' }));
  const two = nameByContent(files({ 'a.js': "import './b.js';", 'b.js': '2' }));
  assert.notEqual(one.get('a.js')?.name, two.get('a.js')?.name);
});

test('files that name each other are refused', () => {
  assert.throws(() => nameByContent(files({ 'a.js': "'./b.js'", 'b.js': "'./a.js'" })), /name each other/);
});

test('a name is a reference only in quotes', () => {
  assert.deepEqual(referencesIn("see b.js and './a.js'", ['a.js', 'b.js']), ['a.js']);
});

test('the hash stands before the ending', () => {
  assert.equal(hashedName('earshot-app.wasm', '0123456789'), 'earshot-app.0123456789.wasm');
});

test('comment lines go, code stays', () => {
  assert.equal(withoutCommentLines("/** doc */\nconst a = 'http://x'; // why\n  // alone\nb();\n"), "const a = 'http://x'; // why\nb();\n");
});

test('a comment with code behind it stays', () => {
  const text = "/** @type {X} */ (a).b = 1;\nc();\n/** doc */\nd();\n";
  assert.equal(withoutCommentLines(text), text.replace('/** doc */\n', ''));
});

test('the mark is an e: a bar across, open below its right end', () => {
  assert.ok(isOnLetter(0.5, 0.51));
  assert.ok(isOnLetter(0.5 - 0.245, 0.45));
  assert.ok(!isOnLetter(0.5 + 0.23, 0.58));
  const png = encodePng(drawMark(16, false), 16);
  assert.deepEqual([...png.subarray(1, 4)], [0x50, 0x4e, 0x47]);
});
