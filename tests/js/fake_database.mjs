/**
 * As much of IndexedDB as web/store.js uses. Every request and every commit is a step; `failAt` aborts at a step, and
 * `dieAt` lets nothing happen from a step on, as when the browser is killed.
 */
export class FakeDatabase {
  constructor() {
    /** @type {Map<string, Map<string, unknown>>} */
    this.stores = new Map([['packs', new Map()], ['user', new Map()]]);
    this.step = 0;
    this.failAt = Infinity;
    this.dieAt = Infinity;
    this.transactions = Promise.resolve();
  }

  /** What globalThis.indexedDB is to be. */
  factory() {
    return {
      open: () => {
        const request = { result: this, onsuccess: () => {} };
        queueMicrotask(() => request.onsuccess());
        return request;
      },
    };
  }

  createObjectStore() {}
  close() {}

  transaction(names, mode) {
    /** @type {Map<string, Map<string, unknown>>} as the transaction found them, and what it changed since */
    let changed = new Map();
    let aborted = false;
    /** @returns {boolean} whether the step happens */
    const take = () => {
      const step = this.step++;
      if (step >= this.dieAt) return false;
      if (step === this.failAt) aborted = true;
      return !aborted;
    };
    const transaction = { error: new DOMException('x', 'QuotaExceededError'), oncomplete: () => {}, onabort: () => {}, commit: () => {} };
    /** @type {(() => void)[]} */
    const work = [];
    const ask = (run) => {
      const request = { result: undefined, onsuccess: () => {}, onerror: () => {} };
      work.push(() => {
        if (mode === 'readwrite' && !take()) return;
        request.result = run();
        request.onsuccess();
      });
      return request;
    };
    transaction.objectStore = (name) => {
      return {
        get: (key) => ask(() => changed.get(name).get(key)),
        getAllKeys: () => ask(() => [...changed.get(name).keys()].sort()),
        getAll: () => ask(() => [...changed.get(name)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)),
        put: (value, key) => ask(() => void changed.get(name).set(key, value)),
        delete: (key) => ask(() => void changed.get(name).delete(key)),
      };
    };
    // One after the other, as transactions over the same store are.
    this.transactions = this.transactions.then(async () => {
      await Promise.resolve();
      changed = new Map([...this.stores].map(([name, store]) => [name, new Map(store)]));
      for (const one of work) one();
      if (mode !== 'readwrite') return;
      const isCommitted = take();
      if (this.step > this.dieAt) return;
      if (!isCommitted) {
        transaction.onabort();
        return;
      }
      for (const name of [names].flat()) this.stores.set(name, changed.get(name));
      transaction.oncomplete();
    });
    return transaction;
  }
}
