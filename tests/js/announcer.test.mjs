import assert from 'node:assert/strict';
import test from 'node:test';
import { Announcer, MOST_MS, SETTLED_MS } from '../../web/announcer.js';

/** A region, and a clock that is moved by hand. */
function made() {
  const region = { textContent: '' };
  /** @type {Map<number, { due: number, run: () => void }>} */
  const timers = new Map();
  let now = 0;
  let last = 0;
  const announcer = new Announcer(
    region,
    (run, milliseconds) => {
      timers.set(++last, { due: now + milliseconds, run });
      return last;
    },
    (timer) => timers.delete(timer),
  );
  const pass = (milliseconds) => {
    now += milliseconds;
    for (const [timer, { due, run }] of timers) {
      if (due > now) continue;
      timers.delete(timer);
      run();
    }
  };
  return { region, announcer, pass, timers };
}

test('a count that changes with every key is said once, when it has settled', () => {
  const { region, announcer, pass } = made();
  for (const words of ['40 moments', '12 moments', '3 moments']) {
    announcer.say(1, words);
    pass(SETTLED_MS / 2);
    assert.equal(region.textContent, '');
  }
  pass(SETTLED_MS);
  assert.equal(region.textContent, '3 moments');
});

test('a count that never settles is said all the same', () => {
  const { region, announcer, pass, timers } = made();
  for (let passed = 0; passed < MOST_MS; passed += SETTLED_MS / 2) {
    assert.equal(region.textContent, '');
    announcer.say(1, `${passed} moments`);
    pass(SETTLED_MS / 2);
  }
  assert.notEqual(region.textContent, '');
  assert.equal(timers.size, 0);
});

test('what is gone before it settled is not said, and no timer is left', () => {
  const { region, announcer, pass, timers } = made();
  announcer.say(1, '3 moments');
  announcer.say(1, '');
  pass(SETTLED_MS);
  assert.equal(region.textContent, '');
  assert.equal(timers.size, 0);
});

test('several changes are said together, in their order', () => {
  const { region, announcer, pass } = made();
  announcer.say(1, '3 moments');
  announcer.say(2, 'Added 1 episode');
  pass(SETTLED_MS);
  assert.equal(region.textContent, '3 moments. Added 1 episode');
});

test('the same words are said again', () => {
  const { region, announcer, pass } = made();
  announcer.say(1, '3 moments');
  pass(SETTLED_MS);
  announcer.say(1, '3 moments');
  pass(SETTLED_MS);
  assert.notEqual(region.textContent, '3 moments');
  assert.equal(region.textContent?.trim(), '3 moments');
});
