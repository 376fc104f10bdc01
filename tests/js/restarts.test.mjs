import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Restarts } from '../../web/restarts.js';

function storage() {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}

const kData = JSON.stringify({ settings: { theme: 'dark' }, session: { episode: 'a' } });

test('a second fault in succession is told from a first one', () => {
  const tab = storage();
  assert.equal(new Restarts(tab).stopped(), false);
  assert.equal(new Restarts(tab).stopped(), true);
});

test('a page that is left while the program runs makes the next fault a first one', () => {
  const restarts = new Restarts(storage());
  restarts.stopped();
  restarts.left();
  assert.equal(restarts.stopped(), false);
});

test('one start after it was asked for brings back all but the session', () => {
  const restarts = new Restarts(storage());
  restarts.startAfresh();
  assert.deepEqual(JSON.parse(restarts.begin(kData)), { settings: { theme: 'dark' } });
  assert.equal(restarts.begin(kData), kData);
});

test('data that are no JSON are handed on as they are', () => {
  const restarts = new Restarts(storage());
  restarts.startAfresh();
  assert.equal(restarts.begin('{'), '{');
});

test('a browser without storage for the page starts as ever', () => {
  const restarts = new Restarts(null);
  assert.equal(restarts.stopped(), false);
  restarts.startAfresh();
  assert.equal(restarts.begin(kData), kData);
});
