// 560 real transcripts dropped as a folder: how long it takes, and whether the page stays usable meanwhile.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { cleanUps, sharedFolder, startBrowser, whySkipped } from './lib/app.mjs';
import { answers, described, installAnswers, installLatencyProbe, measureTyping, percentile } from './lib/latency.mjs';

const corpus = sharedFolder('corpus/talkpython');
const skip = whySkipped() || (corpus ? false : 'the corpus is not on this machine');
/** A call of ours on the main thread may take this much of its CPU. */
const kMostMilliseconds = 50;
const kMostSeconds = 60;
/** From a key to its state, during the import against the same words when it is over. */
const kMostRatio = 2;
const kWords = ['python', 'flask', 'database', 'testing', 'michael', 'async', 'notebook', 'deploy'];

let app;
let folder;
after(() => cleanUps.run());
before(async () => {
  if (skip) return;
  folder = mkdtempSync(path.join(os.tmpdir(), 'earshot-corpus-'));
  for (const name of readdirSync(corpus)) if (name.endsWith('.vtt')) cpSync(path.join(corpus, name), path.join(folder, 'Talk', name));
  app = await (await startBrowser(cleanUps)).open();
});
after(() => folder && rmSync(folder, { recursive: true, force: true }));

/**
 * Tasks of the page's main thread from a trace, by CPU time in milliseconds, longest first.
 * @param {Uint8Array} trace
 */
function mainThreadTasks(trace) {
  const { traceEvents } = JSON.parse(Buffer.from(trace).toString('utf8'));
  const mains = traceEvents.filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain');
  const perThread = mains.map(({ pid, tid }) =>
    traceEvents
      .filter((event) => event.pid === pid && event.tid === tid && event.name === 'RunTask' && event.tdur)
      .map((event) => ({ cpu: event.tdur / 1000, wall: event.dur / 1000, at: event.ts, pid, tid })));
  const tasks = perThread.sort((a, b) => b.reduce((s, t) => s + t.cpu, 0) - a.reduce((s, t) => s + t.cpu, 0))[0] ?? [];
  for (const task of tasks) {
    if (task.cpu < kMostMilliseconds / 2) continue;
    task.inside = traceEvents
      .filter((event) => event.pid === task.pid && event.tid === task.tid && event.name !== 'RunTask' && event.dur > 5000 &&
        event.ts >= task.at && event.ts <= task.at + task.wall * 1000)
      .map((event) => `${event.name}${event.args?.data?.functionName ? ` ${event.args.data.functionName}` : ''} ${Math.round((event.tdur ?? event.dur) / 1000)}`)
      .slice(0, 8);
  }
  return tasks.sort((a, b) => b.cpu - a.cpu);
}

test('a folder of 560 transcripts becomes a library while the page stays usable', { skip, timeout: 600_000 }, async (t) => {
  const expected = readdirSync(path.join(folder, 'Talk')).length;
  await app.find('navigation', 'Library');
  await app.page.tracing.start({ categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'] });
  const begin = Date.now();
  await installLatencyProbe(app);
  await app.drop(path.join(folder, 'Talk'));
  await app.find('progressbar', null);
  const importing = Date.now();
  // Searching during the import.
  const isImporting = async () => (await app.count('status', /^Added/)) === 0;
  const during = [];
  while (await isImporting()) during.push(...(await measureTyping(app, kWords, isImporting)));
  await app.find('status', /^Added \d+/);
  const seconds = (Date.now() - begin) / 1000;
  const seen = (await app.find('status', /^Added/)).name;
  t.diagnostic(`${seen}; ${expected} files in ${seconds.toFixed(1)} s (reading the folder ${((importing - begin) / 1000).toFixed(1)} s)`);
  // The same on the same library when nothing else is going on.
  const idle = [...(await measureTyping(app, kWords)), ...(await measureTyping(app, kWords))];
  const trace = await app.page.tracing.stop();
  const tasks = mainThreadTasks(trace ?? new Uint8Array());
  const ratio = percentile(during, 0.5) / percentile(idle, 0.5);
  t.diagnostic(`from a key to its state during the import: ${described(during)}`);
  t.diagnostic(`from a key to its state afterwards: ${described(idle)}; medians 1 : ${ratio.toFixed(2)}, ` +
    `95 % 1 : ${(percentile(during, 0.95) / percentile(idle, 0.95)).toFixed(2)}`);
  for (const task of tasks.slice(0, 6)) t.diagnostic(`main thread: ${task.cpu.toFixed(1)} ms CPU, ${task.wall.toFixed(1)} ms wall: ${(task.inside ?? []).join(', ')}`);
  await app.search('guido van rossum');
  await app.find('option', /[Gg]uido/);
  assert.match(seen, new RegExp(`Added ${expected} episodes|Added [1-9]`));
  assert.ok(seconds <= kMostSeconds, `${seconds} s`);
  assert.ok((tasks[0]?.cpu ?? 0) <= kMostMilliseconds, `a task of ${tasks[0]?.cpu} ms`);
  assert.ok(during.length >= 20, `only ${during.length} keys while it ran`);
  assert.ok(ratio <= kMostRatio, `a key takes ${ratio.toFixed(2)} times as long during the import`);
});

test('what is read is found at once, and more of it all the time', { skip, timeout: 300_000 }, async (t) => {
  const fresh = await (await startBrowser(cleanUps)).open();
  await fresh.search('flask');
  await installAnswers(fresh);
  await fresh.drop(path.join(folder, 'Talk'));
  await fresh.find('status', /^Added \d+/);
  const { first, told } = await answers(fresh);
  const waits = told.map((at, i) => at - (told[i - 1] ?? 0)).sort((a, b) => a - b);
  t.diagnostic(`from the drop to the first moment ${first.toFixed(0)} ms; ${told.length} totals in ${(told.at(-1) / 1000).toFixed(1)} s, ` +
    `the longest wait for the next one ${waits.at(-1).toFixed(0)} ms, median ${percentile(waits, 0.5).toFixed(0)} ms`);
  assert.ok(first > 0 && told.length > 5, 'it is found while the import runs');
});

test('after a reload all of it is there', { skip, timeout: 300_000 }, async (t) => {
  const begin = Date.now();
  await app.reload();
  await app.search('guido van rossum');
  await app.find('option', /[Gg]uido/);
  t.diagnostic(`reload to first hit: ${Date.now() - begin} ms`);
});
