/**
 * Says what changed of itself: counts, notices. One region for all of them, filled when a change has settled: whoever types
 * hears what was found once, not at every key.
 */

/** So long a text must stand, milliseconds. */
export const SETTLED_MS = 600;
/** So long what is to be said waits at most: while a folder is read, counts never settle. */
export const MOST_MS = 2400;

export class Announcer {
  /**
   * @param {{ textContent: string | null }} region is polite
   * @param {(callback: () => void, milliseconds: number) => number} setTimer
   * @param {(timer: number) => void} clearTimer
   */
  constructor(region, setTimer, clearTimer) {
    this.region = region;
    this.setTimer = setTimer;
    this.clearTimer = clearTimer;
    /** @type {Map<number, string>} by node, in the order in which they changed last */
    this.waiting = new Map();
    this.timer = 0;
    /** Waits with the first of what is waiting. */
    this.lastTimer = 0;
  }

  /**
   * @param {number} node
   * @param {string} words what it says now; empty: nothing any more
   */
  say(node, words) {
    this.waiting.delete(node);
    if (words) this.waiting.set(node, words);
    if (this.timer) this.clearTimer(this.timer);
    this.timer = 0;
    if (this.waiting.size === 0) {
      this.forgetTimers();
      return;
    }
    this.timer = this.setTimer(() => this.speak(), SETTLED_MS);
    if (!this.lastTimer) this.lastTimer = this.setTimer(() => this.speak(), MOST_MS);
  }

  forgetTimers() {
    if (this.timer) this.clearTimer(this.timer);
    if (this.lastTimer) this.clearTimer(this.lastTimer);
    this.timer = this.lastTimer = 0;
  }

  speak() {
    this.forgetTimers();
    const words = [...this.waiting.values()].join('. ');
    this.waiting.clear();
    // The same words again are no change, and would not be said.
    this.region.textContent = words === this.region.textContent ? `${words}\u00a0` : words;
  }
}
