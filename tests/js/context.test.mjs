import assert from 'node:assert/strict';
import test from 'node:test';
import { DrawingContext, PATIENCE_SECONDS } from '../../web/context.js';

/** A drawing context with a made-up clock; `said` is what the host heard. */
function make({ restores = true } = {}) {
  const said = [];
  const state = { hidden: false, timers: new Map(), next: 1 };
  const context = new DrawingContext({
    lose: () => said.push('lose'),
    restore: () => (said.push('restore'), restores),
    tell: () => said.push('tell'),
    takeBack: () => said.push('take back'),
    isHidden: () => state.hidden,
    setTimer: (run, milliseconds) => {
      assert.equal(milliseconds, PATIENCE_SECONDS * 1000);
      state.timers.set(state.next, run);
      return state.next++;
    },
    clearTimer: (timer) => state.timers.delete(timer),
  });
  return {
    context,
    said,
    timers: state.timers,
    lose: () => {
      let prevented = false;
      context.onLost({ preventDefault: () => (prevented = true) });
      assert.ok(prevented, 'without that it never comes back');
    },
    hide: (hidden) => {
      state.hidden = hidden;
      context.onVisibility();
    },
    pass: () => {
      for (const [timer, run] of [...state.timers]) {
        state.timers.delete(timer);
        run();
      }
    },
  };
}

test('a context that comes back in time is no word worth', () => {
  const { context, said, timers, lose } = make();
  lose();
  context.onRestored();
  assert.deepEqual(said, ['lose', 'restore']);
  assert.equal(timers.size, 0);
});

test('one that does not come back is told once, and taken back when it comes after all', () => {
  const { context, said, lose, pass, hide, timers } = make();
  lose();
  pass();
  hide(true);
  hide(false);
  assert.equal(timers.size, 0);
  context.onRestored();
  assert.deepEqual(said, ['lose', 'tell', 'restore', 'take back']);
});

test('one that comes back and cannot be drawn with is told at once', () => {
  const { context, said, lose } = make({ restores: false });
  lose();
  context.onRestored();
  assert.deepEqual(said, ['lose', 'restore', 'tell']);
});

test('while nobody looks, nobody waits', () => {
  const { said, lose, pass, hide, timers } = make();
  hide(true);
  lose();
  assert.equal(timers.size, 0);
  hide(false);
  hide(true);
  assert.equal(timers.size, 0);
  hide(false);
  pass();
  assert.deepEqual(said, ['lose', 'tell']);
});
