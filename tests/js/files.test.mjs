import assert from 'node:assert/strict';
import { File } from 'node:buffer';
import test from 'node:test';
import { filesOfEntries, filesOfPaste, isLink, labelOf, nameOfPaste, textBoxAt } from '../../web/files.js';

globalThis.File ??= File; // Node 18 has no such global

const file = (path) => ({ path, file: new File(['x'], path) });

const fileEntry = (name, gone = false) => ({
  name,
  isFile: true,
  file: (resolve, reject) => (gone ? reject(new Error('gone')) : resolve(new File(['x'], name))),
});
/** Gives its children two at a time, as browsers give a hundred. */
const folderEntry = (name, children) => ({
  name,
  isFile: false,
  createReader: () => {
    const rest = [...children];
    return { readEntries: (resolve) => resolve(rest.splice(0, 2)) };
  },
});

test('a folder is called by its name, a file by its own', () => {
  assert.equal(labelOf([file('show/a.vtt'), file('show/b.vtt')]), 'show');
  assert.equal(labelOf([file('a.vtt')]), 'a.vtt');
  assert.equal(labelOf([file('a.vtt'), file('b.vtt')]), '');
  assert.equal(labelOf([]), '');
});

test('dropped folders are read to the end, in the order of names', async () => {
  const inner = folderEntry('inner', [fileEntry('z.vtt')]);
  const tree = folderEntry('show', [fileEntry('b.vtt'), inner, fileEntry('a.vtt'), fileEntry('c.vtt'), fileEntry('d.vtt')]);
  const files = await filesOfEntries([tree, fileEntry('loose.txt')]);
  assert.deepEqual(files.map(({ path }) => path),
    ['show/a.vtt', 'show/b.vtt', 'show/c.vtt', 'show/d.vtt', 'show/inner/z.vtt', 'loose.txt']);
});

test('a file that vanished is left out', async () => {
  assert.deepEqual(await filesOfEntries([fileEntry('a.vtt', true)]), []);
});

test('a folder that contains itself ends', async () => {
  const loop = folderEntry('loop', []);
  loop.createReader = folderEntry('loop', [loop]).createReader;
  const wrapped = { ...loop, createReader: () => folderEntry('loop', [wrapped]).createReader() };
  assert.deepEqual(await filesOfEntries([wrapped]), []);
});

test('pasted text is a file called by its first line', () => {
  assert.match(nameOfPaste('\n  The build: all/night\nmore'), /^The build all night [0-9a-f]{8}\.txt$/);
  assert.notEqual(nameOfPaste('WEBVTT\n\none'), nameOfPaste('WEBVTT\n\ntwo'));
  assert.match(nameOfPaste('***'), /^Pasted text [0-9a-f]{8}\.txt$/);
  const [pasted] = filesOfPaste({ files: [], getData: () => 'Title\nbody' });
  assert.match(pasted?.path ?? '', /^Title [0-9a-f]{8}\.txt$/);
  assert.equal(pasted?.file.size, 10);
});

test('white space is no paste', () => {
  assert.deepEqual(filesOfPaste({ files: [], getData: () => ' \n ' }), []);
});

test('a pasted link to a moment is told from text that has one', () => {
  assert.ok(isLink('earshot:episode=0123&t=4'));
  assert.ok(isLink('https://example.org/show/#episode=0123'));
  assert.ok(!isLink('see https://example.org/#episode=0123'));
  assert.ok(isLink('https://example.org/feed.xml'), 'the app says what to do with it');
  assert.ok(!isLink('https://example.org/feed.xml and more'));
});

/** A twin with text boxes at these places, and perhaps a dialog with one of its own. */
const boxAt = (left, top) => ({ getBoundingClientRect: () => ({ left, top, right: left + 100, bottom: top + 30 }) });
const twinOf = (boxes, dialog = null) => ({ querySelector: () => dialog, querySelectorAll: () => boxes });

test('words dropped on a text box are for it, but not through a dialog', () => {
  const box = boxAt(10, 10);
  assert.equal(textBoxAt(twinOf([boxAt(10, 200), box]), 20, 20), box);
  assert.equal(textBoxAt(twinOf([box]), 20, 50), undefined);
  assert.equal(textBoxAt(twinOf([box], twinOf([])), 20, 20), undefined);
});
