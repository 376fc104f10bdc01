/**
 * Imports run in a worker of their own with its own core; this is the page's end. One job at a time: the app asks for
 * the next when one is done. The worker is made at the first import, and made anew when it died.
 */

import { say } from './words.js';

/** @typedef {import('./files.js').ArrivedFile} ArrivedFile */

/**
 * What the worker says.
 * @typedef {{ type: 'progress', job: number, done: number, total: number }
 *   | { type: 'pack', job: number, bytes: ArrayBuffer, blob: Blob }
 *   | { type: 'earlyPack', job: number, bytes: ArrayBuffer }
 *   | { type: 'finish', job: number, cancelled: boolean, reports: ArrayBuffer }
 *   | { type: 'merged', ids: string[], bytes: ArrayBuffer, blob: Blob }
 *   | { type: 'died', job: number, message: string }} WorkerSays
 */

/**
 * Packs to be made into one, the oldest first.
 * @typedef {object} MergeOrder
 * @property {string[]} ids
 * @property {Blob[]} blobs
 * @property {number[][]} leftOut numbers of the episodes of each that are not to be in it
 * @property {string[]} sources that are not to be in it
 * @property {boolean} repair characters that were read in a wrong encoding are put right on the way
 */

/**
 * @typedef {object} ImportTarget
 * @property {(job: number, done: number, total: number) => void} progress
 * @property {(job: number, bytes: Uint8Array, blob: Blob) => void} pack
 * @property {(job: number, bytes: Uint8Array) => void} earlyPack to be shown until the next pack, not to be stored
 * @property {(ids: string[], bytes: Uint8Array, blob: Blob) => void} merged no bytes: it could not be done
 * @property {(job: number, cancelled: boolean, error: string, reports: Uint8Array) => void} finish
 */

/** A worker that does not stop by itself in this time is ended. */
const STOP_SECONDS = 5;

export class Imports {
  /**
   * @param {ImportTarget} target
   * @param {() => Worker} makeWorker
   */
  constructor(target, makeWorker) {
    this.target = target;
    this.makeWorker = makeWorker;
    /** @type {Map<number, { files: ArrivedFile[], label: string }>} */
    this.waiting = new Map();
    this.nextJob = 1;
    /** @type {Worker | null} */
    this.worker = null;
    this.running = 0;
    this.stopTimer = 0;
    /** @type {string[] | null} the packs that are being merged */
    this.merging = null;
  }

  /** @param {MergeOrder} order */
  merge(order) {
    this.merging = order.ids;
    try {
      this.worker ??= this.connect();
      this.worker.postMessage({ type: 'merge', order });
    } catch {
      this.endMerge(new Uint8Array(), new Blob([]));
    }
  }

  /**
   * @param {Uint8Array} bytes
   * @param {Blob} blob
   */
  endMerge(bytes, blob) {
    const ids = this.merging;
    this.merging = null;
    if (ids) this.target.merged(ids, bytes, blob);
  }

  /**
   * Keeps files until the app asks for their import.
   * @param {import('./files.js').Arrival} arrival
   * @returns {number} the job's number
   */
  add(arrival) {
    const job = this.nextJob++;
    this.waiting.set(job, arrival);
    return job;
  }

  /** @param {number} job */
  start(job) {
    const arrival = this.waiting.get(job);
    this.waiting.delete(job);
    if (!arrival) {
      this.target.finish(job, false, say('filesGone'), new Uint8Array());
      return;
    }
    this.running = job;
    try {
      this.worker ??= this.connect();
      this.worker.postMessage({ type: 'start', job, files: arrival.files });
    } catch (error) {
      this.die(job, String(error));
    }
  }

  /** @param {number} job */
  stop(job) {
    if (this.waiting.delete(job) || job !== this.running || !this.worker) {
      this.target.finish(job, true, '', new Uint8Array());
      return;
    }
    this.worker.postMessage({ type: 'cancel', job });
    this.stopTimer = window.setTimeout(() => {
      this.endWorker();
      this.end(job, true, '', new Uint8Array());
    }, STOP_SECONDS * 1000);
  }

  connect() {
    const worker = this.makeWorker();
    worker.onmessage = (event) => this.onMessage(/** @type {WorkerSays} */ (event.data));
    worker.onerror = (event) => {
      event.preventDefault();
      this.die(this.running, event.message || say('notLoaded'));
    };
    return worker;
  }

  /** @param {WorkerSays} message */
  onMessage(message) {
    if (message.type === 'merged') {
      this.endMerge(new Uint8Array(message.bytes), message.blob);
      return;
    }
    if (message.job !== this.running) return;
    switch (message.type) {
      case 'progress':
        this.target.progress(message.job, message.done, message.total);
        break;
      case 'pack':
        this.target.pack(message.job, new Uint8Array(message.bytes), message.blob);
        break;
      case 'earlyPack':
        this.target.earlyPack(message.job, new Uint8Array(message.bytes));
        break;
      case 'finish':
        this.end(message.job, message.cancelled, '', new Uint8Array(message.reports));
        break;
      case 'died':
        this.die(message.job, message.message);
        break;
    }
  }

  /**
   * @param {number} job
   * @param {string} why
   */
  die(job, why) {
    this.endWorker();
    if (job !== 0) this.end(job, false, say('importDied', why), new Uint8Array());
  }

  /**
   * @param {number} job
   * @param {boolean} cancelled
   * @param {string} error
   * @param {Uint8Array} reports
   */
  end(job, cancelled, error, reports) {
    if (this.stopTimer) window.clearTimeout(this.stopTimer);
    this.stopTimer = 0;
    this.running = 0;
    this.target.finish(job, cancelled, error, reports);
  }

  endWorker() {
    this.worker?.terminate();
    this.worker = null;
    this.endMerge(new Uint8Array(), new Blob([]));
  }
}
