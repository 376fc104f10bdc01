import assert from 'node:assert/strict';
import test from 'node:test';
import { pixelsOf } from '../../web/window.js';

test('the browser says how its own grid rounds', () => {
  assert.equal(pixelsOf(333, 1.5, 499), 499);
  assert.equal(pixelsOf(333, 1.5, 500), 500);
});

test('without its word, or against the ratio, the ratio counts', () => {
  assert.equal(pixelsOf(333, 2, undefined), 666);
  assert.equal(pixelsOf(1280, 2, 1280), 2560);
});
