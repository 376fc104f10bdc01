import assert from 'node:assert/strict';
import test from 'node:test';
import { sentenceFor } from '../../web/store.js';
import { missingIn } from '../../web/stop.js';

test('a full device is said as such', () => {
  assert.match(sentenceFor(new DOMException('x', 'QuotaExceededError')), /no room/);
});

test('a private window is said as such', () => {
  assert.match(sentenceFor(new DOMException('x', 'SecurityError')), /private/);
});

test('any other failure is a sentence, too', () => {
  assert.match(sentenceFor('odd'), /could not be written/);
});

test('what a browser lacks is named', () => {
  assert.equal(missingIn({}), 'WebAssembly');
  assert.equal(missingIn({ WebAssembly }), 'WebGL 2');
  assert.equal(missingIn({ WebAssembly, WebGL2RenderingContext: class {} }), '');
});
