/**
 * What stays on the device: packs as blobs by id, and the user data as one JSON text, in IndexedDB. Everything is
 * written when it changes; nothing waits for the page to close. A write takes its time, though, and a page that goes
 * away meanwhile takes the write with it: user data that were not written by then are left in localStorage, which is
 * written before the page is gone, and are taken from there at the next start.
 */

import { say } from './words.js';

const DATABASE = 'earshot';
const VERSION = 1;
const PACKS = 'packs';
const USER = 'user';
const USER_KEY = 'data';
/** In localStorage: user data that were not written when the page went away. */
const LEFT_KEY = 'earshot-unwritten';

/** @typedef {{ id: string, blob: Blob }} StoredPack */

export class Store {
  /** @param {(sentence: string) => void} onFailure the library works on but is not kept */
  constructor(onFailure) {
    this.onFailure = onFailure;
    /** @type {Promise<IDBDatabase> | null} */
    this.opening = null;
    /** @type {string | null} the newest user data that waits to be written */
    this.userData = null;
    /** @type {Promise<void> | null} the writing of user data that is under way */
    this.writing = null;
    /** @type {string | null} the newest user data, until they are known to be on the device */
    this.unwritten = null;
    this.hasFailed = false;
  }

  /** @returns {Promise<IDBDatabase>} */
  open() {
    this.opening ??= this.openAnew().catch((error) => {
      this.opening = null; // the next write tries again
      throw error;
    });
    return this.opening;
  }

  /** @returns {Promise<IDBDatabase>} */
  openAnew() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(DATABASE, VERSION);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(PACKS);
        request.result.createObjectStore(USER);
      };
      request.onsuccess = () => {
        const database = request.result;
        // A newer version of the app in another tab wants to change the layout: let it.
        database.onversionchange = () => {
          this.opening = null;
          database.close();
        };
        database.onclose = () => {
          this.opening = null;
        };
        resolve(database);
      };
      request.onerror = () => reject(request.error ?? new Error('the database did not open'));
      request.onblocked = () => reject(new Error('another tab holds an older version of the database'));
    });
  }

  /**
   * Everything that is stored.
   * @returns {Promise<{ userData: string, packs: StoredPack[] }>}
   */
  async load() {
    const database = await this.open();
    const transaction = database.transaction([PACKS, USER], 'readonly');
    const packs = transaction.objectStore(PACKS);
    const [userData, ids, blobs] = await Promise.all([
      done(transaction.objectStore(USER).get(USER_KEY)),
      done(packs.getAllKeys()),
      done(packs.getAll()),
    ]);
    const left = readLeft();
    if (left) this.putUserData(left);
    return {
      userData: left ?? (typeof userData === 'string' ? userData : ''),
      packs: ids.map((id, index) => ({ id: String(id), blob: blobs[index] })).filter(({ blob }) => blob instanceof Blob),
    };
  }

  /**
   * @param {string} id
   * @param {Blob} blob
   */
  putPack(id, blob) {
    void this.write(PACKS, (packs) => packs.put(blob, id));
  }

  /** @param {string} id */
  removePack(id) {
    void this.write(PACKS, (packs) => packs.delete(id));
  }

  /**
   * Puts a pack in place of others in one step: what is stored is as before or as after. The user data name the order
   * of packs, so what of them waits is written first; where that fails nothing is replaced.
   * @param {string} id
   * @param {Blob} blob
   * @param {string[]} replaced
   */
  async replacePacks(id, blob, replaced) {
    await this.writing;
    if (this.hasFailed) return;
    await this.write(PACKS, (packs) => {
      packs.put(blob, id);
      for (const old of replaced) packs.delete(old);
    });
  }

  /**
   * Only the newest counts: while one is being written, those in between are passed over.
   * @param {string} json
   */
  putUserData(json) {
    this.userData = json;
    this.unwritten = json;
    this.writing ??= this.writeUserData();
  }

  async writeUserData() {
    while (this.userData !== null) {
      const json = this.userData;
      this.userData = null;
      const isWritten = await this.write(USER, (user) => user.put(json, USER_KEY));
      if (!isWritten || this.unwritten !== json) continue;
      this.unwritten = null;
      dropLeft();
    }
    this.writing = null;
  }

  /** The page may go away now, and a write that is under way with it. */
  leave() {
    if (this.unwritten !== null) putLeft(this.unwritten);
  }

  /**
   * @param {string} name
   * @param {(store: IDBObjectStore) => void} change several requests are one step
   * @returns {Promise<boolean>} whether it is on the device
   */
  async write(name, change) {
    try {
      const database = await this.open();
      // A pack that is said to be stored is to outlive a loss of power.
      const transaction = database.transaction(name, 'readwrite', { durability: name === PACKS ? 'strict' : 'relaxed' });
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
        change(transaction.objectStore(name));
        transaction.commit(); // else it would wait for the answers to its requests, and the page may be gone by then
      });
      this.hasFailed = false;
      return true;
    } catch (error) {
      if (!this.hasFailed) this.onFailure(sentenceFor(error)); // once, not with every key press
      this.hasFailed = true;
      return false;
    }
  }
}

/**
 * @param {unknown} error
 * @returns {string}
 */
export function sentenceFor(error) {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') {
    return say('noRoom');
  }
  if (name === 'InvalidStateError' || name === 'SecurityError') {
    return say('mayNotKeep');
  }
  return say('notWritten');
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the database did not answer'));
  });
}

/** @param {string} json */
function putLeft(json) {
  try {
    localStorage.setItem(LEFT_KEY, json);
  } catch {
    // No room, or not allowed: there is no other place.
  }
}

/** @returns {string | null} */
function readLeft() {
  try {
    return localStorage.getItem(LEFT_KEY);
  } catch {
    return null;
  }
}

function dropLeft() {
  try {
    localStorage.removeItem(LEFT_KEY);
  } catch {
    // Not allowed: then nothing was left there either.
  }
}
