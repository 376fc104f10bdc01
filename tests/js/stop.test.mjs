import assert from 'node:assert/strict';
import test from 'node:test';
import { faultOf, missingIn } from '../../web/stop.js';

test('what a browser lacks is named', () => {
  assert.equal(missingIn({}), 'WebAssembly');
  assert.equal(missingIn({ WebAssembly }), 'WebGL 2');
  assert.equal(missingIn({ WebAssembly, WebGL2RenderingContext: class {} }), '');
});

test('a program that asked for more memory than there is says so', () => {
  assert.match(faultOf('OOM').title, /out of memory/);
  assert.match(faultOf(new RangeError('WebAssembly.Memory.grow(): Out of memory')).title, /out of memory/);
  assert.match(faultOf(new WebAssembly.RuntimeError('unreachable')).title, /stopped/);
});
