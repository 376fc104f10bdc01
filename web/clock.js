/**
 * The page's frame clock. Nothing runs unless something arrived: no animation frame is asked for and no timer is set
 * while the app rests and the twin tells what the screen shows.
 */

/**
 * What the app said after a tick.
 * @typedef {object} TickAnswer
 * @property {number} nextInSeconds until the next tick is wanted without input; negative: none
 * @property {boolean} wantsRender whether the screen changed
 * @property {boolean} wantsTickNow whether input or changes are still to be taken up
 */

/**
 * What the clock runs and by what; the browser's own in the page, made-up ones in tests.
 * @typedef {object} ClockHost
 * @property {(nowSeconds: number) => TickAnswer} tick
 * @property {() => void} render
 * @property {(urgent: boolean) => boolean} afterTicks brings the twin nearer to what the screen shows, `urgent`: in what
 *   cannot wait for the frame's step; whether it is still behind
 * @property {(nowSeconds: number) => boolean} animate moves what the page itself moves; whether it goes on
 * @property {() => number} nowSeconds
 * @property {(callback: () => void) => number} requestFrame
 * @property {(callback: () => void, milliseconds: number) => number} setTimer
 * @property {(timer: number) => void} clearTimer
 */

/** Ticks in a row before the browser gets its turn: a click takes four (move, press, release, what it changed). */
export const MAX_TICKS_IN_A_ROW = 10;
/** A wish for a tick sooner than this is the next frame, not a timer. */
const FRAME_SECONDS = 0.02;

export class Clock {
  /** @param {ClockHost} host */
  constructor(host) {
    this.host = host;
    this.frame = 0;
    this.timer = 0;
    this.stopped = false;
    this.renderWanted = false;
    this.settling = false;
    /** Whether the frame that was asked for ticks; else it is there for the twin alone. */
    this.tickWanted = false;
    /** @type {TickAnswer} */
    this.answer = { nextInSeconds: -1, wantsRender: false, wantsTickNow: false };
  }

  /** Something arrived: ticks and draws in the browser's next frame. */
  wake() {
    if (this.stopped) return;
    this.tickWanted = true;
    this.dropTimer();
    this.askForFrame();
  }

  askForFrame() {
    if (this.frame || this.stopped) return;
    this.frame = this.host.requestFrame(() => this.onFrame());
  }

  /** Draws anew although nothing changed: the canvas was resized, the context came back. */
  redraw() {
    this.renderWanted = true;
    this.wake();
  }

  /** Ticks and draws here and now: a canvas that was resized is empty, and would flash until the next frame. */
  redrawNow() {
    this.settle();
    if (this.stopped) return;
    this.renderWanted = false;
    this.host.render();
  }

  /**
   * Ticks here and now until all input is taken up, so that effects that need the user's gesture happen inside its
   * handler. Drawing waits for the next frame.
   */
  settle() {
    if (this.settling || this.stopped) return; // an effect set off an event: the outer loop takes it up
    const isBehind = this.tickAll(true);
    if (this.renderWanted || this.answer.wantsTickNow) this.wake();
    else this.schedule();
    if (isBehind) this.askForFrame();
  }

  /**
   * Ticks until all input is taken up, then updates the twin, once: each time costs a frame's share.
   * @param {boolean} urgent
   * @returns {boolean} whether the twin is still behind
   */
  tickAll(urgent) {
    let isBehind = false;
    this.settling = true;
    try {
      for (let count = 0; count < MAX_TICKS_IN_A_ROW && !this.stopped; ++count) {
        this.answer = this.host.tick(this.host.nowSeconds());
        this.renderWanted ||= this.answer.wantsRender;
        if (!this.answer.wantsTickNow) break;
      }
      isBehind = this.host.afterTicks(urgent);
    } finally {
      this.settling = false;
    }
    return isBehind;
  }

  /** Ends it all, after a crash. */
  stop() {
    this.stopped = true;
    this.dropTimer();
  }

  onFrame() {
    this.frame = 0;
    if (this.stopped) return;
    if (!this.tickWanted) {
      if (this.host.afterTicks(false)) this.askForFrame();
      return;
    }
    this.tickWanted = false;
    const moving = this.host.animate(this.host.nowSeconds());
    const isBehind = this.tickAll(false);
    if (this.stopped) return;
    if (this.renderWanted) {
      this.renderWanted = false;
      this.host.render();
    }
    if (moving || this.answer.wantsTickNow) this.wake();
    else this.schedule();
    if (isBehind) this.askForFrame();
  }

  /** Asks for the next tick that the app wants by itself, if any. */
  schedule() {
    this.dropTimer();
    if (this.tickWanted || this.stopped || this.answer.nextInSeconds < 0) return;
    if (this.answer.nextInSeconds <= FRAME_SECONDS) {
      this.wake();
      return;
    }
    this.timer = this.host.setTimer(() => {
      this.timer = 0;
      this.wake();
    }, Math.ceil(this.answer.nextInSeconds * 1000));
  }

  dropTimer() {
    if (this.timer) this.host.clearTimer(this.timer);
    this.timer = 0;
  }
}
