import assert from 'node:assert/strict';
import test from 'node:test';
import { partAboveKeyboard } from '../../web/viewport.js';

test('a keyboard over the page leaves the part above it, wherever the browser has pushed it', () => {
  assert.deepEqual(partAboveKeyboard({ height: 400, offsetTop: 0, scale: 1 }, 740), { top: 0, height: 400 });
  assert.deepEqual(partAboveKeyboard({ height: 400, offsetTop: 120, scale: 1 }, 740), { top: 120, height: 400 });
  assert.deepEqual(partAboveKeyboard({ height: 400, offsetTop: -3, scale: 1 }, 740), { top: 0, height: 400 });
});

test('bars of the browser that come and go are no keyboard', () => {
  assert.equal(partAboveKeyboard({ height: 740, offsetTop: 0, scale: 1 }, 740), null);
  assert.equal(partAboveKeyboard({ height: 684, offsetTop: 0, scale: 1 }, 740), null);
});

test('a page that somebody has enlarged is left alone', () => {
  assert.equal(partAboveKeyboard({ height: 370, offsetTop: 0, scale: 2 }, 740), null);
});
