import assert from 'node:assert/strict';
import test from 'node:test';
import { linkTo } from '../../web/clipboard.js';
import { wheelPoints, zoomOfWheel } from '../../web/input.js';

test('a wheel counts in points, lines or pages', () => {
  const turn = { deltaX: 0, deltaY: 3, shiftKey: false };
  assert.equal(wheelPoints({ ...turn, deltaMode: 0 }, 800).y, 3);
  assert.equal(wheelPoints({ ...turn, deltaMode: 1 }, 800).y, 60);
  assert.equal(wheelPoints({ ...turn, deltaMode: 2 }, 800).y, 2160);
});

test('a notch of the wheel zooms by a tenth, whatever its size', () => {
  assert.equal(zoomOfWheel(-100), 1.1);
  assert.equal(zoomOfWheel(120), 1 / 1.1);
});

test('a pinch on a trackpad zooms by as much as the fingers part', () => {
  assert.ok(zoomOfWheel(-1) > 1 && zoomOfWheel(-1) < 1.02);
  assert.ok(Math.abs(zoomOfWheel(-8) * zoomOfWheel(8) - 1) < 1e-9);
});

test('a link keeps the address of the page and not its fragment', () => {
  const place = { origin: 'https://example.org', pathname: '/show/', search: '?a=1', hash: '#old' };
  assert.equal(linkTo('episode=12', place), 'https://example.org/show/?a=1#episode=12');
});
