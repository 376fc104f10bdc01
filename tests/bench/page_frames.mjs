// What a frame costs in the page while somebody scrolls: thread time of our exports (tick, render) in Chromium, over a
// library of a thousand episodes, over what a common word finds in it, and over a transcript of 100,000 cues. Wall time
// would measure the software GL of the machine; frame_bench.cpp measures the same natively.
//
//   node tests/bench/page_frames.mjs [FRAMES]
import { pathToFileURL } from 'node:url';
import { startBrowser, whySkipped } from '../e2e/lib/app.mjs';

const kEpisodes = 1000;
const kCuesOfEach = 100;
const kLongCues = 100_000;
const kWords = ('so what we measured then was the tail and not the mean because a cache that lies once in a day is what wakes people up at ' +
  'night which you told us already another time before').split(' ');

/** Eleven words, always the same for a number. @param {number} number */
function sentence(number) {
  let state = (Math.imul(number, 2654435761) + 1) >>> 0;
  const words = Array.from({ length: 11 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return kWords[(state >>> 16) % kWords.length];
  });
  return `${words.join(' ')}.`;
}

/** @param {number} milliseconds */
function stamp(milliseconds) {
  const two = (number) => String(number).padStart(2, '0');
  const seconds = Math.floor(milliseconds / 1000);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${String(milliseconds % 1000).padStart(3, '0')}`;
}

/** @param {number} count @param {number} first */
export const madeTranscript = (count, first) =>
  `WEBVTT\n\n${Array.from({ length: count }, (_, number) => `${stamp(number * 360)} --> ${stamp(number * 360 + 350)}\n${sentence(first + number)}\n`).join('\n')}`;

/**
 * Finds the page's own bridge to the program, so that its exports can be called one by one (`window.__bridge`). A module
 * is the same for everybody who asks for it by its address.
 * @param {import('../e2e/lib/app.mjs').App} app
 */
export async function takeBridge(app) {
  await app.page.evaluate(async () => {
    const { name } = performance.getEntriesByType('resource').find((entry) => /\/bridge\.[^/]*js$/.test(entry.name));
    const { Bridge } = await import(name);
    const { tick } = Bridge.prototype;
    const taken = new Promise((resolve) => {
      Bridge.prototype.tick = function (now) {
        Bridge.prototype.tick = tick;
        resolve(this);
        return tick.call(this, now);
      };
    });
    window.dispatchEvent(new Event('blur')); // makes it tick
    window.__bridge = await taken;
  });
}

/**
 * Runs functions in the page one after the other, each as a task of its own, and answers the thread time of each run, by
 * the function's name. The browser's trace tells it, function by function.
 * @param {import('../e2e/lib/app.mjs').App} app
 * @param {(argument: any) => void} install runs in the page: leaves an array of named functions of the round's number in `window.__steps`
 * @param {number} rounds
 * @param {any} [argument] of `install`
 * @returns {Promise<Record<string, number[]>>} milliseconds
 */
export async function threadTimes(app, install, rounds, argument) {
  await app.page.evaluate(install, argument);
  await app.page.tracing.start({ categories: ['devtools.timeline', 'v8'] });
  await app.page.evaluate(async (count) => {
    const channel = new MessageChannel();
    for (let round = 0; round < count; ++round) {
      for (const step of window.__steps) {
        await new Promise((resolve) => {
          channel.port1.onmessage = { [step.name]: () => { step(round); resolve(); } }[step.name];
          channel.port2.postMessage(0);
        });
      }
    }
    channel.port1.close();
  }, rounds);
  const trace = JSON.parse(Buffer.from(await app.page.tracing.stop()).toString('utf8'));
  /** @type {Record<string, number[]>} */
  const times = {};
  for (const { name, args, tdur } of trace.traceEvents) {
    if (name !== 'FunctionCall' || tdur === undefined) continue;
    (times[args?.data?.functionName ?? ''] ??= []).push(tdur / 1000);
  }
  return times;
}

/** @param {number[]} samples @param {number} share */
const percentile = (samples, share) => [...samples].sort((a, b) => a - b)[Math.floor(share * (samples.length - 1))] ?? NaN;

/** @param {string} name @param {number[]} samples */
export function row(name, samples) {
  const said = (share) => percentile(samples, share).toFixed(3).padStart(8);
  return `${name.padEnd(34)} p50 ${said(0.5)}  p99 ${said(0.99)}  most ${said(1)} ms`;
}

/** A turn of the wheel, a tick, a render: the three by turns. @param {number} points a frame; positive: towards the top */
function installScrolling(points) {
  const { module } = window.__bridge;
  let now = performance.now() / 1000;
  window.__steps = [
    function turnTheWheel() {
      module._earshot_wheel_turn(0, points, 0);
    },
    function tickOfFrame() {
      module._earshot_frame_tick((now += 0.016));
    },
    function renderOfFrame() {
      module._earshot_frame_render();
    },
  ];
}

/**
 * @param {import('../e2e/lib/app.mjs').App} app
 * @param {string} name of the rows
 * @param {string} role of what scrolls
 * @param {number} x where the pointer is
 * @param {number} points a frame
 * @param {number} frames
 */
async function scroll(app, name, role, x, points, frames) {
  await app.page.mouse.move(x, 500);
  await app.pass(2);
  const before = await app.names(role);
  const times = await threadTimes(app, installScrolling, frames, points);
  await app.page.mouse.move(x, 501); // the page itself ticks, and its twin follows
  await app.wait((r, seen) => String(window.__find(r, null).map((element) => window.__place(element).name)) !== String(seen), role, before);
  console.log(row(`${name}: tick`, times.tickOfFrame ?? []));
  console.log(row(`${name}: render`, times.renderOfFrame ?? []));
}

/** @param {number} frames */
async function main(frames) {
  const why = whySkipped();
  if (why) throw new Error(why);
  /** @type {(() => Promise<void>)[]} */
  const closers = [];
  const browser = await startBrowser({ after: (done) => closers.push(done) });
  try {
    console.log('frames while scrolling in the page, thread time of the exports');
    const many = await browser.open();
    const files = Array.from({ length: kEpisodes }, (_, number) => ({
      name: `${String(number).padStart(4, '0')}-${sentence(number).replace('.', '').replaceAll(' ', '-')}.vtt`,
      text: madeTranscript(kCuesOfEach, number * kCuesOfEach),
    }));
    await many.give('drop', files);
    await many.find('status', /^Added/);
    await takeBridge(many);
    // What was opened has no date, so that it is the last.
    await scroll(many, 'library of 1,000 episodes', 'listitem', 150, 24, frames);
    await many.search('cache');
    await many.find('option', /cache/i);
    await many.page.keyboard.press('Escape');
    await scroll(many, 'results of a common word', 'option', 700, -24, frames);
    await many.context.close();
    const long = await browser.open();
    await long.give('drop', [{ name: 'a-long-day.vtt', text: madeTranscript(kLongCues, 1) }]);
    await long.find('paragraph', /measured|cache/);
    await takeBridge(long);
    await scroll(long, 'transcript of 100,000 cues', 'paragraph', 700, -24, frames);
    await long.context.close();
  } finally {
    for (const close of closers) await close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(Number(process.argv[2] ?? 600));
}
