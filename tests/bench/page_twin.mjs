// What the DOM twin costs: CPU time of reading what changed in the semantic tree and of bringing it into the elements, a
// frame, in Chromium, with the built page. Over a transcript of 100,000 cues while it scrolls, and while one types into the
// search field. The limit is 0.5 ms a frame. `--cues N` for another length.
//
//   node tests/bench/page_twin.mjs [--cues N]

import { cleanUps, startBrowser, whySkipped } from '../e2e/lib/app.mjs';
import { percentile } from '../e2e/lib/latency.mjs';

const kLimitMilliseconds = 0.5;
const kFrames = 400;
const kWords = ['measured', 'cache latency', 'people told us', 'another time before'];

/** A transcript as long as ten hours of talk. @param {number} cues */
function transcript(cues) {
  const words = 'so what we measured then was the tail and not the mean because a cache that lies once in a day is what wakes people up at night which you told us already another time before'.split(' ');
  const clock = (milliseconds) => {
    const part = (value, size) => String(Math.floor(value)).padStart(size, '0');
    return `${part(milliseconds / 3_600_000, 2)}:${part((milliseconds / 60_000) % 60, 2)}:${part((milliseconds / 1000) % 60, 2)}.${part(milliseconds % 1000, 3)}`;
  };
  const lines = ['WEBVTT', ''];
  let state = 1;
  for (let number = 0; number < cues; ++number) {
    const said = Array.from({ length: 11 }, () => words[(state = (state * 1664525 + 1013904223) >>> 0) % words.length]);
    lines.push(`${clock(number * 360)} --> ${clock(number * 360 + 350)}`, `${said.join(' ')}.`, '');
  }
  return lines.join('\n');
}

/**
 * In the page: marks where the twin's work begins and ends, which the browser's trace tells with the time of the thread.
 * The modules are named by their content, so they are found among what was loaded.
 */
async function installMarks() {
  const urlOf = (name) => performance.getEntriesByType('resource').map((entry) => entry.name).find((url) => new RegExp(`/${name}\\.[0-9a-f]+\\.js$`).test(url));
  const [{ Twin }, { Bridge }, { Clock }] = await Promise.all(['twin', 'bridge', 'clock'].map((name) => import(urlOf(name))));
  const wrap = (type, method, before, after) => {
    const run = type.prototype[method];
    type.prototype[method] = function (...rest) {
      if (before) performance.mark(before);
      const result = run.apply(this, rest);
      if (after) performance.mark(after);
      return result;
    };
  };
  // One stands behind the other after each tick.
  wrap(Bridge, 'readTreeIfChanged', 'twin-begin', null);
  wrap(Twin, 'update', 'twin-change', null);
  wrap(Twin, 'followSelection', null, 'twin-end');
  wrap(Clock, 'onFrame', null, 'twin-frame');
  wrap(Clock, 'settle', null, 'twin-frame');
}

/**
 * Milliseconds of the thread that each frame gave to the twin, of those that changed it; without those that the marks
 * themselves take.
 * @param {{ name: string, ts: number, tts: number }[]} marks
 */
function framesIn(marks) {
  const inOrder = [...marks].sort((a, b) => a.ts - b.ts);
  const costs = inOrder.flatMap(({ name, tts }, at) => (name === 'twin-mark' && inOrder[at - 1]?.name === name ? [(tts - inOrder[at - 1].tts) / 1000] : []));
  const ofMark = percentile(costs, 0.5);
  const frames = [];
  let begun = 0;
  let inFrame = 0;
  let hasChanged = false;
  for (const { name, tts } of inOrder) {
    if (name === 'twin-begin') begun = tts;
    else if (name === 'twin-change') {
      hasChanged = true;
      inFrame -= ofMark;
    } else if (name === 'twin-end') inFrame += Math.max(0, (tts - begun) / 1000 - ofMark);
    else if (name === 'twin-frame') {
      if (hasChanged) frames.push(inFrame);
      inFrame = 0;
      hasChanged = false;
    }
  }
  return frames;
}

const frame = (app) => app.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

async function measured(app, name, act) {
  await app.page.tracing.start({ categories: ['blink.user_timing'] });
  await act();
  await app.page.evaluate(() => {
    for (let turn = 0; turn < 400; ++turn) performance.mark('twin-mark');
  });
  const trace = JSON.parse(Buffer.from(await app.page.tracing.stop()).toString());
  const frames = framesIn(trace.traceEvents.filter(({ cat, name: mark }) => cat === 'blink.user_timing' && mark.startsWith('twin-')));
  if (frames.length === 0) throw new Error(`nothing changed while ${name}`);
  const [half, most] = [percentile(frames, 0.5), percentile(frames, 0.99)];
  console.log(`${name.padEnd(30)} p50 ${half.toFixed(3)}  p99 ${most.toFixed(3)} ms  (${frames.length} frames)${half > kLimitMilliseconds ? `  over the ${kLimitMilliseconds} ms that are meant` : ''}`);
}

const why = whySkipped();
if (why) {
  console.error(`page_twin: ${why}`);
  process.exit(2);
}
const asked = process.argv.indexOf('--cues');
const cues = asked > 0 ? Number(process.argv[asked + 1]) : 100_000;
const browser = await startBrowser(cleanUps);
try {
  const app = await browser.open();
  await app.give('drop', [{ name: 'long.vtt', text: transcript(cues) }]);
  await app.find('status', /^Added 1 episode/);
  await app.find('paragraph', null);
  await app.press('button', 'Dismiss');
  await app.page.evaluate(installMarks);
  const elements = await app.page.evaluate(() => document.querySelectorAll('#twin *').length);
  console.log(`the twin's cost a frame, ${cues} cues, ${elements} elements`);
  await app.page.mouse.move(640, 500);
  for (const [name, points] of [['scrolling by lines', 28], ['scrolling by screens', 700]]) {
    await measured(app, name, async () => {
      for (let turn = 0; turn < kFrames / 4; ++turn) {
        await app.page.mouse.wheel({ deltaY: points });
        await frame(app);
      }
    });
  }
  await app.search('');
  await measured(app, 'typing into the search field', async () => {
    for (const word of kWords) {
      for (const letter of word) {
        await app.page.keyboard.press(letter === ' ' ? 'Space' : letter);
        await frame(app);
      }
      for (let step = 0; step < word.length; ++step) await app.page.keyboard.press('Backspace');
    }
  });
  if (app.errors.length > 0) throw new Error(app.errors.join('\n'));
} finally {
  await cleanUps.run();
}
