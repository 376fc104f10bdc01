/**
 * The page's own input: SDL's listeners are off. Pointers, wheel and keys go to the app; keys that the app does not
 * want stay the browser's.
 */

import { POINTER } from './bridge.js';
import { belongsToTextBox, chordOf, isModifier, keyNameOf, modifiersOf } from './keys.js';
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

/** The browser answers these with an event of its own: copy, and beforeprint. */
const ANSWERED_CHORDS = new Set(['Control+C', 'Control+P']);

/** Buttons that are told: left, right, middle, back, forward, as the bits of `buttons` and as ImGui counts. */
const BUTTON_COUNT = 5;

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
    /** Bits of the pointer's buttons that were sent. */
    this.buttonsDown = 0;
    this.pointerShape = '';
    /** Of Safari's pinch, when it was last told. */
    this.gestureScale = 1;
    this.touch = new Touch({
      move: (x, y) => {
        bridge.movePointer(x, y, POINTER.touch);
        clock.wake();
      },
      press: (button) => {
        clock.settle(); // what lies under the finger is known a tick after it came there
        bridge.pressPointer(button, true, POINTER.touch, 0);
        bridge.pressPointer(button, false, POINTER.touch, 0);
        clock.settle();
      },
      scroll: (dx, dy) => {
        bridge.turnWheel(dx, dy, POINTER.touch);
        clock.wake();
      },
      drags: (x, y) => bridge.pointerMeaning(x, y).drags,
      hold: (down, button) => {
        clock.settle(); // what lies under the finger is known a tick after it came there
        bridge.pressPointer(button, down, POINTER.touch, 0);
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
    for (const type of ['gesturestart', 'gesturechange', 'gestureend']) {
      canvas.addEventListener(type, (event) => this.onGesture(/** @type {MouseEvent & { scale: number }} */ (event)));
    }
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
    this.pressButtons(event, event.buttons);
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
    // A second button that is pressed or let go comes as a move.
    this.pressButtons(event, event.buttons);
    this.clock.wake();
  }

  /** @param {PointerEvent} event */
  onPointerUp(event) {
    const { x, y } = this.position(event);
    if (event.pointerType === 'touch') {
      this.touch.up(event.pointerId, event.timeStamp / 1000);
      return;
    }
    this.bridge.movePointer(x, y, kindOf(event.pointerType));
    this.pressButtons(event, event.buttons);
    this.clock.settle();
  }

  /** @param {PointerEvent} event */
  onPointerCancel(event) {
    if (event.pointerType === 'touch') {
      this.touch.cancel(event.pointerId);
      return;
    }
    this.pressButtons(event, 0);
    this.clock.wake();
  }

  /**
   * Tells which buttons went down or up since the pointer was last heard of.
   * @param {PointerEvent} event
   * @param {number} buttons bits, as PointerEvent.buttons
   */
  pressButtons(event, buttons) {
    const changed = buttons ^ this.buttonsDown;
    this.buttonsDown = buttons;
    for (let button = 0; button < BUTTON_COUNT; ++button) {
      if ((changed & (1 << button)) === 0) continue;
      const isDown = (buttons & (1 << button)) !== 0;
      // A modifier's own release is not told, so none is held beyond the press.
      this.bridge.pressPointer(button, isDown, kindOf(event.pointerType), isDown ? modifiersOf(event) : 0);
    }
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

  /**
   * A pinch on a trackpad, as Safari tells it; all others make wheel turns of it.
   * @param {MouseEvent & { scale: number }} event
   */
  onGesture(event) {
    const { x, y } = this.position(event);
    if (this.touch.isDown()) {
      event.preventDefault(); // on a phone the fingers themselves are told
      return;
    }
    if (!this.bridge.pointerMeaning(x, y).zooms) return;
    event.preventDefault();
    const before = event.type === 'gesturestart' ? event.scale : this.gestureScale;
    this.gestureScale = event.scale;
    if (event.scale === before || before <= 0) return;
    this.bridge.zoom(event.scale / before);
    this.clock.wake();
  }

  /** The pointer takes the shape of what it is over. */
  showPointer() {
    const shape = this.bridge.pointerShape();
    if (shape === this.pointerShape) return;
    this.pointerShape = shape;
    this.canvas.style.cursor = shape;
  }

  /** @param {KeyboardEvent} event */
  onKeyDown(event) {
    // An input method is at work (Android says 229): its text comes by the input event.
    if (event.isComposing || event.keyCode === 229) return;
    if (isModifier(event)) return;
    if (this.twin.isTextBox(event.target) && belongsToTextBox(event, this.mac)) return;
    const chord = chordOf(event, this.mac);
    if (!this.bridge.isKeyWanted(chord)) {
      if (chord === 'Tab' || chord === 'Shift+Tab') this.twin.leave(event.shiftKey);
      return;
    }
    // In its copy event every browser lets a page write the clipboard.
    if (ANSWERED_CHORDS.has(chord)) return;
    event.preventDefault();
    const key = keyNameOf(event);
    this.keysDown.set(event.code, key);
    if (event.repeat) this.bridge.pressKey(key, false, modifiersOf(event));
    this.bridge.pressKey(key, true, modifiersOf(event));
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
