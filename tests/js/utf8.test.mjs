import assert from 'node:assert/strict';
import test from 'node:test';
import { bytesBefore, unitsBefore } from '../../web/utf8.js';

const text = 'aé€😀z'; // 1, 2, 3 and 4 bytes; the emoji is two units

test('units become bytes', () => {
  assert.deepEqual([0, 1, 2, 3, 5, 6].map((unit) => bytesBefore(text, unit)), [0, 1, 3, 6, 10, 11]);
});

test('a unit inside a pair counts as before it', () => {
  assert.equal(bytesBefore(text, 4), 6);
});

test('bytes become units', () => {
  assert.deepEqual([0, 1, 3, 6, 10, 11].map((byte) => unitsBefore(text, byte)), [0, 1, 2, 3, 5, 6]);
});

test('a byte inside a character counts as before it', () => {
  assert.equal(unitsBefore(text, 8), 3);
});
