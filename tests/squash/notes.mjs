// The notes whose squashed forms the de-squasher is tuned and tested on.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isForTesting, piecesOf } from './squasher.mjs';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The folder of shared inputs, or undefined. */
export function sharedFolder() {
  const folder = process.env.EARSHOT_SHARED ?? join(root, '../shared');
  return existsSync(folder) ? folder : undefined;
}

const inFolder = (folder, ending) =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ending)).sort().map((name) => join(folder, name)) : [];
const nameOf = (path) => path.slice(path.lastIndexOf('/') + 1);
const isIn = (half) => (path) => isForTesting(nameOf(path)) === (half === 'testing');

/** Notes of the demo show; squashed ones, texts about it and its page are none. */
const demo = () =>
  [...inFolder(join(root, 'assets/demo'), '.md'), ...inFolder(join(root, 'assets/demo'), '.txt')].filter(
    (path) => /\/\d+-/.test(path) && readFileSync(path, 'utf8').split('\n').every((line) => line.length < 1000),
  );

/**
 * Originals of one half, cut into lines. @param {'tuning' | 'testing'} half @param {number} most of a show's files, evenly
 */
export function notesFiles(half, most = Infinity) {
  const shared = sharedFolder();
  const corpus = shared ? inFolder(join(shared, 'corpus/syntaxfm'), '.md').filter(isIn(half)) : [];
  const step = Math.max(1, corpus.length / most);
  const picked = corpus.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  return [...demo().filter(isIn(half)), ...picked]
    .map((path) => ({ path, pieces: piecesOf(readFileSync(path, 'utf8')) }))
    .filter(({ pieces }) => pieces.length >= 4);
}

/** Texts that nothing is squashed in: notes as they are, paragraphs, titles, sentences of transcripts. */
export function proseFiles(half) {
  const texts = [];
  for (const { path, pieces } of notesFiles(half)) {
    texts.push(...pieces.filter(({ kind, text }) => kind === 'paragraph' && text.length > 120).map(({ text }) => text));
    texts.push(readFileSync(path, 'utf8'));
    const title = /^title: "?(.*?)"?$/m.exec(readFileSync(path, 'utf8'));
    if (title) texts.push(title[1]);
  }
  const shared = sharedFolder();
  const spoken = shared ? inFolder(join(shared, 'corpus/talkpython'), '.vtt').filter(isIn(half)) : [];
  for (const path of spoken.filter((_, at) => at % 20 === 0)) {
    const lines = readFileSync(path, 'utf8').split('\n').filter((line) => line && !/-->|^WEBVTT|^\d+$|^NOTE/.test(line));
    texts.push(lines.slice(0, 150).join(' ').replace(/<[^>]*>/g, ''));
  }
  return texts;
}
