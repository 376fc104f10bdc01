// What the DOM twin costs a frame, in Chromium, with the built page: all that the page does after its ticks, that is,
// telling what changed in the semantic tree, reading it, bringing it into the elements, and letting focus and selection
// follow. Over a transcript of 100,000 cues while it scrolls, and while one types into the search field. The limit is 0.5 ms
// a frame. `--cues N` for another length.
//
// Figures are CPU time of the page's thread. The browser's trace tells it of each function that the browser calls, at no
// cost inside the function; so the browser itself calls the twin's work here, in its place between ticks and drawing. What an
// empty function takes is taken off. A clock read in the page would tell wall time to the tenth of a millisecond, and a
// mark costs as much as what is measured.
//
// What the browser itself then does about the changed elements (style and layout) is not in the limit. It is told beside it.
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
 * In the page: has the browser itself call the twin's work, that of a frame between its ticks and its drawing, and that of
 * input which is settled at once as a task of its own, `settledStep`. `__steps` tells in their order for which frame each
 * was, by which request the browser called it (0: as a task), and whether anything changed. Modules are named by their
 * content, so they are found among what was loaded.
 */
async function takeTwinApart() {
  const urlOf = (name) => performance.getEntriesByType('resource').map((entry) => entry.name).find((url) => new RegExp(`/${name}\\.[0-9a-f]+\\.js$`).test(url));
  const [{ Clock }, { Twin }] = await Promise.all(['clock', 'twin'].map((name) => import(urlOf(name))));
  const { onFrame } = Clock.prototype;
  const clock = await new Promise((resolve) => {
    Clock.prototype.onFrame = function () {
      Clock.prototype.onFrame = onFrame;
      resolve(this);
      onFrame.call(this);
    };
    window.dispatchEvent(new Event('blur')); // makes it tick
  });
  const { afterTicks, render } = clock.host;
  let hasChanged = false;
  const { update } = Twin.prototype;
  Twin.prototype.update = function (change) {
    hasChanged = true;
    update.call(this, change);
  };
  let frame = 0;
  let isInFrame = false;
  clock.onFrame = function () {
    ++frame;
    isInFrame = true;
    onFrame.call(this);
    isInFrame = false;
  };
  window.__steps = [];
  const work = (ofFrame, request) => {
    hasChanged = false;
    if (afterTicks(request === 0)) clock.askForFrame();
    window.__steps.push({ ofFrame, request, hasChanged });
  };
  let isWaiting = false;
  let isToBeDrawn = false;
  clock.host.requestFrame = (callback) => {
    const request = requestAnimationFrame(callback);
    const own = requestAnimationFrame(() => {
      if (isWaiting) work(frame, own);
      isWaiting = false;
    });
    requestAnimationFrame(() => {
      if (isToBeDrawn) render();
      isToBeDrawn = false;
    });
    return request;
  };
  clock.host.render = () => {
    if (isInFrame) isToBeDrawn = true;
    else render();
  };
  const settled = new MessageChannel();
  settled.port1.onmessage = function settledStep() {
    work(frame + 1, 0); // it is in the picture of the next one
  };
  clock.host.afterTicks = () => {
    if (isInFrame) isWaiting = true;
    else settled.port2.postMessage(0);
    return false;
  };
}

/** In the page: calls of a function that does nothing. @param {number} count */
async function callNothing(count) {
  const channel = new MessageChannel();
  for (let call = 0; call < count; ++call) {
    await new Promise((resolve) => {
      channel.port1.onmessage = function nothing() {
        resolve();
      };
      channel.port2.postMessage(0);
    });
  }
  channel.port1.close();
}

/** @typedef {{ name: string, pid: number, tid: number, ts: number, dur: number, tdur: number, args: { data?: { functionName?: string, id?: number } } }} TraceEvent */

/**
 * Milliseconds of the thread that each frame gave to the twin, of those that changed it; and what the browser did of style
 * and layout after its steps.
 * @param {TraceEvent[]} events
 * @param {{ ofFrame: number, request: number, hasChanged: boolean }[]} steps
 */
function framesIn(events, steps) {
  const callsOf = (name) => events.filter((event) => event.name === 'FunctionCall' && event.args.data?.functionName === name);
  const nothing = callsOf('nothing');
  const ofPage = events.filter(({ pid, tid, tdur }) => pid === nothing[0]?.pid && tid === nothing[0].tid && tdur !== undefined).sort((a, b) => a.ts - b.ts);
  const ofNothing = percentile(nothing.map(({ tdur }) => tdur), 0.5);
  const settled = callsOf('settledStep').sort((a, b) => a.ts - b.ts);
  const calls = ofPage.filter(({ name }) => name === 'FunctionCall');
  const fired = new Map(ofPage.filter(({ name }) => name === 'FireAnimationFrame').map((event) => [event.args.data?.id, event]));
  const callIn = (outer) => outer && calls.find(({ ts }) => ts >= outer.ts && ts < outer.ts + outer.dur);
  const found = steps.map((step) => {
    const call = step.request === 0 ? settled.shift() : callIn(fired.get(step.request));
    if (!call) throw new Error('a step is not in the trace');
    return { ...step, call };
  });
  const inStep = (at) => found.some(({ call: { ts, dur } }) => at >= ts && at < ts + dur);
  const followed = ofPage.filter(({ name, ts }) => (name === 'UpdateLayoutTree' || name === 'Layout') && !inStep(ts));
  /** @type {Map<number, { twin: number, browser: number, hasChanged: boolean }>} */
  const frames = new Map();
  found.forEach(({ ofFrame, hasChanged, call }, at) => {
    const of = frames.get(ofFrame) ?? { twin: 0, browser: 0, hasChanged: false };
    const next = found[at + 1]?.call.ts ?? Infinity;
    of.twin += Math.max(0, call.tdur - ofNothing) / 1000;
    for (const { ts, tdur } of followed) if (ts >= call.ts && ts < next) of.browser += tdur / 1000;
    of.hasChanged ||= hasChanged;
    frames.set(ofFrame, of);
  });
  return [...frames.values()].filter(({ hasChanged }) => hasChanged);
}

const frame = (app) => app.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

/** @param {string} name @param {number[]} milliseconds */
const row = (name, milliseconds) => `${name.padEnd(30)} p50 ${percentile(milliseconds, 0.5).toFixed(3)}  p99 ${percentile(milliseconds, 0.99).toFixed(3)} ms`;

async function measured(app, name, act) {
  await app.told();
  await frame(app);
  await app.page.tracing.start({ categories: ['devtools.timeline'] });
  await app.page.evaluate(() => {
    window.__steps = [];
  });
  await act();
  await frame(app);
  const steps = await app.page.evaluate(() => window.__steps);
  await app.page.evaluate(callNothing, 200);
  const trace = JSON.parse(Buffer.from(await app.page.tracing.stop()).toString());
  const frames = framesIn(trace.traceEvents, steps);
  if (frames.length === 0) throw new Error(`nothing changed while ${name}`);
  const twin = frames.map((of) => of.twin);
  console.log(`${row(name, twin)}  (${frames.length} frames)${percentile(twin, 0.5) > kLimitMilliseconds ? `  over the ${kLimitMilliseconds} ms that are meant` : ''}`);
  console.log(row('  then style and layout', frames.map((of) => of.browser)));
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
  await app.page.evaluate(takeTwinApart);
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
