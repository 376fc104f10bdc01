// Idle is free: a page left alone asks for no frame and no timer. Time passes in the page's clocks only.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cleanUps, startBrowser, whySkipped } from './lib/app.mjs';
import { kMainStates } from './lib/states.mjs';

const skip = whySkipped();
/** Left alone for so long, then watched. */
const kRestSeconds = 30;
const kWatchedSeconds = 10;
/** Frames until a page must have come to rest. */
const kMostFrames = 400;
const kNothing = { frames: 0, timeouts: 0, intervals: 0, draws: 0 };

let browser;
let app;
after(() => cleanUps.run());
before(async () => {
  if (skip) return;
  browser = await startBrowser(cleanUps);
  app = await browser.open();
});

/** What a page that rests does, and that it still listens. */
async function rests(key, at = app) {
  const settling = await at.pass(kRestSeconds, kMostFrames);
  assert.ok(settling.frames <= kMostFrames, `it does not come to rest: ${JSON.stringify(settling)}`);
  assert.deepEqual(await at.pass(kWatchedSeconds, 20), kNothing);
  const { draws } = await at.seen();
  await at.page.keyboard.press(key);
  await at.wait((before) => window.__seen.draws > before, draws);
}

const kViews = [
  ['the start', async () => app.find('navigation', 'Library'), '/'],
  ['results', async () => {
    await app.search('tail latency');
    await app.find('option', /tail latency/, { selected: 'true' });
  }, 'ArrowDown'],
  ['the notes of an episode', async () => {
    await app.page.keyboard.press('Enter');
    await app.gone('region', 'Search results');
    await app.press('tab', 'Notes');
    await app.find('tab', 'Notes', { selected: 'true' });
  }, '?'],
  ['a dialog', async () => app.find('dialog', 'Keyboard shortcuts'), 'Escape'],
  ['a transcript', async () => {
    await app.press('tab', 'Transcript');
    await app.find('tab', 'Transcript', { selected: 'true' });
  }, 'F7'],
  ['a transcript with a caret', async () => app.page.keyboard.press('ArrowRight'), 'ArrowDown'],
  ['a search within the text', async () => {
    await app.chord('Control', 'f');
    await app.find('searchbox', 'Find');
    await app.page.keyboard.type('the');
    await app.find('status', /^1 of/);
  }, 'Escape'],
  ['chapters', async () => {
    await app.press('tab', 'Chapters');
    await app.find('tab', 'Chapters', { selected: 'true' });
  }, 'Tab'],
  ['a menu', async () => {
    await app.press('button', 'More');
    await app.find('menu', null);
  }, 'ArrowDown'],
  ['the settings', async () => {
    await app.page.keyboard.press('Escape');
    await app.gone('menu', null);
    await app.chord('Control', ',');
    await app.find('dialog', 'Settings');
  }, 'Escape'],
  ['the palette', async () => {
    await app.chord('Control', 'Shift', 'p');
    await app.find('dialog', 'All commands');
  }, 'Escape'],
  ['a text box with the focus', async () => {
    await app.search('');
    await app.find('combobox', /Search/);
  }, 'a'],
  ['a message that was shown', async () => {
    await app.give('drop', [{ name: 'idle.vtt', text: 'WEBVTT\n\n00:01.000 --> 00:03.000\nNothing happens here.\n' }]);
    await app.find('status', /Added 1 episode/);
  }, '/'],
  ['an import report', async () => {
    await app.press('button', 'More');
    await app.press('menuitem', 'Import report');
    await app.find('dialog', 'Import report');
  }, 'Escape'],
  ['a report as text', async () => {
    await app.press('button', 'More');
    await app.press('menuitem', 'Import report');
    await app.press('button', 'As text');
    await app.find('document', 'Import report');
  }, 'Tab'],
];
for (const [name, show, key] of kViews) {
  test(`at rest: ${name}`, { skip }, async () => {
    await show();
    await rests(key);
  });
}

for (const [name, key] of [['why', 'Escape'], ['removed', 'Escape'], ['source', 'Tab'], ['file', 'Tab'], ['drawer', 'Tab']]) {
  test(`at rest: ${name}`, { skip }, async () => {
    const other = await browser.open();
    try {
      await kMainStates[name](other);
      await rests(key, other);
    } finally {
      await other.context.close();
    }
  });
}

test('at rest: the plain page, whose key came up when it was there', { skip }, async () => {
  const reading = await browser.open();
  try {
    await kMainStates.plain(reading);
    await reading.pass(kRestSeconds, kMostFrames);
    assert.deepEqual(await reading.pass(kWatchedSeconds, 20), kNothing);
  } finally {
    await reading.context.close();
  }
});

test('a hidden tab asks for nothing, and a key draws when it is back', { skip }, async () => {
  await app.search('cache'); // something to draw, on its way
  const other = await browser.open({ load: false, context: app.context });
  await other.page.bringToFront();
  await app.wait(() => document.hidden);
  await app.pass(kRestSeconds, kMostFrames);
  assert.deepEqual(await app.pass(kWatchedSeconds, 20), kNothing);
  await app.page.bringToFront();
  await app.wait(() => !document.hidden);
  await rests('ArrowDown');
});

test('a page that draws for ever would be noticed', { skip }, async () => {
  const restless = await browser.open();
  await restless.page.evaluate(() => {
    const draw = () => requestAnimationFrame(draw);
    draw();
  });
  assert.ok((await restless.pass(kWatchedSeconds, 20)).frames > 20);
});
