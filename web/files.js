/**
 * Files from outside: the picker, drops of files and folders, pastes. All end as a list of `{ path, file }`; nothing is
 * read here.
 */

import { say } from './words.js';

/** @typedef {{ path: string, file: File }} ArrivedFile */
/** @typedef {{ files: ArrivedFile[], label: string, link?: string }} Arrival `link`: an address that was pasted instead of files */

/** Folders inside folders beyond this are a loop of links, not a library. */
const MAX_DEPTH = 32;
/** More files than this are a whole disk, dropped by mistake. */
const MAX_FILES = 200_000;

/**
 * What to call an arrival: the dropped folder, or the only file.
 * @param {ArrivedFile[]} files
 */
export function labelOf(files) {
  const first = files[0];
  if (!first) return '';
  const folder = first.path.includes('/') ? first.path.slice(0, first.path.indexOf('/')) : '';
  if (folder && files.every(({ path }) => path.startsWith(`${folder}/`))) return folder;
  return files.length === 1 ? first.path : '';
}

/**
 * What a text input of the picker holds.
 * @param {Iterable<File>} list
 * @returns {ArrivedFile[]}
 */
export function filesOfList(list) {
  return [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/**
 * Files of dropped entries, folders included, in steps that leave the page its turn.
 * @param {FileSystemEntry[]} entries
 * @returns {Promise<ArrivedFile[]>}
 */
export async function filesOfEntries(entries) {
  /** @type {ArrivedFile[]} */
  const files = [];
  /** @type {{ entry: FileSystemEntry, path: string, depth: number }[]} */
  const open = entries.map((entry) => ({ entry, path: entry.name, depth: 0 })).reverse();
  for (let next = open.pop(); next && files.length < MAX_FILES; next = open.pop()) {
    const { entry, path, depth } = next;
    if (entry.isFile) {
      const file = await fileOf(/** @type {FileSystemFileEntry} */ (entry));
      if (file) files.push({ path, file });
    } else if (depth < MAX_DEPTH) {
      const inside = await entriesOf(/** @type {FileSystemDirectoryEntry} */ (entry));
      inside.sort((a, b) => (a.name < b.name ? 1 : -1)); // backwards: taken from the end
      for (const child of inside) open.push({ entry: child, path: `${path}/${child.name}`, depth: depth + 1 });
    }
  }
  return files;
}

/**
 * @param {FileSystemFileEntry} entry
 * @returns {Promise<File | null>}
 */
function fileOf(entry) {
  // A file that vanished meanwhile is no file.
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}

/**
 * @param {FileSystemDirectoryEntry} folder
 * @returns {Promise<FileSystemEntry[]>}
 */
async function entriesOf(folder) {
  const reader = folder.createReader();
  /** @type {FileSystemEntry[]} */
  const all = [];
  for (;;) {
    // Chromium gives a hundred at a time and says the end by an empty list.
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/**
 * Eight hexadecimal digits (FNV-1a, 32 bits): a name's tail, not a checksum.
 * @param {string} text
 */
function shortHash(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; ++i) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/**
 * A name for pasted text: its first line, and what tells it from another that begins alike (`WEBVTT`).
 * @param {string} text
 */
export function nameOfPaste(text) {
  const line = text.trimStart().split('\n', 1)[0] ?? '';
  const name = line.replace(/[\\/:*?"<>|\p{Cc}\s]+/gu, ' ').trim().slice(0, 60).trim();
  return `${name || say('pastedText')} ${shortHash(text)}.txt`;
}

/**
 * Text that was pasted, as a file; null where there is none.
 * @param {DataTransfer} data
 * @returns {ArrivedFile[]}
 */
export function filesOfPaste(data) {
  if (data.files.length > 0) return filesOfList(data.files);
  const text = data.getData('text/plain');
  if (!text.trim()) return [];
  const name = nameOfPaste(text);
  return [{ path: name, file: new File([text], name, { type: 'text/plain' }) }];
}

/**
 * The text box of the twin at a place of the window. Events go to the canvas, which draws it; under an open dialog
 * there is only the dialog's.
 * @param {Pick<Element, 'querySelector' | 'querySelectorAll'>} twin
 * @param {number} x
 * @param {number} y
 */
export function textBoxAt(twin, x, y) {
  const boxes = (twin.querySelector('[aria-modal="true"]') ?? twin).querySelectorAll('input');
  return [...boxes].find((box) => {
    const { left, top, right, bottom } = box.getBoundingClientRect();
    return x >= left && x < right && y >= top && y < bottom;
  });
}

/**
 * Types words where the caret is, as one line; the browser tells the app as it tells of every input.
 * @param {HTMLInputElement} box
 * @param {string} words
 */
function typeInto(box, words) {
  box.focus();
  box.ownerDocument.execCommand('insertText', false, words.replace(/\s+/g, ' ').trim());
}

export class Files {
  /**
   * @param {Document} page
   * @param {HTMLElement} dropSign shown while files hover over the page
   * @param {(arrival: Arrival) => void} arrive
   * @param {(target: EventTarget | null) => boolean} isTextBox keeps its own pastes
   * @param {(x: number, y: number) => HTMLInputElement | undefined} boxAt takes the words that are dropped on it
   */
  constructor(page, dropSign, arrive, isTextBox, boxAt) {
    this.page = page;
    this.dropSign = dropSign;
    this.arrive = arrive;
    this.isTextBox = isTextBox;
    this.boxAt = boxAt;
    this.pickers = { files: this.makePicker(false), folder: this.makePicker(true) };
    this.depth = 0;
    page.addEventListener('dragenter', (event) => this.onDragEnter(event));
    page.addEventListener('dragleave', () => this.showSign(this.depth - 1));
    page.addEventListener('dragover', (event) => this.onDragOver(event));
    page.addEventListener('drop', (event) => this.onDrop(event));
    page.addEventListener('paste', (event) => this.onPaste(event));
  }

  /**
   * Opens the browser's picker; only inside a user's gesture.
   * @param {boolean} folder
   */
  pick(folder) {
    const picker = folder ? this.pickers.folder : this.pickers.files;
    picker.value = ''; // the same file again is a choice, too
    picker.click();
  }

  /** @param {boolean} folder */
  makePicker(folder) {
    const picker = this.page.createElement('input');
    picker.type = 'file';
    picker.multiple = true;
    picker.webkitdirectory = folder;
    picker.hidden = true;
    picker.id = folder ? 'pick-folder' : 'pick-files';
    picker.addEventListener('change', () => this.send(filesOfList(picker.files ?? [])));
    this.page.body.append(picker);
    return picker;
  }

  /** @param {ArrivedFile[]} files */
  send(files) {
    if (files.length > 0) this.arrive({ files, label: labelOf(files) });
  }

  /** @param {number} depth elements under the pointer that know of the drag */
  showSign(depth) {
    this.depth = Math.max(depth, 0);
    this.dropSign.hidden = this.depth === 0;
  }

  /** @param {DragEvent} event */
  onDragEnter(event) {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    this.showSign(this.depth + 1);
  }

  /** @param {DragEvent} event */
  onDragOver(event) {
    if (!carriesFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  }

  /** @param {DragEvent} event */
  onDrop(event) {
    this.showSign(0);
    const data = event.dataTransfer;
    if (!data) return;
    event.preventDefault(); // the browser would leave the page to show the file
    // Both lists are empty once this handler has returned.
    /** @type {FileSystemEntry[]} */
    const entries = [];
    for (const item of data.items) {
      const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
      if (entry) entries.push(entry);
    }
    if (entries.length === 0) {
      const text = data.files.length === 0 ? data.getData('text/plain').trim() : '';
      const box = text ? this.boxAt(event.clientX, event.clientY) : undefined;
      if (isLink(text)) this.arrive({ files: [], label: '', link: text });
      else if (box) typeInto(box, text);
      else this.send(filesOfPaste(data));
      return;
    }
    const plain = filesOfList(data.files);
    filesOfEntries(entries).then(
      (files) => this.send(files),
      () => this.send(plain),
    );
  }

  /** @param {ClipboardEvent} event */
  onPaste(event) {
    const data = event.clipboardData;
    if (!data || (data.files.length === 0 && this.isTextBox(event.target))) return;
    const text = data.files.length === 0 ? data.getData('text/plain').trim() : '';
    if (isLink(text)) {
      event.preventDefault();
      this.arrive({ files: [], label: '', link: text });
      return;
    }
    const files = filesOfPaste(data);
    if (files.length === 0) return;
    event.preventDefault();
    this.send(files);
  }
}

/**
 * Whether a text is a link to a moment, as the program copies them, or any other address. The app tells them apart,
 * and says of the latter what to do with it.
 * @param {string} text
 */
export function isLink(text) {
  return /^(earshot:episode=|https?:\/\/|feed:|podcast:\/\/|pcast:|itpc:\/\/)\S+$/i.test(text);
}

/** @param {DragEvent} event */
function carriesFiles(event) {
  return event.dataTransfer?.types.some((type) => type === 'Files' || type === 'text/plain') ?? false;
}
