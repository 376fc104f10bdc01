import assert from 'node:assert/strict';
import test from 'node:test';
import { composedRange } from '../../web/composition.js';

test('a composed text stands where it began', () => {
  assert.deepEqual(composedRange('a にほ b', 'にほ', 2, 4), { begin: 2, end: 4 });
});

test('a composed text that began elsewhere is found before the caret', () => {
  assert.deepEqual(composedRange('tea teapot', 'tea', 9, 7), { begin: 4, end: 7 });
});

test('a clause that the caret stands in is found whole', () => {
  assert.deepEqual(composedRange('x日本語', '日本語', 9, 2), { begin: 1, end: 4 });
});

test('nothing composed is an empty range at the caret', () => {
  assert.deepEqual(composedRange('tea', '', 0, 3), { begin: 3, end: 3 });
  assert.deepEqual(composedRange('tea', 'coffee', 0, 3), { begin: 3, end: 3 });
});
