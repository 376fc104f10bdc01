import assert from 'node:assert/strict';
import { File } from 'node:buffer'; // no global before Node 20
import test from 'node:test';
import { Imports } from '../../web/import.js';

globalThis.window ??= globalThis; // timers, as a page calls them

function setUp() {
  const told = [];
  const workers = [];
  const imports = new Imports(
    {
      progress: (job, done, total) => told.push(`progress ${job} ${done}/${total}`),
      pack: (job, bytes) => told.push(`pack ${job} ${bytes.length}`),
      earlyPack: (job, bytes) => told.push(`early pack ${job} ${bytes.length}`),
      merged: (ids, bytes) => told.push(`merged ${ids} ${bytes.length}`),
      finish: (job, cancelled, error) => told.push(`finish ${job} ${cancelled} ${error}`),
    },
    () => {
      const worker = { posted: [], ended: false, postMessage: (m) => worker.posted.push(m), terminate: () => (worker.ended = true) };
      workers.push(worker);
      return worker;
    },
  );
  const arrival = { files: [{ path: 'a.vtt', file: new File(['x'], 'a.vtt') }], label: 'a.vtt' };
  return { imports, told, workers, arrival };
}

test('no worker is made before the first import', () => {
  const { imports, workers, arrival } = setUp();
  const job = imports.add(arrival);
  assert.equal(workers.length, 0);
  imports.start(job);
  assert.equal(workers.length, 1);
  assert.equal(workers[0].posted[0].files.length, 1);
});

test('what the worker says reaches the app', () => {
  const { imports, told, workers, arrival } = setUp();
  const job = imports.add(arrival);
  imports.start(job);
  workers[0].onmessage({ data: { type: 'progress', job, done: 1, total: 1 } });
  workers[0].onmessage({ data: { type: 'earlyPack', job, bytes: new ArrayBuffer(4) } });
  workers[0].onmessage({ data: { type: 'pack', job, bytes: new ArrayBuffer(8), blob: new Blob() } });
  workers[0].onmessage({ data: { type: 'finish', job, cancelled: false, reports: new ArrayBuffer(2) } });
  assert.deepEqual(told, [`progress ${job} 1/1`, `early pack ${job} 4`, `pack ${job} 8`, `finish ${job} false `]);
});

test('a worker that dies ends its job with a sentence, and the next job gets a new one', () => {
  const { imports, told, workers, arrival } = setUp();
  const job = imports.add(arrival);
  imports.start(job);
  workers[0].onmessage({ data: { type: 'died', job, message: 'unreachable' } });
  assert.match(told[0], /stopped unexpectedly: unreachable/);
  assert.ok(workers[0].ended);
  imports.start(imports.add(arrival));
  assert.equal(workers.length, 2);
});

test('messages of a job that is over are passed over', () => {
  const { imports, told, workers, arrival } = setUp();
  const job = imports.add(arrival);
  imports.start(job);
  workers[0].onmessage({ data: { type: 'finish', job, cancelled: false, reports: new ArrayBuffer(2) } });
  workers[0].onmessage({ data: { type: 'progress', job, done: 1, total: 1 } });
  assert.equal(told.length, 1);
});

test('stopping a job that waits needs no worker', () => {
  const { imports, told, arrival } = setUp();
  imports.stop(imports.add(arrival));
  assert.deepEqual(told, ['finish 1 true ']);
});

const order = { ids: ['a', 'b'], blobs: [new Blob(['a']), new Blob(['b'])], leftOut: [[], [1]], sources: [], repair: false };

test('a merged pack reaches the app', () => {
  const { imports, told, workers } = setUp();
  imports.merge(order);
  assert.deepEqual(workers[0].posted, [{ type: 'merge', order }]);
  workers[0].onmessage({ data: { type: 'merged', ids: ['a', 'b'], bytes: new ArrayBuffer(8), blob: new Blob() } });
  assert.deepEqual(told, ['merged a,b 8']);
});

test('a merge whose worker dies is told to have failed, once', () => {
  const { imports, told, workers } = setUp();
  imports.merge(order);
  workers[0].onerror({ preventDefault: () => {}, message: 'out of memory' });
  assert.deepEqual(told, ['merged a,b 0']);
  imports.endWorker();
  assert.deepEqual(told, ['merged a,b 0']);
});
