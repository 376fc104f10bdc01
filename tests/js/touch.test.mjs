import assert from 'node:assert/strict';
import test from 'node:test';
import { SLOP_POINTS, Touch } from '../../web/touch.js';

function finger(zooms = true) {
  const did = [];
  let longPress = null;
  const touch = new Touch({
    move: (x, y) => did.push(`move ${x} ${y}`),
    press: (button) => did.push(`press ${button}`),
    scroll: (dx, dy) => did.push(['scroll', dx, dy]),
    drags: (x) => x > 900,
    hold: (down, button) => did.push(`hold ${down} ${button}`),
    zooms: () => zooms,
    zoom: (factor) => did.push(`zoom ${factor.toFixed(2)}`),
    leave: () => did.push('leave'),
    wake: () => did.push('wake'),
    setTimer: (callback) => {
      longPress = callback;
      return 1;
    },
    clearTimer: () => {
      longPress = null;
    },
  });
  return { touch, did, holdLong: () => longPress?.() };
}

const scrolled = (did) => did.filter(Array.isArray).reduce((sum, [, , dy]) => sum + dy, 0);

test('a tap presses where the finger went down', () => {
  const { touch, did } = finger();
  touch.down(1, 30, 40, 0);
  touch.move(1, 32, 41, 0.05);
  touch.up(1, 0.1);
  assert.deepEqual(did, ['move 30 40', 'press 0', 'leave']);
});

test('a drag scrolls by the way of the finger and presses nothing', () => {
  const { touch, did } = finger();
  touch.down(1, 30, 300, 0);
  for (let i = 1; i <= 10; ++i) touch.move(1, 30, 300 - i * 20, i * 0.2);
  touch.up(1, 3);
  assert.equal(scrolled(did), -200);
  assert.ok(!did.includes('press 0'));
  assert.equal(did.at(-1), 'leave');
});

test('a finger that stays within the slop scrolls nothing', () => {
  const { touch, did } = finger();
  touch.down(1, 0, 0, 0);
  touch.move(1, 0, SLOP_POINTS - 1, 0.1);
  assert.equal(scrolled(did), 0);
});

test('a long press asks for the menu and is no tap', () => {
  const { touch, did, holdLong } = finger();
  touch.down(1, 5, 5, 0);
  holdLong();
  touch.up(1, 1);
  assert.deepEqual(did, ['move 5 5', 'hold true 1', 'hold false 1', 'leave']);
});

test('a long press goes on with the finger until that is lifted or taken away', () => {
  for (const end of ['up', 'cancel']) {
    const { touch, did, holdLong } = finger();
    touch.down(1, 5, 5, 0);
    holdLong();
    touch.move(1, 5, 90, 0.8);
    touch[end](1, 1);
    assert.deepEqual(did, ['move 5 5', 'hold true 1', 'move 5 90', 'hold false 1', 'leave']);
  }
});

test('a throw runs on, slows down and ends', () => {
  const { touch, did } = finger();
  touch.down(1, 0, 500, 0);
  for (let i = 1; i <= 5; ++i) touch.move(1, 0, 500 - i * 16, i * 0.016);
  touch.up(1, 0.085);
  assert.equal(did.at(-1), 'wake');
  const before = scrolled(did);
  let frames = 0;
  for (let now = 0.1; touch.animate(now); now += 0.016) ++frames;
  assert.ok(frames > 20 && frames < 400, `${frames} frames`);
  assert.ok(scrolled(did) < before - 100);
  assert.equal(did.at(-1), 'leave');
  assert.equal(touch.animate(10), false);
});

test('a finger on a running list stops it and presses nothing', () => {
  const { touch, did } = finger();
  touch.down(1, 0, 500, 0);
  for (let i = 1; i <= 5; ++i) touch.move(1, 0, 500 - i * 16, i * 0.016);
  touch.up(1, 0.085);
  touch.animate(0.1);
  touch.down(2, 0, 300, 0.2);
  touch.up(2, 0.25);
  assert.ok(!did.includes('press 0'));
  assert.equal(touch.isMoving(), false);
});

test('a finger that rests before it lifts puts the list down', () => {
  const { touch } = finger();
  touch.down(1, 0, 500, 0);
  for (let i = 1; i <= 5; ++i) touch.move(1, 0, 500 - i * 16, i * 0.016);
  touch.up(1, 0.6);
  assert.equal(touch.isMoving(), false);
});

test('a second finger is passed over', () => {
  const { touch, did } = finger();
  touch.down(1, 0, 0, 0);
  touch.down(2, 90, 90, 0);
  touch.up(2, 0.1);
  assert.deepEqual(did, ['move 0 0']);
});

test('a finger on a handle drags it and scrolls nothing', () => {
  const { touch, did } = finger();
  touch.down(1, 950, 40, 0);
  touch.move(1, 960, 90, 0.1);
  touch.up(1, 0.2);
  assert.deepEqual(did, ['move 950 40', 'hold true 0', 'move 960 90', 'hold false 0', 'leave']);
});

test('two fingers that part make the text larger, and neither presses nor scrolls', () => {
  const { touch, did } = finger();
  touch.down(1, 100, 100, 0);
  touch.down(2, 200, 100, 0.1);
  touch.move(2, 300, 100, 0.2);
  touch.move(1, 0, 100, 0.3);
  touch.up(2, 0.4);
  touch.move(1, 0, 300, 0.5);
  touch.up(1, 0.6);
  assert.deepEqual(did, ['move 100 100', 'zoom 2.00', 'zoom 1.50', 'leave']);
});

test('two fingers zoom nothing where there is no text', () => {
  const { touch, did } = finger(false);
  touch.down(1, 100, 100, 0);
  touch.down(2, 200, 100, 0.1);
  touch.move(2, 300, 100, 0.2);
  assert.deepEqual(did, ['move 100 100']);
});

test('a dragged handle is let go when the browser takes the finger away', () => {
  const { touch, did } = finger();
  touch.down(1, 950, 40, 0);
  touch.cancel(1);
  assert.deepEqual(did, ['move 950 40', 'hold true 0', 'hold false 0', 'leave']);
});
