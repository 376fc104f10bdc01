// Drives the built page in Chromium as a person would: by role and name, through the DOM twin. No sleeps: every step
// waits for a state.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { startServer } from '../../../web/tools/serve.mjs';
import { chromiumOptions } from './engines.mjs';

export const kRoot = fileURLToPath(new URL('../../../', import.meta.url));
export const kSite = process.env.EARSHOT_SITE ?? path.join(kRoot, 'build/web/site');
const kShared = process.env.EARSHOT_SHARED ?? path.join(kRoot, '../shared');
/** A state that has not come by then will not come. Software drawing on a busy machine is slow. */
const kWaitMilliseconds = Number(process.env.EARSHOT_E2E_WAIT ?? 60_000);

/** The test corpus' folder, or null where it is not. @param {string} name */
export const sharedFolder = (name) => (existsSync(path.join(kShared, name)) ? path.join(kShared, name) : null);

/** Why these tests cannot run here; false when they can. */
export function whySkipped() {
  if (!existsSync(path.join(kSite, 'index.html'))) return `no built page in ${kSite} (./dev build web makes it)`;
  return false;
}

/**
 * What runs in the page before its own scripts: counters, a diary of what must not happen, and a clock that a test can
 * let pass (`__pass`).
 */
function instrument() {
  const seen = { frames: 0, timeouts: 0, intervals: 0, draws: 0, violations: [], longTasks: [] };
  window.__seen = seen;
  const { requestAnimationFrame: frame, setTimeout: timeout, clearTimeout: clear, setInterval: interval } = window;
  const { now } = performance;
  let passed = 0; // milliseconds that were let pass
  let framesAskedFor = 0;
  /** @type {Map<number, { due: number, run: () => void }>} */
  const timers = new Map();
  performance.now = () => now.call(performance) + passed;
  window.requestAnimationFrame = (callback) => {
    ++seen.frames;
    ++framesAskedFor;
    return frame.call(window, (time) => {
      --framesAskedFor;
      callback(time + passed);
    });
  };
  window.setTimeout = (callback, milliseconds = 0, ...rest) => {
    ++seen.timeouts;
    const run = () => {
      timers.delete(timer);
      callback(...rest);
    };
    const timer = timeout.call(window, run, milliseconds);
    timers.set(timer, { due: performance.now() + milliseconds, run });
    return timer;
  };
  window.clearTimeout = (timer) => {
    timers.delete(timer);
    clear.call(window, timer);
  };
  window.setInterval = (...rest) => (++seen.intervals, interval.apply(window, rest));
  const gl = window.WebGL2RenderingContext?.prototype;
  if (gl) {
    const draw = gl.drawElements;
    gl.drawElements = function (...rest) {
      ++seen.draws;
      return draw.apply(this, rest);
    };
  }
  document.addEventListener('securitypolicyviolation', (event) => {
    seen.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
  });

  /**
   * Lets time pass without waiting for it: timers fire one after the other when they are due, frames take 1/60 s.
   * Answers what was asked for meanwhile. Ends early after `most` frames: that page does not come to rest.
   */
  window.__pass = async (milliseconds, most = 1000) => {
    const before = { ...seen };
    const since = () => Object.fromEntries(['frames', 'timeouts', 'intervals', 'draws'].map((what) => [what, seen[what] - before[what]]));
    const end = performance.now() + milliseconds;
    const turn = () => new Promise((resolve) => timeout.call(window, resolve)); // what is on its way comes first
    while (seen.frames - before.frames <= most) {
      await turn();
      if (framesAskedFor > 0 && !document.hidden) {
        await new Promise((resolve) => frame.call(window, resolve));
        passed += 1000 / 60;
        continue;
      }
      const [next] = [...timers].filter(([, { due }]) => due <= end).sort(([, a], [, b]) => a.due - b.due);
      if (!next) break;
      const [timer, { due, run }] = next;
      clear.call(window, timer);
      passed += Math.max(0, due - performance.now());
      run();
    }
    passed += Math.max(0, end - performance.now());
    return since();
  };
}

/** Helpers in the page: finding twin elements by role and accessible name. */
export function installFinder() {
  const nameOf = (element) => element.getAttribute('aria-label') ?? element.textContent ?? '';
  const roleOf = (element) => element.getAttribute('role') ?? 'text';
  window.__find = (role, pattern, state) => {
    const wanted = pattern === null ? null : new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, '')}u`);
    const matches = (name) => wanted === null || wanted.test(name);
    return [...document.querySelectorAll('#twin *')].filter(
      (element) =>
        (role === null || roleOf(element) === role) &&
        matches(nameOf(element)) &&
        Object.entries(state ?? {}).every(([key, value]) => element.getAttribute(`aria-${key}`) === value),
    );
  };
  /** Whether the twin tells all that the screen shows: it follows in steps, one a frame. */
  window.__isTold = () => !document.querySelector('#twin[data-behind]');
  window.__place = (element) => {
    const box = element.getBoundingClientRect();
    return { left: box.left, top: box.top, width: box.width, height: box.height, x: box.left + box.width / 2, y: box.top + box.height / 2,
      name: nameOf(element), value: element.value ?? element.getAttribute('aria-valuetext') ?? '' };
  };
}

/**
 * A name as it goes to the page: a text is meant whole, an expression as it stands, its flags included.
 * @param {string | RegExp | null | undefined} name
 */
export function patternOf(name) {
  if (name === null || name === undefined) return null;
  if (name instanceof RegExp) return { source: name.source, flags: name.flags.replace('u', '') };
  return { source: `^${name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}$`, flags: '' };
}

export class App {
  constructor(page, url) {
    this.page = page;
    this.url = url;
    this.errors = [];
    this.offOrigin = [];
    page.on('pageerror', (error) => this.errors.push(String(error?.stack ?? error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED/.test(message.text())) this.errors.push(message.text());
    });
    page.on('request', (request) => {
      if (/^https?:/.test(request.url()) && new URL(request.url()).origin !== new URL(url).origin) this.offOrigin.push(request.url());
    });
  }

  async load() {
    await this.page.goto(this.url, { waitUntil: 'domcontentloaded' });
    await this.ready();
  }

  /**
   * Loads the page anew. What the user did is safe by then, whatever is still being written; packs, of which the
   * page says that they are added before they are on the device, are waited for.
   */
  async reload() {
    await this.packsWritten();
    await this.page.reload({ waitUntil: 'domcontentloaded' });
    await this.ready();
  }

  /** Waits for the packs that are being written: the browser reads them in turn. */
  async packsWritten() {
    await this.page.evaluate(() => new Promise((resolve, reject) => {
      const opening = indexedDB.open('earshot');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const reading = opening.result.transaction('packs').objectStore('packs').count();
        reading.onerror = () => reject(reading.error);
        reading.onsuccess = () => {
          opening.result.close();
          resolve(true);
        };
      };
    }));
  }

  async ready() {
    await this.wait(() => document.documentElement.dataset.state === 'ready' || !document.getElementById('stop').hidden);
    const stopped = await this.page.evaluate(() => (document.getElementById('stop').hidden ? '' : document.getElementById('stop').innerText));
    if (stopped) throw new Error(`the page stopped: ${stopped}`);
  }

  wait(condition, ...args) {
    return this.page.waitForFunction(condition, { timeout: kWaitMilliseconds, polling: 100 }, ...args);
  }

  /** Waits for an element of the twin; answers its place, name and value. */
  async find(role, name, state) {
    try {
      await this.wait((r, n, s) => window.__isTold() && window.__find(r, n, s).length > 0, role, patternOf(name), state ?? null);
    } catch (error) {
      throw new Error(`no ${role} ${name ?? ''} ${JSON.stringify(state ?? {})} came; there is:\n${await this.outline()}`, { cause: error });
    }
    return this.page.evaluate((r, n, s) => window.__place(window.__find(r, n, s)[0]), role, patternOf(name), state ?? null);
  }

  async gone(role, name) {
    await this.wait((r, n) => window.__find(r, n).length === 0, role, patternOf(name));
  }

  /** Waits until the twin tells all that the screen shows. */
  told() {
    return this.wait(() => window.__isTold());
  }

  async count(role, name) {
    await this.told();
    return this.page.evaluate((r, n) => window.__find(r, n).length, role, patternOf(name));
  }

  async names(role, name) {
    await this.told();
    return this.page.evaluate((r, n) => window.__find(r, n).map((element) => window.__place(element).name), role, patternOf(name));
  }

  /** As a screen reader presses. */
  async press(role, name, state) {
    await this.find(role, name, state);
    await this.page.evaluate((r, n, s) => window.__find(r, n, s)[0].click(), role, patternOf(name), state ?? null);
  }

  /** As a mouse presses: on the canvas, where the element is. */
  async click(role, name) {
    const { x, y } = await this.find(role, name);
    await this.page.mouse.click(x, y);
  }

  async search(text) {
    await this.focus('combobox', /Search/);
    await this.chord('Control', 'a');
    await this.page.keyboard.press('Delete');
    if (text) await this.page.keyboard.type(text);
  }

  /** Real files and folders, dropped on the middle of the page. */
  async drop(...paths) {
    const cdp = await this.page.createCDPSession();
    const { width, height } = this.page.viewport();
    const data = { items: [], files: paths.map((one) => path.resolve(one)), dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop']) {
      await cdp.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data });
    }
    await cdp.detach();
  }

  /** Text or files that the test makes up, dropped or pasted by a scripted event. */
  async give(how, files) {
    await this.page.evaluate(
      (kind, list) => {
        const data = new DataTransfer();
        for (const { name, text, bytes } of list) {
          if (name) data.items.add(new File([text ?? new Uint8Array(bytes)], name));
          else data.setData('text/plain', text);
        }
        const event = kind === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event);
      },
      how,
      files,
    );
  }

  /** Lets seconds pass in the page's clocks, not in ours; answers what it asked for meanwhile. */
  pass(seconds, mostFrames) {
    return this.page.evaluate((milliseconds, most) => window.__pass(milliseconds, most), seconds * 1000, mostFrames);
  }

  /** Gives an element of the twin the focus, as a screen reader does. */
  async focus(role, name) {
    await this.find(role, name);
    await this.page.evaluate((r, n) => window.__find(r, n)[0].focus(), role, patternOf(name));
  }

  /** Presses keys together: `chord('Control', 'a')`. */
  async chord(...keys) {
    const { keyboard } = this.page;
    const last = keys.pop();
    for (const key of keys) await keyboard.down(key);
    await keyboard.press(last);
    for (const key of keys.reverse()) await keyboard.up(key);
  }

  seen() {
    return this.page.evaluate(() => ({ ...window.__seen }));
  }

  /** The twin as indented text, for messages. */
  outline() {
    return this.page.evaluate(() => {
      const lines = [];
      const walk = (element, depth) => {
        for (const child of element.children) {
          const { name, value } = window.__place(child);
          lines.push(`${'  '.repeat(depth)}${child.getAttribute('role') ?? 'text'} "${name.slice(0, 80)}" ${value.slice(0, 60)}`);
          walk(child, depth + 1);
        }
      };
      walk(document.getElementById('twin'), 0);
      return lines.slice(0, 150).join('\n');
    });
  }
}

/** What is to be ended after a file of tests. `after` called inside `before` would run at once. */
export const cleanUps = {
  /** @type {(() => Promise<void>)[]} */
  waiting: [],
  after(done) {
    this.waiting.push(done);
  },
  async run() {
    for (const done of this.waiting.splice(0)) await done();
  },
};

/**
 * Chromium and a server for one file of tests.
 * @param {{ after: (done: () => Promise<void>) => void }} hooks
 * @param {string} [site]
 */
export async function startBrowser(hooks, site = kSite) {
  const server = await startServer(site, 0);
  const profile = mkdtempSync(path.join(os.tmpdir(), 'earshot-e2e-'));
  const browser = await puppeteer.launch(chromiumOptions(profile));
  let serverIsUp = true;
  const stopServer = async () => {
    if (serverIsUp) await server.close();
    serverIsUp = false;
  };
  hooks.after(async () => {
    await browser.close();
    await stopServer();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  /** A page in a profile of its own. */
  async function open({ width = 1280, height = 800, scheme = 'light', load = true, context = null, ratio = 1 } = {}) {
    const own = context ?? (await browser.createBrowserContext());
    const page = await own.newPage();
    await page.setViewport({ width, height, deviceScaleFactor: ratio });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.evaluateOnNewDocument(instrument);
    await page.evaluateOnNewDocument(installFinder);
    const app = new App(page, server.address);
    app.context = own;
    if (load) await app.load();
    return app;
  }
  return { open, stopServer, address: server.address };
}
