/**
 * The import worker: a core of its own with all parsers. Reads the files one after the other, so that memory holds one
 * at a time, and sends finished packs as they come.
 */

import makeModule from './earshot-import.mjs';

/** @typedef {{ path: string, file: File }} ArrivedFile */

/** Progress more often than this is only work. */
const PROGRESS_MILLISECONDS = 100;

/** What has been read is shown and searched this often; each time costs the page some milliseconds. */
const EARLY_MILLISECONDS = 250;

const encoder = new TextEncoder();
const scope = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** @type {Promise<EarshotImportModule> | null} */
let loading = null;
let cancelledJob = 0;

/** @typedef {{ type: string, job: number, files: ArrivedFile[], order: import('./import.js').MergeOrder }} Wish */

scope.onmessage = (/** @type {MessageEvent<Wish>} */ event) => {
  const message = event.data;
  if (message.type === 'merge') {
    merge(message.order).catch(() => {
      scope.postMessage({ type: 'merged', ids: message.order.ids, bytes: new ArrayBuffer(0), blob: new Blob([]) });
    });
  } else if (message.type === 'cancel') {
    cancelledJob = message.job;
  } else if (message.type === 'start') {
    run(message.job, message.files).catch((error) => {
      scope.postMessage({ type: 'died', job: message.job, message: describe(error) });
    });
  }
};

/** @param {unknown} error */
function describe(error) {
  const text = error instanceof Error ? error.message : String(error);
  return /out of memory|memory access|OOM|Cannot enlarge/i.test(text) ? 'the browser gave it no more memory' : text;
}

/**
 * @param {number} job
 * @param {ArrivedFile[]} files
 */
async function run(job, files) {
  loading ??= makeModule({ print: () => {}, printErr: () => {} });
  const m = await loading;
  const order = JSON.stringify({ files: files.map(({ path, file }) => [path, file.size]) });
  withBytes(m, encoder.encode(order), (at, size) => m._earshot_import_begin(at, size));

  let told = 0;
  let shown = -EARLY_MILLISECONDS; // the first file at once
  const tell = () => {
    scope.postMessage({ type: 'progress', job, done: m._earshot_import_done(), total: m._earshot_import_total() });
    told = performance.now();
  };
  tell();
  while (cancelledJob !== job) {
    // A file out of an archive comes without waiting for anything; a wish to stop is heard only while waiting.
    if (m._earshot_import_step() === 0) {
      const entry = m._earshot_import_next();
      if (entry < 0) break;
      await readFile(m, entry, files[entry]);
    }
    const isEarly = () => performance.now() - shown >= EARLY_MILLISECONDS && sendEarlyPack(m, job);
    if (sendPacks(m, job) || isEarly()) shown = performance.now();
    if (performance.now() - told < PROGRESS_MILLISECONDS) continue;
    tell();
    await new Promise((resolve) => setTimeout(resolve));
  }
  m._earshot_import_end();
  sendPacks(m, job);
  tell();
  const cancelled = cancelledJob === job;
  const reports = copyAnswer(m, m._earshot_import_reports());
  scope.postMessage({ type: 'finish', job, cancelled, reports: reports.buffer }, [reports.buffer]);
}

/**
 * Makes one pack of several.
 * @param {import('./import.js').MergeOrder} order
 */
async function merge(order) {
  loading ??= makeModule({ print: () => {}, printErr: () => {} });
  const m = await loading;
  const packs = await Promise.all(order.blobs.map((blob) => blob.arrayBuffer()));
  // Nothing waits from here on: two merges do not mix.
  for (const pack of packs) withBytes(m, new Uint8Array(pack), (at, size) => m._earshot_merge_add(at, size));
  let answer = 0;
  const json = JSON.stringify({ left_out: order.leftOut, sources: order.sources, repair: order.repair });
  withBytes(m, encoder.encode(json), (at, size) => {
    answer = m._earshot_merge_run(at, size);
  });
  const bytes = copyAnswer(m, answer);
  const blob = new Blob([bytes], { type: 'application/octet-stream' });
  scope.postMessage({ type: 'merged', ids: order.ids, bytes: bytes.buffer, blob }, [bytes.buffer]);
}

/**
 * @param {EarshotImportModule} m
 * @param {number} entry
 * @param {ArrivedFile | undefined} arrived
 */
async function readFile(m, entry, arrived) {
  /** @type {Uint8Array | null} */
  let bytes = null;
  let why = 'it is gone';
  try {
    if (arrived) bytes = new Uint8Array(await arrived.file.arrayBuffer());
  } catch (error) {
    why = describe(error); // moved, or a folder that looked like a file
  }
  if (bytes) withBytes(m, bytes, (at, size) => m._earshot_import_add(entry, at, size));
  else withBytes(m, encoder.encode(why), (at, size) => m._earshot_import_miss(entry, at, size));
}

/**
 * Packs leave as buffers that move, and as blobs, which the page stores without touching their bytes.
 * @param {EarshotImportModule} m
 * @param {number} job
 * @returns {boolean} there were some
 */
function sendPacks(m, job) {
  for (let count = 0; ; count++) {
    const bytes = copyAnswer(m, m._earshot_pack_take());
    if (bytes.length === 0) return count > 0;
    const blob = new Blob([bytes], { type: 'application/octet-stream' });
    scope.postMessage({ type: 'pack', job, bytes: bytes.buffer, blob }, [bytes.buffer]);
  }
}

/**
 * @param {EarshotImportModule} m
 * @param {number} job
 * @returns {boolean} there was one
 */
function sendEarlyPack(m, job) {
  const bytes = copyAnswer(m, m._earshot_early_pack_take());
  if (bytes.length === 0) return false;
  scope.postMessage({ type: 'earlyPack', job, bytes: bytes.buffer }, [bytes.buffer]);
  return true;
}

/**
 * @param {EarshotImportModule} m
 * @param {number} at
 */
function copyAnswer(m, at) {
  return m.HEAPU8.slice(at, at + m._earshot_answer_size());
}

/**
 * Copies `bytes` into the heap for one call; C++ keeps its own copy.
 * @param {EarshotImportModule} m
 * @param {Uint8Array} bytes
 * @param {(at: number, size: number) => void} call
 */
function withBytes(m, bytes, call) {
  const at = m._malloc(Math.max(bytes.length, 1));
  if (at === 0) throw new Error('out of memory');
  m.HEAPU8.set(bytes, at);
  call(at, bytes.length);
  m._free(at);
}

