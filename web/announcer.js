/**
 * Says what changed of itself: counts, notices. One region for all of them, filled when a change has settled: whoever types
 * hears what was found once, not at every key.
 */

/** So long a text must stand, milliseconds. */
export const SETTLED_MS = 600;

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
  }

  /**
   * @param {number} node
   * @param {string} words what it says now; empty: nothing any more
   */
  say(node, words) {
    this.waiting.delete(node);
    if (words) this.waiting.set(node, words);
    if (this.timer) this.clearTimer(this.timer);
    this.timer = this.waiting.size > 0 ? this.setTimer(() => this.speak(), SETTLED_MS) : 0;
  }

  speak() {
    this.timer = 0;
    const words = [...this.waiting.values()].join('. ');
    this.waiting.clear();
    // The same words again are no change, and would not be said.
    this.region.textContent = words === this.region.textContent ? `${words}\u00a0` : words;
  }
}
