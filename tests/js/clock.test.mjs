import assert from 'node:assert/strict';
import test from 'node:test';
import { Clock, MAX_TICKS_IN_A_ROW } from '../../web/clock.js';

/** A made-up browser: frames and timers wait until the test lets them happen. */
function host(answers = [], behind = []) {
  const frames = [];
  const timers = new Map();
  let lastTimer = 0;
  const seen = { ticks: 0, renders: 0, after: 0, urgent: 0 };
  const rest = { nextInSeconds: -1, wantsRender: false, wantsTickNow: false };
  return {
    seen,
    frames,
    timers,
    runFrame: () => frames.shift()?.(),
    tick: () => {
      ++seen.ticks;
      return { ...rest, ...answers.shift() };
    },
    render: () => ++seen.renders,
    afterTicks: (urgent) => {
      ++seen.after;
      seen.urgent += Number(urgent);
      return behind.shift() ?? false;
    },
    animate: () => false,
    nowSeconds: () => 0,
    requestFrame: (callback) => frames.push(callback),
    setTimer: (callback, milliseconds) => {
      timers.set(++lastTimer, { callback, milliseconds });
      return lastTimer;
    },
    clearTimer: (timer) => timers.delete(timer),
  };
}

test('a clock at rest asks for no frame and sets no timer', () => {
  const browser = host();
  const clock = new Clock(browser);
  clock.wake();
  browser.runFrame();
  assert.equal(browser.frames.length, 0);
  assert.equal(browser.timers.size, 0);
  assert.equal(browser.seen.renders, 0);
});

test('waking twice asks for one frame', () => {
  const browser = host();
  const clock = new Clock(browser);
  clock.wake();
  clock.wake();
  assert.equal(browser.frames.length, 1);
});

test('settling ticks until all input is taken up, and draws in the next frame', () => {
  const browser = host([{ wantsTickNow: true }, { wantsTickNow: true, wantsRender: true }, {}]);
  const clock = new Clock(browser);
  clock.settle();
  assert.equal(browser.seen.ticks, 3);
  assert.equal(browser.seen.renders, 0);
  browser.runFrame();
  assert.equal(browser.seen.renders, 1);
});

test('an app that always wants a tick at once does not keep the browser', () => {
  const browser = host(Array.from({ length: 100 }, () => ({ wantsTickNow: true })));
  const clock = new Clock(browser);
  clock.settle();
  assert.equal(browser.seen.ticks, MAX_TICKS_IN_A_ROW);
  assert.equal(browser.frames.length, 1);
});

test('a tick wanted later is one timer, dropped when something happens before', () => {
  const browser = host([{ nextInSeconds: 4 }]);
  const clock = new Clock(browser);
  clock.settle();
  assert.deepEqual([...browser.timers.values()].map(({ milliseconds }) => milliseconds), [4000]);
  clock.wake();
  assert.equal(browser.timers.size, 0);
});

test('a tick wanted within a frame is the next frame', () => {
  const browser = host([{ nextInSeconds: 0.016 }]);
  new Clock(browser).settle();
  assert.equal(browser.timers.size, 0);
  assert.equal(browser.frames.length, 1);
});

test('a stopped clock never ticks again', () => {
  const browser = host();
  const clock = new Clock(browser);
  clock.wake();
  clock.stop();
  browser.runFrame();
  clock.wake();
  clock.settle();
  assert.equal(browser.seen.ticks, 0);
});

test('settling inside a tick is left to the outer one', () => {
  const browser = host();
  const clock = new Clock(browser);
  browser.afterTicks = () => clock.settle();
  clock.settle();
  assert.equal(browser.seen.ticks, 1);
});

test('what is settled at once brings the twin only what cannot wait for the frame', () => {
  const browser = host([], [true, false]);
  const clock = new Clock(browser);
  clock.settle();
  assert.deepEqual([browser.seen.after, browser.seen.urgent], [1, 1]);
  browser.runFrame();
  assert.deepEqual([browser.seen.after, browser.seen.urgent], [2, 1]);
  assert.equal(browser.frames.length, 0);
});

test('a twin that is behind catches up a step a frame, without ticks, and then all rests', () => {
  const browser = host([{ wantsRender: true }], [true, true, false]);
  const clock = new Clock(browser);
  clock.wake();
  browser.runFrame();
  assert.equal(browser.seen.after, 1);
  browser.runFrame();
  browser.runFrame();
  assert.deepEqual(browser.seen, { ticks: 1, renders: 1, after: 3, urgent: 0 });
  assert.equal(browser.frames.length, 0);
});

test('what arrives while the twin catches up is ticked in the next frame', () => {
  const browser = host([{}, { wantsRender: true }], [true, true, false]);
  const clock = new Clock(browser);
  clock.wake();
  browser.runFrame();
  clock.wake();
  assert.equal(browser.frames.length, 1);
  browser.runFrame();
  assert.deepEqual(browser.seen, { ticks: 2, renders: 1, after: 2, urgent: 0 });
});

test('a tick wanted later is on time though the twin catches up meanwhile', () => {
  const browser = host([{ nextInSeconds: 4 }], [true, false]);
  new Clock(browser).settle();
  assert.equal(browser.timers.size, 1);
  const before = [...browser.timers.keys()];
  browser.runFrame();
  assert.deepEqual([...browser.timers.keys()], before);
});

test('settling updates the twin once, however many ticks it takes', () => {
  const browser = host([{ wantsTickNow: true }, { wantsTickNow: true }, {}]);
  new Clock(browser).settle();
  assert.equal(browser.seen.after, 1);
});
