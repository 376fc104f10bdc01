/**
 * The page's own input: SDL's listeners are off. Pointers, wheel and keys go to the app; keys that the app does not
 * want stay the browser's.
 */

import { POINTER } from './bridge.js';
import { belongsToTextBox, chordOf, isModifier, modifiersOf } from './keys.js';
import { Touch } from './touch.js';

/** A line of a wheel that counts in lines, points. */
const POINTS_PER_LINE = 20;

/**
 * Points that a wheel event asks for.
 * @param {Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'shiftKey'>} event
 * @param {number} pagePoints height of the window
 */
export function wheelPoints(event, pagePoints) {
  const scale = event.deltaMode === 1 ? POINTS_PER_LINE : event.deltaMode === 2 ? pagePoints * 0.9 : 1;
  const x = event.deltaX * scale;
  const y = event.deltaY * scale;
  return event.shiftKey && x === 0 ? { x: y, y: 0 } : { x, y };
}

/** Larger turns are notches of a wheel, smaller ones a pinch on a trackpad, points. */
const NOTCH_POINTS = 40;
const NOTCH_ZOOM = 1.1;
const PINCH_RATE = 0.01;

/**
 * How much the text grows by a turn of the wheel with Control; a trackpad's pinch comes as that, too.
 * @param {number} points downwards
 */
export function zoomOfWheel(points) {
  if (Math.abs(points) >= NOTCH_POINTS) return points < 0 ? NOTCH_ZOOM : 1 / NOTCH_ZOOM;
  return Math.exp(-points * PINCH_RATE);
}

/** @param {string} type */
const kindOf = (type) => (type === 'touch' ? POINTER.touch : type === 'pen' ? POINTER.pen : POINTER.mouse);

const COPY_CHORD = 'Control+C';

/** DOM's buttons are left, middle, right; ImGui's left, right, middle. */
const BUTTONS = [0, 2, 1, 3, 4];

export class Input {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {import('./bridge.js').Bridge} bridge
   * @param {import('./clock.js').Clock} clock
   * @param {import('./twin.js').Twin} twin
   * @param {boolean} mac
   */
  constructor(canvas, bridge, clock, twin, mac) {
    this.canvas = canvas;
    this.bridge = bridge;
    this.clock = clock;
    this.twin = twin;
    this.mac = mac;
    /** @type {Map<string, string>} keys that were sent, by where they are on the board */
    this.keysDown = new Map();
    this.touch = new Touch({
      move: (x, y) => {
        bridge.movePointer(x, y, POINTER.touch);
        clock.wake();
      },
      press: (button) => {
        clock.settle(); // what lies under the finger is known a tick after it came there
        bridge.pressPointer(button, true, POINTER.touch);
        bridge.pressPointer(button, false, POINTER.touch);
        clock.settle();
      },
      scroll: (dx, dy) => {
        bridge.turnWheel(dx, dy, POINTER.touch);
        clock.wake();
      },
      drags: (x, y) => bridge.pointerMeaning(x, y).drags,
      hold: (down) => {
        bridge.pressPointer(0, down, POINTER.touch);
        clock.settle();
      },
      zooms: (x, y) => bridge.pointerMeaning(x, y).zooms,
      zoom: (factor) => {
        bridge.zoom(factor);
        clock.wake();
      },
      leave: () => {
        bridge.leavePointer();
        clock.wake();
      },
      wake: () => clock.wake(),
      setTimer: (callback, seconds) => window.setTimeout(callback, seconds * 1000),
      clearTimer: (timer) => window.clearTimeout(timer),
    });
    this.listen();
  }

  /**
   * @param {number} seconds
   * @returns {boolean}
   */
  animate(seconds) {
    return this.touch.animate(seconds);
  }

  listen() {
    const { canvas } = this;
    canvas.addEventListener('pointerdown', (event) => this.onPointerDown(event));
    canvas.addEventListener('pointermove', (event) => this.onPointerMove(event));
    canvas.addEventListener('pointerup', (event) => this.onPointerUp(event));
    canvas.addEventListener('pointercancel', (event) => this.onPointerCancel(event));
    canvas.addEventListener('pointerleave', (event) => this.onPointerLeave(event));
    // Its default would take the focus away from the twin's text box.
    canvas.addEventListener('mousedown', (event) => event.preventDefault());
    canvas.addEventListener('contextmenu', (event) => event.preventDefault());
    canvas.addEventListener('wheel', (event) => this.onWheel(event), { passive: false });
    document.addEventListener('keydown', (event) => this.onKeyDown(event));
    document.addEventListener('keyup', (event) => this.onKeyUp(event));
    window.addEventListener('blur', () => this.clear());
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.clear();
    });
  }

  /** @param {MouseEvent} event */
  position(event) {
    const box = this.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  /** @param {PointerEvent} event */
  onPointerDown(event) {
    const { x, y } = this.position(event);
    if (event.pointerType === 'touch') {
      this.touch.down(event.pointerId, x, y, event.timeStamp / 1000);
      return;
    }
    this.touch.stop();
    const kind = kindOf(event.pointerType);
    try {
      this.canvas.setPointerCapture(event.pointerId);
    } catch {
      // A scripted event has no pointer to capture.
    }
    this.bridge.movePointer(x, y, kind);
    this.clock.settle(); // what lies under the pointer is known a tick after it came there
    this.bridge.pressPointer(BUTTONS[event.button] ?? 0, true, kind);
    this.clock.settle();
  }

  /** @param {PointerEvent} event */
  onPointerMove(event) {
    const { x, y } = this.position(event);
    if (event.pointerType === 'touch') {
      this.touch.move(event.pointerId, x, y, event.timeStamp / 1000);
      return;
    }
    this.bridge.movePointer(x, y, kindOf(event.pointerType));
    this.clock.wake();
  }

  /** @param {PointerEvent} event */
  onPointerUp(event) {
    const { x, y } = this.position(event);
    if (event.pointerType === 'touch') {
      this.touch.up(event.pointerId, event.timeStamp / 1000);
      return;
    }
    const kind = kindOf(event.pointerType);
    this.bridge.movePointer(x, y, kind);
    this.bridge.pressPointer(BUTTONS[event.button] ?? 0, false, kind);
    this.clock.settle();
  }

  /** @param {PointerEvent} event */
  onPointerCancel(event) {
    if (event.pointerType === 'touch') {
      this.touch.cancel(event.pointerId);
      return;
    }
    for (const button of [0, 1, 2]) this.bridge.pressPointer(button, false, kindOf(event.pointerType));
    this.clock.wake();
  }

  /** @param {PointerEvent} event */
  onPointerLeave(event) {
    if (event.pointerType === 'touch') return; // fires after every tap
    this.bridge.leavePointer();
    this.clock.wake();
  }

  /** @param {WheelEvent} event */
  onWheel(event) {
    const { x, y } = this.position(event);
    const points = wheelPoints(event, this.canvas.clientHeight);
    if (event.ctrlKey) {
      if (!this.bridge.pointerMeaning(x, y).zooms) return; // the browser's own zoom
      event.preventDefault();
      this.bridge.zoom(zoomOfWheel(points.y));
      this.clock.wake();
      return;
    }
    event.preventDefault();
    this.touch.stop();
    this.bridge.movePointer(x, y, POINTER.mouse);
    this.bridge.turnWheel(-points.x, -points.y, POINTER.mouse);
    this.clock.wake();
  }

  /** @param {KeyboardEvent} event */
  onKeyDown(event) {
    // An input method is at work (Android says 229): its text comes by the input event.
    if (event.isComposing || event.keyCode === 229) return;
    if (isModifier(event)) return;
    if (this.twin.isTextBox(event.target) && belongsToTextBox(event, this.mac)) return;
    const chord = chordOf(event, this.mac);
    if (!this.bridge.isKeyWanted(chord)) return;
    // The browser answers with its copy event, in which every browser lets a page write the clipboard.
    if (chord === COPY_CHORD) return;
    event.preventDefault();
    this.keysDown.set(event.code, event.key);
    if (event.repeat) this.bridge.pressKey(event.key, false, modifiersOf(event));
    this.bridge.pressKey(event.key, true, modifiersOf(event));
    // With Command held, a Mac never says that the key went up.
    if (event.metaKey) this.release(event.code, modifiersOf(event));
    this.clock.settle();
  }

  /** @param {KeyboardEvent} event */
  onKeyUp(event) {
    if (!this.keysDown.has(event.code)) return;
    event.preventDefault(); // a button of the twin would be clicked by the space bar's release
    this.release(event.code, modifiersOf(event));
    this.clock.settle();
  }

  /**
   * @param {string} code
   * @param {number} modifiers
   */
  release(code, modifiers) {
    const key = this.keysDown.get(code);
    if (key === undefined) return;
    this.keysDown.delete(code);
    this.bridge.pressKey(key, false, modifiers);
  }

  /**
   * A chord that came by another way than the keyboard, such as the browser's menu.
   * @param {string} key
   * @param {number} modifiers
   */
  pressChord(key, modifiers) {
    this.bridge.pressKey(key, true, modifiers);
    this.bridge.pressKey(key, false, modifiers);
    this.bridge.pressKey('', false, 0);
    this.clock.settle();
  }

  /** The window lost the focus: what is held will be released unseen. */
  clear() {
    this.keysDown.clear();
    this.bridge.clearKeys();
    this.clock.wake();
  }
}
