import assert from 'node:assert/strict';
import test from 'node:test';
import { FakeDatabase } from './fake_database.mjs';
import { Store, sentenceFor } from '../../web/store.js';

test('a full device is said as such', () => {
  assert.match(sentenceFor(new DOMException('x', 'QuotaExceededError')), /no room/);
});

test('a private window is said as such', () => {
  assert.match(sentenceFor(new DOMException('x', 'SecurityError')), /private/);
});

test('any other failure is a sentence, too', () => {
  assert.match(sentenceFor('odd'), /could not be written/);
});

/** Lets everything happen that waits for nothing but itself. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

/** Two packs and their order are stored; then they are merged into a third, which breaks off at a step. */
async function mergeBreakingOff(how) {
  const database = new FakeDatabase();
  globalThis.indexedDB = database.factory();
  const failures = [];
  const store = new Store((sentence) => failures.push(sentence));
  store.putPack('a', new Blob(['a']));
  store.putPack('b', new Blob(['b']));
  store.putUserData('["a","b"]');
  await settle();
  const before = database.step;
  how(database, before);
  store.putUserData('["a","b","merged"]');
  void store.replacePacks('merged', new Blob(['ab']), ['a', 'b']);
  await settle();
  database.dieAt = database.failAt = Infinity;
  const loaded = await new Store(() => {}).load();
  return { packs: loaded.packs.map(({ id }) => id), order: JSON.parse(loaded.userData), failures, steps: database.step - before };
}

test('packs are replaced in one step', async () => {
  const { packs, order, failures, steps } = await mergeBreakingOff(() => {});
  assert.deepEqual(packs, ['merged']);
  assert.deepEqual(order, ['a', 'b', 'merged']);
  assert.deepEqual(failures, []);
  assert.equal(steps, 6); // the order and its commit, three requests and theirs
});

for (const [what, how] of [
  ['fails', (database, step) => (database.failAt = step)],
  ['is killed', (database, step) => (database.dieAt = step)],
]) {
  test(`a library is as before or as after wherever a merge ${what}`, async () => {
    const seen = new Set();
    for (let step = 0; step < 6; ++step) {
      const { packs, order, failures } = await mergeBreakingOff((database, before) => how(database, before + step));
      seen.add(packs.join());
      assert.ok(packs.join() === 'a,b' || packs.join() === 'merged', `${packs} at step ${step}`);
      for (const pack of packs) assert.ok(order.includes(pack), `${pack} has no place at step ${step}`);
      assert.equal(failures.length, what === 'fails' ? 1 : 0);
    }
    assert.ok(seen.has('a,b'));
  });
}

/** @returns {Map<string, string>} what localStorage holds */
function fakeLocalStorage() {
  const kept = new Map();
  globalThis.localStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
  return kept;
}

test('user data that were not written when the page went away are there at the next start', async () => {
  const database = new FakeDatabase();
  globalThis.indexedDB = database.factory();
  const left = fakeLocalStorage();
  const store = new Store(() => {});
  store.putUserData('"old"');
  await settle();
  database.dieAt = database.step;
  store.putUserData('"new"');
  store.leave();
  await settle();
  database.dieAt = Infinity;
  const next = new Store(() => {});
  assert.equal((await next.load()).userData, '"new"');
  await settle();
  assert.equal(left.size, 0);
  assert.equal((await new Store(() => {}).load()).userData, '"new"');
});

test('a page that goes away with everything written leaves nothing', async () => {
  globalThis.indexedDB = new FakeDatabase().factory();
  const left = fakeLocalStorage();
  const store = new Store(() => {});
  store.putUserData('"data"');
  await settle();
  store.leave();
  assert.equal(left.size, 0);
});

test('a page that lives on drops what it left', async () => {
  globalThis.indexedDB = new FakeDatabase().factory();
  const left = fakeLocalStorage();
  const store = new Store(() => {});
  store.putUserData('"data"');
  store.leave();
  assert.equal(left.size, 1);
  await settle();
  assert.equal(left.size, 0);
});

test('user data that the database refused are kept beside it', async () => {
  const database = new FakeDatabase();
  globalThis.indexedDB = database.factory();
  fakeLocalStorage();
  const failures = [];
  const store = new Store((sentence) => failures.push(sentence));
  database.failAt = 0;
  store.putUserData('"data"');
  await settle();
  assert.equal(failures.length, 1);
  store.leave();
  assert.equal((await new Store(() => {}).load()).userData, '"data"');
});
