// Fingers, as a phone's browser tells them. Times are those of the events, so that a slow machine throws as far.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cleanUps, startBrowser, whySkipped } from './lib/app.mjs';

const skip = whySkipped();
let browser;
before(async () => {
  if (!skip) browser = await startBrowser(cleanUps);
});
after(() => cleanUps.run());

const two = (number) => String(number).padStart(2, '0');
const at = (second) => `${two(Math.floor(second / 60))}:${two(second % 60)}.000`;
/** A minute a cue, so that none is put together with the one before. */
const cue = (number) => `00:${at(number * 20)} --> 00:${at(number * 20 + 5)}\n<v Speaker ${number % 2}>Sentence number ${number}.\n`;
const kLong = `WEBVTT\n\n${Array.from({ length: 150 }, (_, number) => cue(number)).join('\n')}`;

/** A long transcript on a phone's screen, and fingers for it. */
async function openOnPhone() {
  const app = await browser.open({ width: 360, height: 740 });
  await app.give('drop', [{ name: 'long.vtt', text: kLong }]);
  await app.find('paragraph', /Sentence number 0/);
  await app.press('button', 'Dismiss');
  await app.gone('button', 'Dismiss');
  const cdp = await app.page.createCDPSession();
  let time = Date.now() / 1000; // the browser takes no times from before it began
  /** @param {'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel'} type */
  const touch = (type, points, after = 0.016) => {
    time += after;
    return cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })), timestamp: time });
  };
  return { app, touch };
}

/** The number of the sentence at the top of what is shown. */
async function topmost(app) {
  await app.told();
  const top = await app.page.evaluate(() => {
    const numbers = window.__find('paragraph', { source: 'Sentence number', flags: '' }, null)
      .filter((element) => element.getBoundingClientRect().top > 100)
      .map((element) => Number(/\d+/.exec(element.textContent)[0]));
    return Math.min(...numbers);
  });
  assert.ok(Number.isFinite(top), 'no sentence is shown');
  return top;
}

/** Throws the list upwards: a drag of 240 points that is let go in motion. */
async function throwUp(touch) {
  await touch('touchStart', [[180, 600]]);
  for (let step = 1; step <= 12; ++step) await touch('touchMove', [[180, 600 - 20 * step]]);
  await touch('touchEnd', []);
}

test('a drag scrolls with the finger and runs on when it is let go', { skip }, async () => {
  const { app, touch } = await openOnPhone();
  assert.equal(await topmost(app), 0);
  await touch('touchStart', [[180, 600]]);
  for (let step = 1; step <= 12; ++step) await touch('touchMove', [[180, 600 - 20 * step]]);
  await app.wait(() => window.__find('paragraph', { source: 'number 0\\.', flags: '' }, null).length === 0);
  const held = await topmost(app);
  await touch('touchEnd', []);
  await app.pass(5);
  const thrown = await topmost(app);
  assert.ok(held > 0 && thrown > held + 3, `held at ${held}, thrown to ${thrown}`);
  assert.equal(await app.count('toolbar', 'Selection'), 0);
  assert.deepEqual(app.errors, []);
});

test('a finger that rested before it was lifted puts the list down', { skip }, async () => {
  const { app, touch } = await openOnPhone();
  await touch('touchStart', [[180, 600]]);
  for (let step = 1; step <= 12; ++step) await touch('touchMove', [[180, 600 - 20 * step]]);
  await app.wait(() => window.__find('paragraph', { source: 'number 0\\.', flags: '' }, null).length === 0);
  const held = await topmost(app);
  await touch('touchEnd', [], 0.6);
  await app.pass(5);
  assert.equal(await topmost(app), held);
});

test('a finger within the slop taps, and once', { skip }, async () => {
  const { app, touch } = await openOnPhone();
  const more = await app.find('button', 'More');
  await app.page.evaluate(() => {
    window.__mouse = [];
    for (const type of ['mousedown', 'click']) document.addEventListener(type, (event) => window.__mouse.push(`${type} ${event.target.id}`), true);
  });
  await touch('touchStart', [[more.x, more.y]]);
  await touch('touchMove', [[more.x + 4, more.y + 3]]);
  await touch('touchEnd', []);
  await app.find('menu', null);
  await app.pass(2);
  assert.equal(await app.count('menu', null), 1);
});

test('a tap on the search field opens the keyboard: its element gets the focus within the gesture', { skip }, async () => {
  const { app, touch } = await openOnPhone();
  await app.page.evaluate(() => {
    let inside = false;
    window.addEventListener('pointerup', () => (inside = true), true);
    window.addEventListener('pointerup', () => (inside = false));
    document.addEventListener('focusin', (event) => {
      if (event.target instanceof HTMLInputElement) window.__focusedInside = inside;
    });
  });
  const field = await app.find('combobox', /Search/);
  await touch('touchStart', [[field.x, field.y]]);
  await touch('touchEnd', []);
  await app.wait(() => window.__focusedInside === true);
  assert.equal(await app.page.evaluate(() => document.activeElement.getAttribute('role')), 'combobox');
});

test('a long press selects a word, a handle takes it further, the bar copies', { skip }, async () => {
  const { app, touch } = await openOnPhone();
  const cue = await app.find('paragraph', /number 2\./);
  await touch('touchStart', [[cue.left + 10, cue.top + 12]]);
  await app.pass(1);
  await app.find('toolbar', 'Selection');
  await touch('touchEnd', []);
  const end = await app.find('img', 'End of the selection');
  const below = await app.find('paragraph', /number 3\./);
  await touch('touchStart', [[end.x, end.y]]);
  for (let step = 1; step <= 4; ++step) {
    await touch('touchMove', [[end.x + ((below.left + 300 - end.x) * step) / 4, end.y + ((below.top - cue.top) * step) / 4]]);
  }
  await touch('touchEnd', []);
  await app.page.evaluate(() => {
    navigator.clipboard.writeText = (text) => {
      window.__copied = text;
      return Promise.resolve();
    };
  });
  const copy = await app.find('button', 'Copy');
  await touch('touchStart', [[copy.x, copy.y]]);
  await touch('touchEnd', []);
  await app.wait(() => window.__copied);
  assert.equal(await app.page.evaluate(() => window.__copied), 'Sentence number 2.\nSentence number 3.');
});

test('a long press that goes on selects by words, to the end of another cue', { skip }, async () => {
  const { app, touch } = await openOnPhone();
  const cue = await app.find('paragraph', /number 2\./);
  const below = await app.find('paragraph', /number 3\./);
  await touch('touchStart', [[cue.left + 10, cue.top + 12]]);
  await app.pass(1);
  await app.find('toolbar', 'Selection');
  for (let step = 1; step <= 4; ++step) {
    await touch('touchMove', [[cue.left + 10 + 5 * step, cue.top + 12 + ((below.top - cue.top) * step) / 4]]);
  }
  await app.pass(1);
  await touch('touchEnd', []);
  await app.find('toolbar', 'Selection');
  await app.page.evaluate(() => {
    navigator.clipboard.writeText = (text) => {
      window.__copied = text;
      return Promise.resolve();
    };
  });
  const copy = await app.find('button', 'Copy');
  await touch('touchStart', [[copy.x, copy.y]]);
  await touch('touchEnd', []);
  await app.wait(() => window.__copied);
  assert.equal(await app.page.evaluate(() => window.__copied), 'Sentence number 2.\nSentence');
});

test('a finger on the scroll bar drags its thumb', { skip }, async () => {
  const { app, touch } = await openOnPhone();
  const { innerWidth, innerHeight } = await app.page.evaluate(() => ({ innerWidth, innerHeight }));
  const x = innerWidth - 16;
  await touch('touchStart', [[x, 70]]); // the thumb is at the top
  for (let step = 1; step <= 8; ++step) await touch('touchMove', [[x, 70 + ((innerHeight - 90) * step) / 8]]);
  await app.pass(1);
  await touch('touchEnd', []);
  await app.find('paragraph', /Sentence number 149/);
  assert.equal(await app.count('toolbar', 'Selection'), 0);
  assert.deepEqual(app.errors, []);
});

test('a long press in the search field selects the word and shows what can be done', { skip }, async () => {
  const { app, touch } = await openOnPhone();
  await app.focus('combobox', /Search/);
  await app.page.keyboard.type('sentence number');
  const field = await app.find('combobox', /Search/);
  await touch('touchStart', [[field.left + 50, field.y]]);
  await app.pass(1);
  await touch('touchEnd', []);
  await app.find('toolbar', 'Selection');
  const selected = () => app.page.evaluate(() => {
    const box = window.__find('combobox', null)[0];
    return box.value.slice(box.selectionStart, box.selectionEnd);
  });
  assert.equal(await selected(), 'sentence');
  const all = await app.find('button', 'Select all');
  await touch('touchStart', [[all.x, all.y]]);
  await touch('touchEnd', []);
  await app.gone('button', 'Select all');
  assert.equal(await selected(), 'sentence number');
});

test('two fingers that part make the text larger, and the page stays as it is', { skip }, async () => {
  const { app, touch } = await openOnPhone();
  const before = await app.find('paragraph', /number 2\./);
  const y = before.top + 60;
  await touch('touchStart', [[150, y]]);
  await touch('touchStart', [[150, y], [210, y]]);
  for (let step = 1; step <= 6; ++step) await touch('touchMove', [[150 - 10 * step, y], [210 + 10 * step, y]]);
  await touch('touchEnd', []);
  await app.wait((height) => window.__find('paragraph', { source: 'Sentence number', flags: '' }, null)
    .some((element) => element.getBoundingClientRect().height > 1.8 * height), before.height);
  assert.equal(await app.page.evaluate(() => window.visualViewport.scale), 1);
  assert.equal(await app.count('toolbar', 'Selection'), 0);
  assert.deepEqual(app.errors, []);
});

test('a finger on a running list stops it and presses nothing', { skip }, async () => {
  const { app, touch } = await openOnPhone();
  await throwUp(touch);
  await touch('touchStart', [[180, 300]]);
  await touch('touchEnd', []);
  const stopped = await topmost(app);
  await app.pass(5);
  assert.equal(await topmost(app), stopped);
  assert.equal(await app.count('toolbar', 'Selection'), 0);
});

/** Covers the lower part of the window, as a phone's keyboard does that the page is not made smaller for. */
const cover = (app, height, offsetTop) => app.page.evaluate((seenHeight, top) => {
  for (const [name, value] of [['height', seenHeight], ['offsetTop', top]]) {
    if (seenHeight === null) delete window.visualViewport[name];
    else Object.defineProperty(window.visualViewport, name, { value, configurable: true });
  }
  window.visualViewport.dispatchEvent(new Event('resize'));
}, height, offsetTop);

/** Where the canvas and the focused text box are in the page. */
const places = (app) => app.page.evaluate(() => {
  const [canvas, box] = [document.getElementById('canvas'), document.activeElement].map((element) => element.getBoundingClientRect());
  return { top: canvas.top, bottom: canvas.bottom, boxTop: box.top, boxBottom: box.bottom, isBox: document.activeElement.localName === 'input' };
});

test('a keyboard that lies over the page leaves canvas and field in sight, and goes without a trace', { skip }, async () => {
  const { app } = await openOnPhone();
  const before = await places(app);
  await app.focus('combobox', /Search/);
  await app.page.keyboard.type('number 7');
  await cover(app, 420, 90); // the browser has pushed the page up
  await app.wait(() => document.getElementById('canvas').getBoundingClientRect().height === 420);
  await app.find('option', /Sentence number/);
  await app.wait(() => document.activeElement.getBoundingClientRect().top >= 90);
  const open = await places(app);
  assert.deepEqual([open.top, open.bottom], [90, 510]);
  assert.ok(open.isBox && open.boxTop >= 90 && open.boxBottom <= 510, JSON.stringify(open));
  const field = await app.find('combobox', /Search/);
  assert.equal(field.value, 'number 7');
  await app.page.mouse.click(field.x, field.y); // a finger finds what it sees
  await app.page.keyboard.type('2');
  await app.wait(() => document.activeElement.value === 'number 72');
  await cover(app, null, null);
  await app.wait((bottom) => document.getElementById('canvas').getBoundingClientRect().bottom === bottom, before.bottom);
  assert.equal((await places(app)).top, before.top);
  assert.deepEqual(app.errors, []);
});

for (const [how, open] of [
  ['over the page', (app) => cover(app, 420, 0)],
  ['beside a page made smaller', (app) => app.page.setViewport({ width: 360, height: 420 })],
]) {
  test(`the text stays where it was read when a keyboard comes ${how}`, { skip }, async () => {
    const { app, touch } = await openOnPhone();
    await throwUp(touch);
    await app.pass(5);
    const first = await topmost(app);
    assert.ok(first > 2);
    await app.chord('Control', 'f');
    await app.find('searchbox', 'Find');
    await app.wait(() => document.activeElement.localName === 'input');
    const read = await topmost(app);
    await open(app);
    await app.wait(() => document.getElementById('canvas').getBoundingClientRect().height === 420);
    await app.pass(2);
    assert.equal(await topmost(app), read);
    const { isBox, boxTop, boxBottom } = await places(app);
    assert.ok(isBox && boxTop >= 0 && boxBottom <= 420);
  });
}
