import assert from 'node:assert/strict';
import test from 'node:test';
import { FakeDatabase } from './fake_database.mjs';
import { Store, sentenceFor } from '../../web/store.js';
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
