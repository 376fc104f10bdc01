// `earshot import` killed at fifty random moments: the library opens, `earshot verify` is content, and what is found in it
// is what was there before or what is there after. Slow tier: ctest -L slow.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { test } from 'node:test';
import { folderWith, run, vtt } from './run.mjs';

const program = process.env.EARSHOT_CLI_UNDER_TEST ?? process.env.EARSHOT_CLI;
const skip = program ? false : 'EARSHOT_CLI_UNDER_TEST names no program';
const cli = (words) => run(/** @type {string} */ (program), words);

const KILLS = 50;
const SMALL_PACKS = 8; // one more, and they are merged

/** Numbers in [0, 1), the same in every run (mulberry32). */
function randomNumbers(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Runs an import, killed after so many milliseconds; tells whether it was. */
function importKilled(words, after) {
  const [command, first] = program?.endsWith('.mjs') ? [process.execPath, [program]] : [program ?? '', []];
  const child = spawn(command, [...first, ...words], { stdio: 'ignore' });
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), after);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      resolve(signal === 'SIGKILL');
    });
  });
}

test('a library is as before or as after wherever an import is killed', { skip, timeout: 900_000 }, async (t) => {
  const old = Object.fromEntries(Array.from({ length: SMALL_PACKS }, (_, i) => [
    `old/${i}.vtt`, vtt(`the older episode ${i}`, 'plain words '.repeat(300)),
  ]));
  const added = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [
    `new/${i}.vtt`, vtt(`the newer episode ${i}`, `words ${i} `.repeat(400)),
  ]));
  const folder = folderWith(t, { ...old, ...added });
  const saved = join(folder, 'saved');
  const library = join(folder, 'library');
  for (const name of Object.keys(old)) cli(['import', join(folder, name), '-o', saved, '--quiet']);
  const words = ['import', join(folder, 'new'), '-o', library, '--quiet'];

  cpSync(saved, library, { recursive: true });
  const begin = performance.now();
  const whole = cli(words);
  const milliseconds = performance.now() - begin;
  assert.equal(whole.code, 0, whole.err);
  assert.match(whole.out, /merged/);

  const random = randomNumbers(4);
  const seen = { killed: 0, before: 0, after: 0 };
  for (let i = 0; i < KILLS; ++i) {
    rmSync(library, { recursive: true });
    cpSync(saved, library, { recursive: true });
    const after = random() * milliseconds;
    if (await importKilled(words, after)) ++seen.killed;
    const verified = cli(['verify', library]);
    assert.equal(verified.code, 0, `${verified.out}${verified.err} after ${after} ms`);
    const total = cli(['search', library, 'newer', '--json']).json()[0].total;
    assert.ok(total === 0 || total === 200, `${total} after ${after} ms`);
    ++seen[total === 0 ? 'before' : 'after'];
    assert.equal(cli(['search', library, 'older', '--json']).json()[0].total, SMALL_PACKS);
  }
  // A first import leaves a library of all or of nothing.
  for (let i = 0; i < KILLS; ++i) {
    rmSync(library, { recursive: true, force: true });
    const after = random() * milliseconds;
    if (await importKilled(words, after)) ++seen.killed;
    if (!existsSync(library)) continue;
    assert.equal(cli(['verify', library]).code, 0, `${after} ms`);
    const total = cli(['search', library, 'newer', '--json']).json()[0].total;
    assert.ok(total === 0 || total === 200, `${total} after ${after} ms`);
  }
  t.diagnostic(JSON.stringify(seen));
  assert.ok(seen.killed > KILLS);
  // And the next import brings it up to date.
  assert.equal(cli(words).code, 0);
  assert.equal(cli(['search', library, 'newer', '--json']).json()[0].total, 200);
});
