/**
 * The drawing context, which a browser may take away at any time (the graphics driver starts anew, the device sleeps) and
 * mostly gives back soon. Where it does not, somebody has to be told: the canvas stays as it was, or empty.
 */

/** A context that has not come back by then is taken for gone. Drivers take a second or two to start anew. */
export const PATIENCE_SECONDS = 5;

/**
 * @typedef {object} ContextHost
 * @property {() => void} lose the app forgets what it had in the context
 * @property {() => boolean} restore the app makes all anew; whether it draws again
 * @property {() => void} tell the context does not come back
 * @property {() => void} takeBack it did come back, after all
 * @property {() => boolean} isHidden whether nobody sees the page; browsers let contexts of such pages go
 * @property {(callback: () => void, milliseconds: number) => number} setTimer
 * @property {(timer: number) => void} clearTimer
 */

export class DrawingContext {
  /** @param {ContextHost} host */
  constructor(host) {
    this.host = host;
    this.isLost = false;
    this.isTold = false;
    this.timer = 0;
  }

  /** @param {Event} event */
  onLost(event) {
    event.preventDefault(); // else it never comes back
    this.isLost = true;
    this.host.lose();
    this.wait();
  }

  onRestored() {
    this.isLost = false;
    this.dropTimer();
    if (!this.host.restore()) {
      this.giveUp();
      return;
    }
    if (this.isTold) this.host.takeBack();
    this.isTold = false;
  }

  /** The time in which nobody looks does not count, and costs no timer. */
  onVisibility() {
    if (this.host.isHidden()) this.dropTimer();
    else if (this.isLost) this.wait();
  }

  wait() {
    if (this.timer || this.isTold || this.host.isHidden()) return;
    this.timer = this.host.setTimer(() => {
      this.timer = 0;
      this.giveUp();
    }, PATIENCE_SECONDS * 1000);
  }

  giveUp() {
    if (this.isTold) return;
    this.isTold = true;
    this.host.tell();
  }

  dropTimer() {
    if (this.timer) this.host.clearTimer(this.timer);
    this.timer = 0;
  }
}
