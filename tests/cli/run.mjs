// Helpers of the command line's tests.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The folder of shared inputs, or undefined. */
export function sharedFolder() {
  const folder = process.env.EARSHOT_SHARED ?? join(root, '../shared');
  return existsSync(folder) ? folder : undefined;
}

/**
 * Runs the program to its end.
 * @param {string} program path of the native program or of earshot-cli.mjs
 * @param {string[]} words
 * @param {{input?: string | Buffer, cwd?: string}} options
 */
export function run(program, words, options = {}) {
  const [command, first] = program.endsWith('.mjs') ? [process.execPath, [program]] : [program, []];
  const ended = spawnSync(command, [...first, ...words], {
    ...options,
    maxBuffer: 1 << 30,
    encoding: 'utf8',
  });
  const lines = () => ended.stdout.split('\n').filter(Boolean);
  return { code: ended.status, out: ended.stdout, err: ended.stderr, lines, json: () => lines().map((line) => JSON.parse(line)) };
}

/** A new folder with these files (by relative path), removed after the test. */
export function folderWith(t, files) {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-cli-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export const vtt = (...lines) =>
  'WEBVTT\n\n' +
  lines.map((line, i) => `00:0${i}.000 --> 00:0${i + 1}.000\n${line}\n`).join('\n');
