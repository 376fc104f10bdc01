/**
 * Fingers: a drag scrolls and runs on, a tap presses, a long press selects or asks for the menu, two fingers zoom the
 * text. ImGui has none of it, so the page turns a finger into pointer moves, presses and wheel turns.
 */

/** A finger that moved less is still tapping, points. */
export const SLOP_POINTS = 9;
export const LONG_PRESS_SECONDS = 0.5;
/** Only the last part of a drag says how fast it was let go. */
const VELOCITY_WINDOW_SECONDS = 0.1;
/** Time in which the speed falls to 1/e; what iOS and Android feel like. */
const DECAY_SECONDS = 0.325;
/** Slower is at rest, points per second. */
const REST_SPEED = 12;
/** Faster was a mistake of the digitiser. */
const MAX_SPEED = 6000;

/**
 * @typedef {object} TouchTarget
 * @property {(x: number, y: number) => void} move puts the pointer there
 * @property {(button: number) => void} press presses and releases there, inside the gesture
 * @property {(dx: number, dy: number) => void} scroll
 * @property {(x: number, y: number) => boolean} drags whether what is there follows the finger
 * @property {(down: boolean, button: number) => void} hold presses it, lets it go
 * @property {(x: number, y: number) => boolean} zooms whether a pinch there changes the text's size
 * @property {(factor: number) => void} zoom
 * @property {() => void} leave no finger is on the screen
 * @property {() => void} wake asks for a frame: the page itself moves something
 * @property {(callback: () => void, seconds: number) => number} setTimer
 * @property {(timer: number) => void} clearTimer
 */

export class Touch {
  /** @param {TouchTarget} target */
  constructor(target) {
    this.target = target;
    /** @type {{ x: number, y: number, seconds: number }[]} the drag's last points */
    this.trail = [];
    this.pointer = -1;
    /** 'caught': it stopped a running list; 'held': a long press, which goes on; 'dragging': it moves a handle. */
    this.mode = /** @type {'none' | 'down' | 'caught' | 'scrolling' | 'held' | 'dragging' | 'pinching'} */ ('none');
    this.secondPointer = -1;
    this.secondX = 0;
    this.secondY = 0;
    /** Where the first finger is. */
    this.x = 0;
    this.y = 0;
    this.span = 0;
    this.startX = 0;
    this.startY = 0;
    this.speedX = 0;
    this.speedY = 0;
    this.movedSeconds = 0;
    this.timer = 0;
  }

  /**
   * @param {number} pointer
   * @param {number} x
   * @param {number} y
   * @param {number} seconds
   */
  down(pointer, x, y, seconds) {
    if (this.pointer !== -1) {
      this.pinchFrom(pointer, x, y);
      return;
    }
    const wasMoving = this.isMoving();
    this.stop();
    this.pointer = pointer;
    // A finger that stops a running list presses nothing.
    this.mode = wasMoving ? 'caught' : 'down';
    this.startX = this.x = x;
    this.startY = this.y = y;
    this.trail = [{ x, y, seconds }];
    this.target.move(x, y);
    if (!wasMoving && this.target.drags(x, y)) {
      this.mode = 'dragging';
      this.target.hold(true, 0);
      return;
    }
    if (wasMoving) return;
    this.timer = this.target.setTimer(() => {
      this.timer = 0;
      if (this.mode !== 'down') return;
      this.mode = 'held';
      this.target.hold(true, 1);
    }, LONG_PRESS_SECONDS);
  }

  /**
   * @param {number} pointer
   * @param {number} x
   * @param {number} y
   * @param {number} seconds
   */
  move(pointer, x, y, seconds) {
    if (pointer === this.secondPointer) {
      this.secondX = x;
      this.secondY = y;
      this.pinch();
      return;
    }
    if (pointer !== this.pointer) return;
    this.x = x;
    this.y = y;
    if (this.mode === 'pinching') {
      this.pinch();
      return;
    }
    if (this.mode === 'dragging' || this.mode === 'held') {
      this.target.move(x, y);
      return;
    }
    const last = this.trail[this.trail.length - 1];
    if (!last) return;
    if (this.mode === 'down' || this.mode === 'caught') {
      if (Math.hypot(x - this.startX, y - this.startY) < SLOP_POINTS) return;
      this.mode = 'scrolling';
      this.dropTimer();
    }
    if (this.mode !== 'scrolling') return;
    // What lies under the place where the finger went down scrolls, wherever the finger is by now.
    this.target.scroll(x - last.x, y - last.y);
    this.trail.push({ x, y, seconds });
    while (this.trail.length > 2 && seconds - (this.trail[0]?.seconds ?? seconds) > VELOCITY_WINDOW_SECONDS) this.trail.shift();
  }

  /**
   * @param {number} pointer
   * @param {number} seconds
   */
  up(pointer, seconds) {
    if (pointer === this.secondPointer) {
      this.secondPointer = -1;
      return; // the finger that stays neither scrolls nor presses
    }
    if (pointer !== this.pointer) return;
    const mode = this.mode;
    this.dropTimer();
    this.pointer = -1;
    this.secondPointer = -1;
    this.mode = 'none';
    if (mode === 'dragging') this.target.hold(false, 0);
    if (mode === 'held') this.target.hold(false, 1);
    if (mode === 'down') {
      this.target.press(0);
      this.target.leave();
    } else if (mode === 'scrolling' && this.throwFrom(seconds)) {
      this.target.wake();
    } else {
      this.target.leave();
    }
  }

  /** @param {number} pointer */
  cancel(pointer) {
    if (pointer === this.secondPointer) this.secondPointer = -1;
    if (pointer !== this.pointer) return;
    this.dropTimer();
    if (this.mode === 'dragging') this.target.hold(false, 0);
    if (this.mode === 'held') this.target.hold(false, 1);
    this.pointer = -1;
    this.secondPointer = -1;
    this.mode = 'none';
    this.target.leave();
  }

  /**
   * A second finger came down.
   * @param {number} pointer
   * @param {number} x
   * @param {number} y
   */
  pinchFrom(pointer, x, y) {
    const isFree = this.mode === 'down' || this.mode === 'scrolling' || this.mode === 'pinching';
    if (this.secondPointer !== -1 || !isFree) return;
    if (!this.target.zooms((this.x + x) / 2, (this.y + y) / 2)) return;
    this.dropTimer();
    this.mode = 'pinching';
    this.secondPointer = pointer;
    this.secondX = x;
    this.secondY = y;
    this.span = this.distance();
  }

  pinch() {
    if (this.secondPointer === -1) return;
    const span = this.distance();
    if (Math.abs(span - this.span) < 1) return;
    this.target.zoom(span / this.span);
    this.span = span;
  }

  /** Between the two fingers; fingers that touch each other still are apart. */
  distance() {
    return Math.max(Math.hypot(this.x - this.secondX, this.y - this.secondY), 24);
  }

  /**
   * Lets a thrown list run on.
   * @param {number} seconds
   * @returns {boolean} whether it still moves
   */
  animate(seconds) {
    if (!this.isMoving()) return false;
    const passed = Math.min(Math.max(seconds - this.movedSeconds, 0), 0.1);
    this.movedSeconds = seconds;
    const decay = Math.exp(-passed / DECAY_SECONDS);
    const way = DECAY_SECONDS * (1 - decay); // the speed's integral over the time that passed
    this.target.scroll(this.speedX * way, this.speedY * way);
    this.speedX *= decay;
    this.speedY *= decay;
    if (Math.hypot(this.speedX, this.speedY) > REST_SPEED) return true;
    this.stop();
    this.target.leave();
    return false;
  }

  isDown() {
    return this.pointer !== -1;
  }

  isMoving() {
    return this.speedX !== 0 || this.speedY !== 0;
  }

  stop() {
    this.speedX = 0;
    this.speedY = 0;
  }

  /**
   * @param {number} seconds
   * @returns {boolean} whether it was a throw
   */
  throwFrom(seconds) {
    const first = this.trail[0];
    const last = this.trail[this.trail.length - 1];
    // A finger that rested before it was lifted put the list down.
    if (!first || !last || seconds - last.seconds > VELOCITY_WINDOW_SECONDS) return false;
    const passed = last.seconds - first.seconds;
    if (passed <= 0) return false;
    const speedX = (last.x - first.x) / passed;
    const speedY = (last.y - first.y) / passed;
    const speed = Math.hypot(speedX, speedY);
    if (speed < 5 * REST_SPEED) return false;
    const cap = Math.min(1, MAX_SPEED / speed);
    // Along the main direction only: a finger never moves quite straight.
    this.speedX = Math.abs(speedX) > Math.abs(speedY) ? speedX * cap : 0;
    this.speedY = Math.abs(speedX) > Math.abs(speedY) ? 0 : speedY * cap;
    this.movedSeconds = seconds;
    return true;
  }

  dropTimer() {
    if (this.timer) this.target.clearTimer(this.timer);
    this.timer = 0;
  }
}
