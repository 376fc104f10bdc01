// Takes line ends out of notes in the ways that feeds, pages and directories do, and remembers where they were.

/**
 * One line of the original: a heading, an item, a paragraph.
 * @typedef {{kind: 'heading' | 'item' | 'paragraph', level: number, marker: string, source: string, text: string}} Piece
 * `source` is its Markdown without the marker, `text` what a reader sees of it.
 */

/** FNV-1a of a file's name: even names are for tuning, odd ones for testing. */
export function isForTesting(name) {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return ((hash >>> 7) & 1) === 1;
}

const marker = /^(#{1,6}|[-*+•◦▪●]|\d{1,3}[.)]|[A-Za-z][.)]|[IVX]{1,4}[.)])\s+(?=\S)/u;
const time = String.raw`(?:\d{1,2}:)?\d{1,3}:\d\d`;
const leadingTime = new RegExp(String.raw`^\(?\[?(${time})\]?\)?(?:\s*[-–—:]\s+|\s+)(?=\S)`, 'u');

/** What a reader sees of a line of Markdown. */
export function rendered(source) {
  return source
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)/g, '$1')
    .replace(/<(https?:[^>]*)>/g, '$1')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/(\*\*|__)(?=\S)(.*?\S)\1/g, '$2')
    .replace(/(^|[\s(])([*_])(?=[^\s*_])([^*_]*[^\s*_])\2(?=$|[\s).,:;!?])/g, '$1$3')
    .replace(/`/g, '')
    .replace(/&amp;/g, '&').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&nbsp;/g, ' ')
    .replace(/\\([\\`*_[\]()#+.!-])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The lines of notes in Markdown or as a plain outline; front matter, code, tables and HTML are left out. */
export function piecesOf(notes) {
  const body = notes.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, '');
  /** @type {Piece[]} */
  const pieces = [];
  let isCode = false;
  let isOpen = false;
  for (const line of body.split(/\r?\n/)) {
    const content = line.trim();
    if (/^(```|~~~)/.test(content)) isCode = !isCode;
    if (isCode || /^(```|~~~|\||<|!\[|[-=*_]{3,}$)/.test(content) || content === '') {
      isOpen = false;
      continue;
    }
    const found = marker.exec(content.replace(/^>\s*/, ''));
    const source = content.replace(/^>\s*/, '').slice(found ? found[0].length : 0).trim();
    const text = rendered(source);
    if (text === '') continue;
    const isHeading = found !== null && found[1].startsWith('#');
    if (!found && isOpen && !/^\W*\d+:\d\d/.test(source)) {
      const last = pieces[pieces.length - 1];
      last.source += ` ${source}`;
      last.text += ` ${text}`;
      continue;
    }
    const indent = /^\s*/.exec(line)?.[0].replace(/\t/g, '    ').length ?? 0;
    pieces.push({
      kind: isHeading ? 'heading' : found ? 'item' : 'paragraph',
      level: isHeading ? found[1].length : found ? 1 + Math.floor(indent / 2) : 0,
      marker: found ? found[1] : '',
      source,
      text: isHeading ? text.replace(/\s*#+$/, '') : text,
    });
    isOpen = !found && !/ {2}$/.test(line);
  }
  return pieces;
}

/** Moves the time that heads a line to its end: "Title (1:14)", or with the next one "Title [1:14-2:02]". */
function withTimeBehind(pieces, asRange) {
  const times = pieces.map((piece) => leadingTime.exec(piece.text));
  return pieces.map((piece, at) => {
    const found = times[at];
    if (!found) return piece;
    const next = times.slice(at + 1).find((other) => other)?.[1];
    const tail = asRange ? `[${found[1]}-${next ?? found[1]}]` : `(${found[1]})`;
    return { ...piece, text: `${piece.text.slice(found[0].length)} ${tail}` };
  });
}

const visible = (text) => Buffer.byteLength(text.replace(/\s+/gu, ''));

/** Joins lines by what stands before each. @param {{before: string, line: string, isKept?: boolean}[]} lines */
function joined(lines) {
  let text = '';
  const starts = [];
  for (const { before, line } of lines) {
    if (text !== '') {
      text += before;
      starts.push(visible(text));
    }
    text += line;
  }
  return { text, starts };
}

function cutAt(squashed, characters) {
  let text = squashed.text.slice(0, characters);
  if (text.length === squashed.text.length) return squashed;
  if (/[\ud800-\udbff]$/.test(text)) text = text.slice(0, -1);
  return { text: `${text}…`, starts: squashed.starts.filter((start) => start < visible(text)) };
}

const numbered = (pieces) => {
  let number = 0;
  return pieces.map((piece) => {
    if (piece.kind !== 'item') number = 0;
    return piece.kind === 'item' ? { ...piece, text: `${++number}. ${piece.text}` } : piece;
  });
};
const by = (between, line) => (pieces) => joined(pieces.map((piece) => ({ before: between, line: line(piece) })));
const plain = (piece) => piece.text;
const withMarker = (piece) => (piece.marker ? `${piece.marker} ${piece.source}` : piece.source);
const bulleted = (sign) => (piece) => (piece.kind === 'item' ? `${sign} ${piece.text}` : piece.text);

/** Joins only the items of each list; all else keeps its line. */
const listsJoined = (between) => (pieces) =>
  joined(pieces.map((piece, at) => ({
    before: piece.kind === 'item' && pieces[at - 1]?.kind === 'item' ? between : '\n\n',
    line: piece.kind === 'item' ? `• ${piece.text}` : piece.text,
  })));

/**
 * The squashers by name. Those with `isBare` leave nothing at a line's end but a space: only what the lines say tells
 * them apart.
 * @type {Record<string, {squash: (pieces: Piece[]) => {text: string, starts: number[]}, isBare?: boolean}>}
 */
export const squashers = {
  'text of the page': { squash: by('', plain) },
  'text, cut at 220': { squash: (pieces) => cutAt(by('', plain)(pieces), 220) },
  'text, cut at 700': { squash: (pieces) => cutAt(by('', plain)(pieces), 700) },
  'ranges at the end': { squash: (pieces) => by('', plain)(withTimeBehind(pieces, true)) },
  'times at the end': { squash: (pieces) => by('', plain)(withTimeBehind(pieces, false)) },
  'Markdown, nothing between': { squash: by('', withMarker) },
  'Markdown, a space between': { squash: by(' ', withMarker) },
  'Markdown, items touch': {
    squash: (pieces) =>
      joined(pieces.map((piece) => ({
        before: piece.kind === 'item' ? '' : ' ',
        line: piece.kind === 'item' ? `- ${piece.text}` : piece.kind === 'heading' ? `${piece.marker} ${piece.text}` : piece.text,
      }))),
  },
  'bullets touch': { squash: by('', bulleted('•')) },
  'bullets, a space between': { squash: by(' ', bulleted('•')) },
  'dashes touch': { squash: by('', bulleted('-')) },
  'dashes, a space between': { squash: by(' ', bulleted('-')) },
  'numbers touch': { squash: (pieces) => by('', plain)(numbered(pieces)) },
  'numbers, a space between': { squash: (pieces) => by(' ', plain)(numbered(pieces)) },
  'numbers and times at the end': { squash: (pieces) => by('', plain)(numbered(withTimeBehind(pieces, false))) },
  'lists only': { squash: listsJoined('') },
  'lists only, a space between': { squash: listsJoined(' ') },
  'text, a space between': { squash: by(' ', plain), isBare: true },
  'ranges at the end, a space between': { squash: (pieces) => by(' ', plain)(withTimeBehind(pieces, true)), isBare: true },
};

/** The times and ranges that a text's lines begin or end with or hold in brackets, as `start-end` in milliseconds. */
export function timesOf(lines) {
  const millis = (clock) => clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;
  const range = new RegExp(String.raw`(${time})(?:\s*[-–—]\s*(${time}))?`, 'u');
  const times = [];
  for (const line of lines) {
    const clean = line.replace(/^(?:[-•*+]|\d{1,3}\.) /, '').replace(/\]\(#[^)]*\)/g, ']');
    for (const form of [
      new RegExp(String.raw`^[*_]*\[?\(?${range.source}(?![\d:])(?!\s*[ap]\.?m\b)`, 'iu'),
      new RegExp(String.raw`[[(]${range.source}[\])][*_]*$`, 'u'),
    ]) {
      const found = form.exec(clean);
      if (!found) continue;
      const parts = [found[1], found[2]].filter((part) => part).map(millis);
      if (parts.length === 2 && parts[1] < parts[0]) continue;
      times.push(parts.join('-'));
      break;
    }
  }
  return times;
}
