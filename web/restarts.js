/**
 * Whether the last starts of this tab ended in a fault. What is brought back after a reload may be what the program fails by; then
 * reloading alone would never lead out again, and a start without it is offered.
 */

const STOPS = 'earshot-stops';
const AFRESH = 'earshot-afresh';

export class Restarts {
  /** @param {Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null} storage of the tab; null where the browser has none for it */
  constructor(storage) {
    this.storage = storage;
  }

  /**
   * The program stopped.
   * @returns {boolean} whether it had stopped the last time, too
   */
  stopped() {
    const before = this.read(STOPS) !== null;
    this.write(STOPS, '1');
    return before;
  }

  /** The page is left, and the program runs. */
  left() {
    this.remove(STOPS);
  }

  /** The next start is to bring nothing back. */
  startAfresh() {
    this.write(AFRESH, '1');
  }

  /**
   * @param {string} userData as stored
   * @returns {string} what this start begins with: all of it, or all but the session
   */
  begin(userData) {
    if (this.read(AFRESH) === null) return userData;
    this.remove(AFRESH);
    try {
      const data = JSON.parse(userData);
      delete data.session;
      return JSON.stringify(data);
    } catch {
      return userData; // the program reads it more patiently
    }
  }

  /** @param {string} key */
  read(key) {
    return this.storage?.getItem(key) ?? null;
  }

  /** @param {string} key @param {string} value */
  write(key, value) {
    try {
      this.storage?.setItem(key, value);
    } catch {
      // A full storage: a reload is offered as after the first fault.
    }
  }

  /** @param {string} key */
  remove(key) {
    this.storage?.removeItem(key);
  }
}

/** @returns {Storage | null} */
export function storageOfTab() {
  try {
    return window.sessionStorage;
  } catch {
    return null; // the user allows the page none
  }
}
